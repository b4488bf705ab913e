"""A calendar file from the screen: the board's, or what is one's own on all boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.errors import Problem
from board.ids import slug
from board.model import board_of, people_of
from board.ports import Commit
from tui.acts.asking import has_board
from tui.acts.files import folder_for, path_lines, save
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell) -> None:
    """Ask for whose, and write it where files go."""
    folder = folder_for(shell) if has_board(shell) else None
    if folder is None:
        return
    live = shell.tavla.live
    name = board_of(live.board).name
    options = [Option("board", [(_("Tavlans: {name}").format(name=name), "text")])]
    me = people_of(live.org).get(live.me or "")
    if me is not None:
        options.append(Option("me", [(_("Det som är mitt, på alla tavlor"), "text")]))

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _write(
                shell, folder, me.ref if key == "me" and me else None, me.name if key == "me" and me else name
            )

    explain: list[Piece] = [(_("Möten och dagar, utan namn. Filen läggs i mappen"), "quiet")]
    explain += [(line, "text") for line in path_lines(folder)]
    shell.ask(Question(_("Vilken kalender?"), answer, explain=explain, text=None, options=options, pick=True))


def _write(shell: Shell, folder: str, person: str | None, title: str) -> None:
    """Boards are read, and the file is made, in the storage thread."""
    from tui import calendar

    live, desk, today = shell.tavla.live, shell.tavla.desk, shell.tavla.now.date()
    made: list[bytes] = []

    def work() -> Commit:
        here = [store for store in (live.store,) if store is not None]
        boards = [calendar.Board(store.board, store) for store in (desk.stores() if person else here)]
        made.append(calendar.write(boards, live.org_store, today, title, person))
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        else:
            also = _(
                "Öppna filen i din kalender, så läggs dagarna in. Filen ändras inte av sig själv. Den som sköter"
                " datorn kan göra en kalender som följer med."
            )
            save(shell, folder, slug(title) or "tavla", "ics", made[0], also)

    live.ask(work, then)
