"""A card's parts as they lie in a snapshot, found by card without looking through the board each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from board.ids import public_id
from board.method.kinds import BY_TABLE, KINDS, Kind
from board.ports import Doc, Snapshot

_Index = dict[str, list[str]]
_held: dict[str, tuple[Mapping[str, Doc], _Index]] = {}
"""The last index of each table, with the table it was made of: a table that has not changed is the same object."""


def ids_of(snapshot: Snapshot, kind: str, card: str) -> Sequence[str]:
    """The ids of a card's parts of a kind, oldest first; `card` is "" for parts of the board."""
    return _ids_in(snapshot, KINDS[kind].table, card)


def hung_on(snapshot: Snapshot, table: str, card: str) -> dict[str, Doc]:
    """A card's documents in any table by id, oldest first: `votes` and `cycles` are no parts, but hang on it, too."""
    docs = snapshot.table(table)
    return {id: docs[id] for id in _ids_in(snapshot, table, card)}


def _ids_in(snapshot: Snapshot, table: str, card: str) -> Sequence[str]:
    docs = snapshot.table(table)
    if not docs:
        return ()
    held = _held.get(table)
    if held is None or held[0] is not docs:
        index: _Index = defaultdict(list)
        for id in sorted(docs, key=lambda id: (len(id), id)):
            index[str(docs[id].get("card") or "")].append(id)
        held = _held[table] = docs, dict(index)
    return held[1].get(card, ())


def parts_of(snapshot: Snapshot, kind: str, card: str) -> dict[str, Doc]:
    """A card's parts of a kind by id, oldest first."""
    return hung_on(snapshot, KINDS[kind].table, card)


def all_of(snapshot: Snapshot, card: str) -> Iterator[tuple[Kind, str, Doc]]:
    """Every part of a card, kind by kind."""
    for kind in KINDS.values():
        for id, doc in parts_of(snapshot, kind.name, card).items():
            yield kind, id, doc


def of_try(parts: Mapping[str, Doc], cycle: int) -> dict[str, Doc]:
    """Those that belong to one try."""
    return {id: doc for id, doc in parts.items() if cycle_of(doc) == cycle}


def cycle_of(doc: Doc) -> int:
    """The number of the try that a card is in or a part was made in."""
    value = doc.get("cycle")
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def is_part(table: str) -> bool:
    return table in BY_TABLE


def number_of(id: str, ordered: Sequence[str]) -> int:
    """A part's place among its kind, from 1; what people call it."""
    return ordered.index(id) + 1


def short(id: str) -> str:
    """A part's public id."""
    return public_id(id)


def linked_text(board: Snapshot, org: Snapshot, kind: str, id: object) -> str:
    """What a linked part says first, a removed one too; its public id where it says nothing."""
    of, key = KINDS.get(kind), str(id or "")
    if kind == "card":
        card = board.get("cards", key) or board.deleted.get(("cards", key)) or {}
        return str(card.get("title") or (public_id(key) if key.isdigit() else key))
    home = org if of is not None and of.home == "org" else board
    doc = home.get(of.table, key) or home.deleted.get((of.table, key)) if of is not None else None
    said = " ".join(str((doc or {}).get(of.lead) or "").split()) if of is not None else ""
    return said or (public_id(key) if key.isdigit() else key)
