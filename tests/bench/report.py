"""What was measured, as lines of one table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """A measured value, the floor of the same run where there is one, and what it should be at most.

    The target is of the ratio to the floor where `times` is set, else of the value.
    """

    name: str
    value: float
    unit: str
    target: float
    floor: float | None = None
    times: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        return (self.ratio or 0.0 if self.times else self.value) <= self.target


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def spread(values: Sequence[float]) -> str:
    """How far the runs lie apart: the fastest, and how many there were."""
    return f"n={len(values)} min={min(values):.1f} max={max(values):.1f}"


def table(figures: Sequence[Figure]) -> str:
    """All figures below each other."""
    head = f"{'':55} {'value':>9} {'':6} {'floor':>8} {'ratio':>6} {'target':>8}  met"
    return "\n".join([head, *map(_line, figures)])


def _line(figure: Figure) -> str:
    floor = f"{figure.floor:8.1f}" if figure.floor is not None else " " * 8
    ratio = f"{figure.ratio:6.2f}" if figure.ratio is not None else " " * 6
    target = f"{figure.target:g}{' x' if figure.times else ''}"
    met = "yes" if figure.met else "NO"
    shown = f"{figure.name:55} {figure.value:9.2f} {figure.unit:6} {floor} {ratio} {target:>8}  {met:3}"
    return f"{shown}  {figure.note}".rstrip()
