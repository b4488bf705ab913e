"""A time limit for what cannot be given one: after it something is done that lets the other thread go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

REST = 5.0
"""Seconds without anything to watch after which the thread ends."""


class Watchdog:
    """One thing at a time is watched; all of them share a thread, which is there as long as they come.

    `bite` is called in that thread, and not after `rest` has returned.
    """

    def __init__(self, bite: Callable[[], None]) -> None:
        self._bite = bite
        self._changed = threading.Condition()
        self._running = False
        self._watching = False
        self._bitten = False
        self._end = 0.0
        """When what is watched is late, or else when there is nothing more to wait for."""
        self._looks_at = 0.0

    def watch(self, seconds: float) -> None:
        """Bite after so many seconds, unless `rest` is called before."""
        with self._changed:
            self._end = time.monotonic() + seconds
            self._watching, self._bitten = True, False
            if not self._running:
                threading.Thread(target=self._run, name="board-watchdog", daemon=True).start()
                self._running = True
            elif self._end < self._looks_at:
                self._changed.notify()

    def rest(self) -> bool:
        """Whether it was in time. Harmless when nothing is watched."""
        with self._changed:
            if self._watching:
                self._watching = False
                self._end = time.monotonic() + REST
            return not self._bitten

    def _run(self) -> None:
        # Nobody wakes this thread when something is in time: it looks when it would have been late, which costs nothing
        # where there are many and all are quick.
        with self._changed:
            while True:
                left = self._end - time.monotonic()
                if left > 0:
                    self._looks_at = self._end
                    self._changed.wait(left)
                elif self._watching:
                    self._watching, self._bitten = False, True
                    self._end = time.monotonic() + REST
                    self._bite()
                else:
                    self._running = False
                    return
