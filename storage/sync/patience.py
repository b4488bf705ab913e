"""Calls to a file system that may never answer: a share whose server is gone hangs whoever asks it anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from board.errors import Problem

T = TypeVar("T")
SECONDS = 15.0


class Patience:
    """Runs work in a thread of its own and gives up waiting when nothing has been answered for `seconds`.

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
