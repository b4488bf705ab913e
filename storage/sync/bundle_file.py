"""A bundle's zip, judged before it is unpacked: what it says of itself is checked first, and nothing is believed."""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from board.errors import Problem
from storage.clock import REPLICA
from storage.sync.runs import LARGEST, SEGMENT, board_fits
from storage.sync.tree import MARKER

MOST_MEMBERS = 60_000
MOST_BYTES = 1024 * 1024 * 1024
"""No bundle is read that says it has more, unpacked."""
_MOST_DIRECTORY = 8 * 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_END_64 = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def refuse(reason: str) -> Problem:
    """The refusal of a bundle."""
    return Problem("remote_failed", reason=reason)


@contextlib.contextmanager
def opened(path: str) -> Iterator[zipfile.ZipFile]:
    """An existing bundle.

    Raises:
        Problem: `remote_failed` where it is none, is cut off, or has too much in it.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        check_end(file)
        try:
            with zipfile.ZipFile(file) as archive:
                yield archive
        except EOFError:
            raise refuse("truncated") from None
        except _BROKEN:
            raise refuse("not_a_bundle") from None


def check_end(file: IO[bytes]) -> None:
    """Judge by the last bytes of a zip how much there is, before a library reads all of it.

    Raises:
        Problem: `remote_failed`.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    begins = file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    file.seek(max(size - _END.size - _LOCATOR_BYTES, 0))
    tail = file.read(_LOCATOR_BYTES + _END.size)
    if not begins:
        raise refuse("not_a_bundle")
    if len(tail) < _END.size or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise refuse("truncated")
    _, _, _, _, count, directory, offset, comment = _END.unpack(tail[-_END.size :])
    if count > MOST_MEMBERS or directory > _MOST_DIRECTORY or tail[: -_END.size].startswith(_END_64):
        raise refuse("too_many")
    if offset + directory != size - _END.size or comment:
        raise refuse("truncated")
    file.seek(0)


def checked(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The members of an archive that has nothing but what belongs there.

    Raises:
        Problem: `remote_failed`.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    unpacked = packed = 0
    if len(archive.infolist()) > MOST_MEMBERS:
        raise refuse("too_many")
    for info in archive.infolist():
        if info.orig_filename in found:
            raise refuse("twice")
        found[info.orig_filename] = info
        unpacked += info.file_size
        packed += info.compress_size
        if info.flag_bits & _ENCRYPTED:
            raise refuse("encrypted")
        if not _name_fits(info):
            raise refuse("other_files")
        if info.compress_type not in _METHODS:
            raise refuse("not_a_bundle")
        if info.file_size > LARGEST or unpacked > MOST_BYTES or packed > size:
            raise refuse("too_large")
    return [info for info in found.values() if not info.is_dir()]


def _name_fits(info: zipfile.ZipInfo) -> bool:
    """Whether a member has a name of ours; folders, which other programs add, may be there."""
    name = info.orig_filename
    if name == MARKER:
        return True
    board, _, below = name.partition("/")
    replica, _, segment = below.partition("/")
    if name.endswith("/"):
        return (
            not info.file_size and board_fits(board) and (not below or _is_replica(replica)) and not segment
        )
    return board_fits(board) and _is_replica(replica) and SEGMENT.fullmatch(segment) is not None


def _is_replica(name: str) -> bool:
    return REPLICA.fullmatch(name) is not None


def bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member unpacked, no more of it than it said.

    Raises:
        EOFError: less of it; within `opened` that is a refusal.
    """
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise EOFError
    return data


def new_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """A zip to write, no larger than every program can read."""
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=False)


def add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a member; the same bytes give the same member."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)
