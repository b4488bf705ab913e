"""Going to another board, from wherever it is told of; and finding cards on all boards as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.errors import Problem
from board.ports import Commit
from tui.text import _
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


def go_to_board(
    shell: Shell,
    board: str,
    then: Callable[[Shell], object] = lambda shell: None,
    refused: Callable[[], object] = lambda: None,
) -> None:
    """Show a board, with all pages closed, and go on there; `refused` hears that it could not be opened."""

    def shown() -> None:
        shell.notice.forget()
        shell.close_pages()
        shell.show_board()
        then(shell)

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
            refused()

    if board == shell.tavla.live.board_id:
        shown()
        return
    shell.filter_text = ""
    shell.tavla.live.switch(board, shown, heard)


def go_to_card(shell: Shell, board: str, card: str) -> None:
    """Open a card on its board."""

    def then(shell: Shell) -> None:
        from tui.acts.cards import open_card

        if card in shell.cards:
            shell.board_view.select(card)
            open_card(shell, card)
        elif card:
            shell.say(_("Kortet finns inte kvar på tavlan."), "still")

    go_to_board(shell, board, then)


def search(shell: Shell) -> None:
    """Type words; the page shows the cards of all boards that have them. Escape goes back where nothing was found."""
    from tui.pages.found import SearchPage

    page = shell.pages[-1] if shell.pages else None
    if not isinstance(page, SearchPage):
        page = SearchPage()
        shell.open_page(page)
    where = page

    def answer(text: str, key: str | None) -> None:
        where.narrow(text)
        shell.answered()

    def cancelled() -> None:
        if shell.pages and shell.pages[-1] is where:
            shell.close_page()

    size = shell.size
    shell.ask(
        Question(
            _("Sök på alla tavlor"),
            answer,
            text=where.asked,
            live=where.narrow,
            cancelled=cancelled,
            at=(1, size.height - 6, min(size.width - 2, 100)),
            hint=_("ord, #etikett, fas:planera, läge:avslutat · enter till träffarna · esc tillbaka"),
        )
    )
