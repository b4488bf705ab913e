"""A closed round written out as a file from the screen: the folder is told before, and where it lies after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.ids import slug
from board.readiness_rounds import Round
from tui import readiness_words as words
from tui.acts.files import ask_form, save
from tui.acts.readiness import label_of
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell, one: Round) -> None:
    """Ask for what kind of file, and write it."""
    ask_form(
        shell,
        _("Vilken sorts fil?"),
        _("Filen har det som alla ser här, utan namn. Den läggs i mappen"),
        ("html", "md", "csv"),
        lambda form, folder: _write(shell, one, form, folder),
    )


def _write(shell: Shell, one: Round, kind: str, folder: str) -> None:
    from tui.readiness_report import written

    label = label_of(shell, one)
    day = one.day.isoformat() if one.day else ""
    name = "-".join(filter(None, (slug(f"{words.form(one.form)} {label}"), day)))
    save(shell, folder, name, kind, written(one, label, kind))
