"""The journals of one board: one folder of segments for each replica, read from remembered offsets.

Reading never waits and never writes. It stops at bytes that are not a line yet and tries again next time; bad
bytes with good lines after them are stepped over, and said (`faults`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from storage.clock import BRANCH, REPLICA
from storage.durable import InTheWay, open_file, read_from
from storage.lines import (
    FIRST,
    LIMIT,
    Raw,
    chain_crc,
    commands,
    decode,
    decode_only,
    erased,
    goes_on,
    marks_of,
    newer,
    part_of,
    readable,
)
from storage.segments import SUFFIX as SUFFIX
from storage.segments import content, segment_bytes
from storage.segments import segment_name as segment_name
from storage.segments import segments as segments

if TYPE_CHECKING:
    from storage.forks import Branches

DAMAGE = frozenset({"damaged", "missing_number", "broken_chain", "fork"})
"""Faults after which something is not there; the others lose nothing."""
_ANCHOR = 10
_PACKED = -1
"""Stands for the inode of a segment that was read packed: nothing is added to those."""


class Rewritten(Exception):
    """A journal is no longer what was read from it: everything has to be read again."""


class Forked(Rewritten):
    """A replica turned out to have been two hosts' (storage/forks.py): what was read of it has to be read anew."""


class Fault(NamedTuple):
    """Something wrong in a segment: a code, where, and how many bytes."""

    code: str
    replica: str
    segment: str
    offset: int
    length: int
    n: int


class Place(NamedTuple):
    """How far a replica's journal has been read: all lines up to number `n`, named as `crc` by the next.

    `ending` is the checksum as it stands in the file, another one only where the line was redacted.
    """

    n: int
    crc: str
    ending: str
    segment: str
    offset: int


START = Place(0, FIRST, "", "", 0)


def first_line(folder: str) -> Raw | None:
    """The first line of a replica's journal, or None where it is not there whole."""
    names = segments(folder)
    if not names:
        return None
    path = os.path.join(folder, names[0])
    try:
        fd = open_file(path, os.O_RDONLY)
    except OSError:
        with suppress(OSError):
            return decode(segment_bytes(path).partition(b"\n")[0])
        return None
    try:
        line, end, _ = os.read(fd, LIMIT).partition(b"\n")
    finally:
        os.close(fd)
    return decode(line) if end else None


