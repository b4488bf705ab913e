"""`tavla` without a command: the board on screen, or as text where there is no screen to draw on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.errors import Problem
from tui.cli.output import put_json, say
from tui.cli.screen import has_screen, on_screen
from tui.text import _

if TYPE_CHECKING:
    from tui.cli.call import Call


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
        from tui.cli.listing import print_board

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
