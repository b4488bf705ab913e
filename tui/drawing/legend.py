"""What the signs of a picture mean, under it: items side by side, none of them broken over two lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.lines import Row, fit

BETWEEN = " · "


class Told(NamedTuple):
    """An item. spare: how readily it is left out where there is no room for all; 0 is never left out."""

    text: str
    spare: int = 0


def packed(items: Sequence[Told], width: int, most: int | None = None) -> list[str]:
    """The items on lines of at most `width` cells. With `most` lines the most spare are left out, then it is cut."""
    kept = list(items)
    lines = _side_by_side(kept, width)
    while most is not None and len(lines) > most and (spare := max(item.spare for item in kept)):
        kept = [item for item in kept if item.spare < spare]
        lines = _side_by_side(kept, width)
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(BETWEEN.join(lines[most - 1 :]), width)]


def _side_by_side(items: Iterable[Told], width: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}{BETWEEN}{item.text}" if lines else item.text
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(fit(item.text, width))
    return lines


def rows(lines: Iterable[str]) -> list[Row]:
    return [[(line, "quiet")] for line in lines]
