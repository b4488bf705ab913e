"""What a card wants eyes on: two versions, late, due, standing still, over the limit, a skipped step.

Codes, never words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from heapq import nsmallest
from typing import NamedTuple

from board import stall
from board.codes import COLUMNS, RHYTHM_DAYS
from board.ports import Doc, Event, Snapshot
from board.rules import follow_up, is_open, limit_of

NEW_DAYS = 2
"""A proposal is told as new for this many days."""
_WEIGHT = (
    "versions", "late", "today", "lift_answered", "lift_late", "still_long", "still", "over", "skipped", "due",
    "lift_waits", "new",
)  # fmt: skip


class Mark(NamedTuple):
    """`code`: versions, late, today, lift_answered, lift_late, still_long, still, over, due, skipped, lift_waits, new;
    `days` where it counts them."""

    code: str
    days: int = 0


def due_day(card: Doc) -> date | None:
    """The day that a card waits to be followed up, see board.rules.follow_up; of an activity when it is to be done."""
    try:
        return date.fromisoformat(follow_up(card))
    except ValueError:
        return None


def marks(
    card: Doc,
    now: datetime,
    active: str | None = None,
    over: bool = False,
    versions: bool = False,
    lift: Mark | None = None,
    rhythm_days: int = RHYTHM_DAYS,
) -> list[Mark]:
    """The marks of an open card, heaviest first; others carry none but that they have two versions.

    `active` is when something last happened beside the card itself, see `last_activity`.
    `lift` is what its lifts have to tell, see board.method.lifts. `rhythm_days` is how often the board meets.
    """
    found = [Mark("versions")] if versions else []
    if not is_open(card):
        return found
    due = due_day(card)
    if due is not None:
        away = (due - now.date()).days
        found.append(Mark("late", -away) if away < 0 else Mark("today") if away == 0 else Mark("due", away))
    still = stall.days_still(card, now, active)
    if code := stall.code_of(still, rhythm_days):
        found.append(Mark(code, still))
    if lift is not None:
        found.append(lift)
    if over:
        found.append(Mark("over"))
    if card.get("skips"):
        found.append(Mark("skipped"))
    noted = {"created": card.get("created") or card.get("_at")}
    if card.get("phase") == "inbox" and not card.get("owner") and stall.days_still(noted, now) < NEW_DAYS:
        found.append(Mark("new"))
    return sorted(found, key=lambda mark: _WEIGHT.index(mark.code))


BESIDE = (
    "comments",
    "votes",
    "facts",
    "causes",
    "steps",
    "actions",
    "activities",
    "indicators",
    "amendments",
    "frictions",
    "involvements",
    "experiments",
    "logs",
    "readings",
    "routines",
    "routine_checks",
    "spreads",
    "dialogues",
    "risks",
    "lifts",
)
"""Tables whose documents hang on a card, so that something happens on the card when one is written or changed. Said
again and not taken from board.method.kinds, which a list of cards need not load; a test holds them together."""


def last_activity(board: Snapshot, org: Snapshot | None = None) -> dict[str, str]:
    """When something last happened beside each card: a comment, a vote, a part such as a reading. `org` has lifts."""
    latest: dict[str, str] = {}
    for table in BESIDE:
        docs = (org.table(table) if org else {}) if table == LIFTS else board.table(table)
        if docs:
            for card, at in _latest_in(table, docs).items():
                if at > latest.get(card, ""):
                    latest[card] = at
    return latest


def _latest_in(table: str, docs: Mapping[str, Doc]) -> Mapping[str, str]:
    """When each card was last touched in one table; a table that has not changed is the same object.

    A reminder (board.remind) asks that something happens, and is not that it does.
    """
    held = _latest.get(table)
    if held is None or held[0] is not docs:
        found: dict[str, str] = {}
        for doc in docs.values():
            if table == "comments" and doc.get("to"):
                continue
            card, at = str(doc.get("card")), str(doc.get("_at") or doc.get("created") or "")
            if at > found.get(card, ""):
                found[card] = at
        held = _latest[table] = docs, found
    return held[1]


_latest: dict[str, tuple[Mapping[str, Doc], Mapping[str, str]]] = {}
LIFTS = "lifts"


def comment_counts(board: Snapshot) -> Mapping[str, int]:
    """How many comments each card has; a card without any is not there."""
    return Counter(str(comment.get("card")) for comment in board.table("comments").values())


Came = tuple[str, str]
"""When a card came to its column, and its id: the order in which cards take a column's room."""
Ids = Callable[[str], Iterable[str]]
"""The open cards of a column."""
_LATEST: Came = ("\U0010ffff", "")


def last_with_room(board: Snapshot, ids: Ids | None = None) -> Mapping[str, Came]:
    """Of each column that is over its limit, the card that came last of those that have room; see `is_over`."""
    found = {phase: _last_in(board, phase, ids) for phase in COLUMNS}
    return {phase: last for phase, last in found.items() if last is not None}


def last_after(
    last: Mapping[str, Came], events: Iterable[Event], board: Snapshot, ids: Ids
) -> Mapping[str, Came]:
    """The same when something has happened.

    Only what changes among those that have room is looked for anew: a card that comes to a full column moves none of
    the others, and one that was over the limit leaves them as they are.
    """
    stale: set[str] = set()
    for event in events:
        if event.table == "board":
            stale.update(COLUMNS)
        elif event.table == "cards":
            stale |= {
                phase
                for card in (event.before, event.after)
                if card is not None and is_open(card) and (phase := str(card.get("phase"))) in COLUMNS
                if _came(event.id, card) <= last.get(phase, _LATEST)
            }
    found = {phase: _last_in(board, phase, ids) if phase in stale else last.get(phase) for phase in COLUMNS}
    return {phase: came for phase, came in found.items() if came is not None}


def is_over(id: str, card: Doc, last: Mapping[str, Came]) -> bool:
    """Whether a card came to its column when the column was full."""
    came = last.get(str(card.get("phase")))
    return came is not None and is_open(card) and _came(id, card) > came


def _last_in(board: Snapshot, phase: str, ids: Ids | None) -> Came | None:
    limit = limit_of(board, phase)
    if limit is None:
        return None
    cards = board.table("cards")
    there = ids(phase) if ids is not None else _open_in(cards, phase)
    first = nsmallest(limit + 1, (_came(id, cards[id]) for id in there))
    return first[limit - 1] if len(first) > limit else None


def _came(id: str, card: Doc) -> Came:
    return str(card.get("since") or ""), id


def _open_in(cards: Mapping[str, Doc], phase: str) -> list[str]:
    return [id for id, card in cards.items() if card.get("phase") == phase and is_open(card)]
