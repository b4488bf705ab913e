"""The wall: the board for who walks by, large and by itself. Any key offers to sign in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from rich.cells import cached_cell_len
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from board.model import people_of
from board.terminal import terminal_of
from tui import wall_views
from tui.lines import Row, fit, spread
from tui.live import News
from tui.pages.page import Page
from tui.text import _
from tui.wall_views import View, Wall
from tui.widgets.drawn import fresh_strip
from tui.widgets.rows_view import Item

TICK_SECONDS = 1.0
"""Between looks at whether it is another view's turn, another minute, or something has changed."""
RECEIPT_SECONDS = 12.0


class WallPage(Page):
    """Views that take turns. Nothing is drawn while nothing changes, and at most once a second while much does."""

    name_of_page = "wall"
    takes_all_keys = True
    widest = 400
    marks_cursor = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self._at = 0
        self._since = clock()
        self._changed = False
        self._minute = ""
        self._frame: tuple[Widget, ...] = ()
        self._receipt: tuple[str, float] | None = None

    # --- coming and going

    def on_mount(self) -> None:
        self._frame = (self.shell.top, self.shell.key_line)
        self._show_frame(False)
        self.set_interval(TICK_SECONDS, self.tick)

    def on_unmount(self) -> None:
        self._show_frame(True)

    def _show_frame(self, shown: bool) -> None:
        """The lines over and under the board name persons, and keys that mean nothing here."""
        for line in self._frame:
            line.display = shown

    # --- turns

    def tick(self) -> None:
        """Go on to the next view when this one has had its time, and draw what has changed."""
        if not self.display or self.shell.pages[-1:] != [self]:
            return
        if self.clock() - self._since >= terminal_of(self.tavla.live.board).wall_seconds:
            self.turn()
        elif self._receipt is not None and self.clock() >= self._receipt[1]:
            self._receipt = None
            self.fill()
        elif self._changed or self._minute != self._now:
            self.fill()

    def turn(self) -> None:
        """Show the next view."""
        self._at += 1
        self._since = self.clock()
        cached_cell_len.cache_clear()  # the library's, of thousands of texts that have been here
        self.fill()

    @property
    def _now(self) -> str:
        return self.tavla.now.strftime("%Y-%m-%d %H:%M")

    def news(self, news: News) -> None:
        """Drawn at the next tick: others may write much faster than anybody reads."""
        self._changed = True

    # --- drawing

    @property
    def wall(self) -> Wall:
        live = self.tavla.live
        named = terminal_of(live.board).wall_names
        return Wall(live.board, live.org, self.tavla.now, people_of(live.org) if named else {})

    def view(self, wall: Wall, width: int) -> tuple[View, int, int]:
        """The view whose turn it is, its place, and of how many."""
        found = wall_views.views(wall, width)
        self._at %= len(found)
        return found[self._at], self._at + 1, len(found)

    def build(self, width: int) -> Sequence[Item]:
        self._changed, self._minute = False, self._now
        wall = self.wall
        view, place, of = self.view(wall, width)
        height = max(self.size.height - 4, 3)
        rows: list[Row] = [wall_views.head(wall, view, width), []]
        rows += wall_views.draw(wall, view, width, height)
        rows += [[] for _row in range(height + 2 - len(rows))]
        told = (_("tryck på en tangent för att skriva här"), "quiet")
        if self._receipt and self.clock() < self._receipt[1]:
            told = (self._receipt[0], "good")
        foot = spread([(fit(told[0], width - 10), told[1])], [(f"{place}/{of}", "quiet")], width)
        return [Item((*rows, [], foot))]

    def render_line(self, y: int) -> Strip:
        """What has been on the wall is not kept: it runs for weeks, and others write all the time."""
        rows = self.items[0].rows if self.items else ()
        row = rows[y] if y < len(rows) else ()
        return fresh_strip([("  ", "text"), *row], self.size.width, self.palette)

    def receipt(self, told: str) -> None:
        self._receipt = (told, self.clock() + RECEIPT_SECONDS)
        self.fill()

    # --- somebody is here

    def write(self) -> None:
        """Any key: who is it?"""
        from tui.acts.shared import sign_in

        sign_in(self.shell)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.write()
