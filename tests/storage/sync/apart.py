"""Two hosts that wrote for thirty days without each other."""

from __future__ import annotations

import random
import shutil
import time
from datetime import timedelta
from pathlib import Path

from board.ports import Change, Draft
from storage.store import BoardStore
from tests.storage.tools import Ticking, make

CARDS = 2000
FIELDS = ("title", "phase", "owner", "problem", "due", "tags/natt", "tags/akut")
DAYS = 30

Cell = tuple[str, str]
Values = dict[Cell, frozenset[object]]
"""By card and cell, the two values that it has to be chosen between."""


class Side:
    """One of the two: its board on disk, and what it wrote last in each cell."""

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.store: BoardStore = make(root / name, Ticking()).create_board("ett")
        self.last: dict[Cell, object] = {}

    def write(self, edits: int, seed: int) -> None:
        """So many changes, each a line of its own, spread over the days."""
        chance = random.Random(seed)
        clock = self.store.home.clock
        assert isinstance(clock, Ticking)
        for _ in range(DAYS):
            clock.now += timedelta(days=1)
            drafts = [self._edit(chance, number) for number in range(edits // DAYS + 1)]
            self.store.commit(self.name, lambda _, drafts=drafts: drafts)  # type: ignore[misc]

    def _edit(self, chance: random.Random, number: int) -> Draft:
        card, cell = str(chance.randrange(CARDS)), chance.choice(FIELDS)
        value: object = f"{self.name} {chance.randrange(10)}"
        if cell.startswith("tags/"):
            value = chance.choice((True, None))
        elif cell == "phase":
            value = chance.choice(("plan", "do", "check"))
        self.last[card, cell] = value
        return Draft("set", (Change("cards", card, {cell: value}),))

    def journal(self) -> Path:
        return Path(self.store.home.folder, "journal")


def apart(root: Path, edits: int) -> tuple[Side, Side]:
    """Both sides after thirty days, from a board that both had."""
    here, there = Side(root, "here"), Side(root, "there")
    first = [
        Draft("add", (Change("cards", str(n), {"title": f"Kort {n}", "phase": "inbox", "tags/natt": True}),))
        for n in range(CARDS)
    ]
    here.store.commit("x", lambda _: first)
    shutil.copytree(here.journal(), there.journal(), dirs_exist_ok=True)
    there.store.refresh()
    here.write(edits, 1)
    there.write(edits, 2)
    return here, there


def merge_apart(here: Side, there: Side) -> tuple[float, Values, Values]:
    """Let `here` read what `there` wrote: the seconds that takes, what is listed, and what has to be."""
    for folder in there.journal().iterdir():
        if not (here.journal() / folder.name).exists():
            shutil.copytree(folder, here.journal() / folder.name)
    begun = time.perf_counter()
    here.store.refresh()
    conflicts = here.store.conflicts()
    seconds = time.perf_counter() - begun
    listed = {
        (id, cell): frozenset(heads.values())
        for (_, id), cells in conflicts.items()
        for cell, heads in cells.items()
    }
    both = {
        cell: frozenset((value, there.last[cell])) for cell, value in here.last.items() if cell in there.last
    }
    return seconds, listed, {cell: values for cell, values in both.items() if len(values) > 1}
