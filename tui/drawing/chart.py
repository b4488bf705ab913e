"""The run chart: readings on the days they are of, with median, goal, and where each try began.

No plotting library draws it: signs by reading, days of the calendar, spans where readings crowd and our own palette
would all have to be done around the library, which costs more to load than a whole screen to draw.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date
from heapq import nlargest, nsmallest
from typing import Literal, NamedTuple, TypeAlias

from rich.cells import cell_len

from tui.drawing import legend
from tui.drawing.axis import Days, Scale, number, period, scale
from tui.drawing.canvas import Canvas, plain
from tui.drawing.frame import Frame
from tui.drawing.legend import Told
from tui.lines import Row, fit, wrap
from tui.text import _, dates, ngettext

Mark: TypeAlias = Literal["", "~", "<", ">", "span"]

NORMAL, SIGNAL, ABOUT, ABOUT_SIGNAL = "●", "◆", "○", "◇"
AT_MOST, AT_LEAST, OVER, UNDER = "▽", "△", "↑", "↓"
START = "╎"
MEDIAN, LATER, GOAL, BASELINE, LIMIT, MEAN = "┄", "┄ ", "─", ". ", "- ", "═"
FAR = 8
"""How many times as tall the chart would be, for one or two readings to be shown at its edge instead."""
LABELLED = 90
"""From so many cells the lines are named beside the chart too."""


class Reading(NamedTuple):
    """A reading. mark: exact, about, at most, at least, or a span, which then has its low and high."""

    day: date
    value: float
    mark: Mark = ""
    low: float | None = None
    high: float | None = None


class ChartData(NamedTuple):
    """What a chart shows.

    median_until: the day that the median's readings end with, where it was frozen; limits: low, high and mean;
    starts: the day and label of each try; notes: the day and letter of each comment; flagged: places of the
    readings that are part of a signal; red: red days; called: what a point is, where it is no
    reading but a number of something.
    """

    points: Sequence[Reading]
    unit: str = ""
    median: float | None = None
    median_until: date | None = None
    target: float | None = None
    baseline: float | None = None
    limits: tuple[float, float, float] | None = None
    starts: Sequence[tuple[date, str]] = ()
    notes: Sequence[tuple[date, str]] = ()
    flagged: Collection[int] = frozenset()
    red: Sequence[date] = ()
    called: str = ""


class _Line(NamedTuple):
    """A line across the chart. until: the day after which it is only drawn on, where there is one."""

    value: float
    sign: str
    name: str
    part: str
    until: date | None = None


def draw(data: ChartData, width: int, height: int) -> list[Row]:
    """The chart with its axes and its legend in `height` rows (at least 8) and at most `width` cells (at least 40).

    Readings that share a column are drawn from the lowest to the highest of them, and the legend says so.
    """
    points = [(at, _known(one)) for at, one in enumerate(data.points) if math.isfinite(one.value)]
    if not points:
        return legend.rows(wrap(_("Inga mätvärden än."), width))
    width, height = max(width, 40), max(height, 8)
    chart = _Chart(data, points, width, height, 1)
    drawn = chart.drawn()
    told = legend.packed(chart.legend(), width)
    if len(told) > 1:
        # What the signs mean is known only when they are drawn: once more, lower, with room for the words.
        most = min(len(told), max((height - 3) // 3, 1))
        chart = _Chart(data, points, width, height, most)
        drawn = chart.drawn()
        told = legend.packed(chart.legend(), width, most)
    return [*drawn, *legend.rows(told)]


def _known(point: Reading) -> Reading:
    """The reading without an end of its span that is no number."""
    if point.low is None and point.high is None:
        return point
    ends = point.low, point.high
    if None in ends or not all(math.isfinite(end) for end in ends if end is not None):
        return point._replace(low=None, high=None)
    return point


class _Chart:
    def __init__(
        self, data: ChartData, points: Sequence[tuple[int, Reading]], width: int, height: int, words: int
    ) -> None:
        self.data, self.points, self.width = data, points, width
        self.lines = _lines(data)
        self.first, self.last = _days(data, points)
        low, high, self.outside = _range(points, [line.value for line in self.lines])
        self.seen: dict[str, str] = {}
        self.by_row: dict[int, list[_Line]] = {}
        """The lines across by the row where they are drawn."""
        self.unplaced = 0
        self.top = 1 if data.starts or data.unit else 0
        self.high = height - self.top - 2 - words
        self.scale: Scale = scale(low, high, self.high, 1 if data.called else 0)
        self.left = max(cell_len(label) for _value, label in self.scale.ticks) + 1
        names = [f" {plain(line.name)}" for line in self.lines] if width >= LABELLED else []
        self.right = min(max(map(cell_len, names), default=0), width // 5)
        self.days = Days(self.first, self.last, width - self.left - 1 - self.right)
        self.canvas = Canvas(width, self.top + self.high + 2)
        bottom = self.top + self.high
        self.frame = Frame(self.canvas, self.scale, self.days, self.left, bottom, bottom - 1)
        self.x, self.y = self.frame.x, self.frame.y
        self.red: list[Told] = []

    def drawn(self) -> list[Row]:
        self.frame.axes()
        self.red = self.frame.mark_red(self.data.red)
        self._lines()
        self._starts()
        if self.data.unit:
            self._unit()
        self._points()
        self._notes()
        return self.canvas.rows()

    def _lines(self) -> None:
        """The lines across, those on one row by turns, each named to the right of the chart."""
        for line in self.lines:
            self.by_row.setdefault(self.y(line.value), []).append(line)
        for y, lines in self.by_row.items():
            ends = [None if line.until is None else self.x(line.until) for line in lines]
            for column in range(self.days.columns):
                turn = column // 4 % len(lines)
                line, end, x = lines[turn], ends[turn], self.left + 1 + column
                sign = LATER if end is not None and x > end else line.sign
                self.canvas.put(x, y, sign[column % len(sign)], line.part)
            if self.right:
                names = fit(", ".join(plain(line.name) for line in lines), self.right - 1)
                self.canvas.words(self.width - self.right + 1, y, names, lines[0].part)

    def _starts(self) -> None:
        """A line upwards where each try began, its label over it; an arrow where it began beyond the chart."""
        at: dict[int, list[str]] = {}
        for day, label in sorted(self.data.starts, key=lambda start: start[0]):
            told = plain(label)
            if day < self.first:
                told = f"←{told}"
            elif day > self.last:
                told = f"{told}→"
            at.setdefault(self.x(day), []).append(told)
        columns = sorted(at)
        ends = [*columns[1:], self.width - self.right]
        for x, end in zip(columns, ends, strict=False):
            for y in range(self.top, self.top + self.high):
                self.canvas.put(x, y, START, "accent")
            text = ", ".join(at[x])
            named = _("försök {n}").format(n=text)
            if text.replace(", ", "").isdigit() and cell_len(named) < end - x:
                text = named
            size = cell_len(text)
            left = x - size + 1
            if size > end - x and end == ends[-1] and left > 0 and self.canvas.free(left - 1, 0, size + 1):
                self.canvas.words(left, 0, text, "accent")
            else:
                self.canvas.words(x, 0, fit(text, max(end - x - 1, 1)), "accent")

    def _unit(self) -> None:
        """What is measured, over the numbers as far as there is room, else in the legend."""
        unit = plain(self.data.unit)
        size = cell_len(unit)
        if size < self.width and self.canvas.free(0, 0, size + 1):
            self.canvas.words(0, 0, unit, "quiet")
        else:
            self.seen["unit"] = unit

    def _points(self) -> None:
        columns: dict[int, list[int]] = {}
        first, each = self.first.toordinal(), self.last.toordinal() - self.first.toordinal()
        left, last = self.left + 1, self.days.columns - 1
        for place, (_at, point) in enumerate(self.points):
            x = left + round((point.day.toordinal() - first) * last / each)
            columns.setdefault(x, []).append(place)
        for x, places in columns.items():
            if len(places) == 1:
                self._alone(x, *self.points[places[0]])
            else:
                self._crowd(x, sorted(places, key=lambda place: self.points[place][1].value))

    def _alone(self, x: int, at: int, point: Reading) -> None:
        if point.low is not None and point.high is not None and self.y(point.low) != self.y(point.high):
            top, bottom = self.y(point.high), self.y(point.low)
            for y in range(top + 1, bottom):
                self.canvas.put(x, y, "│", "quiet")
            self.canvas.put(x, top, "┬", "quiet")
            self.canvas.put(x, bottom, "┴", "quiet")
            self.seen["span"] = ""
        self._sign(x, at, point, at in self.data.flagged)

    def _sign(self, x: int, at: int, point: Reading, is_flagged: bool) -> None:
        sign = _sign(point, is_flagged)
        if at in self.outside:
            sign = OVER if point.value > self.scale.high else UNDER
        self.seen[sign] = ""
        self.canvas.put(x, self.y(point.value), sign, "still" if is_flagged else "accent")

    def _crowd(self, x: int, places: Sequence[int]) -> None:
        """Several readings in a column: from the lowest to the highest; two are both shown, of more the middle."""
        inside = [place for place in places if self.points[place][0] not in self.outside]
        for place in places:
            if place not in inside:
                self._sign(x, *self.points[place], self.points[place][0] in self.data.flagged)
        if len(inside) < 2:
            for place in inside:
                self._alone(x, *self.points[place])
            return
        readings = [self.points[place][1] for place in inside]
        lowest = min(one.value if one.low is None else one.low for one in readings)
        highest = max(one.value if one.high is None else one.high for one in readings)
        top, bottom = self.y(highest), self.y(lowest)
        if top != bottom:
            for y in range(top, bottom + 1):
                self.canvas.put(x, y, "│", "quiet")
        self.seen["crowd" if len(inside) > 2 else "pair"] = ""
        if len(inside) > 2:
            is_flagged = any(self.points[place][0] in self.data.flagged for place in inside)
            at, point = self.points[inside[(len(inside) - 1) // 2]]
            self._sign(x, at, point, is_flagged)
        else:
            for place in inside:
                at, point = self.points[place]
                self._sign(x, at, point, at in self.data.flagged)

    def _notes(self) -> None:
        """A letter for each comment on the time axis, beside one another where they are of one day."""
        y = self.top + self.high
        for day, letter in sorted(self.data.notes, key=lambda note: note[0]):
            text, x = fit(plain(letter), 3), self.x(day)
            last = self.left + 1 + self.days.columns - cell_len(text)
            places = (x, x + 1, x - 1, x + 2, x - 2) if self.first <= day <= self.last else ()
            if not any(self.left < at <= last and self.canvas.words(at, y, text, "key") for at in places):
                self.unplaced += 1

    def legend(self) -> list[Told]:
        """What was drawn, in words; what most people guess is the first to be left out."""
        told = [
            Told(
                period(min(one.day for _at, one in self.points), max(one.day for _at, one in self.points)), 3
            )
        ]
        told += [
            Told(f"{sign} {(sign == NORMAL and plain(self.data.called)) or word}", 2 if sign == NORMAL else 0)
            for sign, word in _sign_words().items()
            if sign in self.seen
        ]
        if "span" in self.seen:
            told.append(Told(_("┬ ┴ angivet från och till"), 1))
        if "pair" in self.seen:
            told.append(Told(_("│ två på samma plats")))
        if "crowd" in self.seen:
            told.append(Told(_("│ flera på samma plats: lägsta till högsta, och den i mitten")))
        if self.outside:
            told.append(Told(self._outside()))
        told += [Told(_across(lines)) for lines in self.by_row.values()]
        for day in (line.until for line in self.lines if line.until is not None):
            until = f"{day.day} {dates.month(day)}"
            told.append(Told(_("┄ ┄ medianen av värdena till och med {day}").format(day=until), 1))
        if self.data.starts:
            told.append(Told(_("╎ här börjar ett försök"), 2))
        if self.data.notes:
            letters = [plain(letter) for _day, letter in self.data.notes]
            some = ", ".join(letters) if len(letters) < 3 else f"{letters[0]}, {letters[1]} …"
            told.append(Told(_("{letters}: kommentarer").format(letters=some), 2))
        if self.unplaced:
            more = ngettext(
                "+{n} kommentar som inte fick plats", "+{n} kommentarer som inte fick plats", self.unplaced
            )
            told.append(Told(more.format(n=self.unplaced)))
        if "unit" in self.seen:
            told.append(Told(self.seen["unit"], 1))
        return told + self.red

    def _outside(self) -> str:
        values = [
            f"{OVER if point.value > self.scale.high else UNDER} {number(point.value)}"
            f" ({point.day.day} {dates.month(point.day)})"
            for at, point in self.points
            if at in self.outside
        ]
        return _("utanför bilden: {values}").format(values=", ".join(values))


def _across(lines: Sequence[_Line]) -> str:
    """What the lines of a row are; of several, that they are drawn by turns."""
    signs = " ".join(dict.fromkeys(line.sign.strip() for line in lines))
    names = ", ".join(plain(line.name) for line in lines)
    return (
        _("{signs} turas om: {names}").format(signs=signs, names=names)
        if len(lines) > 1
        else f"{signs} {names}"
    )


def _sign(point: Reading, is_flagged: bool) -> str:
    if point.mark in ("~", "span"):
        return ABOUT_SIGNAL if is_flagged else ABOUT
    if point.mark in ("<", ">") and not is_flagged:
        return AT_MOST if point.mark == "<" else AT_LEAST
    return SIGNAL if is_flagged else NORMAL


def _sign_words() -> dict[str, str]:
    return {
        NORMAL: _("mätvärde"),
        SIGNAL: _("tyder på ändring"),
        ABOUT: _("ungefärligt"),
        ABOUT_SIGNAL: _("ungefärligt, tyder på ändring"),
        AT_MOST: _("högst så mycket"),
        AT_LEAST: _("minst så mycket"),
    }


def _lines(data: ChartData) -> list[_Line]:
    """The lines across, the least important first."""
    low, high, mean = data.limits or (None, None, None)
    drawn = (
        (low, LIMIT, _("nedre gräns {value}"), "quiet"),
        (high, LIMIT, _("övre gräns {value}"), "quiet"),
        (mean, MEAN, _("medel {value}"), "text"),
        (data.baseline, BASELINE, _("utgångsläge {value}"), "quiet"),
        (data.median, MEDIAN, _("median {value}"), "text"),
        (data.target, GOAL, _("mål {value}"), "good"),
    )
    return [
        _Line(
            value, sign, told.format(value=number(value)), part, data.median_until if sign == MEDIAN else None
        )
        for value, sign, told, part in drawn
        if value is not None and math.isfinite(value)
    ]


def _days(data: ChartData, points: Sequence[tuple[int, Reading]]) -> tuple[date, date]:
    """The first and last day: those of the readings, and of starts and notes that are not far from them."""
    first = min(point.day for _at, point in points)
    last = max(point.day for _at, point in points)
    near = max((last - first).days // 2, 42)
    others = [day for day, _label in (*data.starts, *data.notes)]
    others = [day for day in others if (first - day).days <= near and (day - last).days <= near]
    first, last = min(first, *others, first), max(last, *others, last)
    if (last - first).days < 6:
        middle = (first.toordinal() + last.toordinal()) // 2
        start = min(max(middle - 3, 1), date.max.toordinal() - 7)
        first, last = min(first, date.fromordinal(start)), max(last, date.fromordinal(start + 6))
    return first, last


def _range(
    points: Sequence[tuple[int, Reading]], others: Sequence[float]
) -> tuple[float, float, frozenset[int]]:
    """The lowest and highest number to show, and the one or two readings that lie too far off to be within."""
    lows = [point.value if point.low is None else min(point.low, point.value) for _at, point in points]
    highs = [point.value if point.high is None else max(point.high, point.value) for _at, point in points]
    bottom, top = min((min(lows), *others)), max((max(highs), *others))
    if len(points) < 6:
        return bottom, top, frozenset()
    small, large = nsmallest(3, lows), nlargest(3, highs)
    for under, over in ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0)):
        low, high = min((small[under], *others)), max((large[over], *others))
        if 0 < (high / 2 - low / 2) * FAR < top / 2 - bottom / 2:
            far = zip(points, lows, highs, strict=True)
            return low, high, frozenset(at for (at, _one), least, most in far if least < low or most > high)
    return bottom, top, frozenset()
