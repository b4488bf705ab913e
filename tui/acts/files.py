"""Files that somebody asks for on the screen: the folder is told before, and where the file lies after."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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


def _forms() -> dict[str, tuple[str, str]]:
    """The forms that a file can have: what each is called and what it is for."""
    return {
        "html": (_("Webbsida"), _("att läsa, skriva ut och skicka")),
        "pdf": (_("PDF"), _("att skriva ut och spara")),
        "a3": (_("På en sida (A3)"), _("två spalter, att sätta upp")),
        "md": (_("Text (Markdown)"), _("att klistra in någonstans")),
        "csv": (_("Kalkylblad (CSV)"), _("att räkna med")),
        "html names": (_("Webbsida med namn"), _("vem som gjorde vad")),
    }


def ask_form(
    shell: Shell, title: str, told: str, forms: Sequence[str], then: Callable[[str, str], object]
) -> None:
    """Ask in which form, with `told` and the folder over it; `then` gets the form and the folder."""
    folder = folder_for(shell)
    if folder is None:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            then(key, folder)

    named = _forms()
    options = [Option(one, [(named[one][0], "text"), (f"  {named[one][1]}", "quiet")]) for one in forms]
    explain: list[Piece] = [(told, "quiet"), *((line, "text") for line in path_lines(folder))]
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


def may_name_persons() -> str:
    """Said of a file that has what people have written themselves."""
    return _("Läs igenom den innan ni delar den: det ni själva har skrivit kan nämna personer.")


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
