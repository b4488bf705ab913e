"""Short ways to make and read a card's parts."""

from __future__ import annotations

from typing import Any

from board.method import acts
from board.method.kinds import KINDS
from board.method.parts import parts_of
from board.ports import Doc
from tests.board.team import MONDAY, Team

TODAY = MONDAY.date()


def made(team: Team, kind: str, card: str | None, me: str = "anna", /, **fields: Any) -> str:
    """A new part's id."""
    command = acts.add_many(kind, card, (fields,), board="oster" if KINDS[kind].home == "org" else "")
    if KINDS[kind].home == "org":
        return team.organises(me, command).events[-1].id
    return team.does(me, command).events[0].id


def part(team: Team, kind: str, id: str) -> Doc:
    home = team.org if KINDS[kind].home == "org" else team.board
    doc = home.snapshot.get(KINDS[kind].table, id)
    assert doc is not None
    return doc


def said(team: Team, kind: str, card: str) -> list[str]:
    return [str(doc[KINDS[kind].lead]) for doc in parts_of(team.board.snapshot, kind, card).values()]
