"""The one way in: every change is a command applied here, and what happened comes back as events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from board import stall
from board.aliased import Aliased
from board.asked_again import asked, chosen_again, undone
from board.context import Command, Context
from board.errors import Problem
from board.identity_numbers import noted
from board.ids import new_id
from board.past import BROUGHT, journals
from board.ports import Change, Clock, Commit, Draft, Line, Snapshot, Store

NOT_UNDOABLE = (
    "init",
    "join",
    "forget",
    "erase",
    "thin",
    "round_open",
    "round_close",
    "round_withdraw",
    "pin",
    "pin_reset",
    "meeting_point",
    "meeting_pause",
    "meeting_on",
)
"""Beginnings, what others have acted on (a closed round is not opened by undoing), what tells of a PIN, which lies
elsewhere, and that a meeting went on: who takes something back in it means what was decided."""


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
            board, org = (
                (snapshot, self.org.snapshot) if store is self.board else (self.board.snapshot, snapshot)
            )
            return noted(command(Context(board, org, self.me, self.clock(), self.ids, self.board.board)))

        by = command.alias(store.snapshot, self.me) if isinstance(command, Aliased) else self.me
        return store.commit(by, decide)

    def undo(self, check: Callable[[Line], None] | None = None) -> Commit:
        """Take back this person's latest change that still stands, across restarts.

        `check` gets the line that would be taken back, under the lock, and may refuse it.

        Raises:
            Problem: `nothing_to_undo`, `changed_since` where someone else has changed the same since, or what
                `check` raises.
        """
        return self._turn_back("undo", undoable, check)

    def redo(self, check: Callable[[Line], None] | None = None) -> Commit:
        """Do again what was undone last, until something new is done. `check` as for undo."""
        return self._turn_back("redo", redoable, check)

    def _turn_back(
        self,
        do: str,
        candidate: Callable[[Iterator[Line]], Line | None],
        check: Callable[[Line], None] | None,
    ) -> Commit:
        def newest(store: Store) -> Line | None:
            foreign = journals(store.snapshot)
            return candidate(
                line for line in store.backwards() if line.by == self.me and not line.stamp.endswith(foreign)
            )

        found = {store: line for store in (self.board, self.org) if (line := newest(store)) is not None}
        if not found:
            raise Problem(f"nothing_to_{do}")
        store = max(found, key=lambda one: found[one].stamp)
        halves = self._halves(found)
        brought: list[Commit] = []

        def decide(snapshot: Snapshot, here: Store) -> Sequence[Draft]:
            line = newest(here)  # again, under the lock: the same person may sit at two screens
            if line is None or (halves and line != found[here]):
                raise Problem(f"nothing_to_{do}")
            if check is not None and here is self.board and halves:
                _either(check, found[store], line)
            elif check is not None and not halves:
                check(line)
            first, *versions = restored(line, here, snapshot, self.me)
            first = _quietly(line, first, self.clock().isoformat(timespec="seconds"))
            drafts = [Draft(do, first, None, line.stamp)]
            drafts += [Draft(do, changes, None, line.stamp, beside=True) for changes in versions]
            if halves and here is self.board:
                # The other half is written once this one is known to be possible, and nobody comes between.
                brought.append(self.org.commit(self.me, lambda org: decide(org, self.org)))
            return drafts

        here = self.board if halves else store
        brought.append(here.commit(self.me, lambda snapshot: decide(snapshot, here)))
        events, stamps = zip(*brought, strict=True)
        return Commit(tuple(chain(*events)), tuple(chain(*stamps)))

    def _halves(self, found: Mapping[Store, Line]) -> bool:
        """Whether one deed wrote both what was found on the board and above it: a handover with lifts."""
        if len(found) < 2:
            return False
        given, lifted = (_first(found[one], one) for one in (self.board, self.org))
        if given is None or lifted is None or not given.do == lifted.do == "handover":
            return False
        from board.handover import one_deed

        return one_deed(given, lifted, self.org.snapshot)


def _first(line: Line, store: Store) -> Line | None:
    """What a line did, behind undoing and doing again."""
    found: Line | None = line
    while found is not None and found.do in ("undo", "redo"):
        found = store.line(found.undoes) if found.undoes else None
    return found


def _either(check: Callable[[Line], None], latest: Line, line: Line) -> None:
    """Let two halves of a deed pass where either of them may; what is asked about is the latest."""
    try:
        check(line)
    except Problem:
        check(latest)


def _quietly(line: Line, changes: tuple[Change, ...], stamp: str) -> tuple[Change, ...]:
    """The changes that take back `line`: nothing happens on a card where nothing did (board.stall)."""
    said = {change.id: change.cells.items() for change in line.changes if change.table == "cards"}
    return tuple(
        change._replace(cells=change.cells | stall.quiet_again(said[change.id], stamp))
        if change.table == "cards" and change.id in said
        else change
        for change in changes
    )


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
            # One undo may be several lines, and all of them are done again at once.
            cancelled.add(f"undo of {line.undoes}")
        elif line.do == "undo" and f"undo of {line.undoes}" not in cancelled:
            return line
        elif line.do == "redo":
            cancelled.add(line.undoes or "")
        elif line.do != "undo":
            return None
    return None


def restored(line: Line, store: Store, snapshot: Snapshot, me: str) -> list[tuple[Change, ...]]:
    """The changes that bring back what each cell of a line held before it: for one line, or for a line for each of
    the versions that it chose between.

    Raises:
        Problem: `changed_since` with who and what, where somebody else has changed the same since.
    """
    since = _others_since(line, store, me)
    chosen = store.line(line.undoes) if line.do == "undo" and line.undoes else None
    if chosen is not None and not _journal_of(chosen) and asked(chosen, store):
        for change in chosen.changes:
            for later, theirs in since:
                _refuse_if_changed(change, False, later, theirs, store, snapshot)
            _refuse_if_unseen(change, line, store, me)
        return [chosen_again(chosen)]
    changes = []
    for change, replaced in zip(line.changes, line.replaced, strict=True):
        # The line made the document: taking it back is a deletion, which keeps the text for a redo.
        made = "created" in change.cells and not replaced.get("created")
        for later, theirs in since:
            _refuse_if_changed(change, made, later, theirs, store, snapshot)
        if not made:
            _refuse_if_unseen(change, line, store, me)
        cells: dict[str, Any] = {"_deleted": True}
        if not made:
            cells = {
                cell: _value_at(max(replaced.get(cell, []), default=None), change, cell, store)
                for cell in change.cells
            }
        cells = {cell: value for cell, value in cells.items() if not cell.startswith(f"{BROUGHT}/")}
        changes.append(Change(change.table, change.id, cells))
    for change in _brought(line, store, snapshot):
        for later, theirs in since:
            _refuse_if_changed(change, True, later, theirs, store, snapshot)
        changes.append(change)
    # An import that brought a history is taken back with it: none of its versions is asked about here.
    return [tuple(changes)] if _journal_of(line) else undone(line, changes, store)


def _journal_of(line: Line) -> tuple[str, ...]:
    """The journals that an import's line says it brought."""
    return tuple(
        cell.partition("/")[2]
        for change in line.changes
        for cell in change.cells
        if cell.startswith(f"{BROUGHT}/")
    )


