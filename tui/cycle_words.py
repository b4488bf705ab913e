"""Varv in words: where a card is in the wheel, how old it is, what it waits for and on whom, and what kind of question
it is. The page and the command say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from board import stall
from board.balance import Balance
from board.codes import COLUMNS
from board.cycle_view import RUNNING, Row, Seen, Wait
from board.recurring import Recurring
from tui import lift_words, words
from tui.text import N_, _, dates, ngettext

Called = Callable[[str], str]
"""A person's name by reference; "du" for the one who looks, where the face wants it so."""

PACES: Mapping[str, str] = {"usual": "▂", "slow": "▅", "very_slow": "█"}
TENTHS = 10
WANTED: Mapping[str, str] = {
    "problem": N_("vad problemet är"),
    "why": N_("varför det är ett problem"),
    "owner": N_("någon som håller i det"),
    "measure": N_("vad ni ska pröva"),
    "due": N_("dag för uppföljning"),
    "outcome": N_("vad ni såg"),
    "decision": N_("beslut"),
}
WAITS: Mapping[str, str] = {
    "lift": N_("svar på lyft"),
    "owner": N_("ny ägare"),
    "proposed": N_("beslut om åtgärd"),
    "ready": N_("att ni börjar pröva"),
    "follow_up": N_("uppföljning"),
    RUNNING: N_("försöket pågår"),
    "judged": N_("att gå vidare till Agera"),
    "decide": N_("beslut om hur ni gör nu"),
}
ASKS: Mapping[str, str] = {
    "lift": N_("Vi väntar på svar på det vi lyfte. Vet du hur det går?"),
    "owner": N_("Ingen håller i det här just nu. Vem skulle kunna ta över?"),
    "proposed": N_("Här finns ett förslag att ta ställning till. När kan vi bestämma?"),
    "decide": N_("Vi har prövat klart. När kan vi bestämma hur vi gör nu?"),
    "follow_up": N_("Dags att se hur det blev. Behöver du hjälp med uppföljningen?"),
    "activity": N_("Hur går det med ”{said}”? Behöver du hjälp med något?"),
}


def wheel(phase: str) -> str:
    """The place in the wheel as a sign: ●◉○○ is Genomföra."""
    at = COLUMNS.index(phase) - 1 if phase in COLUMNS else 0
    return "●" * at + "◉" + "○" * (len(COLUMNS) - 2 - at)


def sign(row: Row, today: date) -> tuple[str, str]:
    """(sign, ink) of a row: ! late or still for long, ‖ still, ● today or waits for the one who looks."""
    if row.stall == stall.LONG or (row.next is not None and row.next.late):
        return "!", "late"
    if row.stall:
        return "‖", "still"
    if row.mine or (row.next is not None and row.next.day <= today):
        return "●", "accent"
    return " ", "quiet"


def still(days: int) -> str:
    """ "har stått still i 5 veckor": from a fortnight in weeks."""
    if days < 14:
        return ngettext("har stått still i {n} dag", "har stått still i {n} dagar", days).format(n=days)
    return ngettext("har stått still i {n} vecka", "har stått still i {n} veckor", days // 7).format(
        n=days // 7
    )


def quiet(row: Row) -> str:
    """When something last happened; that it stands still, where it does."""
    if row.stall:
        return still(row.quiet)
    if row.quiet < 2:
        return _("hänt något i dag") if row.quiet == 0 else _("hänt något i går")
    return _("inget hänt på {n} dagar").format(n=row.quiet)


def latest(row: Row) -> str:
    """The same in few words."""
    if row.stall:
        return still(row.quiet)
    return (
        _("senast i dag") if row.quiet == 0 else _("senast för {age} sedan").format(age=dates.age(row.quiet))
    )


def age(row: Row, brief: bool = False) -> str:
    """How old it is, beside the team's own earlier cards: "21 d sedan start, äldre än 8 av 10 tidigare"."""
    if not row.age:
        return ""
    among = older(row, brief)
    return ", ".join(filter(None, (words.since_start(row.age), among)))


def older(row: Row, brief: bool = False) -> str:
    """The age among the team's own earlier cards; empty where they are too few."""
    if row.older is None:
        return ""
    fewer, of = row.older
    tenths = fewer * TENTHS // of
    if row.pace == "usual" or not tenths:
        return _("som de flesta kort")
    if fewer == of:
        return _("äldst hittills")
    told = _("äldre än {n} av 10") if brief else _("äldre än {n} av 10 tidigare")
    return told.format(n=tenths)


def pace(row: Row) -> tuple[str, str]:
    """(sign, ink) of the age: ▂ as most, ▅ past half, █ past 85 of 100 of the team's own earlier cards."""
    inks = {"slow": "still", "very_slow": "late"}
    return PACES.get(row.pace, " "), inks.get(row.pace, "quiet")


def paces() -> str:
    """What the signs of the ages mean."""
    told = [_("tar inte längre än de flesta"), _("längre än hälften"), _("bland de längsta")]
    signs = [f"{sign} {said}" for sign, said in zip(PACES.values(), told, strict=True)]
    return _("{signs}, bredvid era egna avslutade kort").format(signs=" · ".join(signs))


def waits_for(wait: Wait) -> str:
    """What a card waits for."""
    if wait.code == "wanted":
        return _(WANTED[wait.said]) if wait.said in WANTED else words.field(wait.said).lower()
    if wait.code == "activity":
        return " ".join(wait.said.split())
    return _(WAITS[wait.code]) if wait.code in WAITS else wait.code


