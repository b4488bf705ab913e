"""Where the columns lie for every size of window."""

from __future__ import annotations

import pytest

from board.codes import COLUMNS
from tui.grid import GAP, MIN_COLUMN, grid_of


@pytest.mark.parametrize("width", range(58, 201))
def test_columns_fit_every_width_and_are_readable(width: int) -> None:
    for current in COLUMNS:
        grid = grid_of(width, 30, current)
        assert sum(grid.widths) + GAP * (len(grid.widths) - 1) == width
        assert min(grid.widths) >= MIN_COLUMN
        assert max(grid.widths) - min(grid.widths) <= 1
        assert current in grid.shown, "the column with the selection is always in sight"
        assert list(grid.shown) == [phase for phase in COLUMNS if phase in grid.shown], "in their order"


@pytest.mark.parametrize(
    ("width", "columns", "tabs"), [(58, 1, 2), (67, 1, 2), (78, 2, 2), (97, 2, 2), (98, 5, 0), (158, 5, 0)]
)
def test_width_decides_how_many_columns_show(width: int, columns: int, tabs: int) -> None:
    """The board has two cells less than the window: five columns from a window of 100 on."""
    grid = grid_of(width, 24, "inbox")
    assert (len(grid.shown), grid.tabs) == (columns, tabs)


@pytest.mark.parametrize("height", range(8, 61))
def test_a_column_always_has_room_for_a_card(height: int) -> None:
    for width in (60, 80, 120):
        grid = grid_of(width, height, "do")
        assert grid.rooms >= 1
        if height >= 11:  # a window of 16 rows without the lines above and below
            assert grid.tabs + grid.head + grid.rooms * grid.card <= height


@pytest.mark.parametrize(
    ("needed", "given"),
    [
        ([], []),
        ([3], [5]),
        ([30], [9]),
        ([3, 9, 5], [5, 9, 5]),
        ([9, 9, 3], [9, 9, 5]),
        ([9, 9, 6], [8, 8, 6]),
        ([9, 9, 9, 9], [5, 5, 5, 5]),
        ([9] * 400, [5] * 400),
    ],
)
def test_a_card_is_as_tall_as_it_needs_where_all_of_its_column_are_in_sight(
    needed: list[int], given: list[int]
) -> None:
    grid = grid_of(98, 26, "do")
    assert (grid.card, grid.room) == (5, 23)
    assert list(grid.heights(needed)) == given


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_every_cell_belongs_to_a_column(width: int) -> None:
    grid = grid_of(width, 30, "check")
    places = [grid.place_at(x) for x in range(width)]
    assert places == sorted(places)
    assert set(places) == set(range(len(grid.shown)))
