"""The board's lock: a blocking flock that the kernel queues, waited for in a daemon thread of its own.

Those who want to write go through a second lock first, the door: whoever has it is the next, and gets ready while the
holder writes and the others sleep. Without it each would get ready while all others wait. The door guards nothing, so
that nobody waits there for long: whoever has it may have been stopped.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from board.errors import Problem
from storage.durable import Modes, open_file, problem_of
from storage.lines import from_json, to_json

if TYPE_CHECKING:
    from threading import Event

DOOR = ".next"
"""Added to the name of a lock: where those wait who are not the next."""
IN_A_ROW = 2
"""How often a session may take a lock that is free just then, past those who wait at the door: what it has read is what
others have written, so that its turns are the shortest, and nobody waits for more than these."""
AT_THE_DOOR = 1.0
"""Seconds after which somebody goes on to the lock's own queue though another still has the door."""
PAST_THE_DOOR = 30.0
"""Seconds during which a session that waited there in vain goes past a door that is not free, and waits no more."""
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
        self._in_a_row = 0
        self._past_till = 0.0
        self.wait = wait
        self.on_wait = on_wait

    def acquire(self, person: str, since: str, get_ready: Callable[[], object] | None = None) -> None:
        """Take the lock and note who has it. `get_ready` is called during a wait, when this session is the next.

        Raises:
            Problem: `locked` with the holder's note, after `wait` seconds.
        """
        self._in_a_row += 1
        if get_ready is None or self._in_a_row > IN_A_ROW or not self._taken_at_once():
            self._in_a_row = 0
            patience = _Patience(self.wait, self.on_wait, self.holder)
            with self._door(patience) if get_ready is not None else nullcontext():
                while not self._taken_at_once():
                    if get_ready is not None:
                        get_ready()
                    fd = _queued(self._open(), patience.wait)
                    if fd is None:
                        holder = self.holder()
                        raise Problem("locked", holder=holder.person, since=holder.since, pid=holder.pid)
                    if self._taken(fd):
                        break
        self._note(person, since)

    def _taken_at_once(self) -> bool:
        fd = self._open()
        if _free(fd):
            return self._taken(fd)
        os.close(fd)
        return False

    def _taken(self, fd: int) -> bool:
        """Whether the file that was locked is the one that others would lock now. Closes it where it is not."""
        try:
            if os.path.samestat(os.fstat(fd), os.stat(self._path)):
                self._fd = fd
                return True
        except OSError:
            pass
        os.close(fd)
        return False

    @contextmanager
    def _door(self, patience: _Patience) -> Iterator[None]:
        """Be the next; where there can be no door, or another keeps it, one of the next."""
        fd: int | None
        try:
            fd = open_file(self._path + DOOR, os.O_RDWR | os.O_CREAT, self._modes.file)
        except OSError:
            fd = None
        if fd is not None and not _free(fd):
            if time.monotonic() < self._past_till:
                os.close(fd)
                fd = None
            else:
                fd = _queued(fd, patience.wait_at_the_door)
                self._past_till = time.monotonic() + PAST_THE_DOOR if fd is None else 0.0
        try:
            yield
        finally:
            if fd is not None:
                os.close(fd)

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
            fd = open_file(self._path, os.O_RDONLY)
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
            return open_file(self._path, os.O_RDWR | os.O_CREAT, self._modes.file)
        except OSError as error:
            raise problem_of(error) from None

    def _note(self, person: str, since: str) -> None:
        assert self._fd is not None
        note = to_json({"pid": os.getpid(), "person": person[:64], "since": since}).encode("utf-8", "replace")
        try:
            os.pwrite(self._fd, note.ljust(_NOTE_LENGTH), 0)
        except OSError:
            # A full disk must not stop the lock: the note is only for telling others.
            return


class _Patience:
    """How long one who wants the lock waits in all, and when they hear whom they wait for."""

    def __init__(self, seconds: float, on_wait: OnWait | None, holder: Callable[[], Holder]) -> None:
        begun = time.monotonic()
        self._until, self._tell = begun + seconds, begun + min(_TELL_AFTER, seconds)
        self._in_door = begun + min(AT_THE_DOOR, seconds)
        self._on_wait, self._holder = on_wait, holder

    def wait_at_the_door(self, done: Event) -> None:
        """Until it is done, or too long for a door. Tells of nobody: the lock itself may be free."""
        done.wait(max(self._in_door - time.monotonic(), 0))

    def wait(self, done: Event) -> None:
        """Until it is done, or patience has an end."""
        if self._on_wait is not None:
            if done.wait(max(self._tell - time.monotonic(), 0)):
                return
            tell, self._on_wait = self._on_wait, None
            tell(self._holder())
        done.wait(max(self._until - time.monotonic(), 0))


def _free(fd: int) -> bool:
    """Take the lock of a file if nobody has it. Closes the file where that fails."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        os.close(fd)
        raise problem_of(error) from None
    return True


class _Place:
    """A place in the kernel's queue for a file's lock, in a thread so that who waits there can be woken.

    Nobody can be taken out of that queue. Who gives up leaves the place, and whoever of this process wants the same
    lock next goes on in it: a session that tries for hours has one thread and one open file.
    """

    def __init__(self, fd: int) -> None:
        import threading

        self.fd = fd
        self.done = threading.Event()
        self.failed: OSError | None = None
        self._turn = threading.Lock()
        self._wanted = True
        threading.Thread(target=self._queue, name="board-lock", daemon=True).start()

    def _queue(self) -> None:
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX)
        except OSError as error:
            self.failed = error
        with self._turn:
            self.done.set()
            if not self._wanted:
                os.close(self.fd)

    def want(self, wanted: bool) -> bool:
        """Leave the place, or go on in it; False where waiting there has an end already."""
        with self._turn:
            if not self.done.is_set():
                self._wanted = wanted
                return True
        return False


_left: dict[tuple[int, int, int], list[_Place]] = {}
"""Places that were left, by process and file."""


def _queued(fd: int, wait: Callable[[Event], None]) -> int | None:
    """Wait for the lock of an open file, as long as `wait` does: the file that has it, or None. Closes the others."""
    status = os.fstat(fd)
    left = _left.setdefault((os.getpid(), status.st_dev, status.st_ino), [])
    place = None
    while left and place is None:
        with suppress(IndexError):  # another thread was first
            found = left.pop()
            place = found if found.want(True) else None
    if place is None:
        place = _Place(fd)
    else:
        os.close(fd)
    try:
        wait(place.done)
    except BaseException:
        if not place.want(False):
            os.close(place.fd)
        raise
    if place.want(False):
        left.append(place)
        return None
    if place.failed is not None:
        os.close(place.fd)
        raise problem_of(place.failed)
    return place.fd
