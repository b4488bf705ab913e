"""A cumulative flow diagram: how many cards there were in each phase, day after day, one area on the other.

The areas are told apart by their signs, light beside dark, so that it can be read without colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from tui.drawing import legend
from tui.drawing.axis import Days, period, scale
from tui.drawing.canvas import Canvas, plain
from tui.drawing.frame import Frame
from tui.drawing.legend import Told
from tui.lines import Row, fit, wrap
from tui.text import _

SIGNS = "▒█░▓:"
"""Of the areas, from the bottom. No sign is beside one that looks like it."""
PARTS = ("quiet", "good", "new", "accent", "still")
LABELLED = 90
"""From so many cells the areas are named beside the picture too."""


class Band(NamedTuple):
    """An area: what it is called, and how many there were each day."""

    name: str
    counts: Sequence[int]


def draw(first: date, bands: Sequence[Band], red: Sequence[date], width: int, height: int) -> list[Row]:
    """The diagram in `height` rows (at least 8) and at most `width` cells (at least 40).

    bands: at most five, from the bottom, all of as many days, from `first`. A column shows the evening of its day.
    """
    width, height = max(width, 40), max(height, 8)
    sums = _sums(bands)
    highest = max((level for levels in sums for level in levels), default=0)
    if not highest:
        return legend.rows(
            wrap(_("Inget att rita än. Här syns hur kort rör sig när de har lämnat Förslag."), width)
        )
    told = legend.packed(_told(first, bands), width)
    words = min(len(told), max((height - 3) // 3, 1))
    high = height - 2 - words
    upwards = scale(0, highest, high + 1, 1)
    left = max(cell_len(label) for _value, label in upwards.ticks) + 1
    labels = [f"{plain(band.name)} {band.counts[-1]}" for band in bands] if width >= LABELLED else []
    right = min(max(map(cell_len, labels), default=-2) + 2, width // 4)
    count = len(bands[0].counts)
    last = first + timedelta(days=max(count - 1, 6))
    canvas = Canvas(width, high + 2)
    frame = Frame(canvas, upwards, Days(first, last, width - left - 1 - right), left, high, high)
    frame.axes()
    marked = frame.mark_red(red)
    end = frame.x(first + timedelta(days=count - 1))
    span = (last - first).days
    for x in range(left + 1, end + 1):
        day = min(round((x - left - 1) * span / max(frame.days.columns - 1, 1)), count - 1)
        if x == end:
            day = count - 1
        below = 0
        for levels, sign, part in zip(sums, SIGNS, PARTS, strict=False):
            top = upwards.row(levels[day])
            for row in range(below + 1, top + 1):
                canvas.put(x, high - row, sign, part)
            below = max(top, below)
    if labels:
        _name(frame, bands, sums, labels, width - right + 1)
    return [*canvas.rows(), *legend.rows(legend.packed([*_told(first, bands), *marked], width, words))]


def _sums(bands: Sequence[Band]) -> list[list[int]]:
    """For each area where it ends, each day."""
    found: list[list[int]] = []
    for band in bands:
        below = found[-1] if found else [0] * len(band.counts)
        found.append([one + other for one, other in zip(below, band.counts, strict=True)])
    return found


def _told(first: date, bands: Sequence[Band]) -> list[Told]:
    """The signs with the numbers of the last day, from the top as they stand."""
    last = first + timedelta(days=len(bands[0].counts) - 1)
    signs = zip(bands, SIGNS, strict=False)
    told = [Told(f"{sign} {plain(band.name)} {band.counts[-1]}") for band, sign in signs]
    return [*reversed(told), Told(period(first, last), 1)]


def _name(
    frame: Frame, bands: Sequence[Band], sums: Sequence[Sequence[int]], labels: Sequence[str], x: int
) -> None:
    """The areas' names to the right, each by its middle or as near as there is room."""
    room = frame.canvas.width - x
    below = 0
    for band, levels, label, part in zip(bands, sums, labels, PARTS, strict=False):
        middle = frame.y((below + levels[-1]) / 2)
        below = levels[-1]
        if band.counts[-1]:
            rows = sorted(range(frame.bottom), key=lambda y: (abs(y - middle), -y))
            y = next((y for y in rows if frame.canvas.free(x, y, min(cell_len(label), room))), None)
            if y is not None:
                frame.canvas.words(x, y, fit(label, room), part)
