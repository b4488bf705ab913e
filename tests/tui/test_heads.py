"""The heads of columns, in columns as narrow as they come."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from board.codes import COLUMNS
from tui import heads, words
from tui.grid import grid_of
from tui.text import Language, set_language


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", range(60, 161))
def test_what_a_column_is_for_stands_whole_at_every_width(width: int, language: Language) -> None:
    set_language(language)
    try:
        for phase in COLUMNS:
            grid = grid_of(width, 30, phase)
            for room in grid.widths:
                ((told, _part),) = heads.aim(phase, room)
                assert told in (words.phase_aim(phase), words.phase_aim(phase, brief=True))
                assert cell_len(told) < room or phase == COLUMNS[-1], "not right up against the next one's"
    finally:
        set_language("sv")
