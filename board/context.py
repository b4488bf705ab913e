"""What a command is and what it may know, and how cards, persons and values are found and checked in all of them.

A command is a function from Context to drafts; the service applies it under the store's lock, so a rule is always
asked about the board as it is when the change is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from board import rank, text
from board.codes import KINDS, PERSON_FIELDS, SET_FIELDS, SETTABLE, TEXT_FIELDS
from board.errors import Problem
from board.ports import Doc, Draft, Snapshot


class Context(NamedTuple):
    """What a command may know: the newest board, the organisation, who acts and when, and fresh ids.

    here: the board's id. reason: why somebody does what is another's to do, where they were asked; board.rights.
    """

    board: Snapshot
    org: Snapshot
    me: str
    now: datetime
    new_id: Callable[[], str]
    here: str = ""
    reason: str | None = None

    @property
    def stamp(self) -> str:
        return self.now.isoformat(timespec="seconds")

    @property
    def landing(self) -> str:
        return rank.landing(int(self.now.timestamp() * 1000))


Command: TypeAlias = Callable[[Context], Sequence[Draft]]


def escape(element: str) -> str:
    """An element's name as part of a cell key."""
    return element.replace("~", "~0").replace("/", "~1")


def near(given: str, known: Sequence[str]) -> tuple[str, ...]:
    """Known words that look like what was given."""
    from difflib import get_close_matches

    return tuple(get_close_matches(given, known, n=3, cutoff=0.5))


def card_doc(context: Context, id: str) -> Doc:
    """The card, or Problem: `deleted` where somebody has deleted it, `unknown` where there is none."""
    card = context.board.get("cards", id)
    if card is None:
        code = "deleted" if ("cards", id) in context.board.deleted else "unknown"
        raise Problem(code, what="card", given=id)
    return card


def checked(field: str, value: Any, org: Snapshot) -> Any:
    """A field's value as it may be stored; None clears it.

    Raises:
        Problem: `unknown_field` with near names, `empty_title`, `too_long`, `unknown` person or kind, `bad_date`.
    """
    if field not in SETTABLE:
        raise Problem("unknown_field", near(field, (*SETTABLE, *SET_FIELDS)), field=field[:40])
    if field == "title":
        return text.title(str(value or ""))
    if value is None or value == "":
        return None
    if field in TEXT_FIELDS:
        return text.body(str(value), field) or None
    if field in PERSON_FIELDS:
        return person(str(value), org)
    if field == "kind":
        if value not in KINDS:
            raise Problem("unknown", near(str(value), KINDS) or KINDS, what="kind", given=str(value)[:40])
        return value
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Problem("bad_date", given=str(value)[:40]) from None


def person(ref: str, org: Snapshot) -> str:
    """A person's reference, given it or the readable id; of one that went into another, the other's (board.same).

    Where two have the readable id, as when they were made at two hosts, it is that of the first who was made.
    Raises Problem `unknown` with near ids.
    """
    from board.ids import document_id, public_id
    from board.same import same

    found = document_id(ref)
    if found is not None and org.get("people", found) is not None:
        return same(org, ref)
    handles: dict[str, str] = {}
    for id, doc in sorted(org.table("people").items(), key=lambda pair: (len(pair[0]), pair[0])):
        handles.setdefault(str(doc.get("handle")), id)
    wanted = ref.strip().lower()
    if wanted in handles:
        return same(org, public_id(handles[wanted]))
    raise Problem("unknown", near(wanted, list(handles)), what="person", given=ref[:40])


def as_stored(seen: Any) -> Any:
    """What somebody saw in a field, as the document has it."""
    if isinstance(seen, date):
        return seen.isoformat()
    return None if seen == "" else seen
