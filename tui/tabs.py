"""The names of a page's views in a row, the one that is shown marked, and which of them is under a click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len

from tui.lines import Piece
from tui.text import _

_GAP = 3
"""Cells between two names."""


class Tabs(NamedTuple):
    """The row, and where each name stands in it: (from, to, view), in cells."""

    row: list[Piece]
    places: tuple[tuple[int, int, str], ...]

    def at(self, x: int) -> str | None:
        """The view whose name is at a cell."""
        return next((view for start, end, view in self.places if start <= x < end), None)


NONE = Tabs([], ())


def tabs(views: Mapping[str, str], shown: str, width: int) -> Tabs:
    """The views by code with their names, still to be looked up, in `width` cells: where there is not room for all
    the first give way, so that the one that is shown is seen."""
    told = {view: ("● " if view == shown else "○ ") + _(name) for view, name in views.items()}
    listed = list(told)
    wide = [cell_len(text) + _GAP for text in told.values()]
    first, here = 0, listed.index(shown) if shown in told else 0
    while first < here and sum(wide[first : here + 1]) > width:
        first += 1
    row, places, x = list[Piece](), list[tuple[int, int, str]](), 0
    for view in listed[first:]:
        row += [(told[view], "strong" if view == shown else "quiet"), (" " * _GAP, "text")]
        end = x + cell_len(told[view])
        places.append((x, end, view))
        x = end + _GAP
    return Tabs(row, tuple(places))
