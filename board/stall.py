"""Svacka: when a card, or a board as a whole, stands still. One rule for every face.

The first mark comes when nothing has happened for one meeting rhythm, the second after two (method.md P10). It says
how long and never whose: what has stopped is most often short of time, and is taken up again by starting small.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

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


def days_still(doc: Doc, now: datetime, active: str | None = None) -> int:
    """Whole days since anything happened on a card; `active` is when something last did beside it."""
    latest = max(str(doc.get("_at") or ""), str(doc.get("created") or ""), active or "")
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
