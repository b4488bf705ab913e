"""Going to another board, from wherever it is told of; and finding cards on all boards as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.errors import Problem
from board.model import board_of
from board.ports import Commit
from tui.acts.asking import in_front
from tui.acts.cards import open_card
from tui.acts.search import open_event
from tui.text import _
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.pages.found import HitsPage
    from tui.pages.page import Page
    from tui.shell import Shell

OVER_BOARDS = ("across", "found", "boards")
"""Pages about all boards, which stay while a card of one is looked at."""


def go_to_board(
    shell: Shell,
    board: str,
    then: Callable[[Shell], object] = lambda shell: None,
    refused: Callable[[], object] = lambda: None,
    and_back: bool = False,
) -> None:
    """Show a board whole, with all pages closed, and go on there; `refused` hears that it could not be opened.
    `and_back`: escape leads from the board back to All boards."""

    def shown() -> None:
        shell.notice.forget()
        shell.close_pages()
        shell.show_board()
        shell.tavla.way_back = board if and_back else None
        if and_back:
            shell.say(_("esc leder tillbaka till Alla tavlor."), "quiet")
        then(shell)

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
            refused()

    shell.filter_text = ""
    if board == shell.tavla.live.board_id:
        shown()
    else:
        shell.tavla.live.switch(board, shown, heard)


def _behind(shell: Shell, board: str, stays: Callable[[Page], bool], then: Callable[[], object]) -> None:
    """Show another board behind those of the pages that stay, and go on there; the others are about the one left."""

    def there() -> None:
        shell.notice.forget()
        for page in [one for one in shell.pages if not stays(one)]:
            page.remove()
            shell.pages.remove(page)
        shell.filter_text = ""
        shell.show_board()
        then()

    shell.tavla.live.switch(
        board, there, lambda outcome: isinstance(outcome, Problem) and shell.tell(outcome)
    )


def open_card_on(shell: Shell, board: str, card: str) -> None:
    """Open a card; one on another board with its board. Closing it leads back to the page in front."""
    front = shell.pages[-1:]

    def shown() -> None:
        open_card(shell, card)

    if board == shell.tavla.live.board_id:
        shown()
    else:
        _behind(shell, board, lambda page: page in front, shown)


def open_hit(page: HitsPage, board: str, id: str, *, is_event: bool = False) -> None:
    """Open a card or an event on its board. Closing it leads back to the page, and to the board that one came from."""
    shell, live = page.shell, page.tavla.live

    def shown() -> None:
        if is_event and open_event(shell, id):
            return
        if not is_event and id in shell.cards:
            shell.board_view.select(id)
            open_card(shell, id)
            return
        come_back(shell)
        gone = (
            _("Händelsen finns inte kvar på tavlan.") if is_event else _("Kortet finns inte kvar på tavlan.")
        )
        shell.say(gone, "still")

    if board == live.board_id:
        shown()
        return
    before = live.board_id

    def there() -> None:
        page.came_from = before
        shown()

    _behind(shell, board, lambda one: one.name_of_page in OVER_BOARDS, there)


def come_back(shell: Shell) -> None:
    """Where a page in front led to a card on another board: show the board that one came from again, and say it, so
    that nobody writes on the other one by mistake."""
    from tui.pages.found import HitsPage

    page = in_front(shell, HitsPage)
    home = page.came_from if page is not None else None
    if page is None or home is None:
        return
    page.came_from = None
    if home == shell.tavla.live.board_id:
        return

    def there() -> None:
        shell.filter_text = ""
        shell.notice.forget()
        shell.show_board()
        name = board_of(shell.tavla.live.board).name or home
        shell.say(_("Du är på tavlan {board} igen.").format(board=name), "still")

    shell.tavla.live.switch(home, there, lambda outcome: isinstance(outcome, Problem) and shell.tell(outcome))


def search(shell: Shell) -> None:
    """Type words; the page shows the cards of all boards that have them. Escape goes back where nothing was found."""
    from tui.pages.found import SearchPage

    found = in_front(shell, SearchPage)
    where = found if found is not None else SearchPage()
    if found is None:
        shell.open_page(where)

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
            renew=True,
            live=where.narrow,
            cancelled=cancelled,
            at=(1, size.height - 6, min(size.width - 2, 100)),
            hint=_("ord, #etikett, fas:planera, läge:avslutat · enter till träffarna · esc tillbaka"),
        )
    )
