"""The figures of a board's flow over a period, each with the cards behind it, and the series that are drawn.

What is counted from where: board/flow.py. A period runs from its first day to today, both included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from board.codes import COLUMNS, PHASES
from board.flow import age, days_taken
from board.flow_trails import Step, Trail, is_under_way
from board.values import monday_of

PROPOSALS, *WORKING = COLUMNS
"""Förslag, and the columns where work is under way."""
WEEK = 7
LONGEST = timedelta(days=20 * 365)
"""No period is longer, whatever a clock said."""


class Done(NamedTuple):
    """A finished card: the day, and the days it took."""

    day: date
    card: str
    days: int


class Week(NamedTuple):
    """An ISO week by its Monday, and the cards that were finished in it."""

    monday: date
    cards: tuple[str, ...]


class Stays(NamedTuple):
    """How long finished cards lay in a phase, all their visits together, ascending: (days, card). Days are from coming
    to leaving, so that one that left the day it came has 0."""

    phase: str
    stays: tuple[tuple[int, str], ...]


class Flow(NamedTuple):
    """How the work flows.

    first, today: the period, for what is finished; what is under way is of today.
    under_way: the cards that are, by phase (`plan` to `act`), the oldest first; their number is the WIP.
    ages: of the cards under way or waiting, in days, by card. Those whose start nobody knows are not there.
    parked, put_back: started, and set aside for later, or back in Förslag.
    done: the finished cards with a known start, in time order.
    unknown: those without.
    weeks: whole weeks of the period, in order; `this_week` is not over.
    stays: a Stays for each phase that any finished card has been in.
    """

    first: date
    today: date
    under_way: Mapping[str, tuple[str, ...]]
    ages: Mapping[str, int]
    parked: tuple[str, ...]
    put_back: tuple[str, ...]
    done: tuple[Done, ...]
    unknown: tuple[str, ...]
    weeks: tuple[Week, ...]
    this_week: tuple[str, ...]
    stays: tuple[Stays, ...]

    @property
    def wip(self) -> int:
        """How many cards are under way."""
        return sum(map(len, self.under_way.values()))

    @property
    def times(self) -> tuple[int, ...]:
        """The cycle times of the period in days, ascending."""
        return tuple(sorted(one.days for one in self.done))


def flow(trails: Mapping[str, Trail], today: date, since: date | None = None) -> Flow:
    """The figures of the cards finished from `since` to today, but not from before the board's first card was started;
    None is from that day."""
    ends = {id: trail.finished for id, trail in trails.items() if trail.finished is not None}
    beginning = min(max(_beginning(trails.values(), today), today - LONGEST), today)
    first = min(max(since or beginning, beginning), today)
    within = sorted((day, id) for id, day in ends.items() if first <= day <= today)
    done = tuple(Done(day, id, days) for day, id in within if (days := days_taken(trails[id])) is not None)
    ages = {
        id: age(trail, today)
        for id, trail in trails.items()
        if trail.started is not None and trail.finished is None and trail.now.state != "archived"
    }
    going = (id for id, trail in trails.items() if trail.finished is None)
    oldest = sorted(going, key=lambda id: (-ages.get(id, 0), id))
    weeks, this_week = _weeks(within, first, today, first == beginning)
    return Flow(
        first,
        today,
        {
            phase: tuple(id for id in oldest if trails[id].under_way and trails[id].now.phase == phase)
            for phase in WORKING
        },
        ages,
        tuple(id for id in oldest if trails[id].now.state == "parked" and _has_left(trails[id])),
        tuple(
            id
            for id in oldest
            if trails[id].now.state == "open" and trails[id].now.phase == PROPOSALS and _has_left(trails[id])
        ),
        done,
        tuple(id for _day, id in within if days_taken(trails[id]) is None),
        weeks,
        this_week,
        _stays(trails[one.card] for one in done),
    )


def _has_left(trail: Trail) -> bool:
    """Whether a card has ever been out of Förslag."""
    return any(step.phase != PROPOSALS for step in trail.steps)


def _beginning(trails: Iterable[Trail], today: date) -> date:
    """The day that the first card left Förslag, or came somewhere later."""
    return min(
        (step.day for trail in trails for step in trail.steps if step.phase != PROPOSALS), default=today
    )


def _weeks(
    ends: Sequence[tuple[date, str]], first: date, today: date, from_the_beginning: bool
) -> tuple[tuple[Week, ...], tuple[str, ...]]:
    """The whole weeks, and this one. Before a board's beginning there was nothing, so that its first week is whole."""
    monday = monday_of(first)
    if not from_the_beginning and monday < first:
        monday += timedelta(days=WEEK)
    this = monday_of(today)
    found: dict[date, list[str]] = {
        monday + timedelta(days=n): [] for n in range(0, max((this - monday).days, 0), WEEK)
    }
    now = []
    for day, card in ends:
        if day >= this:
            now.append(card)
        elif (of := monday_of(day)) in found:
            found[of].append(card)
    return tuple(Week(week, tuple(cards)) for week, cards in found.items()), tuple(now)


