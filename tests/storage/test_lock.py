"""The lock: queued by the kernel, told about after a second, given up in time, never left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from board.errors import Problem
from storage.durable import Modes
from storage.lock import DOOR, IN_A_ROW, Holder, Lock, _Patience
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


def open_files(path: Path) -> list[str]:
    """The files that this process has open at a path."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # closed since
            found += [name] if os.readlink(f"/proc/self/fd/{name}") == str(path) else []
    return found


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


def test_of_many_who_wait_one_gets_ready_and_the_others_sleep(tmp_path: Path) -> None:
    holder = lock_on(tmp_path / "l", 5)
    holder.acquire("vera", "nu")
    ready: list[str] = []
    order: list[str] = []

    def wait_for_it(name: str) -> None:
        lock = lock_on(tmp_path / "l", 5)
        lock.acquire(name, "nu", lambda: ready.append(name))
        order.append(name)
        lock.release()

    first = threading.Thread(target=wait_for_it, args=("bo",))
    first.start()
    until(lambda: ready == ["bo"])
    second = threading.Thread(target=wait_for_it, args=("siv",))
    second.start()
    until(lambda: len(open_files(tmp_path / f"l{DOOR}")) == 2)
    assert (ready, order) == (["bo"], [])
    holder.release()
    first.join()
    second.join()
    assert order == ["bo", "siv"]


@pytest.fixture
def held_door(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Somebody has the door, and the lock itself is free. What it gives opens the door."""
    fd = os.open(tmp_path / f"l{DOOR}", os.O_RDWR | os.O_CREAT)
    fcntl.flock(fd, fcntl.LOCK_EX)
    yield lambda: fcntl.flock(fd, fcntl.LOCK_UN)
    os.close(fd)


def test_nobody_goes_past_those_who_wait_for_long(tmp_path: Path, held_door: Callable[[], None]) -> None:
    """Somebody is on the way in through the door, and the lock itself is free just then."""
    busy = lock_on(tmp_path / "l", 10)
    for _turn in range(IN_A_ROW):
        busy.acquire("vera", "nu", lambda: None)
        busy.release()
    waiting = threading.Thread(target=busy.acquire, args=("vera", "nu", lambda: None))
    waiting.start()
    until(lambda: len(open_files(tmp_path / f"l{DOOR}")) == 2)
    held_door()
    waiting.join()
    busy.release()


def test_one_who_is_stopped_at_the_door_keeps_nobody_out(
    tmp_path: Path, held_door: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.lock.AT_THE_DOOR", 0.02)
    monkeypatch.setattr("storage.lock.PAST_THE_DOOR", 0.0)
    waits: list[Holder] = []
    lock = lock_on(tmp_path / "l", 10, waits)
    for _turn in range(4 * (IN_A_ROW + 1)):
        lock.acquire("vera", "nu", lambda: None)
        lock.release()
    assert waits == []
    # One more of the test's own: whoever has waited long goes on in the same place, however often.
    assert len(open_files(tmp_path / f"l{DOOR}")) == 2
    held_door()
    until(lambda: len(open_files(tmp_path / f"l{DOOR}")) == 1)


def test_a_door_that_is_stuck_costs_a_session_one_wait_and_not_every_third(
    tmp_path: Path, held_door: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []
    real = _Patience.wait_at_the_door
    monkeypatch.setattr("storage.lock.AT_THE_DOOR", 0.02)

    def counted(self: _Patience, done: threading.Event) -> None:
        tried.append(1)
        real(self, done)

    monkeypatch.setattr(_Patience, "wait_at_the_door", counted)
    lock = lock_on(tmp_path / "l", 10)
    for _turn in range(20):
        lock.acquire("vera", "nu", lambda: None)
        lock.release()
    assert len(tried) == 1
    held_door()
    until(lambda: len(open_files(tmp_path / f"l{DOOR}")) == 1)
    for _turn in range(IN_A_ROW + 1):
        lock.acquire("vera", "nu", lambda: None)
        lock.release()
    assert len(tried) == 1


def test_trying_for_hours_has_one_file_open(tmp_path: Path) -> None:
    holder, lock = lock_on(tmp_path / "l", 1), lock_on(tmp_path / "l", 0.01)
    holder.acquire("vera", "nu")
    for _try in range(5):
        with pytest.raises(Problem, match="locked"):
            lock.acquire("bo", "nu")
    assert len(open_files(tmp_path / "l")) == 2
    lock.wait = 10
    waiting = threading.Thread(target=lock.acquire, args=("bo", "nu"))
    waiting.start()
    holder.release()
    waiting.join()
    assert lock.holder().person == "bo"
    with pytest.raises(Problem, match="locked"):
        lock_on(tmp_path / "l", 0.01).acquire("siv", "nu")
    lock.release()
    until(lambda: open_files(tmp_path / "l") == [])


def test_without_a_door_the_lock_still_locks(tmp_path: Path) -> None:
    (tmp_path / f"l{DOOR}").mkdir()
    one, two = lock_on(tmp_path / "l", 1), lock_on(tmp_path / "l", 0.05)
    one.acquire("vera", "nu", lambda: None)
    with pytest.raises(Problem, match="locked"):
        two.acquire("bo", "nu", lambda: None)
    one.release()
    two.acquire("bo", "nu", lambda: None)
    two.release()


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
