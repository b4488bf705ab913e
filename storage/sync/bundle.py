"""Synchronising through one file that is carried by hand: a zip with journals in it.

    tavla-remote.json                says that it is such a file
    <board>/<replica>/<n>.jsonl      segments of journals, named by the number of their first line

A bundle comes from a stick or a letter, so nothing in it is believed: names, sizes and numbers are checked before
anything is unpacked, and only ever into memory, one segment at a time. The file is replaced whole, when everything
is written and durable, or not at all.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from board.errors import Problem
from storage.clock import REPLICA
from storage.journal import SUFFIX as JOURNAL_SUFFIX
from storage.journal import segment_name
from storage.sync.base import BATCH_LINES, Batch, Finding, Heads
from storage.sync.bundle_file import (
    MOST_BYTES,
    MOST_MEMBERS,
    add,
    bytes_of,
    checked,
    new_archive,
    opened,
    refuse,
)
from storage.sync.marker import new_marker, parse_marker
from storage.sync.own_files import Modes, set_mode, sync_bytes, sync_names
from storage.sync.refusals import Refusals
from storage.sync.runs import (
    SEGMENT_BYTES,
    Outline,
    Run,
    after,
    board_fits,
    chain,
    crc_at,
    differ,
    head_of,
    lines_in,
    outlines,
)
from storage.sync.tree import MARKER, Stat, stat_of
from storage.sync.waiting import Pause

SUFFIX = ".tavla"
_TEMP = ".tmp-"
_OLD_SECONDS = 3600


class _Segment(NamedTuple):
    """Lines of a journal: in the file as `member`, or pushed since."""

    run: Run
    member: str
    lines: list[bytes]


_Journals = dict[tuple[str, str], list[_Segment]]
"""Board and replica -> the segments of its journal."""


class BundleTransport:
    """A bundle, which need not be there yet.

    What is pushed is gathered; `finish` writes the new file. The reasons with `remote_failed` are `not_a_bundle`,
    `truncated`, `encrypted`, `too_large`, `too_many`, `other_files`, `twice`, `not_a_file`, `no_folder`, `changed`.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)
        self._loaded = False
        self._seen: Stat | None = None
        self._marker = b""
        self._journals: _Journals = {}
        self._fresh = False
        self._pause = Pause()

    # the contract

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        """How far each journal goes, with what was pushed since."""
        self._load()
        found: dict[str, Heads] = {}
        for (board, replica), segments in sorted(self._journals.items()):
            if boards is None or board in boards:
                head = head_of(chain([segment.run for segment in segments]))
                if head is not None:
                    found.setdefault(board, {})[replica] = head
        return found

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        """The lines after these numbers."""
        self._load()
        with self._archive() as archive:
            for replica, n in after.items():
                yield from self._batches(archive, board, replica, n)

    def push(self, board: str, batch: Batch) -> None:
        """Gather lines for `finish`. In memory until then."""
        if not board_fits(board) or REPLICA.fullmatch(batch.replica) is None:
            raise refuse("bad_name")
        try:
            seen = outlines(batch)
        except ValueError:
            raise refuse("bad_line") from None
        self._load()
        if seen:
            self._gather(self._journals.setdefault((board, batch.replica), []), batch, seen)

    def wait(self, seconds: float) -> bool:
        """Nobody else writes a bundle: returns False after so long, or at once when woken."""
        with self._pause.waiting():
            self._pause.rest(seconds)
        return False

    def findings(self) -> list[Finding]:
        """Nothing: nobody else keeps anything there."""
        return []

    def wake(self) -> None:
        self._pause.wake()

    def close(self) -> None:
        """Let go. What was pushed and not finished is dropped; it is still where it came from."""
        self._pause.close()

    def finish(self) -> None:
        """Write what was in the file and what was pushed to a new file, make it durable, and put it in its place.

        Raises:
            Problem: `remote_full` and others; the file is then as it was.
        """
        self._load()
        if self._seen is not None and not self._fresh:
            return
        with Refusals():
            folder, name = os.path.split(self.path)
            _sweep(folder, name)
            temp = os.path.join(folder, f"{_TEMP}{name}-{secrets.token_hex(4)}")
            mode = _mode(folder)
            fd = os.open(temp, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
            try:
                set_mode(fd, mode)
                with os.fdopen(fd, "r+b") as file:
                    self._write(file)
                    file.flush()
                    sync_bytes(fd)
                if self._stat() != self._seen:
                    raise refuse("changed")
                os.rename(temp, self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(temp)
                raise
            _sync_folder(folder)
        self._loaded = self._fresh = False

    # reading

    def _stat(self) -> Stat | None:
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            if not os.path.isdir(os.path.dirname(self.path)):
                raise refuse("no_folder") from None
            return None
        if not stat.S_ISREG(status.st_mode):
            raise refuse("not_a_file")
        return stat_of(status)

    def _load(self) -> None:
        """Look into the file, unless that is done; anew where it has changed and nothing was pushed."""
        with Refusals():
            if self._loaded and (self._fresh or self._stat() == self._seen):
                return
            self._loaded = False
            self._seen = self._stat()
            self._journals = {}
            self._marker = b""
            if self._seen is not None:
                with opened(self.path) as archive:
                    for info in checked(archive, self._seen[1]):
                        self._take(archive, info)
                if not self._marker:
                    raise refuse("not_a_bundle")
            self._loaded = True

    def _take(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        if info.filename == MARKER:
            data = bytes_of(archive, info)
            try:
                parse_marker(data)
            except Problem as problem:
                raise refuse("not_a_bundle") if problem.code == "remote_not_ready" else problem from None
            self._marker = data
            return
        board, replica, name = info.filename.split("/")
        run = Run(int(name[: -len(JOURNAL_SUFFIX)]))
        run.extend(bytes_of(archive, info))
        self._journals.setdefault((board, replica), []).append(_Segment(run, info.filename, []))

    @contextlib.contextmanager
    def _archive(self) -> Iterator[zipfile.ZipFile | None]:
        """The file that was looked into.

        Raises:
            Problem: `remote_failed`, reason `changed`, where it is another one by now.
        """
        with Refusals():
            if self._stat() != self._seen:
                raise refuse("changed")
            if self._seen is None:
                yield None
                return
            with opened(self.path) as archive:
                yield archive

    def _batches(self, archive: zipfile.ZipFile | None, board: str, replica: str, n: int) -> Iterator[Batch]:
        segments = {id(segment.run): segment for segment in self._journals.get((board, replica), ())}
        for run, first, last in after([segment.run for segment in segments.values()], n):
            lines = _lines(archive, segments[id(run)])
            while first <= last:
                start, end = run.span(first, last)
                batch: list[bytes] = []
                size = 0
                for line in lines[first - run.first : last - run.first + 1]:
                    if len(batch) >= BATCH_LINES or size + len(line) > end - start:
                        break
                    batch.append(line)
                    size += len(line) + 1
                yield Batch(replica, first, batch)
                first += len(batch)

    # writing

    def _gather(self, segments: list[_Segment], batch: Batch, seen: list[Outline]) -> None:
        pieces = chain([segment.run for segment in segments])
        before = Outline(seen[0].n - 1, 0, seen[0].before)
        for n, _, crc in (before, *seen):
            there = crc_at(pieces, n)
            if there is not None and differ(there, crc):
                raise Problem("remote_fork", n=n)
        for line, (n, _, _) in zip(batch.lines, seen, strict=True):
            if crc_at(pieces, n) is None and not any(s.run.has(n) for s in segments if not s.member):
                newest = segments[-1] if segments and not segments[-1].member else None
                if newest is None or newest.run.last != n - 1:
                    newest = _Segment(Run(n), "", [])
                    segments.append(newest)
                newest.run.extend(line + b"\n")
                newest.lines.append(line)
                self._fresh = True

    def _write(self, file: IO[bytes]) -> None:
        runs = [segment.run for segments in self._journals.values() for segment in segments]
        if len(self._journals) + len(runs) > MOST_MEMBERS or sum(run.good for run in runs) > MOST_BYTES:
            raise refuse("too_large")
        try:
            with self._archive() as old, new_archive(file) as archive:
                add(archive, MARKER, self._marker or new_marker()[0])
                for (board, replica), segments in sorted(self._journals.items()):
                    _write_journal(old, archive, f"{board}/{replica}", segments)
        except zipfile.LargeZipFile:
            raise refuse("too_large") from None


def _lines(archive: zipfile.ZipFile | None, segment: _Segment) -> list[bytes]:
    """All lines of a segment."""
    if archive is None or not segment.member:
        return segment.lines
    run = segment.run
    lines = lines_in(bytes_of(archive, archive.getinfo(segment.member))[: run.good], run.first)
    if len(lines) != len(run.crcs):
        raise refuse("changed")
    return lines


def _write_journal(
    old: zipfile.ZipFile | None, archive: zipfile.ZipFile, above: str, segments: list[_Segment]
) -> None:
    """The journal in segments of even size, then what does not belong to it as far as anyone can tell yet."""
    of = {id(segment.run): segment for segment in segments}
    pieces = chain([segment.run for segment in segments])
    names = set()
    gathered: list[bytes] = []
    size, number = 0, 1
    for run, first, last in pieces:
        for line in _lines(old, of.pop(id(run)))[first - run.first : last - run.first + 1]:
            gathered.append(line)
            size += len(line) + 1
            if size >= SEGMENT_BYTES:
                names.add(_add_segment(archive, above, number, gathered))
                number, gathered, size = number + len(gathered), [], 0
    if gathered:
        names.add(_add_segment(archive, above, number, gathered))
    for segment in of.values():
        if segment.run.crcs and f"{above}/{segment_name(segment.run.first)}" not in names:
            names.add(_add_segment(archive, above, segment.run.first, _lines(old, segment)))


def _add_segment(archive: zipfile.ZipFile, above: str, first: int, lines: list[bytes]) -> str:
    name = f"{above}/{segment_name(first)}"
    add(archive, name, b"".join(line + b"\n" for line in lines))
    return name


def _mode(folder: str) -> int:
    """What a file there may: what the folder says of those who share it."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return Modes.of(fd).file if os.fstat(fd).st_mode & stat.S_ISGID else 0o600
    finally:
        os.close(fd)


def _sweep(folder: str, name: str) -> None:
    """Remove what a crash left while the same bundle was written, an hour ago or more."""
    for left in os.listdir(folder):
        path = os.path.join(folder, left)
        with contextlib.suppress(OSError):
            if left.startswith(f"{_TEMP}{name}-") and os.stat(path).st_mtime < time.time() - _OLD_SECONDS:
                os.unlink(path)


def _sync_folder(folder: str) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        sync_names(fd)
    finally:
        os.close(fd)
