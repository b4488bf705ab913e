"""What waits for a person to settle it: cells with several heads, and documents changed after they were deleted."""

from __future__ import annotations

from board.ports import Unsettled
from storage.cells import Cells
from storage.fields import DELETED


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


def begun_twice(waiting: Unsettled) -> bool:
    """Whether the board was begun at two places that did not know of each other, under one id."""
    cells = waiting.get(("board", "1"), {})
    return "created" in cells or "by" in cells
