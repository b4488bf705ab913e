"""What `--json` prints: documents as stable objects; what happened to them is in tui/cli/event_shapes.py.
docs/cli.schema.json holds both to their word.

Reads raw documents: no dataclass and no library is paid for by a command that only lists cards.
"""

from __future__ import annotations

from typing import Any

from board.ids import GUEST, document_id, public_id, short_ids
from board.ports import Doc, Snapshot
from board.same import aliases
from tui.terminal_words import somebody

_TEXTS = ("problem", "why", "due", "measure", "outcome", "decision", "finish")
PEOPLE = ("owner", "leader", "support")


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
    shown |= {name: handle(doc.get(name)) for name in PEOPLE}
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
