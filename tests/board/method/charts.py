"""What the tests of run charts share: a series by day, and what a chart found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from board.method.runs import Finding, RunChart, anhoej, quality_improvement
from board.method.xmr import XmrChart, xmr

MONDAY = date(2026, 8, 3)
NHS = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
"""NHS-R Community, R package NHSRplotthedots, vignette "Deviations from Excel defaults",
https://nhs-r-community.github.io/NHSRplotthedots/articles/deviations.html"""
RULES: list[Callable[[Any], RunChart | XmrChart]] = [anhoej, quality_improvement, xmr]


def daily(values: Sequence[float]) -> list[tuple[date, float]]:
    """The values as readings of one day after another."""
    return [(MONDAY + timedelta(days=i), float(value)) for i, value in enumerate(values)]


def finding(chart: RunChart | XmrChart, rule: str) -> Finding:
    """What one rule saw."""
    (found,) = (one for one in chart.findings if one.rule == rule)
    return found


def signals(chart: RunChart | XmrChart) -> set[str]:
    """The rules that saw more than chance."""
    return {one.rule for one in chart.findings if one.signal}
