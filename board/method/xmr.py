"""XmR charts: the natural limits of single readings, the signals of NHS Plot the Dots, and whether a target holds.

The line is the mean, and the limits lie 2.66 mean moving ranges from it. One screening (Nelson 1982) leaves out moving
ranges of 3.267 times their mean or more, once, so that a single leap does not widen the limits; it can be turned off.
The limits are trial limits until they rest on twelve points. Below ten points no verdict is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import fsum, ldexp, ulp
from sys import float_info
from typing import Literal, NamedTuple, TypeAlias

from board.method.runs import ENOUGH, Day, Finding, Group, Way, in_order, runs_of, sides_of, trends

NATURAL, RANGE_LIMIT = 2.66, 3.267
"""Mean moving ranges from the mean to a natural limit, and to the upper limit of a moving range."""
NEAR = 2 / 3
"""The part of the way to a natural limit from which a point is near it."""
SETTLED = 12
"""Points that limits rest on before they are more than trial limits."""
IN_A_ROW = 7
"""So many points in a row on one side of the mean, or rising or falling, are a signal."""

Better: TypeAlias = Literal["higher", "lower", ""]
Class: TypeAlias = Literal["neutral", "improving", "worsening", "changed"]
"""neutral: no signal; changed: a signal, where neither higher nor lower is called better."""

_LARGE = 2.0**1000
_SCALE = 40


class Limits(NamedTuple):
    """What the limits are and what they rest on.

    mean: of the baseline's points. moving_range: the mean of its moving ranges that were kept.
    low, high: the natural limits; near_low, near_high: two thirds of the way there. A limit that no number can hold
        is given as the largest that can.
    range_high: the upper limit for a moving range, from the mean of all of them: what was screened by.
    used: how many points they rest on. trial: fewer than twelve.
    screened: the points whose moving range, from the one before, was left out; by index in time order.
    """

    mean: float
    moving_range: float
    low: float
    high: float
    near_low: float
    near_high: float
    range_high: float
    used: int
    trial: bool
    screened: tuple[int, ...]


class Assurance(NamedTuple):
    """Whether the process as it is will meet its target: `pass` always, `fail` always, or `hit_and_miss`."""

    verdict: Literal["pass", "fail", "hit_and_miss"]
    target: float
    low: float
    high: float


class XmrChart(NamedTuple):
    """What the limits say about a series.

    limits: None where the baseline has fewer than two points.
    points: how many there are. too_few: fewer than ten, or no limits: no findings, every class neutral.
    classes: what each point is, in time order.
    """

    limits: Limits | None
    points: int
    too_few: bool
    findings: tuple[Finding, ...]
    classes: tuple[Class, ...]
    assurance: Assurance | None

    @property
    def signal(self) -> bool:
        """Whether any rule saw more than chance."""
        return any(finding.signal for finding in self.findings)


def xmr(
    points: Iterable[tuple[Day, float]],
    frozen: Day | None = None,
    better: Better = "",
    target: float | None = None,
    screen: bool = True,
) -> XmrChart:
    """The limits, the signals and the assurance of a series.

    frozen: the last day of the baseline that the limits are of; all points are compared with them.
    better: which way is better; without it signals are only changes, and there is no assurance.
    screen: whether great moving ranges are left out once.

    Raises:
        Problem: `bad_reading`, as in_order.
    """
    ordered = in_order(points)
    values = [value for _, value in ordered]
    used = sum(1 for day, _ in ordered if frozen is None or day <= frozen)
    # Sums and differences of very large numbers do not fit in one; a power of two is divided out without rounding.
    largest = max((abs(value) for value in values), default=0.0)
    down = _SCALE if largest > _LARGE else 0
    scaled = [ldexp(value, -down) for value in values] if down else values
    limits = _limits(scaled[:used], screen) if used > 1 else None
    if limits is None or len(values) < ENOUGH:
        shown = limits and _unscaled(limits, down)
        return XmrChart(shown, len(values), True, (), _classes(len(values), (), better), None)
    findings = _signals(scaled, limits, 4 * ulp(ldexp(largest, -down)))
    shown = _unscaled(limits, down)
    return XmrChart(
        shown,
        len(values),
        False,
        findings,
        _classes(len(values), findings, better),
        _assurance(shown, better, target),
    )


def exact_mean(values: Sequence[float]) -> float:
    """The mean of at least one value, as near as a number can be: of equal values it is the value."""
    about = fsum(values) / len(values)
    return about + fsum(value - about for value in values) / len(values)


def _limits(base: Sequence[float], screen: bool) -> Limits:
    mean = exact_mean(base)
    ranges = [abs(after - before) for before, after in pairwise(base)]
    moving_range = exact_mean(ranges)
    range_high = RANGE_LIMIT * moving_range
    screened: tuple[int, ...] = ()
    if screen and moving_range:
        screened = tuple(i for i, size in enumerate(ranges, 1) if size >= range_high)
        if screened:
            moving_range = exact_mean([size for size in ranges if size < range_high])
    away = NATURAL * moving_range
    near = NEAR * away
    return Limits(
        mean,
        moving_range,
        mean - away,
        mean + away,
        mean - near,
        mean + near,
        range_high,
        len(base),
        len(base) < SETTLED,
        screened,
    )


def _unscaled(limits: Limits, up: int) -> Limits:
    if not up:
        return limits
    return limits._replace(
        mean=_up(limits.mean, up),
        moving_range=_up(limits.moving_range, up),
        low=_up(limits.low, up),
        high=_up(limits.high, up),
        near_low=_up(limits.near_low, up),
        near_high=_up(limits.near_high, up),
        range_high=_up(limits.range_high, up),
    )


def _up(size: float, up: int) -> float:
    """Two to the power `up` times as much, or the largest number there is."""
    bound = ldexp(float_info.max, -up)
    return ldexp(min(max(size, -bound), bound), up)


def _signals(values: Sequence[float], limits: Limits, slack: float) -> tuple[Finding, ...]:
    """The four signals. A point on the mean breaks a run; one that repeats the value before it breaks a trend."""
    sides = sides_of(values, limits.mean, slack)
    high, low = limits.high + slack, limits.low - slack
    beyond = [(value > high) - (value < low) for value in values]
    near_high, near_low = limits.near_high + slack, limits.near_low - slack
    near = [i for i, value in enumerate(values) if (value > near_high or value < near_low) and not beyond[i]]
    outside = tuple(Group((i,), "above" if out > 0 else "below") for i, out in enumerate(beyond) if out)
    close = _two_of_three(sides, near)
    counted = sum(len(group.points) for group in close)
    return (
        Finding("outside", bool(outside), len(outside), None, 0, outside),
        trends(values, skip_equal=False).longest("rising_falling", IN_A_ROW - 1),
        Finding("near_limit", bool(close), counted, None, 0, close),
        runs_of(sides, zero_breaks=True).longest("one_side", IN_A_ROW - 1),
    )


def _two_of_three(sides: Sequence[int], near: Sequence[int]) -> tuple[Group, ...]:
    """The points near a limit that are two of three in a row, where all three lie on one side of the mean."""
    marked: set[int] = set()
    for one, other in pairwise(near):
        for start in range(max(other - 2, 0), min(one, len(sides) - 3) + 1):
            if sides[start] == sides[start + 1] == sides[start + 2]:
                marked |= {one, other}
    groups: list[list[int]] = []
    for i in sorted(marked):
        if groups and i - groups[-1][-1] <= 2 and sides[i] == sides[groups[-1][-1]]:
            groups[-1].append(i)
        else:
            groups.append([i])
    return tuple(Group(tuple(group), "above" if sides[group[0]] > 0 else "below") for group in groups)


def _classes(count: int, findings: Sequence[Finding], better: Better) -> tuple[Class, ...]:
    """What each point is; where several signals meet the first of the findings says which way it went."""
    ways: list[Way] = [""] * count
    for finding in reversed(findings):
        if finding.signal:
            for group in finding.groups:
                for i in group.points:
                    ways[i] = group.way
    told: dict[Way, Class] = {"": "neutral"}
    for way in ("above", "rising", "below", "falling"):
        up = way in ("above", "rising")
        told[way] = ("improving" if up == (better == "higher") else "worsening") if better else "changed"
    return tuple(told[way] for way in ways)


def _assurance(limits: Limits, better: Better, target: float | None) -> Assurance | None:
    if target is None or not better:
        return None
    above, below = target > limits.high, target < limits.low
    if not (above or below):
        return Assurance("hit_and_miss", target, limits.low, limits.high)
    verdict: Literal["pass", "fail"] = "pass" if below == (better == "higher") else "fail"
    return Assurance(verdict, target, limits.low, limits.high)
