"""The map of a redo-analys in cells: will to the right, ability upwards, a point for each round. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from board.readiness_verdict import CATEGORIES, CLEAR, HIGH, LOW, TOOLS_OWN, WEAK
from tui import readiness_words as words
from tui.lines import Piece, Row, wrap
from tui.text import _

SIDE = 9
"""Cells left of the map, for what its height means."""
BARS = "▁▂▃▄▅▆▇█"


class Point(NamedTuple):
    """A round on the map. sign: how it is drawn; label: what stands beside it; competing: whether wills pull apart."""

    label: str
    will: float
    ability: float
    competing: bool
    sign: str
    part: str


class _Grid:
    """Cells of one sign and one part each."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cells: list[list[Piece]] = [[(" ", "text")] * width for _row in range(height)]
        self.taken: set[tuple[int, int]] = set()

    def put(self, x: int, y: int, text: str, part: str, take: bool = False) -> None:
        for i, sign in enumerate(text):
            if 0 <= x + i < self.width and 0 <= y < self.height:
                self.cells[y][x + i] = (sign, part)
                if take:
                    self.taken.add((x + i, y))

    def free(self, x: int, y: int, length: int) -> bool:
        return (
            0 <= y < self.height
            and x >= 0
            and x + length <= self.width
            and not any((x + i, y) in self.taken for i in range(length))
        )

    def rows(self) -> list[list[Piece]]:
        """The cells with neighbours of one part taken together."""
        found: list[list[Piece]] = []
        for line in self.cells:
            row: list[Piece] = []
            for sign, part in line:
                if row and row[-1][1] == part:
                    row[-1] = (row[-1][0] + sign, part)
                else:
                    row.append((sign, part))
            found.append(row)
        return found


def along(value: float, cells: int) -> int:
    """Where a mean from 1 to 4 lies along so many cells."""
    return round((min(max(value, 1.0), 4.0) - 1) / 3 * (cells - 1))


def map_rows(points: Sequence[Point], width: int, height: int) -> list[Row]:
    """The map in `height` rows and at most `width` cells, with its axes. The last point is drawn on top."""
    wide, high = max(width - SIDE - 1, 20), max(height - 2, 5)
    grid = _Grid(wide, high)
    middle_x, middle_y = along(TOOLS_OWN.clear, wide), high - 1 - along(TOOLS_OWN.high, high)
    for x in range(wide):
        grid.put(x, middle_y, "┄", "rule")
    for y in range(high):
        grid.put(middle_x, y, "┼" if y == middle_y else "┆", "rule")
    for point in reversed(points):
        _put_point(grid, point)
    _put_names(grid, middle_x, middle_y)
    ends = {0: _("hög"), middle_y: words.number(TOOLS_OWN.high), high - 1: _("låg"), 1: _("förmåga")}
    rows: list[Row] = [
        [(f"{ends.get(y, ''):>{SIDE - 1}} ", "quiet"), ("│", "rule"), *line]
        for y, line in enumerate(grid.rows())
    ]
    rows.append([(" " * SIDE, "text"), ("└" + "─" * wide, "rule")])
    return [*rows, [(" " * (SIDE + 1), "text"), *_feet(wide, middle_x)]]


def _feet(wide: int, middle: int) -> list[Piece]:
    """What the map's width means, under it."""
    low, line, high = _("svag vilja"), words.number(TOOLS_OWN.clear), _("tydlig vilja")
    left = max(middle - cell_len(low), 1)
    right = max(wide - middle - cell_len(line) - cell_len(high), 1)
    return [(low + " " * left + line + " " * right + high, "quiet")]


def _put_point(grid: _Grid, point: Point) -> None:
    """A round's sign, and its label to the right, else to the left, else over or under it."""
    x, y = along(point.will, grid.width), grid.height - 1 - along(point.ability, grid.height)
    if (x, y) in grid.taken:
        return  # one that is later lies there; all are told under the map
    grid.put(x, y, point.sign, point.part, take=True)
    label = f"{point.label} ↔" if point.competing else point.label
    size = len(label)
    places = [(x + 2, y), (x - size - 1, y), (x - size // 2, y - 1), (x - size // 2, y + 1)]
    for at, row in places:
        if grid.free(at, row, size):
            grid.put(at, row, label, point.part, take=True)
            return


def _put_names(grid: _Grid, middle_x: int, middle_y: int) -> None:
    """What each quarter is called, in a corner of it that no round is in."""
    for (will, ability), code in CATEGORIES.items():
        if will not in (WEAK, CLEAR):
            continue
        left, right = (0, middle_x) if will == WEAK else (middle_x + 1, grid.width)
        top, bottom = (0, middle_y) if ability == HIGH else (middle_y + 1, grid.height)
        lines = wrap(words.category(code), right - left - 2)
        starts = [top, bottom - len(lines)] if ability != LOW else [bottom - len(lines), top]
        for start in starts:
            if start < top or start + len(lines) > bottom:
                continue
            if all(grid.free(left + 1, start + i, len(line)) for i, line in enumerate(lines)):
                for i, line in enumerate(lines):
                    grid.put(left + 1, start + i, line, "quiet")
                break


def sparkline(means: Sequence[float | None]) -> str:
    """Means from 1 to 4 as a small chart, a sign a round; a dot where nobody rated."""
    return "".join("·" if mean is None else BARS[along(mean, len(BARS))] for mean in means)