class Track:
    """Reading one replica's journal."""

    def __init__(
        self,
        folder: str,
        replica: str,
        place: Place = START,
        keeping: bool = True,
        marks: Sequence[bytes] = (),
    ) -> None:
        self.replica = replica
        self.keeping = keeping
        self.marks = marks
        self.folder = folder
        self.faults: list[Fault] = []
        self.newer = False
        self.end: int | None = None
        self.holes = False
        self.unfinished = ""
        """The stamp of the latest part: a later line's is later, also where a crash has cut off the rest of it."""
        self.place = place
        self._safe = place
        self._parts: list[Raw] = []
        self._ended = False
        self._inode = 0
        self._before = -1
        self._hopeless: tuple[str, int, int, int] | None = None

    @property
    def damaged(self) -> bool:
        """Whether lines are missing or are not those that were written."""
        return any(fault.code in DAMAGE for fault in self.faults)

    @property
    def settled(self) -> Place:
        """How far whole commands have been read."""
        return self._safe if self._parts else self.place

    def path(self, segment: str) -> str:
        return os.path.join(self.folder, segment)

    def read(self) -> list[Raw]:
        """The commands that have come since last time.

        Raises:
            Rewritten: what was read before is not there any more.
        """
        if self._ended:
            return []
        names = segments(self.folder)
        if not names and not self.place.segment:
            return []
        if not self.place.segment:
            self.place = self.place._replace(segment=names[0])
        if self.place.segment not in names:
            raise Rewritten
        index = names.index(self.place.segment)
        if self._before not in (-1, index):
            raise Rewritten
        found: list[Raw] = []
        for self._before in range(index, len(names)):
            if names[self._before] != self.place.segment:
                self.place = self.place._replace(segment=names[self._before], offset=0)
                self._inode = 0
            data = self._bytes()
            if data:
                self._lines(data, found)
            if self.newer or self._ended:
                break
        return found

    def _bytes(self) -> bytes:
        """What lies behind the place reached, after making sure that the place is still there."""
        offset = self.place.offset
        # Opened and not only asked about: that is when a network file system looks whether it has news.
        try:
            fd = open_file(self.path(self.place.segment), os.O_RDONLY)
        except (FileNotFoundError, InTheWay):
            return self._packed_bytes(offset)
        try:
            status = os.fstat(fd)
            if status.st_size < offset:
                raise Rewritten
            if status.st_ino == self._inode and status.st_size == offset:
                return b""
            if not offset or status.st_ino == self._inode:
                self._inode = status.st_ino
                return read_from(fd, offset)
            data = read_from(fd, offset - _ANCHOR)
        finally:
            os.close(fd)
        return self._anchored(data, status.st_ino)

    def _packed_bytes(self, offset: int) -> bytes:
        """The same of a segment that was packed since it was closed."""
        if self._inode == _PACKED and offset:
            return b""
        try:
            data, sound = content(self.path(self.place.segment))
        except (FileNotFoundError, InTheWay):
            raise Rewritten from None
        if len(data) < offset:
            raise Rewritten
        if not sound:
            self._fault("packed", 0, len(data), self.place.n)
        if not offset:
            self._inode = _PACKED
            return data
        return self._anchored(data[offset - _ANCHOR :], _PACKED)

    def _anchored(self, data: bytes, inode: int) -> bytes:
        """What comes after the last line read, in a file that may not be the one that was read."""
        if self._inode and self.damaged:
            # The file was replaced, perhaps by one that has what was missing.
            raise Rewritten
        if data[:_ANCHOR] != b"\t" + self.place.ending.encode() + b"\n":
            raise Rewritten
        self._inode = inode
        return data[_ANCHOR:]

    def _lines(self, data: bytes, found: list[Raw]) -> None:
        base = self.place.offset
        start, bad = 0, -1
        while start < len(data):
            end = data.find(b"\n", start)
            line = data[start:end] if end >= 0 else b""
            raw = None
            if line:
                raw = decode_only(line, self.marks) if self.marks else decode(line)
            if raw is None:
                mended = self._mended(data, start, bad < 0)
                if mended is None and end < 0:
                    return
                if mended is None:
                    bad = start if bad < 0 else bad
                    start = end + 1
                    continue
                line, end = mended[0], mended[1] - 1
                raw = decode(line)
                assert raw is not None
                self._fault("mended", base + start, end - start, raw["n"])
            if newer(raw):
                self.newer = True
                return
            if self.end is not None and raw["n"] >= self.end:
                self._ended = True
                return
            if bad >= 0:
                follows = raw["n"] <= self.place.n + 1 and raw["p"] == self.place.crc
                self._fault("torn" if follows else "damaged", base + bad, start - bad, raw["n"])
                bad = -1
            self._accept(raw, line, base + start, base + end + 1, found)
            start = end + 1

    def _mended(self, data: bytes, start: int, first: bool) -> tuple[bytes, int] | None:
        """The line that stood here, where only one byte of it was changed. Tried once for the same bytes."""
        where = (self.place.segment, self.place.offset, start, len(data))
        if not first or where == self._hopeless:
            return None
        from storage.mend import repaired

        mended = repaired(data, start, self.place.n + 1, self.place.crc)
        if mended is None:
            self._hopeless = where
        return mended

    def _accept(self, raw: Raw, line: bytes, offset: int, end: int, found: list[Raw]) -> None:
        n, place = raw["n"], self.place
        crc = chain_crc(raw, line)
        if n <= place.n:
            if n == place.n and place.crc and crc != place.crc:
                self._fault("fork", offset, end - offset, n)
            self.place = place._replace(ending=line[-8:].decode(), offset=end)
            return
        if n != place.n + 1:
            self._fault("missing_number", offset, end - offset, n)
        elif place.crc and raw["p"] != place.crc:
            self._fault("broken_chain", offset, end - offset, n)
        if not self._parts:
            self._safe = place
        self.place = Place(n, crc, line[-8:].decode(), place.segment, end)
        self.holes = self.holes or raw.get("why") == "damaged"
        if erased(raw) or not self.keeping:
            return
        if not readable(raw, self.replica):
            self._fault("unreadable_line", offset, end - offset, n)
            return
        self._collect(raw, found)

    def _collect(self, raw: Raw, found: list[Raw]) -> None:
        part = part_of(raw)
        if part is None or not (self._parts and goes_on(self._parts[-1], raw)):
            self._parts = []
        if part is None:
            found.append(raw)
        elif part[0] == len(self._parts) + 1:
            self._parts.append(raw)
            self.unfinished = raw["t"]
            if part[0] == part[1]:
                found += commands(self._parts)
                self._parts = []

    def _fault(self, code: str, offset: int, length: int, n: int) -> None:
        fault = Fault(code, self.replica, self.place.segment, offset, length, n)
        if fault not in self.faults:
            self.faults.append(fault)


