"""Makes a workspace with a board of many cards, through the same doors as a person: `python -m tests.bench.seed N`.

Cards have all that their phases want, so that none asks for a reason when it is moved from Följa upp to Agera.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from board.organisation import add_person
from board.ports import Draft
from storage.store import BoardStore
from tests.samples import PEOPLE, board_of
from tui.compose import Session, default_root

BOARD = "prov"
_WHOLE = {
    "problem": "Det händer flera gånger i veckan.",
    "why": "Det tar tid från dem vi är till för.",
    "measure": "Vi provar en fast plats i två veckor.",
    "outcome": "Det gick bättre än väntat.",
    "owner": PEOPLE[0],
    "due": "2026-12-01",
}


def whole(drafts: list[Draft]) -> Iterator[Draft]:
    """The drafts with every wanted field of a card filled in."""
    for draft in drafts:
        changes = tuple(
            change._replace(cells={**_WHOLE, **change.cells}) if change.table == "cards" else change
            for change in draft.changes
        )
        yield draft._replace(changes=changes)


def seed(cards: int, *, many_people: int = 0) -> None:
    """Make the workspace of the environment, with the login as a person and a checkpoint as an idle session leaves."""
    session = Session(default_root(os.environ), env=os.environ)
    session.workspace.create()
    session.join()
    for number in range(many_people):
        session.organise(add_person(f"Person {number}"))
    store = session.new_board(BOARD)
    assert session.person is not None
    store.commit(session.person, lambda _board: list(whole(board_of(cards))))
    assert isinstance(store, BoardStore)
    store.checkpoint()


if __name__ == "__main__":
    seed(int(sys.argv[1]), many_people=12)
