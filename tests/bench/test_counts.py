"""Work that a key, a change and a start may take: counted, so that it gates on any machine. No times here."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from board.codes import COLUMNS
from board.organisation import change_board
from board.ports import Commit
from storage.store import BoardStore
from tests.bench.seed import BOARD, whole
from tests.samples import NOW, board_of
from tests.tui.seat import small_board
from tui import card_lines
from tui.app import TavlaApp
from tui.compose import Session
from tui.desk import Desk
from tui.shell import Shell
from tui.widgets import board_view
from tui.widgets.board_view import BoardView

FEW, SOME, MANY = 10, 100, 10_000
ALONG = ["down", "down", "up", "right", "down", "right", "up", "left", "left"]
"""Steps that need no scrolling."""
FAR = ["down"] * 6
"""Steps that scroll a column of more than five cards."""


class Board:
    """The screen at a board of so many cards, with counters."""

    def __init__(self, app: TavlaApp, root: Path, press: Any) -> None:
        self.app = app
        self.root = root
        self._press = press
        self.lines: list[int] = []
        self.layouts = 0
        self.cards = 0
        self.calls: Counter[str] = Counter()
        self.bytes = 0

    @property
    def shell(self) -> Shell:
        assert isinstance(self.app.screen, Shell)
        return self.app.screen

    @property
    def widgets(self) -> int:
        return len(list(self.app.screen.walk_children()))

    async def press(self, key: str) -> tuple[int, int]:
        """How many lines of the board were drawn and layouts made till the key had its whole effect."""
        self.lines.clear()
        self.layouts = 0
        await self._press(key)
        await self._settled()
        await self._settled()
        return len(self.lines), self.layouts

    async def _settled(self) -> None:
        """Wait till the storage thread has done what was asked of it, and that is drawn."""
        done = asyncio.Event()
        self.app.live.ask(lambda: Commit((), ()), lambda _outcome: done.set())
        await asyncio.wait_for(done.wait(), 10)
        await self._press()

    async def move(self, key: str) -> tuple[int, int]:
        """Move the selected card; it must have come to the journal."""
        before = self.calls["written"]
        counted = await self.press(key)
        assert self.calls["written"] > before, "the card did not move"
        return counted


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A workspace with a checkpoint for every size."""
    made = {}
    for size in (FEW, SOME, MANY):
        root = made[size] = tmp_path_factory.mktemp(f"cards{size}") / "workspace"
        session = Session(str(root), env={"HOME": str(root.parent), "USER": "vera"}, clock=lambda: NOW)
        session.workspace.create()
        session.join()
        store = session.new_board(BOARD)
        assert isinstance(store, BoardStore)
        drafts = list(whole(board_of(size)))
        assert session.person is not None
        store.commit(session.person, lambda _board, drafts=drafts: drafts)  # type: ignore[misc]  # its default
        store.checkpoint()
        store.close()
    return made


