"""What is told of a card's measures: the aim, the chart, what it was before and after, every reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from board.method import runs
from board.model import day_in, text_in
from board.ports import Doc
from tui import unit_words
from tui.charting import Charted, charted, indicators, verdict
from tui.drawing.axis import number
from tui.story.blocks import Block, Curve, Head, Table, Words
from tui.story.parts import CardParts
from tui.text import _, dates, ngettext

FEWEST_BESIDE = 6
"""A measure that keeps an eye on another has a chart of its own from so many readings."""
MOST_READINGS = 40
"""More readings than this are told month by month in the table; the chart has them all."""


def aim(card: CardParts, doc: Doc) -> str:
    """A measure's goal in a sentence: from what, to what, by when, for whom."""
    unit = text_in(doc, "unit") or ""
    text = str(doc.get("text") or "")
    for name, said in (
        ("baseline", _("från {value}")),
        ("target", _("till {value}")),
    ):
        if doc.get(name) is not None:
            text += " " + said.format(value=amount(doc[name], unit))
    if when := card.day(doc, "target_by"):
        text += " " + _("senast {day}").format(day=when)
    whom = text_in(doc, "for_whom")
    return text + (" " + _("för {whom}").format(whom=whom) if whom else "")


def results(card: CardParts, brief: bool = False) -> Iterator[Block]:
    """Each measure: its chart, what the rules see in it, and what it was before and after.

    brief: without the table of every reading, and what keeps an eye on another in a table only.
    """
    for id, doc in indicators(card.board, card.id).items():
        found = charted(card.board, card.id, id)
        points = [(reading.day, reading.value) for reading in found.data.points]
        name, unit = str(doc.get("text") or ""), text_in(doc, "unit") or ""
        beside = bool(doc.get("balances"))
        if not points:
            continue
        if not brief:
            told = aim(card, doc)
            yield Head(_("Mål: {text}").format(text=told) if doc.get("target") is not None else told)
        if beside and not brief:
            yield Words(_("Det här måttet visar om något annat blev sämre."))
        periods = _periods(card, doc, points)
        if len(points) >= (FEWEST_BESIDE if beside else 2) and not (brief and beside):
            yield _curve(card, found, name, unit, periods)
            yield Words(" ".join(verdict(found)))
        heads = ("", _("Antal värden"), _("Median"), _("Lägst–högst"))
        rows = tuple(
            (label, str(len(values)), number(near(runs.median(values))), _range(values))
            for label, values in periods
        )
        caption = _("Före och efter: {name}").format(name=name)
        yield Table(f"{caption} ({unit})" if unit else caption, heads, rows)
        if not brief:
            yield _every(card, found, name, unit)


def _periods(card: CardParts, doc: Doc, points: list[tuple[date, float]]) -> list[tuple[str, list[float]]]:
    """The values before the first experiment and since each, those periods that have any."""
    starts, until = card.starts(), day_in(doc, "baseline_until")
    if not starts:
        before = [value for day, value in points if until and day <= until]
        after = [value for day, value in points if not until or day > until]
        pairs = ((_("Före"), before), (_("Efter") if before else _("Alla värden"), after))
        return [(label, values) for label, values in pairs if values]
    labels = [_("Före"), *(card.numbered(nth) for _day, nth in starts)]
    found: list[list[float]] = [[] for _label in labels]
    days = [day for day, _nth in starts]
    for day, value in points:
        found[bisect_right(days, day)].append(value)
    return [(label, values) for label, values in zip(labels, found, strict=True) if values]


def _curve(
    card: CardParts, found: Charted, name: str, unit: str, periods: list[tuple[str, list[float]]]
) -> Curve:
    data = found.data
    points = tuple((reading.day, reading.value) for reading in data.points)
    levels = []
    if data.median is not None:
        levels.append(("median", _("median"), near(data.median)))
    if data.limits is not None:
        low, high, mean = data.limits
        levels += [("mean", _("medel"), near(mean))]
        levels += [("limit", _("gräns"), near(low)), ("limit", _("gräns"), near(high))]
    if data.target is not None:
        levels.append(("goal", _("mål"), data.target))
    first, last = points[0][0], points[-1][0]
    told = [
        ngettext(
            "Linjediagram: {name}, {n} värde, {first}.",
            "Linjediagram: {name}, {n} värden från {first} till {last}.",
            len(points),
        ).format(
            name=name, n=len(points), first=dates.day(first, card.today), last=dates.day(last, card.today)
        ),
        *(f"{label}: {_('median')} {amount(near(runs.median(values)), unit)}." for label, values in periods),
        *(f"{label}: {amount(value, unit)}." for kind, label, value in levels if kind != "median"),
    ]
    starts = tuple((day, str(nth)) for day, nth in card.starts() if first <= day <= last)
    frozen = data.median_until if data.median is not None else None
    return Curve(name, unit, points, tuple(levels), frozen, starts, data.flagged, " ".join(told))


def _every(card: CardParts, found: Charted, name: str, unit: str) -> Table:
    """Every reading, or every month's where they are many."""
    days = [reading.day for reading in found.data.points]
    if len(days) <= MOST_READINGS:
        readings = card.board.table("readings")
        rows = tuple(
            (dates.day(day, card.today), str(readings[id].get("typed") or ""))
            for day, id in zip(days, found.ids, strict=True)
        )
        caption = _("Alla värden: {name}").format(name=name)
        return Table(caption, (_("Dag"), unit or _("Värde")), rows, folded=len(days) > 1)
    months: dict[tuple[int, int], list[float]] = {}
    for reading in found.data.points:
        months.setdefault((reading.day.year, reading.day.month), []).append(reading.value)
    monthly = tuple(
        (
            f"{dates.month(date(year, month, 1))} {year}",
            str(len(values)),
            number(near(runs.median(values))),
            _range(values),
        )
        for (year, month), values in months.items()
    )
    heads = (_("Månad"), _("Antal värden"), _("Median"), _("Lägst–högst"))
    caption = _("Månad för månad: {name}").format(name=name)
    return Table(f"{caption} ({unit})" if unit else caption, heads, monthly, folded=True)


def amount(value: object, unit: str) -> str:
    """ "55 %", "12,5 minuter"."""
    told = number(value) if isinstance(value, (int, float)) else str(value)
    return f"{told}\u00a0{unit_words.unit(unit, value)}" if unit else told


def near(value: float) -> float:
    """A number that was reckoned out, with as many digits as anybody reads."""
    return float(f"{value:.4g}") if abs(value) < 1000 else float(f"{value:.0f}")


def _range(values: list[float]) -> str:
    low, high = number(near(min(values))), number(near(max(values)))
    return low if low == high else f"{low}–{high}"
