"""The files in a shared folder, looked at as what they are: others' work, half there perhaps, perhaps hostile.

Folders are opened one inside the other and links are never followed, so that nothing outside is read or written. What
does not belong there is said (`findings`) and left alone.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, TypeAlias

from board.errors import Problem
from storage.clock import REPLICA
from storage.sync.runs import LARGEST, SEGMENT, Run, board_fits

MARKER = "tavla-remote.json"
"""Says that a folder is such a place; one where nothing is mounted has no such file."""
_PIECE = 256 * 1024
MOST_NAMES = 10_000
"""No more names are read in one folder."""
MOST_JOURNALS = 50_000
MOST_FINDINGS = 200
_UNSETTLED_SECONDS = 120.0
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_COPY = re.compile(r"conflict|konflikt|motstridig", re.I)
"""In the names that Syncthing, Nextcloud, Dropbox and others give to the loser where they found two versions."""
_COPY_OF_SEGMENT = re.compile(r"([0-9]{12})[^0-9].*")
_COMMON = frozenset({MARKER, "lost+found", "thumbs.db", "desktop.ini"})
_VANISHED = (errno.ENOENT, errno.ESTALE, errno.ENOTDIR)
_UNREADABLE = (errno.EACCES, errno.EPERM, errno.EIO)
ODD = (errno.ELOOP, errno.ENXIO, errno.EISDIR)

Stat: TypeAlias = tuple[int, int, int]
"""Inode, size and time of change: who has the same has the same bytes."""
Tick: TypeAlias = Callable[[], object]
"""Called after every answer of the file system."""


def said(name: str) -> str:
    """A name from outside that can be shown."""
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) < 0xE000 else "?" for c in name)[:200]


def stat_of(status: os.stat_result) -> Stat:
    return status.st_ino, status.st_size, status.st_mtime_ns


def open_root(path: str) -> int:
    """Open the shared folder itself. A link there is its owner's wish.

    Raises:
        Problem: `remote_unreachable`, `remote_failed`.
    """
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Problem("remote_unreachable", reason="no_folder") from None
    except NotADirectoryError:
        raise Problem("remote_failed", reason="not_a_folder") from None


def open_file(folder: int, name: str) -> int:
    """Open a plain file for reading; OSError where it is anything else."""
    if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
        raise OSError(errno.ELOOP, "not a file")
    fd = os.open(name, _FILE, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.ELOOP, "not a file")
    return fd


def open_folder(above: int, *names: str) -> int:
    """Open a folder some levels down, none of them a link."""
    fd = os.dup(above)
    for name in names:
        try:
            below = os.open(name, _FOLDER, dir_fd=fd)
        finally:
            os.close(fd)
        fd = below
    return fd


def read_between(fd: int, start: int, end: int, tick: Tick) -> bytes:
    """A file's bytes from `start` to `end` or to where it ends."""
    pieces = []
    while start < end and (piece := os.pread(fd, min(end - start, _PIECE), start)):
        pieces.append(piece)
        start += len(piece)
        tick()
    return b"".join(pieces)


class Leaf(NamedTuple):
    """One journal in one writer's folder, open as `fd` while it is being looked at."""

    writer: str
    board: str
    replica: str
    fd: int
    files: dict[str, os.stat_result]

    @property
    def path(self) -> str:
        return f"{self.writer}/{self.board}/{self.replica}"


