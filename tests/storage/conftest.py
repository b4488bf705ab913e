"""A workspace with one board."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import Ticking, make


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def workspace(tmp_path: Path, clock: Ticking) -> Workspace:
    return make(tmp_path / "w", clock)


@pytest.fixture
def store(workspace: Workspace) -> BoardStore:
    return workspace.create_board("ett")
