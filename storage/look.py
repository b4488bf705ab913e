"""Looking one board over: what is wrong in its files, as codes for the face to put in words."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from board.ports import Unsettled
from storage.cells import Cells
from storage.checkpoint import places_in
from storage.clock import milliseconds_of, replica_of
from storage.durable import InTheWay, read_file
from storage.fields import RESERVED
from storage.home import JOURNAL
from storage.journal import DAMAGE, Journals, segments
from storage.lines import Raw, chain_crc, decode, from_json
from storage.numbers import Numbers
from storage.segments import PACKED, is_name, segment_bytes
from storage.store import BoardStore
from storage.sync.shelf import SECOND_HAND, numbers, refusals
from storage.unsettled import begun_twice, made_one, unsettled

Severity = Literal["sound", "warning", "damage", "repaired"]
SKEW_SECONDS = 120
_UNSETTLED_SECONDS = 60
_MOST_DIFFERENCES = 200
_CONFLICT_NAMES = ("sync-conflict", "conflicted copy", "case conflict")


class Finding(NamedTuple):
    """One thing found: a code of tui's catalogue, how bad it is, and what it is about. Never a path."""

    code: str
    severity: Severity
    params: dict[str, Any]

    @property
    def mendable(self) -> bool:
        """Whether it is for a repair: damage, what is read right although the disk has it wrong, and what is told until
        somebody says that it is as it should be."""
        return self.severity == "damage" or self.code in ("journal_mended", "journal_packed", "begun_twice")

    def as_json(self) -> dict[str, Any]:
        """The finding as `check --json` prints it."""
        return {"code": self.code, "severity": self.severity, **self.params}


class Replay(NamedTuple):
    """A board as its journals alone tell it. `odd` are lines of which something was not understood, `numbers` the
    identity numbers in it, `of_board` the lines about the board itself."""

    cells: Cells
    journals: Journals
    odd: list[Raw]
    numbers: Numbers
    of_board: list[Raw]


def replay(store: BoardStore, until: Mapping[str, int] | None = None) -> Replay:
    """Read every journal from its beginning, whatever the checkpoint says; of each up to the number in `until`."""
    cells, journals = Cells(), Journals(os.path.join(store.home.folder, JOURNAL))
    odd, numbers, of_board = [], Numbers(), []
    for raw in journals.read():
        if not understood(raw):
            odd.append(raw)
        numbers.see(raw)
        if any(type(change) is list and change[:1] == ["board"] for change in raw["ch"]):
            of_board.append(raw)
        if until is None or raw["n"] <= until.get(replica_of(raw["t"]), 0):
            cells.apply(raw)
    cells.snapshot()
    return Replay(cells, journals, odd, numbers, of_board)


def about_board(store: BoardStore) -> tuple[Unsettled, list[Raw]]:
    """What waits to be settled on a board, and the lines about the board itself."""
    told = replay(store)
    return unsettled(told.cells), told.of_board


def understood(raw: Raw) -> bool:
    """Whether every change of a line has the form that it has in format 1, so that none was passed over."""
    for change in raw["ch"]:
        if type(change) is not list or not 3 <= len(change) <= 4:
            return False
        table, id, cells = change[:3]
        named = change[3] if len(change) > 3 else {}
        if (
            type(table) is not str
            or type(id) is not str
            or type(cells) is not dict
            or type(named) is not dict
        ):
            return False
        if (
            table[:1] in ("_", "")
            or not id
            or any(cell[:1] in ("/", "") or cell in RESERVED for cell in cells)
        ):
            return False
        for stamps in named.values():
            if type(stamps) is not list or not all(type(stamp) is str for stamp in stamps):
                return False
    return True


def look(store: BoardStore, mine: str | None) -> list[Finding]:
    """What is to be said about one board. `mine` is this host's journal, which nobody else is just writing."""
    told = replay(store)
    found = [
        Finding(
            "journal_" + _whose(fault.code, fault.replica == mine),
            "damage"
            if fault.code in DAMAGE
            else "warning"
            if fault.code in ("mended", "packed")
            else "sound",
            {"replica": fault.replica, "segment": fault.segment, "offset": fault.offset, "n": fault.n},
        )
        for fault in told.journals.faults
    ]
    for raw in told.odd:
        params = {"replica": replica_of(raw["t"]), "segment": "", "offset": 0, "n": raw["n"]}
        found.append(Finding("journal_unreadable_line", "warning", params))
    for where in told.numbers.left:
        params = {"table": where.table, "id": where.id, "field": where.cell.partition("/")[0]}
        found.append(Finding("identity_number", "warning", params))
    found += _second_lines(told.journals)
    found += _tails(told.journals, mine)
    found += _of_checkpoint(store)
    found += _skew(store, told.cells)
    found += _stray(store)
    found += _refused(store)
    waiting = unsettled(told.cells)
    if begun_twice(waiting) and not made_one(waiting, told.of_board):
        found.append(Finding("begun_twice", "warning", {}))
    if store.newer_format or told.journals.newer:
        found.append(Finding("newer_format", "warning", {}))
    return [finding._replace(params={"board": store.board, **finding.params}) for finding in found]


def _whose(code: str, ours: bool) -> str:
    """What was cut off here was never saved; what was cut off on its way from another computer is saved there."""
    return code if ours or code != "torn" else "cut_off"


