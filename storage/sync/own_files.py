"""Writing into a shared folder: this host's own files only, appended to and made durable, never through a link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from typing import NamedTuple

from board.errors import Problem
from storage.clock import REPLICA
from storage.durable import write_all
from storage.journal import segment_name
from storage.sync.refusals import UNSUPPORTED
from storage.sync.runs import SEGMENT_BYTES
from storage.sync.tree import MARKER, Known, is_copy, open_file, open_folder, stat_of
from storage.sync.waiting import Patience

_WRITE = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_ASIDE = ".aside-"


class Modes(NamedTuple):
    """What new files and folders may: whoever may write in the shared folder may read and write in ours."""

    file: int
    folder: int

    @classmethod
    def of(cls, root: int) -> Modes:
        mode = os.fstat(root).st_mode
        group = mode & stat.S_IWGRP
        everyone = mode & stat.S_IWOTH
        file = 0o600 | (0o060 if group else 0) | (0o006 if everyone else 0)
        folder = 0o700 | (0o070 if group else 0) | (0o007 if everyone else 0)
        return cls(file, folder | (mode & stat.S_ISGID))


def sync_names(fd: int) -> None:
    """Make the names in an open folder durable, where the file system can."""
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise


def sync_bytes(fd: int) -> None:
    """Make a file's bytes durable.

    Raises:
        Problem: `remote_failed`, reason `no_fsync`, where the file system cannot promise that.
    """
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            raise Problem("remote_failed", reason="no_fsync") from None
        raise


def set_mode(fd: int, mode: int) -> None:
    """Give a new file its mode whatever the umask, where the file system knows of modes."""
    try:
        if stat.S_IMODE(os.fstat(fd).st_mode) != mode:
            os.fchmod(fd, mode)
    except OSError as error:
        if error.errno not in (*UNSUPPORTED, errno.EPERM):
            raise


def make_folder(root: int, modes: Modes, *names: str) -> int:
    """Open a folder some levels down, making those that are not there."""
    fd = os.dup(root)
    for name in names:
        try:
            below = open_folder(fd, name)
        except FileNotFoundError:
            _make(fd, name, modes)
            below = open_folder(fd, name)
        finally:
            os.close(fd)
        fd = below
        set_mode(fd, modes.folder)
    return fd


def share(root: int, modes: Modes) -> None:
    """Let what this account has written here have these modes, as where the folder has become a group's since."""
    for path, folders, names, fd in os.fwalk(".", dir_fd=root):
        if path == ".":
            # Sync programs keep things of their own beside ours.
            folders[:] = [name for name in folders if REPLICA.fullmatch(name) is not None]
            names = [name for name in names if name == MARKER]
        else:
            _share(fd, modes.folder)
        for name in names:
            try:
                file = open_file(fd, name)
            except OSError:
                continue
            try:
                _share(file, modes.file)
            finally:
                os.close(file)


def _share(fd: int, mode: int) -> None:
    if os.fstat(fd).st_uid == os.geteuid():
        set_mode(fd, mode)


def _make(above: int, name: str, modes: Modes) -> None:
    try:
        os.mkdir(name, modes.folder, dir_fd=above)
    except FileExistsError:
        return
    fd = open_folder(above, name)
    try:
        set_mode(fd, modes.folder)
    finally:
        os.close(fd)
    sync_names(above)


class OwnJournal:
    """This host's copy of one journal in the shared folder, open as `fd`; `files` is what has been read of it.

    `sure` is False where somebody else has written to the same file meanwhile: read it again.
    """

    def __init__(
        self, fd: int, files: dict[str, Known], modes: Modes, patience: Patience, dead: set[str]
    ) -> None:
        self._fd = fd
        self._files = files
        self._modes = modes
        self._patience = patience
        self._dead = dead
        self.sure = True

    def append(self, n: int, lines: Sequence[bytes]) -> None:
        """Keep consecutive lines, the first with number `n`. After an exception none or some of them are kept."""
        data = [line + b"\n" for line in lines]
        while data:
            name, room = self._place(n)
            count = size = 0
            for line in data:
                if size and size + len(line) > room:
                    break
                size += len(line)
                count += 1
            self._write(name, n, b"".join(data[:count]))
            data = data[count:]
            n += count

    def _place(self, n: int) -> tuple[str, int]:
        """The segment that line `n` belongs in, and how many more bytes it should have."""
        proper = [name for name in self._files if not is_copy(name)]
        newest = max(proper, default="")
        if newest and newest not in self._dead:
            known = self._files[newest]
            clean = known.stat is not None and known.run.good == known.stat[1]
            room = SEGMENT_BYTES - known.run.good
            if clean and known.run.crcs and known.run.last == n - 1 and room > 0:
                return newest, room
        return segment_name(n), SEGMENT_BYTES

    def _write(self, name: str, n: int, data: bytes) -> None:
        known = self._files.get(name)
        if known is not None and known.run.last == n - 1 and known.run.crcs:
            try:
                self._add(name, known, data)
                return
            except _Unsafe:
                # The kernel may have dropped the pages and would report success next time: this file is given up.
                self._dead.add(name)
                name = segment_name(n)
        self._start(name, n, data)

    def _add(self, name: str, known: Known, data: bytes) -> None:
        fd = os.open(name, _WRITE, dir_fd=self._fd)
        try:
            set_mode(fd, self._modes.file)
            size = os.fstat(fd).st_size
            if size != known.run.good:
                raise _Unsafe
            self._put(fd, data, size)
            status = os.fstat(fd)
            if status.st_size == size + len(data):
                known.run.extend(data)
                known.stat = stat_of(status)
            else:
                self._files.pop(name)
                self.sure = False
        finally:
            os.close(fd)

    def _put(self, fd: int, data: bytes, size: int) -> None:
        try:
            write_all(fd, data)
            self._patience.tick()
        except BaseException:
            _cut(fd, size)
            raise
        try:
            sync_bytes(fd)
            self._patience.tick()
        except OSError as error:
            _cut(fd, size)
            if error.errno == errno.EIO:
                raise _Unsafe from error
            raise

    def _start(self, name: str, n: int, data: bytes) -> None:
        """Write the lines to a new segment."""
        flags = _WRITE | os.O_CREAT | os.O_EXCL
        try:
            fd = os.open(name, flags, self._modes.file, dir_fd=self._fd)
        except FileExistsError:
            # Bytes that are no lines have the name: a sync program's, a crash's. Nothing is thrown away.
            os.rename(name, f"{name}{_ASIDE}{os.urandom(3).hex()}", src_dir_fd=self._fd, dst_dir_fd=self._fd)
            fd = os.open(name, flags, self._modes.file, dir_fd=self._fd)
        try:
            set_mode(fd, self._modes.file)
            self._put(fd, data, 0)
            sync_names(self._fd)
            status = os.fstat(fd)
        except BaseException as error:
            os.unlink(name, dir_fd=self._fd)
            if isinstance(error, _Unsafe):
                raise Problem("remote_failed", reason="EIO") from None
            raise
        finally:
            os.close(fd)
        self._dead.discard(name)
        known = self._files[name] = Known(n)
        known.run.extend(data)
        known.stat = stat_of(status)


class _Unsafe(Exception):
    """The file is not what was read of it, or what was written to it may be lost."""


def _cut(fd: int, size: int) -> None:
    try:
        os.ftruncate(fd, size)
    except OSError:
        # Readers stop at half a line, and whole lines that were never acknowledged are sound.
        return
