"""Advice on a card's section in words, from the codes of board.method.hints."""

from __future__ import annotations

from datetime import date

from board.ports import Snapshot


def advice(board: Snapshot, card: str, section: str, today: date) -> list[str]:
    """What is worth a thought in a section; never a must."""
    return []
