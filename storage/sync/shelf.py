"""One local board as journal lines, for those who ship them: nothing here knows what a line means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from board.errors import Problem
from storage import checkpoint as files
from storage.append import Appender
from storage.durable import InTheWay, Told, read_file, replace, sync_folder
from storage.home import BROKEN, CHECKPOINT, JOURNAL, LOCK, Home
from storage.journal import START, Journals, Place, Rewritten, segment_name, segments
from storage.lines import FIRST, Raw, chain_crc, decode, from_json, to_json
from storage.lock import Lock
from storage.segments import files as files_of
from storage.segments import keep_copy, put_in_place, segment_bytes
from storage.sync.base import BATCH_BYTES, BATCH_LINES, Batch, Head, Heads

ACTOR = "sync"
"""Who holds the lock, as its note tells those who wait."""
_MARKS = 16
"""Places remembered for each replica, so that what is new is found without reading a journal through."""


SECOND_HAND = "second_hand"
"""Why a line is not here where another host had refused it on its way: asked for until some place has it."""
_REFUSED = re.compile(r"[0-9a-z]{6}-[0-9]{12}\.refused(\.[0-9]+)?\.why\.json")
"""The note beside lines from elsewhere that were refused."""


def refusals(home: Home, replica: str = "") -> list[tuple[str, dict[str, Any]]]:
    """The notes beside lines from elsewhere that were refused, by the names of their files."""
    folder = os.path.join(home.folder, BROKEN)
    found: list[tuple[str, dict[str, Any]]] = []
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return found
    for name in sorted(names):
        if name.startswith(replica) and _REFUSED.fullmatch(name) is not None:
            with suppress(OSError, ValueError):
                note = from_json(read_file(os.path.join(folder, name)))
                if type(note) is dict:
                    found.append((name, note))
    return found


def numbers(note: dict[str, Any]) -> list[int]:
    """The numbers of the lines that such a note is about."""
    lines = note.get("lines")
    found = [line[0] for line in lines if type(line) is list and line] if type(lines) is list else []
    return [n for n in found or [note.get("n")] if type(n) is int]


class Shelf:
    """The journals of one board on this host. Reading takes no lock; `append` is called within `locked`."""

    def __init__(self, home: Home) -> None:
        self.board = home.board
        self.home = home
        self.folder = os.path.join(home.folder, JOURNAL)
        self._lock = Lock(os.path.join(home.side, LOCK), home.modes, home.wait)
        self._appenders: dict[str, Appender] = {}
        self._marks: dict[str, dict[int, Place]] = {}
        self._refused: tuple[int, dict[str, set[int]]] = (0, {})
        self._journals = self._opened()

    def _opened(self) -> Journals:
        """Journals that begin where the checkpoint ends: only how far they reach matters here."""
        journals = Journals(self.folder, keeping=False)
        try:
            places = files.places_in(read_file(os.path.join(self.home.side, CHECKPOINT)))
        except (FileNotFoundError, NotADirectoryError, InTheWay):
            places = {}
        mended = self._once_damaged()
        journals.resume({replica: place for replica, place in places.items() if replica not in mended})
        return journals

    def _once_damaged(self) -> set[str]:
        """The replicas that lines were lost of, perhaps long ago: another place may have them now."""
        try:
            names = os.listdir(os.path.join(self.home.folder, BROKEN))
        except (FileNotFoundError, NotADirectoryError):
            return set()
        return {name[:6] for name in names if ".damaged" in name}

    def refresh(self) -> None:
        """Read what has come since last time."""
        with Told():
            try:
                self._journals.read()
            except Rewritten:
                self._read_anew()
        for replica, track in self._journals.tracks.items():
            marks = self._marks.setdefault(replica, {})
            if track.place.n and track.place.n not in marks:
                marks[track.place.n] = track.place
                if len(marks) > _MARKS:
                    del marks[min(marks)]

    def _read_anew(self) -> None:
        self.close()
        self._marks.clear()
        for _ in range(3):
            self._journals = Journals(self.folder, keeping=False)
            try:
                self._journals.read()
                return
            except Rewritten:
                continue
        raise Problem("unreadable")

    def heads(self) -> Heads:
        """How far each replica's journal reaches, as last read."""
        tracks = self._journals.tracks.items()
        return {replica: Head(track.place.n, track.place.crc) for replica, track in tracks if track.place.n}

    def end(self, replica: str) -> int | None:
        """The first number that no longer counts where the replica was forked: its branches go on instead."""
        return self._journals.track(replica).end

    def branches(self, replica: str) -> dict[str, int]:
        """The branches of a replica that ended, and the number each had there first."""
        known = self._journals.branches
        origins = known.origins if known is not None else {}
        return {id: origin.n for id, origin in origins.items() if origin.replica == replica}

    def ended_replicas(self) -> list[str]:
        """The replicas that were forked."""
        return sorted(name for name, track in self._journals.tracks.items() if track.end is not None)

    def damaged_replicas(self) -> list[str]:
        """The replicas of which lines are missing here, which another place may have."""
        return sorted(name for name, track in self._journals.tracks.items() if track.damaged or track.holes)

    def refused_before(self, judge: int) -> dict[str, set[int]]:
        """The replicas of which lines were refused by other rules than `judge`, and the numbers of those lines."""
        try:
            changed = os.stat(os.path.join(self.home.folder, BROKEN)).st_mtime_ns
        except OSError:
            return {}
        if changed != self._refused[0]:
            found: dict[str, set[int]] = {}
            for name, note in refusals(self.home):
                if note.get("judge") != judge:
                    found.setdefault(name[:6], set()).update(numbers(note))
            self._refused = changed, found
        return self._refused[1]

    def judged_again(self, replica: str, judge: int) -> None:
        """Note that what was refused of a replica has been judged by these rules, and whether it is all taken now."""
        folder = os.path.join(self.home.folder, BROKEN)
        with Told():
            left = any(b'"why":"refused"' in data for data in self.bytes_of(replica).values())
            for name, note in refusals(self.home, replica):
                fresh = {**note, "judge": judge, "taken": not left}
                data = to_json(fresh).encode("utf-8") + b"\n"
                replace(os.path.join(folder, name), data, self.home.modes.file)

    def lines(self, replica: str, after: int, beyond_end: bool = False) -> Iterator[tuple[Raw, bytes]]:
        """The whole lines with numbers above `after`, in order, as objects and as bytes without LF.

        Stops before a missing number. `beyond_end` gives those of a forked replica, too, that no longer count.
        """
        track = self._journals.track(replica)
        place, n = track.place, after
        marks = self._marks.get(replica, {})
        mark = marks.get(max((number for number in marks if number <= after), default=0), START)
        names = segments(track.folder)
        before = [name for name in names if int(name.split(".")[0]) <= after + 1]
        start = mark.segment if mark.segment in before else (before or [""])[-1]
        for name in names:
            if name < start:
                continue
            data = segment_bytes(track.path(name))
            for line in data[mark.offset if name == mark.segment else 0 :].split(b"\n"):
                raw = decode(line)
                if raw is None or raw["n"] <= n:
                    continue
                if raw["n"] != n + 1 or (raw["n"] > place.n and not beyond_end):
                    return
                n = raw["n"]
                yield raw, line

    def batches(self, replica: str, after: int) -> Iterator[Batch]:
        """The same as batches for a transport."""
        kept: list[bytes] = []
        size, first = 0, after + 1
        for raw, line in self.lines(replica, after):
            kept.append(line)
            size += len(line)
            if len(kept) >= BATCH_LINES or size >= BATCH_BYTES:
                yield Batch(replica, first, kept)
                kept, size, first = [], 0, raw["n"] + 1
        if kept:
            yield Batch(replica, first, kept)

    def crc_at(self, replica: str, n: int) -> str | None:
        """What line `n` of a replica is named as by the next, or None where it is not here."""
        if n == 0:
            return FIRST
        known = self._marks.get(replica, {}).get(n)
        if known is not None:
            return known.crc
        for raw, line in self.lines(replica, n - 1):
            return chain_crc(raw, line)
        return None

    def last_stamp(self, replica: str) -> str:
        """The stamp of the replica's last line here; empty before its first."""
        place = self._journals.track(replica).place
        for raw, _ in self.lines(replica, place.n - 1) if place.n else ():
            return str(raw.get("t", ""))
        return ""

    # writing

    def acquire(self) -> None:
        """Take the board's lock, then read what others wrote before.

        Raises:
            Problem: `locked`.
        """
        with Told():
            self.home.modes.make(self.folder)
            self.home.modes.make(self.home.side)
        self._lock.acquire(ACTOR, self.home.clock().isoformat(timespec="seconds"))
        try:
            self.refresh()
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        self._lock.release()

    def append(self, replica: str, lines: list[bytes]) -> None:
        """Make lines, each without LF, durable at the end of a replica's journal, under the lock."""
        track = self._journals.track(replica)
        appender = self._appenders.get(replica)
        if appender is None or appender.track is not track:
            broken = os.path.join(self.home.folder, BROKEN)
            appender = self._appenders[replica] = Appender(track, broken, self.home.modes)
        with Told():
            if appender.prepare():
                track.read()
            appender.append(b"".join(line + b"\n" for line in lines))
            appender.close()
        self.refresh()

    def place(self, replica: str) -> Place:
        """How far a replica's journal reaches."""
        return self._journals.track(replica).place

    def size(self, replica: str) -> int:
        """How many bytes a replica's journal has, those included that do not count."""
        track = self._journals.track(replica)
        paths = [file for name in segments(track.folder) for file in files_of(track.path(name))]
        return sum(os.stat(path).st_size for path in paths)

    def bytes_of(self, replica: str) -> dict[str, bytes]:
        """A replica's segments as they lie there, damaged or not."""
        track = self._journals.track(replica)
        return {name: segment_bytes(track.path(name)) for name in segments(track.folder)}

    def rewrite(self, replica: str, lines: list[bytes], why: str) -> None:
        """Let a replica's journal be these lines, each without LF. What lay there is kept under broken/.

        Under the lock, and only where no other host writes the files.
        """
        track, broken = self._journals.track(replica), os.path.join(self.home.folder, BROKEN)
        with Told():
            old = [track.path(name) for name in segments(track.folder)]
            for path in old:
                keep_copy(path, replica, broken, why, self.home.modes)
            self.home.modes.make(track.folder)
            whole = b"".join(line + b"\n" for line in lines)
            first = track.path(segment_name(1))
            put_in_place(first, whole, self.home.modes.file)
            for path in old:
                for file in files_of(path) if path != first else ():
                    os.unlink(file)
            sync_folder(track.folder)
            self._read_anew()

    def close(self) -> None:
        for appender in self._appenders.values():
            appender.close()
        self._appenders.clear()
