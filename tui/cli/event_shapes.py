"""What happened, as the objects that `--json` prints. docs/cli.schema.json holds this module to its word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from board.history import Entry
from board.ids import public_id
from board.ports import Doc, Event
from tui.cli.shapes import PEOPLE, Handles

OWN_TABLES = frozenset(
    {"cards", "comments", "cycles", "board", "people", "roles", "rounds", "meetings", "meeting_notes"}
)
"""Tables that this module knows the fields of; those of a card's parts are in tui/cli/part_shapes.py."""
_REFERENCES = frozenset({*PEOPLE, "person", "deputy", "earlier_deputy", "by", "closed_by"})
_DOCUMENTS = ("card", "goal", "origin_round", "origin_card", "origin_lift", "meeting")


def _value(field: str, value: Any, handle: Handles, table: str = "cards") -> Any:
    if field in _REFERENCES:
        return handle(value)
    if field in _DOCUMENTS and isinstance(value, str) and value.isdigit():
        return public_id(value)
    if table not in OWN_TABLES:
        from tui.cli.part_shapes import changed_value

        return changed_value(table, field, value, handle)
    return value


def field_name(field: str, handle: Handles, table: str = "cards") -> str:
    """A cell's name with the readable id of a person in it."""
    head, slash, element = field.partition("/")
    if slash and table not in OWN_TABLES:
        from tui.cli.part_shapes import changed_name

        return changed_name(table, field, handle)
    return f"{head}/{handle(element)}" if slash and head in ("doers", "invited", "present", "to") else field


def event(
    what: Entry | Event, changes: Iterable[tuple[str, Any, Any]], about: str | None, handle: Handles
) -> dict[str, Any]:
    """Something that happened to one document. `about` is the card it belongs to."""
    return {
        "stamp": what.stamp,
        "at": what.at,
        "by": handle(what.by),
        "do": what.do,
        "why": what.why,
        "undoes": what.undoes,
        "table": what.table,
        "id": public_id(what.id) if what.id.isdigit() and len(what.id) > 9 else what.id,
        "card": public_id(about) if about else None,
        "changes": changed(changes, handle, what.table),
    }


def changed(changes: Iterable[tuple[str, Any, Any]], handle: Handles, table: str) -> list[dict[str, Any]]:
    """What was changed of a document, a field each."""
    return [
        {
            "field": field_name(name, handle, table),
            "from": _value(name, old, handle, table),
            "to": _value(name, new, handle, table),
        }
        for name, old, new in changes
        if not name.startswith("_") or name == "_deleted"
    ]


def differences(before: Doc | None, after: Doc | None) -> list[tuple[str, Any, Any]]:
    """What differs between two states of a document, as (field, from, to); sets and maps by their elements."""
    old, new = before or {}, after or {}
    if before is not None and after is None:
        return [("_deleted", None, True)]
    found: list[tuple[str, Any, Any]] = []
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was == now or name.startswith("_"):
            continue
        if isinstance(was, list | dict) or isinstance(now, list | dict):
            found += _elements(name, was, now)
        else:
            found.append((name, was, now))
    return found


def _elements(name: str, was: Any, now: Any) -> list[tuple[str, Any, Any]]:
    old, new = _as_map(was), _as_map(now)
    return [
        (f"{name}/{key}", old.get(key), new.get(key))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def _as_map(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    return dict.fromkeys(map(str, value), True) if isinstance(value, list) else {}


def events(happened: Iterable[Event], stamps: Iterable[str], handle: Handles) -> list[dict[str, Any]]:
    """The events of one's own change, out of all that a commit brought."""
    mine = set(stamps)
    return [
        event(one, differences(one.before, one.after), card_of_event(one), handle)
        for one in happened
        if one.stamp in mine
    ]


def card_of_event(happened: Event) -> str | None:
    """The document id of the card that an event is about."""
    if happened.table == "cards":
        return happened.id
    found = (happened.after or happened.before or {}).get("card")
    return str(found) if found else None
