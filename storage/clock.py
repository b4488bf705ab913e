"""The hybrid logical clock: stamps whose order as text is an order in time that no wrong clock can break.

A stamp is `0mwr6esxs.00.k3f9a2`: nine base-36 digits of milliseconds, two of a counter, the replica.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from board.ports import Clock

STAMP = re.compile(r"[0-9a-y][0-9a-z]{8}\.[0-9a-z]{2}\.[0-9a-z]{6}")
"""No stamp begins with z: a hostile one at the end of time would leave no room for later ones."""
REPLICA = re.compile(r"[0-9a-z]{6}")
BRANCH = "z"
"""The first letter of a branch's id (storage/forks.py). No host chooses one for itself, so that readers know where to
look for the mark of a branch."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MS_DIGITS = 9
_TIME_LENGTH = 12
_STEPS = 64
_LAST_MS = 35 * 36**8 - 1


def base36(number: int, width: int) -> str:
    """`number` in base 36, filled with zeros to `width`."""
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def replica_of(stamp: str) -> str:
    """The replica that wrote the line with this stamp."""
    return stamp[_TIME_LENGTH + 1 :]


def milliseconds_of(stamp: str) -> int:
    """The stamp's time in milliseconds since 1970; ahead of the true time where a clock was."""
    return int(stamp[:_MS_DIGITS], 36)


def time_of(ms: int) -> str:
    """The first stamp time of a moment in milliseconds since 1970, or of the last one there is room for."""
    return base36(min(max(ms, 0), _LAST_MS), _MS_DIGITS) + ".00"


def _by_chance() -> int:
    return os.urandom(1)[0] % _STEPS


class HybridClock:
    """Gives stamps later than everything it has seen, whatever the wall clock says."""

    __slots__ = ("_chance", "_last", "_now")

    def __init__(self, now: Clock, chance: Callable[[], int] = _by_chance) -> None:
        self._now = now
        self._chance = chance
        self._last = ""

    def observe(self, stamp: str) -> None:
        """Take note of a stamp, so that every later one comes after it."""
        time = stamp[:_TIME_LENGTH]
        if time > self._last:
            self._last = time

    def tick(self, replica: str) -> tuple[str, str]:
        """A new stamp, and the wall time with offset that belongs to it."""
        moment = self._now()
        time = time_of(int(moment.timestamp() * 1000))
        if time <= self._last:
            # By chance, so that two machines cloned while ahead of their clocks do not go on with the same stamps.
            counter = int(self._last[_MS_DIGITS + 1 :], 36) + 1 + self._chance()
            later = int(self._last[:_MS_DIGITS], 36) + counter // 1296
            time = f"{base36(later, _MS_DIGITS)}.{base36(counter % 1296, 2)}"
        self._last = time
        return f"{time}.{replica}", moment.isoformat(timespec="seconds")
