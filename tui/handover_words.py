"""Överlämning in words: what a person has, and the story so far that a card gets when it goes to somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from board.handover import Held, Tell
from board.model import Person, people_of
from board.ports import Doc, Event, Snapshot
from tui import method_words, words
from tui.text import N_, _, dates, ngettext

WHAT: Mapping[str, str] = {
    "owner": N_("äger"),
    "leader": N_("leder"),
    "support": N_("stöttar"),
    "doer": N_("är med och prövar"),
    "activity": N_("ska göra"),
    "routine": N_("ansvarar för rutinen"),
    "yearly": N_("håller i, i årshjulet"),
    "lift": N_("har lyft, väntar på svar"),
    "challenge": N_("äger utmaningen"),
    "throw": N_("har fått, ska svara på"),
    "round": N_("har öppnat en självskattning"),
    "role": N_("är"),
    "deputy": N_("är ställföreträdare för"),
}
LONGEST = 300
"""Letters of a card's own texts that the story repeats."""


def what(one: Held, today: date) -> str:
    """One thing that somebody has: "äger", "ska göra: Ring larmfirman (7 dec)"."""
    text = words.role(one.text) if one.what in ("role", "deputy") else one.text
    told = _(WHAT[one.what])
    if one.what in ("role", "deputy"):
        return f"{told} {text}"
    if one.what in ("activity", "routine", "yearly", "lift", "challenge", "throw"):
        told = f"{told}: {text}"
    day = _day(one.due)
    return (
        f"{told} ({dates.day(day, today)})"
        if day and one.what in ("activity", "routine", "lift", "challenge")
        else told
    )


def with_lifts(cards: int, lifts: int, taker: str, undo: str) -> str:
    """The receipt where lifts went along. undo: the key that takes it back."""
    told = ngettext("{n} lyft", "{n} lyft", lifts).format(n=lifts)
    first = ngettext("{n} kort", "{n} kort", cards).format(n=cards)
    return _("{cards} och {lifts} är överlämnade till {name}. {undo} ångrar.").format(
        cards=first, lifts=told, name=taker, undo=undo
    )


def turned(mine: Sequence[Event]) -> str:
    """What came back, or went again, where it was a handover with lifts; empty where it was something else."""
    cards = {event.id for event in mine if event.table == "comments"}
    lifts = {event.id for event in mine if event.table == "lifts"}
    if not cards or not lifts:
        return ""
    return _("överlämningen av {what}").format(what=whole(len(cards), len(lifts)))


def whole(cards: int, lifts: int) -> str:
    """How much there is to hand over."""
    told = ngettext("{n} kort", "{n} kort", cards).format(n=cards)
    return told + (", " + ngettext("{n} lyft", "{n} lyft", lifts).format(n=lifts) if lifts else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def story(org: Snapshot, giver: str, taker: str, now: datetime) -> Tell:
    """The note that a card gets: who gave what to whom, what it is about, what is tried, what comes next."""
    people = people_of(org)
    today = now.date()

    def tell(board: Snapshot, card: str, held: Sequence[Held]) -> str:
        doc = board.get("cards", card) or {}
        listed = ", ".join(dict.fromkeys(_(WHAT[one.what]) for one in held))
        first = _("Överlämnat från {giver} till {taker}: {what}.").format(
            giver=_name(people, giver), taker=_name(people, taker), what=listed
        )
        return "\n".join([first, *so_far(board, card, doc, today)])

    return tell


def so_far(board: Snapshot, card: str, doc: Doc, today: date) -> list[str]:
    """Where a card stands: the phase, the problem, what is tried, what was seen, what is to be done."""
    since = _day(str(doc.get("since") or "")[:10])
    phase = words.phase(doc.get("phase"))
    told = _("Fas: {phase}, sedan {day}.").format(phase=phase, day=dates.day(since, today)) if since else ""
    lines = [told or _("Fas: {phase}.").format(phase=phase)]
    for field in ("problem", "why", "measure", "prediction", "outcome", "decision"):
        if doc.get(field):
            label = words.field(field) if field in words.FIELDS else method_words.field(None, field)
            lines.append(f"{label}: {_shortened(str(doc[field]))}")
    due = _day(str(doc.get("due") or ""))
    if due:
        lines.append(_("Följs upp {day}.").format(day=dates.day(due, today)))
    left = [
        _shortened(str(one.get("text") or ""))
        for one in board.table("activities").values()
        if one.get("card") == card and not one.get("done")
    ]
    if left:
        lines.append(_("Kvar att göra: {what}.").format(what="; ".join(left[:10])))
    return lines


def _name(people: Mapping[str, Person], ref: str) -> str:
    return people[ref].name if ref in people else _("någon")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"
