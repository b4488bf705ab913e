"""Published series with the verdicts that their authors give. The series are small; each has its source."""

from __future__ import annotations

import pytest

from board.method.runs import Group, anhoej, quality_improvement
from board.method.xmr import xmr
from tests.board.method.charts import NHS, daily, finding, signals

BLOOD_PRESSURE = [
    169, 172, 175, 174, 161, 142, 174, 171, 168, 174, 180, 194, 161,
    181, 175, 176, 186, 166, 157, 183, 177, 171, 185, 176, 181, 174,
]  # fmt: skip
"""Systolic blood pressure on 26 mornings. M. A. Mohammed, P. Worthington, W. H. Woodall, Plotting basic control charts:
tutorial notes for healthcare practitioners, Qual Saf Health Care 2008;17:137-145, as printed with its verdict by
J. Anhøj and M. A. Mohammed, Mastering Statistical Process Control Charts, "Your First SPC Charts With Base R",
https://anhoej.github.io/spc4hc/first-chart.html"""


def test_blood_pressure_runs_as_published() -> None:
    """The longest run is four (points 14-17), nine crossings; 4, 7, 10 and 26 on the line; no sign of a shift."""
    chart = anhoej(daily(BLOOD_PRESSURE))
    assert chart.centre == 174
    assert (chart.useful, chart.on_centre) == (22, (3, 6, 9, 25))
    run, crossings = finding(chart, "longest_run"), finding(chart, "crossings")
    assert (run.observed, run.most) == (4, 7)
    assert Group((13, 14, 15, 16), "above") in run.groups
    assert (crossings.observed, crossings.least) == (9, 7)
    assert not chart.signal


def test_blood_pressure_has_one_point_outside_as_published() -> None:
    """One point below the lower limit; limits without screening."""
    chart = xmr(daily(BLOOD_PRESSURE), screen=False)
    assert signals(chart) == {"outside"}
    assert finding(chart, "outside").groups == (Group((5,), "below"),)
    assert chart.limits is not None
    assert not chart.limits.trial


@pytest.mark.parametrize(("screen", "low", "high"), [(True, -0.72, 4.60), (False, -3.06, 6.95)])
def test_the_nhs_series_has_its_published_limits(screen: bool, low: float, high: float) -> None:
    """Mean 1.94; one point of special cause, an improvement where higher is better, and all others common cause."""
    chart = xmr(daily(NHS), better="higher", screen=screen)
    assert chart.limits is not None
    assert [round(size, 2) for size in (chart.limits.mean, chart.limits.low, chart.limits.high)] == [
        1.94,
        low,
        high,
    ]
    assert signals(chart) == {"outside"}
    assert chart.classes == ("neutral",) * 4 + ("improving",) + ("neutral",) * 13


SIXTEEN_MONTHS = [1] * 7 + [-1] * 7 + [1, -1]
"""Above or below the median, 16 months. D. Balestracci, An Underrated Test for Run Charts, Quality Digest 2008-10-03,
https://www.qualitydigest.com/magazine/2008/oct/department/underrated-test-run-charts.html"""


def test_sixteen_months_have_too_few_runs_as_published() -> None:
    """Four runs, of 7, 7, 1 and 1, where chance makes 5 or more; no trend, and no run of eight."""
    chart = quality_improvement(daily(SIXTEEN_MONTHS))
    runs = finding(chart, "runs")
    assert [len(group.points) for group in runs.groups] == [7, 7, 1, 1]
    assert (runs.signal, runs.observed, runs.least) == (True, 4, 5)
    assert finding(chart, "shift").observed == 7
    assert not finding(chart, "trend").signal
    assert signals(anhoej(daily(SIXTEEN_MONTHS))) == {"crossings"}


THIRTEEN = [1, 1, 1, -1, -1, -1, 1, -1, -1, 1, -1, -1, -1]
"""Sides of the midline, 13 points: crossings from 3 to 4, 6 to 7, 7 to 8, 9 to 10 and 10 to 11. T. Wentzel-Larsen and
J. Anhøj, Improving Tools For Quality Improvement: Crossings, Runs, And Crossrun, Science Trends,
https://sciencetrends.com/improving-tools-for-quality-improvement-crossings-runs-and-crossrun/ (the figure gives the
midline of an earlier period, and only which side each point is on)."""


def test_thirteen_points_vary_by_chance_as_published() -> None:
    """Five crossings, where fewer than three is a signal, and a longest run of three: no signal.

    The article counts a run of seven as a signal; its authors' tables and package, which hold here, only of eight.
    """
    # A baseline of one on the midline, so that the line lies where the figure has it.
    chart = anhoej([(0, 0.0), *enumerate(map(float, THIRTEEN), 1)], frozen=0)
    assert (chart.centre, chart.baseline, chart.useful) == (0, 1, 13)
    crossings, run = finding(chart, "crossings"), finding(chart, "longest_run")
    assert (crossings.observed, crossings.least, run.observed, run.most) == (5, 3, 3, 7)
    assert [group.points for group in crossings.groups] == [(3, 4), (6, 7), (7, 8), (9, 10), (10, 11)]
    assert not chart.signal
