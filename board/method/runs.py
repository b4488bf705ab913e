"""Run charts: whether readings over time say more than chance, by the rules of Anhøj or by those of the QI tradition.

The line is the median, of all points or of a baseline that somebody has frozen. Points on the line are not useful: they
neither make nor break a run. Below ten useful points nothing is said. Every verdict carries what it rests on. That a
point is astronomical is for people to say and is not computed. Limits: board/method/chance.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import isfinite, ulp
from operator import itemgetter
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from board.errors import Problem
from board.method.chance import fewest_crossings_allowed, longest_run_allowed, runs_allowed
from board.method.readings import middle

Day = TypeVar("Day", date, int)
"""A date, or its ordinal."""
Way: TypeAlias = Literal["above", "below", "rising", "falling", ""]

ENOUGH = 10
"""Useful points below which a chart says nothing."""
SHIFT, TREND = 6, 5
"""The QI tradition: so many points in a row on one side, or rising or falling, are a signal."""


class Group(NamedTuple):
    """Points that belong together, by index in time order: a run, a trend, or the two beside a crossing."""

    points: tuple[int, ...]
    way: Way = ""


class Finding(NamedTuple):
    """What one rule saw.

    rule: `longest_run`, `crossings`, `shift`, `trend` or `runs`; of the XmR chart (board/method/xmr.py): `outside`,
        `one_side`, `rising_falling` or `near_limit`.
    signal: whether it is more than chance: `observed` outside `least`-`most`.
    observed: how long the longest run or trend is, or the number of crossings, runs or points.
    least, most: what chance is expected to keep within; None where that side has no limit.
    groups: the points it rests on: those that make the signal, or else the longest runs or trends; every
        crossing and every run, where their number is the signal.
    """

    rule: str
    signal: bool
    observed: int
    least: int | None
    most: int | None
    groups: tuple[Group, ...]


class RunChart(NamedTuple):
    """What a set of rules says about a series.

    rules: `anhoej` or `qi`.
    centre: the median of the baseline; None where it has no point.
    baseline: how many points the median is of; all of them, where nothing is frozen.
    useful: how many of all points are not on the median.
    on_centre: those that are, by index in time order.
    too_few: fewer than ten useful points: there are no findings.
    """

    rules: str
    centre: float | None
    baseline: int
    useful: int
    on_centre: tuple[int, ...]
    too_few: bool
    findings: tuple[Finding, ...]

    @property
    def signal(self) -> bool:
        """Whether any rule saw more than chance."""
        return any(finding.signal for finding in self.findings)


def in_order(points: Iterable[tuple[Day, float]]) -> list[tuple[Day, float]]:
    """The points in time order, those of one day as they came: the order that indices in findings count in, from 0.

    Raises:
        Problem: `bad_reading` with reason `not_finite`, for a value that is NaN or infinite.
    """
    ordered = sorted(points, key=itemgetter(0))
    if not all(isfinite(value) for _, value in ordered):
        raise Problem("bad_reading", given="NaN", reason="not_finite")
    return ordered


def anhoej(points: Iterable[tuple[Day, float]], frozen: Day | None = None) -> RunChart:
    """Anhøj's rules: an unusually long run, or unusually few crossings, of the median.

    frozen: the last day of the baseline; the median is of the points up to and including it.

    Raises:
        Problem: `bad_reading`, as in_order.
    """
    chart, runs = _sides("anhoej", in_order(points), frozen)
    if chart.too_few:
        return chart
    pairs = tuple(
        Group((runs.places[stop - 1], runs.places[first]))
        for (_, stop, _), (first, _, _) in pairwise(runs.spans)
    )
    fewest = fewest_crossings_allowed(chart.useful)
    crossings = Finding("crossings", len(pairs) < fewest, len(pairs), fewest, None, pairs)
    return chart._replace(
        findings=(runs.longest("longest_run", longest_run_allowed(chart.useful)), crossings)
    )


def quality_improvement(points: Iterable[tuple[Day, float]], frozen: Day | None = None) -> RunChart:
    """The QI tradition's rules: a shift of six, a trend of five, or too few or too many runs.

    A trend counts the first only of neighbours that are equal; points on the median belong to it like any others.
    frozen: as in anhoej.

    Raises:
        Problem: `bad_reading`, as in_order.
    """
    ordered = in_order(points)
    chart, runs = _sides("qi", ordered, frozen)
    if chart.too_few:
        return chart
    fewest, most = runs_allowed(chart.useful)
    count = len(runs.spans)
    trend = trends([value for _, value in ordered], skip_equal=True)
    return chart._replace(
        findings=(
            runs.longest("shift", SHIFT - 1),
            trend.longest("trend", TREND - 1),
            Finding("runs", not fewest <= count <= most, count, fewest, most, runs.groups()),
        )
    )


def median(values: Iterable[float]) -> float:
    """The middle of at least one value, or halfway between the two in the middle."""
    ordered = sorted(values)
    return middle(ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2])


def _sides(
    rules: str, ordered: Sequence[tuple[Day, float]], frozen: Day | None
) -> tuple[RunChart, Stretches]:
    """The chart without findings, and its runs."""
    base = sorted(value for day, value in ordered if frozen is None or day <= frozen)
    if not base:
        return RunChart(rules, None, 0, 0, (), True, ()), runs_of(())
    low, high = base[(len(base) - 1) // 2], base[len(base) // 2]
    centre = middle(low, high)
    # Halfway between 0.1 and 0.2 is not the 0.15 that somebody types, but the number beside it.
    slack = 2 * ulp(max(-low, high)) if low != high else 0.0
    sides = sides_of((value for _, value in ordered), centre, slack)
    on_centre = tuple(i for i, side in enumerate(sides) if not side)
    useful = len(sides) - len(on_centre)
    return RunChart(rules, centre, len(base), useful, on_centre, useful < ENOUGH, ()), runs_of(sides)


def sides_of(values: Iterable[float], line: float, slack: float) -> list[int]:
    """1 for a value above the line, -1 below, 0 where it lies no farther from it than what rounding makes."""
    above, below = line + slack, line - slack
    return [(value > above) - (value < below) for value in values]


class Stretches(NamedTuple):
    """Runs or trends of a series, not written out point by point: most are only counted.

    places: indices of points. spans: (first, past the last, 1 or -1) in places. ways: what 1 and -1 are called.
    """

    places: tuple[int, ...]
    spans: Sequence[tuple[int, int, int]]
    ways: tuple[Way, Way]

    def groups(self, at_least: int = 0) -> tuple[Group, ...]:
        """Those of so many points or more, written out."""
        up, down = self.ways
        return tuple(
            Group(self.places[first:stop], up if step > 0 else down)
            for first, stop, step in self.spans
            if stop - first >= at_least
        )

    def longest(self, rule: str, most: int) -> Finding:
        """A rule on how long they may be: those that are longer, or else the longest."""
        observed = max((stop - first for first, stop, _ in self.spans), default=0)
        signal = observed > most
        return Finding(rule, signal, observed, None, most, self.groups(most + 1 if signal else observed))


def runs_of(sides: Sequence[int], zero_breaks: bool = False) -> Stretches:
    """The runs in a row of 1 (above), -1 (below) and 0 (on the line: passed over, unless it breaks a run)."""
    places = tuple(i for i, side in enumerate(sides) if side or zero_breaks)
    spans = _spans([side for side in sides if side or zero_breaks])
    return Stretches(places, spans, ("above", "below"))


def trends(values: Sequence[float], skip_equal: bool) -> Stretches:
    """The longest stretches that only rise or only fall, of two points or more; each ends where the next begins.

    skip_equal: of equal neighbours only the first counts; otherwise they end a stretch.
    """
    places = tuple(range(len(values)))
    if skip_equal:
        places = tuple(i for i in places if not i or values[i] != values[i - 1])
        values = [values[i] for i in places]
    spans = _spans([(after > before) - (after < before) for before, after in pairwise(values)])
    return Stretches(places, [(first, stop + 1, step) for first, stop, step in spans], ("rising", "falling"))


def _spans(steps: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first, past the last, which) of each row of equal steps but those of 0."""
    edges = [i for i, (one, other) in enumerate(pairwise(steps), 1) if one != other]
    ends = pairwise([0, *edges, len(steps)]) if steps else ()
    return [(first, stop, steps[first]) for first, stop in ends if steps[first]]
