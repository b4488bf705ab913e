"""Questions that come back, found from what has been: the endless, the bouncing and the seasonal (source 1.10).

They say something of the question, never of a person, and lead to another question: what would make it stay solved?
Too many of the endless wear a team out, so they are worth seeing early. Thresholds are ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from board import flow
from board.flow_trails import Step, Trail
from board.ports import Doc, Snapshot
from board.rules import is_open
from board.similar import LIKELY, similar
from board.values import moment

REOPENED = 3
"""From so many times that it was taken up again a question is endless (source: three)."""
BACK_DAYS = 56
"""Back within so many days after it ended, a question bounces (ours: eight weeks)."""
MOST_MONTHS = 4
"""A theme that has come in more of the year's months than this is not one of a season (ours)."""


class Recurring(NamedTuple):
    """code: endless, bouncing or seasonal.

    times: how often it has been taken up again; 0 for one that is endless since it has been open for so long.
    days: for a bouncing one how soon it came back. cause: one of kinds.CAME_BACK, empty till somebody has said which.
    like, title, year: for a seasonal one the card that it is like, what that is called, and when it came.
    """

    code: str
    times: int = 0
    days: int = 0
    cause: str = ""
    like: str = ""
    title: str = ""
    year: int = 0


def of_card(
    board: Snapshot, trail: Trail, today: date, times: Sequence[int] = (), themes: Themes | None = None
) -> tuple[Recurring, ...]:
    """What kind of question an open card is, if any, heaviest first.

    times: what the team's earlier cards took, ascending (flow.cycle_times). themes: `Themes(board)`, where many cards
    are asked about.
    """
    doc = board.get("cards", trail.card)
    if doc is None or not is_open(doc):
        return ()
    return (*_back(doc, trail, today, times), *(themes or Themes(board)).of(trail.card, doc))


def _back(doc: Doc, trail: Trail, today: date, times: Sequence[int]) -> Iterator[Recurring]:
    again = taken_up(trail)
    line, age = flow.percentile(times, flow.NEARLY_ALL), flow.age(trail, today)
    if len(again) >= REOPENED:
        yield Recurring("endless", len(again))
    elif line is not None and age > line:
        yield Recurring("endless", 0, age)
    days = again[-1] if again else None
    if days is not None and days <= BACK_DAYS:
        yield Recurring("bouncing", len(again), days, str(doc.get("came_back") or ""))


def taken_up(trail: Trail) -> list[int | None]:
    """How many days after it had ended a card was taken up again, each time; None where it was archived unfinished.
    What was parked has not ended."""
    found: list[int | None] = []
    ended: Step | None = None
    for step in trail.steps:
        if step.state in ("finished", "archived"):
            ended = ended if ended is not None and ended.state == "finished" else step
        elif ended is not None:
            found.append((step.day - ended.day).days if ended.state == "finished" else None)
            ended = None
    return found


class Themes:
    """Which of a board's cards came in which month, by label and by what they are about."""

    def __init__(self, board: Snapshot) -> None:
        self._came: dict[str, datetime] = {}
        self._titles: dict[str, tuple[str, str]] = {}
        self._tags: dict[str, list[str]] = defaultdict(list)
        for id, doc in board.table("cards").items():
            at = moment(doc.get("created"))
            if at is None:
                continue
            self._came[id] = at
            self._titles[id] = str(doc.get("title") or ""), str(doc.get("problem") or "")
            for tag in doc.get("tags") or ():
                self._tags[str(tag)].append(id)
        self._by_month: Mapping[int, list[str]] = self._months()

    def _months(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for id, at in self._came.items():
            found[at.month].append(id)
        return found

    def of(self, card: str, doc: Doc) -> Iterator[Recurring]:
        """The latest card of an earlier year's same month with the same theme."""
        came = self._came.get(card)
        if came is None:
            return
        earlier = [id for id in self._by_month[came.month] if self._came[id].year < came.year]
        if not earlier:
            return
        like = [id for id in earlier if id in self._with_tag_of(doc)] or self._about(card, earlier)
        if like:
            last = max(like, key=lambda id: (self._came[id], id))
            yield Recurring("seasonal", like=last, title=self._titles[last][0], year=self._came[last].year)

    def _with_tag_of(self, doc: Doc) -> set[str]:
        """The cards that share a label with this one, of labels that are not for the whole year."""
        found: set[str] = set()
        for tag in doc.get("tags") or ():
            cards = self._tags[str(tag)]
            if len({self._came[id].month for id in cards}) <= MOST_MONTHS:
                found.update(cards)
        return found

    def _about(self, card: str, earlier: Sequence[str]) -> list[str]:
        title = self._titles[card][0]
        found = similar(title, [(id, *self._titles[id]) for id in earlier])
        return [id for id, score in found if score >= LIKELY]
