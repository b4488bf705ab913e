"""The words that the demo's stories are told in: what somebody did with a card, when, in how many days from now.

A story holds no dates, only days before the demo is made, so that the demo is alive any day it is started.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from board import commands, cycles
from board.commands import Command

Step: TypeAlias = Callable[[str, date], Command]
"""Makes the command, given the card's id and today."""


class On(NamedTuple):
    """What one person did with one card in one sitting."""

    ago: int
    clock: str
    who: str
    steps: tuple[Step, ...]


class Tale(NamedTuple):
    """One card from the line that somebody noted to where it stands now."""

    title: str
    kind: str
    noted: On
    tags: tuple[str, ...]
    then: tuple[On, ...]


class Story(NamedTuple):
    """A made-up unit: its board, its people and its cards. `lead` and `key` are (who, who stands in)."""

    board: str
    name: str
    unit: str
    area: str
    purpose: str
    focus: str
    limits: Mapping[str, int]
    people: Mapping[str, str]
    lead: tuple[str, str]
    key: tuple[str, str]
    tales: tuple[Tale, ...]


def on(when: str, *steps: Step) -> On:
    """`when` is days ago, time and who: `63 13.30 sara`."""
    ago, clock, who = when.split()
    return On(int(ago), clock, who, steps)


def tale(title: str, noted: str, *then: On, kind: str = "problem", tags: Sequence[str] = ()) -> Tale:
    """A card that somebody `noted`, and what happened to it then, in order."""
    return Tale(title, kind, on(noted), tuple(tags), then)


def fill(**fields: Any) -> Step:
    """Write in fields; `due` in days from now, before today if negative; `doers` as a list."""

    def step(id: str, today: date) -> Command:
        values = dict(fields)
        doers = values.pop("doers", ())
        if "due" in values:
            values["due"] = today + timedelta(days=values["due"])
        return commands.edit(id, values, add={"doers": doers})

    return step


def to(phase: str, reason: str | None = None) -> Step:
    return lambda id, _today: commands.move(id, phase, reason)


def say(words: str) -> Step:
    return lambda id, _today: commands.comment(id, words)


def end(outcome: str, reason: str | None = None) -> Step:
    return lambda id, _today: cycles.finish(id, outcome, reason)


def answer_no(reason: str) -> Step:
    return lambda id, _today: commands.triage(id, reason)


def park(reason: str) -> Step:
    return lambda id, _today: commands.set_aside(id, "parked", reason)
