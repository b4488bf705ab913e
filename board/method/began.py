"""When the test of a card's present try began, and whether anything says that it was tried."""

from __future__ import annotations

from datetime import date

from board.method.parts import cycle_of, of_try, parts_of
from board.ports import Doc, Snapshot


def test_began(board: Snapshot, id: str, card: Doc, today: date) -> str | None:
    """When the test of the card's present try began, as a time or a day; None where it has not.

    An experiment that was planned ahead begins on its day without anybody doing anything.
    """
    if card.get("tested"):
        return str(card["tested"])
    planned = of_try(parts_of(board, "experiment", id), cycle_of(card)).values()
    begun = [
        str(one["start"]) for one in planned if one.get("start") and str(one["start"]) <= today.isoformat()
    ]
    return min(begun, default=None)


def has_evidence_of_test(board: Snapshot, card: str, cycle: int, today: date) -> bool:
    """Whether anything says that the try has been tested: an experiment not planned for later, or a log note."""
    return bool(of_try(parts_of(board, "log", card), cycle)) or any(
        str(doc.get("start") or "") <= today.isoformat()
        for doc in of_try(parts_of(board, "experiment", card), cycle).values()
    )
