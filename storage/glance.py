"""Some tables of a board from its journals, without the rest of it: for looking hundreds of boards over at once.

Only for a board that has no checkpoint, which is quicker to read. Lines that name none of the tables are checked and
counted as any other, and neither parsed nor merged.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from typing import Any

from board.ports import Snapshot
from storage.cells import Cells
from storage.durable import Told
from storage.home import CHECKPOINT, JOURNAL
from storage.journal import Journals, Rewritten


def glance(folder: str, tables: Sequence[str], without: Collection[str] = ()) -> Snapshot | None:
    """These tables of the board in a folder; None where the board has to be read whole. without: fields that are not
    wanted, such as a map of many elements, each of which would have to be merged."""
    if os.path.exists(os.path.join(folder, CHECKPOINT)):
        return None
    cells, journals = Cells(), Journals(os.path.join(folder, JOURNAL), only=tables)
    try:
        with Told():
            for raw in journals.read():
                cells.apply(
                    {**raw, "ch": [_less(change, without) for change in raw["ch"]]} if without else raw
                )
    except Rewritten:
        return None
    found = cells.snapshot()
    kept = {name: found.tables[name] for name in tables if name in found.tables}
    return Snapshot(kept, {key: doc for key, doc in found.deleted.items() if key[0] in tables})


def _less(change: Any, without: Collection[str]) -> Any:
    """A change of a line without the cells that are not wanted."""
    if type(change) is not list or len(change) < 3 or type(change[2]) is not dict:
        return change
    table, id, cells, *rest = change
    return [table, id, {name: cells[name] for name in cells if name.partition("/")[0] not in without}, *rest]