@asynccontextmanager
async def sit_down(root: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Board]:
    """The app at a board, as `tavla` starts it, and everything that is counted."""
    session = Session(str(root), env={"HOME": str(root.parent), "USER": "vera"}, clock=lambda: NOW)
    session.who()
    session.choose_board()
    app = TavlaApp(Desk(session))
    async with app.run_test(size=(120, 36)) as pilot:

        async def press(*keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()

        board = Board(app, root, press)
        await board.press("left")
        with monkeypatch.context() as patch:
            _count(board, patch)
            yield board


def _count(board: Board, patch: pytest.MonkeyPatch) -> None:
    lay_a_card = card_lines.card_rows
    draw, lay_out = BoardView.render_lines, Screen._refresh_layout
    sync, write = os.fdatasync, os.write

    def render_lines(view: BoardView, crop: Region) -> list[Strip]:
        board.lines.extend(crop.line_range)
        return draw(view, crop)

    def card_rows(*given: Any) -> Any:
        board.cards += 1
        return lay_a_card(*given)

    def refresh_layout(screen: Screen[Any], *given: Any, **named: Any) -> None:
        board.layouts += 1
        lay_out(screen, *given, **named)

    def fdatasync(fd: int) -> None:
        board.calls["synced"] += 1
        sync(fd)

    def written(fd: int, data: Any) -> int:
        if os.readlink(f"/proc/self/fd/{fd}").endswith(".jsonl"):
            board.calls["written"] += 1
            board.bytes += len(data)
        return write(fd, data)

    patch.setattr(BoardView, "render_lines", render_lines)
    patch.setattr(board_view, "card_rows", card_rows)
    patch.setattr(Screen, "_refresh_layout", refresh_layout)
    patch.setattr(os, "fdatasync", fdatasync)
    patch.setattr(os, "write", written)


async def test_there_are_no_more_widgets_for_ten_thousand_cards_than_for_ten(
    workspaces: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for size in (FEW, MANY):
        async with sit_down(workspaces[size], monkeypatch) as board:
            first = board.widgets
            for key in (*ALONG, *FAR):
                await board.press(key)
            found += [first, board.widgets]
    assert len(set(found)) == 1, found
    assert found[0] <= 10


async def test_a_step_draws_two_cards_whatever_there_is(
    workspaces: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[int, list[int]] = {}
    for size in (SOME, MANY):
        async with sit_down(workspaces[size], monkeypatch) as board:
            view = board.shell.board_view
            counted = [await board.press(key) for key in ALONG]
            assert all(0 < lines <= view.size.height for lines, _ in counted), counted
            assert board.cards <= 2 * len(ALONG)
            board.cards = 0
            far = [await board.press(key) for key in FAR]
            assert all(lines <= view.size.height for lines, _ in far), far
            assert board.cards <= len(FAR) * (view.grid.rooms + 1)
            assert not any(layouts for _, layouts in (*counted, *far))
            drawn[size] = [lines for lines, _ in (*counted, *far)]
    assert drawn[SOME] == drawn[MANY]


async def test_a_move_is_one_write_one_sync_and_two_columns(
    workspaces: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in (SOME, MANY):
        async with sit_down(workspaces[size], monkeypatch) as board:
            for _ in range(COLUMNS.index("check")):
                await board.press("right")
            checkpoint = _stat(board.root)
            for number, key in enumerate(("greater_than_sign", "less_than_sign") * 2, 1):
                lines, layouts = await board.move(key)
                assert lines <= 2 * board.shell.board_view.size.height
                assert layouts <= 2
                assert board.calls == {"synced": number, "written": number}
            assert board.bytes / 4 <= 1000
            assert _stat(board.root) == checkpoint


def _stat(root: Path) -> tuple[int, int, int]:
    found = (root / "boards" / BOARD / "board.json").stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def test_a_command_writes_one_line_and_no_checkpoint(
    workspaces: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from board.commands import comment

    root = workspaces[MANY]
    env = {"HOME": str(root.parent), "USER": "vera"}
    session = Session(str(root), env=env, clock=lambda: datetime.now().astimezone())
    card = next(iter(session.store().snapshot.table("cards")))
    board = Board(TavlaApp(Desk(session)), root, None)
    before = _stat(root)
    with monkeypatch.context() as patch:
        _count(board, patch)
        session.do(comment(card, "Det gick bra."))
    assert board.calls == {"synced": 1, "written": 1}
    assert board.bytes <= 1000
    assert _stat(root) == before


STARTED = """
import sys
from tui.cli import opening
from tui.shell import Shell
opening.has_screen = lambda session: True
def painted(shell):
    shell.app.exit(0)
    sys.stderr.write("loaded " + " ".join(sorted(sys.modules)) + chr(10))
Shell._after_first_paint = painted
from tui.__main__ import main
sys.argv = ["tavla"]
sys.exit(main())
"""
LISTED = """
import sys
from tui.__main__ import main
sys.argv = ["tavla", "list", "--json"]
status = main()
sys.stderr.write("loaded " + " ".join(sorted(sys.modules)) + chr(10))
sys.exit(status)
"""


def loaded(code: str, root: Path) -> set[str]:
    """The modules that a start of `tavla` on a workspace has loaded, down to two names: tui.pages, tinydb."""
    env = {
        **os.environ,
        "TAVLA_HOME": str(root),
        "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=30
    )
    told = next(line for line in ran.stderr.splitlines() if line.startswith("loaded "))
    return set(told.split()[1:])


@pytest.mark.parametrize("size", [SOME, MANY])
def test_the_first_picture_loads_nothing_that_it_does_not_show(
    workspaces: dict[int, Path], size: int
) -> None:
    found = loaded(STARTED, workspaces[size])
    assert {"textual", "tui.widgets.board_view"} <= found
    unwanted = {"tinydb", "dateutil", "tui.widgets.prompt"}
    assert not {name for name in found if name in unwanted or name.startswith("tui.pages.")}


def test_when_the_board_meets_is_reckoned_after_the_first_picture(tmp_path: Path) -> None:
    rhythm = {"meeting_rule": "FREQ=WEEKLY;BYDAY=TU", "meeting_start": "2026-11-24T13:30"}
    found = loaded(STARTED, small_board(tmp_path / "workspace", change_board(rhythm)))
    assert "tui.widgets.top_line" in found
    assert "dateutil" not in found


@pytest.mark.parametrize("size", [SOME, MANY])
def test_a_list_for_a_script_loads_no_library(workspaces: dict[int, Path], size: int) -> None:
    """From a checkpoint; tests/contracts/test_lean.py holds the other commands to the same."""
    assert not loaded(LISTED, workspaces[size]) & {"textual", "rich", "tinydb", "dateutil", "dataclasses"}
