"""What waits for a person to settle it: cells with several heads, and documents changed after they were deleted."""

from __future__ import annotations

from collections.abc import Iterable

from board.ports import Unsettled
from storage.cells import Cells
from storage.clock import replica_of
from storage.fields import DELETED
from storage.lines import Raw, changes_of


def unsettled(cells: Cells) -> Unsettled:
    """As board.ports tells it; nothing in it is changed afterwards."""
    found = cells.conflicts()
    for key, kept in cells.extra.items():
        deletion = kept.get(DELETED)
        if not deletion or deletion[max(deletion)] is not True:
            continue
        if key[1] in cells.tables.get(key[0], {}):
            entry = cells.stamps[key[0]][key[1]]
            assert type(entry) is dict
            change = max(stamp for cell, stamp in entry.items() if cell != DELETED)
            found.setdefault(key, {})[DELETED] = {**deletion, change: None}
    return found


BOARD = ("board", "1")
BEGINNING = ("created", "by")
"""What only the first line of a board sets."""


def begun_twice(waiting: Unsettled) -> bool:
    """Whether the board was begun at two places that did not know of each other, under one id."""
    return any(cell in waiting.get(BOARD, {}) for cell in BEGINNING)


def made_one(waiting: Unsettled, lines: Iterable[Raw]) -> bool:
    """Whether somebody has chosen between what the beginnings of such a board say, and so has seen that it is one."""
    heads = [waiting.get(BOARD, {}).get(cell, {}) for cell in BEGINNING]
    begun = {replica_of(stamp) for stamps in heads for stamp in stamps}
    return any(
        len(begun & {replica_of(stamp) for stamp in stamps if type(stamp) is str}) > 1
        for raw in lines
        for table, id, _cells, named in changes_of(raw)
        if (table, id) == BOARD
        for stamps in named.values()
    )
