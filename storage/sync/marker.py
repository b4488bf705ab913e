"""The small file that says that a folder, or a bundle, is a place to synchronise with, and making a folder one."""

from __future__ import annotations

import os
import secrets
import stat

from board.errors import Problem
from storage.clock import REPLICA
from storage.lines import from_json, to_json
from storage.sync.own_files import Modes, set_mode, share, sync_bytes, sync_names
from storage.sync.refusals import Refusals
from storage.sync.tree import MARKER, ODD, is_common, open_file, open_root

FORMAT = 1
_MARKER_BYTES = 4096
_WORKSPACE = frozenset({"boards", "hosts", "_workspace"})


def parse_marker(data: bytes) -> str:
    """The id in the marker of a remote place.

    Raises:
        Problem: `remote_not_ready` where it is no marker, `remote_newer`.
    """
    try:
        marker = from_json(data)
    except ValueError:
        marker = None
    if type(marker) is not dict or type(marker.get("id")) is not str or type(marker.get("format")) is not int:
        raise Problem("remote_not_ready", reason="marker_unreadable")
    if marker["format"] > FORMAT:
        raise Problem("remote_newer")
    return str(marker["id"])


def check_marker(root: int) -> str:
    """Make sure that the folder is a remote place and not, say, where one should be mounted: its id.

    Raises:
        Problem: `remote_not_ready`, `remote_newer`.
    """
    try:
        fd = open_file(root, MARKER)
    except FileNotFoundError:
        raise Problem("remote_not_ready", reason="no_marker") from None
    except OSError as error:
        if error.errno not in ODD:
            raise
        raise Problem("remote_not_ready", reason="marker_unreadable") from None
    try:
        return parse_marker(os.read(fd, _MARKER_BYTES))
    finally:
        os.close(fd)


def new_marker() -> tuple[bytes, str]:
    """The marker of a new place, and the place's id."""
    id = secrets.token_hex(8)
    return to_json({"format": FORMAT, "id": id}).encode() + b"\n", id


def prepare(path: str) -> str:
    """Make a folder a place to synchronise with, or see that it is one already: its id.

    The folder itself is made if only it is missing. What sync programs and file managers keep in a folder may be
    there, and what hosts have written; what this account has written gets the modes that the folder asks for.

    Raises:
        Problem: `remote_not_ready` with reason `not_empty`, or `is_workspace` where it is the workspace itself;
            `remote_unreachable` where the folder above is not there; and what the system refuses.
    """
    with Refusals():
        try:
            root = open_root(path)
        except Problem as problem:
            if problem.params.get("reason") != "no_folder":
                raise
            _make(path)
            root = open_root(path)
        try:
            try:
                id = check_marker(root)
                share(root, Modes.of(root))
                return id
            except Problem as problem:
                if problem.code != "remote_not_ready":
                    raise
            _refuse_others(root)
            return _mark(root)
        finally:
            os.close(root)


def _make(path: str) -> None:
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return
    except (FileNotFoundError, NotADirectoryError):
        raise Problem("remote_unreachable", reason="no_folder") from None
    above = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        around = os.fstat(above).st_mode
        if around & stat.S_ISGID and around & stat.S_IWGRP:
            # A group's folder: what is made in it is the group's.
            made = open_root(path)
            try:
                set_mode(made, 0o2770)
            finally:
                os.close(made)
        sync_names(above)
    finally:
        os.close(above)


def _refuse_others(root: int) -> None:
    names = [name for name in os.listdir(root) if not is_common(name)]
    if _WORKSPACE & set(names):
        raise Problem("remote_not_ready", reason="is_workspace")
    if any(REPLICA.fullmatch(name) is None for name in names):
        raise Problem("remote_not_ready", reason="not_empty")


def _mark(root: int) -> str:
    data, id = new_marker()
    temp = f".{MARKER}-{secrets.token_hex(4)}"
    mode = Modes.of(root).file
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode, dir_fd=root)
    try:
        try:
            set_mode(fd, mode)
            os.write(fd, data)
            sync_bytes(fd)
        finally:
            os.close(fd)
        os.rename(temp, MARKER, src_dir_fd=root, dst_dir_fd=root)
    except BaseException:
        os.unlink(temp, dir_fd=root)
        raise
    sync_names(root)
    return id
