"""Files that are there after a power cut: atomic replace, modes, and names for the system's refusals."""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType

from board.errors import Problem

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
}
_TEMP = ".tmp-"
_OLD_SECONDS = 3600
_LEAST_READ = 4096
"""Files of /proc say that they are empty: asked for a byte at a time, the mount table is a thousand calls."""
REMOTE = ("nfs", "cifs", "smb", "fuse", "9p", "ceph", "afs", "glusterfs", "lustre")
"""File systems that other hosts may have mounted too, by the beginning of their names."""


class InTheWay(OSError):
    """Something of another kind lies where a file or a folder of ours belongs. `code` says what, `name` where."""

    def __init__(self, path: str, code: str) -> None:
        super().__init__(errno.EISDIR if code == "folder_in_the_way" else errno.EINVAL, code)
        self.code = code
        self.name = os.path.basename(path)


def in_the_way(path: str, folder: bool = False) -> str | None:
    """What lies there instead of a file, or of a folder, as a code; None where nothing does. Links are followed."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return None
    if stat.S_ISDIR(mode):
        return None if folder else "folder_in_the_way"
    if folder:
        return "file_in_the_way"
    return None if stat.S_ISREG(mode) else "odd_in_the_way"


def problem_of(error: OSError) -> Problem:
    """The refusal in the product's words: the errno's name or the file's, never a path."""
    if isinstance(error, InTheWay):
        return Problem(error.code, name=error.name)
    number = error.errno or errno.EIO
    return Problem(_CODES.get(number, "io_error"), errno=errno.errorcode.get(number, str(number)))


class Told:
    """`with Told():` turns OSError into Problem."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise problem_of(error) from None


class Modes:
    """What new files and folders may: shared by a group where the workspace's folder is."""

    __slots__ = ("file", "folder", "shared")

    def __init__(self, shared: bool) -> None:
        self.shared = shared
        self.file = 0o660 if shared else 0o600
        self.folder = 0o2770 if shared else 0o700
        if shared:
            # As git's core.sharedRepository: every file of the process that the group should write.
            os.umask(os.umask(0o077) & ~0o070)

    @classmethod
    def of(cls, folder: str) -> Modes:
        """The modes that a folder, which need not be there, asks for."""
        try:
            mode = os.stat(folder).st_mode
        except OSError:
            mode = 0
        return cls(bool(mode & stat.S_ISGID and mode & stat.S_IWGRP))

    def make(self, folder: str) -> None:
        """Make a folder and those above it, durably."""
        if os.path.isdir(folder):
            return
        above = os.path.dirname(folder)
        if above and above != folder:
            self.make(above)
        try:
            os.mkdir(folder, self.folder)
        except FileExistsError:
            return
        if self.shared:
            os.chmod(folder, self.folder)
        sync_folder(above or ".")


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte, however few the system takes at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def open_file(path: str, flags: int, mode: int = 0o600) -> int:
    """Open what must be a file, without ever waiting for what is none.

    Raises:
        InTheWay: a folder, a pipe, a socket or a device lies there.
    """
    flags |= os.O_CLOEXEC | os.O_NOCTTY
    try:
        fd = os.open(path, flags | os.O_NONBLOCK, mode)
    except OSError as error:
        code = in_the_way(path)
        if code is not None:
            raise InTheWay(path, code) from None
        if error.errno != errno.EWOULDBLOCK:
            raise
        # A file server has lent the file out, and gets it back for whoever waits.
        fd = os.open(path, flags, mode)
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    raise InTheWay(path, in_the_way(path) or "odd_in_the_way")


def read_file(path: str) -> bytes:
    """All bytes of a file."""
    fd = open_file(path, os.O_RDONLY)
    try:
        return read_from(fd, 0)
    finally:
        os.close(fd)


