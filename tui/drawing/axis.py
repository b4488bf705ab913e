"""What stands along a chart's sides: round numbers upwards, days of the calendar to the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tui.text import _, dates, language

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGE, SMALL = 1e7, 1e-4
"""Beyond these a number is told as a power of ten."""
HUGE = 2.0**1000
"""Above this, differences of numbers may be more than a float holds."""
LARGEST = 1.7e308
ROWS_APART = 2.2
"""The least rows from one number to the next."""


def number(value: float, decimals: int | None = None) -> str:
    """ "12,5", "12 000", "1,5·10³⁰⁰": with so many decimals, or as many as it needs, six digits at the most."""
    if value == 0:
        value = 0.0
    size = abs(value)
    if size and (size >= LARGE or size < SMALL):
        mantissa, _e, power = f"{value:.3g}".partition("e")
        if not power:
            mantissa, _e, power = f"{value:.2e}".partition("e")
        if "." in mantissa:
            mantissa = mantissa.rstrip("0").rstrip(".")
        told = f"{mantissa}·10{str(int(power)).translate(RAISED)}"
    elif decimals is not None:
        told = f"{value:,.{decimals}f}"
    else:
        told = f"{value:,.{_needed(value)}f}"
    if language() == "sv":
        return told.translate(str.maketrans(",.", "\u00a0,"))
    return told


def _needed(value: float) -> int:
    """Decimals that are not noughts, when six digits are told."""
    plain = f"{value:.6g}"
    return len(plain.partition(".")[2]) if "e" not in plain else 0


class Scale(NamedTuple):
    """From numbers to rows: `low` on the lowest, `high` on the highest of `rows`."""

    low: float
    high: float
    rows: int
    ticks: Sequence[tuple[float, str]]

    def row(self, value: float) -> int:
        """Rows from the bottom; a value outside lies on the edge."""
        shrink = 2.0**-20 if max(abs(self.low), abs(self.high), abs(value)) > HUGE else 1.0
        low, high = self.low * shrink, self.high * shrink
        share = (min(max(value * shrink, low), high) - low) / (high - low)
        return round(share * (self.rows - 1))


def scale(low: float, high: float, rows: int, least: float = 0.0) -> Scale:
    """A scale with round numbers a few rows apart that holds what lies between `low` and `high`.

    It ends at a whole or half step, and at nought rather than below it where nothing is below it. least: the smallest
    step, 1 for what comes in whole numbers.
    """
    shrink = 2.0**-20 if max(abs(low), abs(high)) > HUGE else 1.0
    low, high = low * shrink, high * shrink
    size = max(abs(low), abs(high))
    if high - low <= size * 1e-9 or high - low < 1e-290:
        pad = size * 0.1 if size > 1e-280 else 1.0
        low, high = low - pad, high + pad
    step = max(_step((high - low) / max(int((rows - 1) / ROWS_APART), 1)), least * shrink)
    half = step / 2
    bottom, top = math.floor(low / half + 1e-9), math.ceil(high / half - 1e-9)
    if bottom == top:
        top += 1
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0) if step > 1e-9 else 0

    def whole(halves: float) -> float:
        value = halves * half / shrink if abs(halves * half) < LARGEST * shrink else LARGEST
        return math.copysign(value, halves) if abs(value) == LARGEST else value

    ticks = [(whole(2 * n), number(whole(2 * n), decimals)) for n in range(-(-bottom // 2), top // 2 + 1)]
    return Scale(whole(bottom), whole(top), rows, ticks)


def _step(least: float) -> float:
    """The smallest 1, 2 or 5 with noughts that is at least so large."""
    whole = 10.0 ** math.floor(math.log10(least))
    return next((whole * n for n in (1, 2, 5) if whole * n >= least * (1 - 1e-9)), whole * 10)


WEEK = 7


class Days(NamedTuple):
    """From days to columns: `first` on the first, `last` on the last of `columns`."""

    first: date
    last: date
    columns: int

    def column(self, when: date) -> int:
        """A day outside lies on the edge."""
        span = (self.last - self.first).days
        at = round((when - self.first).days * (self.columns - 1) / span)
        return min(max(at, 0), self.columns - 1)

    def ticks(self) -> list[tuple[date, str]]:
        """Days with their labels: as many as have room, the shortest steps of the calendar that have."""
        per_day = (self.columns - 1) / (self.last - self.first).days
        if per_day >= 8:
            return [(day, f"{day.day} {dates.month(day)}") for day in self._every(1)]
        for weeks in (1, 2):
            if per_day * WEEK * weeks >= 7:
                monday = self.first + timedelta(days=-self.first.weekday() % WEEK)
                every = range(0, (self.last - monday).days + 1, WEEK)
                days = [monday + timedelta(days=n) for n in every]
                return [
                    (day, _("v {week}").format(week=day.isocalendar().week))
                    for day in days
                    if day.isocalendar().week % weeks == 0
                ]
        for months in (1, 2, 3, 6):
            if per_day * 30.4 * months >= 7:
                return self._months(months)
        years = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000) if per_day * 365 * n >= 7)
        first = -(-self.first.year // years) * years
        return [
            (date(year, 1, 1), str(year))
            for year in range(first, self.last.year + 1, years)
            if date(year, 1, 1) >= self.first
        ]

    def _every(self, days: int) -> list[date]:
        count = (self.last - self.first).days // days
        return [self.first + timedelta(days=n * days) for n in range(count + 1)]

    def _months(self, every: int) -> list[tuple[date, str]]:
        """The first day of months, January by its year."""
        found: list[tuple[date, str]] = []
        for at in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            year, month = divmod(at, 12)
            if month % every == 0 and (day := date(year, month + 1, 1)) >= self.first:
                found.append((day, str(year) if month == 0 else dates.month(day)))
        return found


def period(first: date, last: date) -> str:
    """ "3 nov 2025–30 nov 2026", the year once where it is one."""
    if first == last:
        return f"{first.day} {dates.month(first)} {first.year}"
    start = f"{first.day} {dates.month(first)}" + (f" {first.year}" if first.year != last.year else "")
    return f"{start} – {last.day} {dates.month(last)} {last.year}"
