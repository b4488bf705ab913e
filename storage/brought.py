"""History from an export, laid beside the board's own journals as the journal of a replica that nobody writes.

The lines keep their time, order, people and words. They get new stamps, numbers and a chain, because in an export they
are text that anybody may have changed: under their old names they could pass for another host's.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence

from board.errors import Problem
from board.ports import Line, Snapshot
from storage.clock import BRANCH, REPLICA, HybridClock, base36
from storage.durable import Told, create, sync_folder
from storage.home import JOURNAL
from storage.journal import segment_name
from storage.lines import FIRST, encode
from storage.store import BoardStore

SEGMENT_LIMIT = 4 * 1024 * 1024
_TIME = 12


def bring(store: BoardStore, by: str, lines: Sequence[Line], fits: Callable[[Snapshot], bool]) -> str | None:
    """Make the lines (oldest first) part of the board, all of them or none: the new journal's replica.

    None where the board, looked at under the lock, is no longer one that `fits`.

    Raises:
        Problem: `too_long` for a value that no line holds, `newer_format`, or that the place cannot be written.
    """
    with store.locked(by), Told():
        store.refresh()
        if store.newer_format:
            raise Problem("newer_format")
        if not fits(store.snapshot):
            return None
        replica = _unused(os.path.join(store.home.folder, JOURNAL))
        _write(store, replica, _segments(store, replica, lines))
        store.refresh()
    return replica


def _unused(folder: str) -> str:
    taken = set(os.listdir(folder))
    while True:
        replica = base36(int.from_bytes(os.urandom(5)), 6)
        if replica not in taken and replica[0] != BRANCH and REPLICA.fullmatch(replica):
            return replica


def _segments(store: BoardStore, replica: str, lines: Sequence[Line]) -> list[tuple[int, bytes]]:
    """The number of each segment's first line, and its bytes."""
    stamps = _stamps(store, replica, lines)
    n, p = 0, FIRST
    segments: list[tuple[int, bytearray]] = []
    for line in lines:
        head = {
            "t": stamps[line.stamp],
            "at": line.at,
            "by": line.by,
            "do": line.do,
            "why": line.why,
            "undoes": stamps.get(line.undoes or ""),
        }
        ch = []
        for change, replaced in zip(line.changes, line.replaced, strict=True):
            known = {cell: [stamps[s] for s in named if s in stamps] for cell, named in replaced.items()}
            named = {cell: found for cell, found in known.items() if found}
            ch.append([*change, named] if named else [*change])
        coded, p = encode(head, ch, n + 1, p)
        if not segments or len(segments[-1][1]) > SEGMENT_LIMIT:
            segments.append((n + 1, bytearray()))
        n += len(coded)
        segments[-1][1].extend(b"".join(coded))
    return [(first, bytes(data)) for first, data in segments]


def _stamps(store: BoardStore, replica: str, lines: Sequence[Line]) -> dict[str, str]:
    """A new stamp for each: its own time, but never later than now, so that no file can set the clock forward."""
    now = HybridClock(store.home.clock).tick(replica)[0][:_TIME]
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        time = min(line.stamp[:_TIME], now)
        if time <= last:
            time = _next(last)
        found[line.stamp] = f"{time}.{replica}"
        last = time
    return found


def _next(time: str) -> str:
    count = int(time[:9] + "00", 36) + int(time[10:], 36) + 1
    return f"{base36(count // 1296, 9)}.{base36(count % 1296, 2)}"


def _write(store: BoardStore, replica: str, segments: Sequence[tuple[int, bytes]]) -> None:
    """Write beside the journals and put it among them whole, in one step."""
    home = store.home
    fresh = os.path.join(home.folder, f".tmp-{replica}")
    folder = os.path.join(home.folder, JOURNAL)
    home.modes.make(fresh)
    try:
        for first, data in segments:
            create(os.path.join(fresh, segment_name(first)), data, home.modes.file)
        sync_folder(fresh)
        os.rename(fresh, os.path.join(folder, replica))
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    sync_folder(folder)
    sync_folder(home.folder)
