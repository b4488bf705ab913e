"""The other places that this host synchronises with, by name: where they are, and how it last went with each.

Both lie beside the host's replica id and never leave the host: a path or a service name means something here only,
and secrets stay where PostgreSQL's own library looks for them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from board.errors import Problem
from board.ids import SLUG
from storage.durable import Told, open_file, read_file, replace
from storage.lines import from_json, to_json
from storage.lock import Lock
from storage.sync.base import Transport
from storage.workspace import Workspace, to_change

FOLDER = "file:"
DATABASE = ("postgresql:", "postgres:")
BUNDLE = ".tavla"
_FILE = "remotes.json"
_SAID = 20


class Remote(NamedTuple):
    """A place by the name that people call it. `kind` is `folder` or `database`."""

    name: str
    url: str

    @property
    def kind(self) -> str:
        return "folder" if self.url.startswith(FOLDER) else "database"


class Status(NamedTuple):
    """How it stands with a place. Times are ISO 8601 with offset; None is never.

    `well_at`: when both sides last had the same. `tried_at`: the last attempt. `next_at`: the next one, where it is
    known. `problem`: code and parameters of what failed, if the last attempt did. `waiting`: this host's changes that
    the place did not have then. `sent`: how far this host's own journals are known to be there, as `replica/board`.
    `said`: the latest notices, oldest first.
    """

    well_at: str | None = None
    tried_at: str | None = None
    next_at: str | None = None
    problem: dict[str, Any] | None = None
    waiting: int = 0
    sent: Mapping[str, int] = MappingProxyType({})
    said: tuple[dict[str, Any], ...] = ()


def remotes(workspace: Workspace) -> list[Remote]:
    """All places, by name.

    Raises:
        Problem: `places_unreadable`: which they are is written down, and cannot be read.
    """
    try:
        known = from_json(read_file(os.path.join(workspace.host, _FILE)))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError):
        known = None
    if type(known) is not dict:
        raise Problem("places_unreadable")
    return [
        Remote(name, url)
        for name, url in sorted(known.items())
        if type(url) is str and SLUG.fullmatch(name) is not None
    ]


def removed(workspace: Workspace, place: Remote) -> bool:
    """Whether a place was taken away; not where nobody can tell."""
    try:
        return place not in remotes(workspace)
    except Problem:
        return False


def remote(workspace: Workspace, name: str) -> Remote:
    """The place of a name.

    Raises:
        Problem: `unknown`, with the names there are as hints; `places_unreadable`.
    """
    known = remotes(workspace)
    for place in known:
        if place.name == name:
            return place
    raise Problem("unknown", tuple(place.name for place in known), what="remote", given=name[:40])


def checked_url(url: str, here: str = "", workspace: str = "") -> str:
    """The URL as it is kept. `here` is where a path that is not whole is taken to begin, `workspace` our own folder.

    Raises:
        Problem: `bad_remote` with `reason` `kind`, `path`, `host` (a server's name, which no path begins with),
            `relative` with the whole path as `given`, or `is_workspace`; what a database's URL is refused for.
    """
    if url.startswith(FOLDER):
        path = url[len(FOLDER) :]
        path = path[2:] if path.startswith("///") else path
        if not path or "\0" in path:
            raise Problem("bad_remote", reason="path")
        if path.startswith("//"):
            raise Problem("bad_remote", reason="host")
        whole = os.path.abspath(os.path.join(here or os.getcwd(), os.path.expanduser(path)))
        if not path.startswith("/"):
            raise Problem("bad_remote", reason="relative", given=FOLDER + whole)
        own, real = os.path.realpath(workspace), os.path.realpath(whole)
        if workspace and (real == own or real.startswith(own + os.sep)):
            raise Problem("bad_remote", reason="is_workspace")
        return FOLDER + whole
    if url.startswith(DATABASE):
        from storage.sync.postgres_url import check_url

        check_url(url)
        return url
    raise Problem("bad_remote", reason="kind")


def add(workspace: Workspace, name: str, url: str) -> Remote:
    """Remember a place. Nothing is asked of it yet.

    Raises:
        Problem: `bad_id`, `exists`, `bad_remote`, or `shared_workspace` where other hosts have the folder mounted too:
            they would write the same lines twice.
    """
    if SLUG.fullmatch(name) is None:
        raise Problem("bad_id", given=name[:60])
    if workspace.remote:
        raise Problem("shared_workspace")
    place = Remote(name, checked_url(url, workspace=workspace.root))
    with _changing(workspace) as known:
        if name in known:
            raise Problem("exists", what="remote", given=name)
        known[name] = place.url
    return place


def remove(workspace: Workspace, name: str) -> None:
    """Forget a place. What came from it stays, and what lies there stays there.

    Raises:
        Problem: `unknown`, `places_unreadable`.
    """
    remote(workspace, name)
    with _changing(workspace) as known, Told():
        known.pop(name, None)
        with suppress(FileNotFoundError):
            os.unlink(_status_path(workspace, name))


def prepare(place: Remote) -> None:
    """Make the place ready for everyone: the folder's mark, the database's tables and roles."""
    if place.kind == "folder":
        from storage.sync.marker import prepare as prepare_folder

        prepare_folder(place.url[len(FOLDER) :])
    else:
        from storage.sync.postgres_setup import prepare as prepare_database

        prepare_database(place.url)


def connect(workspace: Workspace, place: Remote) -> Transport:
    """The way to a place. Nothing is asked of it yet."""
    if place.kind == "folder":
        from storage.sync.folder import FolderTransport

        return FolderTransport(place.url[len(FOLDER) :], workspace.replica)
    from storage.sync.postgres import Postgres

    return Postgres(place.url)


# how it stands


def status(workspace: Workspace, name: str) -> Status:
    """How it stands with a place, as whoever synchronises it last wrote down."""
    known = _read(_status_path(workspace, name))
    waiting, problem = known.get("waiting"), known.get("problem")
    said, sent = known.get("said"), known.get("sent")
    return Status(
        well_at=_text(known.get("well_at")),
        tried_at=_text(known.get("tried_at")),
        next_at=_text(known.get("next_at")),
        problem=problem if type(problem) is dict else None,
        waiting=waiting if type(waiting) is int else 0,
        sent={key: n for key, n in sent.items() if type(n) is int} if type(sent) is dict else {},
        said=tuple(word for word in said if type(word) is dict) if type(said) is list else (),
    )


def _text(value: Any) -> str | None:
    return value if type(value) is str else None


def note(workspace: Workspace, name: str, now: Status) -> None:
    """Write down how it stands. Never raises: it is said again next time."""
    fields = now._replace(said=now.said[-_SAID:], sent=dict(now.sent))._asdict()
    try:
        workspace.modes.make(workspace.host)
        replace(_status_path(workspace, name), to_json(fields).encode("utf-8") + b"\n", workspace.modes.file)
    except OSError:
        return


class Turn:
    """One process of this host at a time synchronises with a place; the kernel frees it when the process ends."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self._workspace = workspace
        self._path = os.path.join(workspace.host, f"sync-{name}.lock")
        self._fd = -1

    def take(self) -> bool:
        """Whether it is ours now."""
        if self._fd >= 0:
            return True
        with Told():
            self._workspace.modes.make(self._workspace.host)
            fd = open_file(self._path, os.O_RDWR | os.O_CREAT, self._workspace.modes.file)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(fd)
                return False
        self._fd = fd
        return True

    def give_back(self) -> None:
        """Let another process have it."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def moment(now: datetime) -> str:
    """A time as it is written down."""
    return now.isoformat(timespec="seconds")


def _status_path(workspace: Workspace, name: str) -> str:
    return os.path.join(workspace.host, f"sync-{name}.json")


@contextmanager
def _changing(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """The places as a dict to change, alone."""
    with Told():
        workspace.modes.make(workspace.host)
    lock = Lock(os.path.join(workspace.host, "remotes.lock"), workspace.modes, workspace.wait)
    lock.acquire("remote", moment(workspace.clock()))
    path = os.path.join(workspace.host, _FILE)
    try:
        with Told():
            known = to_change(path)
        yield known
        with Told():
            replace(path, to_json(known).encode("utf-8") + b"\n", workspace.modes.file)
    finally:
        lock.release()


def _read(path: str) -> dict[str, Any]:
    try:
        value = from_json(read_file(path))
    except (OSError, ValueError):
        return {}
    return value if type(value) is dict else {}
