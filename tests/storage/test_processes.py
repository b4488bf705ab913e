"""Real processes: many writers, kill -9, full disks. Nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from storage.check import check
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import Ticking, again, cards, finish, make, put, start

WRITE = """
me, count = sys.argv[2], int(sys.argv[3])
for n in range(count):
    put(str(n % 7), **{"votes/" + me + "-" + str(n): True, "title": me})
    print(n, flush=True)
"""


def acknowledged(out: str) -> int:
    return len(out.splitlines())


def test_eight_writers_lose_nothing(store: BoardStore, workspace: Workspace) -> None:
    writers = [start(WRITE, workspace.root, f"w{n}", "100") for n in range(8)]
    assert [acknowledged(finish(writer)) for writer in writers] == [100] * 8
    store.refresh()
    votes = [vote for card in cards(store).values() for vote in card["votes"]]
    assert len(votes) == 800
    assert store.conflicts() == {}
    assert store.faults == []
    assert cards(again(store)) == cards(store)


def test_killed_writers_lose_nothing_acknowledged(store: BoardStore, workspace: Workspace) -> None:
    chance = random.Random(3)
    for turn in range(6):
        writers = [start(WRITE, workspace.root, f"t{turn}w{n}", "100000") for n in range(3)]
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        time.sleep(chance.random() / 20)
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
        counts = [acknowledged(writer.communicate()[0]) + 1 for writer in writers]
        store.refresh()
        votes = {vote for card in cards(store).values() for vote in card["votes"]}
        for n, count in enumerate(counts):
            assert {f"t{turn}w{n}-{k}" for k in range(count)} <= votes
        put(store, "9", **{"votes/mellan": True})
    assert not [f for f in check(Workspace(workspace.root, Ticking())) if f.severity == "damage"]


def test_a_session_killed_while_writing_the_checkpoint_leaves_a_whole_one(
    store: BoardStore, workspace: Workspace
) -> None:
    for n in range(200):
        put(store, str(n), title="x" * 100)
    store.checkpoint()
    code = "print('go', flush=True)\nwhile True:\n    store.checkpoint()\n"
    for _ in range(5):
        writer = start(code, workspace.root)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.random() / 30)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        reader = again(store)
        assert reader.distrusted is None
        assert len(cards(reader)) == 200


def test_a_full_disk_refuses_in_words_and_recovers(workspace: Workspace, store: BoardStore) -> None:
    put(store, "1", title="a")
    code = """
import resource, os
size = os.stat(sys.argv[2]).st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 700, resource.RLIM_INFINITY))
saved, refused = 0, ""
for n in range(20):
    try:
        put("k%d" % n, title="x" * 50)
        saved += 1
    except Problem as problem:
        refused = problem.code + " " + problem.params["errno"]
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
put("efter", title="går igen")
print(saved, refused)
"""
    path = next(Path(store.home.folder).rglob("*.jsonl"))
    saved, *refused = finish(start(code, workspace.root, str(path))).split()
    assert refused == ["disk_full", "EFBIG"]
    store.refresh()
    assert len(cards(store)) == int(saved) + 2
    assert store.faults == []


@pytest.mark.skipif(os.getuid() != 0, reason="kernel privilege: mount")
def test_a_full_file_system(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], check=False)
    if mounted.returncode != 0:
        pytest.skip("kernel privilege: mount")
    try:
        fill_up(place)
    finally:
        subprocess.run(["umount", place], check=True)


def fill_up(place: Path) -> None:
    from board.errors import Problem

    workspace = make(place / "w")
    store = workspace.create_board("ett")
    saved = 0
    refusal = ""
    while not refusal:
        try:
            put(store, f"k{saved}", title="x" * 900)
            saved += 1
        except Problem as problem:
            refusal = problem.code
    assert refusal == "disk_full"
    assert saved > 100
    assert len(cards(store)) == len(cards(again(store))) == saved
    with pytest.raises(Problem, match="disk_full"):
        store.checkpoint()
    assert not list(Path(store.home.folder).glob(".tmp-*"))
    assert not store.checkpoint_if_due()
    (place / "w" / "hosts" / "stor").write_bytes(b"")
    subprocess.run(["mount", "-o", "remount,size=2m", place], check=True)
    put(store, "efter", title="går igen")
    store.checkpoint()
    assert len(cards(again(store))) == saved + 1
    store.close()


def test_two_threads_of_a_session_take_turns(store: BoardStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(me: int) -> None:
        for n in range(50):
            put(store, "1", **{f"votes/{me}-{n}": True})
            store.refresh()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(cards(store)["1"]["votes"]) == 200
    assert store.faults == []
    assert cards(again(store)) == cards(store)
