"""Making lines durable at the end of the host's own journal, under the board's lock."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress

from storage.durable import Modes, in_the_way, move_aside, read_file, set_aside, sync_folder, write_all
from storage.journal import SUFFIX, Place, Track, segment_name
from storage.lines import sound

SEGMENT_LIMIT = 8 * 1024 * 1024
_WORTH = 16 * 1024
"""Bytes from which a segment is closed with its year, so that it can be packed."""


class Appender:
    """Writes to the newest segment of one replica; keeps its file open between commits."""

    def __init__(self, track: Track, broken: str, modes: Modes) -> None:
        self.track = track
        self._broken = broken
        self._modes = modes
        self._fd = -1
        self._open_segment = ""
        self._dead = ""
        self._written = 0.0

    def close(self) -> None:
        """Let go of the segment's file."""
        fd, self._fd, self._open_segment = self._fd, -1, ""
        if fd >= 0:
            with suppress(
                OSError
            ):  # what was acknowledged is on the disk, whatever a full quota says at the end
                os.close(fd)

    def __del__(self) -> None:
        """A store that is let go of gives its file back."""
        self.close()

    def prepare(self) -> bool:
        """See that nothing stands behind the last good line; True where there is more to read now.

        The track must have read everything, under the lock.
        """
        place = self.track.place
        if not place.segment:
            return False
        try:
            status: os.stat_result | None = os.stat(self.track.path(place.segment))
        except FileNotFoundError:
            status = None
        if status is None or not stat.S_ISREG(status.st_mode):
            # It is packed, and the one after it is lost: nothing is added to a packed one.
            self._dead = place.segment
            return False
        self._written = status.st_mtime
        if status.st_size <= place.offset:
            return False
        fd = self._current(place.segment)
        tail = read_file(self.track.path(place.segment))[place.offset :]
        if b"\n" not in tail and sound(tail):
            # A torn write may lack the LF alone: then the line is whole and counts.
            self._write(fd, b"\n", place.offset + len(tail))
            return True
        why: dict[str, object] = {
            "why": "torn_tail",
            "replica": self.track.replica,
            "segment": place.segment,
            "offset": place.offset,
            "length": len(tail),
        }
        name = f"{self.track.replica}-{place.segment.removesuffix(SUFFIX)}-{place.offset}.torn"
        set_aside(self._broken, name, tail, why, self._modes)
        os.ftruncate(fd, place.offset)
        return False

    def append(self, data: bytes) -> None:
        """Return when the lines are on the disk; after an exception they are not in the journal.

        Under the lock, after `prepare`.
        """
        place = self.track.place
        full = place.offset > SEGMENT_LIMIT or (
            place.offset > _WORTH and _year(self._written) < _year(time.time())
        )
        if not place.segment or place.segment == self._dead or full:
            self._start(data, place)
            return
        fd = self._current(place.segment)
        self._write(fd, data, place.offset)
        try:
            os.fdatasync(fd)
        except OSError:
            # The kernel may have dropped the pages and would report success next time: this file is given up.
            self._dead = place.segment
            self._cut(fd, place.offset)
            self.close()
            self._start(data, place)

    def _current(self, segment: str) -> int:
        path = self.track.path(segment)
        if self._fd >= 0 and self._open_segment == segment:
            try:
                if os.path.samestat(os.fstat(self._fd), os.stat(path)):
                    return self._fd
            except OSError:
                pass
        self.close()
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        self._open_segment = segment
        return self._fd

    def _write(self, fd: int, data: bytes, offset: int) -> None:
        try:
            write_all(fd, data)
        except BaseException:
            self._cut(fd, offset)
            raise

    def _cut(self, fd: int, offset: int) -> None:
        try:
            os.ftruncate(fd, offset)
        except OSError:
            # The next writer finds a torn tail or whole lines that were never acknowledged; both are sound.
            return

    def _start(self, data: bytes, place: Place) -> None:
        """Write the lines to a new segment."""
        self.close()
        self._modes.make(self.track.folder)
        segment = segment_name(place.n + 1)
        path = self.track.path(segment)
        if in_the_way(path):
            name = f"{self.track.replica}-{segment}"
            move_aside(path, self._broken, name, {"why": "in_the_way", "name": segment}, self._modes)
        elif segment == place.segment or os.path.exists(path):
            # An attempt that failed before its first line was safe: nothing in it was ever acknowledged.
            os.unlink(path)
        fd = os.open(
            path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, self._modes.file
        )
        try:
            write_all(fd, data)
            os.fsync(fd)
            sync_folder(self.track.folder)
        except BaseException:
            os.unlink(path)
            raise
        finally:
            os.close(fd)


def _year(moment: float) -> int:
    return time.gmtime(moment).tm_year
