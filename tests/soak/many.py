"""Boards far larger than any that is in use: how long they take to open, to change and to save.

Times are of a process that has loaded the store's code and opens the board for the first time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from board.ports import Change, Draft
from storage.store import BoardStore
from tests.bench.report import Figure, percentile, spread
from tests.soak.children import Child, made, opened
from tests.storage.test_speed import card, cell_id
from tests.storage.tools import put

LINES = 100_000
_AT_ONCE = 5000
_RUNS = 5


def run(folder: Path, count: int) -> list[Figure]:
    """A tenth of `count` cards with 100,000 lines of journal, and then `count` cards."""
    return [*_long(folder / "long", count // 10), *_large(folder / "large", count)]


def _filled(root: Path, cards: int) -> BoardStore:
    store = made(root)
    for begin in range(0, cards, _AT_ONCE):  # mypy cannot infer a lambda whose default binds the loop's value
        drafts = [card(n) for n in range(begin, min(begin + _AT_ONCE, cards))]
        store.commit("p1", lambda _, drafts=drafts: drafts)  # type: ignore[misc]
    return store


def _long(root: Path, cards: int) -> list[Figure]:
    store = _filled(root, cards)
    left = LINES - cards
    while left > 0:
        # mypy: as above.
        edits = [Draft("set", (_edit(n % cards, left),)) for n in range(min(_AT_ONCE, left))]
        store.commit("p1", lambda _, edits=edits: edits)  # type: ignore[misc]
        left -= len(edits)
    without = _times(lambda: opened(root))
    store.checkpoint()
    store.close()
    with_it = _times(lambda: opened(root))
    name = f"open {cards} cards with {LINES} lines"
    return [
        Figure(f"{name}, from the journals", percentile(without, 50), "ms", 2000, note=spread(without)),
        Figure(f"{name}, from the checkpoint", percentile(with_it, 50), "ms", 400, note=spread(with_it)),
    ]


def _edit(number: int, turn: int) -> Change:
    return Change("cards", cell_id(number), {"phase": f"p{turn % 7}"})


def _large(root: Path, cards: int) -> list[Figure]:
    store = _filled(root, cards)
    store.checkpoint()
    store.close()
    opening = _times(lambda: opened(root))
    store = opened(root)
    first = _once(lambda: put(store, cell_id(1), phase="plan"))
    # mypy: as above.
    moves = [_once(lambda n=n: put(store, cell_id(n * 7), phase="do")) for n in range(100)]  # type: ignore[misc]
    saving = _once(store.checkpoint)
    return [
        Figure(
            f"open {cards} cards, from the checkpoint",
            percentile(opening, 50),
            "ms",
            10_000,
            note=spread(opening),
        ),
        Figure("the first move there", first, "ms", 10_000),
        Figure("a later move there, p95", percentile(moves, 95), "ms", 100, note=spread(moves)),
        Figure("its checkpoint, in the background", saving, "ms", 20_000),
    ]


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _times(work: Callable[[], object]) -> list[float]:
    """So many first times, each in a process of its own."""

    def told(say: Callable[[str], None]) -> None:
        say(str(_once(work)))

    return [float(Child(told).finish()[0]) for _ in range(_RUNS)]
