"""What holds for every series, and the work that many readings take."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.method.runs import RunChart, anhoej, in_order, quality_improvement
from board.method.xmr import XmrChart, xmr
from tests.board.method.charts import MONDAY, RULES, daily, finding

series = st.lists(st.integers(-50, 50), min_size=1, max_size=60)


def verdicts(chart: RunChart | XmrChart) -> list[tuple[Any, ...]]:
    return [one[:5] + tuple(group.points for group in one.groups) for one in chart.findings]


@given(series, st.integers(-1000, 1000), st.sampled_from([0.25, 1.0, 2.0, 1024.0]))
def test_shifting_or_scaling_the_readings_changes_no_verdict(
    values: list[int], shift: int, scale: float
) -> None:
    for rules in RULES:
        moved = [value * scale + shift for value in values]
        assert verdicts(rules(daily(moved))) == verdicts(rules(daily(values)))


@given(series)
def test_upside_down_is_the_same_with_the_sides_changed(values: list[int]) -> None:
    other = {"above": "below", "below": "above", "rising": "falling", "falling": "rising", "": ""}
    for rules in RULES:
        one, mirrored = rules(daily(values)), rules(daily([-value for value in values]))
        assert verdicts(one) == verdicts(mirrored)
        for found, turned in zip(one.findings, mirrored.findings, strict=True):
            assert [other[group.way] for group in found.groups] == [group.way for group in turned.groups]


@given(series)
def test_backwards_in_time_the_counts_are_the_same(values: list[int]) -> None:
    for rules in (anhoej, quality_improvement):
        assert [one[:5] for one in rules(daily(values)).findings] == [
            one[:5] for one in rules(daily(values[::-1])).findings
        ]


@given(series, st.randoms())
def test_the_order_that_days_are_typed_in_never_matters(values: list[int], chance: random.Random) -> None:
    points = daily(values)
    mixed = points[:]
    chance.shuffle(mixed)
    for rules in RULES:
        assert rules(mixed) == rules(points)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(-9, 9)), max_size=40))
def test_readings_of_one_day_keep_the_order_they_came_in(points: list[tuple[int, int]]) -> None:
    plain = [(day, float(value)) for day, value in points]
    by_place = [(place, value) for place, (_, value) in enumerate(in_order(plain))]
    for rules in RULES:
        assert verdicts(rules(plain)) == verdicts(rules(by_place))


@given(series, st.data())
def test_points_on_the_median_never_count(values: list[int], data: st.DataObject) -> None:
    chart = anhoej(daily(values))
    longer = list(values)
    for _ in range(data.draw(st.integers(0, 5)) * 2):
        assert chart.centre is not None
        longer.insert(data.draw(st.integers(0, len(longer))), chart.centre)  # type: ignore[arg-type]
    with_more = anhoej(daily(longer))
    assert (with_more.centre, with_more.useful) == (chart.centre, chart.useful)
    assert [one[:5] for one in with_more.findings] == [one[:5] for one in chart.findings]


@given(series)
def test_a_verdict_rests_on_what_it_says(values: list[int]) -> None:
    for rules in RULES:
        chart = rules(daily(values))
        for one in chart.findings:
            outside = (one.least is not None and one.observed < one.least) or (
                one.most is not None and one.observed > one.most
            )
            assert one.signal == outside
            points = [point for group in one.groups for point in group.points]
            assert all(0 <= point < len(values) for point in points)
            if one.rule in ("longest_run", "shift", "trend", "rising_falling", "one_side"):
                assert one.observed == max((len(group.points) for group in one.groups), default=0)
            elif one.rule in ("crossings", "runs"):
                assert one.observed == len(one.groups)
            else:
                assert one.observed == len(points)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=30))
def test_no_reading_breaks_a_chart(values: list[float]) -> None:
    anhoej(daily(values))
    quality_improvement(daily(values))
    limits = xmr(daily(values), better="higher", target=1.0).limits
    assert limits is None or all(math.isfinite(size) for size in limits[:7])


@given(series, series)
def test_a_plain_count_of_runs_agrees(values: list[int], more: list[int]) -> None:
    """Against the definition, written the slow way."""
    every = values + more
    chart = anhoej(daily(every))
    centre = sorted(every)[(len(every) - 1) // 2] + sorted(every)[len(every) // 2]
    sides = [2 * value > centre for value in every if 2 * value != centre]
    runs = [len(list(run)) for _, run in groupby(sides)]
    assert chart.useful == len(sides)
    if not chart.too_few:
        assert finding(chart, "longest_run").observed == max(runs)
        assert finding(chart, "crossings").observed == len(runs) - 1
        assert finding(quality_improvement(daily(every)), "runs").observed == len(runs)


@given(st.lists(st.integers(-50, 50), min_size=10, max_size=60), st.booleans())
def test_a_plain_count_of_signals_agrees(values: list[int], screen: bool) -> None:
    """The four signals of single readings against their definitions, with exact fractions and every window."""
    count = len(values)
    mean = Fraction(sum(values), count)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    size = Fraction(sum(ranges), len(ranges))
    kept = [one for one in ranges if not screen or one < Fraction("3.267") * size] or ranges
    away = Fraction("2.66") * sum(kept) / len(kept)
    outside = {i for i, value in enumerate(values) if abs(value - mean) > away}
    near = {i for i, value in enumerate(values) if abs(value - mean) > away * 2 / 3} - outside
    sides = [(value > mean) - (value < mean) for value in values]

    def windows(length: int) -> list[range]:
        return [range(start, start + length) for start in range(count - length + 1)]

    def monotone(window: range) -> bool:
        steps = {(values[i + 1] > values[i]) - (values[i + 1] < values[i]) for i in window[:-1]}
        return steps in ({1}, {-1})

    one_side = {i for window in windows(7) if {sides[j] for j in window} in ({1}, {-1}) for i in window}
    trend = {i for window in windows(7) if monotone(window) for i in window}
    alike = [window for window in windows(3) if {sides[j] for j in window} in ({1}, {-1})]
    close = {i for window in alike if len(near & set(window)) >= 2 for i in near & set(window)}

    expected = {"outside": outside, "one_side": one_side, "rising_falling": trend, "near_limit": close}
    for found in xmr(daily(values), screen=screen).findings:
        marked = {i for group in found.groups if found.signal for i in group.points}
        assert marked == expected[found.rule], found.rule


@given(series)
def test_a_plain_count_of_trends_agrees(values: list[int]) -> None:
    chart = quality_improvement(daily(values))
    if chart.too_few:
        return
    apart = [value for i, value in enumerate(values) if not i or value != values[i - 1]]
    most = max(
        stop - start
        for start in range(len(apart))
        for stop in range(start + 1, len(apart) + 1)
        if apart[start:stop] in (sorted(apart[start:stop]), sorted(apart[start:stop], reverse=True))
    )
    assert finding(chart, "trend").observed == most


# Work


def readings(count: int) -> list[tuple[date, float]]:
    chance = random.Random(7)
    return [(MONDAY + timedelta(days=chance.randrange(count)), chance.gauss(50, 10)) for _ in range(count)]


def steps_of(work: Callable[[], object]) -> int:
    """How many lines and calls of Python the work takes."""
    steps = 0

    def count(_frame: Any, _event: str, _argument: Any) -> Any:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("rules", RULES)
def test_twice_the_readings_are_twice_the_work(rules: Callable[[Any], object]) -> None:
    rules(readings(400))
    few, many = readings(1000), readings(4000)
    assert steps_of(lambda: rules(many)) <= 4.3 * steps_of(lambda: rules(few))
    rising = [(day, float(day.toordinal())) for day, _ in many]
    assert steps_of(lambda: rules(rising)) <= 60 * len(rising)


@pytest.mark.bench
def test_10_000_readings_through_all_three_sets_within_50_ms() -> None:
    """Prints the figure; the best of seven counts, since the machine's other work is not ours."""
    points = readings(10_000)
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        for rules in RULES:
            rules(points)
        taken.append(time.perf_counter() - start)
    print(f"10,000 readings through Anhøj, QI and XmR: {min(taken) * 1000:.0f} ms")
    assert min(taken) <= 0.05, taken
