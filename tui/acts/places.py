"""Opening the pages: boards, ended cards, redo-analys, ideas, lifts, people, the board's own settings, all keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.pages.page import Page
    from tui.shell import Shell


def _toggle(shell: Shell, page: Page) -> None:
    """Open a page; the same key again goes back."""
    if shell.pages and shell.pages[-1].name_of_page == page.name_of_page:
        shell.close_page()
    else:
        shell.open_page(page)


def boards(shell: Shell) -> None:
    from tui.pages.boards import BoardsPage

    _toggle(shell, BoardsPage())


def ended(shell: Shell) -> None:
    from tui.pages.ended import EndedPage

    _toggle(shell, EndedPage())


def routines(shell: Shell) -> None:
    from tui.pages.routines import RoutinesPage

    _toggle(shell, RoutinesPage())


def people(shell: Shell) -> None:
    from tui.pages.people import PeoplePage

    _toggle(shell, PeoplePage())


def start_view(shell: Shell) -> None:
    from tui.pages.start_view import StartView

    _toggle(shell, StartView())


def readiness(shell: Shell) -> None:
    from tui.acts.readiness import rounds

    rounds(shell)


def ideas(shell: Shell) -> None:
    from tui.pages.ideas import IdeasPage

    _toggle(shell, IdeasPage())


def idea_copy(shell: Shell) -> None:
    from tui.acts.ideas import copy_here

    copy_here(shell)


def idea_search(shell: Shell) -> None:
    from tui.acts.ideas import search

    search(shell)


def lifts(shell: Shell) -> None:
    from tui.pages.lifts import LiftsPage

    _toggle(shell, LiftsPage())


def lift_answer(shell: Shell) -> None:
    from tui.acts.lifts import answer

    answer(shell)


def lift_card(shell: Shell) -> None:
    from tui.acts.lifts import card_of_lift

    card_of_lift(shell)


def about(shell: Shell) -> None:
    from tui.pages.about import AboutPage

    _toggle(shell, AboutPage())


def method(shell: Shell) -> None:
    from tui.pages.method import MethodPage

    _toggle(shell, MethodPage())


def sync(shell: Shell) -> None:
    from tui.pages.sync import SyncPage

    _toggle(shell, SyncPage())


def help_page(shell: Shell) -> None:
    from tui.pages.help import HelpPage

    _toggle(shell, HelpPage(shell.page))
