"""The files of one replica's journal, named by the number of their first line.

One that is closed may be packed (storage/compact.py): `<n>.jsonl.xz` in place of `<n>.jsonl`, which is what both are
called everywhere else. Where a crash has left both, the plain one counts.

A packed file is one xz stream after another, each of some hundred lines, so that a changed byte spoils one of them.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from storage.durable import InTheWay, Modes, read_file, replace, set_aside, sync_folder

SUFFIX = ".jsonl"
PACKED = ".xz"
STREAM = 256 * 1024
"""Bytes of lines in one stream, before packing."""
_DIGITS = 12
_MAGIC = b"\xfd7zXZ\x00"
_MOST = 4 * STREAM
_MEMORY = 64 * 1024 * 1024


class Content(NamedTuple):
    """A segment's bytes. `sound` is False where they were packed and the packing was changed on the disk."""

    data: bytes
    sound: bool = True


def segment_name(n: int) -> str:
    """The file of the segment whose first line has this number."""
    return f"{n:0{_DIGITS}d}{SUFFIX}"


def segments(folder: str) -> list[str]:
    """A replica's segments, oldest first, by their plain names; nothing else that lies there."""
    try:
        with os.scandir(folder) as entries:
            return sorted({_plain(one.name) for one in entries if is_name(one.name) and _is_file(one)})
    except (FileNotFoundError, NotADirectoryError):
        return []


def is_name(name: str) -> bool:
    """Whether a segment's file could have this name, packed or not."""
    plain = _plain(name)
    return len(plain) == _DIGITS + len(SUFFIX) and plain.endswith(SUFFIX) and plain[:_DIGITS].isdigit()


def _plain(name: str) -> str:
    return name.removesuffix(PACKED)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, which the listing itself tells. A link is one unless it leads to something else: what is on
    a disk that is away must be missed, and not begun anew."""
    try:
        return entry.is_file() or (entry.is_symlink() and not os.path.exists(entry))
    except OSError:
        return True


def files(path: str) -> list[str]:
    """The files in which a segment lies, the one that counts first; almost always one."""
    return [file for file in (path, path + PACKED) if os.path.isfile(file)]


def content(path: str) -> Content:
    """A segment's bytes, packed or not.

    Raises:
        FileNotFoundError: there is no such segment.
    """
    try:
        return Content(read_file(path))
    except (FileNotFoundError, InTheWay):
        try:
            return unpacked(read_file(path + PACKED))
        except FileNotFoundError:
            # It may have become plain again between the two.
            return Content(read_file(path))


def segment_bytes(path: str) -> bytes:
    """A segment's bytes, as far as they can be read; see `content`."""
    return content(path).data


def put_in_place(path: str, data: bytes, mode: int) -> None:
    """Let a segment be these bytes, plain: after a crash at any moment it is what it was, or this."""
    replace(path, data, mode)
    if os.path.exists(path + PACKED):
        os.unlink(path + PACKED)
        sync_folder(os.path.dirname(path))


def keep_copy(path: str, replica: str, broken: str, why: str, modes: Modes) -> None:
    """Keep a segment's files under broken/ as they lie there."""
    for file in files(path):
        note: dict[str, object] = {"why": why, "replica": replica, "segment": os.path.basename(path)}
        set_aside(broken, f"{replica}-{os.path.basename(file)}.damaged", read_file(file), note, modes)


def packed(data: bytes) -> bytes:
    """Lines as the streams of a packed file."""
    import lzma

    streams = []
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + STREAM)
        end = len(data) if end < 0 else end + 1
        streams.append(lzma.compress(data[start:end], check=lzma.CHECK_SHA256, preset=3))
        start = end
    return b"".join(streams)


def unpacked(data: bytes) -> Content:
    """The lines of a packed file; of a stream that was changed what comes before the change."""
    import lzma

    pieces: list[bytes] = []
    at, sound = 0, True
    while at < len(data):
        reader = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
        try:
            found = reader.decompress(data[at:], _MOST)
            whole = reader.eof
        except lzma.LZMAError:
            found, whole = _beginning(data[at:]), False
        pieces.append(found)
        if whole:
            at = len(data) - len(reader.unused_data)
        else:
            sound = False
            following = data.find(_MAGIC, at + 1)
            at = following if following >= 0 else len(data)
            # A line that was cut off must not run into the next stream's first.
            pieces.append(b"" if found[-1:] in (b"", b"\n") else b"\n")
    return Content(b"".join(pieces), sound)


def _beginning(data: bytes) -> bytes:
    """What a stream gives before the place where it goes wrong."""
    import lzma

    reader = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
    pieces: list[bytes] = []
    size = 0
    # A byte at a time: a call that fails gives nothing of what it has read.
    for at in range(len(data)):
        try:
            pieces.append(reader.decompress(data[at : at + 1]))
        except (lzma.LZMAError, EOFError):
            break
        size += len(pieces[-1])
        if size > _MOST:
            break
    return b"".join(pieces)
