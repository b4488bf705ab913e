"""History is the journal read aloud: who, when, what, from, to, why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from board.ports import Line, Store
from board.veiled import is_history


class Entry(NamedTuple):
    """One thing that happened to one document. `changes` are (field, from, to)."""

    stamp: str
    at: str
    by: str
    do: str
    why: str | None
    undoes: str | None
    table: str
    id: str
    changes: tuple[tuple[str, Any, Any], ...]
    card: str | None


def entries(store: Store, card: str | None = None) -> list[Entry]:
    """What happened on the board, or to one card and what hangs on it, oldest first; nothing that is veiled."""
    lines: list[Line] = list(store.backwards())
    lines.reverse()
    return list(_read(lines, card))


def _read(lines: list[Line], card: str | None) -> Iterator[Entry]:
    values: dict[tuple[str, str, str], dict[str, Any]] = {}
    belongs: dict[str, str] = {}
    for line in lines:
        for change, replaced in zip(line.changes, line.replaced, strict=True):
            if not is_history(change.table):
                continue
            if "card" in change.cells:
                belongs[change.id] = str(change.cells["card"])
            changes = []
            for cell, value in change.cells.items():
                if not is_history(change.table, cell):
                    continue
                key = (change.table, change.id, cell)
                # What this one saw, which is not what another wrote just before without its having been seen.
                written, seen = (
                    values.setdefault(key, {}),
                    max(replaced.get(cell, ()), default=line.undoes or ""),
                )
                changes.append((cell, written.get(seen), value))
                written[line.stamp] = value
            about = change.id if change.table == "cards" else belongs.get(change.id)
            if card is None or about == card:
                yield Entry(
                    line.stamp,
                    line.at,
                    line.by,
                    line.do,
                    line.why,
                    line.undoes,
                    change.table,
                    change.id,
                    tuple(changes),
                    about,
                )
