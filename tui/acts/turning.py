"""What of a person's own changes is in sight: only that is taken back, or done again, without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.ports import Change, Line

if TYPE_CHECKING:
    from tui.live import Seen
    from tui.shell import Shell

ELSEWHERE = frozenset({"board", "people", "roles"})
"""What has pages of its own, and nothing on the board shows that it has changed."""


def seen_from(shell: Shell) -> Seen | None:
    """Which changes are in sight from the page in front; None where all that was done here and now may be.

    From a card only what is about that card; from the board all but the settings and the people.
    """
    if shell.page == "board":
        return lambda line: not all(change.table in ELSEWHERE for change in line.changes)
    card = shell.card
    if shell.page != "card" or card is None:
        return None
    snapshots = shell.tavla.live.board, shell.tavla.live.org

    def about(change: Change) -> bool:
        if (change.table, change.id) == ("cards", card) or change.cells.get("card") == card:
            return True
        docs = (s.get(change.table, change.id) or s.deleted.get((change.table, change.id)) for s in snapshots)
        return any(doc is not None and doc.get("card") == card for doc in docs)

    def seen(line: Line) -> bool:
        return any(map(about, line.changes))

    return seen
