"""What a picture over time stands in: numbers upwards, days of the calendar to the right, red days marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from tui.drawing.axis import WEEK, Days, Scale
from tui.drawing.canvas import Canvas
from tui.drawing.legend import Told
from tui.text import _

RED = "▴"
"""A red day, on the axis."""


class Frame(NamedTuple):
    """The axes on a canvas. left: the column of the numbers' axis. bottom: the row of the days' axis.

    floor: the row of the scale's lowest number, which is `bottom` itself where heights stand on the axis.
    """

    canvas: Canvas
    scale: Scale
    days: Days
    left: int
    bottom: int
    floor: int

    def y(self, value: float) -> int:
        return self.floor - self.scale.row(value)

    def x(self, day: date) -> int:
        return self.left + 1 + self.days.column(day)

    def axes(self) -> None:
        """The numbers as far as they have rows of their own, the days as far as they have room."""
        canvas = self.canvas
        for y in range(self.floor - self.scale.rows + 1, self.bottom):
            canvas.put(self.left, y, "│", "rule")
        taken: set[int] = set()
        for value, label in self.scale.ticks:
            y = self.y(value)
            if y not in taken:
                taken.add(y)
                canvas.words(self.left - 1 - cell_len(label), y, label, "quiet")
                canvas.put(self.left, y, "┤", "rule")
        canvas.put(self.left, self.bottom, "└" + "─" * self.days.columns, "rule")
        for day, label in self.days.ticks():
            x = self.x(day)
            size = cell_len(label)
            at = min(max(x - size // 2, 0), canvas.width - size)
            if canvas.free(max(at - 1, 0), self.bottom + 1, size + 1):
                canvas.words(at, self.bottom + 1, label, "quiet")
                canvas.put(x, self.bottom, "┬", "rule")

    def mark_red(self, days: Sequence[date]) -> list[Told]:
        """Mark the red days, and what the sign means. Where a column is more than a week they say nothing."""
        shown = [day for day in days if self.days.first <= day <= self.days.last]
        if not shown or (self.days.last - self.days.first).days > WEEK * self.days.columns:
            return []
        for day in shown:
            self.canvas.put(self.x(day), self.bottom, RED, "still")
        return [Told(_("▴ röd dag"), 2)]
