"""Events: what went otherwise than it should, what somebody outside says, what went unusually well.

A line that takes seconds to write, then sorted: worked with on a card, read and answered, or kept as a good example.
The statutory reports (lex Sarah, vårdskada) have a system of their own; here is at most their reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from board.codes import TEXT_LIMIT, TITLE_LIMIT
from board.commands import new_card
from board.context import Command, Context
from board.errors import Problem
from board.method.parts import parts_of
from board.ports import Change, Doc, Draft, Snapshot
from board.query import Query
from board.query_checks import worded
from board.rules import is_open
from board.values import day_in, monday_of

TABLE = "events"
RECENT_DAYS = 90
MANY = 3
"""So many on one routine in so many days are worth working with as one (threshold ours, method.md 1.24)."""
GOOD_SORT, GOOD_CATEGORY = "positive", "praise"
WORDS = ("text", "consequence", "answer", "reference")
"""Where words are looked for on an event."""
CARD_KINDS: Mapping[str, str] = {"deviation": "handelse", "view": "synpunkt", "positive": "gott_exempel"}
"""The kind of card that an event becomes."""


def is_unsorted(doc: Doc) -> bool:
    """Whether it waits for somebody to say what is to come of it."""
    return doc.get("status") in (None, "new")


def is_good(doc: Doc) -> bool:
    """Whether it tells of something good, which is nothing against a routine."""
    return doc.get("sort") == GOOD_SORT or (
        doc.get("sort") == "view" and doc.get("category") == GOOD_CATEGORY
    )


def day_of(doc: Doc) -> date | None:
    """When it happened."""
    return day_in(doc, "on")


def newest_first(docs: Mapping[str, Doc]) -> list[str]:
    """Ids by the day of the event, the latest first."""
    return sorted(docs, key=lambda id: (str(docs[id].get("on") or ""), len(id), id), reverse=True)


def unsorted(board: Snapshot) -> tuple[str, ...]:
    """The ids of events that wait to be sorted, the oldest first."""
    docs = parts_of(board, "event", "")
    return tuple(id for id in reversed(newest_first(docs)) if is_unsorted(docs[id]))


def found(board: Snapshot, asked: Query) -> tuple[str, ...]:
    """The ids of events that have what a search asks for, the latest first: all its words, and its kind as the kind of
    card that such an event becomes. None where nothing is asked for or something that only a card has."""
    words = asked.words
    if not (words or asked.kind) or asked != Query(
        text=asked.text, kind=asked.kind, loose=asked.loose, unknown=asked.unknown
    ):
        return ()
    docs = board.table(TABLE)
    texts = {id: "\n".join(str(doc[name]) for name in WORDS if doc.get(name)) for id, doc in docs.items()}
    has = worded(words, {}, texts, asked.loose, asked.free)
    return tuple(id for id in newest_first(docs) if asked.kind in (None, card_kind(docs[id])) and has(id, {}))


def card_kind(doc: Doc) -> str:
    """The kind of card that an event becomes."""
    return CARD_KINDS.get(str(doc.get("sort") or "deviation"), "handelse")


def that_led_to(board: Snapshot, card: str) -> tuple[str, ...]:
    """The events that a card comes of, the latest first."""
    docs = {id: doc for id, doc in board.table(TABLE).items() if doc.get("led_to") == card}
    return tuple(newest_first(docs)) if docs else ()


class OfRoutine(NamedTuple):
    """The events against one routine, the latest first. recent: those of the last RECENT_DAYS.

    card: an open card that one of the recent led to. suggested: they are many and nobody works with them yet.
    """

    routine: str
    events: tuple[str, ...]
    recent: tuple[str, ...]
    card: str

    @property
    def many(self) -> bool:
        return len(self.recent) >= MANY

    @property
    def suggested(self) -> bool:
        return self.many and not self.card


def per_routine(board: Snapshot, today: date) -> tuple[OfRoutine, ...]:
    """Events against each routine that has any, most recent ones first. What went well is not counted."""
    docs = board.table(TABLE)
    routines = board.table("routines")
    found: dict[str, list[str]] = {}
    for id in newest_first(docs):
        routine = str(docs[id].get("routine") or "")
        if routine in routines and not is_good(docs[id]):
            found.setdefault(routine, []).append(id)
    first = today - timedelta(days=RECENT_DAYS)
    made = []
    for routine, ids in found.items():
        recent = [id for id in ids if (day := day_of(docs[id])) is not None and first < day <= today]
        cards = (str(docs[id].get("led_to") or "") for id in recent)
        card = next((one for one in cards if (at := board.get("cards", one)) and is_open(at)), "")
        made.append(OfRoutine(routine, tuple(ids), tuple(recent), card))
    return tuple(sorted(made, key=lambda one: (-len(one.recent), -len(one.events), one.routine)))


class Period(NamedTuple):
    """A week (from its Monday) or a month (from its first day), and the events in it, the latest first."""

    start: date
    events: tuple[str, ...]


def per_week(board: Snapshot, today: date, count: int = 12) -> tuple[Period, ...]:
    """The last `count` weeks, this one last; those without events, too."""
    this = monday_of(today)
    starts = [this - timedelta(weeks=n) for n in reversed(range(count))]
    return _periods(board, starts, monday_of)


def per_month(board: Snapshot, today: date, count: int = 12) -> tuple[Period, ...]:
    """The last `count` months, this one last; those without events, too."""
    at = today.year * 12 + today.month - 1
    starts = [date((at - n) // 12, (at - n) % 12 + 1, 1) for n in reversed(range(count))]
    return _periods(board, starts, lambda day: day.replace(day=1))


def _periods(board: Snapshot, starts: Sequence[date], start_of: Callable[[date], date]) -> tuple[Period, ...]:
    docs = board.table(TABLE)
    found: dict[date, list[str]] = {start: [] for start in starts}
    for id in newest_first(docs):
        day = day_of(docs[id])
        if day is not None and (start := start_of(day)) in found:
            found[start].append(id)
    return tuple(Period(start, tuple(ids)) for start, ids in found.items())


# --- commands


def to_card(ids: Iterable[str], title: str = "") -> Command:
    """One card in Förslag of one or several events, which are tied to it; one undo takes all of it back.

    Several need a `title`; their words stand in the card's problem.

    Raises:
        Problem: `unknown` event, `here_already` where an event is worked with on an open card already.
    """
    listed = tuple(ids)

    def decide(context: Context) -> Sequence[Draft]:
        docs = {id: _event(context, id) for id in listed}
        for doc in docs.values():
            at = context.board.get("cards", str(doc.get("led_to") or ""))
            if len(docs) == 1 and at is not None and is_open(at):
                raise Problem("here_already", title=str(at.get("title") or ""))
        said = [str(doc.get("text") or "").strip() for doc in docs.values()]
        plain = " ".join(said[0].split())
        name = (title or plain)[:TITLE_LIMIT]
        first = next(iter(docs.values()))
        about = [] if name == plain else said
        about += [str(doc.get("consequence") or "").strip() for doc in docs.values()]
        problem = "\n".join(one for one in about if one)[:TEXT_LIMIT]
        card = new_card(context, name, {"kind": _card_kind(docs.values(), first), "problem": problem})
        tied = [
            Change(TABLE, id, {"led_to": card.id, "status": "card"})
            for id, doc in docs.items()
            if not _is_worked_with(context, doc)
        ]
        return [Draft("add", (card, *tied))]

    return decide


def _event(context: Context, id: str) -> Doc:
    doc = context.board.get(TABLE, id)
    if doc is None:
        raise Problem(
            "deleted" if (TABLE, id) in context.board.deleted else "unknown", what="event", given=id
        )
    return doc


def _is_worked_with(context: Context, doc: Doc) -> bool:
    at = context.board.get("cards", str(doc.get("led_to") or ""))
    return at is not None and is_open(at)


def _card_kind(docs: Iterable[Doc], first: Doc) -> str:
    if all(is_good(doc) for doc in docs):
        return CARD_KINDS["positive"]
    return card_kind(first)
