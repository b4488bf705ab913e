"""A kind reminder: a comment on a card that is put to somebody, and stands on their Min sida till they have answered.

It asks how it goes and offers help; it counts nothing and sets nobody a time (method.md P8, P14). Whatever the one
who was asked then writes on the card is an answer. A reminder is not that something happens: see board.marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from board import text
from board.context import Command, Context, card_doc, person
from board.errors import Problem
from board.marks import BESIDE
from board.method.parts import hung_on
from board.ports import Change, Doc, Draft, Snapshot
from board.rules import is_open
from board.values import moment

TABLE = "comments"


class Reminder(NamedTuple):
    """A question put to somebody. id: the comment's. by: who asks."""

    id: str
    card: str
    by: str
    text: str
    created: str


def remind(id: str, to: Sequence[str], words: str) -> Command:
    """Put a question about a card to one or more persons.

    Raises:
        Problem: `empty_text`, `nobody_to_ask` where `to` is empty, `unknown` card or person.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card_doc(context, id)
        said = text.body(words, "comment")
        if not said:
            raise Problem("empty_text", field="comment")
        asked = list(dict.fromkeys(person(ref, context.org) for ref in to))
        if not asked:
            raise Problem("nobody_to_ask")
        cells: dict[str, Any] = {"card": id, "text": said, "created": context.stamp, "by": context.me}
        cells |= {f"to/{ref}": True for ref in asked}
        return [Draft("remind", (Change(TABLE, context.new_id(), cells),))]

    return decide


_held: list[tuple[Mapping[str, Doc], tuple[str, ...]]] = []
"""The reminders among the comments last read: a table that has not changed is the same object."""


def _all(board: Snapshot) -> Iterator[tuple[str, Doc]]:
    """Every reminder of a board, answered or not."""
    docs = board.table(TABLE)
    held = _held[0] if _held else None
    if held is None or held[0] is not docs:
        held = docs, tuple(id for id, doc in docs.items() if isinstance(doc.get("to"), list))
        _held[:] = [held]
    return ((id, docs[id]) for id in held[1])


def waiting(board: Snapshot) -> Mapping[str, date]:
    """The cards with a reminder that nobody who was asked has answered, and the day of the latest one."""
    found: dict[str, date] = {}
    for _id, doc in _all(board):
        card, at = str(doc.get("card") or ""), moment(doc.get("created"))
        if at is not None and not _is_answered(board, card, doc, doc["to"]):
            found[card] = max(at.date(), found.get(card, date.min))
    return found


def put_to(board: Snapshot, mine: Collection[str]) -> list[Reminder]:
    """What has been put to a person (`mine` their references) and they have not answered, newest first."""
    found = []
    for id, doc in _all(board):
        card = str(doc.get("card") or "")
        if not {*doc["to"]} & {*mine} or not is_open(board.get("cards", card) or {"state": "gone"}):
            continue
        if not _is_answered(board, card, doc, mine):
            found.append(_reminder(id, doc))
    return sorted(found, key=lambda one: (one.created, one.id), reverse=True)


def _reminder(id: str, doc: Doc) -> Reminder:
    given = (str(doc.get(name) or "") for name in ("card", "by", "text", "created"))
    return Reminder(id, *given)


def _is_answered(board: Snapshot, card: str, asked: Doc, whose: Collection[str]) -> bool:
    """Whether one who was asked has written anything on the card since, in any way."""
    since = str(asked.get("_at") or asked.get("created") or "")
    docs = [board.get("cards", card) or {}]
    for table in BESIDE:
        docs += hung_on(board, table, card).values()
    return any(doc.get("_by") in whose and str(doc.get("_at") or "") > since for doc in docs)
