"""What waits for a person to settle it: cells with several heads, and documents changed after they were deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    """Whether somebody has chosen between what the beginnings of such a board say, and so has seen that it is one.

    `lines` are those about the board. What others had made of a beginning meanwhile stands for it in such a choice.
    """
    heads = [waiting.get(BOARD, {}).get(cell, {}) for cell in BEGINNING]
    begun = {replica_of(stamp) for stamps in heads for stamp in stamps}
    before: dict[tuple[str, str], list[str]] = {}
    for raw in lines:
        for table, id, _cells, named in changes_of(raw):
            for cell, stamps in named.items() if (table, id) == BOARD else ():
                before[raw["t"], cell] = [stamp for stamp in stamps if type(stamp) is str]
    return any(
        len(stamps) > 1 and len(begun & _behind(stamps, cell, before)) > 1
        for (_line, cell), stamps in before.items()
    )


def _behind(stamps: Iterable[str], cell: str, before: Mapping[tuple[str, str], list[str]]) -> set[str]:
    """The replicas that wrote these values of a cell, and those that they were written in place of."""
    seen: set[str] = set()
    coming = list(stamps)
    while coming:
        stamp = coming.pop()
        if stamp not in seen:
            seen.add(stamp)
            coming += before.get((stamp, cell), ())
    return {replica_of(stamp) for stamp in seen}
