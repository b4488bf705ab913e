"""The bones of a card's fishbone: the usual ones, renamed or taken off, and the team's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from board import text
from board.context import Command, Context, card_doc, escape
from board.errors import Problem
from board.method import kinds
from board.method.parts import parts_of
from board.ports import Change, Doc, Draft


def bones(id: str, key: str, name: str | None) -> Command:
    """Name a bone of the card's fishbone, or (None) take it off where no cause hangs on it.

    Raises:
        Problem: `empty_text`, `bone_used`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        cells: dict[str, Any] = {f"bones/{escape(text.line(key, 'bone', 40))}": None}
        if name is None:
            if any(doc.get("bone") == key for doc in parts_of(context.board, "cause", id).values()):
                raise Problem("bone_used", bone=key)
            cells = dict.fromkeys(cells, "" if key in kinds.BONES else None)
        else:
            said = text.line(name, "bone", 40)
            if not said:
                raise Problem("empty_text", field="bone")
            cells = dict.fromkeys(cells, said)
        held = card.get("bones")
        now = held.get(key) if isinstance(held, dict) else None
        return [Draft("set", (Change("cards", id, cells),))] if now != next(iter(cells.values())) else []

    return decide


def bones_of(card: Doc, causes: Iterable[Doc]) -> dict[str, str]:
    """The fishbone's bones as key -> the team's name (empty: the usual name of a first bone), in order."""
    held = card.get("bones")
    named: dict[str, Any] = held if isinstance(held, dict) else {}
    found = {key: str(named.get(key) or "") for key in kinds.BONES if named.get(key) != ""}
    found |= {key: str(name) for key, name in named.items() if name and key not in found}
    for cause in causes:
        bone = cause.get("bone")
        if isinstance(bone, str) and bone and bone not in found:
            found[bone] = "" if bone in kinds.BONES else bone
    return found
