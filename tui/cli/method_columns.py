"""The fields that the method adds to a card as columns of a table: their headings, how a cell is read and written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from board.context import Context
from board.errors import Problem
from board.exchange import FIELDS
from board.ids import new_id
from board.method import kinds
from board.method.acts import checked
from board.method.kinds import FIELDS_OF_CARD
from board.ports import Doc, Snapshot
from tui import method_words
from tui.cli import part_typed

NAMES = tuple(FIELDS_OF_CARD)
_ALSO = {
    "lesson": ("lärdomar", "lessons learned"),
    "prediction": ("förväntan", "hypotes", "hypothesis"),
    "freed": ("frigjord tid", "time freed"),
}
"""Headings that spreadsheets use besides the words of the screen."""
_TOO_COMMON = ("important_why",)
"""Its word, "Skäl", may be about anything."""


def headings() -> dict[str, tuple[str, ...]]:
    """What a column of each field may be called, in both languages; of the board's own, what the screen calls them."""
    own = {name: part_typed.called(name) for name in FIELDS}
    return own | {
        name: (*_ALSO.get(name, ()), *(() if name in _TOO_COMMON else part_typed.labels(None, name)))
        for name in NAMES
    }


def reader(board: Snapshot, org: Snapshot, now: datetime) -> Callable[[str, str], Any]:
    """Reads a cell as the field stores it, written as on the command line; a goal that the board has not is None."""
    context = Context(board, org, "", now, new_id)

    def read(name: str, cell: str) -> Any:
        field = FIELDS_OF_CARD[name]
        if field.type == kinds.GOAL:
            try:
                return checked(field, cell, context)
            except Problem:
                return None
        value = part_typed.value_on(now.date(), field, cell)
        if field.type in kinds.SETS:
            return [checked(field, one, context) for one in value] or None
        return value if field.type == kinds.FLAG else checked(field, value, context)

    return read


def cells(board: Snapshot, card: Doc) -> dict[str, Any]:
    """A card's fields as cells: numbers with the language's decimal sign, a goal by its words."""
    return {name: _cell(board, name, card.get(name)) for name in NAMES}


def _cell(board: Snapshot, name: str, given: Any) -> Any:
    field = FIELDS_OF_CARD[name]
    if field.type == kinds.GOAL and given:
        return (board.get("goals", str(given)) or {}).get("text")
    if field.type == kinds.FLAG:
        return "yes" if given is True else None
    if field.type == kinds.NUMBER and isinstance(given, int | float):
        return method_words.number(given)
    return given
