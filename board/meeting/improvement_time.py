"""Improvement work: the time planned and what came of it, in sum for the team, never by person (method P11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from board.context import Command, Context
from board.meeting.meetings import MEETINGS, meeting_of
from board.meeting.meetings import Meeting as Held
from board.meeting.rhythm import meetings_between, rhythm_of
from board.ports import Draft, Snapshot
from board.values import day_in

WEEKS = 12
MOST = 24 * 60
"""Minutes that one occasion counts for at most: a slip of the finger is no month of work."""


class Standing(NamedTuple):
    """Of the days from `first` to `last`, both included; minutes.

    planned, got: in sum of what was written. written: occasions that say what came of them, `awaited` that do not.
    meetings, in_rhythm: how many meetings the rhythm had, and their minutes.
    """

    first: date
    last: date
    planned: float
    got: float
    written: int
    awaited: int
    meetings: int
    in_rhythm: int


def standing(board: Snapshot, today: date, weeks: int = WEEKS) -> Standing:
    """The last `weeks` weeks, today included."""
    first = today - timedelta(days=7 * weeks - 1)
    planned = got = 0.0
    written = awaited = 0
    for doc in board.table("times").values():
        day = day_in(doc, "day")
        if day is None or not first <= day <= today:
            continue
        planned += _minutes(doc, "minutes") or 0
        came = _minutes(doc, "got")
        written += came is not None
        awaited += came is None
        got += came or 0
    rhythm = rhythm_of(board)
    held = meetings_between(rhythm, first, today) if rhythm is not None else ()
    return Standing(first, today, planned, got, written, awaited, len(held), sum(one.minutes for one in held))


def to_come(board: Snapshot, today: date) -> tuple[tuple[date, str], ...]:
    """Occasions from today on, the nearest first: (day, document id)."""
    days = ((day_in(doc, "day"), id) for id, doc in board.table("times").items())
    return tuple(sorted((day, id) for day, id in days if day is not None and day >= today))


def waiting(board: Snapshot, today: date) -> tuple[tuple[date, str], ...]:
    """Occasions that have been and that nobody has said what came of, the latest first: (day, document id)."""
    times = board.table("times").items()
    days = ((day_in(doc, "day"), id) for id, doc in times if _minutes(doc, "got") is None)
    return tuple(sorted(((day, id) for day, id in days if day is not None and day <= today), reverse=True))


def _minutes(doc: Mapping[str, Any], name: str) -> float | None:
    value = doc.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return min(max(value, 0), MOST)


def in_rhythm(board: Snapshot, day: date) -> int | None:
    """The minutes that the rhythm gives a day's meetings; None where it has none."""
    rhythm = rhythm_of(board)
    held = meetings_between(rhythm, day, day) if rhythm is not None else ()
    return sum(one.minutes for one in held) or None


def planned_minutes(board: Snapshot, id: str) -> int | None:
    """The minutes that were planned for an occasion, else those of that day's meetings."""
    doc = board.table("times").get(id) or {}
    day = day_in(doc, "day")
    return round(_minutes(doc, "minutes") or 0) or (in_rhythm(board, day) if day is not None else None)


# --- what a meeting took


def offered(board: Snapshot, meeting: Held, now: datetime) -> int | None:
    """The minutes that a meeting took so far, to count as time for improvement work; None where that has been
    answered, or it took less than one."""
    if meeting.id in board.table("times") or ("times", meeting.id) in board.deleted:
        return None
    return min(round(meeting.taken(now) / 60), MOST) or None


def of_meeting(id: str, words: str) -> Command:
    """Count what a meeting that has ended took, beside what the rhythm planned for that day. The time has the
    meeting's own id, so that it counts once, whoever says so and at whatever terminal."""
    from board.method import acts

    def decide(context: Context) -> Sequence[Draft]:
        doc = context.board.get(MEETINGS, id)
        meeting = meeting_of(id, doc or {})
        took = offered(context.board, meeting, context.now) if doc and not meeting.runs else None
        if took is None:
            return []
        day = meeting.started.date()
        planned = in_rhythm(context.board, day)
        fields = {"text": words, "day": day.isoformat(), "got": str(took)}
        if planned is not None:
            fields["minutes"] = str(planned)
        return acts.add("time", None, fields, id=id)(context)

    return decide
