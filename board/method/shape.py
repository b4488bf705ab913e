"""What a field and a kind of part are: the words that the table in `kinds.py` is written with."""

from __future__ import annotations

from typing import NamedTuple

LINE = "line"
"""One line of at most 200 characters."""
TEXT = "text"
"""Several lines of at most 10,000 characters."""
CHOICE = "choice"
CHOICES = "choices"
"""A set of codes."""
PERSON = "person"
PEOPLE = "people"
DAY = "day"
NUMBER = "number"
SCALE = "scale"
"""A whole number from 1 to 4: 1-2 low, 3-4 high."""
FLAG = "flag"
WORDS = "words"
"""A set of lines."""
LINK = "link"
"""Another part, see `Field`."""
LINKS = "links"
GOAL = "goal"
"""A goal of the unit, which is a part of the board."""
CARD = "card"
"""A card on the same board."""

SETS = frozenset({CHOICES, PEOPLE, WORDS, LINKS})


class Field(NamedTuple):
    """`choices` are the codes it may have, `to` the kind of part a link points at: one of the same card, or any of the
    unit's or the organisation's where the kind is theirs or the link stands on a part without a card.

    own: only a part of the unit itself has it; of a card's part the card says it.
    """

    name: str
    type: str = LINE
    choices: tuple[str, ...] = ()
    to: str = ""
    own: bool = False


class Kind(NamedTuple):
    """A kind of part. `lead` is the field that is written first and that no part is without.

    tried: it belongs to the try (cycle) in which it was made, and is read-only when the next begins.
    home: `card`, `board` (a part of the board itself) or `org` (lies with people and roles, seen by all boards).
    section: the card's section that shows it; empty where it is of no card.
    loose: a card's part that the unit may also have without a card.
    """

    name: str
    table: str
    section: str
    fields: tuple[Field, ...]
    lead: str = "text"
    tried: bool = False
    home: str = "card"
    loose: bool = False

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def on_card(self) -> bool:
        """Whether a card has parts of the kind, wherever they lie."""
        return self.home == "card" or (self.home == "org" and bool(self.section))

    def asked(self, card: str | None) -> tuple[Field, ...]:
        """The fields that a part of the card has, or (no card) one of the unit itself."""
        return self.fields if not card else tuple(field for field in self.fields if not field.own)
