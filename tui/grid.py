"""Where the board's columns lie for a size of window: pure, from cells to places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from board.codes import COLUMNS

MIN_COLUMN = 18
GAP = 1
TALLEST = 9
"""Rows of a card at most, with the empty one under it."""


class Grid(NamedTuple):
    """Where things lie for a size: which columns are shown, how wide, and how high a card is."""

    shown: tuple[str, ...]
    widths: tuple[int, ...]
    tabs: int
    head: int
    card: int
    height: int

    @property
    def room(self) -> int:
        """Rows for the cards of a column."""
        return max(self.height - self.tabs - self.head, 0)

    @property
    def rooms(self) -> int:
        """Cards that fit in a column at least."""
        return max(self.room // self.card, 1)

    def starts(self, cards: int, needed: Callable[[], Sequence[int]]) -> Sequence[int]:
        """Where each card in sight of a column begins, and the row after the last.

        needed: rows in which each card says all it has to, with the empty one under it; asked where all are in sight.
        """
        if 0 < cards * self.card <= self.room:
            return tuple(accumulate(self.heights(needed()), initial=0))
        return range(0, max(self.room, self.card) + 1, self.card)

    def heights(self, needed: Sequence[int]) -> Sequence[int]:
        """Rows of each of some cards: the usual, and more for those that need it where all of them have room."""
        for most in range(TALLEST, self.card, -1):
            found = [max(min(rows, most), self.card) for rows in needed]
            if sum(found) <= self.room:
                return found
        return [self.card] * len(needed)

    def left(self, place: int) -> int:
        return sum(self.widths[:place]) + GAP * place

    def place_at(self, x: int) -> int:
        """The column under a cell."""
        return next(
            (i for i in range(len(self.widths)) if x < self.left(i) + self.widths[i] + GAP),
            len(self.widths) - 1,
        )


class Pile(NamedTuple):
    """How the cards of a column lie: the first in sight, and the row where each of them begins, with that after the
    last."""

    phase: str
    width: int
    top: int
    starts: Sequence[int]

    @property
    def rooms(self) -> int:
        """Cards in sight at most."""
        return len(self.starts) - 1

    def at(self, y: int) -> int:
        """Which of them has a row; `rooms` is below them all."""
        return bisect_right(self.starts, y) - 1


@lru_cache(maxsize=64)
def grid_of(width: int, height: int, current: str) -> Grid:
    """Five columns on a screen of 100 cells or more; else two (one under 70) with the current, the rest as tabs."""
    count = 5 if width >= 5 * MIN_COLUMN + 8 else 2 if width >= 70 else 1
    at = COLUMNS.index(current)
    first = min(max(at if count == 1 else at - at % 2, 0), len(COLUMNS) - count)
    shown = COLUMNS if count == 5 else COLUMNS[first : first + count]
    room = width - GAP * (count - 1)
    widths = tuple(room // count + (1 if i < room % count else 0) for i in range(count))
    tall = 6 if height >= 28 else 5 if height >= 20 else 4
    return Grid(tuple(shown), widths, 0 if count == 5 else 2, 3 if height >= 16 else 2, tall, height)
