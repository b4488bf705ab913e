"""A list of items of one or more rows each, with a cursor: the base of every page and list but the board."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tui.lines import Piece, Row, cut, row_width
from tui.text import _
from tui.widgets.drawn import Drawn, strip_of


@dataclass(frozen=True, slots=True)
class Item:
    """Some rows that belong together. One without a key can't be chosen: a heading, a space."""

    rows: tuple[Row, ...]
    key: str | None = None


def text_item(text: str, part: str = "quiet") -> Item:
    return Item((((text, part),),))


class RowsView(Drawn, can_focus=True):
    """Items under one another. The cursor stands on items that have a key; scrolling follows it."""

    class Chosen(Message):
        """An item was clicked or opened."""

        def __init__(self, view: RowsView, key: str) -> None:
            super().__init__()
            self.view, self.key = view, key

    marks_cursor = True
    one_click = False
    """Whether the first click on an item opens it, and not only the second."""
    margin = 1
    ground = "page"
    widest = 120
    """Longer lines are hard to read from a distance."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.cursor = 0
        self.top = 0
        self.pinned = 0
        """Lines at the top that stay where they are when the others scroll."""
        self._starts: list[int] = []
        self._total = 0
        self._painted: tuple[Size, str, list[tuple[tuple[Piece, ...], str]]] | None = None

    @property
    def text_width(self) -> int:
        """Cells for an item's rows."""
        return min(max(self.size.width - 2 * self.margin - 1, 10), self.widest)

    @property
    def row_of_cursor(self) -> int:
        """The line of this widget that the cursor's item begins on."""
        if not self.items:
            return 0
        start = self._starts[self.cursor]
        return start if start < self.pinned else start - self.top

    @property
    def key(self) -> str | None:
        """The key under the cursor."""
        return self.items[self.cursor].key if 0 <= self.cursor < len(self.items) else None

    @property
    def keys(self) -> list[str]:
        return [item.key for item in self.items if item.key is not None]

    def set_items(self, items: Sequence[Item], keep: str | None = None) -> None:
        """Show other items; the cursor stays on its key, else near its place."""
        keep = keep or self.key
        self.items = items
        self._starts, self._total = [], 0
        for item in items:
            self._starts.append(self._total)
            self._total += len(item.rows)
        found = next((i for i, item in enumerate(items) if item.key is not None and item.key == keep), None)
        self.cursor = found if found is not None else self._nearest(min(self.cursor, len(items) - 1))
        self._follow()
        self._paint()

    def _nearest(self, at: int) -> int:
        places = [i for i, item in enumerate(self.items) if item.key is not None]
        return min(places, key=lambda i: (abs(i - at), i), default=0)

    def _follow(self) -> None:
        """Scroll so that the cursor's item is in sight; at the first one the headings above it too, if they fit."""
        if not self.items or not self.size.height:
            return
        height = self.size.height
        start = self._starts[self.cursor]
        end = start + len(self.items[self.cursor].rows)
        first = start - self.pinned
        if end <= height and all(item.key is None for item in self.items[: self.cursor]):
            first = 0
        self.top = max(min(self.top, first), min(end - height, first))
        self.top = max(min(self.top, self._total - height), 0)

    def step(self, items: int) -> None:
        """Move the cursor over items that can be chosen, or scroll where there are none."""
        places = [i for i, item in enumerate(self.items) if item.key is not None]
        if not places:
            self.scroll_rows(items)
            return
        at = bisect_right(places, self.cursor) - 1 + items
        at = min(max(at, 0), len(places) - 1)
        if places[at] == self.cursor and items:
            self.scroll_rows(items)
            return
        self.cursor = places[at]
        self._follow()
        if at == len(places) - 1 and items > 1:
            self.top = max(self._total - self.size.height, 0)  # what is last may be rows that can't be chosen
        self._paint()

    def page(self, screens: int) -> None:
        """Move about a screen up or down; at the end to the last item, at the beginning to the first."""
        self.scroll_rows(screens * max(self.size.height - self.pinned - 2, 1))
        middle = self.top + ((self.size.height + self.pinned) // 2)
        at = bisect_right(self._starts, min(max(middle, 0), max(self._total - 1, 0))) - 1
        if screens > 0 and self.top >= self._total - self.size.height:
            at = len(self.items) - 1
        elif screens < 0 and not self.top:
            at = 0
        if self.keys:
            self.cursor = self._nearest(at)
            self._paint()

    def scroll_rows(self, rows: int) -> None:
        self.top = max(min(self.top + rows, self._total - self.size.height), 0)
        self._paint()

    def line_at(self, y: int) -> int:
        """The line of all the items' that is drawn on line `y` of the widget."""
        return y if y < self.pinned else self.top + y

    def item_at(self, y: int) -> int | None:
        line = self.line_at(y)
        return bisect_right(self._starts, line) - 1 if 0 <= line < self._total else None

    def render_line(self, y: int) -> Strip:
        row, ground = self._told_on(y)
        return strip_of(row, self.size.width, self.palette, ground)

    def _told_on(self, y: int) -> tuple[Row, str]:
        """What stands on a line of the widget, and on which ground."""
        at = self.item_at(y)
        if at is None:
            return (), "page"
        item = self.items[at]
        line = self.line_at(y) - self._starts[at]
        here = at == self.cursor and item.key is not None and self.marks_cursor
        here = here and self.has_bar(at, line)
        lead = ("▌", "bar") if here else (" ", "text")
        drawn: list[Piece] = [lead, (" " * self.margin, "text"), *item.rows[line]]
        if y == self.size.height - 1 and self._total > self.top + self.size.height:
            more: Row = [(_("↓ mer"), "accent"), (" ", "text")]
            if row_width(drawn) + 1 + row_width(more) > self.size.width:
                more = [("↓", "accent")]  # no word of the row gives way to it
                drawn = cut(drawn, self.size.width - 1)
            drawn = [*drawn, (" " * (self.size.width - row_width(drawn) - row_width(more)), "text"), *more]
        return drawn, "selected" if here else self.ground

    def _paint(self) -> None:
        """Draw the lines that are not what they were; all of them where the size or the colours are others."""
        if not (self.is_attached and self.size):
            self._painted = None  # what is drawn of it now, if anything, is for no size that it will have
            self.refresh()
            return
        lines = [(tuple(row), ground) for row, ground in map(self._told_on, range(self.size.height))]
        before, self._painted = self._painted, (self.size, self.palette, lines)
        if before is None or before[:2] != self._painted[:2]:
            self.refresh()
            return
        others = [y for y, (old, new) in enumerate(zip(before[2], lines, strict=True)) if old != new]
        if len(others) > len(lines) // 2:
            self.refresh()
        elif others:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in others))

    def has_bar(self, at: int, row: int) -> bool:
        """Whether a row of the item under the cursor shows that it is."""
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        at = self.item_at(event.y)
        if event.button == 1 and at is not None and self.items[at].key is not None:
            again = at == self.cursor and self.marks_cursor
            self.cursor = at
            self._paint()
            if again or self.one_click or not self.marks_cursor:
                self.post_message(self.Chosen(self, str(self.items[at].key)))

    def on_mouse_scroll_down(self) -> None:
        self.scroll_rows(2)

    def on_mouse_scroll_up(self) -> None:
        self.scroll_rows(-2)
