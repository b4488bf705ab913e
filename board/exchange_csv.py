"""Cards as a CSV that Swedish spreadsheets open: semicolons, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_STARTS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_BEFORE = " \u00a0\u3000\"'`\u00b4\u2018\u2019\u201c\u201d\u00ab\u00bb\uff02\uff07"
EXTRA_MARK = "extra: "
"""Begins the heading of a kept column whose name is one of the board's own."""

COLUMNS = (
    "id", "title", "phase", "state", "kind", "problem", "why", "owner", "leader", "support", "due", "measure",
    "outcome", "decision", "tags", "cycle", "created", "changed",
)  # fmt: skip


def _runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula, also after spaces, quotes or in full width."""
    return bool(bare := cell.lstrip(_BEFORE)) and bare[0] in _STARTS


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would run it."""
    return "'" + cell if _runs(cell) else cell


def unharmed(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and _runs(cell[1:]) else cell


def card_columns(cards: Iterable[Mapping[str, Any]], more: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns for cards as mappings: the board's own, those of `more` that a card has, every kept column as met."""
    kept: dict[str, None] = {}
    filled: set[str] = set()
    for card in cards:
        kept |= dict.fromkeys(card.get("extra") or {})
        filled |= {name for name in more if card.get(name) not in (None, "", [], ())}
    own = (*COLUMNS, *(name for name in more if name in filled))
    taken = {*COLUMNS, *more}
    return (*own, *(EXTRA_MARK + name if name in taken else name for name in kept))


def csv_text(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], headings: Mapping[str, str] | None = None
) -> str:
    """The records as CSV text, to be written as utf-8-sig: `;`, a heading line, CRLF, quotes where needed.

    A column is a record's own value or one of its `extra`; `headings` are the words for columns, else their names.
    Nothing becomes an empty cell, a list its parts with commas between. Cells that would run are made harmless.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless((headings or {}).get(name, name)) for name in columns])
    for record in records:
        writer.writerow([harmless(_cell(record, name)) for name in columns])
    return out.getvalue()


def _cell(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if name not in COLUMNS and name not in record:
        value = (record.get("extra") or {}).get(name.removeprefix(EXTRA_MARK))
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("at") or "")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
