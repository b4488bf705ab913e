"""What a person noted and has been answered on: told once to the one who noted it, whatever name it was noted under."""

from __future__ import annotations

from typing import NamedTuple

from board.ports import Snapshot
from board.same import all_of
from board.values import text_in


class Answer(NamedTuple):
    """A card that was answered with why not now. at: when, as it is stored; title: what was noted."""

    at: str
    card: str
    title: str


def answers(board: Snapshot, org: Snapshot, person: str, after: str = "") -> tuple[Answer, ...]:
    """What the person noted that was answered and put away from Förslag, oldest answer first; only what was
    answered later than `after`, an `at` of an answer told before."""
    mine = all_of(org, person)
    found = [
        Answer(text_in(doc, "since") or "", id, text_in(doc, "title") or "")
        for id, doc in board.table("cards").items()
        if text_in(doc, "by") in mine
        and (doc.get("state"), doc.get("phase")) == ("archived", "inbox")
        and doc.get("state_why")
    ]
    return tuple(sorted(one for one in found if one.at > after))
