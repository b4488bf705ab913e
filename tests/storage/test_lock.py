"""The lock: queued by the kernel, told about after a second, given up in time, never left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from pathlib import Path

import pytest

from board.errors import Problem
from storage.durable import Modes
from storage.lock import Holder, Lock
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import cards, finish, put, start, until

HOLD = """
store._lock.acquire("vera", "2026-11-22T03:40:00+01:00")
print("held", flush=True)
sys.stdin.readline()
"""


def lock_on(path: Path, wait: float, waits: list[Holder] | None = None) -> Lock:
    return Lock(str(path), Modes(False), wait, waits.append if waits is not None else None)


def test_holding_it_keeps_another_out(tmp_path: Path) -> None:
    one, two = lock_on(tmp_path / "l", 1), lock_on(tmp_path / "l", 0.05)
    one.acquire("vera", "nu")
    with pytest.raises(Problem, match="locked") as told:
        two.acquire("bo", "nu")
    assert told.value.params == {"holder": "vera", "since": "nu", "pid": os.getpid()}
    one.release()
    two.acquire("bo", "nu")
    two.release()
    two.release()


def test_a_lock_that_comes_too_late_is_given_back(tmp_path: Path) -> None:
    one, two = lock_on(tmp_path / "l", 1), lock_on(tmp_path / "l", 0.05)
    one.acquire("vera", "nu")
    with pytest.raises(Problem, match="locked"):
        two.acquire("bo", "nu")
    one.release()

    def free() -> bool:
        fd = os.open(tmp_path / "l", os.O_RDWR)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(fd)
        return True

    until(free)


def test_who_holds_it_is_told_after_a_second(store: BoardStore, workspace: Workspace) -> None:
    holder = start(HOLD, workspace.root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waits: list[Holder] = []
    store._lock.on_wait = waits.append
    store._lock.wait = 1.3
    began = time.monotonic()
    with pytest.raises(Problem, match="locked") as told:
        put(store, "1", title="a")
    assert 1.2 < time.monotonic() - began < 3
    assert waits == [Holder(holder.pid, "vera", "2026-11-22T03:40:00+01:00")]
    assert told.value.params["holder"] == "vera"
    assert store.refresh() == ()
    finish(holder)
    put(store, "1", title="a")
    assert cards(store) == {"1": {"title": "a"}}


def test_a_killed_holder_leaves_no_lock(store: BoardStore, workspace: Workspace) -> None:
    holder = start(HOLD, workspace.root)
    assert holder.stdout is not None
    holder.stdout.readline()
    os.kill(holder.pid, signal.SIGKILL)
    put(store, "1", title="a")
    holder.communicate()


def test_a_lock_file_removed_under_the_holder_locks_nobody_in(tmp_path: Path) -> None:
    one, two = lock_on(tmp_path / "l", 1), lock_on(tmp_path / "l", 1)
    one.acquire("vera", "nu")
    os.unlink(tmp_path / "l")
    two.acquire("bo", "nu")
    assert two.holder().person == "bo"


def test_a_lock_file_removed_while_locking_is_not_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = lock_on(tmp_path / "l", 1)
    real, opened = lock._open, []

    def removed_once() -> int:
        opened.append(real())
        if len(opened) == 1:
            os.unlink(tmp_path / "l")
        return opened[-1]

    monkeypatch.setattr(lock, "_open", removed_once)
    lock.acquire("vera", "nu")
    assert len(opened) == 2
    with pytest.raises(Problem, match="locked"):
        lock_on(tmp_path / "l", 0.05).acquire("bo", "nu")
    lock.release()


def test_a_note_of_rubbish_is_no_holder(tmp_path: Path) -> None:
    (tmp_path / "l").write_bytes(b'[1, "x"]' + os.urandom(100))
    assert lock_on(tmp_path / "l", 1).holder() == Holder(None, None, None)
    assert lock_on(tmp_path / "none", 1).holder() == Holder(None, None, None)
