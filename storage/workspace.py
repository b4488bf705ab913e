"""A workspace's folder: its boards, this host's place in it, and which journal is this host's own."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Sequence
from typing import Any

from board.errors import Problem
from board.ids import SLUG
from board.ports import Clock, Snapshot
from storage.clock import BRANCH, REPLICA, base36
from storage.durable import (
    InTheWay,
    Modes,
    Told,
    create,
    in_the_way,
    is_remote,
    move_beside,
    read_file,
    replace,
    sweep,
    sync_folder,
)
from storage.home import JOURNAL, Home
from storage.journal import segments
from storage.lines import from_json, to_json
from storage.lock import Lock, OnWait
from storage.store import BoardStore

ORG = "_workspace"
BOARDS = "boards"
HOSTS = "hosts"
INDEX = "_index"
"""In a host's folder: what is kept of boards for looking all of them over (storage.index). No board has such an id."""


def host_id() -> str:
    """This host's folder name: a hash, so that the machine's own identity is not handed on."""
    import hashlib

    identity = ""
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            identity = read_file(path).decode("ascii", "replace").strip()
        except OSError:
            continue
        if identity:
            break
    return hashlib.sha256(f"tavla:{identity or os.uname().nodename}".encode()).hexdigest()[:12]


class Workspace:
    """A folder of boards. Looking at it creates nothing.

    `notes` has codes of what a person should be told: `copied` (the folder is a copy of another workspace and
    writes as a host of its own from here on).
    """

    def __init__(self, root: str, clock: Clock, wait: float = 10.0, on_wait: OnWait | None = None) -> None:
        self.root = os.path.abspath(root)
        self.notes: list[str] = []
        self.clock = clock
        self.wait = wait
        self.on_wait = on_wait
        self.modes = Modes.of(self.root)
        self._replica: str | None = None
        self._replica_seen: tuple[int, int] | None = None
        self._remote: bool | None = None
        self._host: str | None = None

    # the tree

    @property
    def exists(self) -> bool:
        """Whether there is a workspace in the folder."""
        return os.path.isdir(os.path.join(self.root, BOARDS)) or os.path.isdir(os.path.join(self.root, ORG))

    @property
    def remote(self) -> bool:
        """Whether other hosts may have the same folder mounted."""
        if self._remote is None:
            self._remote = is_remote(self.root)
        return self._remote

    @property
    def host(self) -> str:
        """This host's folder under hosts/."""
        if self._host is None:
            self._host = host_id()
        return os.path.join(self.root, HOSTS, self._host)

    def create(self, group: str | None = None) -> None:
        """Make the workspace if it is not there, for a group where one is given.

        Raises:
            Problem: `unknown_group`, or that the place cannot be written.
        """
        with Told():
            if group is not None:
                self._share(group)
            else:
                self.modes.make(self.root)
            for name in (ORG, BOARDS, HOSTS):
                self.modes.make(os.path.join(self.root, name))
            self.modes.make(os.path.join(self.root, ORG, JOURNAL))

    def _share(self, group: str) -> None:
        import grp

        try:
            gid = grp.getgrnam(group).gr_gid
        except KeyError:
            raise Problem("unknown_group", given=group[:40]) from None
        Modes(False).make(self.root)
        now = os.stat(self.root)
        # A folder that root has made ready for the group is another's, and needs nothing more.
        if (now.st_gid, stat.S_IMODE(now.st_mode)) != (gid, Modes(True).folder):
            os.chown(self.root, -1, gid)
            os.chmod(self.root, Modes(True).folder)
        self.modes = Modes.of(self.root)

    def board_ids(self) -> list[str]:
        """The boards, sorted. A folder whose name cannot be a board's id is none."""
        with Told():
            try:
                names = os.listdir(os.path.join(self.root, BOARDS))
            except (FileNotFoundError, NotADirectoryError):
                return []
        return sorted(name for name in names if SLUG.fullmatch(name) and os.path.isdir(self._folder(name)))

    def board(self, id: str) -> BoardStore:
        """Open a board.

        Raises:
            Problem: `unknown` where there is none of that id.
        """
        if SLUG.fullmatch(id) is None or not os.path.isdir(self._folder(id)):
            raise Problem("unknown", what="board", given=id[:40])
        return self._open(id, self._folder(id))

    def glance(self, id: str, tables: Sequence[str], without: Collection[str] = ()) -> Snapshot:
        """Some tables of a board as it is now, for looking many boards over. Raises as `board`."""
        from storage.glance import glance

        if SLUG.fullmatch(id) is None or not os.path.isdir(self._folder(id)):
            raise Problem("unknown", what="board", given=id[:40])
        return glance(self._folder(id), tables, without) or self.board(id).snapshot

    def create_board(self, id: str) -> BoardStore:
        """Make a board's folder and open it.

        Raises:
            Problem: `bad_id`, or `exists`.
        """
        if SLUG.fullmatch(id) is None:
            raise Problem("bad_id", given=id[:60])
        self.create()
        folder = self._folder(id)
        with Told():
            try:
                os.mkdir(folder, self.modes.folder)
            except FileExistsError:
                raise Problem("exists", what="board", given=id) from None
            if self.modes.shared:
                os.chmod(folder, self.modes.folder)
            self.modes.make(os.path.join(folder, JOURNAL))
            sync_folder(os.path.dirname(folder))
        return self._open(id, folder)

    @property
    def org(self) -> BoardStore:
        """The workspace's own board: organisation, people, roles. Opened anew each time it is asked for."""
        return self._open(ORG, os.path.join(self.root, ORG))

    def _folder(self, id: str) -> str:
        return os.path.join(self.root, BOARDS, id)

    def _open(self, id: str, folder: str) -> BoardStore:
        return BoardStore(self._home(id, folder))

    def _home(self, id: str, folder: str) -> Home:
        side = os.path.join(self.host, id) if self.remote else folder
        return Home(
            id, folder, side, self.modes, self.clock, self.replica, self.new_replica, self.wait, self.on_wait
        )

    def home(self, id: str) -> Home:
        """Where a board lies, `_workspace` too, whether it is there or not.

        Raises:
            Problem: `bad_id`.
        """
        if id == ORG:
            return self._home(ORG, os.path.join(self.root, ORG))
        if SLUG.fullmatch(id) is None:
            raise Problem("bad_id", given=id[:60])
        return self._home(id, self._folder(id))

    # this host

    def replica(self) -> str:
        """Whose journal this host writes. Made at the first write; a copied workspace gets one of its own."""
        with Told():
            now = self._replica_file()
            if self._replica is None or now is None or now != self._replica_seen:
                self._replica = self._own_replica()
                self._replica_seen = self._replica_file()
        return self._replica

    def _replica_file(self) -> tuple[int, int] | None:
        """What changes when another session lets this host write as a new replica."""
        try:
            status = os.stat(os.path.join(self.host, "replica.json"))
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def known_replica(self) -> str | None:
        """The replica that this host has here already; None before its first write, or in a copy."""
        known = _read_object(os.path.join(self.host, "replica.json"))
        replica = known.get("replica")
        if type(replica) is not str or REPLICA.fullmatch(replica) is None:
            return None
        return replica if self.remote or known.get("inode") == os.stat(self.root).st_ino else None

    def _own_replica(self) -> str:
        sweep(self.host, time.time())
        replica = self.known_replica()
        if replica is not None:
            return replica
        path = os.path.join(self.host, "replica.json")
        inode = os.stat(self.root).st_ino
        known = _read_object(path)
        if not self.remote and (known or self._has_journals()):
            self.notes.append("copied")
        self.modes.make(self.host)
        fresh = to_json({"replica": self._unused(), "inode": inode}).encode() + b"\n"
        if os.path.isfile(path):
            replace(path, fresh, self.modes.file)
        else:
            if in_the_way(path):
                move_beside(path)
            create(path, fresh, self.modes.file)
        return str(_read_object(path)["replica"])

    def new_replica(self) -> str:
        """Write as another replica from here on: for a clone found by a fork of the journals."""
        with Told():
            self.modes.make(self.host)
            inode = os.stat(self.root).st_ino
            fresh = to_json({"replica": self._unused(), "inode": inode}).encode() + b"\n"
            replace(os.path.join(self.host, "replica.json"), fresh, self.modes.file)
        self._replica = None
        return self.replica()

    def _journal_folders(self) -> list[str]:
        boards = [self._folder(id) for id in self.board_ids()]
        return [os.path.join(folder, JOURNAL) for folder in [os.path.join(self.root, ORG), *boards]]

    def _has_journals(self) -> bool:
        return any(
            segments(os.path.join(folder, name))
            for folder in self._journal_folders()
            if os.path.isdir(folder)
            for name in os.listdir(folder)
        )

    def _unused(self) -> str:
        taken = {
            name for folder in self._journal_folders() if os.path.isdir(folder) for name in os.listdir(folder)
        }
        while True:
            replica = base36(int.from_bytes(os.urandom(5)), 6)
            if replica not in taken and replica[0] != BRANCH:
                return replica

    # people at this host

    def person_of_login(self, login: str) -> str | None:
        """The person that a login of this host stands for."""
        with Told():
            person = _read_object(os.path.join(self.host, "logins.json")).get(login)
        return person if type(person) is str else None

    def remember_login(self, login: str, person: str) -> None:
        """Let a login of this host stand for a person from here on."""
        path = os.path.join(self.host, "logins.json")
        with Told():
            self.modes.make(self.host)
        lock = Lock(os.path.join(self.host, "logins.lock"), self.modes, self.wait)
        lock.acquire(person, self.clock().isoformat(timespec="seconds"))
        try:
            with Told():
                logins = {**to_change(path), login: person}
                replace(path, to_json(logins).encode("utf-8", "replace") + b"\n", self.modes.file)
        finally:
            lock.release()


def to_change(path: str) -> dict[str, Any]:
    """A small JSON object that is about to be written anew; what cannot be read as one is kept beside it.

    Raises:
        OSError: it is there and cannot be read, so that it must not be written.
    """
    try:
        value = from_json(read_file(path))
    except FileNotFoundError:
        return {}
    except (ValueError, InTheWay):
        value = None
    if type(value) is dict:
        return value
    move_beside(path)
    return {}


def _read_object(path: str) -> dict[str, Any]:
    """A small JSON object; empty where there is none or it cannot be read as one."""
    try:
        value = from_json(read_file(path))
    except (FileNotFoundError, NotADirectoryError, InTheWay, ValueError):
        return {}
    return value if type(value) is dict else {}
