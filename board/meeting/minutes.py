"""What a meeting came to: what was decided under each point, read out of the journal, with notes and promises.

Only what those at the meeting did while it ran, and what was not taken back, is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from board.errors import Problem
from board.ids import find
from board.meeting.meetings import MEETINGS, NOTES, Meeting, meeting_in, meeting_of, notes_of
from board.ports import Doc, Line, Snapshot, Store
from board.same import all_of
from board.values import moment
from board.veiled import is_history

_UNTOLD = frozenset({MEETINGS, NOTES, "board", "votes", "people", "roles", "cycles"})
_QUIET = frozenset({"on_meeting", "rank", "followed", "tested", "since", "cycle_began", "predicted"})
"""Cells that nobody is told of by themselves."""


class Done(NamedTuple):
    """Something that was done: under which point, on which card, and as history has it (board.history.Entry)."""

    point: str
    card: str
    do: str
    table: str
    id: str
    why: str | None
    changes: tuple[tuple[str, Any, Any], ...]


class Minutes(NamedTuple):
    """All of a meeting. notes: (point, card or "", text). promised: (activity's id, its document) of those that are
    still there."""

    meeting: Meeting
    done: tuple[Done, ...]
    notes: tuple[tuple[str, str, str], ...]
    promised: tuple[tuple[str, Doc], ...]


def find_meeting(store: Store, given: str) -> str:
    """The document id of the meeting that a prefix names. Raises Problem `unknown` or `ambiguous`."""
    return find(given, store.snapshot.table(MEETINGS), "meeting")


def minutes_of(store: Store, org: Snapshot, id: str) -> Minutes:
    """The minutes of a meeting, of one that runs so far. Reads the journal from its beginning on.

    Raises:
        Problem: `unknown` meeting.
    """
    board = store.snapshot
    meeting = meeting_in(board, id)
    if meeting is None:
        raise Problem("unknown", what="meeting", given=id)
    lines = _lines(store, meeting)
    notes = tuple(
        (str(one.get("point") or ""), str(one.get("card") or ""), str(one.get("text") or ""))
        for _id, one in notes_of(board, meeting.id)
    )
    promised = tuple(
        (key, found)
        for key in sorted(meeting.promised, key=lambda key: (len(key), key))
        if (found := board.get("activities", key)) is not None
    )
    return Minutes(meeting, tuple(_done(store, org, meeting, lines)), notes, promised)


def _lines(store: Store, meeting: Meeting) -> list[Line]:
    """The lines written from the meeting's beginning to its end that nobody has taken back, the first first."""
    found: list[Line] = []
    gone: set[str] = set()
    left = {meeting.id, *meeting.parts}
    for line in store.backwards():
        left -= {ch.id for ch in line.changes if ch.table == MEETINGS and "created" in ch.cells}
        if line.do in ("undo", "redo"):
            if line.stamp not in gone and f"undo of {line.undoes}" not in gone:
                gone.add(line.undoes or "")
            if line.do == "redo":
                undone = store.line(line.undoes or "")
                gone.add(f"undo of {undone.undoes}" if undone is not None else "")
        elif line.stamp not in gone:
            found.append(line)
        if not left:
            break
        at = moment(line.at)
        if at is not None and (meeting.started - at).total_seconds() > _SLACK:
            break
    found.reverse()
    return found


_SLACK = 24 * 3600.0
"""Seconds that another host's clock may be behind: lines are in the order of their stamps."""


def _done(store: Store, org: Snapshot, meeting: Meeting, lines: list[Line]) -> Iterator[Done]:
    """Of each line at which of the meetings it was done: those that went into this one have points of their own."""
    others = [meeting_of(id, store.snapshot.table(MEETINGS)[id]) for id in meeting.parts if id != meeting.id]
    going = [_Going(one, org) for one in (*others, meeting)]
    for line in lines:
        for one in going:
            one.hear(line)
        at = next((one for one in going if one.runs and line.by in one.there), None)
        if at is not None and line.do not in ("import", "settle", "vote", "meeting_promise"):
            yield from _of_line(store, line, at.point)


class _Going:
    """Where a meeting is, line by line of the journal, and who is there."""

    def __init__(self, meeting: Meeting, org: Snapshot) -> None:
        self.id, self.point, self.runs = meeting.id, meeting.points()[0], False
        self.there = {one for ref in (*meeting.present, meeting.by) for one in all_of(org, ref)}

    def hear(self, line: Line) -> None:
        for change in line.changes:
            if change.table == MEETINGS and change.id == self.id:
                self.there.add(line.by)
                self.point = str(change.cells.get("point") or self.point)
                self.runs = bool(change.cells["ticking"]) if "ticking" in change.cells else self.runs


def _of_line(store: Store, line: Line, point: str) -> Iterator[Done]:
    board = store.snapshot
    for change, replaced in zip(line.changes, line.replaced, strict=True):
        if change.table in _UNTOLD or not is_history(change.table):
            continue
        told = [
            (cell, _before(store, change.table, change.id, cell, replaced.get(cell) or []), value)
            for cell, value in change.cells.items()
            if is_history(change.table, cell)
        ]
        if all(cell in _QUIET for cell, _old, _new in told):
            continue
        doc = board.get(change.table, change.id) or board.deleted.get((change.table, change.id)) or {}
        card = change.id if change.table == "cards" else str(doc.get("card") or "")
        yield Done(point, card, line.do, change.table, change.id, line.why, tuple(told))


def _before(store: Store, table: str, id: str, cell: str, stamps: list[str]) -> Any:
    """What a cell held before it was set."""
    line = store.line(max(stamps)) if stamps else None
    for change in line.changes if line is not None else ():
        if (change.table, change.id) == (table, id):
            return change.cells.get(cell)
    return None
