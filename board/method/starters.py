"""Starters: what a new card can begin with, as codes. The words are the face's (tui/starter_words.py).

A starter gives a kind of card and some parts: what to do first, what to measure. Themes are the source's: order and
tidiness (domain notes 1.21), an event that comes back, a good example, a new routine, and new ways of serving people in
three steps of ten questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from board.commands import new_card
from board.context import Command, Context, near
from board.errors import Problem
from board.method import acts
from board.ports import Draft, Snapshot


class Said(str):
    """A code of a text that the face has words for."""

    __slots__ = ()


Row = Mapping[str, Any]


class Starter(NamedTuple):
    """`kind` is the card's; `fields` of the card; `parts` in the order that they are written, texts as codes."""

    name: str
    kind: str
    parts: tuple[tuple[str, tuple[Row, ...]], ...]
    fields: Row = MappingProxyType({})


def _todo(starter: str, count: int) -> tuple[str, tuple[Row, ...]]:
    return "activity", tuple({"text": Said(f"{starter}.{number}")} for number in range(1, count + 1))


def _measure(starter: str, better: str, follows: str) -> tuple[str, tuple[Row, ...]]:
    text, unit = Said(f"{starter}.measure"), Said(f"{starter}.unit")
    return "indicator", ({"text": text, "unit": unit, "better": better, "follows": follows},)


QUESTIONS = 10
"""Of the starter `innovation`: three on the whole need, two on the best use of what we have, five on what changes."""

STARTERS: Mapping[str, Starter] = {
    starter.name: starter
    for starter in (
        Starter("order", "problem", (_todo("order", 5), _measure("order", "lower", "effect"))),
        Starter("deviation", "handelse", (_todo("deviation", 4), _measure("deviation", "lower", "effect"))),
        Starter("good_example", "gott_exempel", (_todo("good_example", 4),), {"deviation": "positive"}),
        Starter("routine", "forslag", (_todo("routine", 4), _measure("routine", "higher", "activity"))),
        Starter("innovation", "forslag", (_todo("innovation", QUESTIONS),)),
    )
}


def texts() -> tuple[str, ...]:
    """Every code that a face has to have words for."""
    return tuple(
        str(value)
        for starter in STARTERS.values()
        for _kind, rows in starter.parts
        for row in rows
        for value in row.values()
        if isinstance(value, Said)
    )


def starter_called(name: str) -> Starter:
    """Raises Problem `unknown` with near names, or all of them."""
    if name not in STARTERS:
        raise Problem(
            "unknown", near(name, list(STARTERS)) or tuple(STARTERS), what="starter", given=name[:40]
        )
    return STARTERS[name]


def starter(name: str, title: str, say: Callable[[str], str], **fields: Any) -> Command:
    """A new card in Förslag with what the starter gives, as one change. `say` has the words of a code; `fields` are
    those of commands.note, and win over the starter's.

    Raises:
        Problem: `unknown` starter, and what commands.note raises.
    """
    of = starter_called(name)

    def decide(context: Context) -> Sequence[Draft]:
        card = new_card(context, title, {"kind": of.kind, **fields})
        card.cells.update(of.fields)
        cards = {**context.board.table("cards"), card.id: card.cells}
        with_card = context._replace(board=Snapshot({**context.board.tables, "cards": cards}))
        changes = [card]
        for kind, rows in of.parts:
            told = [{field: _told(value, say) for field, value in row.items()} for row in rows]
            for draft in acts.add_many(kind, card.id, told)(with_card):
                changes += draft.changes
        return [Draft("add", tuple(changes))]

    return decide


def _told(value: Any, say: Callable[[str], str]) -> Any:
    return say(value) if isinstance(value, Said) else value
