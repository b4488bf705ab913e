"""Many boards in words: how each one stands, what calls for support, what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from board import searching
from board.across import Common, Row
from board.overview import PULSE_WEEKS, Area, Facts, Summary, months_in, rounds_in
from board.searching import Hits
from tui import method_words, readiness_words, words
from tui.drawing.spark import spark
from tui.text import N_, _, ngettext

THEMES: Mapping[str, tuple[str, str]] = {
    "tag": (N_("Etiketter"), N_("på öppna kort")),
    "title": (N_("Ord i rubriker"), N_("på öppna kort")),
    "cause": (N_("Ord i orsaker"), N_("på öppna kort")),
    "routine": (N_("Ord i rutiner"), N_("som gäller")),
}


def reason(code: str, number: int) -> str:
    """What calls for support, with its sign."""
    told = {
        "alarms": lambda n: "! " + ngettext("{n} allvarlig risk", "{n} allvarliga risker", n).format(n=n),
        "no_forbattringsledare": lambda n: _("ingen {role}").format(role=words.role("forbattringsledare")),
        "no_nyckelperson": lambda n: _("ingen {role}").format(role=words.role("nyckelperson")),
        "quiet": lambda n: "‖ " + ngettext("tyst i {n} dag", "tyst i {n} dagar", n).format(n=n),
        "still": lambda n: "‖ " + ngettext("{n} kort står stilla", "{n} kort står stilla", n).format(n=n),
        "late": lambda n: "! " + ngettext("{n} kort att följa upp", "{n} kort att följa upp", n).format(n=n),
        "lift_late": lambda n: (
            "^ " + ngettext("svaret på {n} lyft dröjer", "svaret på {n} lyft dröjer", n).format(n=n)
        ),
    }
    return told[code](number)


def reasons(one: Summary) -> str:
    """What calls for support on a board; how many cards are open where nothing does."""
    return " · ".join(reason(code, number) for code, number in one.reasons) or open_cards(one.open)


def open_cards(count: int) -> str:
    return ngettext("{n} öppet kort", "{n} öppna kort", count).format(n=count)


def pulse(one: Summary) -> str:
    """Changes a week as small bars, a dot for a week of none."""
    return spark([count or None for count in one.pulse], PULSE_WEEKS) or "·" * PULSE_WEEKS


def pulse_legend() -> str:
    return _("Staplarna är ändringar per vecka, de senaste {n} veckorna.").format(n=PULSE_WEEKS)


def area(one: Area) -> str:
    return one.name or _("Utan område")


def area_counts(one: Area) -> str:
    """How many boards an area has, and how many of them something calls for support of."""
    count = len(one.boards)
    told = ngettext("{n} tavla", "{n} tavlor", count).format(n=count)
    if one.to_support:
        support = ngettext("{n} att titta in hos", "{n} att titta in hos", one.to_support)
        told += ", " + support.format(n=one.to_support)
    return told


def lifts(one: Summary) -> str:
    """What the board has lifted and waits for; empty where nothing."""
    count = len(one.lifts)
    return (
        ngettext("{n} lyft väntar på svar", "{n} lyft väntar på svar", count).format(n=count) if count else ""
    )


def still(one: Summary) -> str:
    """The cards that stand still, where that calls for nothing yet and is no reason; empty where none does."""
    is_reason = any(code in ("still", "quiet") for code, _number in one.reasons)
    return reason("still", len(one.still)) if one.still and not is_reason else ""


def leads(one: Summary, names: Mapping[str, str]) -> str:
    """Who keeps the improvement work going; `names` is by reference. Empty where nobody does."""
    told = []
    for role, refs in one.leads:
        if here := [names[ref] for ref in refs if ref in names]:
            told.append(f"{words.role(role)} {', '.join(here)}")
    return " · ".join(told)


def readiness(facts: Facts, today: date) -> str:
    """The latest self-assessment's category, by its own rules for how few may answer; empty where there is none."""
    from board.readiness_time import overview

    (standing,) = overview({"": rounds_in(facts)}, today, {"": months_in(facts)}).standings
    if standing.latest is None or standing.verdict is None:
        return ""
    told = (
        f"{readiness_words.category(standing.verdict.code)}, {readiness_words.when(standing.latest, today)}"
    )
    return told + (" · " + _("dags att göra om") if standing.overdue else "")


def theme(code: str) -> tuple[str, str]:
    name, where = THEMES[code]
    return _(name), _(where)


def common(one: Common) -> str:
    """On how many boards and cards something is."""
    boards, cards = len(one.boards), len({place for place in one.cards if place[1] >= 0})
    told = ngettext("{n} tavla", "{n} tavlor", boards).format(n=boards)
    return told + (" · " + ngettext("{n} kort", "{n} kort", cards).format(n=cards) if cards else "")


def where(row: Row, board: str) -> str:
    """Where a card is: its column, or what became of it, and its board. Of an event: what sort it is."""
    if row.is_event:
        return _("Händelse: {sort}").format(sort=method_words.choice("sort", row.phase)) + f" · {board}"
    place = words.phase(row.phase) if row.state == "open" else words.state(row.state)
    return f"{place} · {board}"


def reading(done: int, of: int) -> str:
    return _("Läser {n} av {of} tavlor …").format(n=done, of=of)


def unreadable(boards: Sequence[str]) -> str:
    """Boards that could not be read."""
    told = ngettext(
        "{n} tavla gick inte att läsa och är inte med: {names}. tavla check säger varför.",
        "{n} tavlor gick inte att läsa och är inte med: {names}. tavla check säger varför.",
        len(boards),
    )
    return told.format(n=len(boards), names=", ".join(boards[:5]) + (" …" if len(boards) > 5 else ""))


def narrow() -> str:
    """Some words of a board's own search mean nothing here."""
    return _("@namn, försenade och stilla söks på en tavla i taget.")


def found(hits: Hits) -> str:
    """How many cards and events there are, and how many of them are shown."""
    if len(hits.first) < hits.all:
        few = _("{shown} av {of} träffar visas. Skriv fler ord.")
        return few.format(shown=len(hits.first), of=hits.all)
    events = sum(hit.row.is_event for hit in hits.first)
    cards = hits.all - events
    told = [
        ngettext("{n} kort", "{n} kort", cards).format(n=cards) if cards or not events else "",
        ngettext("{n} händelse", "{n} händelser", events).format(n=events) if events else "",
    ]
    return ", ".join(filter(None, told))


def also(typed: str) -> str:
    """The words that are looked for beside those typed; empty where none are."""
    others = searching.also(typed)
    told = _("Söker också: {words}. Med citattecken söks bara ordet.")
    return told.format(words=", ".join(others)) if others else ""


def apart(counts: Mapping[str, int]) -> str:
    """Where nothing has all the words: how many have each."""
    told = ", ".join(f"{word} {count}" for word, count in counts.items())
    return _("Inget har alla orden. Var för sig: {counts}.").format(counts=told)
