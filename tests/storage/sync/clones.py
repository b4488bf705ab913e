"""Made-up histories with cloned machines and restored backups: hosts that write as the same replica without knowing.

Played on real folders with the code that hosts run (storage/sync/rounds.py) and places in memory between them. Every
value is written once, so that what became of it can be followed through any change of names.
"""

from __future__ import annotations

import os
import random
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from storage.store import BoardStore
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.histories import Diverged
from tests.storage.sync.shop import Shop
from tests.storage.tools import Ticking, put

BOARD = "ett"
MOST = 5
Step = tuple[str, int, int]


class Written(NamedTuple):
    """An acknowledged write, and the values of the cell that its writer replaced by it."""

    card: str
    cell: str
    value: str
    saw: frozenset[str]


class Machine:
    """A host: a folder, a clock of its own, a program that may be started anew."""

    def __init__(self, root: Path, ahead: timedelta) -> None:
        self.root = root
        self.clock = Ticking()
        self.clock.now += ahead
        self.start()

    def start(self) -> None:
        self.workspace = Workspace(str(self.root), self.clock)
        self.syncing = Syncing(self.workspace)

    @property
    def board(self) -> BoardStore:
        return self.workspace.board(BOARD)

    def copy(self, root: Path) -> None:
        """The disk as it is, with what tells a workspace from a copy of it (as a cloned disk has it)."""
        shutil.copytree(self.root, root)
        note = root / "hosts" / os.path.basename(self.workspace.host) / "replica.json"
        if note.exists():
            replica = self.workspace.replica()
            note.write_text(f'{{"replica":"{replica}","inode":{os.stat(root).st_ino}}}')

    def has(self, value: str) -> bool:
        wanted = f'"{value}"'.encode()
        return any(wanted in path.read_bytes() for path in self.root.glob("boards/*/journal/*/*.jsonl"))


def steps(seed: int) -> list[Step]:
    """What happens in the history of a seed."""
    chance = random.Random(seed)
    kinds = (
        ("put",) * 12
        + ("sync",) * 8
        + ("clone", "clone", "backup", "restore", "restore", "start", "checkpoint")
    )
    return [
        (chance.choice(kinds), chance.randrange(MOST), chance.randrange(10**6))
        for _ in range(chance.randint(8, 24))
    ]


class World:
    def __init__(self, folder: Path, seed: int) -> None:
        chance = random.Random(seed)
        self.folder = folder
        self.places = [Shop(), Shop()]
        self.written: list[Written] = []
        self.perished: set[str] = set()
        self.made = 0
        self.backups: dict[Machine, Path] = {}
        self.machines = [
            Machine(self._fresh(), timedelta(seconds=chance.choice((-1e7, 0, 0.1, 1e7)))) for _ in "abc"
        ]
        first = self.machines[0]
        first.workspace.create()
        put(first.workspace.create_board(BOARD), "1", title="v0")
        self.written.append(Written("1", "title", "v0", frozenset()))
        for machine in self.machines:
            machine.syncing.exchange(self.places[0])

    def _fresh(self) -> Path:
        self.made += 1
        return self.folder / f"{self.made}"

    def do(self, step: Step) -> None:
        kind, who, what = step
        getattr(self, "_" + kind)(self.machines[who % len(self.machines)], random.Random(what))

    def _put(self, machine: Machine, chance: random.Random) -> None:
        board = machine.board
        card, cell = chance.choice("12"), chance.choice(("title", "why"))
        value = f"v{len(self.written)}"
        saw = frozenset(str(head) for head in board.heads("cards", card, cell).values())
        put(board, card, **{cell: value})
        if list(machine.board.heads("cards", card, cell).values()) != [value]:
            raise Diverged(f"{machine.root.name} does not see {value}")
        self.written.append(Written(card, cell, value, saw))

    def _sync(self, machine: Machine, chance: random.Random) -> None:
        machine.syncing.exchange(chance.choice(self.places))

    def _clone(self, machine: Machine, chance: random.Random) -> None:
        if len(self.machines) < MOST:
            root = self._fresh()
            machine.copy(root)
            self.machines.append(Machine(root, timedelta(milliseconds=chance.randrange(1, 10**7) * 5 + 1)))

    def _backup(self, machine: Machine, _: random.Random) -> None:
        self.backups[machine] = self._fresh()
        machine.copy(self.backups[machine])

    def _restore(self, machine: Machine, chance: random.Random) -> None:
        """The disk as it was. What was written since and has reached nobody is gone with the old disk."""
        if machine not in self.backups:
            return
        others = [other for other in self.machines if other is not machine]
        there = b"".join(
            line for place in self.places for lines in place.lines[BOARD].values() for line in lines
        )
        mine = [one.value for one in self.written if machine.has(one.value)]
        machine.root = self._fresh()
        shutil.copytree(self.backups[machine], machine.root)
        machine.workspace = Workspace(str(machine.root), machine.clock)
        for note in machine.root.glob("hosts/*/replica.json"):
            replica = note.read_text().split('"')[3]
            note.write_text(f'{{"replica":"{replica}","inode":{os.stat(machine.root).st_ino}}}')
        machine.clock.now += timedelta(milliseconds=chance.randrange(10**6) * 5 + 1)
        machine.start()
        for value in mine:
            if f'"{value}"'.encode() not in there and not any(one.has(value) for one in [machine, *others]):
                self.perished.add(value)

    def _start(self, machine: Machine, _: random.Random) -> None:
        machine.start()

    def _checkpoint(self, machine: Machine, _: random.Random) -> None:
        machine.board.checkpoint()


