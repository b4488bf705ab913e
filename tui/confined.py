"""What may be done from this process at all.

Somebody who comes in over SSH with a key of their own gets the board and nothing else of the machine: no files, no
other environment than the terminal's own, and the process ends with the line. Confined once is confined till the end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from board.errors import Problem
from tui.line import line_is_cut

_OF_THE_TERMINAL = re.compile(r"LANG|LANGUAGE|LC_[A-Z]{1,20}|COLORTERM|TERM")
_OF_THE_ACCOUNT = ("HOME", "USER", "LOGNAME", "PATH")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@:+-]{0,63}")

_confined = False


def confine() -> None:
    """From here on this process writes and reads no files that a person names."""
    global _confined
    _confined = True


def confined() -> bool:
    """Whether this process is confined."""
    return _confined


def check_files() -> None:
    """Refuse files that a person names, where this process is confined.

    Raises:
        Problem: `no_files_here`.
    """
    if _confined:
        raise Problem("no_files_here")


def environment(env: Mapping[str, str], person: str) -> dict[str, str]:
    """What a confined session keeps of its environment: the account's own, which sshd sets itself, and of the
    client's only the language and the kind of terminal. What the program remembers is each person's own.
    """
    kept = {name: env[name] for name in _OF_THE_ACCOUNT if name in env}
    kept |= {
        name: value
        for name, value in env.items()
        if _OF_THE_TERMINAL.fullmatch(name) and _VALUE.fullmatch(value)
    }
    own = os.path.join(kept.get("HOME") or os.path.expanduser("~"), ".local", "state", "tavla-ssh", person)
    return kept | {"XDG_STATE_HOME": own, "XDG_CONFIG_HOME": own}


def check_heard_whole() -> None:
    """Refuse what was read from stdin where it ended because the line was cut: half a file is no file.

    Raises:
        Problem: `cut_off`.
    """
    if _confined and line_is_cut(50):
        raise Problem("cut_off")
