"""Round numbers along a chart's height, as they are written in the language."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.axis import number, scale

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (12.5, "12,5"),
        (7.0, "7"),
        (-0.0, "0"),
        (-3.25, "-3,25"),
        (12000, "12\u00a0000"),
        (1.5e300, "1,5·10³⁰⁰"),
        (3e-9, "3·10⁻⁹"),
        (1 / 3, "0,333333"),
        (2e7, "2·10⁷"),
    ],
)
def test_numbers_are_told_in_swedish(value: float, told: str) -> None:
    assert number(value) == told


@given(FINITE, FINITE, st.integers(3, 30))
def test_every_scale_holds_its_numbers_in_order(one: float, other: float, rows: int) -> None:
    low, high = min(one, other), max(one, other)
    found = scale(low, high, rows)
    assert 0 <= found.row(low) <= found.row(high) < rows
    assert all(math.isfinite(value) for value, _label in found.ticks)
    assert len(found.ticks) <= rows + 1


def test_nothing_below_nought_is_shown_where_nothing_is() -> None:
    assert scale(0.5, 30, 12).low == 0
