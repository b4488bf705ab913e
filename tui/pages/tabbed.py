"""A page that has several views of the same thing: their names stand under the heading, ←/→ and a click choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events

from tui.lines import Row, spread
from tui.pages.page import Page
from tui.tabs import NONE, tabs

LOW = 14
"""Rows of a window under which the names of the views scroll away with the rest."""


class TabbedPage(Page):
    """A page of views. Subclasses name them in order and build the one that is shown."""

    views: ClassVar[Mapping[str, str]] = {}
    """By code: the view's name, to be looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.view = next(iter(self.views), "")
        self._tabs = NONE

    def head(self, title: str, fact: str, width: int) -> tuple[Row, Row]:
        """The heading with a fact to its right, and the names of the views; they stay when the rest scrolls."""
        self._tabs = tabs(self.views, self.view, width)
        self.pinned = 2 if self.size.height >= LOW else 0
        return spread([(title, "heading")], [(fact, "quiet")], width), self._tabs.row

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
        if self._tabs.places and event.button == 1 and self.line_at(event.y) == 1:
            hit = self._tabs.at(event.x - self.margin - 1)
            if hit is not None:
                self.show(hit)
            return
        super().on_mouse_down(event)
