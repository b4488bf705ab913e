"""Svacka: when a card, or a board as a whole, stands still. One rule for every face.

The first mark comes when nothing has happened for one meeting rhythm, the second after two (method.md P10). It says
how long and never whose: what has stopped is most often short of time, and is taken up again by starting small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from board.codes import RHYTHM_DAYS
from board.ports import Doc, Snapshot

STILL, LONG = "still", "still_long"


class Stall(NamedTuple):
    """days: whole days since anything happened. code: `still`, `still_long`, or empty where it does not stand still."""

    code: str
    days: int


def rhythm_of(board: Snapshot) -> int:
    """Days between a board's meetings, by its own rhythm or else RHYTHM_DAYS."""
    if not (board.get("board", "1") or {}).get("meeting_rule"):
        return RHYTHM_DAYS
    from board.meeting.rhythm import rhythm_days

    return rhythm_days(board)


def limits(rhythm_days: int = RHYTHM_DAYS) -> tuple[int, int]:
    """From how many days the first mark and the second are given, where the board meets every `rhythm_days`."""
    rhythm = max(rhythm_days, 1)
    return rhythm, 2 * rhythm


def code_of(days: int, rhythm_days: int = RHYTHM_DAYS) -> str:
    """The mark for so many days of nothing."""
    first, second = limits(rhythm_days)
    return LONG if days >= second else STILL if days >= first else ""


QUIET = "quiet"
WISHES = frozenset({"on_meeting"})
"""Cells of a card that are a wish: setting them is nothing that happens on it."""
_SAME_SECONDS = 2
"""A command reads the clock just before the line is written."""


def happened(doc: Doc) -> str:
    """When something last happened on a card itself: its latest change, or what came before one that was quiet."""
    at = str(doc.get("_at") or "")
    kept = doc.get(QUIET)
    if isinstance(kept, Mapping):
        for when, before in kept.items():
            if isinstance(before, str) and _is_same(str(when), at):
                return before
    return at


def latest(board: Snapshot) -> Doc:
    """What last happened on a board: to itself, to a card, or a comment that was written."""
    tables = (board.table("cards"), board.table("comments"))
    docs = (doc for table in tables for doc in table.values())
    return max((board.get("board", "1") or {}, *docs), key=happened)


def _is_same(one: str, other: str) -> bool:
    try:
        apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return False
    return abs(apart.total_seconds()) <= _SAME_SECONDS


def quiet(card: Doc, stamp: str) -> dict[str, Any]:
    """The cells that say that a change at `stamp` is nothing that happens on the card: a wish for the next meeting, a
    restart, and taking either back."""
    before = max(happened(card), str(card.get("created") or ""))
    kept = card.get(QUIET)
    gone = kept if isinstance(kept, Mapping) else ()
    return {f"{QUIET}/{when}": None for when in gone} | {f"{QUIET}/{stamp}": before}


def quiet_again(cells: Iterable[tuple[str, Any]], stamp: str) -> dict[str, Any]:
    """The cells that make taking back a quiet change quiet, too; empty where `cells` are of no such change."""
    said = [value for cell, value in cells if cell.startswith(f"{QUIET}/") and isinstance(value, str)]
    return {f"{QUIET}/{stamp}": said[-1]} if said else {}


def days_still(doc: Doc, now: datetime, active: str | None = None) -> int:
    """Whole days since anything happened on a card; `active` is when something last did beside it."""
    latest = max(happened(doc), str(doc.get("created") or ""), active or "")
    try:
        return max((now - datetime.fromisoformat(latest)).days, 0)
    except (ValueError, TypeError):
        return 0


def of_board(days: Iterable[int], rhythm_days: int = RHYTHM_DAYS) -> Stall:
    """The board as a whole stands still as long as the open card that something happened on last; `days` is of each.

    A board without open cards does not stand still.
    """
    least = min(days, default=None)
    return Stall("", 0) if least is None else Stall(code_of(least, rhythm_days), least)
