"""Two boards in one workspace: Hemtjänst Öster as in seat.py, and Hemtjänst Väster, where Bo works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from board import commands, cycles
from board.context import Command
from board.method import acts
from board.organisation import start_board
from tests.tui.seat import NOW, Clock, session_at, small_board
from tui.compose import Session


def neighbours(root: Path, *oster: Command) -> Path:
    """A workspace with both boards; `oster` is put on the first."""
    small_board(root, *oster)
    session = session_at(root, Clock(NOW - timedelta(hours=1)), person="anna")
    session.new_board("vaster")
    session.board = "vaster"
    session.do(start_board("Hemtjänst Väster"))
    return root


def at(root: Path, board: str, person: str = "bo", clock: Callable[[], Any] | None = None) -> Session:
    """Somebody's session at a board, without a screen."""
    session = session_at(root, clock or Clock(NOW - timedelta(minutes=30)), person=person, board=board)
    session.choose_board()
    return session


def share(root: Path, board: str, title: str, how: str = "routine", **fields: Any) -> str:
    """A finished card that others may read; its id."""
    session = at(root, board)
    card = session.do(commands.note(title)).events[-1].id
    told = {"problem": "Vi letar nycklar varje pass.", "measure": "Ett skåp vid dörren.", **fields}
    session.do(commands.edit(card, told))
    session.do(cycles.finish(card, how, "Alla lägger dem i skåpet."))
    session.do(commands.edit(card, {"share": True}))
    return card


def lift(root: Path, board: str, title: str, text: str, person: str = "bo", **fields: Any) -> tuple[str, str]:
    """A card on a board with something lifted from it; (card, lift)."""
    session = at(root, board, person)
    card = session.do(commands.note(title)).events[-1].id
    told = {"text": text, "asked": "Byt larm på avdelningen", **fields}
    made = session.organise(acts.add_many("lift", card, (told,), board=board))
    return card, made.events[-1].id
