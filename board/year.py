"""The unit's year: what comes back in it and whether it has been done, the team's own checklist, the year's points.

The year has the four steps of the management system (method.md 1.4). What a wheel starts with is the rhythms that the
source names (method.md 3); the unit changes them as it likes. Checklists are the team's own: nothing is written for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from board.method.kinds_of_unit import STAGES
from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from board.values import day_in, moment

MONTHS = {"two_years": 24, "year": 12, "half": 6, "quarter": 3, "month": 1}
"""Months between, for each of EVERY."""
LATE_DAYS = 60
"""How many days after its month something is still asked about (ours)."""
NEAR_DAYS = 31
"""How many days before the end of its month something is near (ours)."""
STARTING: tuple[tuple[str, str, int, str], ...] = (
    ("redo", "analyse", 9, "year"),
    ("october", "analyse", 10, "year"),
    ("local_goals", "enable", 11, "year"),
    ("plan", "enable", 12, "year"),
    ("competence", "enable", 1, "year"),
    ("quarterly", "carry_out", 1, "quarter"),
    ("control", "follow_up", 5, "year"),
    ("story", "follow_up", 2, "year"),
)
"""What a wheel may start with: (name, step, month, how often). October, December, four times a year and once a year are
the source's; which month the yearly ones have is ours, and every unit sets its own."""
THEMES = ("documentation", "improvement", "environment", "hygiene")
"""Themes of self-checks that the source names. Offered as headings, never with anything under them."""


def year_in(doc: Doc, name: str = "year") -> int | None:
    """A year that a document holds; None where it is none."""
    value = doc.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if date.min.year < value < date.max.year else None


# --- the wheel