def _refused(store: BoardStore) -> list[Finding]:
    """Lines from elsewhere that were not taken in and still are not."""
    found = []
    for name, note in refusals(store.home):
        if not note.get("taken"):
            params = {"replica": name[:6], "n": min(numbers(note), default=0), "why": str(note.get("why"))}
            code = "line_refused" if note.get("why") != SECOND_HAND else "line_on_the_way"
            found.append(Finding(code, "warning", params))
    return found


def _second_lines(journals: Journals) -> list[Finding]:
    """Lines with the number of an earlier one, of which reading compares only the last."""
    found = []
    for replica, track in journals.tracks.items():
        known: dict[int, str] = {}
        last = 0
        for segment in segments(track.folder):
            for line in segment_bytes(track.path(segment)).split(b"\n"):
                raw = decode(line)
                if raw is None or (track.end is not None and raw["n"] >= track.end):
                    continue
                n, crc = raw["n"], chain_crc(raw, line)
                if n < last and known.get(n) != crc:
                    params = {"replica": replica, "segment": segment, "offset": 0, "n": n}
                    found.append(Finding("journal_fork", "damage", params))
                known.setdefault(n, crc)
                last = max(last, n)
    return found


def _tails(journals: Journals, mine: str | None) -> list[Finding]:
    """Bytes behind the last good line of a segment."""
    found = []
    for replica, track in journals.tracks.items():
        if not track.place.segment or track.end is not None:
            continue  # what follows the end of a replica that was forked is in its branch
        path = track.path(track.place.segment)
        tail = segment_bytes(path)[track.place.offset :]
        if not tail or track.newer:
            continue
        params = {"replica": replica, "segment": track.place.segment, "length": len(tail)}
        if b"\n" not in tail:
            ours = replica == mine
            found.append(Finding("torn_tail" if ours else "cut_off_tail", "sound", params))
        elif replica == mine or time.time() - os.stat(path).st_mtime > _UNSETTLED_SECONDS:
            found.append(Finding("damaged_tail", "damage", params))
        else:
            found.append(Finding("unsettled_tail", "warning", params))
    return found


def _of_checkpoint(store: BoardStore) -> list[Finding]:
    try:
        data = read_file(store.path)
    except (FileNotFoundError, NotADirectoryError, InTheWay):
        return []
    found = []
    if store.distrusted is not None:
        found.append(Finding(store.distrusted, "damage", {}))
    tables = _tables(data)
    # What sessions have written since is no difference.
    until = {replica: place.n for replica, place in places_in(data).items()}
    journal = replay(store, until or None).cells
    for table, id, field, there, here in differences(tables, journal)[:_MOST_DIFFERENCES]:
        params = {"table": table, "id": id, "field": field, "checkpoint": there, "journal": here}
        found.append(Finding("checkpoint_differs", "damage", params))
    return found


def _tables(data: bytes) -> dict[str, dict[str, dict[str, Any]]]:
    """The documents of a checkpoint, also of one that was changed by hand; {} where it is no JSON."""
    try:
        tables = from_json(data)
    except ValueError:
        return {}
    if type(tables) is not dict:
        return {}
    sound = {}
    for name, documents in tables.items():
        if type(documents) is dict and all(type(doc) is dict for doc in documents.values()):
            sound[name] = {str(doc.get("_id", id)): doc for id, doc in documents.items()}
    return sound


def differences(
    tables: dict[str, dict[str, dict[str, Any]]], journal: Cells
) -> list[tuple[str, str, str, Any, Any]]:
    """Fields that a checkpoint shows otherwise than the journals say: table, id, field, there, here."""
    found = []
    for table in sorted({*tables, *journal.tables} if tables else ()):
        if table[:1] == "_":
            continue
        documents = tables.get(table, {})
        for id in sorted({*documents, *journal.tables.get(table, {})}):
            there = documents.get(id, {})
            here = journal.tables.get(table, {}).get(id) or journal.deleted.get((table, id)) or {}
            for field in sorted({*there, *here} - {"_at", "_by", "_id"}):
                if there.get(field) != here.get(field):
                    found.append((table, id, field, there.get(field), here.get(field)))
    return found


def _skew(store: BoardStore, cells: Cells) -> list[Finding]:
    now = store.home.clock().timestamp()
    found = []
    for replica, stamp in cells.seen.items():
        ahead = int(milliseconds_of(stamp) / 1000 - now)
        if ahead > SKEW_SECONDS:
            found.append(Finding("clock_skew", "warning", {"replica": replica, "seconds": ahead}))
    return found


def _stray(store: BoardStore) -> list[Finding]:
    """Files that a crash or a file-sharing program has left."""
    found = []
    folder, journal = store.home.folder, os.path.join(store.home.folder, JOURNAL)
    replicas = [os.path.join(journal, name) for name in _names(journal)]
    for place in dict.fromkeys([folder, store.home.side, journal, *replicas]):
        known = segments(place) if place in replicas else []
        for name in _names(place):
            if any(mark in name for mark in _CONFLICT_NAMES):
                found.append(Finding("conflict_copy", "warning", {"name": name}))
            elif name.startswith(".tmp-"):
                found.append(Finding("temp_file", "sound", {"name": name}))
            elif place in replicas and name.removesuffix(PACKED) not in known and not is_name(name):
                found.append(Finding("unknown_file", "sound", {"name": name}))
        if os.path.isdir(place) and not os.access(place, os.W_OK | os.X_OK):
            found.append(Finding("unwritable", "warning", {"what": os.path.basename(place)}))
    return found


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
