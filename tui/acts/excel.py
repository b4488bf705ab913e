"""The board as a workbook of Excel, from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.errors import Problem
from board.ids import slug
from board.model import board_of
from board.ports import Commit
from tui.acts.asking import has_board
from tui.acts.files import folder_for, path_lines, save
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell) -> None:
    """Tell what it holds and where it goes; then write it."""
    folder = folder_for(shell) if has_board(shell) else None
    if folder is None:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _write(shell, folder)

    explain: list[Piece] = [
        (_("Ett blad var för kort, mått, mätvärden, mål och händelser. Den läggs i mappen"), "quiet")
    ]
    explain += [(line, "text") for line in path_lines(folder)]
    options = [Option("write", [(_("Skriv filen"), "text")])]
    shell.ask(Question(_("Excel-fil"), answer, explain=explain, text=None, options=options, pick=True))


def _write(shell: Shell, folder: str) -> None:
    """Made in the storage thread: a large board takes a while."""
    live, now = shell.tavla.live, shell.tavla.now
    board, org = live.board, live.org
    made: list[bytes] = []

    def work() -> Commit:
        from tui import excel, workbook

        made.append(excel.written(workbook.sheets(board, org), now))
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        else:
            also = _("Läs igenom den innan ni delar den: här står också vilka som äger korten.")
            save(shell, folder, slug(board_of(board).name or "") or "tavla", "xlsx", made[0], also)

    live.ask(work, then)
