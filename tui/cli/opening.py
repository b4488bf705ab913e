"""`tavla` without a command: the board on screen, or as text where there is no screen to draw on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from board.errors import Problem
from tui.cli.output import put, put_json, say, tell
from tui.compose import Session
from tui.text import _

if TYPE_CHECKING:
    from tui.cli.call import Call


def has_screen(session: Session) -> bool:
    """Whether there is a terminal to draw on at both ends; Textual does not ask, and spins without one."""
    term = session.env.get("TERM", "")
    return os.isatty(0) and sys.stdout.isatty() and term not in ("", "dumb")


def open_board(call: Call) -> int:
    """The app on a terminal; else the board as text."""
    session = call.session
    if has_screen(session) and not call.json:
        return _on_screen_or_demo(call)
    session.who()
    try:
        board = session.choose_board()
    except Problem as problem:
        if problem.code != "which_board":
            raise
        from tui.cli.organising import boards

        return boards(call)
    if call.json:
        from tui.cli.organising import board_object

        put_json({"board": board_object(board, session.open(board).snapshot) if board else None})
    elif board is None:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN. Eller titta på en påhittad: tavla demo"))
    else:
        print_board(call, board)
    return 0


def _on_screen_or_demo(call: Call) -> int:
    code = on_screen(call.session, wall=bool(call.given.get("wall")))
    from tui.app import EXIT_TO_DEMO

    if code != EXIT_TO_DEMO:
        return code
    from tui.cli.demo import demo

    call.args.keep = None
    return demo(call._replace(given={}))  # the person and the board that were named are not the demo's


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


def print_board(call: Call, board: str) -> None:
    """The board's open cards, its counts and marks."""
    from tui.cli.call import handles
    from tui.cli.drawing import board_lines
    from tui.cli.listing import in_order
    from tui.words import cards as counted

    session = call.session
    snapshot = session.open(board).snapshot
    everything = snapshot.table("cards")
    shown = in_order([(id, card) for id, card in everything.items() if card.get("state", "open") == "open"])
    for line in board_lines(board, snapshot, shown, handles(call), session.clock(), session.org_snapshot):
        put(line)
    if len(everything) > len(shown):
        put("")
        tell(
            _("{count} till är avslutade, parkerade eller arkiverade: tavla list").format(
                count=counted(len(everything) - len(shown))
            )
        )
