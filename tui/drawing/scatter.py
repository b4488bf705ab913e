"""How many days each finished card took, on the day that it was finished, and lines that most of them kept within."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from tui.drawing import legend
from tui.drawing.axis import Days, number, period, scale
from tui.drawing.canvas import Canvas
from tui.drawing.frame import Frame
from tui.drawing.legend import Told
from tui.lines import Row, fit, wrap
from tui.text import _, ngettext

ONE, MORE, OVER = "●", "◆", "↑"
LINES = {50: ("┄", "text"), 85: ("- ", "quiet"), 95: ("─", "quiet")}
FAR = 3
"""How many times the highest line a card may have taken and still be within the picture."""
LABELLED = 60
"""From so many cells the lines are named beside the picture too."""


class Dot(NamedTuple):
    """A finished card."""

    day: date
    days: int


def draw(
    dots: Sequence[Dot],
    lines: Sequence[tuple[int, int]],
    days: tuple[date, date],
    red: Sequence[date],
    width: int,
    height: int,
) -> list[Row]:
    """The picture in `height` rows (at least 8) and at most `width` cells (at least 40).

    lines: (percent, days), ascending; none where the cards are too few. days: the first and the last that are shown.
    """
    if not dots:
        return legend.rows(wrap(_("Inga avslutade kort än."), width))
    width, height = max(width, 40), max(height, 8)
    picture = _Picture(dots, lines, days, red, width, height - 3)
    told = legend.packed(picture.told, width)
    if len(told) > 1:
        # What the signs mean is known only when they are drawn: once more, lower, with room for the words.
        most = min(len(told), max((height - 3) // 3, 1))
        picture = _Picture(dots, lines, days, red, width, height - 2 - most)
        told = legend.packed(picture.told, width, most)
    return [*picture.canvas.rows(), *legend.rows(told)]


class _Picture:
    """Drawn at once; `told` is what its signs mean."""

    def __init__(
        self,
        dots: Sequence[Dot],
        lines: Sequence[tuple[int, int]],
        shown: tuple[date, date],
        red: Sequence[date],
        width: int,
        high: int,
    ) -> None:
        first, last = shown
        longest = max(dot.days for dot in dots)
        highest = longest
        if lines and longest > FAR * lines[-1][1]:
            highest = max(dot.days for dot in dots if dot.days <= FAR * lines[-1][1])
        upwards = scale(0, max(highest, 4), high, 1)
        names = [f"{percent} %: {number(days)}" for percent, days in lines] if width >= LABELLED else []
        right = max(map(cell_len, names), default=-2) + 2
        left = max(cell_len(label) for _value, label in upwards.ticks) + 1
        end = max(last, first + timedelta(days=6))
        self.canvas = Canvas(width, high + 2)
        self.frame = Frame(
            self.canvas, upwards, Days(first, end, width - left - 1 - right), left, high, high - 1
        )
        self.told = [Told(period(first, last), 3)]
        self.frame.axes()
        marked = self.frame.mark_red(red)
        self._lines(lines, names, width - right + 1)
        self._dots(dots, highest)
        if longest > highest:
            far = sum(dot.days > highest for dot in dots)
            told = ngettext(
                "{n} kort ovanför bilden, längst {days}", "{n} kort ovanför bilden, längst {days}", far
            )
            self.told.append(Told(f"{OVER} " + told.format(n=far, days=days_told(longest))))
        self.told += marked

    def _lines(self, lines: Sequence[tuple[int, int]], names: Sequence[str], x: int) -> None:
        """The lines across, those on one row by turns; the names as near as there is room."""
        frame = self.frame
        on: dict[int, list[int]] = {}
        for percent, days in lines:
            on.setdefault(frame.y(days), []).append(percent)
            self.told.append(Told(f"{LINES[percent][0].strip()} {line_told(percent, days)}"))
        for y, percents in on.items():
            for column in range(frame.days.columns):
                sign, part = LINES[percents[column // 4 % len(percents)]]
                self.canvas.put(frame.left + 1 + column, y, sign[column % len(sign)], part)
        for (percent, days), name in zip(lines, names, strict=False):
            near = sorted(range(frame.bottom), key=lambda y: (abs(y - frame.y(days)), y))
            free = next((y for y in near if self.canvas.free(x, y, cell_len(name))), None)
            if free is not None:
                self.canvas.words(x, free, fit(name, self.canvas.width - x), LINES[percent][1])

    def _dots(self, dots: Sequence[Dot], highest: int) -> None:
        frame = self.frame
        cells = Counter((frame.x(dot.day), frame.y(dot.days)) for dot in dots if dot.days <= highest)
        for (x, y), count in cells.items():
            self.canvas.put(x, y, ONE if count == 1 else MORE, "accent")
        for dot in dots:
            if dot.days > highest:
                self.canvas.put(frame.x(dot.day), 0, OVER, "accent")
        self.told.append(Told(f"{ONE} " + _("ett avslutat kort"), 2))
        if any(count > 1 for count in cells.values()):
            self.told.append(Told(f"{MORE} " + _("flera på samma plats")))


def days_told(days: int) -> str:
    return ngettext("{n} dag", "{n} dagar", days).format(n=days)


def line_told(percent: int, days: int) -> str:
    """ "hälften tog högst 12 dagar", "85 av 100 tog högst 30 dagar"."""
    if percent == 50:
        return _("hälften tog högst {days}").format(days=days_told(days))
    return _("{percent} av 100 tog högst {days}").format(percent=percent, days=days_told(days))
