"""Natural limits, the signals of single readings, and targets."""

from __future__ import annotations

import math
import sys
from datetime import timedelta

import pytest

from board.method.runs import Group, anhoej, quality_improvement
from board.method.xmr import Better, xmr
from tests.board.method.charts import MONDAY, NHS, daily, finding, signals


def even(count: int = 12) -> list[float]:
    return [10.0, 12.0] * (count // 2)


def test_limits_are_trial_limits_until_twelve_points() -> None:
    for count, trial in ((10, True), (12, False)):
        chart = xmr(daily(even(count)))
        assert chart.limits is not None
        assert (chart.limits.used, chart.limits.trial) == (count, trial)
    frozen = xmr(daily(even(30)), frozen=MONDAY + timedelta(days=9))
    assert frozen.limits is not None
    assert (frozen.limits.used, frozen.limits.trial) == (10, True)


def test_below_ten_points_limits_have_no_verdict() -> None:
    chart = xmr(daily([1, 1, 1, 1, 1, 1, 1, 1, 99]), better="higher", target=5)
    assert (chart.too_few, chart.findings, chart.assurance, set(chart.classes)) == (
        True,
        (),
        None,
        {"neutral"},
    )
    assert chart.limits is not None
    assert [xmr(daily(values)).limits for values in ([], [1])] == [None, None]


def test_seven_in_a_row_and_a_point_on_the_mean_breaks_them() -> None:
    side = finding(xmr(daily([12, 10] * 4 + [11.5] * 7 + [10.5] * 7)), "one_side")
    assert (side.signal, side.observed, side.most) == (True, 7, 6)
    assert side.groups == (Group(tuple(range(8, 15)), "above"), Group(tuple(range(15, 22)), "below"))
    broken = xmr(
        daily([10, 12, 10, 12, 12, 12, 12, 11, 12, 12, 12, 10, 10, 10, 10, 11, 10, 10, 10, 12, 10, 12])
    )
    assert broken.limits is not None
    assert broken.limits.mean == 11
    assert "one_side" not in signals(broken)


def test_seven_rising_or_falling_and_equal_neighbours_break_them() -> None:
    rising = xmr(daily([*even(), 9, 9.5, 10, 10.5, 11, 11.5, 12, 10]), better="lower")
    trend = finding(rising, "rising_falling")
    assert (trend.observed, trend.groups) == (7, (Group(tuple(range(12, 19)), "rising"),))
    assert rising.classes[12:19] == ("worsening",) * 7
    broken = xmr(daily([*even(), 9, 9.5, 10, 10, 10.5, 11, 11.5, 12, 10]))
    assert "rising_falling" not in signals(broken)


def test_two_of_three_near_a_limit_on_one_side() -> None:
    """As in the tests of NHSRplotthedots: the three lie on one side, and only the two near the limit are marked."""
    calm = [9.0, 11.0] * 8
    close = finding(xmr(daily([*calm, 14.5, 11, 14.5, *calm])), "near_limit")
    assert close.groups == (Group((16, 18), "above"),)
    apart = xmr(daily([*calm, 14.5, 9, 14.5, *calm]))
    assert "near_limit" not in signals(apart)
    three_apart = xmr(daily([*calm, 14.5, 11, 11, 14.5, *calm]))
    assert "near_limit" not in signals(three_apart)
    # NHSRplotthedots, tests/testthat/test-ptd_spc_standard.R: on opposite sides of the mean.
    opposite = xmr(daily([*[1, -1] * 7, 5.5, -5.5]))
    assert opposite.classes[-2:] == ("neutral", "neutral")


@pytest.mark.parametrize(
    ("better", "target", "verdict"),
    [
        ("higher", 20, "fail"), ("higher", 2, "pass"), ("higher", 11, "hit_and_miss"),
        ("lower", 20, "pass"), ("lower", 2, "fail"), ("lower", 11, "hit_and_miss"),
        ("", 20, None), ("higher", None, None),
    ],
)  # fmt: skip
def test_whether_a_target_will_be_met(better: Better, target: float | None, verdict: str | None) -> None:
    chart = xmr(daily(even()), better=better, target=target)
    found = chart.assurance
    assert (found and found.verdict) == verdict
    if found:
        assert chart.limits is not None
        assert (found.target, found.low, found.high) == (target, chart.limits.low, chart.limits.high)


def test_without_a_better_way_a_signal_is_only_a_change() -> None:
    assert xmr(daily(NHS)).classes[4] == "changed"
    assert xmr(daily(NHS), better="lower").classes[4] == "worsening"


def test_equal_values_are_no_signal_even_where_their_mean_rounds() -> None:
    for value in (0.1, 0.7, 1e-300, 1e308):
        chart = xmr(daily([value] * 21))
        assert chart.limits is not None
        assert (chart.limits.mean, chart.limits.low, chart.limits.high) == (value, value, value)
        assert not chart.signal


def test_the_largest_numbers_give_limits_that_are_numbers() -> None:
    values = [1.7e308, -1.7e308] * 8 + [0.0, 1.0, 1e-300]
    chart = xmr(daily(values), better="higher", target=1e308)
    assert chart.limits is not None
    assert all(math.isfinite(size) for size in chart.limits[:7])
    assert chart.limits.high == sys.float_info.max
    assert not finding(chart, "outside").signal
    for rules in (anhoej, quality_improvement):
        centre = rules(daily(values)).centre
        assert centre is not None
        assert math.isfinite(centre)
    far = xmr(daily([1e307 * value for value in NHS]), better="higher")
    assert far.limits is not None
    assert math.isclose(far.limits.high, 4.604444444e307)
    assert far.classes == xmr(daily(NHS), better="higher").classes
