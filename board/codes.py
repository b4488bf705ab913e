"""The method's enumerations as codes; their words live in the text catalogue.

Orders are the source's (domain notes, appendix C) and are what the screen shows. Plain tuples, so that a
command that only lists cards pays nothing for them.
"""

from __future__ import annotations

PHASES = ("inbox", "plan", "do", "check", "act", "done")
"""The lifecycle of a card; `done` is reached only by a finishing decision."""
COLUMNS = PHASES[:-1]
"""The phases that are columns on the board."""

KINDS = ("problem", "forslag", "handelse", "synpunkt", "gott_exempel", "delprojekt")
ROLES = ("utforare", "forbattringsledare", "nyckelperson", "ambassador", "specialist")
BOARD_ROLES = ("utforare", "forbattringsledare", "nyckelperson")
"""Roles held on one board; an ambassadör belongs to an area, a specialist to the whole organisation."""
STATES = ("open", "parked", "archived", "finished")
OUTCOMES = ("routine", "retry", "drop")
"""What Act ends in: introduced as a routine, adjusted and tried again, not introduced."""

TEXT_FIELDS = ("problem", "why", "measure", "outcome", "decision")
PERSON_FIELDS = ("owner", "leader", "support")
SETTABLE = (
    "title",
    "kind",
    "problem",
    "why",
    "owner",
    "leader",
    "support",
    "due",
    "measure",
    "outcome",
    "decision",
)
"""Fields of a card that `set` takes one value for; `tags` and `doers` are sets and take += and -=."""
SET_FIELDS = ("tags", "doers")

TITLE_LIMIT = 200
TEXT_LIMIT = 10_000
TAG_LIMIT = 40
RHYTHM_DAYS = 21
"""A team meets every third week where it has not said otherwise (source: APT rhythm); board.stall goes by it."""
SPREAD_LIMIT = 0.5
"""One owner of more than this share of the open cards is said kindly (threshold ours, method.md P7)."""
