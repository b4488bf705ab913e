"""A host that keeps in step with a place that can be told to hang, refuse or be away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync import follow, remotes
from storage.sync.base import Batch, Heads
from storage.sync.follow import Follower
from storage.sync.remotes import Status
from storage.workspace import Workspace
from tests.soak.children import now
from tests.storage.sync.shop import Shop
from tests.storage.tools import cards, put

BOARD = "ett"
NAME = "kontoret"
PATIENCE = 15.0


class Lively(Shop):
    """A place that can be waited at, and that can hang in any of its methods."""

    def __init__(self) -> None:
        super().__init__()
        self.batch = 500
        self.news = threading.Condition()
        self.woken = False
        self.hangs: set[str] = set()
        self.hanging = threading.Event()
        self.healed = threading.Event()
        self.tried = 0
        self.restless = False
        self.refusal: Problem | None = None
        self.refusals: dict[str, Problem] = {}
        self.closed = 0

    def _do(self, what: str) -> None:
        if what in self.hangs:
            self.hanging.set()
            self.healed.wait(PATIENCE)
            raise Problem("remote_unreachable", reason="timeout")
        if self.refusal is not None:
            raise self.refusal
        if what in self.refusals:
            raise self.refusals[what]
        self._check()

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        self.tried += 1
        self._do("heads")
        return super().heads(boards)

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        yield from super().pull(board, after)
        self._do("pull")

    def push(self, board: str, batch: Batch) -> None:
        self._do("push")
        super().push(board, batch)
        self.tell()

    def wait(self, seconds: float) -> bool:
        self._do("wait")
        with self.news:
            came = self.restless or self.news.wait_for(lambda: self.woken, seconds)
            self.woken = False
            return came

    def tell(self) -> None:
        """Somebody has put something there."""
        with self.news:
            self.woken = True
            self.news.notify_all()

    wake = tell

    def close(self) -> None:
        self.closed += 1


def host(root: Path) -> Workspace:
    return Workspace(str(root), now)


def writing(root: Path, count: int = 1) -> None:
    """So many changes on this host."""
    workspace = host(root)
    board = workspace.board(BOARD) if BOARD in workspace.board_ids() else workspace.create_board(BOARD)
    for _ in range(count):
        n = len(cards(board)) + 1
        put(board, str(n), title=f"{root.name} {n}")
    board.close()


def shown(root: Path) -> dict[str, dict[str, object]]:
    workspace = host(root)
    return cards(workspace.board(BOARD)) if BOARD in workspace.board_ids() else {}


def until(seen: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait till something is so; how long it took."""
    begun = time.monotonic()
    while not seen():
        assert time.monotonic() - begun < seconds, "it did not come"
        time.sleep(0.01)
    return time.monotonic() - begun


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A host with one place."""
    root = tmp_path / "a"
    host(root).create()
    remotes.add(host(root), NAME, f"file:{tmp_path}/share")
    return root


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Lively:
    """What every place is, whatever it is called."""
    shop = Lively()
    monkeypatch.setattr(follow, "connect", lambda _workspace, _place: shop)
    return shop


@contextmanager
def following(root: Path, told: list[Status] | None = None) -> Iterator[Follower]:
    """A thread that keeps in step, till the end of the block."""
    workspace = host(root)
    follower = Follower(workspace, remotes.remote(workspace, NAME), (told if told is not None else []).append)
    thread = threading.Thread(target=follower.run, daemon=True)
    thread.start()
    try:
        yield follower
    finally:
        follower.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def status(root: Path) -> Status:
    return remotes.status(host(root), NAME)


def there(shop: Shop) -> int:
    return sum(map(len, shop.lines[BOARD].values()))
