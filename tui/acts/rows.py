"""Moving about, on the board and on pages made of rows; what a row does is the page's own matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.acts.across import come_back

if TYPE_CHECKING:
    from tui.pages.page import Page
    from tui.shell import Shell
    from tui.widgets.board_view import BoardView


def _on_page(does: Callable[[Page], None]) -> Callable[[Shell], None]:
    def act(shell: Shell) -> None:
        if shell.pages:
            does(shell.pages[-1])

    return act


def _own(what: str) -> Callable[[Shell], None]:
    """What is the page's own matter, by what the page calls it."""
    return _on_page(lambda page: page.act(what))


def _opened(shell: Shell) -> None:
    if shell.pages:
        shell.pages[-1].opened()


def _on_board(does: Callable[[BoardView], None]) -> Callable[[Shell], None]:
    def act(shell: Shell) -> None:
        does(shell.board_view)

    return act


def _close(shell: Shell) -> None:
    if shell.notice.close():
        return
    if not (shell.pages and shell.pages[-1].escaped()):
        shell.close_page()
        come_back(shell)


END = 1_000_000

ACTS: dict[str, Callable[[Shell], None]] = {
    "first": _on_board(lambda view: view.step(0, -END)),
    "last": _on_board(lambda view: view.step(0, END)),
    "page_up": _on_board(lambda view: view.step(0, -view.grid.rooms)),
    "page_down": _on_board(lambda view: view.step(0, view.grid.rooms)),
    "row_up": _on_page(lambda page: page.step(-1)),
    "row_down": _on_page(lambda page: page.step(1)),
    "row_first": _on_page(lambda page: page.step(-END)),
    "row_last": _on_page(lambda page: page.step(END)),
    "row_page_up": _on_page(lambda page: page.page(-1)),
    "row_page_down": _on_page(lambda page: page.page(1)),
    "row_open": _opened,
    "idea_open": _opened,
    "lift_open": _opened,
    "row_choose": _opened,
    "row_delete": _own("delete"),
    "row_handover": _own("handover"),
    "row_join": _own("join"),
    "row_days": _own("days"),
    "row_archive": _own("archive"),
    "person_pin": _own("pin"),
    "person_new": _own("new"),
    **{f"above_{what}": _own(what) for what in ("new", "throw", "answer", "agree", "report")},
    "above_end": _own("delete"),
    "routine_new": _own("new"),
    "routine_show": _own("show"),
    "goal_new": _own("new"),
    "goal_end": _own("delete"),
    "row_rename": _own("rename"),
    "rate_1": _own("1"),
    "rate_2": _own("2"),
    "rate_3": _own("3"),
    "rate_4": _own("4"),
    "rate_unsure": _own("0"),
    "rate_comment": _own("comment"),
    "rate_next": _own("next"),
    "rate_back": _own("back"),
    "rate_pause": _own("pause"),
    "round_open": _opened,
    "round_next": _own("next"),
    "round_back": _own("back"),
    "round_order": _own("order"),
    "round_card": _own("card"),
    "round_file": _own("file"),
    **{
        f"year_{what}": _own(what)
        for what in ("new", "done", "yes", "partly", "no", "card", "earlier", "later")
    },
    "year_end": _own("delete"),
    "result_open": _opened,
    "result_new": _own("new"),
    "result_reading": _own("reading"),
    "result_delete": _own("delete"),
    "part_new": _own("new"),
    "part_mark": _own("mark"),
    "part_delete": _own("delete"),
    "view_next": _own("next"),
    "view_back": _own("back"),
    **{f"digit_{n}": _own(f"digit/{n}") for n in range(6)},
    **{f"place_{way}": _own(f"place/{way}") for way in ("up", "down", "left", "right")},
    "close": _close,
}
