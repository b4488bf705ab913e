"""The unit's goals: directions with the measurable goals under them, and which cards are tied to which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from board.rules import is_open

FEW = 5
"""More goals than this are hard to keep in mind (ours)."""


class Aim(NamedTuple):
    """A goal that stands by itself, most often a direction, and the goals under it, all oldest first."""

    id: str
    doc: Doc
    under: Mapping[str, Doc]


class Goals(NamedTuple):
    """The goals that hold, and those that have ended."""

    aims: tuple[Aim, ...]
    ended: Mapping[str, Doc]

    @property
    def number(self) -> int:
        """How many goals hold, those under others too."""
        return sum(1 + len(aim.under) for aim in self.aims)


def goals_of(board: Snapshot) -> Goals:
    """The board's goals. One whose direction has ended, is gone, or turns back on itself stands by itself."""
    every = parts_of(board, "goal", "")
    holding = {id: doc for id, doc in every.items() if not doc.get("ended")}
    above = {id: _root(id, holding) for id in holding}
    aims = tuple(
        Aim(id, holding[id], {one: holding[one] for one in holding if one != id and above[one] == id})
        for id in holding
        if above[id] == id
    )
    return Goals(aims, {id: doc for id, doc in every.items() if doc.get("ended")})


def _root(id: str, goals: Mapping[str, Doc]) -> str:
    """The goal at the top of those that `id` stands under. In a circle each is its own top."""
    seen, at = {id}, id
    while (parent := str(goals[at].get("parent") or "")) in goals:
        if parent in seen:
            return parent
        seen.add(parent)
        at = parent
    return at


class Tied(NamedTuple):
    """Cards by the goal they are tied to, and the open cards that are worked on without one.

    local: those that say that they have a goal of their own. without: those that say nothing of a goal, nor of a
    challenge above the unit.
    """

    of: Mapping[str, tuple[str, ...]]
    local: tuple[str, ...]
    without: tuple[str, ...]


def tied_cards(board: Snapshot) -> Tied:
    """Which cards are tied to which goal. A proposal is not asked for one, nor a card that has left the columns."""
    goals = board.table("goals")
    of: dict[str, list[str]] = {}
    local: list[str] = []
    without: list[str] = []
    for id, card in board.table("cards").items():
        goal = str(card.get("goal") or "")
        if goal in goals:
            of.setdefault(goal, []).append(id)
        elif is_open(card) and card.get("phase") not in (None, "inbox") and not card.get("challenge"):
            (local if card.get("local") else without).append(id)
    return Tied({goal: tuple(ids) for goal, ids in of.items()}, tuple(local), tuple(without))
