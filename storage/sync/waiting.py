"""Waiting on files that others have: not for ever where nothing answers, and no longer than till something happens."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from board.errors import Problem
from storage.watch import Hints

T = TypeVar("T")
SECONDS = 15.0


class Patience:
    """Calls to a file system that may never answer: a share whose server is gone hangs whoever asks it anything.

    Runs work in a thread of its own and gives up waiting when nothing has been answered for `seconds`.
    What was given up is not stopped, for nothing can; no other work is begun until it has ended.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._answered = 0.0
        self._busy: threading.Thread | None = None

    def tick(self) -> None:
        """Say, within the work, that an answer has come."""
        self._answered = time.monotonic()

    def call(self, work: Callable[[], T]) -> T:
        """The work's result, or what it raised.

        Raises:
            Problem: `remote_unreachable` where no answer comes.
        """
        self._wait()
        results: list[T] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(work())
            except BaseException as error:
                errors.append(error)

        self.tick()
        self._busy = threading.Thread(target=run, name="remote-folder", daemon=True)
        self._busy.start()
        self._wait()
        if errors:
            raise errors[0]
        return results[0]

    def _wait(self) -> None:
        while self._busy is not None:
            left = self._answered + self.seconds - time.monotonic()
            self._busy.join(max(left, 0.01))
            if not self._busy.is_alive():
                self._busy = None
            elif time.monotonic() - self._answered >= self.seconds:
                raise Problem("remote_unreachable", reason="no_answer")


class Pause:
    """Waiting that ends early: when the system hints that a file has changed, and when another thread says so.

    For one waiting thread; `wake` and `close` may come from any. Opens nothing before the first `waiting`.
    """

    def __init__(self) -> None:
        self._woken = self._wake = -1
        self._called = False
        self._hints: Hints | None = None
        self._watched: set[str] = set()
        self._turn = threading.Lock()
        self._waiting = False
        self.closed = False

    def watch(self, folders: Iterable[str]) -> bool:
        """Let the system hint at changes in these folders, as far as it can; whether any of them is new."""
        if self._hints is None:
            self._hints = Hints()
        fresh = set(folders) - self._watched
        self._watched |= fresh
        self._hints.watch(sorted(fresh))
        return bool(fresh) and self._hints.active

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """What is open stays open within, even where another thread closes."""
        with self._turn:
            if self._wake < 0 and not self.closed:
                self._woken, self._wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
            self._waiting = True
        try:
            yield
        finally:
            with self._turn:
                self._waiting = False
                self._let_go()

    def wait(self, seconds: float) -> bool:
        """Return when woken (True), or at a hint or after so long (False). Within `waiting`."""
        if self.closed or self._take_call():
            return True
        watched = select.poll()
        watched.register(self._woken, select.POLLIN)
        if self._hints is not None and self._hints.active:
            watched.register(self._hints.fd, select.POLLIN)
        ready = {fd for fd, _ in watched.poll(max(seconds, 0) * 1000)}
        if self._hints is not None and self._hints.fd in ready:
            self._hints.drain()
        return self._take_call() or self.closed

    def rest(self, seconds: float) -> bool:
        """Wait so long whatever the system hints; True when woken. Within `waiting`."""
        if not (self.closed or self._called):
            watched = select.poll()
            watched.register(self._woken, select.POLLIN)
            watched.poll(max(seconds, 0) * 1000)
        return self.closed or self._take_call()

    def wake(self) -> None:
        """Let `wait` return at once; the next one, where nobody waits."""
        with self._turn:
            self._called = True
            if self._wake >= 0:
                with contextlib.suppress(BlockingIOError):
                    os.write(self._wake, b".")

    def close(self) -> None:
        """Let `wait` return, and let go of what is open."""
        self.wake()
        with self._turn:
            self.closed = True
            self._let_go()

    def _take_call(self) -> bool:
        with self._turn:
            called, self._called = self._called, False
            if called:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken, 4096)
            return called

    def _let_go(self) -> None:
        if self.closed and not self._waiting:
            if self._wake >= 0:
                os.close(self._wake)
                os.close(self._woken)
                self._wake = self._woken = -1
            if self._hints is not None:
                self._hints.close()
