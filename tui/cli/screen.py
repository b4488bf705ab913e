"""The app, where there is a terminal to draw on at both ends."""

from __future__ import annotations

import os
import sys

from board.errors import Problem
from tui.compose import Session


def has_screen(session: Session) -> bool:
    """Whether there is a terminal to draw on at both ends; Textual does not ask, and spins without one."""
    term = session.env.get("TERM", "")
    return os.isatty(0) and sys.stdout.isatty() and term not in ("", "dumb")


def on_screen(session: Session, *, wall: bool = False) -> int:
    """Start the app with whoever and whichever board can be told; it asks for the rest. As a wall it has nobody."""
    session.who()
    try:
        session.choose_board(anyones=True)
    except Problem as problem:
        if problem.code != "which_board":
            raise
    import gc

    # Nothing is thrown away before the first picture; the screen turns collection on again after it.
    gc.disable()
    from tui.app import run

    return run(session, wall=wall)
