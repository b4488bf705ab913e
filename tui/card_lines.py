"""How a card looks on the board: pure, from a document and a width to rows of named parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from rich.cells import cell_len

from board.codes import RHYTHM_DAYS
from board.marks import Came, Mark, is_over, marks
from board.model import Person
from board.ports import Doc
from board.rules import next_wanted, progress
from board.stall import days_still
from board.values import whole_in
from tui import words
from tui.lines import Piece, Row, fit, fit_words, row_width, spread, wrap
from tui.terminal_words import somebody
from tui.text import _, dates


class Look(NamedTuple):
    """What a card's look depends on besides the card itself.

    active: when something last happened beside each card. last: the last with room in full columns (marks.is_over).
    instead: what a card has in another form (rules.covered). rhythm_days: how often the board meets. readings: the
    values that each card's first indicator has had, by time.
    """

    now: datetime
    people: Mapping[str, Person]
    active: Mapping[str, str]
    last: Mapping[str, Came]
    versions: frozenset[str] = frozenset()
    comments: Mapping[str, int] = {}
    lifts: Mapping[str, Mark] = {}
    instead: Mapping[str, frozenset[str]] = {}
    readings: Mapping[str, Sequence[float]] = {}
    rhythm_days: int = RHYTHM_DAYS


SAID = "”"
"""Stands before how many have commented."""
INKS = {
    "versions": "accent",
    "late": "late",
    "today": "accent",
    "still": "still",
    "still_long": "late",
    "over": "still",
    "new": "new",
    "lift_answered": "accent",
    "lift_late": "still",
}
"""The ink of a mark's meaning; other marks are quiet."""


def mark_piece(mark: Mark, today: date, width: int = 80) -> Piece:
    """A mark as sign and words, in the ink of its meaning, in at most `width` cells."""
    text = words.mark(mark, today)
    if cell_len(text) > width:
        text = fit(words.mark(mark, today, brief=True, width=width), width)
    return text, INKS.get(mark.code, "quiet")


def person_name(people: Mapping[str, Person], ref: object) -> str:
    """A person's first name for a narrow line; a reference that nobody has reads as somebody."""
    found = people.get(str(ref))
    return found.short if found else somebody(ref)


def card_rows(id: str, card: Doc, look: Look, width: int, height: int) -> list[Row]:
    """At most `height` rows of `width` cells: the title, then who and how far, then its marks or what is next.

    The title has the rows that the others do not need, and all but two whatever they need.
    """
    found = marks(
        card,
        look.now,
        look.active.get(id),
        is_over(id, card, look.last),
        id in look.versions,
        look.lifts.get(id),
        look.rhythm_days,
    )
    instead = look.instead.get(id, ())
    rows: list[Row] = [_who_and_how_far(card, look, width, look.comments.get(id, 0), instead)]
    for mark in found:
        rows.append([mark_piece(mark, look.now.date(), width)])
    if card.get("origin_item"):
        origin = words.origin(card)
        brief = words.origin(card, brief=True)
        rows.append([(origin if cell_len(origin) <= width else fit(brief, width), "quiet")])
    wanted = next_wanted(card, instead)
    if wanted and not any(mark.code in ("late", "today", "due") for mark in found):
        what = words.field(wanted).lower()
        ways = (_("→ nästa: {what}").format(what=what), f"→ {what}", f"→ {words.briefly_wanted(wanted)}")
        told = next((way for way in ways if cell_len(way) <= width), fit_words(ways[-1], width))
        rows.append([(told, "quiet")])
    others = max(len(rows), 2) if id in look.readings else len(rows)
    title = wrap(str(card.get("title") or ""), width, max(height - min(others, 2), 1), whole=True)
    rows = [*([(line, "title")] for line in title), *rows][:height]
    if id in look.readings:
        _put_readings(rows, len(title) + 1, look.readings[id], width, height)
    return rows


BARS = 8
"""Bars of a card's readings at most."""


def _put_readings(rows: list[Row], at: int, values: Sequence[float], width: int, height: int) -> None:
    """How the readings go, in what room the card leaves: to the right of the row below who, or on a row of its own."""
    from tui.drawing.spark import spark
    from tui.method_words import number

    first, last = (number(round(value, 2)) for value in (values[0], values[-1]))
    told = f"{spark(values, BARS)} {first}→{last}"
    beside = at < len(rows) and row_width(rows[at]) + 2 + cell_len(told) <= width
    if beside:
        rows[at] = spread(rows[at], [(told, "quiet")], width)
    elif len(rows) < height and cell_len(told) <= width:
        rows.insert(at, [(told, "quiet")])


def _who_and_how_far(card: Doc, look: Look, width: int, comments: int, instead: Collection[str] = ()) -> Row:
    """Whose, which try and how old to the left; comments and how much of what the phase wants to the right."""
    if card.get("owner"):
        who = person_name(look.people, card["owner"])
    elif card.get("phase") == "inbox" and card.get("by"):
        who = person_name(look.people, card["by"])
    else:
        who = _("utan ägare")
    days = days_there(card, look)
    facts = [words.here(days)]
    if (cycle := whole_in(card, "cycle", 1)) > 1:
        facts.insert(0, _("försök {n}").format(n=cycle))
    have, wanted = progress(card, instead)
    told = _("{have} av {wanted}").format(have=have, wanted=wanted) if wanted > 1 else ""
    said = f"{SAID}{comments} {told}".rstrip() if comments else told
    if cell_len(who) + 1 + cell_len(said) <= width:
        told = said
    room = width - cell_len(told) - 1 if told else width
    if cell_len(who) > room and who == _("utan ägare"):
        who = _("ägare?")
    left = fit(who, room)
    if days > 0 and cell_len(" · ".join((left, *facts))) > room:
        facts[-1] = dates.age(days)
    for fact in facts:
        if cell_len(left) + cell_len(fact) + 3 <= room:
            left += f" · {fact}"
    return spread([(left, "quiet")], [(told, "quiet")] if told else [], width)


def days_there(card: Doc, look: Look) -> int:
    """Days that a card has been in its phase, or since it ended."""
    try:
        since = datetime.fromisoformat(str(card.get("since") or card.get("created")))
        return max((look.now.date() - since.astimezone(look.now.tzinfo).date()).days, 0)
    except (ValueError, OverflowError):
        return days_still(card, look.now)
