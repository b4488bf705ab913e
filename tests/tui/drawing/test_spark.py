"""A card's small chart: never wider than it may be, and as tall as its numbers say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.drawing.spark import spark

VALUES = st.lists(st.none() | st.floats(), max_size=50)


@given(VALUES, st.integers(3, 40), st.none() | st.floats())
def test_it_is_never_wider_than_told(values: list[float | None], width: int, target: float | None) -> None:
    assert cell_len(spark(values, width, target)) <= width


def test_bars_are_as_tall_as_their_numbers() -> None:
    assert spark([1, 2, 3, None, 5, 8], 20) == "▁▂▃·▅█"
    assert spark([3, 3], 4) == "▄▄"
    assert spark([], 4) == ""
    assert spark([-1.7e308, 1.7e308], 4) == "▁█"


def test_the_target_stands_last_in_the_same_scale() -> None:
    assert spark([55, 60, 64, 72], 10, 80) == "▁▂▄▆│█"


def test_many_become_the_middle_one_of_each_part() -> None:
    assert spark([1, 1, 9, 5, 5, 5, 9, 9, 1], 3) == "▁▅█"
