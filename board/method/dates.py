"""The days that the method's parts set: routines to look over, answers awaited, visits, what to do and follow up.

One list that a calendar can be made of. What lies with people and roles (lifts) is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from board.marks import due_day
from board.method.parts import cycle_of
from board.ports import Doc, Snapshot
from board.rules import is_open
from board.values import day_in

CODES = (
    "review",
    "answer",
    "visit",
    "follow_up",
    "follow_action",
    "activity",
    "experiment_start",
    "experiment_end",
    "target",
    "goal",
    "yearly",
)
"""What a day is for, the order of those on one day."""
REVIEW_DAYS = 90
"""When a new routine is looked over, if nothing else is said (ours)."""
_FRIDAY = 4


class Review(NamedTuple):
    """A routine whose day to be looked over has come and that nobody has looked over since.

    card: empty for a routine of the unit itself.
    days: how many days ago it was, 0 for today. checked: the last check of it and its answer, if there has been any.
    """

    id: str
    card: str
    day: date
    days: int
    checked: date | None
    answer: str


class Day(NamedTuple):
    """A day that something has. `kind` and `id` are the part, or (kind "") the card.

    late: it has passed and what it was for is still awaited. A day that only tells of something is never late.
    board: the board that the card lies on, where it is another than the one asked about.
    """

    day: date
    code: str
    kind: str
    id: str
    card: str
    late: bool
    board: str = ""


def first_review(today: date) -> date:
    """The day proposed for looking over a routine made today: a weekday, REVIEW_DAYS away or the Monday after."""
    day = today + timedelta(REVIEW_DAYS)
    return day + timedelta(max(7 - day.weekday(), 0)) if day.weekday() > _FRIDAY else day


def due_reviews(board: Snapshot, today: date) -> tuple[Review, ...]:
    """The routines to look over now ("följs rutinen?"), the oldest day first."""
    return tuple(
        sorted((one for one in _reviews(board, today) if one.days >= 0), key=lambda one: (one.day, one.id))
    )


def last_checks(board: Snapshot) -> dict[str, Doc]:
    """The latest answer to whether a routine is followed, by routine."""
    checks: dict[str, Doc] = {}
    for doc in board.table("routine_checks").values():
        of = str(doc.get("routine"))
        if day_in(doc, "on") and (of not in checks or str(doc["on"]) >= str(checks[of]["on"])):
            checks[of] = doc
    return checks


def _reviews(board: Snapshot, today: date) -> Iterator[Review]:
    """Every routine in force with a day that no check has answered on it or later; `days` is negative before it."""
    checks = last_checks(board)
    for id, doc in board.table("routines").items():
        day, card = day_in(doc, "review"), str(doc.get("card") or "")
        if day is None or doc.get("ended") or (card and board.get("cards", card) is None):
            continue
        last = checks.get(id, {})
        checked = day_in(last, "on")
        if checked is None or checked < day:
            yield Review(id, card, day, (today - day).days, checked, str(last.get("answer") or ""))


def dates_of(board: Snapshot, org: Snapshot, today: date, name: str = "") -> tuple[Day, ...]:
    """Every day that is set on a board, past days only where something is still awaited; in time order.

    `name` is the board's, so that what is lifted to it is there; lifts from its own cards always are.
    """
    found = [
        Day(one.day, "review", "routine", one.id, one.card, one.days > 0) for one in _reviews(board, today)
    ]
    found += _lifts(board, org, today, name)
    found += _of_cards(board, today)
    found += _of_parts(board, today)
    for id, doc in board.table("goals").items():
        day = day_in(doc, "target_by")
        if day is not None and day >= today and not doc.get("ended"):
            found.append(Day(day, "goal", "goal", id, "", False))
    found += _yearly(board, today)
    return tuple(sorted(found, key=lambda one: (one.day, CODES.index(one.code), one.id)))


def _yearly(board: Snapshot, today: date) -> Iterator[Day]:
    """What is awaited next of the unit's year wheel, on the last day of its month."""
    if board.table("yearlies"):
        from board.year import wheel

        for one in wheel(board, today.year, today):
            if one.awaited is not None:
                day = one.awaited.last
                yield Day(day, "yearly", "yearly", one.id, "", day < today)


def _lifts(board: Snapshot, org: Snapshot, today: date, name: str) -> Iterator[Day]:
    """Lifts that wait for an answer: from this board's cards, and to this board."""
    for id, doc in org.table("lifts").items():
        day, card = day_in(doc, "answer_by"), str(doc.get("card"))
        if day is None or doc.get("answer"):
            continue
        if board.get("cards", card) is not None:
            yield Day(day, "answer", "lift", id, card, day < today)
        elif name and doc.get("to_board") == name:
            yield Day(day, "answer", "lift", id, card, day < today, str(doc.get("board") or ""))


def _of_cards(board: Snapshot, today: date) -> Iterator[Day]:
    for id, doc in board.table("cards").items():
        day = due_day(doc) if is_open(doc) else None
        if day is not None:
            yield Day(day, "follow_up", "", id, id, day < today)


def _of_parts(board: Snapshot, today: date) -> Iterator[Day]:
    """What belongs to the unit itself, and to cards that are worked with: one finished or set aside sets no days."""
    cards, now = board.table("cards"), today.isoformat()
    for table, field, code, kind in (
        ("activities", "due", "activity", "activity"),
        ("actions", "follow_on", "follow_action", "action"),
        ("dialogues", "visit", "visit", "dialogue"),
        ("experiments", "start", "experiment_start", "experiment"),
        ("experiments", "end", "experiment_end", "experiment"),
        ("indicators", "target_by", "target", "indicator"),
    ):
        awaited = code in ("activity", "follow_action")
        for id, doc in board.table(table).items():
            if not doc.get(field) or (not awaited and str(doc[field]) < now):
                continue
            card = str(doc.get("card") or "")
            of = cards.get(card) if card else {}  # a measure of the unit has none
            if of is None or not is_open(of) or _is_over(code, doc, of):
                continue
            day = day_in(doc, field)
            if day is not None and (awaited or day >= today):
                yield Day(day, code, kind, id, card, awaited and day < today)


def _is_over(code: str, doc: Doc, card: Doc) -> bool:
    """Whether it is done, set aside, or of an earlier try. A promise to come and see stands."""
    if code == "activity":
        return bool(doc.get("done"))
    if code == "follow_action":
        return doc.get("status") in ("followed_up", "evaluated", "parked")
    if code in ("experiment_start", "experiment_end"):
        return cycle_of(doc) < cycle_of(card)
    return False
