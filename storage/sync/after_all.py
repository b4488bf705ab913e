"""Lines that were refused here once and taken in after all: what stood for them in our own files in a shared folder
goes, so that whoever has only that folder gets them, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from storage.lines import chain_crc, decode, erased
from storage.sync.shelf import Shelf, numbers, refusals


class AfterAll(NamedTuple):
    """Such lines by board, replica and number."""

    lines: Mapping[str, Mapping[str, Mapping[int, bytes]]]

    def instead(self, board: str, replica: str, line: bytes) -> bytes | None:
        """The line that belongs where another place has this one; None where that is the same, or is not known."""
        raw = decode(line) if b'"refused"' in line else None
        if raw is None or not erased(raw) or raw.get("why") != "refused":
            return None
        mine = self.lines.get(board, {}).get(replica, {}).get(raw["n"])
        ours = decode(mine) if mine is not None else None
        if mine is None or ours is None or erased(ours):
            return None
        return mine if raw["gone"] == chain_crc(ours, mine) and raw["p"] == ours["p"] else None


def taken_after_all(shelves: Iterable[Shelf]) -> AfterAll:
    """All of these boards; quick where nothing ever was refused."""
    found: dict[str, dict[str, dict[int, bytes]]] = {}
    for shelf in shelves:
        for name, note in refusals(shelf.home):
            for n in numbers(note) if note.get("taken") else ():
                _raw, line = next(shelf.lines(name[:6], n - 1), (None, b""))
                if line:
                    found.setdefault(shelf.board, {}).setdefault(name[:6], {})[n] = line
    return AfterAll(found)
