"""What is shown while the window has no room for the board."""

from __future__ import annotations

from tui.lines import Row
from tui.text import _
from tui.widgets.drawn import Drawn

LEAST_WIDTH, LEAST_HEIGHT = 60, 16


class TooSmall(Drawn):
    """Covers everything while the window has no room for the board."""

    def __init__(self) -> None:
        super().__init__(id="small")

    def row(self, y: int) -> Row:
        middle = self.size.height // 2
        words = {
            middle - 1: _("Fönstret är för litet för tavlan."),
            middle: _("Gör det minst {width} tecken brett och {height} rader högt.").format(
                width=LEAST_WIDTH, height=LEAST_HEIGHT
            ),
            middle + 1: _("Inget går förlorat under tiden."),
        }
        return [(" " + words[y], "text")] if y in words else []
