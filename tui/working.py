"""Long work behind the screen: it tells how far it has come, can be stopped, and never holds up what is being saved.

It goes in the storage thread a slice at a time, and what others ask for there comes in between: a slice ends with the
step during which something was asked for. Of several the one
that was begun last goes first: somebody waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from board.errors import Problem
from board.ports import Commit

if TYPE_CHECKING:
    from tui.live import Live

SLICE_SECONDS = 0.15
TELL_SECONDS = 0.5
"""Between two times that it is told while it goes on: drawing takes time from the work."""


class Work:
    """Steps that are taken one after the other, from `begin`, which gives how many there are and then each of them.

    told: called on the screen's thread after the first slice, now and then (the next may be on its way) and at the end.
    done, of: how many have been taken of how many. problem: what ended it before its time, if anything did.
    """

    def __init__(
        self, live: Live, begin: Callable[[], tuple[int, Iterable[object]]], told: Callable[[Work], object]
    ) -> None:
        self._live, self._begin, self._told = live, begin, told
        self._steps: Iterator[object] | None = None
        self._next_tell = 0.0
        self.done = self.of = 0
        self._over = self.ended = self.stopped = False
        self.problem: Problem | None = None
        self._asked = False
        live.works.append(self)
        self._go_on()

    @property
    def running(self) -> bool:
        return not (self.ended or self.stopped)

    def stop(self) -> None:
        """Take no more steps; what has been done stays."""
        self.stopped = self.stopped or not self.ended

    def _go_on(self) -> None:
        if not self._asked:
            self._asked = True
            self._live.ask(self._slice, self._heard)

    def _slice(self) -> Commit:
        until = time.monotonic() + SLICE_SECONDS
        if self._steps is None:
            self.of, steps = self._begin()
            self._steps = iter(steps)
        while self.running:
            try:
                next(self._steps)
            except StopIteration:
                self._over = True
                break
            self.done += 1
            if self._live.others_wait or time.monotonic() >= until:
                break
        return Commit((), ())

    def _heard(self, outcome: Commit | Problem) -> None:
        self._asked = False
        self.ended = self._over or isinstance(outcome, Problem)
        if isinstance(outcome, Problem):
            self.problem = outcome
        works = self._live.works
        if not self.running and self in works:
            works.remove(self)
        if works:
            works[-1]._go_on()
        if not self.running or time.monotonic() >= self._next_tell:
            self._told(self)
            self._next_tell = time.monotonic() + TELL_SECONDS
