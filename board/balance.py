"""How the cards of a board are shared and who could step in: for relief, never to compare (method.md P7, P9, P14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from board.model import RoleHeld, people_of, roles_of
from board.ports import Snapshot
from board.rules import is_open, owner_spread, roles_lacking
from board.same import aliases

DEPUTISED = ("nyckelperson", "forbattringsledare")
"""Roles that stop when one person is away, unless somebody stands in."""


class Balance(NamedTuple):
    """How it is spread.

    shares: the open cards of each who owns any, by reference. loose: those past Förslag that nobody owns, or somebody
    who has left. heavy: (person, their cards, all owned) where one has more than half. lacking: roles that nobody
    has. alone: (role, person) without anybody who stands in.
    """

    shares: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]
    heavy: tuple[str, int, int] | None
    lacking: tuple[str, ...]
    alone: tuple[tuple[str, str], ...]

    @property
    def has_news(self) -> bool:
        """Whether anything is worth talking of."""
        return bool(self.loose or self.heavy or self.lacking or self.alone)


def balance(board: Snapshot, org: Snapshot, here: str, today: date) -> Balance:
    """How the open cards of a board (`here` its id) are shared, oldest card first."""
    joined, people = aliases(org), people_of(org)
    shares: dict[str, list[str]] = {}
    loose: list[str] = []
    cards = board.table("cards")
    for id in sorted(cards, key=lambda id: (len(id), id)):
        doc = cards[id]
        owner = str(doc.get("owner") or "")
        if not is_open(doc):
            continue
        if owner:
            shares.setdefault(joined.get(owner, owner), []).append(id)
        gone = owner in people and not people[owner].active
        if (not owner or gone) and doc.get("phase") != "inbox":
            loose.append(id)
    alone = tuple(
        (one.role, one.person)
        for one in roles_of(org, here, today)
        if one.role in DEPUTISED and one.board == here and not _named(one, today)
    )
    return Balance(
        {ref: tuple(ids) for ref, ids in shares.items()},
        tuple(loose),
        owner_spread(board, joined),
        roles_lacking(org, here, today),
        alone,
    )


def _named(held: RoleHeld, today: date) -> bool:
    """Whether somebody stands in for a role, now or from a day to come."""
    return bool(held.deputy) and (held.deputy_end is None or today < held.deputy_end)
