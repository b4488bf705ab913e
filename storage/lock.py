"""The board's lock: a blocking flock that the kernel queues, waited for in a daemon thread of its own."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from board.errors import Problem
from storage.durable import Modes, problem_of
from storage.lines import from_json, to_json

_TELL_AFTER = 1.0
_NOTE_LENGTH = 512


class Holder(NamedTuple):
    """Who has the lock, as they noted in it; empty where the note cannot be read."""

    pid: int | None
    person: str | None
    since: str | None


OnWait = Callable[[Holder], None]


class Lock:
    """An exclusive lock between processes and threads. It is freed by the kernel when its holder dies."""

    def __init__(self, path: str, modes: Modes, wait: float = 10.0, on_wait: OnWait | None = None) -> None:
        self._path = path
        self._modes = modes
        self._fd: int | None = None
        self.wait = wait
        self.on_wait = on_wait

    def acquire(self, person: str, since: str) -> None:
        """Take the lock and note who has it.

        Raises:
            Problem: `locked` with the holder's note, after `wait` seconds.
        """
        while True:
            fd = self._open()
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._queue(fd)
            except OSError as error:
                os.close(fd)
                raise problem_of(error) from None
            if self._still_there(fd):
                break
            os.close(fd)
        self._fd = fd
        self._note(fd, person, since)

    def release(self) -> None:
        """Give the lock back; harmless without it."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            # Linux lets go of the file, and so of the lock, also where it reports an error.
            with suppress(OSError):
                os.close(fd)

    def holder(self) -> Holder:
        """The note of whoever took the lock last."""
        try:
            fd = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return Holder(None, None, None)
        try:
            note: Any = from_json(os.pread(fd, _NOTE_LENGTH, 0))
        except (OSError, ValueError):
            return Holder(None, None, None)
        finally:
            os.close(fd)
        if type(note) is not dict:
            return Holder(None, None, None)
        pid, person, since = note.get("pid"), note.get("person"), note.get("since")
        return Holder(
            pid if type(pid) is int else None,
            person if type(person) is str else None,
            since if type(since) is str else None,
        )

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, self._modes.file)
        except OSError as error:
            raise problem_of(error) from None

    def _still_there(self, fd: int) -> bool:
        """Whether the locked file is the one that others would lock now."""
        try:
            return os.path.samestat(os.fstat(fd), os.stat(self._path))
        except OSError:
            return False

    def _note(self, fd: int, person: str, since: str) -> None:
        note = to_json({"pid": os.getpid(), "person": person[:64], "since": since}).encode("utf-8", "replace")
        try:
            os.pwrite(fd, note.ljust(_NOTE_LENGTH), 0)
        except OSError:
            # A full disk must not stop the lock: the note is only for telling others.
            return

    def _queue(self, fd: int) -> None:
        """Wait in the kernel's queue without making the caller unwakeable."""
        import threading

        turn = threading.Lock()
        done = threading.Event()
        gave_up = False
        failed: list[OSError] = []

        def wait_for_it() -> None:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)
            except OSError as error:
                failed.append(error)
            with turn:
                done.set()
                if gave_up:
                    os.close(fd)

        threading.Thread(target=wait_for_it, name="board-lock", daemon=True).start()
        try:
            if not done.wait(min(_TELL_AFTER, self.wait)):
                if self.on_wait is not None:
                    self.on_wait(self.holder())
                done.wait(max(self.wait - _TELL_AFTER, 0))
        except BaseException:
            with turn:
                gave_up = True
                if done.is_set():
                    os.close(fd)
            raise
        with turn:
            gave_up = not done.is_set()
        if gave_up:
            holder = self.holder()
            raise Problem("locked", holder=holder.person, since=holder.since, pid=holder.pid)
        if failed:
            os.close(fd)
            raise problem_of(failed[0])
