"""`tavla demo`: made-up boards to try things on, in a workspace that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile

from board.errors import Problem
from tui.cli.call import Call
from tui.cli.listing import print_board
from tui.cli.output import put, put_json, say, tell
from tui.cli.screen import has_screen, on_screen
from tui.compose import Session
from tui.text import _


def demo(call: Call) -> int:
    """On a terminal the app on the demo; else its first board as text."""
    keep = call.args.keep
    if keep:
        return _with(call, _session(call, os.path.abspath(keep), throwaway=False))
    root = tempfile.mkdtemp(prefix="tavla-demo-")
    try:
        return _with(call, _session(call, root, throwaway=True))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _session(call: Call, root: str, throwaway: bool) -> Session:
    """A session in the demo's workspace, which is made if it is not there, for the person that --as names.

    The user's own boards and the variables that choose among them are not looked at.
    """
    given = call.session
    env = {name: value for name, value in given.env.items() if not name.startswith("TAVLA_")}
    if throwaway:
        env["XDG_STATE_HOME"] = os.path.join(root, "state")
    workspace = os.path.join(root, "tavla") if throwaway else root
    board, new = call.given.get("board"), not os.path.lexists(workspace)
    session = Session(
        workspace, env=env, clock=given.clock, board=board, wait=given.wait, language=given.language
    )
    if not session.exists:
        session.build_demo()
        session.person = None  # whoever made the demo, it is opened for the one who is named
    elif not set(session.demo_boards()) <= set(session.board_ids()):
        raise Problem("not_a_demo", given=root)
    if session.wanted_board is None:
        session.wanted_board = session.demo_boards()[0]
    session.wanted_person = call.given.get("as") or None
    try:
        session.who()
    except Problem:
        if new:
            shutil.rmtree(workspace, ignore_errors=True)
        raise
    return session


def _with(call: Call, session: Session) -> int:
    if has_screen(session) and not call.json:
        return on_screen(session)
    board = session.choose_board()
    assert board is not None
    shown = call._replace(session=session)
    if call.json:
        from tui.cli.organising import board_object

        put_json({"boards": [board_object(id, session.open(id).snapshot) for id in session.board_ids()]})
        return 0
    print_board(shown, board)
    others = ", ".join(id for id in session.board_ids() if id != board)
    put("")
    tell(_("Fler tavlor i demon: {others}. Visa en: tavla demo --board ID").format(others=others))
    if call.args.keep:
        say(_("Demon ligger kvar i {folder}").format(folder=session.root))
    return 0
