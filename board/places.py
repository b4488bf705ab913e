"""Where a card is put in its column by hand."""

from __future__ import annotations

from board import rank
from board.ports import Change, Doc, Snapshot
from board.rules import is_open


def above(board: Snapshot, phase: str, id: str, before: str) -> list[Change]:
    """The card right above `before`, or last where `before` is empty or has left the column; nothing if it is there.

    Cards that came in one import or on two hosts at once share a key: then those below move down a little too.
    """
    column = sorted(
        (str(card.get("rank") or ""), other)
        for other, card in board.table("cards").items()
        if other != id and card.get("phase") == phase and is_open(card)
    )
    at = next((i for i, (_, other) in enumerate(column) if other == before), len(column))
    key = column[at - 1][0] if at else None
    if _lies(board.get("cards", id), phase, key, column[at][0] if at < len(column) else None):
        return []
    to_place = [id]
    while at < len(column) and key is not None and column[at][0] <= key:
        to_place.append(column[at][1])
        at += 1
    below = column[at][0] if at < len(column) else None
    changes = []
    for other in to_place:
        key = rank.between(key, below)
        changes.append(Change("cards", other, {"rank": key}))
    return changes


def _lies(card: Doc | None, phase: str, key: str | None, below: str | None) -> bool:
    """Whether the card is in the phase already, between the two keys."""
    own = str((card or {}).get("rank") or "")
    there = card is not None and card.get("phase") == phase
    return there and (key is None or key < own) and (below is None or own < below)
