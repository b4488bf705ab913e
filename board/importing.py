"""Cards taken in from a table: all rows of a file are one change, and a second run of it adds nothing.

The rows come from board.exchange, which knows what is in a file; here they meet the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from board.context import Command, Context, escape
from board.exchange import Row
from board.ids import document_id
from board.ports import Change, Draft, Snapshot
from board.rank import numbered


def planned(rows: Iterable[Row], board: Snapshot) -> tuple[list[Row], list[Row]]:
    """The rows that would become cards, and those that are cards already.

    A row is a card already by the `source` that the card keeps, or by its id where the file has ids.
    """
    sources = {str(card["source"]) for card in board.table("cards").values() if card.get("source")}
    new: list[Row] = []
    same: list[Row] = []
    for row in rows:
        by_id = row.id is not None and board.get("cards", document_id(row.id) or "") is not None
        (same if by_id or row.key in sources else new).append(row)
    return new, same


def import_rows(rows: Sequence[Row], kept: Sequence[str] = ()) -> Command:
    """Every new row as a card, in the phase it says, with no gate asked: what is written is how it is.

    `kept` are the columns that stay on the card as they are; an empty cell of them is kept as an empty text, so
    that nothing of the file is lost. One draft, so that one undo takes the whole import back.
    """

    def decide(context: Context) -> Sequence[Draft]:
        new, _same = planned(rows, context.board)
        changes = tuple(_card(context, row, place, kept) for place, row in enumerate(new))
        return [Draft("import", changes)] if changes else []

    return decide


def _card(context: Context, row: Row, place: int, kept: Sequence[str]) -> Change:
    cells: dict[str, Any] = {
        "kind": "problem",
        "phase": "inbox",
        "state": "open",
        "cycle": 1,
        "rank": numbered(context.landing, place),
        "since": context.stamp,
        "created": context.stamp,
        "by": context.me,
        "source": row.key,
    }
    for name, value in row.fields.items():
        if isinstance(value, list):
            cells |= {f"{name}/{escape(one)}": True for one in value}
        else:
            cells[name] = value
    cells |= {f"tags/{escape(tag)}": True for tag in row.tags}
    cells |= {f"extra/{escape(name)}": value for name, value in (dict.fromkeys(kept, "") | row.extra).items()}
    own = document_id(row.id) if row.id is not None else None
    free = own is not None and ("cards", own) not in context.board.deleted
    return Change("cards", own if own is not None and free else context.new_id(), cells)