class Spot(NamedTuple):
    """A month that something has in a year.

    state: `done`, `now` (its month is this one), `ahead`, `passed` (nobody said that it is done) or `before`: passed,
    and it was not in the wheel then.
    done: the ids of what says that it is done, the latest first.
    """

    year: int
    month: int
    state: str
    done: tuple[str, ...] = ()

    @property
    def last(self) -> date:
        """The month's last day."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)


class Entry(NamedTuple):
    """Something in the wheel, with its months of the year asked about.

    awaited: the one that is to be done next, whatever year it is in: a month that has just passed, else the next; None
    where it has no month.
    """

    id: str
    doc: Doc
    spots: tuple[Spot, ...]
    awaited: Spot | None

    @property
    def stage(self) -> str:
        """Its step; "" for none."""
        said = self.doc.get("stage")
        return str(said) if said in STAGES else ""


def months_of(doc: Doc) -> tuple[int, ...]:
    """The months, 1 to 12 in order, that something comes in, in a year that it comes; none where none is set."""
    said = str(doc.get("month") or "")
    first = int(said) if said.isascii() and said.isdigit() and 1 <= int(said) <= 12 else 0
    step = MONTHS.get(str(doc.get("every") or "year"), 12)
    return tuple(sorted((first - 1 + n) % 12 + 1 for n in range(0, 12, step))) if first else ()


def comes_in(doc: Doc, year: int) -> bool:
    """Whether something comes in a year: always, but for what comes every second year. That counts from the year that
    somebody chose, else from the first of its months after it came into the wheel."""
    if doc.get("every") != "two_years":
        return True
    first = year_in(doc, "from_year")
    if first is None:
        made, months = moment(doc.get("created")), months_of(doc)
        if made is None or not months:
            return True
        first = made.year + (made.month > months[0])
    return (year - first) % 2 == 0


def counts_for(day: date, doc: Doc) -> tuple[int, int] | None:
    """(year, month) that something done on a day was done for: the nearest of its months, the one before of two.

    So the analysis of October that is done in November is October's, and one done in September, too.
    """
    at = day.year * 12 + day.month - 1
    months = months_of(doc)
    years = [year for year in range(day.year - 2, day.year + 3) if comes_in(doc, year)]
    near = [year * 12 + month - 1 for year in years for month in months]
    if not near:
        return None
    found = min(near, key=lambda one: (abs(one - at), one))
    return found // 12, found % 12 + 1


def wheel(board: Snapshot, year: int, today: date) -> tuple[Entry, ...]:
    """What is in the wheel, by step and then month, oldest first; what has ended is not."""
    dones = _dones(board)
    found = []
    for id, doc in parts_of(board, "yearly", "").items():
        if doc.get("ended"):
            continue
        months, own = months_of(doc), dones.get(id, {})
        done = _done_for(own, doc)
        made = moment(doc.get("created"))
        since = made.date() if made else today
        here = months if comes_in(doc, year) else ()
        spots = tuple(_spot(year, month, done, today, since) for month in here)
        found.append(Entry(id, doc, spots, _awaited(doc, done, today, since)))
    order = {stage: n for n, stage in enumerate((*STAGES, ""))}
    return tuple(sorted(found, key=lambda one: (order[one.stage], *months_of(one.doc)[:1])))


def _dones(board: Snapshot) -> dict[str, dict[str, date]]:
    """The days on which each was done, by the id of what says so."""
    found: dict[str, dict[str, date]] = {}
    for id, doc in parts_of(board, "yearly_done", "").items():
        if (day := day_in(doc, "on")) is not None:
            found.setdefault(str(doc.get("yearly") or ""), {})[id] = day
    return found


def _done_for(days: Mapping[str, date], doc: Doc) -> dict[tuple[int, int], tuple[str, ...]]:
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for id, day in sorted(days.items(), key=lambda pair: (pair[1], pair[0])):
        if (spot := counts_for(day, doc)) is not None:
            found[spot] = (id, *found.get(spot, ()))
    return found


_Done = Mapping[tuple[int, int], tuple[str, ...]]


def _spot(year: int, month: int, done: _Done, today: date, since: date) -> Spot:
    at, ids = (year, month), done.get((year, month), ())
    if ids:
        return Spot(year, month, "done", ids)
    if at >= (today.year, today.month):
        return Spot(year, month, "now" if at == (today.year, today.month) else "ahead")
    return Spot(year, month, "before" if at < (since.year, since.month) else "passed")


def _awaited(doc: Doc, done: _Done, today: date, since: date) -> Spot | None:
    """The first that is not done, from one that has just passed and was in the wheel then."""
    for year in range(today.year - 1, today.year + 4):
        for month in months_of(doc) if comes_in(doc, year) else ():
            spot = _spot(year, month, done, today, since)
            if spot.state in ("now", "ahead", "passed") and (today - spot.last).days <= LATE_DAYS:
                return spot
    return None


def near(board: Snapshot, today: date) -> tuple[Entry, ...]:
    """What is to be done now: its month is here, or passed lately without being marked; the earliest first."""
    found = [
        one
        for one in wheel(board, today.year, today)
        if one.awaited is not None and (one.awaited.last - today).days <= NEAR_DAYS
    ]
    return tuple(sorted(found, key=lambda one: (one.awaited.last if one.awaited else today, one.id)))


# --- the team's own checklist


class Checked(NamedTuple):
    """A line of the checklist with what was answered each year: (id of the answer, the answer)."""

    id: str
    doc: Doc
    answers: Mapping[int, tuple[str, Doc]]


class Checklist(NamedTuple):
    """themes: (theme, its lines) in the order that they were first written; "" has those without one, and is last.

    years: those with an answer and the one asked about, in order.
    """

    themes: tuple[tuple[str, tuple[Checked, ...]], ...]
    years: tuple[int, ...]

    @property
    def lines(self) -> tuple[Checked, ...]:
        return tuple(line for _theme, lines in self.themes for line in lines)

    def count(self, year: int, answer: str = "") -> int:
        """How many lines have that answer in a year, or any."""
        return sum(
            1
            for one in self.lines
            if (found := one.answers.get(year)) and (not answer or found[1].get("answer") == answer)
        )


def checklist(board: Snapshot, year: int) -> Checklist:
    """The lines in use, and those that have ended but were answered in the year. Of two answers to the same line in a
    year the latest holds."""
    answers: dict[str, dict[int, tuple[str, Doc]]] = {}
    docs = parts_of(board, "control_answer", "")
    for id in sorted(docs, key=lambda id: (str(docs[id].get("on") or ""), len(id), id)):
        of = year_in(docs[id])
        if of is not None:
            answers.setdefault(str(docs[id].get("control") or ""), {})[of] = (id, docs[id])
    themes: dict[str, list[Checked]] = {}
    years = {year}
    for id, doc in parts_of(board, "control", "").items():
        mine = answers.get(id, {})
        if doc.get("ended") and year not in mine:
            continue
        years |= set(mine)
        theme = " ".join(str(doc.get("theme") or "").split())
        themes.setdefault(theme, []).append(Checked(id, doc, mine))
    ordered = sorted(themes, key=lambda theme: theme == "")
    return Checklist(tuple((theme, tuple(themes[theme])) for theme in ordered), tuple(sorted(years)))


# --- the year's points


def points_of(board: Snapshot, year: int) -> dict[str, Doc]:
    """The points that a year has, by id, oldest first."""
    return {id: doc for id, doc in parts_of(board, "year_point", "").items() if year_in(doc) == year}
