"""Rounds over time and side by side: what has changed since the baseline, when the next is due, how the units stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from board.readiness import Result, items_of
from board.readiness_rounds import REMINDER_MONTHS, Round, baseline_of
from board.readiness_verdict import Verdict

SAME = 0.25
"""A mean that moved less than this is told as unchanged: one person of four who moves one step."""
UP, DOWN, UNCHANGED = "up", "down", "same"


def direction(before: float | None, now: float | None) -> str | None:
    """UP, DOWN or UNCHANGED between two means; None where one of them is not there."""
    if before is None or now is None:
        return None
    moved = round(now - before, 9)
    return UNCHANGED if abs(moved) < SAME else UP if moved > 0 else DOWN


class Course(NamedTuple):
    """One item, or a group of items, through rounds: a mean for each round, None where nobody rated it.

    since_first, since_last: how the newest round's mean stands to the baseline's and to the one before it.
    """

    key: str
    means: tuple[float | None, ...]
    since_first: str | None
    since_last: str | None


class Comparison(NamedTuple):
    """Rounds of one form and scope, oldest first. groups: will and ability, or the climate's four; items: each item."""

    rounds: tuple[Round, ...]
    baseline: Round | None
    groups: tuple[Course, ...]
    items: tuple[Course, ...]


def compare(closed: Sequence[Round]) -> Comparison:
    """Closed rounds of one form and scope (readiness_rounds.series_of) over time. Open ones are left out."""
    rounds = tuple(one for one in closed if one.result is not None)
    results = [one.result for one in rounds if one.result is not None]
    first = baseline_of(rounds)
    at = rounds.index(first) if first else 0
    if not results:
        return Comparison((), None, (), ())
    items = items_of(rounds[-1].form)
    groups = dict.fromkeys(item.group for item in items.values())
    return Comparison(
        rounds,
        first,
        tuple(_course(group, [result.shown_mean(group) for result in results], at) for group in groups),
        tuple(
            _course(key, [result.tallies[place].shown_mean for result in results], at)
            for place, key in enumerate(items)
        ),
    )


def _course(key: str, means: Sequence[float | None], first: int) -> Course:
    several = len(means) > 1
    return Course(
        key,
        tuple(means),
        direction(means[first], means[-1]) if several and first < len(means) - 1 else None,
        direction(means[-2], means[-1]) if several else None,
    )


def next_due(last: date, months: int = REMINDER_MONTHS) -> date | None:
    """The day to do it again, `months` after the last time (31 January and one month is the last of February);
    None where there is no reminder."""
    if months <= 0:
        return None
    from dateutil.rrule import MONTHLY, rrule

    days = range(28, last.day + 1) if last.day > 28 else (last.day,)
    rule = rrule(
        MONTHLY, interval=months, bymonthday=list(days), bysetpos=-1, dtstart=_midnight(last), count=2
    )
    found = [moment.date() for moment in rule if moment.date() > last]
    return found[0]


def _midnight(day: date) -> datetime:
    """The day as dateutil wants it, which knows no days without a time."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no time zone


class Standing(NamedTuple):
    """How a unit stands. latest is None where it has no closed round; due is the day of the next, if there is one.

    since_first: how will and ability have moved since the baseline.
    """

    unit: str
    latest: Round | None
    verdict: Verdict | None
    rounds: int
    due: date | None
    overdue: bool
    will_since_first: str | None = None
    ability_since_first: str | None = None


class Common(NamedTuple):
    """An item in all units' latest rounds: the mean of their means, how many units rated it, and in how many of them
    it is among the three lowest."""

    key: str
    mean: float
    units: int
    lowest_in: int


class Overview(NamedTuple):
    """Many units: each one's standing in the order given, what they have in common (lowest first), who has not done it
    for as long as the reminder says, and how many stand in each category (by code)."""

    standings: tuple[Standing, ...]
    common: tuple[Common, ...]
    overdue: tuple[str, ...]
    categories: Mapping[str, int]


def overview(
    units: Mapping[str, Sequence[Round]],
    today: date,
    months: Mapping[str, int] | None = None,
    form: str = "readiness",
) -> Overview:
    """How units stand by their closed rounds of a form. `months` has the reminder of units with one of their own."""
    standings = []
    categories: dict[str, int] = {}
    latest: list[Result] = []
    for unit, rounds in units.items():
        after = (months or {}).get(unit, REMINDER_MONTHS)
        standing = _standing(unit, [one for one in rounds if one.result and one.form == form], today, after)
        standings.append(standing)
        if standing.latest is not None and standing.latest.result is not None:
            latest.append(standing.latest.result)
        if standing.verdict is not None:
            categories[standing.verdict.code] = categories.get(standing.verdict.code, 0) + 1
    return Overview(
        tuple(standings),
        _common(latest, form),
        tuple(standing.unit for standing in standings if standing.overdue),
        categories,
    )


def _standing(unit: str, closed: Sequence[Round], today: date, months: int) -> Standing:
    if not closed:
        return Standing(unit, None, None, 0, None, months > 0)
    last = closed[-1]
    due = next_due(last.day, months) if last.day else None
    first = baseline_of(closed)
    moved: list[str | None] = [None, None]
    if last.form == "readiness" and first and first.result and last.result and first.id != last.id:
        moved = [
            direction(first.result.shown_mean(group), last.result.shown_mean(group))
            for group in ("will", "ability")
        ]
    return Standing(
        unit, last, last.verdict, len(closed), due, due is not None and due <= today, moved[0], moved[1]
    )


def _common(results: Sequence[Result], form: str) -> tuple[Common, ...]:
    means: dict[str, list[float]] = {}
    lowest_in: dict[str, int] = {}
    for result in results:
        rated = [(mean, tally.key) for tally in result.tallies if (mean := tally.shown_mean) is not None]
        for mean, key in rated:
            means.setdefault(key, []).append(mean)
        third = sorted(mean for mean, _ in rated)[:3][-1:]
        for mean, key in rated:
            if third and mean <= third[0]:
                lowest_in[key] = lowest_in.get(key, 0) + 1
    order = {key: place for place, key in enumerate(items_of(form))}
    found = [
        Common(key, sum(listed) / len(listed), len(listed), lowest_in.get(key, 0))
        for key, listed in means.items()
    ]
    return tuple(sorted(found, key=lambda one: (round(one.mean, 9), order[one.key])))
