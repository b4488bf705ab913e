"""A workspace to test on: short ways to write cards and to run code in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from board.ports import Change, Commit, Draft, Store
from storage.store import BoardStore
from storage.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 11, 22, 3, 40, tzinfo=UTC)


class Ticking:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=5)
        return self.now


def put(store: Store, id: str, /, by: Any = "p1", do: Any = "set", **cells: Any) -> Commit:
    """One line that sets fields of a card."""
    return store.commit(by, lambda _: [Draft(do, (Change("cards", id, cells),))])


def cards(store: Store) -> dict[str, dict[str, Any]]:
    """What the cards show, without who and when."""
    return {
        id: {field: value for field, value in doc.items() if field not in ("_at", "_by")}
        for id, doc in store.snapshot.table("cards").items()
    }


def journal(store: BoardStore) -> Path:
    """The newest segment of the only journal."""
    return sorted(Path(store.home.folder, "journal").glob("*/*.jsonl"))[-1]


def again(store: BoardStore) -> BoardStore:
    """The same board as another session opens it."""
    return BoardStore(store.home)


def broken(store: BoardStore) -> list[str]:
    """The names of what was set aside, without the notes."""
    folder = Path(store.home.folder, "broken")
    return sorted(p.name for p in folder.glob("*") if not p.name.endswith(".why.json"))


PRELUDE = """
import sys
from datetime import datetime, timezone
from board.errors import Problem
from board.ports import Change, Draft
from storage.workspace import Workspace
clock = lambda: datetime.now(timezone.utc)
store = Workspace(sys.argv[1], clock).board("ett")
def put(id, **cells):
    return store.commit("p1", lambda _: [Draft("set", (Change("cards", id, cells),))])
"""


def start(code: str, root: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Python code in a process of its own, on board `ett` of the workspace."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, root, *arguments],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        **options,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """What a process printed; it must have ended well."""
    out, err = process.communicate(timeout=50)
    assert process.returncode == 0, err
    return out


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for a condition, looking often, with an end."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def make(root: Path, clock: Callable[[], datetime] | None = None, **options: Any) -> Workspace:
    """A new workspace."""
    workspace = Workspace(str(root), clock or Ticking(), **options)
    workspace.create()
    return workspace
