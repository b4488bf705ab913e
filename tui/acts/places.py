"""Opening the pages: boards, ended cards, redo-analys, ideas, lifts, people, the board's own settings, all keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.ports import Commit
from tui.acts.asking import has_board, in_front
from tui.text import _

if TYPE_CHECKING:
    from tui.pages.page import Page
    from tui.shell import Shell


def _toggle(shell: Shell, page: Page) -> None:
    """Open a page; the same key again goes back."""
    if shell.pages and shell.pages[-1].name_of_page == page.name_of_page:
        shell.close_page()
    else:
        shell.open_page(page)


def _of_board(shell: Shell, page: Page) -> None:
    """The same for a page that is about the open board; without one it is said what to do from where one stands."""
    if (shell.pages and shell.pages[-1].name_of_page == page.name_of_page) or has_board(shell):
        _toggle(shell, page)


def boards(shell: Shell) -> None:
    from tui.pages.boards import BoardsPage

    _toggle(shell, BoardsPage())


def ended(shell: Shell) -> None:
    from tui.pages.ended import EndedPage

    _of_board(shell, EndedPage())


def event(shell: Shell) -> None:
    from tui.acts.events import note

    note(shell)


def of_event(what: str) -> Callable[[Shell], None]:
    """What is done with the event under the cursor."""

    def act(shell: Shell) -> None:
        from tui.acts.events import HERE

        HERE[what](shell)

    return act


def privacy(shell: Shell) -> None:
    from tui.pages.privacy import PrivacyPage

    _of_board(shell, PrivacyPage())


def erase(shell: Shell) -> None:
    from tui.acts.erasing import erase

    erase(shell)


def events(shell: Shell) -> None:
    from tui.pages.events import EventsPage

    _of_board(shell, EventsPage())


def risks(shell: Shell) -> None:
    """The board's risks, those that are severe first."""
    from tui.pages.events import EventsPage

    _of_board(shell, EventsPage("risk"))


MEETING = (
    "meeting", "meet_1", "meet_2", "meet_3", "meet_4", "meet_next", "meet_back", "meet_promise", "meet_note",
    "meet_open", "meet_pause", "meet_present", "meet_points", "meet_skip", "meet_earlier", "meet_later", "meet_end",
    "minutes_file",
)  # fmt: skip


def of_meeting(what: str) -> Callable[[Shell], None]:
    """An act of a meeting; what it needs is loaded when it is done."""

    def act(shell: Shell) -> None:
        from tui.acts.meeting import ACTS

        ACTS[what](shell)

    return act


def results(shell: Shell) -> None:
    from tui.pages.results import ResultsPage

    _of_board(shell, ResultsPage())


def across(shell: Shell) -> None:
    from tui.pages.across import AcrossPage

    _toggle(shell, AcrossPage())


def across_search(shell: Shell) -> None:
    from tui.acts.across import search

    search(shell)


def routines(shell: Shell) -> None:
    from tui.pages.routines import RoutinesPage

    _of_board(shell, RoutinesPage())


def year(shell: Shell) -> None:
    from tui.pages.year import YearPage

    _of_board(shell, YearPage())


def year_report(shell: Shell) -> None:
    from tui.acts.year import report

    report(shell)


def cycles(shell: Shell) -> None:
    from tui.pages.cycles import CyclesPage

    _toggle(shell, CyclesPage())


def cycle_remind(shell: Shell) -> None:
    from tui.acts.cycles import ask_how_it_goes

    ask_how_it_goes(shell)


def cycle_comment(shell: Shell) -> None:
    from tui.acts.cycles import comment

    comment(shell)


def cycle_owner(shell: Shell) -> None:
    from tui.acts.cycles import hand

    hand(shell)


def cycle_meeting(shell: Shell) -> None:
    from tui.acts.cycles import next_meeting

    next_meeting(shell)


def on_meeting(shell: Shell) -> None:
    from tui.acts.cycles import next_meeting_with

    next_meeting_with(shell)


def cycle_forward(shell: Shell) -> None:
    from tui.acts.cycles import forward

    forward(shell)


def cycle_back(shell: Shell) -> None:
    from tui.acts.cycles import back

    back(shell)


def cycle_restart(shell: Shell) -> None:
    from tui.acts.restart import begin

    begin(shell)


def people(shell: Shell) -> None:
    from tui.pages.people import PeoplePage

    _toggle(shell, PeoplePage())


def start_view(shell: Shell) -> None:
    from tui.pages.start_view import StartView

    _toggle(shell, StartView())


def readiness(shell: Shell) -> None:
    from tui.pages.readiness import RoundsPage

    _of_board(shell, RoundsPage())


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


def above(shell: Shell) -> None:
    from tui.pages.above import AbovePage

    _toggle(shell, AbovePage())


def lift_new(shell: Shell) -> None:
    from tui.acts.lifts import new_lift

    new_lift(shell)


def of_card(section: str) -> Callable[[Shell], None]:
    """A section of the card in front; `history` stands on the card's own page."""

    def act(shell: Shell) -> None:
        card = shell.card
        if card is None:
            shell.say(_("Välj ett kort först, med pilarna."), "still")
        elif section == "history":
            from tui.acts.cards import open_card

            if shell.page != "card":
                open_card(shell, card)
            page = shell.pages[-1]
            shell.tavla.live.ask(
                lambda: Commit((), ()), lambda _outcome: page.set_items(page.items, keep="history")
            )
        else:
            from tui.pages.section import SectionPage

            shell.open_page(SectionPage(card, section))

    return act


def lift_answer(shell: Shell) -> None:
    from tui.acts.lifts import answer

    answer(shell)


def lift_card(shell: Shell) -> None:
    from tui.acts.lifts import card_of_lift

    card_of_lift(shell)


def about(shell: Shell) -> None:
    from tui.pages.about import AboutPage

    _of_board(shell, AboutPage())


def rhythm(shell: Shell) -> None:
    from tui.acts.rhythm import ask_rhythm

    ask_rhythm(shell)


def calendar(shell: Shell) -> None:
    from tui.acts.calendar import write_out

    write_out(shell)


def excel(shell: Shell) -> None:
    from tui.acts.excel import write_out

    write_out(shell)


def take_in(shell: Shell) -> None:
    from tui.acts.taking_in import take_in as read_in

    read_in(shell)


def method(shell: Shell) -> None:
    from tui.pages.method import MethodPage

    _of_board(shell, MethodPage())


def sync(shell: Shell) -> None:
    from tui.pages.sync import SyncPage

    _toggle(shell, SyncPage())


def help_page(shell: Shell) -> None:
    from tui.pages.help import HelpPage

    _toggle(shell, HelpPage(shell.page))


def help_search(shell: Shell) -> None:
    from tui.pages.help import HelpPage

    page = in_front(shell, HelpPage)
    if page is not None:
        page.write()
