"""`tavla ssh serve`: what sshd starts for a key. The session is the key's person, and reaches the board and no more.

What the client asked to run is read as words, never by a shell, and held to a list of what is let through. A new
command is not on the list until somebody puts it there.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

from board.errors import Problem
from tui import confined
from tui.cli.call import Call
from tui.cli.parser import Asked
from tui.cli.table import PARTS
from tui.line import end_with_the_line
from tui.text import _

LONGEST = 256 * 1024
"""Letters of a command line; a text of 10,000 letters in every field has room."""

READING = (
    "boards", "list", "show", "draw", "chart", "method", "history", "versions", "ideas", "mine", "overview", "search",
    "cycles", "flow", "results", "events", "calendar", "digest", "year",
)  # fmt: skip
WRITING = (
    "init", "board", "people", "add", "set", "move", "finish", "triage", "park", "archive", "reopen", "delete",
    "comment", "vote", "settle", "undo", "redo", "readiness", "handover", "restart", "remind", "meeting",
    *(part.replace("_", "-") for part in PARTS),
)  # fmt: skip
STREAMS = ("import", "export", "story", "report")
"""Commands about a file, which over SSH is stdin or stdout."""
ALLOWED = frozenset((*READING, *WRITING, *STREAMS))

FILES: Mapping[str, tuple[str | None, ...]] = {
    "file": (None, "", "-"), "map": (None,), "group": (None,), "folder": (None, ""),
    "receivers": (None,), "smtp": (None,), "sender": (None,),
}  # fmt: skip
"""What an argument that names something of the machine may be."""


class Gate:
    """A session by key: whose it is, where, and what it may do."""

    def __init__(self, root: str, person: str) -> None:
        self.root = root
        self.person = person

    def check(self, asked: Asked, env: Mapping[str, str]) -> None:
        """Refuse what is not on the list.

        Raises:
            Problem: `key_decides`, `not_over_ssh`, `no_files_here`, or `needs_terminal`.
        """
        if "as" in asked.given:
            raise Problem("key_decides")
        if "workspace" in asked.given:
            raise Problem("no_files_here")
        if asked.given.get("help") or asked.given.get("version"):
            return
        if asked.command is None:
            if not asked.given.get("json") and not _terminal(env):
                raise Problem("needs_terminal")
            return
        if asked.command.name not in ALLOWED:
            raise Problem("not_over_ssh", given=asked.command.name)
        for name, allowed in FILES.items():
            if getattr(asked.args, name, None) not in allowed:
                raise Problem("no_files_here")


def _terminal(env: Mapping[str, str]) -> bool:
    """Whether there is a terminal to draw on at both ends."""
    return os.isatty(0) and os.isatty(1) and env.get("TERM", "") not in ("", "dumb")


def serve(call: Call) -> int:
    """Do what the client asked for, as the key's person; without a command, the screen."""
    asked_for = call.session.env.get("SSH_ORIGINAL_COMMAND", "")
    env = confined.environment(call.session.env, call.args.person)
    os.environ.clear()
    os.environ.update(env)
    confined.confine()
    end_with_the_line()
    from tui.cli.run import refusals_told, refuse

    try:
        words = words_of(asked_for)
    except Problem as problem:
        return refuse(problem, "--json" in asked_for, None)
    return refusals_told(words, os.environ, call.session.clock, Gate(call.session.root, call.args.person))


def words_of(asked_for: str) -> list[str]:
    """The command that the client sent, as the words after `tavla`.

    Raises:
        Problem: `usage` where a quote is not closed, or it is longer than any command is.
    """
    if len(asked_for) > LONGEST:
        raise Problem("usage", message=_("kommandot är för långt"))
    try:
        words = shlex.split(asked_for)
    except ValueError:
        raise Problem("usage", message=_("ett citattecken saknas i kommandot")) from None
    return words[1:] if words[:1] == ["tavla"] else words
