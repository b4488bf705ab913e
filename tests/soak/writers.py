"""Many processes that change one board at the same time: what is lost, what is refused, how long each change takes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from board.errors import Problem
from tests.bench.report import Figure, percentile, spread
from tests.soak.children import Child, made, opened
from tests.storage.test_speed import card, cell_id
from tests.storage.tools import put

EDITS = 50
CARDS = 2000


def run(folder: Path, count: int) -> list[Figure]:
    """`count` processes with fifty edits each, one behind the other without a pause."""
    root = folder / "w"
    store = made(root)
    store.commit("p1", lambda _: [card(n) for n in range(CARDS)])
    store.checkpoint()
    ready, go = os.pipe()
    children = [Child(_writer(root, me, ready)) for me in range(count)]
    for child in children:
        child.hear()
    os.write(go, b"x" * count)
    said = [child.finish() for child in children]
    taken = [float(line.split()[2]) for lines in said for line in lines if line.startswith("saved")]
    saved = {line.split()[1] for lines in said for line in lines if line.startswith("saved")}
    refused = count * EDITS - len(saved)
    there = {vote for doc in opened(root).snapshot.table("cards").values() for vote in doc.get("votes", ())}
    note = f"{count} x {EDITS} on {CARDS} cards, {len(saved)} acknowledged"
    return [
        Figure("changes lost", len(saved - there), "lines", 0, note=note),
        Figure("changes refused", refused, "times", 0),
        Figure("a change, p50", percentile(taken, 50), "ms", 50, note=spread(taken)),
        Figure("a change, p99", percentile(taken, 99), "ms", 250),
        Figure("a change, the longest", max(taken), "ms", 1000),
    ]


def _writer(root: Path, me: int, ready: int) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        chance = random.Random(me)
        store = opened(root)
        store.load_rest()
        say("ready")
        os.read(ready, 1)
        for n in range(EDITS):
            begun = time.perf_counter()
            try:
                put(store, cell_id(chance.randrange(CARDS)), title=f"{me} {n}", **{f"votes/{me}-{n}": True})
            except Problem as problem:
                say(f"refused {me}-{n} {problem.code}")
            else:
                say(f"saved {me}-{n} {(time.perf_counter() - begun) * 1000}")

    return work
