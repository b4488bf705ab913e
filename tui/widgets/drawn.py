"""The base of everything drawn line by line: rows of named parts become strips in the palette's colours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.lines import Row, row_width

if TYPE_CHECKING:
    from tui.app import TavlaApp
    from tui.shell import Shell


def strip_of(row: Row, width: int, palette: str, ground: str = "page") -> Strip:
    """A row as a strip of exactly `width` cells."""
    segments = [Segment(text, themes.style(palette, part, ground)) for text, part in row]
    used = row_width(row)
    if used < width:
        segments.append(Segment(" " * (width - used), themes.style(palette, "text", ground)))
        used = width
    strip = Strip(segments, used)
    return strip if used == width else strip.crop(0, width)


@lru_cache(maxsize=256)
def blank_strip(width: int, palette: str, ground: str) -> Strip:
    """An empty line; the same strip each time, so that what Textual works out of it is kept."""
    return Strip([Segment(" " * width, themes.style(palette, "text", ground))], width)


class Drawn(Widget):
    """A widget that draws its own lines."""

    ALLOW_SELECT = False

    @property
    def tavla(self) -> TavlaApp:
        return cast("TavlaApp", self.app)

    @property
    def palette(self) -> str:
        return self.tavla.palette

    def _forward_event(self, event: events.Event) -> None:
        """A key means the same whichever of these has the focus, and is for the shell at once; see Shell.take_key."""
        if not (isinstance(event, events.Key) and cast("Shell", self.screen).take_key(event)):
            super()._forward_event(event)

    def blank(self, width: int, ground: str = "page") -> Strip:
        return blank_strip(width, self.palette, ground)

    def row(self, y: int) -> Row:
        """The pieces of line `y`; what most widgets override."""
        return []

    def render_line(self, y: int) -> Strip:
        return strip_of(self.row(y), self.size.width, self.palette)

    def forget(self) -> None:
        """Drop what was drawn for other words, colours or data, and draw again."""
        self.refresh()
