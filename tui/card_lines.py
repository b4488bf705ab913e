"""How a card looks on the board: pure, from a document and a width to rows of named parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from board.marks import Mark, marks, stalled_days
from board.model import Person
from board.ports import Doc
from board.rules import next_wanted, progress
from tui import words
from tui.lines import Piece, Row, fit, spread, wrap
from tui.text import _, dates, ngettext


class Look(NamedTuple):
    """What a card's look depends on besides the card itself."""

    now: datetime
    people: Mapping[str, Person]
    last_comments: Mapping[str, str]
    over: frozenset[str]


def mark_piece(mark: Mark) -> Piece:
    """A mark as sign and words, in the ink of its meaning."""
    code, days = mark
    if code == "late":
        return (_("! följ upp, {age} sen").format(age=dates.age(days)), "late")
    if code == "today":
        return (_("● följ upp i dag"), "accent")
    if code in ("still", "still_long"):
        return (
            _("‖ stått still {age}").format(age=dates.age(days)),
            "late" if code == "still_long" else "still",
        )
    if code == "over":
        return (_("▲ över gränsen"), "still")
    if code == "skipped":
        return (_("~ hoppade över ett steg"), "quiet")
    if code == "due":
        return (_("○ följs upp {when}").format(when=_when(days)), "quiet")
    return (_("+ nytt"), "new")


def _when(days: int) -> str:
    return ngettext("om {n} dag", "om {n} dagar", days).format(n=days) if days < 14 else dates.age(days)


def person_name(people: Mapping[str, Person], ref: object) -> str:
    """A person's first name for a narrow line; a reference that nobody has reads as somebody."""
    found = people.get(str(ref))
    return found.short if found else _("någon")


def card_rows(id: str, card: Doc, look: Look, width: int, height: int) -> list[Row]:
    """At most `height` rows of `width` cells: the title on two, then who and how far, then its marks."""
    rows: list[Row] = [
        [(line, "title")] for line in wrap(str(card.get("title") or ""), width, 2 if height > 2 else 1)
    ]
    found = marks(card, look.now, look.last_comments.get(id), id in look.over)
    rows.append(_who_and_how_far(card, look, width))
    for mark in found[: max(height - len(rows), 1)]:
        text, part = mark_piece(mark)
        rows.append([(fit(text, width), part)])
    if len(rows) < height and not any(mark.code in ("late", "today", "due") for mark in found):
        wanted = next_wanted(card)
        if wanted:
            rows.append(
                [(fit(_("→ nästa: {what}").format(what=words.field(wanted).lower()), width), "quiet")]
            )
    return rows[:height] if len(rows) <= height else [*rows[: height - 1], _heaviest(rows, found, width)]


def _heaviest(rows: list[Row], found: list[Mark], width: int) -> Row:
    """Where there is no room for both, the heaviest mark goes before who and how far."""
    return rows[-1] if not found else [(fit(mark_piece(found[0])[0], width), mark_piece(found[0])[1])]


def _who_and_how_far(card: Doc, look: Look, width: int) -> Row:
    """Whose and how old to the left, how much of what the phase wants to the right: in words where there is room."""
    if card.get("owner"):
        who = person_name(look.people, card["owner"])
    elif card.get("phase") == "inbox" and card.get("by"):
        who = person_name(look.people, card["by"])
    else:
        who = _("utan ägare")
    left = f"{who} · {age_words(card, look)}"
    if int(card.get("cycle") or 1) > 1:
        left += " · " + _("försök {n}").format(n=card["cycle"])
    have, wanted = progress(card)
    if wanted < 2:
        return [(fit(left, width), "quiet")]
    told = _("{have} av {wanted}").format(have=have, wanted=wanted)
    if cell_len(left) + cell_len(told) + 2 > width:
        told = f"{have}/{wanted}"
    return spread([(fit(left, width - cell_len(told) - 1), "quiet")], [(told, "quiet")], width)


def age_words(card: Doc, look: Look) -> str:
    """How long the card has been in its phase; a finished one when it ended."""
    try:
        since = datetime.fromisoformat(str(card.get("since") or card.get("created")))
    except ValueError:
        return dates.age(stalled_days(card, look.now))
    days = (look.now.date() - since.astimezone(look.now.tzinfo).date()).days
    return _("i dag") if days <= 0 else dates.age(days)
