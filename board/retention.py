"""How long comments on finished cards are kept on a board, and taking away those that are older.

Nobody's words go by themselves: it cannot be undone, it is done in somebody's name, and how old a card is rests on the
clock of one machine. Whoever's it is to do is reminded (`waits_for`), and a machine can be told to with `tavla thin`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from board.context import Command, Context
from board.errors import Problem
from board.forgetting import MARK, erase
from board.model import BOARD_ID, roles_of
from board.ports import Change, Draft, Snapshot
from board.rights import CHANGE_SETTINGS, DELETE, RIGHTS, check

KEPT = "comments_kept"
"""The board's setting: months that comments are kept after their card was finished."""
MOST_MONTHS = 600
THINNED, COUNT = "thinned", "thinned_count"
"""Of the board: the day when comments were last thinned, and how many."""


class Thinned(NamedTuple):
    """When comments were last thinned, and how many were."""

    day: date
    number: int


def months_kept(board: Snapshot) -> int:
    """For how many months comments on finished cards are kept; 0 for always."""
    value = (board.get("board", BOARD_ID) or {}).get(KEPT)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and isinstance(value, int) and 0 < value <= MOST_MONTHS else 0


def last_thinned(board: Snapshot) -> Thinned | None:
    """When the board was last thinned, as far as it says."""
    doc = board.get("board", BOARD_ID) or {}
    try:
        day = date.fromisoformat(str(doc.get(THINNED)))
    except ValueError:
        return None
    count = doc.get(COUNT)
    return Thinned(day, count if isinstance(count, int) else 0)


def older(board: Snapshot, today: date, months: int) -> dict[str, str]:
    """The comments, as `forgetting.erase` has them, on cards that were finished more than some months ago."""
    cards, before = board.table("cards"), _months_ago(today, months)
    found = {}
    for id, doc in sorted(board.table("comments").items()):
        card = cards.get(str(doc.get("card"))) or {}
        old = card.get("state") == "finished" and str(card.get("since") or "~") < before
        if old and doc.get("text") not in (None, MARK):
            found[id] = "text"
    return found


def waits_for(board: Snapshot, org: Snapshot, here: str, me: str, today: date) -> int:
    """How many comments are older than the board keeps them, where it is a person's role to take them away."""
    months = months_kept(board)
    if not months:
        return 0
    held = roles_of(org, here, today)
    mine = any(one.role in RIGHTS[DELETE] and me in (one.person, one.stands_in(today)) for one in held)
    return len(older(board, today, months)) if mine else 0


def keep(months: int) -> Command:
    """For how many months after a card was finished its comments are kept; 0 for always.

    Raises:
        Problem: `bad_months_kept`, `not_yours` or `only_theirs` (board.rights).
    """

    def decide(context: Context) -> Sequence[Draft]:
        why = check(context, CHANGE_SETTINGS)
        if not 0 <= months <= MOST_MONTHS:
            raise Problem("bad_months_kept", given=str(months)[:20])
        return [Draft("board", (Change("board", BOARD_ID, {KEPT: months or None}),), why)]

    return decide


def thin(months: int | None = None) -> Command:
    """Take away comments on cards that were finished more than some months ago; None for what the board has said.

    Raises:
        Problem: `not_yours` or `only_theirs` (board.rights).
    """

    def decide(context: Context) -> Sequence[Draft]:
        age = months_kept(context.board) if months is None else months
        places = older(context.board, context.now.date(), age) if age else {}
        if not places:
            return []
        return [
            draft._replace(changes=(*draft.changes, _noted(context, len(places))))
            for draft in erase("comments", places, "thin")(context)
        ]

    return decide


def _noted(context: Context, count: int) -> Change:
    return Change("board", BOARD_ID, {THINNED: context.now.date().isoformat(), COUNT: count})


def _months_ago(today: date, months: int) -> str:
    """The day some months before, as text; the last of a shorter month."""
    month = today.year * 12 + today.month - 1 - months
    year, month = divmod(month, 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return date(year, month + 1, day).isoformat()
        except ValueError:
            continue
    return date(year, month + 1, 1).isoformat()