class Journals:
    """All replicas' journals of a board. Without `keeping` they only find out how far each reaches; with `only` some
    tables, lines that name none of them come without their changes."""

    def __init__(self, folder: str, keeping: bool = True, only: Sequence[str] = ()) -> None:
        self.folder = folder
        self.keeping = keeping
        self.marks = marks_of(only) if only else []
        self.tracks: dict[str, Track] = {}
        self.branches: Branches | None = None
        self._plain: set[str] = set()

    def resume(self, places: dict[str, Place]) -> None:
        """Go on reading where a checkpoint was made."""
        self.tracks = {
            replica: Track(os.path.join(self.folder, replica), replica, place, self.keeping)
            for replica, place in places.items()
        }

    def read(self) -> list[Raw]:
        """The commands that have come to any journal since last time. May raise Rewritten."""
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            names = []
        unclear = self._learn_branches([name for name in names if name[0] == BRANCH])
        for name in names:
            if name not in self.tracks and name not in unclear and REPLICA.fullmatch(name):
                self.track(name)
        found: list[Raw] = []
        for track in self.tracks.values():
            found += track.read()
        return found if self.branches is None else [self.branches.widen(raw) for raw in found]

    def _learn_branches(self, names: list[str]) -> set[str]:
        """Take note of the marks of new branches; gives the journals whose first line is not there yet.

        Raises:
            Forked: something has been read that a new branch says otherwise.
        """
        unclear = set()
        begun = any(track.place.n for track in self.tracks.values())
        for name in names:
            if name in self._plain or (self.branches is not None and name in self.branches.origins):
                continue
            from storage.forks import Branches, origin_of

            raw = first_line(os.path.join(self.folder, name))
            if raw is None:
                unclear.add(name)
                continue
            origin = origin_of(raw)
            if origin is None:
                self._plain.add(name)
                continue
            if begun and (name not in self.tracks or not self.tracks[name].place.n):
                raise Forked
            self.branches = self.branches or Branches()
            self.branches.origins[name] = origin
            ended = self.track(origin.replica)
            ended.end = self.branches.end(origin.replica)
            if ended.end is not None and ended.place.n >= ended.end:
                raise Forked
        return unclear

    def there(self) -> bool:
        """Whether there is anything to read; False where the board's folder was removed or emptied."""
        try:
            names = os.listdir(self.folder)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return any(segments(os.path.join(self.folder, name)) for name in names)

    def track(self, replica: str) -> Track:
        """The journal of a replica, which need not have one yet."""
        if replica not in self.tracks:
            folder = os.path.join(self.folder, replica)
            self.tracks[replica] = Track(folder, replica, keeping=self.keeping, marks=self.marks)
        return self.tracks[replica]

    def places(self) -> dict[str, Place]:
        """How far whole commands have been read, for a checkpoint."""
        return {replica: track.settled for replica, track in self.tracks.items() if track.settled.n}

    @property
    def faults(self) -> list[Fault]:
        return [fault for track in self.tracks.values() for fault in track.faults]

    @property
    def newer(self) -> bool:
        return any(track.newer for track in self.tracks.values())
