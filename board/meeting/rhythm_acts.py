"""Moving, cancelling and booking a single meeting: everybody's to do, on the board's own document.

The rhythm itself is changed as the board's other settings are, by organisation.change_board.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from board.context import Command, Context
from board.errors import Problem
from board.meeting.rhythm import BUT, CANCELLED, FIELDS, Rhythm, is_by_rule, rhythm_of
from board.model import BOARD_ID
from board.ports import Change, Draft


def move_meeting(day: date, to: datetime) -> Command:
    """Hold the meeting of a day at another time, local. To when the rule has it takes the exception away.

    Raises:
        Problem: `unknown` meeting.
    """

    def decide(context: Context) -> Sequence[Draft]:
        rhythm = _known(context, day)
        regular = rhythm.start is not None and to == datetime.combine(day, rhythm.start.time())
        if regular and is_by_rule(rhythm, day):
            return _write(context, day, None)
        if not is_by_rule(rhythm, day):
            cells = {f"{BUT}/{day.isoformat()}": None} if to.date() != day else {}
            return _drafts(context, {**cells, f"{BUT}/{to.date().isoformat()}": _stored(to)})
        return _write(context, day, _stored(to))

    return decide


def cancel_meeting(day: date) -> Command:
    """The meeting of a day is not held. Raises Problem `unknown` meeting."""

    def decide(context: Context) -> Sequence[Draft]:
        rhythm = _known(context, day)
        return _write(context, day, CANCELLED if is_by_rule(rhythm, day) else None)

    return decide


def restore_meeting(day: date) -> Command:
    """The meeting of a day is held as the rule says, whatever was said of it."""

    def decide(context: Context) -> Sequence[Draft]:
        return _write(context, day, None)

    return decide


def book_meeting(at: datetime) -> Command:
    """A meeting of its own at a local time, beside the rhythm or without one."""

    def decide(context: Context) -> Sequence[Draft]:
        rhythm = rhythm_of(context.board) or Rhythm(None, None)
        regular = rhythm.start is not None and rhythm.start.time() == at.time()
        return _write(context, at.date(), None if regular and is_by_rule(rhythm, at.date()) else _stored(at))

    return decide


def clear_rhythm() -> dict[str, Any]:
    """The fields for change_board that take the rhythm away; single meetings that are booked stay."""
    return dict.fromkeys(FIELDS)


def _known(context: Context, day: date) -> Rhythm:
    rhythm = rhythm_of(context.board)
    if rhythm is None or not (is_by_rule(rhythm, day) or rhythm.but.get(day)):
        raise Problem("unknown", what="meeting", given=day.isoformat())
    return rhythm


def _stored(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


def _write(context: Context, day: date, value: str | None) -> Sequence[Draft]:
    return _drafts(context, {f"{BUT}/{day.isoformat()}": value})


def _drafts(context: Context, cells: dict[str, str | None]) -> Sequence[Draft]:
    old = (context.board.get("board", BOARD_ID) or {}).get(BUT)
    held = old if isinstance(old, dict) else {}
    new: dict[str, Any] = {
        name: value for name, value in cells.items() if held.get(name.partition("/")[2]) != value
    }
    return [Draft("meeting", (Change("board", BOARD_ID, new),))] if new else []