def on_whom(wait: Wait, called: Called, boards: Mapping[str, str]) -> str:
    """On whom; empty where nobody is named."""
    if wait.code == "lift":
        place = boards.get(wait.place, wait.place)
        role = lift_words.role(wait.said) if wait.said else ""
        return ", ".join(filter(None, (place, role)))
    return ", ".join(dict.fromkeys(called(ref) for ref in wait.who))


def waits(row: Row, called: Called, boards: Mapping[str, str]) -> str:
    """What it waits for and on whom, and that somebody has been asked."""
    told = " · ".join(filter(None, (on_whom(row.wait, called, boards), waits_for(row.wait))))
    if row.wait.code == RUNNING:
        told = waits_for(row.wait)
    return told


def asked(row: Row, today: date) -> str:
    """That somebody has been reminded and has not answered yet."""
    return _("frågat {when}").format(when=dates.relative(row.asked, today)) if row.asked is not None else ""


def next_day(row: Row, today: date) -> str:
    """The next date, briefly: "i dag", "tis 24 nov", "nästa möte"."""
    if row.next is None:
        return _("nästa möte") if row.on_meeting else "–"
    day = row.next.day
    if day == today:
        return _("i dag")
    told = dates.day(day, today)
    return f"! {told}" if row.next.late else told


def question(found: Recurring) -> str:
    """A kind of question that comes back, as a sentence that leads to another question."""
    if found.code == "endless" and found.times:
        told = _(
            "∞ Har tagits upp igen {n} gånger. Vad skulle krävas för att det ska hålla, eller går det att leva med?"
        )
        return told.format(n=found.times)
    if found.code == "endless":
        return _(
            "∞ Har pågått längre än nästan allt annat ni gjort. Går det att dela, eller att sätta punkt?"
        )
    if found.code == "bouncing":
        return bounced(found)
    if found.code == "seasonal":
        told = _(
            "☼ Liknar ”{title}” från samma månad {year}. Kommer det varje år? Börja planera tidigare nästa gång."
        )
        return told.format(title=found.title, year=found.year)
    return found.code


_BECAUSE: Mapping[str, str] = {
    "unprepared": N_("Det var inte förberett eller förankrat nog: vilka behöver vara med den här gången?"),
    "symptom": N_("Det som syntes försvann, inte orsaken: gå tillbaka till orsakerna."),
    "changed": N_("Läget har ändrats: beskriv problemet som det är nu."),
}


def bounced(found: Recurring) -> str:
    """That it came back soon, and why it did, or the question why."""
    back = ngettext("↺ Kom tillbaka efter {n} dag.", "↺ Kom tillbaka efter {n} dagar.", found.days).format(
        n=found.days
    )
    return f"{back} {_(_BECAUSE[found.cause]) if found.cause in _BECAUSE else _('Varför, tror ni?')}"


def ask(row: Row) -> str:
    """A kind question to the one a card waits for; it can be written over."""
    told = _(ASKS[row.wait.code]) if row.wait.code in ASKS else usual_question()
    return told.format(said=" ".join(row.wait.said.split()))


def usual_question() -> str:
    """What is asked where nothing special is waited for."""
    return _("Hur går det med det här? Behöver du hjälp med något?")


def restarted() -> str:
    """What is said of the cards that are parked when a board starts again, till somebody writes something better."""
    return _("Vi börjar om i liten skala. Det här är parkerat så länge, och inget är bortglömt.")


def severe_stay(count: int) -> str:
    """What is not parked with the rest when a board starts again."""
    return ngettext(
        "{n} kort med en allvarlig risk ligger kvar.", "{n} kort med en allvarlig risk ligger kvar.", count
    ).format(n=count)


# --- the board as a whole


def board_still(seen: Seen, many: bool) -> str:
    """That a whole board stands still, and nothing of whose; empty where it does not."""
    if not seen.stall.code:
        return ""
    name = seen.name if many else _("Tavlan")
    return f"{name} {still(seen.stall.days)}."


def proposals(seen: Seen, many: bool) -> str:
    """What waits in Förslag; empty where nothing does."""
    if not seen.proposals:
        return ""
    told = ngettext("{n} förslag väntar på svar", "{n} förslag väntar på svar", seen.proposals).format(
        n=seen.proposals
    )
    if seen.waited > 1:
        told += ", " + _("det äldsta sedan {n} dagar").format(n=seen.waited)
    return f"{seen.name}: {told}" if many else told


def heavy(found: Balance, called: Called) -> str:
    """That one has more than half of what is owned, as a question of relief."""
    if found.heavy is None:
        return ""
    person, count, of = found.heavy
    return _("{name} bär {n} av {of} kort: vem kan avlasta?").format(name=called(person), n=count, of=of)


def alone(role: str, name: str) -> str:
    """That nobody stands in for somebody."""
    told = _("{name}, {role}, har ingen som kan rycka in: vem kan vara ställföreträdare?")
    return told.format(name=name, role=words.role(role))


def lacking(role: str) -> str:
    """That nobody has a role which keeps the board going."""
    return _("Tavlan har ingen {role} just nu.").format(role=words.role(role))


def loose(count: int) -> str:
    """That some cards have nobody."""
    return ngettext(
        "{n} kort behöver någon som håller i det.", "{n} kort behöver någon som håller i dem.", count
    ).format(n=count)


def relief(found: Balance, called: Called) -> list[str]:
    """All that is worth talking of in how cards are shared, each as a sentence."""
    said = [heavy(found, called), *(lacking(role) for role in found.lacking)]
    said += [alone(role, called(ref)) for role, ref in found.alone]
    return [one[:1].upper() + one[1:] for one in said if one]
