"""Processes that a run makes of itself, so that a thousand of them cost no thousand starts of Python."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from storage.store import BoardStore
from storage.workspace import Workspace

BOARD = "ett"


@contextmanager
def in_memory(folder: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for runs that ask nothing of the disk, and would wait for it most."""
    shm = "/dev/shm"
    place = shm if os.path.isdir(shm) and os.access(shm, os.W_OK) else str(folder)
    with tempfile.TemporaryDirectory(prefix="tavla-soak-", dir=place) as made_there:
        yield Path(made_there)


def now() -> datetime:
    """The real clock, as sessions have it."""
    return datetime.now(UTC)


def made(root: Path) -> BoardStore:
    """A new workspace with one board."""
    workspace = Workspace(str(root), now)
    workspace.create()
    return workspace.create_board(BOARD)


def opened(root: str | Path, wait: float = 10.0) -> BoardStore:
    """The board as a session opens it that has just been started."""
    return Workspace(str(root), now, wait).board(BOARD)


class Child:
    """A process that does `work` with a way to tell what it has done: `said` is all it got told before its end."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        end, fd = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            _as_child(work, fd)
        os.close(fd)
        self._end = end
        self._told = b""
        self.status = 0

    def hear(self) -> str:
        """The next thing that it says; what is said already is not lost."""
        while b"\n" not in self._told:
            piece = os.read(self._end, 65536)
            if not piece:
                break
            self._told += piece
        return self._told.decode().partition("\n")[0]

    def kill(self, number: int) -> None:
        os.kill(self.pid, number)

    def finish(self) -> list[str]:
        """Wait for its end; everything that it said, a line each."""
        while piece := os.read(self._end, 65536):
            self._told += piece
        os.close(self._end)
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._told.decode().splitlines()


def _as_child(work: Callable[[Callable[[str], None]], None], fd: int) -> None:
    def say(text: str) -> None:
        os.write(fd, text.encode() + b"\n")

    status = 1
    try:
        work(say)
        status = 0
    except BaseException:  # a child must never go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
