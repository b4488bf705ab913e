"""What is given for a field of a part or a card, by hand or from a script, becomes what is stored."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from board import text
from board.context import Context, near, person
from board.errors import Problem
from board.ids import find
from board.method import kinds
from board.method.kinds import KINDS, Field, Kind
from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from board.swedish import fold

LARGEST = 1e300
"""Numbers beyond this cannot be reckoned with."""
REFERENCE_LIMIT = 40
"""A reference to the statutory system is a number of a case there: room for that, and not for what happened."""


def kind_called(name: str) -> Kind:
    """Raises Problem `unknown` with near kinds."""
    if name not in KINDS:
        raise Problem("unknown", near(name, list(KINDS)) or tuple(KINDS), what="part", given=name[:40])
    return KINDS[name]


def field_called(kind: Kind, name: str, card: str = "") -> Field:
    """The field of a part of `card` ("" for none). Raises Problem `unknown_field` with near names."""
    known = kind.asked(card)
    found = next((field for field in known if field.name == name), None)
    if found is None:
        names = [field.name for field in known]
        raise Problem("unknown_field", near(name, names) or tuple(names), field=name[:40])
    return found


def checked(field: Field, value: Any, context: Context, card: str = "") -> Any:
    """A value as it may be stored; None clears it. Sets are not stored as values: see `_elements`.

    Raises:
        Problem: `unknown` choice, person or part, `bad_date`, `bad_number`, `too_long`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field.name == "reference":
        return text.line(str(value), field.name, REFERENCE_LIMIT) or None
    if field.type in (kinds.LINE, kinds.WORDS):
        return text.line(str(value), field.name) or None
    if field.type == kinds.TEXT:
        return text.body(str(value), field.name) or None
    if field.type in (kinds.CHOICE, kinds.CHOICES):
        if value not in field.choices:
            hints = near(str(value), field.choices) or field.choices
            raise Problem("unknown", hints, what=field.name, given=str(value)[:40])
        return value
    if field.type in (kinds.PERSON, kinds.PEOPLE):
        return person(str(value), context.org)
    if field.type == kinds.FLAG:
        return True if value else None
    if field.type in (kinds.LINK, kinds.LINKS, kinds.GOAL):
        return find_part(str(value), linkable(field, context.board, context.org, card), field.to or "goal")
    if field.type == kinds.CARD:
        cards = context.board.table("cards")
        return str(value) if str(value) in cards else find(str(value), cards)
    if field.type == kinds.DAY:
        return _day(value)
    return _number(value, field)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Problem("bad_date", given=str(value)[:40], reason="not_understood") from None


def _number(value: Any, field: Field) -> float | int:
    try:
        if isinstance(value, str):
            value = (
                value.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
            )
        number = float(value)
    except (ValueError, TypeError, OverflowError):
        raise Problem("bad_number", field=field.name, given=str(value)[:40]) from None
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise Problem("bad_number", field=field.name, given=str(value)[:40])
    if field.type == kinds.SCALE and number not in (1, 2, 3, 4):
        raise Problem("bad_number", field=field.name, given=str(value)[:40], low=1, high=4)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def linkable(field: Field, board: Snapshot, org: Snapshot, card: str) -> Mapping[str, Doc]:
    """What a field of a part of `card` ("" for none) can point at, oldest first."""
    if field.type == kinds.CARD:
        return board.table("cards")
    to = KINDS[field.to or "goal"]
    if to.home != "org" and (card or to.home == "board"):
        return parts_of(board, to.name, card if to.home == "card" else "")
    docs = (org if to.home == "org" else board).table(to.table)
    return {id: docs[id] for id in sorted(docs, key=lambda id: (len(id), id))}


def check_not_under_itself(kind: Kind, id: str, cells: Mapping[str, Any], docs: Mapping[str, Doc]) -> None:
    """A link to a part of the same kind that leads back to the part itself is refused.

    Raises:
        Problem: `under_itself` with `field`.
    """
    for name in cells:
        field = kind.field(name)
        if field is None or field.type != kinds.LINK or field.to != kind.name:
            continue
        seen: set[str] = set()
        at = str(cells[name] or "")
        while at in docs and at != id and at not in seen:
            seen.add(at)
            at = str(docs[at].get(name) or "")
        if at == id:
            raise Problem("under_itself", field=name)


def find_part(given: str, docs: Mapping[str, Doc], what: str) -> str:
    """A part by its document id, its number among its kind, its first words, or the beginning of its public id.

    Raises:
        Problem: `unknown`, `ambiguous`, both with `what` the kind.
    """
    if given in docs:
        return given
    if given.isdigit() and 0 < int(given) <= len(docs) and len(given) < 4:
        return list(docs)[int(given) - 1]
    wanted, lead = fold(given.strip()), KINDS[what].lead
    said = {id: fold(str(doc.get(lead) or "")) for id, doc in docs.items()} if wanted else {}
    named = [id for id, words in said.items() if words.startswith(wanted)]
    named = [id for id in named if said[id] == wanted] or named
    if len(named) == 1:
        return named[0]
    try:
        return find(given, docs)
    except Problem as problem:
        code, hints = problem.code, problem.hints
        if named:
            code, hints = "ambiguous", tuple(str(docs[id].get(lead))[:40] for id in named[:5])
        raise Problem(code, hints, what=what, given=given[:40]) from None


def listed(value: Any) -> list[Any]:
    """The elements of a set as it may be given: a list, a text with commas, or one element by itself."""
    if value is None:
        return []
    if isinstance(value, str):
        return [one.strip() for one in value.split(",") if one.strip()]
    return list(value) if isinstance(value, Iterable) else [value]


def understood(typed: str) -> dict[str, Any]:
    """What a reading means, as cells beside what was typed.

    Raises:
        Problem: `bad_reading`, as readings.understand.
    """
    from board.method.readings import understand

    found = understand(typed)
    return {
        "value": found.value,
        "low": found.low if found.low != found.value else None,
        "high": found.high if found.high != found.value else None,
        "sort": found.kind if found.kind != "exact" else None,
    }


def held(value: Any) -> Any:
    """What a field holds; an empty one holds None, and a nought is not empty."""
    return None if value == "" or value is False else value
