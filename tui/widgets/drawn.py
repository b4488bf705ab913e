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
    """A row as a strip of exactly `width` cells; the same strip for the same row, so that what Textual works out
    of it (a filter, a cut) is kept with it."""
    return _strip_of(tuple(row), width, palette, ground)


def fresh_strip(row: Row, width: int, palette: str, ground: str = "page") -> Strip:
    """A row as a strip that nothing keeps, for what is hardly ever drawn the same again."""
    segments: list[Segment] = []
    last = None
    used = row_width(row)
    for text, part in (*row, (" " * (width - used), "text")):
        style = themes.style(palette, part, ground)
        if last is not None and (style is last or (not text.strip() and style.bgcolor == last.bgcolor)):
            # Fewer segments are fewer bytes to the terminal; a blank shows only its ground.
            segments[-1] = Segment(segments[-1].text + text, last)
        elif text:
            segments.append(Segment(text, style))
            last = style
    used = max(used, width)
    strip = Strip(segments, used)
    return strip if used == width else strip.crop(0, width)


_strip_of = lru_cache(maxsize=2048)(fresh_strip)


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
        return _strip_of((), width, self.palette, ground)

    def row(self, y: int) -> Row:
        """The pieces of line `y`; what most widgets override."""
        return []

    def render_line(self, y: int) -> Strip:
        return strip_of(self.row(y), self.size.width, self.palette)

    def forget(self) -> None:
        """Drop what was drawn for other words, colours or data, and draw again."""
        self.refresh()
