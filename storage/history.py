"""Looking back in the journals: one line by its stamp, all lines newest first."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from board.ports import Line
from storage.clock import BRANCH, REPLICA, STAMP, replica_of
from storage.durable import InTheWay
from storage.journal import first_line, segments
from storage.lines import Raw, commands, decode, erased, goes_on, marks_of, part_of, readable, to_line
from storage.segments import segment_bytes

_FIRST_LINE = 64 * 1024


def find(folder: str, stamp: str) -> Line | None:
    """The line with a stamp: searched backwards in the bytes of the one segment that can have it."""
    if STAMP.fullmatch(stamp) is None:
        return None
    replica = replica_of(stamp)
    home = os.path.join(folder, replica)
    end = _ends(folder).get(replica)
    needle = b'"t":"' + stamp.encode() + b'"'
    for segment in reversed(segments(home)):
        data = _bytes(os.path.join(home, segment))
        before = len(data)
        while (position := data.rfind(needle, 0, before)) >= 0:
            start = data.rfind(b"\n", 0, position) + 1
            stop = data.find(b"\n", position)
            raw = decode(data[start : stop if stop >= 0 else len(data)])
            if raw is not None and raw.get("t") == stamp and readable(raw, replica):
                if end is not None and raw["n"] >= end:
                    return None
                whole = _whole(data, start, raw)
                return next((to_line(command) for command in whole if command["t"] == stamp), None)
            before = start
        if _begins_before(data, stamp):
            return None
    return None


def _whole(data: bytes, start: int, raw: Raw) -> list[Raw]:
    """The commands that the line at `start` is of, which are written at once; none where not all parts are there."""
    part = part_of(raw)
    if part is None:
        return [raw]
    for _ in range(part[0] - 1):
        start = data.rfind(b"\n", 0, max(start - 1, 0)) + 1
    parts: list[Raw] = []
    for line in data[start:].split(b"\n", part[1])[: part[1]]:
        found = decode(line)
        if found is None or (parts and not goes_on(parts[-1], found)):
            return []
        parts.append(found)
    return commands(parts) if part_of(parts[0]) == (1, len(parts)) else []


def _begins_before(data: bytes, stamp: str) -> bool:
    raw = decode(data[: max(data.find(b"\n", 0, _FIRST_LINE), 0)])
    return raw is not None and str(raw.get("t", "~")) < stamp


def _bytes(path: str) -> bytes:
    try:
        return segment_bytes(path)
    except (FileNotFoundError, InTheWay):
        return b""


def backwards(
    folder: str, cells: Sequence[str] = (), after: Mapping[str, str] | None = None
) -> Iterator[Line]:
    """Every whole command of all replicas, newest stamp first; segments are read as they are needed.

    cells, after: as `Store.backwards` of board.ports.
    """
    import heapq

    try:
        replicas = sorted(name for name in os.listdir(folder) if REPLICA.fullmatch(name))
    except FileNotFoundError:
        return
    ends = _ends(folder)
    wanted = re.compile(b"|".join(map(re.escape, marks_of(cells)))).search if cells else None
    known = after or {}
    streams = [
        _of_replica(os.path.join(folder, name), name, ends.get(name), wanted, known.get(name, ""))
        for name in replicas
    ]
    seen = ""
    for raw in heapq.merge(*streams, key=_stamp, reverse=True):
        if raw["t"] != seen:
            seen = raw["t"]
            yield to_line(raw)


def _stamp(raw: Raw) -> str:
    stamp: str = raw["t"]
    return stamp


def _ends(folder: str) -> dict[str, int]:
    """The replicas that were forked, and their first numbers that do not count."""
    try:
        names = [name for name in os.listdir(folder) if name[0] == BRANCH]
    except FileNotFoundError:
        return {}
    ends: dict[str, int] = {}
    for name in names:
        from storage.forks import origin_of

        raw = first_line(os.path.join(folder, name))
        origin = origin_of(raw) if raw is not None else None
        if origin is not None:
            ends[origin.replica] = min(origin.n, ends.get(origin.replica, origin.n))
    return ends


def _of_replica(
    folder: str, replica: str, end: int | None, wanted: Callable[[bytes], object] | None, after: str
) -> Iterator[Raw]:
    parts: list[Raw] = []
    for segment in reversed(segments(folder)):
        for line in reversed(_bytes(os.path.join(folder, segment)).split(b"\n")):
            if wanted is not None and not wanted(line):
                continue
            raw = decode(line)
            if raw is None or erased(raw) or not readable(raw, replica):
                continue
            if raw["t"] <= after:
                return
            if end is not None and raw["n"] >= end:
                continue
            part = part_of(raw)
            if part is None:
                parts = []
                yield raw
                continue
            if parts and not goes_on(raw, parts[0]):
                parts = []
            parts.insert(0, raw)
            if part[0] == 1:
                if len(parts) == part[1]:
                    yield from reversed(commands(parts))
                parts = []