def _stays(trails: Iterable[Trail]) -> tuple[Stays, ...]:
    found: dict[str, list[tuple[int, str]]] = {phase: [] for phase in WORKING}
    for trail in trails:
        days: dict[str, int] = {}
        for step, following in zip(trail.steps, trail.steps[1:], strict=False):
            if is_under_way(step):
                days[step.phase] = days.get(step.phase, 0) + (following.day - step.day).days
        for phase, stayed in days.items():
            found[phase].append((stayed, trail.card))
    return tuple(Stays(phase, tuple(sorted(stays))) for phase, stays in found.items() if stays)


class Bands(NamedTuple):
    """How many cards there were in each phase at the end of each day of a period, for a cumulative flow diagram.

    counts: `plan` to `act`, what was under way there; `done`, what was finished since the period began and still was.
    """

    first: date
    counts: Mapping[str, tuple[int, ...]]


def bands(trails: Iterable[Trail], first: date, today: date) -> Bands:
    """Each day from `first` to `today`."""
    days = max((today - first).days, 0) + 1
    changes = {phase: [0] * (days + 1) for phase in (*WORKING, PHASES[-1])}

    def add(phase: str, start: date, end: date | None) -> None:
        at = min(max((start - first).days, 0), days)
        until = days if end is None else min(max((end - first).days, 0), days)
        if at < until:
            changes[phase][at] += 1
            changes[phase][until] -= 1

    for trail in trails:
        for start, end, phase in _spells(trail.steps):
            if phase in WORKING or start >= first:
                add(phase, start, end)
    return Bands(first, {phase: tuple(accumulate(change[:-1])) for phase, change in changes.items()})


def _spells(steps: Sequence[Step]) -> list[tuple[date, date | None, str]]:
    """The times that a card was under way in a phase, or finished: (from, to, phase), `to` not included."""
    found: list[tuple[date, date | None, str]] = []
    ended: date | None = None
    for place, step in enumerate(steps):
        if step.state == "archived" and ended is not None:
            continue  # finished, and put in the archive
        if ended is not None and step.state != "finished":
            found.append((ended, step.day, PHASES[-1]))
            ended = None
        if step.state == "finished":
            ended = ended or step.day
        elif is_under_way(step):
            end = steps[place + 1].day if place + 1 < len(steps) else None
            found.append((step.day, end, step.phase))
    if ended is not None:
        found.append((ended, None, PHASES[-1]))
    return found


def longer_than(flow: Flow, days: int) -> tuple[str, ...]:
    """The finished cards that took more days, the longest first."""
    return tuple(one.card for one in sorted(flow.done, key=lambda one: -one.days) if one.days > days)


def red_days_in(first: date, last: date) -> list[date]:
    """The Swedish red days of a period. They are only marked: every day counts."""
    from board.red_days import red_days

    return sorted(
        day for year in range(first.year, last.year + 1) for day in red_days(year) if first <= day <= last
    )
