"""The year as a band of twelve months: a track for each thing in it, a sign in each month that it comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len

from tui.lines import Piece, Row, fit
from tui.text import dates

LEAST, MOST = 4, 8
"""Cells for a month."""
NAME = 24
"""The least cells for a name."""


def month_wide(width: int) -> int:
    """Cells for a month in a window: as many as leave a name its room."""
    return max(min((width - NAME) // 12, MOST), 2)


def months(width: int, now: int) -> Row:
    """The heading: the months' names, the one that it is now marked; `now` is 0 where it is another year."""
    wide = month_wide(width)
    row: list[Piece] = [(" " * (width - 12 * wide), "text")]
    for number in range(1, 13):
        name = dates.month(date(2000, number, 1))[: 3 if wide < 6 else 4]
        name = name[: wide - 1]
        row.append((f"{name:<{wide}}", "accent" if number == now else "quiet"))
    return row


def track(name: Piece, signs: Mapping[int, Piece], width: int, now: int) -> Row:
    """A name and its year: a sign in each of its months, a line through the others."""
    wide = month_wide(width)
    room = width - 12 * wide
    text = fit(name[0], room - 2)
    row: list[Piece] = [(text + " " * (room - cell_len(text)), name[1])]
    for number in range(1, 13):
        sign, ink = signs.get(number, ("┼" if number == now else "─", "accent" if number == now else "rule"))
        row += [(sign, ink), ("─" * (wide - 1) if number < 12 else "", "rule")]
    return row