def play(folder: Path, made: list[Step], seed: int) -> World:
    """Play a history, let everyone sync until nothing more comes, and hold all to what is promised."""
    world = World(folder, seed)
    for step in made:
        world.do(step)
    for _ in range(30):
        reports = [machine.syncing.exchange(place) for machine in world.machines for place in world.places]
        if not any(report.received or report.sent or report.more for report in reports):
            break
    else:
        raise Diverged("never came to rest")
    boards = [machine.board for machine in world.machines]
    shown = [_shown(board, world) for board in boards]
    for machine, one in zip(world.machines, shown, strict=True):
        if one != shown[0]:
            raise Diverged(f"{machine.root.name} shows {one}\n1 shows {shown[0]}")
    _nothing_lost(world, shown[0])
    return world


def _shown(board: BoardStore, world: World) -> dict[str, Any]:
    cells = sorted({(one.card, one.cell) for one in world.written})
    heads = {f"{card} {cell}": board.heads("cards", card, cell) for card, cell in cells}
    return {"cards": {id: dict(doc) for id, doc in board.snapshot.table("cards").items()}, "heads": heads}


def _nothing_lost(world: World, shown: dict[str, Any]) -> None:
    standing = [one for one in world.written if one.value not in world.perished]
    for card, cell in {(one.card, one.cell) for one in standing}:
        mine = [one for one in standing if (one.card, one.cell) == (card, cell)]
        replaced = frozenset[str]().union(*(one.saw for one in mine))
        is_there = set(shown["heads"][f"{card} {cell}"].values())
        should = {one.value for one in mine} - replaced
        if should - is_there:
            raise Diverged(f"{card} {cell}: nobody has seen and replaced {should - is_there}, and it is gone")
        if is_there - should:
            raise Diverged(
                f"{card} {cell}: {is_there - should} was replaced and stands again beside {should}"
            )


def fails(folder: Path, seed: int, made: list[Step] | None = None) -> str | None:
    """What does not hold in the history of a seed, or None."""
    root = folder / f"{seed}"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    try:
        # No power is cut here, and waiting for the disk would be nearly all that a history does.
        with patch.multiple(os, fsync=lambda _: None, fdatasync=lambda _: None):
            play(root, steps(seed) if made is None else made, seed)
    except Diverged as error:
        return str(error)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return None


def told(folder: Path, seed: int) -> str:
    """A failing history without the steps that it fails without."""
    made, at = steps(seed), 0
    while at < len(made):
        fewer = made[:at] + made[at + 1 :]
        if fails(folder, seed, fewer):
            made = fewer
        else:
            at += 1
    return f"seed {seed}: {made}\n{fails(folder, seed, made)}"
