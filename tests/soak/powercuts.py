"""The power goes while four processes write: afterwards everything that they had told as saved is there."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from board.errors import Problem
from storage.check import check
from storage.workspace import Workspace
from tests.bench.report import Figure
from tests.soak.children import BOARD, Child, made, now, opened
from tests.soak.disk import NEEDS_MOUNT, CannotMount, Disk
from tests.storage.tools import cards, put

WRITERS = 4
ROUND = 20
"""Cuts on one workspace; then the next begins empty."""


def run(folder: Path, count: int) -> list[Figure]:
    """`count` power cuts."""
    try:
        disk = Disk(folder)
    except CannotMount as error:
        raise SystemExit(f"{NEEDS_MOUNT}: {error}") from None
    try:
        return _run(disk, count)
    finally:
        disk.unmount()


def _run(disk: Disk, count: int) -> list[Figure]:
    chance = random.Random(count)
    root = disk.place / "w"
    told: set[str] = set()
    acknowledged = lost = shut = 0
    for number in range(count):
        if number % ROUND == 0:
            shutil.rmtree(root, ignore_errors=True)
            told = set()
            made(root)
        new = _cut(disk, root, number, chance)
        acknowledged += len(new)
        told |= new
        try:
            lost += len(told - _there(root))
        except Exception as error:  # whatever it is, the board did not open
            print(f"cut {number}: {error!r}")
            shut += 1
            told = set()
            shutil.rmtree(root)
            made(root)
    return [
        Figure("changes lost", lost, "lines", 0, note=f"{count} cuts, {acknowledged} acknowledged"),
        Figure("times it would not open, or was damaged", shut, "times", 0),
    ]


def _cut(disk: Disk, root: Path, number: int, chance: random.Random) -> set[str]:
    """Cut the power at some moment of four writers; what they had told as saved."""
    writers = [Child(_writer(root, f"c{number}w{n}", chance.random())) for n in range(WRITERS)]
    time.sleep(chance.uniform(0, 0.15))
    disk.cut()
    for writer in writers:
        writer.kill(signal.SIGKILL)
    said = [name for writer in writers for name in writer.finish()]
    disk.unmount()
    disk.mount()
    return set(said)


def _writer(root: Path, me: str, seed: float) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        chance = random.Random(seed)
        try:
            store = opened(root)
            for n in range(10_000):
                name = f"{me}-{n}"
                title = "x" * chance.randrange(600)
                put(store, str(n % 9), title=title, **{f"votes/{name}": True})
                say(name)
                if chance.random() < 0.1:
                    store.checkpoint()
        except Problem:
            return  # the power is gone

    return work


def _there(root: Path) -> set[str]:
    store = opened(root)
    shown = cards(store)
    put(store, "sist", title="går")
    store.close()
    damage = [found for found in check(Workspace(str(root), now), BOARD) if found.severity == "damage"]
    assert not damage, damage
    return {vote for card in shown.values() for vote in card.get("votes", ())}
