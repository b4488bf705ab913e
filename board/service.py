"""The one way in: every change is a command applied here, and what happened comes back as events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from board.commands import Command, Context
from board.errors import Problem
from board.ids import new_id
from board.ports import Change, Clock, Commit, Draft, Line, Snapshot, Store

NOT_UNDOABLE = ("init",)


class Service:
    """A person at work on one board. `me` is the person's reference; `org` has people and roles."""

    def __init__(
        self, board: Store, org: Store, me: str, clock: Clock, ids: Callable[[], str] = new_id
    ) -> None:
        self.board = board
        self.org = org
        self.me = me
        self.clock = clock
        self.ids = ids

    def do(self, command: Command) -> Commit:
        """Apply a command on the board's documents."""
        return self._apply(self.board, command)

    def organise(self, command: Command) -> Commit:
        """Apply a command on people and roles."""
        return self._apply(self.org, command)

    def _apply(self, store: Store, command: Command) -> Commit:
        def decide(snapshot: Snapshot) -> Sequence[Draft]:
            board, org = (snapshot, self.org.snapshot) if store is self.board else (self.board.snapshot, snapshot)
            return command(Context(board, org, self.me, self.clock(), self.ids))

        return store.commit(self.me, decide)

    def undo(self) -> Commit:
        """Take back this person's latest change that still stands, across restarts.

        Raises:
            Problem: `nothing_to_undo`, or `changed_since` where someone else has changed the same since.
        """
        return self._turn_back("undo", undoable)

    def redo(self) -> Commit:
        """Do again what was undone last, until something new is done."""
        return self._turn_back("redo", redoable)

    def _turn_back(self, do: str, candidate: Callable[[Iterator[Line]], Line | None]) -> Commit:
        found = [
            (line, store)
            for store in (self.board, self.org)
            if (line := candidate(line for line in store.backwards() if line.by == self.me)) is not None
        ]
        if not found:
            raise Problem(f"nothing_to_{do}")
        line, store = max(found, key=lambda pair: pair[0].stamp)

        def decide(snapshot: Snapshot) -> Sequence[Draft]:
            return [Draft(do, restored(line, store, self.me), None, line.stamp)]

        return store.commit(self.me, decide)


def undoable(mine: Iterator[Line]) -> Line | None:
    """The newest of a person's lines that stands: neither undone nor itself an undo."""
    cancelled: set[str] = set()
    for line in mine:
        if line.stamp in cancelled:
            continue
        if line.do in ("undo", "redo"):
            cancelled.add(line.undoes or "")
        if line.do != "undo" and line.do not in NOT_UNDOABLE:
            return line
    return None


def redoable(mine: Iterator[Line]) -> Line | None:
    """The undo that can be undone: the newest one with nothing new done after it."""
    cancelled: set[str] = set()
    for line in mine:
        if line.stamp in cancelled:
            continue
        if line.do == "undo":
            return line
        if line.do != "redo":
            return None
        cancelled.add(line.undoes or "")
    return None


def restored(line: Line, store: Store, me: str) -> tuple[Change, ...]:
    """The changes that bring back what each cell of a line held before it.

    Raises:
        Problem: `changed_since` with who and what, where another person's value stands there now.
    """
    changes = []
    for change, replaced in zip(line.changes, line.replaced, strict=True):
        cells: dict[str, Any] = {}
        for cell in change.cells:
            _refuse_if_changed(line, change, cell, store, me)
            cells[cell] = _value_at(max(replaced.get(cell, []), default=None), change, cell, store)
        if "created" in change.cells and not replaced.get("created"):
            # The line made the document: taking it back is a deletion, which keeps the text for a redo.
            cells = {"_deleted": True}
        changes.append(Change(change.table, change.id, cells))
    return tuple(changes)


def _refuse_if_changed(line: Line, change: Change, cell: str, store: Store, me: str) -> None:
    now = store.stamp_of(change.table, change.id, cell)
    if now is None or now == line.stamp:
        return
    since = store.line(now)
    if since is None or since.by == me:
        return
    raise Problem("changed_since", by=since.by, at=since.at, field=cell, table=change.table, id=change.id)


def _value_at(stamp: str | None, change: Change, cell: str, store: Store) -> Any:
    line = store.line(stamp) if stamp else None
    if line is None:
        return None
    for earlier in line.changes:
        if (earlier.table, earlier.id) == (change.table, change.id):
            return earlier.cells.get(cell)
    return None