def _brought(line: Line, store: Store, snapshot: Snapshot) -> list[Change]:
    """The deletions that take back the documents of a history that an import's line says it brought."""
    journal = _journal_of(line)
    if not journal:
        return []
    return [
        Change(table, id, {"_deleted": True})
        for table, docs in snapshot.tables.items()
        if table != "board"
        for id in docs
        if (store.stamp_of(table, id, "created") or "").endswith(journal)
    ]


def _refuse_if_unseen(change: Change, line: Line, store: Store, me: str) -> None:
    """Refuse where somebody has set the same who had not seen the line: taking it back would replace theirs, too."""
    versions = store.conflicts().get((change.table, change.id), {})
    for cell in change.cells:
        for stamp in versions.get(cell, {}) if cell != "_deleted" else ():
            theirs = store.line(stamp) if stamp != line.stamp else None
            if theirs is not None and theirs.by != me:
                at, by = theirs.at, theirs.by
                raise Problem("changed_since", by=by, at=at, field=cell, table=change.table, id=change.id)


def _others_since(line: Line, store: Store, me: str) -> list[tuple[Line, Change]]:
    """What others have changed after a line, newest first."""
    found: list[tuple[Line, Change]] = []
    for later in store.backwards():
        if later.stamp <= line.stamp:
            break
        if later.by != me:
            found += [(later, change) for change in later.changes]
    return found


def _refuse_if_changed(
    change: Change, made: bool, later: Line, theirs: Change, store: Store, snapshot: Snapshot
) -> None:
    """Refuse where `theirs` has set a cell of `change` to something else that stands, or has deleted the document.

    Where the change made the document, everything on it counts, and what others have hung on it.
    """
    field = None
    if made and theirs.cells.get("card") == change.id and snapshot.get(theirs.table, theirs.id) is not None:
        field = theirs.table
    elif (theirs.table, theirs.id) == (change.table, change.id):
        cells = (
            theirs.cells if made else [cell for cell in theirs.cells if cell in (*change.cells, "_deleted")]
        )
        for cell in cells:
            if cell == "_deleted":
                now: Any = True if (change.table, change.id) in snapshot.deleted else None
            else:
                now = _value_at(store.stamp_of(change.table, change.id, cell), change, cell, store)
            if now != change.cells.get(cell):
                field = cell
    if field is not None:
        raise Problem(
            "changed_since", by=later.by, at=later.at, field=field, table=change.table, id=change.id
        )


def _value_at(stamp: str | None, change: Change, cell: str, store: Store) -> Any:
    line = store.line(stamp) if stamp else None
    for earlier in line.changes if line is not None else ():
        if (earlier.table, earlier.id) == (change.table, change.id) and cell in earlier.cells:
            return earlier.cells[cell]
    return None
