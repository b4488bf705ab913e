"""The unit's results (resultattavla): goals and measures, what has been done, and events per routine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from board.events import per_routine
from board.model import people_of
from board.results import done_of, results_of
from tui.acts import results
from tui.acts.asking import no_board
from tui.acts.cards import open_card
from tui.acts.goals import edit
from tui.pages import result_done, result_rows
from tui.pages.events import EventsPage
from tui.pages.measure import MeasurePage
from tui.pages.section_rows import Around
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _
from tui.widgets.rows_view import Item, text_item


class ResultsPage(TabbedPage):
    """Enter opens a measure, a card, or what is behind a figure; n writes a goal or a measure, + a reading."""

    name_of_page = "results"
    widest = 150
    views: ClassVar[Mapping[str, str]] = {
        "goals": N_("Målen och måtten"),
        "done": N_("Det här har vi gjort"),
        "events": N_("Händelser"),
    }

    def __init__(self) -> None:
        super().__init__()
        self._open = ""

    @property
    def card(self) -> str | None:
        kind, *named = (self.key or "").split("/")
        return named[0] if kind == "card" else None

    @property
    def idle(self) -> set[str]:
        return {"result_new", "result_reading", "result_delete"} if self.view != "goals" else set()

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        if live.board_id is None:
            return [text_item(no_board(self.shell), "quiet")]
        today = self.tavla.now.date()
        around = Around(live.board, people_of(live.org), today, width)
        head = Item(self.head(_("Resultattavla"), self.tavla.desk.board_names.get(live.board_id, ""), width))
        if self.view == "goals":
            large = width >= result_rows.LARGE[0] and self.size.height >= result_rows.LARGE[1]
            key = self.shell.key_of("result_reading")
            shown = result_rows.Shown(around, results_of(live.board), self._open, large, key)
            return [head, *result_rows.items(shown)]
        if self.view == "done":
            roomy = self.size.height >= result_rows.LARGE[1]
            done, key_of = done_of(live.board, today), self.shell.key_of
            return [head, *result_done.items(around, done, self._open, roomy, key_of)]
        found = per_routine(live.board, today)
        return [head, *result_done.events(around, found, self._open, self.shell.key_of)]

    # --- keys

    def show(self, view: str) -> None:
        self._open = ""
        super().show(view)

    def opened(self) -> None:
        key = self.key or ""
        what, *named = key.split("/")
        if what == "measure":
            self.shell.open_page(MeasurePage(named[0]))
        elif what == "card":
            open_card(self.shell, named[0])
        elif what == "event":
            self.shell.open_page(EventsPage("all", named[0]))
        elif what == "goal" and len(named) > 1:
            edit(self.shell, named[0], named[1])
        elif key in (result_rows.NEW, result_rows.LACKING):
            self.act("new")
        else:
            key = key.removesuffix("/more")
            self._open = "" if self._open == key else key
            self.fill()

    def act(self, what: str) -> None:
        if what == "new" and self.view == "goals":
            results.new(self)
        elif what == "reading" and self.view == "goals":
            results.reading(self)
        elif what == "delete":
            results.remove(self)
        else:
            super().act(what)

    def goal_here(self) -> str:
        """The goal that the cursor stands on, or whose measure it stands on; "" for none."""
        what, *named = (self.key or "").split("/")
        board = self.tavla.live.board
        if what in ("goal", "more") and named:
            return named[0]
        if what != "measure":
            return ""
        return next((one.goal for one in results_of(board).every if one.id == named[0]), "")

    def go_to(self, id: str) -> None:
        """Stand on a goal or a measure that has just been written."""
        self.fill()
        key = f"goal/{id}" if self.tavla.live.board.get("goals", id) else f"measure/{id}"
        self.set_items(self.items, keep=key)
