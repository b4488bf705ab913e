"""kill -9 at random moments of eight writing processes, over and over: what was acknowledged must be there."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from storage.check import check
from storage.workspace import Workspace
from tests.bench.report import Figure
from tests.soak.children import BOARD, Child, made, now, opened
from tests.storage.tools import cards, put

WRITERS = 8
ROUND = 250
"""Kills on one board; then it is looked over, and the next one begins empty."""
_LARGE = "x" * 30_000
_LONG_AGO = 7200


def run(folder: Path, count: int) -> list[Figure]:
    """`count` processes killed while they write."""
    chance = random.Random(count)
    acknowledged = lost = shut = left = halves = 0
    for number, begin in enumerate(range(0, count, ROUND)):
        root = folder / f"w{number}"
        made(root)
        told = _killed(root, min(ROUND, count - begin), chance)
        acknowledged += len(told)
        try:
            there, broken = _there(root)
        except Exception as error:  # whatever it is, the board did not open
            print(f"round {number}: {error!r}")
            shut += 1
            continue
        lost += len(told - there)
        halves += broken
        left += _left(root)
    return [
        Figure("changes lost", lost, "lines", 0, note=f"{count} kills, {acknowledged} acknowledged"),
        Figure("times it would not open, or was damaged", shut, "times", 0),
        Figure("commands of several lines that came half", halves, "times", 0),
        Figure("temporary files left for good", left, "files", 0),
    ]


def _killed(root: Path, count: int, chance: random.Random) -> set[str]:
    """Kill so many writers, and then those that are left; all that they had told as saved."""
    said: set[str] = set()
    writers = [Child(_writer(root, f"b{n}", chance.random())) for n in range(WRITERS)]
    for number in range(count):
        time.sleep(chance.expovariate(150))
        place = chance.randrange(WRITERS)
        writers[place].kill(signal.SIGKILL)
        said.update(writers[place].finish())
        writers[place] = Child(_writer(root, f"k{number}", chance.random()))
    for writer in writers:
        writer.kill(signal.SIGKILL)
        said.update(writer.finish())
    return said


def _writer(root: Path, me: str, seed: float) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        chance = random.Random(seed)
        store = opened(root)
        for n in range(10_000):
            name = f"{me}-{n}"
            if chance.random() < 0.03:
                put(store, f"{me}{n}", **{f"votes/{name}": True, "a": _LARGE, "b": _LARGE, "c": _LARGE})
            else:
                put(store, str(n % 9), title="x" * chance.randrange(400), **{f"votes/{name}": True})
            say(name)
            if chance.random() < 0.04:
                store.checkpoint()

    return work


def _there(root: Path) -> tuple[set[str], int]:
    """What the board has, as its checkpoint and as its journals tell it, and commands that are there in part."""
    store = opened(root)
    shown = cards(store)
    put(store, "sist", title="går")
    if os.path.exists(store.path):
        os.unlink(store.path)
    replayed = cards(opened(root))
    del replayed["sist"]
    assert replayed == shown, "the checkpoint and the journals differ"
    damage = [found for found in check(Workspace(str(root), now), BOARD) if found.severity == "damage"]
    assert not damage, damage
    halves = sum(1 for card in shown.values() if len({"a", "b", "c"} & card.keys()) in (1, 2))
    return {vote for card in shown.values() for vote in card.get("votes", ())}, halves


def _left(root: Path) -> int:
    """Temporary files that are still there when a session later than an hour after has saved and been idle."""
    for path in root.rglob(".tmp-*"):
        os.utime(path, (time.time() - _LONG_AGO,) * 2)
    store = opened(root)
    put(store, "sist", title="städat")
    store.checkpoint()
    return len(list(root.rglob(".tmp-*")))
