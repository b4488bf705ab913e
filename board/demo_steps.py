"""The words that the demo's stories are told in: what somebody did with a card, when, in how many days from now.

A story holds no dates, only days before the demo is made, so that the demo is alive any day it is started.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from board import commands, cycles
from board.context import Command, Context
from board.method import acts
from board.method.kinds import DAY, KINDS, Kind
from board.ports import Doc, Draft

Step: TypeAlias = Callable[[str, date], Command]
"""Makes the command, given the card's id and today."""


class Lifted(NamedTuple):
    """A step that is written with people and roles, where all boards see it."""

    step: Step


class On(NamedTuple):
    """What one person did with one card in one sitting; `lifted` what of it other boards see."""

    ago: int
    clock: str
    who: str
    steps: tuple[Step, ...]
    lifted: tuple[Step, ...] = ()


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


def on(when: str, *steps: Step | Lifted) -> On:
    """`when` is days ago, time and who: `63 13.30 sara`."""
    ago, clock, who = when.split()
    own = tuple(step for step in steps if not isinstance(step, Lifted))
    return On(int(ago), clock, who, own, tuple(step.step for step in steps if isinstance(step, Lifted)))


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


# --- the depth of the method


def put(kind: str, *rows: Mapping[str, Any]) -> Step:
    """New parts of a card, or (no id) of the unit itself. Days are given in days from now, before today if negative;
    links by their first words."""

    def step(id: str, today: date) -> Command:
        return acts.add_many(kind, id or None, [_dated(KINDS[kind], row, today) for row in rows])

    return step


def put_on(kind: str, part: str, **fields: Any) -> Step:
    """Write in fields of a part, told by its first words."""

    def step(id: str, today: date) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            docs = context.board.table(KINDS[kind].table)
            return acts.change(kind, _called(part, kind, docs, id), _dated(KINDS[kind], fields, today))(
                context
            )

        return decide

    return step


def name_bone(key: str, name: str) -> Step:
    return lambda id, _today: acts.bones(id, key, name)


def vote(**points: int) -> Step:
    """Points to causes by their number on the card: `c1=5`."""
    return lambda id, _today: acts.vote(id, {name[1:]: given for name, given in points.items()})


def measured(indicator: str, readings: str) -> Step:
    """Readings as `63:55 61:52`: days ago and what was typed, with _ for a space."""

    def step(id: str, today: date) -> Command:
        rows = [one.partition(":") for one in readings.split()]
        days = [
            (today - timedelta(days=int(ago)), typed.replace("_", " "), None) for ago, _colon, typed in rows
        ]
        return acts.record(id or None, indicator, days)

    return step


def lift(board: str, text: str, asked: str, answer_by: int, **more: str) -> Lifted:
    """Ask another board (`to_board`) or a role (`to_role`) for what this one has no say over."""

    def step(id: str, today: date) -> Command:
        fields = {"text": text, "asked": asked, "answer_by": answer_by, **more}
        return acts.add_many("lift", id, [_dated(KINDS["lift"], fields, today)], board=board)

    return Lifted(step)


def answer(words: str) -> Lifted:
    """Answer what a card has lifted."""

    def step(id: str, _today: date) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            asked = _called("", "lift", context.org.table("lifts"), id)
            return acts.change("lift", asked, {"answer": words})(context)

        return decide

    return Lifted(step)


def _called(words: str, kind: str, docs: Mapping[str, Doc], card: str) -> str:
    lead = KINDS[kind].lead
    return next(
        id
        for id, doc in docs.items()
        if (doc.get("card") or "") == card and str(doc.get(lead)).startswith(words)
    )


def _dated(kind: Kind, fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    days = {field.name for field in kind.fields if field.type == DAY}
    return {name: today + timedelta(days=value) if name in days else value for name, value in fields.items()}
