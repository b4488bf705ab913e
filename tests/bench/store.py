"""The store's figures, with the work of tests/storage/test_speed.py, where its other times are printed."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

from storage.store import BoardStore
from storage.workspace import Workspace
from tests.bench.ground import Ground
from tests.bench.report import Figure, median, percentile, spread
from tests.storage.test_speed import CARDS, FIRST_ID, WRITE, card, times
from tests.storage.tools import finish, put, start

WRITERS, CHANGES = 8, 100
"""As many as the writers' code does."""


def large(folder: Path) -> BoardStore:
    """A board of 10,000 cards with its checkpoint, which is called what the writers open."""
    workspace = Workspace(str(folder), lambda: datetime.now().astimezone())
    workspace.create()
    store = workspace.create_board("ett")
    store.commit("p1", lambda _: [card(n) for n in range(CARDS)])
    store.checkpoint()
    return store


def measure(ground: Ground, commits: int) -> list[Figure]:
    """One change on an idle board in turns with a bare append and fdatasync; then eight processes at once."""
    store = large(ground.folder / "store")
    return [_alone(store, ground.folder / "bare", commits), *_together(store, ground.folder / "store")]


def _alone(store: BoardStore, bare: Path, commits: int) -> Figure:
    fd = os.open(bare, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    put(store, str(FIRST_ID), phase="plan")

    def append() -> None:
        os.write(fd, b"x" * 300)
        os.fdatasync(fd)

    ours, floor = [], []
    for n in range(commits):
        floor += times(append, 1)
        ours += times(partial(put, store, str(FIRST_ID), phase=f"p{n}"), 1)
    os.close(fd)
    note = f"{spread(ours)}; floor: append and fdatasync, min={min(floor):.2f}"
    return Figure(
        f"one change on an idle board, {CARDS} cards", median(ours), "ms", 4.0, median(floor), True, note
    )


def _together(store: BoardStore, folder: Path) -> list[Figure]:
    writers = [start(WRITE, str(folder), str(n)) for n in range(WRITERS)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    taken = [float(row) for writer in writers for row in finish(writer).split()]
    store.refresh()
    owners = {str(doc.get("owner")) for doc in store.snapshot.table("cards").values()}
    wanted = {f"{writer}-{change}" for writer in range(WRITERS) for change in range(CHANGES)}
    lines = {str(change.cells.get("owner")) for line in store.backwards() for change in line.changes}
    note = f"p50={median(taken):.1f} {spread(taken)}; {len(wanted & owners)} of them still shown"
    return [
        Figure("8 x 100 changes, p95 of one in the store", percentile(taken, 95), "ms", 60.0, note=note),
        Figure("8 x 100 changes that are not there", len(wanted - lines), "lines", 0, note="by the journal"),
    ]
