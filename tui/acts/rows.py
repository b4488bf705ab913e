"""Moving about, on the board and on pages made of rows; what a row does is the page's own matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.pages.page import Page
    from tui.shell import Shell
    from tui.widgets.board_view import BoardView


def _on_page(does: Callable[[Page], None]) -> Callable[[Shell], None]:
    def act(shell: Shell) -> None:
        if shell.pages:
            does(shell.pages[-1])

    return act


def _told(what: str) -> Callable[[Shell], None]:
    return _on_page(lambda page: page.act(what))


def _on_board(does: Callable[[BoardView], None]) -> Callable[[Shell], None]:
    def act(shell: Shell) -> None:
        does(shell.board_view)

    return act


def _close(shell: Shell) -> None:
    if not (shell.pages and shell.pages[-1].escaped()):
        shell.close_page()
        from tui.acts.across import come_back

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
    "row_open": _on_page(lambda page: page.opened()),
    "idea_open": _on_page(lambda page: page.opened()),
    "lift_open": _on_page(lambda page: page.opened()),
    "row_choose": _on_page(lambda page: page.opened()),
    "row_delete": _on_page(lambda page: page.act("delete")),
    "row_handover": _on_page(lambda page: page.act("handover")),
    "row_join": _on_page(lambda page: page.act("join")),
    "row_days": _on_page(lambda page: page.act("days")),
    "row_archive": _on_page(lambda page: page.act("archive")),
    "person_pin": _on_page(lambda page: page.act("pin")),
    **{f"above_{what}": _told(what) for what in ("new", "throw", "answer", "agree", "report")},
    "above_end": _told("delete"),
    "routine_new": _on_page(lambda page: page.act("new")),
    "routine_show": _on_page(lambda page: page.act("show")),
    "goal_new": _on_page(lambda page: page.act("new")),
    "goal_end": _on_page(lambda page: page.act("delete")),
    "row_rename": _on_page(lambda page: page.act("rename")),
    "rate_1": _on_page(lambda page: page.act("1")),
    "rate_2": _on_page(lambda page: page.act("2")),
    "rate_3": _on_page(lambda page: page.act("3")),
    "rate_4": _on_page(lambda page: page.act("4")),
    "rate_unsure": _on_page(lambda page: page.act("0")),
    "rate_comment": _on_page(lambda page: page.act("comment")),
    "rate_next": _on_page(lambda page: page.act("next")),
    "rate_back": _on_page(lambda page: page.act("back")),
    "rate_pause": _on_page(lambda page: page.act("pause")),
    "round_open": _on_page(lambda page: page.opened()),
    "round_next": _on_page(lambda page: page.act("next")),
    "round_back": _on_page(lambda page: page.act("back")),
    "round_order": _on_page(lambda page: page.act("order")),
    "round_card": _on_page(lambda page: page.act("card")),
    "round_file": _on_page(lambda page: page.act("file")),
    **{
        f"year_{what}": _told(what)
        for what in ("new", "done", "yes", "partly", "no", "card", "earlier", "later")
    },
    "year_end": _told("delete"),
    "result_open": _on_page(lambda page: page.opened()),
    "result_new": _on_page(lambda page: page.act("new")),
    "result_reading": _on_page(lambda page: page.act("reading")),
    "result_delete": _on_page(lambda page: page.act("delete")),
    "part_new": _on_page(lambda page: page.act("new")),
    "part_mark": _on_page(lambda page: page.act("mark")),
    "part_delete": _on_page(lambda page: page.act("delete")),
    "view_next": _on_page(lambda page: page.act("next")),
    "view_back": _on_page(lambda page: page.act("back")),
    **{f"digit_{n}": _told(f"digit/{n}") for n in range(6)},
    **{f"place_{way}": _told(f"place/{way}") for way in ("up", "down", "left", "right")},
    "close": _close,
}
