"""What no history, list or export tells: the answers of a self-assessment, and what would say whose they are.

What is left of answers when a round closes is in the round's own document, mixed (board.readiness.summary).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

ANSWERS = "answers"
_CELLS = {"rounds": ("salt", "counted"), "cards": ("quiet",)}
"""With the salt anybody could work out the persons' pseudonyms; `counted` lists them. `quiet` only says what does not
count as something happening (board.stall)."""


@lru_cache(maxsize=4096)
def is_told(table: str, cell: str = "") -> bool:
    """Whether a document of this table, or this cell of it, may be told of."""
    return table != ANSWERS and cell.partition("/")[0] not in _CELLS.get(table, ())


_LONG = {
    "rounds": ("counts", "said", "answered", "count"),
    "meetings": ("point", "ticking", "spent", "places", "promised"),
}
"""What has a place of its own to be read in, with its rules for what is shown (Round.result, the minutes)."""


@lru_cache(maxsize=4096)
def is_history(table: str, cell: str = "") -> bool:
    """Whether a change of it is told in a history."""
    return is_told(table, cell) and cell.partition("/")[0] not in _LONG.get(table, ())


def told_cells(table: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a document's fields or cells that may be told of."""
    return {name: value for name, value in cells.items() if is_told(table, name)}
