"""Run charts by the rules of Anhøj and of the QI tradition: the published tables, and each rule by itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any

import pytest

from board.errors import Problem
from board.method.chance import fewest_crossings_allowed, longest_run_allowed, runs_allowed
from board.method.runs import Group, anhoej, in_order, quality_improvement
from board.method.xmr import xmr
from tests.board.method.charts import MONDAY, NHS, daily, finding

EXACT_RUNS = {
    10: (3, 9), 11: (4, 9), 12: (4, 10), 13: (4, 11), 14: (4, 12), 15: (5, 12), 16: (5, 13), 17: (6, 13),
    18: (6, 14), 19: (6, 15), 20: (7, 15), 21: (7, 16), 22: (8, 16), 23: (8, 17), 24: (8, 18), 25: (9, 18),
    26: (9, 19), 27: (10, 19), 28: (10, 20), 29: (10, 21), 30: (11, 21), 35: (13, 24), 40: (15, 27),
}  # fmt: skip
"""Useful points: fewest and most runs, exact Wald-Wolfowitz with 2.5 % in each tail, balanced."""
ANHOEJ = {
    10: (2, 6), 11: (2, 6), 12: (3, 7), 13: (3, 7), 14: (4, 7), 15: (4, 7), 16: (4, 7), 17: (5, 7), 18: (5, 7),
    19: (6, 7), 20: (6, 7), 21: (6, 7), 22: (7, 7), 23: (7, 8), 24: (8, 8), 25: (8, 8), 26: (8, 8), 27: (9, 8),
    28: (9, 8), 29: (10, 8), 30: (10, 8), 35: (12, 8), 40: (14, 8),
}  # fmt: skip
"""Useful points: fewest crossings and longest run, as the R package qicharts2 (J. Anhøj) has them."""


@pytest.mark.parametrize(("useful", "allowed"), EXACT_RUNS.items())
def test_the_exact_limits_for_runs_are_the_tables(useful: int, allowed: tuple[int, int]) -> None:
    assert runs_allowed(useful) == allowed


@pytest.mark.parametrize(("useful", "allowed"), ANHOEJ.items())
def test_the_limits_of_anhoejs_rules_are_the_tables(useful: int, allowed: tuple[int, int]) -> None:
    assert (fewest_crossings_allowed(useful), longest_run_allowed(useful)) == allowed


@pytest.mark.parametrize(("useful", "longest"), [(10, 6), (12, 7), (23, 8), (46, 9), (91, 10), (100, 10)])
def test_the_longest_run_grows_where_the_published_table_says(useful: int, longest: int) -> None:
    assert longest_run_allowed(useful) == longest
    assert longest_run_allowed(useful - 1) == longest - (useful != 100 and useful != 10)


def test_limits_for_runs_count_every_order_of_few_points() -> None:
    for useful in range(2, 13):
        one = useful // 2
        runs = []
        for above in combinations(range(useful), one):
            sides = [i in above for i in range(useful)]
            runs.append(len(list(groupby(sides))))
        fewest, most = runs_allowed(useful)
        share = Fraction(1, 40) * len(runs)
        assert sum(n < fewest for n in runs) <= share < sum(n <= fewest for n in runs)
        assert sum(n > most for n in runs) <= share < sum(n >= most for n in runs)


@pytest.mark.parametrize("useful", [*range(1, 200), 999, 1000, 2001, 10_000])
def test_the_fewest_crossings_are_the_exact_quantile(useful: int) -> None:
    fewest = fewest_crossings_allowed(useful)
    ways, up_to = 1, 0
    for crossings in range(fewest):
        up_to += ways
        ways = ways * (useful - 1 - crossings) // (crossings + 1)
    assert 20 * up_to < 2 ** (useful - 1) <= 20 * (up_to + ways)


def test_above_forty_points_the_limits_for_runs_are_the_formulas() -> None:
    assert runs_allowed(50) == (math.ceil(26 - 1.96 * 3.5), math.floor(26 + 1.96 * 3.5)) == (20, 32)
    fewest, most = runs_allowed(10_000)
    assert (fewest, most) == (4904, 5098)


# The rules


def test_below_ten_useful_points_nothing_is_said() -> None:
    assert not anhoej(daily([1] * 5 + [3] * 5)).too_few
    for rules in (anhoej, quality_improvement):
        chart = rules(daily([1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3]))
        assert (chart.centre, chart.useful, chart.too_few, chart.findings) == (2, 8, True, ())
        for empty in (rules([]), rules(daily([5.0]))):
            assert (empty.too_few, empty.signal, empty.useful) == (True, False, 0)
    assert (anhoej([]).centre, anhoej(daily([5])).centre) == (None, 5)


def test_a_run_that_passes_over_the_line_goes_on() -> None:
    chart = quality_improvement(daily([1, 1, 1, 2, 1, 1, 1, 3, 1, 3, 3, 3, 3, 3, 1, 3, 3]))
    shift = finding(chart, "shift")
    assert (chart.centre, chart.on_centre) == (2, (3,))
    assert (shift.signal, shift.observed, shift.most) == (True, 6, 5)
    assert shift.groups == (Group((0, 1, 2, 4, 5, 6), "below"),)


def test_a_trend_counts_the_first_of_equal_neighbours() -> None:
    flat = [5, 1, 9, 2, 8]
    rising = quality_improvement(daily([*flat, 1, 3, 3, 3, 4, 5, 5, 7, *flat]))
    trend = finding(rising, "trend")
    assert (trend.signal, trend.observed, trend.most) == (True, 5, 4)
    assert trend.groups == (Group((5, 6, 9, 10, 12), "rising"),)
    four = finding(quality_improvement(daily([*flat, 1, 3, 3, 3, 4, 5, 5, 2, *flat])), "trend")
    assert (four.signal, four.observed) == (False, 4)
    falling = finding(quality_improvement(daily([*flat[::-1], 9, 8, 7, 6, *flat])), "trend")
    assert falling.groups[0].way == "falling"


def test_too_many_runs_are_a_signal_too() -> None:
    runs = finding(quality_improvement(daily([1, 2] * 10)), "runs")
    assert (runs.signal, runs.observed, runs.most) == (True, 20, 15)
    assert not finding(anhoej(daily([1, 2] * 10)), "crossings").signal


def test_a_frozen_median_is_of_the_days_up_to_it() -> None:
    values = [10, 12, 11, 13, 12, 11, 10, 12, 13, 11, 8, 7, 8, 6, 7, 8, 7, 6, 7, 8]
    frozen = MONDAY + timedelta(days=9)
    chart = anhoej(daily(values), frozen)
    assert (chart.centre, chart.baseline) == (11.5, 10)
    run = finding(chart, "longest_run")
    assert (run.signal, run.groups[0].points[-10:], run.groups[0].way) == (
        True,
        tuple(range(10, 20)),
        "below",
    )
    assert anhoej(daily(values)).centre == 9
    before = anhoej(daily(values), MONDAY - timedelta(days=1))
    assert (before.centre, before.baseline, before.too_few) == (None, 0, True)


def test_a_typed_value_on_a_frozen_line_is_on_it() -> None:
    chart = anhoej([(0, 0.1), (0, 0.2), *((day, 0.15) for day in range(1, 15))], frozen=0)
    assert chart.on_centre == tuple(range(2, 16))


def test_days_in_any_order_and_several_of_one_day() -> None:
    points = [(3, 3.0), (1, 1.0), (2, 9.0), (2, 2.0), (1, 0.0)]
    assert in_order(points) == [(1, 1.0), (1, 0.0), (2, 9.0), (2, 2.0), (3, 3.0)]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("rules", [anhoej, quality_improvement, xmr])
def test_what_is_no_number_is_refused(rules: Callable[[Any], Any], value: float) -> None:
    with pytest.raises(Problem) as problem:
        rules([*daily(NHS), (MONDAY, value)])
    assert (problem.value.code, problem.value.params["reason"]) == ("bad_reading", "not_finite")
