"""A PIN at the command line: asked for where a person's own answers are, and before anything is written as somebody
else than the account's own person. --as alone does not open it.
"""

from __future__ import annotations

import os
import sys

from board.errors import Problem
from tui.compose import Session
from tui.text import _

VARIABLE = "TAVLA_PIN"
"""`-`: the PIN is the first line of stdin. The PIN itself is never in the environment, where others may read it."""
LONGEST = 64


def check(session: Session) -> None:
    """Let the one who acts pass: one who has a PIN at this host writes it, unseen; an SSH key stands for its person.

    Raises:
        Problem: `pin_needed` where nobody can write it, and as storage.pins.Pins.check.
    """
    me = session.who()
    if me is None or me == session.proven or session.identity == "key" or not session.pins.has(me):
        return
    if session.env.get(VARIABLE) == "-":
        given = sys.stdin.buffer.readline(LONGEST).decode("utf-8", "replace")
    elif os.isatty(0):
        from getpass import getpass

        given = getpass(_("PIN-kod: "))
    else:
        raise Problem("pin_needed")
    session.pins.check(me, given.strip())
    session.proven = me
