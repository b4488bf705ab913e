"""A PIN at the command line: asked for where a person's own answers are, which --as alone does not open."""

from __future__ import annotations

import os

from board.errors import Problem
from tui.compose import Session
from tui.text import _


def check(session: Session) -> None:
    """Let the one who acts pass: one who has a PIN at this host writes it, unseen; an SSH key stands for its person.

    Raises:
        Problem: `pin_needed` where nobody can write it, and as storage.pins.Pins.check.
    """
    me = session.who()
    if me is None or session.identity == "key" or not session.pins.has(me):
        return
    if not os.isatty(0):
        raise Problem("pin_needed")
    from getpass import getpass

    session.pins.check(me, getpass(_("PIN-kod: ")).strip())
