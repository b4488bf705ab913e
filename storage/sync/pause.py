"""Waiting that ends early: when the system hints that a file has changed, and when another thread says so."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Iterator, Sequence

from storage.watch import Hints


class Pause:
    """For one waiting thread; `wake` and `close` may come from any."""

    def __init__(self) -> None:
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._hints: Hints | None = None
        self._turn = threading.Lock()
        self._waiting = False
        self.closed = False

    def watch(self, folders: Sequence[str]) -> None:
        """Let the system hint at changes in these folders, as far as it can."""
        if self._hints is None:
            self._hints = Hints()
        self._hints.watch(folders)

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """What is open stays open within, even where another thread closes."""
        with self._turn:
            self._waiting = True
        try:
            yield
        finally:
            with self._turn:
                self._waiting = False
                self._let_go()

    def wait(self, seconds: float, hints: bool = True) -> bool:
        """Return when woken (True), or at a hint or after so long (False). Within `waiting`."""
        if self._wake < 0:
            return True
        watched = select.poll()
        watched.register(self._woken, select.POLLIN)
        if hints and self._hints is not None and self._hints.active:
            watched.register(self._hints.fd, select.POLLIN)
        ready = {fd for fd, _ in watched.poll(max(seconds, 0) * 1000)}
        if self._hints is not None and self._hints.fd in ready:
            self._hints.drain()
        if self._woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, 4096)
        return self._woken in ready or self.closed

    def wake(self) -> None:
        """Let `wait` return at once; the next one, where nobody waits."""
        with self._turn, contextlib.suppress(BlockingIOError):
            if self._wake >= 0:
                os.write(self._wake, b".")

    def close(self) -> None:
        """Let `wait` return, and let go of what is open."""
        self.wake()
        with self._turn:
            self.closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self.closed and not self._waiting and self._wake >= 0:
            os.close(self._wake)
            os.close(self._woken)
            self._wake = self._woken = -1
            if self._hints is not None:
                self._hints.close()
