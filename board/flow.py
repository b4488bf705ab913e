"""How work flows on a board: how much is under way, how old it is, how long cards take and how many are finished.

Start is the day that a card first left Förslag; finish the day of its last end with an outcome, whichever it was. A
card that is tried again goes on, and one that is taken up again is under way. What is parked, archived or put back in
Förslag is not under way, and keeps its age. Every day of the calendar counts, red ones too (domain notes, 4.4): a card
takes finish - start + 1 days, so that one of a single day takes 1; the + 1 is ours. Numbers are the team's, never a
person's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from board.flow_trails import Trail

ENOUGH = 10
"""Finished cards below which no percentile is told."""
HALF, MOST, NEARLY_ALL = 50, 85, 95
"""The percentiles that are drawn and told."""


def days_taken(trail: Trail) -> int | None:
    """A finished card's cycle time in days, from 1; None where it is not finished or nobody knows its start."""
    if trail.started is None or trail.finished is None:
        return None
    return max((trail.finished - trail.started).days, 0) + 1


def age(trail: Trail, today: date) -> int:
    """Days since a card left Förslag, today and that day included; 0 where it has not, or nobody knows when."""
    if trail.started is None:
        return 0
    return max((today - trail.started).days, 0) + 1


def cycle_times(trails: Iterable[Trail]) -> tuple[int, ...]:
    """The cycle times of the finished cards in days, ascending."""
    return tuple(sorted(days for trail in trails if (days := days_taken(trail)) is not None))


def percentile(times: Sequence[int], percent: int) -> int | None:
    """By nearest rank: the value at place ⌈percent/100 · n⌉ of an ascending list, counted from 1.

    percent: 1 to 100. None for fewer than ENOUGH values.
    """
    if len(times) < ENOUGH:
        return None
    return times[-(-percent * len(times) // 100) - 1]


def older_than(times: Sequence[int], days: int) -> tuple[int, int] | None:
    """(how many of the earlier cards took fewer days, how many they are); None for fewer than ENOUGH of them.

    times: ascending, as `cycle_times`.
    """
    return (bisect_left(times, days), len(times)) if len(times) >= ENOUGH else None


def pace(times: Sequence[int], days: int) -> str:
    """How an age stands among earlier cards: `usual` to the 50th percentile, `slow` to the 85th, then `very_slow`;
    empty where they are too few to tell."""
    half, most = percentile(times, HALF), percentile(times, MOST)
    if half is None or most is None:
        return ""
    return "usual" if days <= half else "slow" if days <= most else "very_slow"
