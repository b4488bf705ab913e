"""What was forgotten here is taken out of our own files in a shared folder, too: lines without their words in place of
those with them. So is what stood for lines that were refused and are taken in now (after_all.py). Nobody else's files
are touched; their hosts do the same with theirs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from storage.durable import write_all
from storage.redact import Kept, replaced
from storage.sync.after_all import AfterAll
from storage.sync.own_files import Modes, set_mode, sync_bytes, sync_names
from storage.sync.tree import Look, is_copy, open_file, read_between

_TEMP = ".tmp-"


def renew(root: int, writer: str, kept: Kept | AfterAll, tick: Callable[[], object]) -> int:
    """Put our own files right; how many lines were. After an exception each file is what it was, or right."""
    look = Look(root, None, tick)
    modes, count = Modes.of(root), 0
    for leaf in look.leaves():
        if leaf.writer != writer or leaf.replica not in kept.lines.get(leaf.board, {}):
            continue
        for name, status in leaf.files.items():
            if is_copy(name):
                continue
            fd = open_file(leaf.fd, name)
            try:
                data = read_between(fd, 0, status.st_size, tick)
            finally:
                os.close(fd)
            whole, changed = replaced(data, partial(kept.instead, leaf.board, leaf.replica))
            if changed:
                _put(leaf.fd, name, whole, modes)
                count += changed
                tick()
    return count


def _put(folder: int, name: str, data: bytes, modes: Modes) -> None:
    temp = f"{_TEMP}{name}-{os.urandom(3).hex()}"
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, modes.file, dir_fd=folder)
    try:
        set_mode(fd, modes.file)
        write_all(fd, data)
        sync_bytes(fd)
        os.rename(temp, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(temp, dir_fd=folder)
        raise
    finally:
        os.close(fd)
    sync_names(folder)
