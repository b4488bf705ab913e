"""How readings lie, and before and after."""

from __future__ import annotations

import math
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from board.method.runs import median
from board.method.spread import Spread, before_and_after, spread
from tests.board.method.charts import MONDAY, daily


def test_quartiles_are_those_of_a_spreadsheet() -> None:
    assert spread([4, 1, 3, 2]) == Spread(4, 1, 1.75, 2.5, 3.25, 4)
    assert spread([5]) == Spread(1, 5, 5, 5, 5, 5)
    assert spread([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49]) == Spread(11, 6, 25.5, 40, 42.5, 49)
    assert spread([]) is None


@given(st.lists(st.integers(-1000, 1000), min_size=2))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    import statistics

    found = spread(values)
    assert found is not None
    lower, middle, upper = statistics.quantiles(values, n=4, method="inclusive")
    assert (found.lower_quartile, found.median, found.upper_quartile) == (lower, middle, upper)


def test_before_and_after_are_two_parts_and_no_verdict() -> None:
    before, after = before_and_after(daily([4, 6, 5, 1, 2]), MONDAY + timedelta(days=3))
    assert before is not None
    assert after is not None
    assert (before.number, before.median, before.least, before.greatest) == (3, 5, 4, 6)
    assert (after.number, after.median, after.least, after.greatest) == (2, 1.5, 1, 2)
    assert before_and_after([], MONDAY) == (None, None)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_a_spread_is_in_order_and_finite(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    assert all(math.isfinite(size) for size in found)
    assert list(found[1:]) == sorted(found[1:])
    assert median(values) == found.median
