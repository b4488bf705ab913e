"""What others' computers let somebody do beyond their role: told here, never refused.

Two hosts see lines in different orders, and roles change meanwhile: if each refused what it finds wrong, they would not
end alike. The same table of rights that stops the change where it is made says what is to be told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from board import rights
from board.model import BOARD_ID
from storage.lines import Raw, decode, newer
from storage.store import BoardStore
from storage.sync.intake import Said
from storage.sync.untrusted import objection
from storage.workspace import ORG, Workspace

_HINTS = (b'"_deleted"', b'"finish"', b'"status"', b'"closed"', b'["board",', b'["roles",')
"""What a line has that may be such a change; all others are not read for it."""


class Use(NamedTuple):
    """A line that makes use of a right on a board."""

    board: str
    right: str
    replica: str
    raw: Raw


def uses(board: str, replica: str, lines: Iterable[bytes]) -> Iterator[Use]:
    """The uses of rights in new lines that are such as are taken in. A role is given on its own board, though it lies
    elsewhere."""
    for line in lines:
        raw = decode(line) if any(hint in line for hint in _HINTS) else None
        if raw is None or newer(raw) or objection(raw, replica, "") is not None or raw.get("undoes"):
            continue
        for table, _id, cells, *_replaced in raw.get("ch") or ():
            here = str(cells.get("board") or "") if board == ORG else board
            for right in sorted(rights.used(table, cells)) if here else ():
                yield Use(here, right, replica, raw)


def beyond(workspace: Workspace, found: Sequence[Use]) -> Iterator[Said]:
    """Those to tell of, each right on a board once: what the board had made strict when it was done, by somebody whose
    it was not that day."""
    told: set[tuple[str, str]] = set()
    stores = {
        board: workspace.board(board) for board in {use.board for use in found} & {*workspace.board_ids()}
    }
    org = workspace.org.snapshot if stores else None
    for board, right, replica, raw in found:
        if board not in stores or org is None or (board, right) in told:
            continue
        store, day = stores[board], _day(raw)
        if (
            day is None
            or not _was_strict(store, right, raw)
            or (right == rights.DELETE and _is_own(store, raw))
        ):
            continue
        if rights.asked(store.snapshot, org, board, raw["by"], right, day).manner == "strict":
            told.add((board, right))
            yield Said("beyond_role", board, replica, raw["n"], right)


def _day(raw: Raw) -> date | None:
    """The day of a line as whoever wrote it had it; None where there is no such day."""
    try:
        return date.fromisoformat(raw["at"][:10])
    except ValueError:
        return None


def _was_strict(store: BoardStore, right: str, raw: Raw) -> bool:
    since = store.stamp_of("board", BOARD_ID, f"strict/{right}")
    return right not in rights.CAN_BE_STRICT or (since is not None and since < raw["t"])


def _is_own(store: BoardStore, raw: Raw) -> bool:
    """Whether all cards that a line deletes are those of the one who did, noted or owned."""
    gone = [store.snapshot.deleted.get(("cards", change[1])) or {} for change in raw["ch"]]
    return all(raw["by"] in (card.get("by"), card.get("owner")) for card in gone)
