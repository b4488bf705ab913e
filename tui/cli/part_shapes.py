"""A card's parts, and the fields that the method adds to a card, as the objects that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from board.ids import public_id, short_ids
from board.method import kinds
from board.method.kinds import FIELDS_OF_CARD, KINDS, Field, Kind
from board.method.parts import ids_of
from board.ports import Doc, Snapshot
from tui.cli.shapes import Handles, mapping_of, text_of

UNDERSTOOD = ("value", "low", "high", "sort")
"""What a reading was understood as, beside what was typed."""
MADE = ("tested", "predicted", "cycle_began")
"""When the test began, and the try that the card is in."""


def public(id: object) -> str | None:
    """A document id as people write it; another value as it is."""
    text = str(id or "")
    return (public_id(text) if text.isdigit() and len(text) > 9 else text) or None


def value_of(field: Field, given: Any, handle: Handles) -> Any:
    """A stored value as scripts read it: persons by readable id, parts by public id, absent as null."""
    if field.type in kinds.SETS:
        listed = given if isinstance(given, list) else []
        if field.type == kinds.PEOPLE:
            return sorted(str(handle(one)) for one in listed)
        return [public(one) for one in listed] if field.type == kinds.LINKS else [str(one) for one in listed]
    if field.type == kinds.FLAG:
        return given is True
    if given is None or given == "":
        return None
    if field.type == kinds.PERSON:
        return handle(given)
    if field.type in (kinds.LINK, kinds.GOAL, kinds.CARD):
        return public(given)
    if field.type in (kinds.NUMBER, kinds.SCALE):
        return given if isinstance(given, int | float) else None
    return str(given)


def part(kind: Kind, id: str, doc: Doc, handle: Handles, n: int | None, short: str) -> dict[str, Any]:
    """One part. `n` is its place among its kind on the card."""
    cycle = doc.get("cycle")
    shown: dict[str, Any] = {
        "id": public_id(id),
        "short": short,
        "n": n,
        "kind": kind.name,
        "card": public(doc.get("card")),
        "cycle": cycle if isinstance(cycle, int) and not isinstance(cycle, bool) else None,
    }
    if kind.home == "org":
        shown["board"] = text_of(doc, "board")
    shown |= {field.name: value_of(field, doc.get(field.name), handle) for field in kind.fields}
    if kind.name == "reading":
        shown |= {name: doc.get(name) for name in UNDERSTOOD}
        shown["sort"] = shown["sort"] or "exact"
    return shown | {
        "created": {"at": text_of(doc, "created"), "by": handle(doc.get("by"))},
        "changed": {
            "at": text_of(doc, "_at") or text_of(doc, "created"),
            "by": handle(doc.get("_by") or doc.get("by")),
        },
    }


def parts(kind: Kind, home: Snapshot, ids: Sequence[str], handle: Handles) -> list[dict[str, Any]]:
    """Parts of a kind, in the order given."""
    docs = home.table(kind.table)
    shorts = short_ids(docs if kind.home != "card" else _siblings(kind, home, ids))
    numbers: dict[str, dict[str, int]] = {}
    shown = []
    for id in ids:
        doc = docs.get(id)
        if doc is None:
            continue
        card = str(doc.get("card") or "")
        if card not in numbers:
            numbers[card] = {one: n for n, one in enumerate(ids_of(home, kind.name, card), 1)}
        shown.append(part(kind, id, doc, handle, numbers[card].get(id), shorts.get(id, public_id(id))))
    return shown


def _siblings(kind: Kind, home: Snapshot, ids: Sequence[str]) -> list[str]:
    """The parts that an id is told apart from: those of the same cards."""
    docs = home.table(kind.table)
    cards = {str((docs.get(id) or {}).get("card") or "") for id in ids}
    return [one for card in cards for one in ids_of(home, kind.name, card)]


def of_card(board: Snapshot, org: Snapshot, card: str, handle: Handles) -> dict[str, list[dict[str, Any]]]:
    """Every part of a card, by kind."""
    found = {}
    for kind in KINDS.values():
        if kind.on_card:
            home = org if kind.home == "org" else board
            found[kind.name] = parts(kind, home, ids_of(home, kind.name, card), handle)
    return found


def method(doc: Doc, handle: Handles) -> dict[str, Any]:
    """The fields that the method adds to a card."""
    shown = {field.name: value_of(field, doc.get(field.name), handle) for field in FIELDS_OF_CARD.values()}
    return shown | {name: text_of(doc, name) for name in MADE} | {"bones": mapping_of(doc, "bones")}


def changed_value(table: str, name: str, given: Any, handle: Handles) -> Any:
    """A value in a change of a part or of a card's method field, as scripts read it."""
    field = field_in(table, name.partition("/")[0])
    if field is None:
        return public(given) if name == "cause" and table == "votes" else given
    if field.type in kinds.SETS or field.type in (kinds.NUMBER, kinds.SCALE, kinds.FLAG):
        return given
    return value_of(field, given, handle)


def changed_name(table: str, name: str, handle: Handles) -> str:
    """A cell's name, with the readable id of a person or the public id of a part that is an element of a set."""
    head, slash, element = name.partition("/")
    field = field_in(table, head) if slash else None
    if field is None or field.type not in (kinds.PEOPLE, kinds.LINKS):
        return name
    return f"{head}/{handle(element) if field.type == kinds.PEOPLE else public(element)}"


def field_in(table: str, name: str) -> Field | None:
    """The field of a document's table, or None where this version knows none."""
    if table == "cards":
        return FIELDS_OF_CARD.get(name)
    known: Mapping[str, Kind] = kinds.BY_TABLE
    return known[table].field(name) if table in known else None
