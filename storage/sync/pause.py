"""Waiting that ends early: when the system hints that a file has changed, and when another thread says so."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Iterable, Iterator

from storage.watch import Hints


class Pause:
    """For one waiting thread; `wake` and `close` may come from any. Opens nothing before the first `waiting`."""

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
