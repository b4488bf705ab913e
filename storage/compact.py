"""Packing what is a year old: closed segments become `<n>.jsonl.xz`, about a sixth as large, and are read as before.

Nothing is thrown away, so that a replica that comes back after years finds the lines that it lacks, and its own are
merged as any others. Start-up does not read what the checkpoint already has, packed or not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import TypeAlias

from storage.clock import REPLICA, milliseconds_of
from storage.durable import read_file, sweep, sync_folder, temp_name, write_new
from storage.home import JOURNAL, Home
from storage.lines import decode
from storage.segments import PACKED, packed, segments, unpacked

AGE = timedelta(days=365)
Locked: TypeAlias = Callable[[str], AbstractContextManager[None]]
ACTOR = "compact"
"""Who holds the lock, as its note tells those who wait."""
_TAIL = 64 * 1024


def compact(home: Home, locked: Locked, most: int = 1_000_000) -> int:
    """Pack at most so many of a board's segments; how many were. The newest of a replica is never packed.

    `locked` holds the board's lock for whoever it is given.

    Raises:
        Problem, OSError: what could not be packed is as it was.
    """
    root = os.path.join(home.folder, JOURNAL)
    done = 0
    for replica in sorted(os.listdir(root)) if os.path.isdir(root) else ():
        # Where other hosts have the folder mounted each one packs its own.
        mine = home.side == home.folder or replica == home.replica()
        if not mine or REPLICA.fullmatch(replica) is None:
            continue
        folder = os.path.join(root, replica)
        for name in segments(folder)[:-1]:
            path = os.path.join(folder, name)
            if done < most and os.path.isfile(path) and _is_old(home, path):
                done += _pack(home, locked, path)
    return done


def _is_old(home: Home, path: str) -> bool:
    """Whether the last line of a segment is more than a year old."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - 2 * _TAIL, 0))
        last = file.read()
    raw = decode(last[last.rfind(b"\n", 0, -1) + 1 : -1]) if last.endswith(b"\n") else None
    stamp = raw.get("t") if raw is not None else None
    try:
        written = milliseconds_of(str(stamp)) / 1000
    except ValueError:
        return False
    return written < (home.clock() - AGE).timestamp()


def _pack(home: Home, locked: Locked, path: str) -> int:
    """Pack one segment: the packed file is durable and read back before the plain one is taken away."""
    folder = os.path.dirname(path)
    sweep(folder, time.time())
    before = os.stat(path)
    data = read_file(path)
    temp = ""
    if not os.path.exists(path + PACKED):
        temp = temp_name(path + PACKED)
        write_new(temp, packed(data), home.modes.file)
    try:
        if unpacked(read_file(temp or path + PACKED)) != (data, True):
            return 0
        with locked(ACTOR):
            now = os.stat(path)
            if (now.st_ino, now.st_size, now.st_mtime_ns) != (
                before.st_ino,
                before.st_size,
                before.st_mtime_ns,
            ):
                return 0
            if temp:
                os.rename(temp, path + PACKED)
                temp = ""
                sync_folder(folder)
            os.unlink(path)
            sync_folder(folder)
    finally:
        if temp:
            os.unlink(temp)
    return 1
