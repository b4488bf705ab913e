"""Where a board lies on this host, and how it is written: what everything that works on its files is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from board.ports import Clock
from storage.durable import Modes
from storage.lock import OnWait

CHECKPOINT = "board.json"
LOCK = "board.lock"
JOURNAL = "journal"
BROKEN = "broken"


class Home(NamedTuple):
    """Where a board lies and how it is written. `side` has the lock and the checkpoint, this host's own."""

    board: str
    folder: str
    side: str
    modes: Modes
    clock: Clock
    replica: Callable[[], str]
    new_replica: Callable[[], str]
    wait: float = 10.0
    on_wait: OnWait | None = None
