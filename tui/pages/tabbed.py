"""A page that has several views of the same thing: their names stand under the heading, ←/→ and a click choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import events

from tui.lines import Piece, Row, spread
from tui.pages.page import Page
from tui.text import _

LOW = 14
"""Rows of a window under which the names of the views scroll away with the rest."""


class TabbedPage(Page):
    """A page of views. Subclasses name them in order and build the one that is shown."""

    views: ClassVar[Mapping[str, str]] = {}
    """By code: the view's name, to be looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.view = next(iter(self.views), "")
        self._tabs: list[tuple[int, int, str]] = []

    def head(self, title: str, fact: str, width: int) -> tuple[Row, Row]:
        """The heading with a fact to its right, and the names of the views; they stay when the rest scrolls."""
        self._tabs, tabs, x = [], list[Piece](), 0
        listed = list(self.views)
        wide = [cell_len(_(called)) + 5 for called in self.views.values()]
        first, at = 0, listed.index(self.view) if self.view in listed else 0
        while first < at and sum(wide[first : at + 1]) > width:
            first += 1  # in a narrow window the one that is shown is seen, and the first give way
        for view in listed[first:]:
            called = self.views[view]
            text = ("● " if view == self.view else "○ ") + _(called)
            tabs += [(text, "strong" if view == self.view else "quiet"), ("   ", "text")]
            self._tabs.append((x, x + cell_len(text), view))
            x += cell_len(text) + 3
        self.pinned = 2 if self.size.height >= LOW else 0
        return spread([(title, "heading")], [(fact, "quiet")], width), tabs

    def act(self, what: str) -> None:
        if what in ("next", "back"):
            listed = list(self.views)
            self.show(listed[(listed.index(self.view) + (1 if what == "next" else -1)) % len(listed)])

    def show(self, view: str) -> None:
        """Another view, from its beginning."""
        self.view = view
        self.shell.key_line.update()
        self.fill()
        self.cursor = self.top = 0
        self.set_items(self.items, keep=next(iter(self.keys), None))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self._tabs and event.button == 1 and self.line_at(event.y) == 1:
            x = event.x - self.margin - 1
            hit = next((view for a, b, view in self._tabs if a <= x < b), None)
            if hit is not None:
                self.show(hit)
            return
        super().on_mouse_down(event)
