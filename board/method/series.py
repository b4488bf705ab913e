"""Readings in time order: an indicator's, as every chart reads them, and a whole board's in brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from board.ports import Doc, Snapshot
from board.values import day_in

ENOUGH_IN_BRIEF = 3
"""Readings from which a card on the board shows how they go."""


class Point(NamedTuple):
    """A reading that has a day and a number."""

    day: date
    value: float
    id: str
    doc: Doc


def points_of(readings: Iterable[tuple[str, Doc]]) -> list[Point]:
    """The readings that can be drawn, in time order; those of one day as they were written."""
    found = [
        Point(day, float(value), id, doc)
        for id, doc in readings
        if (day := day_in(doc, "on")) is not None
        and isinstance(value := doc.get("value"), int | float)
        and not isinstance(value, bool)
    ]
    found.sort(key=lambda point: (point.day, len(point.id), point.id))
    return found


def points(board: Snapshot, indicator: str) -> list[Point]:
    """An indicator's readings in time order. Kept till the readings change; not to be changed by who asks."""
    readings = board.table("readings")
    if not readings:
        return []
    kept = _grouped(readings)
    if indicator not in kept.points:
        kept.points[indicator] = points_of(kept.of.get(indicator, ()))
    return kept.points[indicator]


def newest(board: Snapshot, indicator: str) -> str:
    """The id of the reading of an indicator that was written last; "" where it has none."""
    readings = board.table("readings")
    of = _grouped(readings).of.get(indicator, ()) if readings else ()
    return max((id for id, _doc in of), key=lambda id: (len(id), id), default="")


def _grouped(readings: Mapping[str, Doc]) -> _Sorted:
    """A board's readings by indicator."""
    if not _sorted or _sorted[0].readings is not readings:
        of: dict[str, list[tuple[str, Doc]]] = {}
        for id, doc in readings.items():
            of.setdefault(str(doc.get("indicator")), []).append((id, doc))
        _sorted[:] = [_Sorted(readings, of, {})]
    return _sorted[0]


class _Sorted(NamedTuple):
    """A board's readings by indicator, and those that have been put in order."""

    readings: Mapping[str, Doc]
    of: Mapping[str, list[tuple[str, Doc]]]
    points: dict[str, list[Point]]


_sorted: list[_Sorted] = []
"""Of the last board asked about: a table that has not changed is the same object."""


def ordered(indicators: Mapping[str, Doc]) -> dict[str, Doc]:
    """A card's indicators with those last that only balance others."""
    return dict(sorted(indicators.items(), key=lambda pair: bool(pair[1].get("balances"))))


def in_brief(board: Snapshot) -> Mapping[str, tuple[float, ...]]:
    """The values of each card's first indicator with three readings or more, in time order, by card.

    Kept for the last board asked about: a table that has not changed is the same object.
    """
    indicators, readings = board.table("indicators"), board.table("readings")
    if not indicators or not readings:
        return {}
    if _brief and _brief[0][0] is indicators and _brief[0][1] is readings:
        return _brief[0][2]
    found: dict[str, tuple[float, ...]] = {}
    oldest = {id: indicators[id] for id in sorted(indicators, key=lambda id: (len(id), id))}
    for id, indicator in ordered(oldest).items():
        card = str(indicator.get("card"))
        if card not in found and len(known := points(board, id)) >= ENOUGH_IN_BRIEF:
            found[card] = tuple(point.value for point in known)
    _brief[:] = [(indicators, readings, found)]
    return found


_brief: list[tuple[Mapping[str, Doc], Mapping[str, Doc], Mapping[str, tuple[float, ...]]]] = []
