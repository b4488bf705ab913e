"""Cells to draw on: signs of one cell each, and people's words that take as many cells as a terminal gives them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from tui.lines import Piece, Row, fit

BLANK: Piece = (" ", "text")
JOINERS = ("\u200c", "\u200d")


def plain(text: str) -> str:
    """Words on one line, without anything that a terminal would obey or that has no letter to stand on."""
    kept = " ".join(text.split())
    if not kept.isprintable():
        kept = "".join(sign for sign in kept if sign.isprintable() or sign in JOINERS)
    while kept and not cell_len(kept[0]):
        kept = kept[1:]
    return kept.rstrip("".join(JOINERS))


class Canvas:
    """`height` rows of `width` cells. Words are never drawn over; signs give way to them."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[Piece]] = [[BLANK] * width for _row in range(height)]
        self._taken: set[tuple[int, int]] = set()

    def put(self, x: int, y: int, signs: str, part: str) -> None:
        """Signs of one cell each, from `x` to the right; those outside or on top of words are left out."""
        if not 0 <= y < self.height:
            return
        line = self._cells[y]
        for at, sign in enumerate(signs, x):
            if 0 <= at < self.width and (at, y) not in self._taken:
                line[at] = (sign, part)

    def words(self, x: int, y: int, text: str, part: str) -> bool:
        """Words from `x` to the right, cut where the canvas ends. False where there is no room for any."""
        text = fit(plain(text), self.width - x)
        size = cell_len(text)
        if not size or not self.free(x, y, size):
            return False
        self._cells[y][x : x + size] = [(text, part), *([("", part)] * (size - 1))]
        self._taken.update((at, y) for at in range(x, x + size))
        return True

    def free(self, x: int, y: int, length: int) -> bool:
        """Whether no words stand there and it is within the canvas."""
        return (
            0 <= y < self.height
            and x >= 0
            and x + length <= self.width
            and not any((at, y) in self._taken for at in range(x, x + length))
        )

    def rows(self) -> list[Row]:
        """The cells as rows: neighbours of one part together, and no blanks at the end."""
        return [joined(line) for line in self._cells]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces with neighbours of one part put together, and without blanks at the end."""
    row: list[Piece] = []
    for text, part in pieces:
        if row and row[-1][1] == part:
            row[-1] = (row[-1][0] + text, part)
        elif text:
            row.append((text, part))
    while row and row[-1][1] != "flipped" and not row[-1][0].strip():
        row.pop()
    if row and row[-1][1] != "flipped":
        row[-1] = (row[-1][0].rstrip(), row[-1][1])
    return row
