"""What `--json` prints: documents and events as stable objects. docs/cli.schema.json holds this module to its word.

Reads raw documents: no dataclass and no library is paid for by a command that only lists cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from board.history import Entry
from board.ids import GUEST, document_id, public_id, short_ids
from board.ports import Doc, Event, Snapshot
from board.same import aliases
from tui.terminal_words import somebody

_TEXTS = ("problem", "why", "due", "measure", "outcome", "decision", "finish")
_PEOPLE = ("owner", "leader", "support")
_DOCUMENTS = ("card", "goal", "origin_round", "origin_card", "origin_lift", "meeting")
_REFERENCES = frozenset({*_PEOPLE, "person", "deputy", "earlier_deputy", "by", "closed_by"})
OWN_TABLES = frozenset(
    {"cards", "comments", "cycles", "board", "people", "roles", "rounds", "meetings", "meeting_notes"}
)
"""Tables that this module knows the fields of; those of a card's parts are in tui/cli/part_shapes.py."""


class Handles:
    """References of people as the readable ids that commands take; one that nobody has stays as it is."""

    def __init__(self, org: Snapshot) -> None:
        self._people = org.table("people")
        self._joined = aliases(org)

    def _doc(self, ref: object) -> Doc | None:
        """The person's document; of one that went into another, the other's (board.same)."""
        return self._people.get(document_id(self._joined.get(str(ref), str(ref))) or "")

    def __call__(self, ref: object) -> str | None:
        if not ref:
            return None
        doc = self._doc(ref)
        handle = doc.get("handle") if doc is not None else None
        return handle if isinstance(handle, str) else str(ref)

    def name(self, ref: object) -> str:
        """The person's name, for people to read."""
        doc = self._doc(ref)
        name = doc.get("name") if doc is not None else None
        if ref == GUEST:
            return somebody(ref)
        return name if isinstance(name, str) else str(self(ref) or "–")

    def first_name(self, ref: object) -> str:
        """What the person is called, for a narrow column."""
        return (self.name(ref).split() or ["–"])[0]


def text_of(doc: Doc, name: str) -> str | None:
    """A text field, or None where it is absent or of a type that this version does not know."""
    value = doc.get(name)
    return value if isinstance(value, str) and value else None


def mapping_of(doc: Doc, name: str) -> dict[str, Any]:
    value = doc.get(name)
    return dict(value) if isinstance(value, dict) else {}


def names_of(doc: Doc, name: str) -> list[str]:
    value = doc.get(name)
    return [str(one) for one in value] if isinstance(value, list) else []


def card(board: str, id: str, doc: Doc, handle: Handles, short: str) -> dict[str, Any]:
    """A card as an object."""
    cycle = doc.get("cycle")
    shown: dict[str, Any] = {
        "id": public_id(id),
        "short": short,
        "board": board,
        "title": str(doc.get("title") or ""),
        "phase": text_of(doc, "phase") or "inbox",
        "state": text_of(doc, "state") or "open",
        "kind": text_of(doc, "kind") or "problem",
    }
    shown |= {name: text_of(doc, name) for name in _TEXTS}
    shown |= {name: handle(doc.get(name)) for name in _PEOPLE}
    return shown | {
        "doers": sorted(str(handle(ref)) for ref in names_of(doc, "doers")),
        "tags": names_of(doc, "tags"),
        "reason": text_of(doc, "state_why"),
        "skips": mapping_of(doc, "skips"),
        "cycle": cycle if isinstance(cycle, int) and not isinstance(cycle, bool) else 1,
        "extra": mapping_of(doc, "extra"),
        "origin": origin_of(doc),
        "since": text_of(doc, "since"),
        "created": {"at": text_of(doc, "created"), "by": handle(doc.get("by"))},
        "changed": {
            "at": text_of(doc, "_at") or text_of(doc, "created"),
            "by": handle(doc.get("_by") or doc.get("by")),
        },
    }


def origin_of(doc: Doc) -> dict[str, Any] | None:
    """What a card came out of: a self-assessment, another board's idea or a lift."""
    form, item = text_of(doc, "origin"), text_of(doc, "origin_item")
    if form is None or item is None:
        return None
    id, card = (text_of(doc, name) for name in ("origin_round", "origin_card"))
    return {
        "form": form,
        "item": item,
        "round": public_id(id) if id and id.isdigit() else id,
        "board": text_of(doc, "origin_board"),
        "card": public_id(card) if card and card.isdigit() else card,
    }


def one_card(store_board: str, snapshot: Snapshot, id: str, handle: Handles) -> dict[str, Any]:
    """A card of a snapshot as an object, a deleted one too."""
    doc = snapshot.get("cards", id) or snapshot.deleted.get(("cards", id)) or {}
    return card(store_board, id, doc, handle, short_ids(snapshot.table("cards")).get(id, public_id(id)))


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
