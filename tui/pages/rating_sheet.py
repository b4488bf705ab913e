"""What one person has answered, as the places that a digit answers; and how an answer to choose is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from board.readiness import UNSURE, Reply, items_of
from tui.lines import Piece, wrap

DONE = "done"


class Stop(NamedTuple):
    """Somewhere that a digit answers: a factor's rating, or (field) something else it asks; `DONE` is the end."""

    item: str
    field: str = ""

    @property
    def key(self) -> str:
        return f"{self.item}.{self.field}"


class Sheet(NamedTuple):
    """One person's replies on a form."""

    form: str
    replies: Mapping[str, Reply]

    @property
    def stops(self) -> list[Stop]:
        """Every place in order, and the end."""
        found = []
        for item in items_of(self.form).values():
            found += [Stop(item.key), *(Stop(item.key, field) for field, _choices in item.asks)]
        return [*found, Stop(DONE)]

    def reply(self, key: str) -> Reply:
        return self.replies.get(key) or Reply()

    @property
    def answered(self) -> int:
        """How many are rated, or said not to be known."""
        return sum(1 for key in items_of(self.form) if self.reply(key).rating is not None)

    @property
    def first_left(self) -> int:
        """The place of the first that is not answered; 0 where all are."""
        left = (i for i, stop in enumerate(self.stops) if not stop.field and self.value(stop) is None)
        return next(left, 0) if self.answered < len(items_of(self.form)) else 0

    def value(self, stop: Stop) -> int | None:
        """What is answered: a rating, or the place of a choice from 1."""
        if stop.item == DONE:
            return None
        reply = self.reply(stop.item)
        if not stop.field:
            return reply.rating
        choices = self.choices(stop)
        chosen = reply.extra.get(stop.field)
        return choices.index(chosen) + 1 if chosen in choices else None

    def choices(self, stop: Stop) -> tuple[str, ...]:
        """What there is to choose from besides a rating."""
        return dict(items_of(self.form)[stop.item].asks).get(stop.field, ())


def dots(sheet: Sheet, here: str) -> list[Piece]:
    """How far, a sign for each: answered, here, not yet."""
    found: list[Piece] = []
    for key in items_of(sheet.form):
        done = sheet.reply(key).rating is not None
        sign = "◉" if key == here else "●" if done else "○"
        found.append((sign, "accent" if key == here else "good" if done else "quiet"))
    return found


def option(value: int, label: str, chosen: bool) -> list[Piece]:
    """An answer to choose: its key, its words, and whether it is the one, by sign and by ink."""
    key = "v" if value == UNSURE else str(value)
    return [
        ("  ● " if chosen else "  ○ ", "good" if chosen else "quiet"),
        (f"{key} ", "key"),
        (label, "strong" if chosen else "text"),
    ]


def bulleted(text: str, width: int) -> list[str]:
    return [("· " if i == 0 else "  ") + line for i, line in enumerate(wrap(text, width - 2))]
