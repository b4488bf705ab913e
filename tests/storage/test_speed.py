"""How long it takes, printed beside the floor: run with `-m bench -n 0 -s`."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from board.ports import Change, Draft
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import again, finish, put, start

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]
CARDS = 10_000
FIRST_ID = 382_708_429_620_190_057


def cell_id(n: int) -> str:
    """The id of the n-th card."""
    return str(FIRST_ID + n * 7919)


def card(n: int) -> Draft:
    """A card as they are: a dozen fields, two tags, a few lines of text."""
    cells = {
        "title": f"Kort nummer {n} om en sak på avdelningen",
        "phase": "inbox",
        "kind": "problem",
        "problem": "En text om vad som är fel och hur ofta. " * 3,
        "owner": "anna",
        "order": f"a{n:06}",
        "due": "2026-12-01",
        "tags/akut": True,
        "tags/natt": True,
        "created": "2026-11-22T05:30:52+01:00",
    }
    return Draft("add", (Change("cards", cell_id(n), cells),))


@pytest.fixture
def large(store: BoardStore) -> BoardStore:
    store.commit("p1", lambda _: [card(n) for n in range(CARDS)])
    store.checkpoint()
    return store


def times(work: Callable[[], object], runs: int = 15) -> list[float]:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


def test_one_commit_beside_a_bare_durable_append(large: BoardStore, tmp_path: Path) -> None:
    fd = os.open(tmp_path / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    put(large, str(FIRST_ID), phase="plan")

    def bare() -> None:
        os.write(fd, b"x" * 300)
        os.fdatasync(fd)

    ours, floor = [], []
    for n in range(200):
        floor += times(bare, 1)
        ours += times(partial(put, large, str(FIRST_ID), phase=f"p{n}"), 1)
    os.close(fd)
    one, other = statistics.median(ours), statistics.median(floor)
    print(f"\ncommit p50 {one:.3f} ms, bare append+fdatasync {other:.3f} ms: {one / other:.1f} times")


def test_first_paint_and_refresh(large: BoardStore) -> None:
    opened = times(lambda: again(large))
    print(f"\nopen {CARDS} cards from the checkpoint: p50 {opened[7]:.1f} ms, max {opened[-1]:.1f}")
    idle = times(large.refresh, 1000)
    print(f"refresh with nothing new: p50 {idle[500] * 1000:.0f} µs, p99 {idle[990] * 1000:.0f}")
    reader = again(large)
    first = times(lambda: reader.stamp_of("cards", "1", "x"), 1)
    print(f"the stamps, at the first write: {first[0]:.1f} ms")
    print(f"checkpoint: {times(large.checkpoint, 5)[2]:.0f} ms")


def test_memory_for_a_card(large: BoardStore) -> None:
    import gc
    import tracemalloc

    for what, without in (("checkpoint", False), ("journals", True)):
        if without:
            Path(large.path).unlink()
        tracemalloc.start()
        reader = again(large)
        reader.stamp_of("cards", "1", "x")
        gc.collect()
        print(f"\nfrom the {what}: {tracemalloc.get_traced_memory()[0] / CARDS:.0f} bytes a card")
        tracemalloc.stop()


def test_replay_of_a_hundred_thousand_lines(store: BoardStore) -> None:
    store.commit("p1", lambda _: [card(n) for n in range(2000)])
    stamps: list[str] = []
    for turn in range(49):
        edits = [Draft("set", (Change("cards", cell_id(n), {"phase": f"p{turn}"}),)) for n in range(2000)]
        stamps += store.commit("p1", lambda _, edits=edits: edits).stamps  # type: ignore[misc]  # its default
    replay = times(lambda: again(store), 5)
    print(f"\nreplay of 100,000 lines: p50 {replay[2]:.0f} ms, min {replay[0]:.0f}")
    for stamp in (stamps[0], stamps[50_000], stamps[-1]):
        print(f"a line by its stamp: {times(partial(store.line, stamp), 5)[2]:.1f} ms")
    print(f"the newest line: {times(lambda: next(store.backwards()), 5)[2]:.1f} ms")


WRITE = """
import time
put("9", title="warm")
sys.stdin.readline()
for n in range(100):
    began = time.perf_counter()
    put(str(382708429620190057 + (n * 31 + int(sys.argv[2])) % 10000 * 7919), owner=sys.argv[2] + "-" + str(n))
    print((time.perf_counter() - began) * 1000)
"""


def test_eight_processes_on_a_large_board(large: BoardStore, workspace: Workspace) -> None:
    writers = [start(WRITE, workspace.root, str(n)) for n in range(8)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    taken = sorted(float(row) for writer in writers for row in finish(writer).split())
    large.refresh()
    lines = sum(1 for line in large.backwards() if line.do == "set")
    print(f"\n8 x 100 on {CARDS} cards: {lines - 8} lines, ms a change:")
    print(f"p50 {taken[400]:.1f} p95 {taken[760]:.1f} max {taken[-1]:.1f}")
    assert lines == 808
