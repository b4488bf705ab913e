"""A board of two cards, one with much on it and one with nothing: `python -m tests.bench.full_card` makes it.

50 causes, 30 measures, ten tries and 2,000 readings on the one that is full.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from board.commands import new_card
from board.context import Command, Context
from board.method.kinds import BONES
from board.ports import Change, Draft
from storage.store import BoardStore
from tests.bench.seed import BOARD
from tui.compose import Session, default_root

EMPTY, FULL = "Kortet utan något på", "Kortet med allt på"
CAUSES, MEASURES, TRIES, READINGS = 50, 30, 10, 2000
CHANGES_A_DRAFT = 150


def both(readings: int = READINGS) -> Command:
    """The two cards, in Planera, the empty one uppermost."""

    def decide(context: Context) -> Sequence[Draft]:
        full, empty = (new_card(context, title, {}) for title in (FULL, EMPTY))
        changes = [
            full._replace(
                cells={**full.cells, "phase": "plan", "cycle": TRIES, "problem": "Vi letar nycklar."}
            ),
            empty._replace(cells={**empty.cells, "phase": "plan"}),
            *_parts(context, full.id, readings),
        ]
        return [
            Draft("import", tuple(changes[at : at + CHANGES_A_DRAFT]))
            for at in range(0, len(changes), CHANGES_A_DRAFT)
        ]

    return decide


def _parts(context: Context, card: str, readings: int) -> Iterator[Change]:
    def part(table: str, **cells: Any) -> Change:
        common = {"card": card, "created": context.stamp, "by": context.me}
        return Change(table, context.new_id(), {**common, **cells})

    causes = [
        part("causes", text=f"Orsak {n} som vi ser på natten", status="unconfirmed", bone=BONES[n % 4])
        for n in range(CAUSES)
    ]
    yield from causes
    yield from (part("votes", cause=cause.id, points=n % 5 + 1) for n, cause in enumerate(causes[:20]))
    for n in range(MEASURES):
        placed = {"effect": n % 4 + 1, "feasibility": n // 4 % 4 + 1, f"causes/{causes[n].id}": True}
        action = part("actions", text=f"Åtgärd {n}", status="proposed", **placed)
        yield action
        yield part("activities", text=f"Göra {n}", action=action.id)
    for n in range(1, TRIES):
        yield part("cycles", number=n, finish="retry", prediction="Färre", outcome="Några färre")
    indicator = part("indicators", text="Antal letanden", unit="st", target=3, better="lower")
    yield indicator
    first = date(2021, 1, 1)
    for n in range(readings):
        on = (first + timedelta(days=n)).isoformat()
        yield part("readings", indicator=indicator.id, on=on, typed=str(n % 17), value=n % 17)


def seed() -> None:
    """Make the workspace of the environment, with a checkpoint as an idle session leaves."""
    session = Session(default_root(os.environ), env=os.environ)
    session.workspace.create()
    session.join()
    store = session.new_board(BOARD)
    session.board = BOARD
    session.do(both())
    assert isinstance(store, BoardStore)
    store.refresh()
    store.checkpoint()


if __name__ == "__main__":
    seed()
