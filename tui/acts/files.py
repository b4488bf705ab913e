"""Files that somebody asks for on the screen: the folder is told before, and where the file lies after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from board.errors import Problem
from board.ports import Commit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.lines import Piece
    from tui.shell import Shell


def folder_for(shell: Shell) -> str | None:
    """Where a file goes; None, and told, where files may not be written from this screen."""
    folder = shell.tavla.desk.files_folder
    if folder is None:
        shell.say(_("Härifrån går det inte att spara filer. Gör det vid en dator i stället."), "still")
    return folder


def save(shell: Shell, folder: str, name: str, ending: str, data: bytes, also: str = "") -> None:
    """Write a new file where changes are saved: a slow disk must not stop the screen. `also` is told beside where
    it lies."""
    from tui.files import write_new

    made: list[str] = []

    def work() -> Commit:
        made.append(write_new(folder, name, ending, data))
        return Commit((), ())

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        else:
            _tell_where(shell, made[0], also)

    shell.tavla.live.ask(work, heard)


def _tell_where(shell: Shell, path: str, also: str) -> None:
    """The whole path, which is longer than a line has room for."""
    explain: list[Piece] = [(line, "text") for line in path_lines(path)]
    explain += [(also, "quiet")] if also else []
    shell.ask(
        Question(
            _("Filen är sparad"),
            lambda text, key: shell.answered(),
            explain=explain,
            text=None,
            options=[Option("", [(_("Okej"), "text")])],
            pick=True,
            hint=_("enter går vidare"),
        )
    )


def path_lines(path: str, width: int = 48) -> list[str]:
    """A path on as many lines as it takes, broken after a folder and never with a hyphen of ours."""
    lines = [""]
    for part in re.findall(r"[^/]*/|[^/]+", path):
        if lines[-1] and cell_len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return lines
