"""A closed round written out as a file from the screen: the folder is told before, and where it lies after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from board.errors import Problem
from board.ids import slug
from board.ports import Commit
from board.readiness_rounds import Round
from tui import readiness_words as words
from tui.acts.readiness import label_of
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell, one: Round) -> None:
    """Ask for what kind of file, and write it."""
    folder = shell.tavla.desk.files_folder
    if folder is None:
        shell.say(_("Härifrån går det inte att spara filer. Gör det vid en dator i stället."), "still")
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _write(shell, one, key, folder)

    options = [
        Option("html", [(_("Webbsida"), "text"), ("  " + _("att läsa, skriva ut och skicka"), "quiet")]),
        Option("md", [(_("Text (Markdown)"), "text"), ("  " + _("att klistra in någonstans"), "quiet")]),
        Option("csv", [(_("Kalkylblad (CSV)"), "text"), ("  " + _("att räkna med"), "quiet")]),
    ]
    explain: list[Piece] = [(_("Filen har det som alla ser här, utan namn. Den läggs i mappen"), "quiet")]
    explain += [(line, "text") for line in path_lines(folder)]
    shell.ask(
        Question(_("Vilken sorts fil?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def _write(shell: Shell, one: Round, kind: str, folder: str) -> None:
    """The file is written where changes are saved: a slow disk must not stop the screen."""
    from tui.files import write_new
    from tui.readiness_report import written

    label = label_of(shell, one)
    data = written(one, label, kind)
    name = "-".join(filter(None, (slug(f"{words.form(one.form)} {label}"), one.day and one.day.isoformat())))
    made: list[str] = []

    def work() -> Commit:
        made.append(write_new(folder, name, kind, data))
        return Commit((), ())

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        else:
            _tell_where(shell, made[0])

    shell.tavla.live.ask(work, heard)


def _tell_where(shell: Shell, path: str) -> None:
    """The whole path, which is longer than a line has room for."""
    options = [Option("", [(_("Okej"), "text")])]
    shell.ask(
        Question(
            _("Filen är sparad"),
            lambda text, key: shell.answered(),
            explain=[(line, "text") for line in path_lines(path)],
            text=None,
            options=options,
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
