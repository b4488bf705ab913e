"""History is the journal read aloud: who, when, what, from, to, why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from board.ports import Line, Store
from board.veiled import is_history


class Entry(NamedTuple):
    """One thing that happened to one document. `changes` are (field, from, to).

    `do` is the line's, or `unsettle` for an undo that lets somebody choose between versions again.
    """

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
    found: list[Entry] = []
    for entry in _read(lines, card):
        if found and _is_same_undo(found[-1], entry):
            changes = {field: (field, old, new) for field, old, new in (*found[-1].changes, *entry.changes)}
            found[-1] = entry._replace(do="unsettle", changes=tuple(changes.values()))
        else:
            found.append(entry)
    return found


def _is_same_undo(one: Entry, other: Entry) -> bool:
    """Whether two entries are of one undo, which has a line for each version that it brought back."""
    undone = one.do in ("undo", "unsettle") and other.do == "undo" and one.undoes == other.undoes
    return undone and one.by == other.by and (one.table, one.id) == (other.table, other.id)


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
            if change.cells and not changes:
                continue
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
