"""One file to carry by hand: both ways, refused in a code where it is not what it should be, never half written."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.bundle import BundleTransport
from storage.sync.rounds import Syncing
from storage.sync.runs import SEGMENT_BYTES
from storage.sync.tree import MARKER
from tests.storage.sync.bundles import MARK, SEGMENT, A, B, carry, zipped
from tests.storage.sync.scribe import Scribe, send, whole
from tests.storage.tools import ROOT, cards, make, put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tavla.tavla"


# carried to and fro


def test_what_is_put_into_it_comes_out_of_it(path: Path) -> None:
    anna, bo = Scribe(A).write(3), Scribe(B).write(700)
    carry(path, anna)
    carry(path, bo)
    carry(path, anna.write(2))
    bundle = BundleTransport(str(path))
    assert whole(bundle, anna, bo)
    assert [(b.first, len(b.lines)) for b in bundle.pull("ett", {B: 650, A: 5})] == [(651, 50)]
    assert bundle.heads(["tva"]) == {}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_pushed_is_told_before_it_is_written(path: Path) -> None:
    anna = Scribe(A).write(3)
    carry(path, anna)
    bundle = BundleTransport(str(path))
    assert send(bundle, anna.write(2)) == 2
    assert whole(bundle, anna)
    bundle.push("ett", anna.batch())
    bundle.push("ett", anna.batch(4))
    bundle.close()
    assert whole(BundleTransport(str(path)), Scribe(A).write(3)), "and dropped where it is not finished"


def test_a_bundle_that_needs_nothing_is_not_written(path: Path) -> None:
    carry(path, Scribe(A).write(3))
    before = path.stat()
    carry(path, Scribe(A).write(3))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )


def test_an_empty_bundle_is_one_too(path: Path) -> None:
    carry(path)
    assert BundleTransport(str(path)).heads(None) == {}
    carry(path, Scribe(A).write(1))
    assert whole(BundleTransport(str(path)), Scribe(A).write(1))


def test_many_visits_leave_few_segments(path: Path) -> None:
    anna = Scribe(A)
    for _ in range(20):
        carry(path, anna.write(30))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [MARKER, SEGMENT]
    carry(path, anna.write(300, "x" * 9000))
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 4
        assert max(info.file_size for info in archive.infolist()) < SEGMENT_BYTES + 64 * 1024
    assert whole(BundleTransport(str(path)), anna)


def test_the_same_lines_make_the_same_file(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        path = zipped(tmp_path / name, [(MARKER, MARK)])
        carry(path, Scribe(A).write(9), Scribe(B).write(4))
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_other_lines_with_the_same_numbers_are_a_fork(path: Path) -> None:
    anna = Scribe(A).write(3)
    clone = anna.clone(1_800_000_000_000).write(2)
    carry(path, anna.write(1))
    bundle = BundleTransport(str(path))
    for first in (4, 5):
        with pytest.raises(Problem) as caught:
            bundle.push("ett", clone.batch(first))
        assert (caught.value.code, caught.value.params) == ("remote_fork", {"n": 4})
    bundle.finish()
    assert whole(bundle, anna)


def test_two_workspaces_meet_over_a_bundle(tmp_path: Path, path: Path) -> None:
    workspaces = [make(tmp_path / name) for name in ("w1", "w2")]
    put(workspaces[0].create_board("ett"), "1", title="Hjälpmedel i rätt rum")
    for turn in range(5):
        workspace = workspaces[turn % 2]
        bundle = BundleTransport(str(path))
        Syncing(workspace).exchange(bundle)
        bundle.finish()
        if turn == 1:
            put(workspace.board("ett"), "2", title="Bo ser den")
    shown = [cards(workspace.board("ett")) for workspace in workspaces]
    assert shown[0] == shown[1] == {"1": {"title": "Hjälpmedel i rätt rum"}, "2": {"title": "Bo ser den"}}


def test_waiting_for_a_bundle_ends_when_it_is_told_to(path: Path) -> None:
    bundle = BundleTransport(str(path))
    assert not bundle.wait(0)
    began = time.monotonic()
    timer = threading.Timer(0.05, bundle.wake)
    timer.start()
    assert not bundle.wait(30)
    timer.join()
    bundle.close()
    assert not bundle.wait(30)
    assert time.monotonic() - began < 20


# the file is replaced whole


def test_a_file_that_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    anna, bo = Scribe(A).write(3), Scribe(B).write(2)
    carry(path, anna)
    bundle = BundleTransport(str(path))
    send(bundle, anna.write(1))
    carry(path, bo)
    with pytest.raises(Problem) as caught:
        bundle.finish()
    assert caught.value.params == {"reason": "changed"}
    assert whole(BundleTransport(str(path)), Scribe(A).write(3), bo)
    assert sorted(os.listdir(path.parent)) == ["home", path.name]


def test_a_full_stick_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    run = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tavla", str(stick)], capture_output=True)
    if run.returncode:
        pytest.skip(f"mounting is not allowed here: {run.stderr.decode()}")
    try:
        path = stick / "tavla.tavla"
        carry(path, Scribe(A).write(100))
        before = path.read_bytes()
        bundle = BundleTransport(str(path))
        send(bundle, Scribe(A).write(5000))
        with pytest.raises(Problem) as caught:
            bundle.finish()
        assert caught.value.code == "remote_full"
        assert path.read_bytes() == before
        assert os.listdir(stick) == [path.name]
        subprocess.run(["mount", "-o", "remount,size=8m", str(stick)], check=True)
        bundle.finish()
        assert whole(BundleTransport(str(path)), Scribe(A).write(5000))
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        with pytest.raises(Problem) as caught:
            carry(path, Scribe(B).write(1))
        assert caught.value.code == "remote_read_only"
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=True)


CARRYING = """
import sys
from storage.sync.bundle import BundleTransport
from tests.storage.sync.bundles import A, B, MARK, SEGMENT, carry, zipped
from tests.storage.sync.scribe import Scribe, send
scribe = Scribe("aaaaaa").write(int(sys.argv[2]))
while True:
    bundle = BundleTransport(sys.argv[1])
    send(bundle, scribe.write(200))
    bundle.finish()
    print(len(scribe.lines), flush=True)
"""


def test_kill_9_while_it_is_written_leaves_the_old_or_the_new_file(path: Path) -> None:
    rng = random.Random(5)
    kept = 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", CARRYING, str(path), str(kept)],
            env=environment,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        for _ in range(rng.randint(1, 4)):
            kept = int(process.stdout.readline())
        time.sleep(rng.random() * 0.02)
        process.kill()
        process.stdout.close()
        process.wait()
        there = BundleTransport(str(path)).heads(None)["ett"][A].n
        assert there >= kept
        kept = there
        assert whole(BundleTransport(str(path)), Scribe(A).write(kept))
    for left in path.parent.glob(".tmp-*"):
        os.utime(left, (0, 0))
    carry(path, Scribe(B).write(1))
    assert not list(path.parent.glob(".tmp-*"))
