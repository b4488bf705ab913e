"""A workspace as it was at a moment, as a new one beside it: of every journal the lines up to then, nothing changed."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from typing import NamedTuple

from board.errors import Problem
from storage.clock import REPLICA
from storage.durable import Modes, Told, problem_of, sync_folder, temp_name, write_new
from storage.home import JOURNAL
from storage.lines import decode
from storage.segments import segment_bytes, segments
from storage.workspace import BOARDS, ORG, Workspace


class Restored(NamedTuple):
    """What a copy holds: its boards, and how many lines of journals it has and left out."""

    folder: str
    boards: tuple[str, ...]
    lines: int
    left_out: int


def restore(workspace: Workspace, moment: datetime, folder: str) -> Restored:
    """Make `folder` a workspace as this one was at `moment`, which has an offset. This one is only read.

    Of each journal everything up to its last line whose `at` is not after the moment, byte for byte. The copy is
    there whole or not at all; it synchronises with no place, and this host writes it as a new replica.

    Raises:
        Problem: `exists` where the folder has something in it, `inside` where it lies in this workspace,
            `nothing_then`, or that it cannot be written.
    """
    folder = os.path.abspath(folder)
    root = os.path.realpath(workspace.root)
    if os.path.commonpath([root, os.path.realpath(folder)]) == root:
        raise Problem("inside", given=folder)
    if os.path.lexists(folder) and not _is_empty(folder):
        raise Problem("exists", what="folder", given=folder)
    temp = temp_name(folder)
    try:
        with Told():
            kept, left_out, boards = _copied(workspace, moment, temp)
            if not kept:
                raise Problem("nothing_then")
            copy = Workspace(temp, workspace.clock)
            for store in [copy.org, *map(copy.board, boards)]:
                store.checkpoint()
            os.rename(temp, folder)
            sync_folder(os.path.dirname(folder))
    finally:
        shutil.rmtree(temp, ignore_errors=True)
    return Restored(folder, tuple(boards), kept, left_out)


def _is_empty(folder: str) -> bool:
    try:
        return not os.listdir(folder)
    except NotADirectoryError:
        return False
    except OSError as error:
        raise problem_of(error) from None


def _copied(workspace: Workspace, moment: datetime, folder: str) -> tuple[int, int, list[str]]:
    """Lines kept, lines left out, and the boards that there were."""
    modes = Modes(False)
    for name in (ORG, BOARDS):
        modes.make(os.path.join(folder, name))
    kept, left_out = 0, 0
    boards = []
    for id in [ORG, *workspace.board_ids()]:
        source = os.path.join(workspace.home(id).folder, JOURNAL)
        target = os.path.join(folder, *([ORG] if id == ORG else [BOARDS, id]), JOURNAL)
        count = 0
        for replica in sorted(os.listdir(source)) if os.path.isdir(source) else ():
            if REPLICA.fullmatch(replica):
                before, after = _copy_journal(
                    os.path.join(source, replica), os.path.join(target, replica), moment, modes
                )
                count, left_out = count + before, left_out + after
        kept += count
        if count and id != ORG:
            boards.append(id)
    return kept, left_out, boards


def _copy_journal(source: str, target: str, moment: datetime, modes: Modes) -> tuple[int, int]:
    """Copy a journal up to the moment; the numbers of lines on either side of it."""
    seen = kept = 0
    parts: list[tuple[str, bytes, int]] = []
    for name in segments(source):
        data = segment_bytes(os.path.join(source, name))
        parts.append((name, data, 0))
        start = 0
        while start < len(data):
            end = data.find(b"\n", start)
            raw = decode(data[start : end if end >= 0 else len(data)])
            start = end + 1 if end >= 0 else len(data)
            if raw is None:
                continue
            seen += 1
            if _is_by(raw.get("at"), moment):
                kept = seen
                parts = [(name, data, len(data)) for name, data, _ in parts]
                parts[-1] = (name, data, start)
    for name, data, end in parts:
        if end:
            modes.make(target)
            write_new(os.path.join(target, name), data[:end], modes.file)
            sync_folder(target)
    return kept, seen - kept


def _is_by(at: object, moment: datetime) -> bool:
    try:
        written = datetime.fromisoformat(at) if type(at) is str else None
    except ValueError:
        return False
    return written is not None and written.tzinfo is not None and written <= moment
