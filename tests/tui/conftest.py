"""Workspaces to sit down at: the demo, made once and copied, and a small board of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from board.context import Command
from tests.tui.seat import Clock, session_at, small_board


@pytest.fixture(scope="session")
def demo_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it is made at the test's time, to be copied and never written to."""
    root = tmp_path_factory.mktemp("demo") / "tavla"
    session_at(root, Clock()).build_demo()
    return root


@pytest.fixture
def demo(demo_model: Path, tmp_path: Path) -> Path:
    """A demo of one's own."""
    root = tmp_path / "demo"
    shutil.copytree(demo_model, root)
    return root


@pytest.fixture
def board(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small board with what some commands put on it."""

    def make(*commands: Command) -> Path:
        return small_board(tmp_path / "oster", *commands)

    return make