def read_from(fd: int, offset: int) -> bytes:
    """An open file's bytes from an offset to its end."""
    os.lseek(fd, offset, os.SEEK_SET)
    pieces = []
    size = max(os.fstat(fd).st_size - offset + 1, _LEAST_READ)
    while piece := os.read(fd, size):
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def temp_name(path: str) -> str:
    """A name beside `path` that nobody else uses."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"{_TEMP}{name}-{os.getpid()}-{os.urandom(4).hex()}")


def write_new(path: str, data: bytes, mode: int) -> None:
    """A durable file that was not there before; its name is durable only after sync_folder."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        write_all(fd, data)
        os.fsync(fd)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        os.close(fd)


def replace(path: str, data: bytes, mode: int) -> None:
    """Replace a file whole: after a crash at any moment it is the old one or the new one.

    Raises:
        InTheWay: a folder lies there.
    """
    temp = temp_name(path)
    write_new(temp, data, mode)
    try:
        os.rename(temp, path)
    except BaseException as error:
        os.unlink(temp)
        code = in_the_way(path)
        if isinstance(error, OSError) and code is not None:
            raise InTheWay(path, code) from None
        raise
    sync_folder(os.path.dirname(path))


def create(path: str, data: bytes, mode: int) -> bool:
    """A whole file under a name that nobody has taken yet; False where somebody was first."""
    temp = temp_name(path)
    write_new(temp, data, mode)
    try:
        os.link(temp, path)
    except FileExistsError:
        return False
    finally:
        os.unlink(temp)
    sync_folder(os.path.dirname(path))
    return True


def temp_files(folder: str, older_than: float = 0) -> list[str]:
    """Names of temporary files that a crash may have left in a folder."""
    try:
        names = [name for name in os.listdir(folder) if name.startswith(_TEMP)]
    except OSError:
        return []
    return [name for name in names if _modified(os.path.join(folder, name)) <= older_than or not older_than]


def sweep(folder: str, now: float) -> None:
    """Remove temporary files that have lain for an hour: no session still writes them."""
    for name in temp_files(folder, now - _OLD_SECONDS):
        try:
            os.unlink(os.path.join(folder, name))
        except OSError:
            continue


def _modified(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return float("inf")


def set_aside(folder: str, name: str, data: bytes, why: dict[str, object], modes: Modes) -> None:
    """Keep damaged or torn bytes under `folder`, with a note why. Never overwrites."""
    target = _room_for(folder, name, modes)
    write_new(target, data, modes.file)
    _note_why(target, why, modes)


def move_aside(path: str, folder: str, name: str, why: dict[str, object], modes: Modes) -> None:
    """Keep whatever lies at a path, a folder with all that is in it too, under `folder`, with a note why."""
    target = _room_for(folder, name, modes)
    os.rename(path, target)
    sync_folder(os.path.dirname(path))
    _note_why(target, why, modes)


def move_beside(path: str) -> None:
    """Keep whatever lies at a path under another name beside it."""
    kept, number = f"{path}.unreadable", 1
    while os.path.lexists(kept):
        number += 1
        kept = f"{path}.unreadable.{number}"
    os.rename(path, kept)


def _room_for(folder: str, name: str, modes: Modes) -> str:
    """A path under `folder` that nothing has."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        move_beside(folder)
    modes.make(folder)
    target = os.path.join(folder, name)
    number = 1
    while os.path.lexists(target):
        number += 1
        target = os.path.join(folder, f"{name}.{number}")
    return target


def _note_why(target: str, why: dict[str, object], modes: Modes) -> None:
    import json

    note = json.dumps(why, ensure_ascii=False).encode("utf-8") + b"\n"
    write_new(target + ".why.json", note, modes.file)
    sync_folder(os.path.dirname(target))


def is_remote(folder: str) -> bool:
    """Whether other hosts may have the folder mounted too, by the mount table, which costs no library."""
    try:
        device = os.stat(folder).st_dev
        table = read_file("/proc/self/mountinfo").decode("utf-8", "replace")
    except OSError:
        return False
    wanted = f" {os.major(device)}:{os.minor(device)} "
    for row in table.splitlines():
        if wanted in row.partition(" - ")[0]:
            kind = row.partition(" - ")[2].split(" ", 1)[0]
            return kind.startswith(REMOTE)
    return False
