"""What the yearly report is told with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from board.ports import Snapshot
from tui.story.blocks import Words
from tui.text import _

NOTHING = "–"


class Told(NamedTuple):
    """What the report is made of."""

    board: Snapshot
    org: Snapshot
    year: int
    today: date
    names: bool

    @property
    def over(self) -> bool:
        return self.year < self.today.year


def missing(text: str) -> Words:
    """That something is missing: it is told, and nothing is made up in its place."""
    return Words(text, _("Saknas"))


def line(given: object) -> str:
    """A text on one line."""
    return " ".join(str(given or "").split())