class Look:
    """One look at the whole tree, or at some boards of it."""

    def __init__(self, root: int, boards: Collection[str] | None, tick: Tick) -> None:
        self._root = root
        self._boards = boards
        self.tick = tick
        self.findings: dict[str, str] = {}
        self.failed: dict[str, OSError] = {}
        self.folders: list[str] = []

    def tell(self, name: str, code: str) -> None:
        """Note a finding."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.setdefault(said(name), code)

    def leaves(self) -> Iterator[Leaf]:
        """Every journal of every writer."""
        count = 0
        for writer, in_writer in self._below(self._root, "", self._names(self._root, "", _is_replica)):
            wanted = self._boards
            boards = self._names(in_writer, writer, board_fits) if wanted is None else sorted(wanted)
            for board, in_board in self._below(in_writer, writer, boards):
                above = f"{writer}/{board}"
                for replica, fd in self._below(in_board, above, self._names(in_board, above, _is_replica)):
                    count += 1
                    if count > MOST_JOURNALS:
                        self.tell(writer, "too_many")
                        return
                    yield Leaf(writer, board, replica, fd, self._files(fd, f"{above}/{replica}"))

    def _below(self, above: int, path: str, names: list[str]) -> Iterator[tuple[str, int]]:
        for name in names:
            try:
                fd = open_folder(above, name)
            except OSError as error:
                self.excuse(error, _join(path, name))
                continue
            self.tick()
            try:
                self.folders.append(_join(path, name))
                yield name, fd
            finally:
                os.close(fd)

    def excuse(self, error: OSError, name: str) -> None:
        """Note a file that cannot be read; one that has gone meanwhile is nothing; raise what ails the whole."""
        if error.errno != errno.ENOENT:
            self.failed[name] = error
        if error.errno in _UNREADABLE:
            self.tell(name, "unreadable")
        elif error.errno in ODD:
            self.tell(name, "link")
        elif error.errno not in _VANISHED:
            raise error

    def _entries(self, fd: int, path: str) -> Iterator[os.DirEntry[str]]:
        with os.scandir(fd) as entries:
            for count, entry in enumerate(entries):
                if count >= MOST_NAMES:
                    self.tell(path, "too_many")
                    return
                if not entry.name.startswith("."):
                    yield entry
        self.tick()

    def _names(self, fd: int, path: str, fits: Callable[[str], bool]) -> list[str]:
        found = []
        for entry in self._entries(fd, path):
            if fits(entry.name) and entry.is_dir(follow_symlinks=False):
                found.append(entry.name)
            elif path or not is_common(entry.name):
                self.tell(_join(path, entry.name), _odd(entry))
        return sorted(found)

    def _files(self, fd: int, path: str) -> dict[str, os.stat_result]:
        found = {}
        for entry in self._entries(fd, path):
            name = _join(path, entry.name)
            if not entry.is_file(follow_symlinks=False) or number_of(entry.name) is None:
                self.tell(name, _odd(entry))
                continue
            if is_copy(entry.name):
                self.tell(name, "conflict_copy")
            try:
                found[entry.name] = entry.stat(follow_symlinks=False)
            except OSError as error:
                self.excuse(error, name)
        return found


def is_common(name: str) -> bool:
    """Whether a name at the top is ours, or one that sync programs and file managers leave in any folder."""
    return name.startswith(".") or name.lower() in _COMMON


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _is_replica(name: str) -> bool:
    return REPLICA.fullmatch(name) is not None


def _odd(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if _COPY.search(entry.name):
        return "conflict_copy"
    plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
    return "odd_name" if plain else "odd_file"


def is_copy(name: str) -> bool:
    """Whether a file is not a segment itself but the other version of one."""
    return SEGMENT.fullmatch(name) is None


def number_of(name: str) -> int | None:
    """The number of the first line that a segment, or a conflict copy of one, should have."""
    match = SEGMENT.fullmatch(name)
    if match is None and _COPY.search(name):
        match = _COPY_OF_SEGMENT.fullmatch(name)
    return int(match[1]) or None if match else None


def opened(
    leaf: Leaf, look: Look, known: Callable[[str, Stat], bool]
) -> Iterator[tuple[str, Stat, int | None]]:
    """The files of a journal, opened where they are not known or where a network file system may have news."""
    newest = max((name for name in leaf.files if not is_copy(name)), default="")
    for name, status in leaf.files.items():
        stat = stat_of(status)
        if name != newest and known(name, stat):
            yield name, stat, None
            continue
        try:
            fd = open_file(leaf.fd, name)
        except OSError as error:
            look.excuse(error, f"{leaf.path}/{name}")
            continue
        look.tick()
        try:
            yield name, stat_of(os.fstat(fd)), fd
        finally:
            os.close(fd)


class Known:
    """What has been read of one file."""

    __slots__ = ("changed", "run", "stat")

    def __init__(self, first: int) -> None:
        self.run = Run(first)
        self.stat: Stat | None = None
        self.changed = 0.0

    def settled(self, stat: Stat) -> bool:
        """Whether there is nothing new to read. What ended in half a line is looked at again for a while."""
        if stat != self.stat:
            return False
        return self.run.good == stat[1] or time.monotonic() - self.changed > _UNSETTLED_SECONDS

    def read(self, fd: int, tick: Tick) -> None:
        """Read what has come. The file may be another one than last time."""
        stat = stat_of(os.fstat(fd))
        if self.settled(stat):
            return
        if stat != self.stat:
            self.changed = time.monotonic()
        if stat[1] > LARGEST:
            self.run = Run(self.run.first)
            self.stat = stat
            return
        run = self.run
        anchor = len(run.ending)
        if run.good and not (
            stat[1] >= run.good and run.ends_as(read_between(fd, run.good - anchor, run.good, tick))
        ):
            run = self.run = Run(run.first)
        run.extend(read_between(fd, run.good, stat[1], tick))
        self.stat = stat
