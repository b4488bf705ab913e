"""How readings lie: the spread of some of them, and the parts before and after a day beside each other. No verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from board.method.runs import Day, in_order, median


class Spread(NamedTuple):
    """How at least one value lies. Quartiles are the inclusive ones (as QUARTILE.INC of a spreadsheet): the value that
    lies a quarter or three quarters of the way from the least to the greatest in order, and where that falls between
    two values, the same part of the way between them."""

    number: int
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    greatest: float


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of the values, in any order; None of no values."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Spread(
        len(ordered),
        ordered[0],
        _quarter(ordered, 1),
        median(ordered),
        _quarter(ordered, 3),
        ordered[-1],
    )


def _quarter(ordered: Sequence[float], quarters: int) -> float:
    place, part = divmod((len(ordered) - 1) * quarters, 4)
    if not part:
        return ordered[place]
    low, high = ordered[place], ordered[place + 1]
    return low if low == high else low * ((4 - part) / 4) + high * (part / 4)


def before_and_after(points: Iterable[tuple[Day, float]], start: Day) -> tuple[Spread | None, Spread | None]:
    """The readings of the days before `start`, and those from it on. Only numbers: a chart says what they mean.

    Raises:
        Problem: `bad_reading`, as runs.in_order.
    """
    ordered = in_order(points)
    before = [value for day, value in ordered if day < start]
    return spread(before), spread([value for _, value in ordered[len(before) :]])
