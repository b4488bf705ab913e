"""What is said in a meeting: its points, what each asks, what can be decided there, the time and the news."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from board.marks import Mark
from board.meeting.agenda import News, Point, Thing
from board.meeting.meetings import Meeting
from board.model import Person
from tui import words
from tui.card_lines import person_name
from tui.text import N_, _, dates, ngettext

POINTS: Mapping[str, str] = {
    "changes": N_("Sedan sist"),
    "sort": N_("Sortera"),
    "plan": N_("Planera"),
    "do": N_("Genomföra"),
    "follow": N_("Följa upp"),
    "decide": N_("Agera"),
    "lifts": N_("Lyft"),
    "reflection": N_("Reflektion"),
    "promises": N_("Vem gör vad"),
}
ASKS: Mapping[str, str] = {
    "changes": N_("Det här har hänt sedan förra mötet. Vad är ni glada för?"),
    "sort": N_("Viktigt nog att gå vidare med?"),
    "plan": N_("Fem minuter på ett kort: vad är problemet, och varför händer det?"),
    "do": N_("Blir det gjort? Är något i vägen?"),
    "follow": N_("Blev det bättre? Hur märks det för dem ni är till för?"),
    "decide": N_("Rutin, pröva igen eller inte?"),
    "lifts": N_("Vad blev svaret, och vad gör ni nu?"),
    "promises": N_("Vem gör vad, till när? Börja med det som redan är lovat."),
}
REFLECTIONS: Mapping[str, str] = {
    "person": N_("Hur ser vi på dem vi är till för? Märks det i hur vi gör?"),
    "meaningful": N_("Vad är meningsfullt för dem vi är till för, och för oss?"),
    "say": N_("Kan alla säga vad de tycker här, de vi är till för också? Vad gör det lättare?"),
    "seen": N_("När känner sig någon sedd och respekterad hos oss?"),
    "part": N_("Hur är de vi är till för med och bestämmer? Var kunde de vara det mer?"),
    "against": N_("Vad talar emot det vi håller på att ändra? Vem ser något som vi andra inte ser?"),
    "who_gains": N_("Vem har fått det bättre av det vi gjort på sistone, och hur vet vi det?"),
}
FORMS: Mapping[str, str] = {"full": N_("Hela mötet"), "short": N_("Fem minuter")}
_DECISIONS: Mapping[str, tuple[str, ...]] = {
    "sort card": (N_("ja, till Planera"), N_("nej, inte nu")),
    "sort event": (N_("gör ett kort"), N_("läst, inget mer")),
    "plan card": (N_("nu prövar vi"), N_("ny dag"), N_("parkera")),
    "do card": (N_("prövat, följ upp"), N_("ny dag")),
    "follow card": (N_("bättre"), N_("annorlunda"), N_("sämre"), N_("vet inte")),
    "follow routine": (N_("följs"), N_("delvis"), N_("följs inte")),
    "decide card": (N_("rutin"), N_("pröva igen"), N_("inte")),
    "lifts lift asked": (N_("svara"),),
    "lifts lift waits": (N_("skriv in svaret"),),
    "promises activity": (N_("klart"), N_("ny dag")),
}
"""What the keys 1 to 4 decide, by point and kind of thing."""


def begun(one: Meeting, people: Mapping[str, Person], now: datetime) -> str:
    """ "det som Anna började i dag 13.30"."""
    return _("det som {name} började {when}").format(
        name=person_name(people, one.by), when=dates.stamp(one.started, now)
    )


def two(other: Meeting, people: Mapping[str, Person], now: datetime) -> str:
    """That somebody began another meeting at another computer."""
    return _("! Två möten pågår: också {other}, vid en annan dator.").format(other=begun(other, people, now))


def point(one: Point) -> str:
    """What a point is called."""
    return " ".join(one.words.split()) or point_called(one.key)


def point_called(key: str) -> str:
    return _(POINTS[key]) if key in POINTS else key


def asks(key: str, reflection: str) -> str:
    """What is asked at a point, to be read aloud; nothing for one of the team's own."""
    if key == "reflection":
        return _(REFLECTIONS[reflection])
    return _(ASKS[key]) if key in ASKS else ""


