"""A closed round written out as a file from the screen: the folder is told before, and where it lies after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.ids import slug
from board.readiness_rounds import Round
from tui import readiness_words as words
from tui.acts.files import folder_for, path_lines, save
from tui.acts.readiness import label_of
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell, one: Round) -> None:
    """Ask for what kind of file, and write it."""
    folder = folder_for(shell)
    if folder is None:
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
    from tui.readiness_report import written

    label = label_of(shell, one)
    day = one.day.isoformat() if one.day else ""
    name = "-".join(filter(None, (slug(f"{words.form(one.form)} {label}"), day)))
    save(shell, folder, name, kind, written(one, label, kind))
