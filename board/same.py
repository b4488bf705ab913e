"""Persons that were made twice, at two hosts before they met, and joined since: which reference counts for which.

The document of the one that went into the other has `same_as`, the other's reference. What was written before keeps
the reference it has, so that history tells who wrote; whoever asks whose something is asks here.
"""

from __future__ import annotations

from collections.abc import Mapping

from board.ids import public_id
from board.ports import Doc, Snapshot


def aliases(org: Snapshot) -> Mapping[str, str]:
    """The reference that counts, by each that went into it. Kept for the last table of people asked about.

    Two that point at each other, as when two hosts joined them the other way round, count as the one made first.
    """
    people = org.table("people")
    held = _held[0] if _held else None
    if held is None or held[0] is not people:
        held = people, _found(people)
        _held[:] = [held]
    return held[1]


_held: list[tuple[Mapping[str, Doc], Mapping[str, str]]] = []


def _found(people: Mapping[str, Doc]) -> dict[str, str]:
    to = {public_id(id): str(doc["same_as"]) for id, doc in people.items() if doc.get("same_as")}
    if not to:
        return {}
    there = {public_id(id): (len(id), id) for id in people}
    found = {}
    for ref in to:
        path = [ref]
        while (after := to.get(path[-1])) is not None and after in there and after not in path:
            path.append(after)
        last = to.get(path[-1])
        circle = path[path.index(last) :] if last in path else path[-1:]
        counts = min(circle, key=lambda one: there[one])
        if counts != ref:
            found[ref] = counts
    return found


def same(org: Snapshot, ref: str) -> str:
    """The reference that counts for a person; the one given where nobody was joined."""
    return aliases(org).get(ref, ref)


def all_of(org: Snapshot, ref: str) -> frozenset[str]:
    """Every reference that counts as this person's."""
    counts = same(org, ref)
    return frozenset((counts, *(old for old, new in aliases(org).items() if new == counts)))