def decisions(key: str, thing: Thing | None) -> tuple[str, ...]:
    """What can be decided of a thing at a point, in the order of the keys."""
    if thing is None:
        return ()
    found = _DECISIONS.get(f"{key} {thing.kind}") or _DECISIONS.get(f"{key} {thing.kind} {thing.why}") or ()
    return tuple(_(one) for one in found)


def left(meeting: Meeting, seconds: int, elapsed: int) -> str:
    """How it stands with a point's time."""
    if meeting.ticking is None:
        return _("paus")
    rest = seconds - elapsed
    if rest >= 60:
        n = -(-rest // 60)
        return ngettext("{n} min kvar", "{n} min kvar", n).format(n=n)
    if rest > 0:
        return ngettext("{n} sekund kvar", "{n} sekunder kvar", rest).format(n=rest)
    if rest > -60:
        return _("tiden är slut")
    return ngettext("{n} min över", "{n} min över", -rest // 60).format(n=-rest // 60)


def briefly_left(meeting: Meeting, seconds: int, elapsed: int) -> str:
    """The same in as few letters as can be, to be read across the room."""
    if meeting.ticking is None:
        return _("paus")
    rest = seconds - elapsed
    return _("{n} min").format(n=-(-rest // 60)) if rest > 0 else _("+{n} min").format(n=-rest // 60)


def minutes(seconds: int) -> str:
    """ "35 min"."""
    return _("{n} min").format(n=max(round(seconds / 60), 1))


def things(count: int) -> str:
    """How much waits at a point."""
    return ngettext("{n} att ta upp", "{n} att ta upp", count).format(n=count)


def why(thing: Thing, today: date) -> tuple[str, str]:
    """(what a thing waits for, the colour it is told in)."""
    if thing.kind == "lift":
        if thing.why == "answered":
            return _("^ svar har kommit"), "good"
        if thing.why == "waits":
            if thing.days:
                return words.mark(Mark("lift_late"), today), "late"
            return _("^ lyft härifrån, väntar på svar"), "quiet"
        return _("^ väntar på vårt svar"), "still"
    if thing.why in ("no_day", "promised"):
        return (_("○ ingen dag än"), "still") if thing.why == "no_day" else (_("+ lovat"), "new")
    if thing.why not in ("due", "late"):
        return "", "quiet"
    late, day = thing.why == "late", dates.day(today - timedelta(days=thing.days), today)
    if thing.kind == "card":
        said = words.mark(Mark("late" if late else "today", thing.days), today)
    elif thing.kind == "routine":
        said = _("! skulle setts över {day}").format(day=day) if late else _("● ses över i dag")
    else:
        said = _("! skulle vara klart {day}").format(day=day) if late else _("● ska vara klart i dag")
    return said, "late" if late else "accent"


def news(one: News, phase: object, outcome: object, state: object) -> str:
    """What has happened to a card, as signs and words."""
    told = {
        "ended": f"✓ {words.outcome(outcome)}" if outcome else "✓ " + words.phase("done").lower(),
        "aside": "‖ " + words.state(state),
        "moved": _("→ nu i {phase}").format(phase=words.phase(phase)),
        "new": _("+ nytt"),
        "answered": _("^ svar på lyft"),
        "said": _("” kommentar"),
        "measured": _("~ mätvärde"),
        "changed": _("· ändrat"),
    }
    return "  ".join(told[code] for code in one.codes)


def there(count: int, guests: int) -> str:
    """ "4 är med och 1 gäst"."""
    told = ngettext("{n} är med", "{n} är med", count).format(n=count)
    if not guests:
        return told
    return told + ngettext(" och {n} gäst", " och {n} gäster", guests).format(n=guests)


def guests(count: int) -> str:
    """ "2 gäster"; nothing where there were none."""
    return ngettext("{n} gäst", "{n} gäster", count).format(n=count) if count else ""
