"""From drafts to journal lines, and from merged lines to events; the same for every store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from board.ports import Change, Draft, Event
from storage.cells import Cells, Touch
from storage.clock import HybridClock
from storage.fields import canonical
from storage.lines import Raw, check_cells, encode, encode_together

_Cell = tuple[str, str, str]


def worth_writing(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that set a cell."""
    return [draft for draft in drafts if any(change.cells for change in draft.changes)]


def compose(
    cells: Cells, clock: HybridClock, replica: str, by: str, drafts: Sequence[Draft], n: int, p: str
) -> tuple[list[bytes], tuple[str, ...]]:
    """Stamp drafts and encode them after line `n` with checksum `p`: the lines, and a stamp for each draft.

    A later draft replaces what an earlier one of them has set, unless it is to be beside it: then all of them count
    only together, for one without the other would be something that nobody chose.
    """
    mine: dict[_Cell, str] = {}
    kept = _beside(drafts)
    together = any(draft.beside for draft in drafts)
    lines: list[bytes] = []
    coming: list[tuple[Raw, list[list[Any]]]] = []
    stamps = []
    for draft, left in zip(drafts, kept, strict=True):
        check_cells(draft.changes)
        stamp, at = clock.tick(replica)
        head = {"t": stamp, "at": at, "by": by, "do": draft.do, "why": draft.why, "undoes": draft.undoes}
        ch = [
            [*change, named]
            if (named := _named(cells, change, {} if draft.beside else mine, left))
            else [*change]
            for change in draft.changes
        ]
        for table, id, values in draft.changes:
            mine.update({(table, id, canonical(cell)): stamp for cell in values})
        stamps.append(stamp)
        if together:
            coming.append((head, ch))
        else:
            coded, p = encode(head, ch, n + 1, p)
            n += len(coded)
            lines += coded
    if together:
        lines, _ = encode_together(coming, n + 1, p)
    return lines, tuple(stamps)


def _beside(drafts: Sequence[Draft]) -> list[set[_Cell]]:
    """The cells of each draft that a later one sets beside it: the last of them is the one that replaces what was
    there."""
    found: list[set[_Cell]] = []
    later: set[_Cell] = set()
    for draft in reversed(drafts):
        found.append(set(later))
        if draft.beside:
            later |= {(table, id, canonical(cell)) for table, id, values in draft.changes for cell in values}
    return found[::-1]


def _named(
    cells: Cells, change: Change, mine: dict[_Cell, str], left: Collection[_Cell]
) -> dict[str, list[str]]:
    """The stamps that a change replaces, cell by cell."""
    named = {}
    for cell in change.cells:
        if left and (change.table, change.id, canonical(cell)) in left:
            continue
        own = mine.get((change.table, change.id, canonical(cell)))
        stamps = [own] if own else sorted(cells.heads(change.table, change.id, cell))
        if stamps:
            named[cell] = stamps
    return named


def event_of(raw: Raw, touch: Touch) -> Event:
    """What a line did to one document, as the contract tells it."""
    why, undoes = raw.get("why"), raw.get("undoes")
    return Event(
        raw["t"],
        raw["at"],
        raw["by"],
        raw["do"],
        why if type(why) is str else None,
        undoes if type(undoes) is str else None,
        touch.table,
        touch.id,
        touch.before,
        touch.after,
    )
