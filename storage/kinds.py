"""Folders, pipes and the like that lie where a file of ours belongs, and files where a folder does: found by `check`,
and moved out of the way by its repair, with all that is in them."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any, NamedTuple

from board.errors import Problem
from storage.clock import REPLICA
from storage.durable import Modes, in_the_way, move_aside, move_beside
from storage.home import BROKEN, CHECKPOINT, JOURNAL, LOCK, Home
from storage.lock import DOOR
from storage.look import Finding
from storage.pins import FILE as PINS
from storage.segments import is_name
from storage.workspace import INDEX

_OF_HOST = ("replica.json", "logins.json", "logins.lock", PINS, "pins.lock", "remotes.json", "remotes.lock")
_OF_HOST_TOO = ("forgotten.json",)
_OF_SYNC = ("sync-", (".json", ".lock"))


class Other(NamedTuple):
    """Something of another kind than belongs at a path. `stops`: nothing can be saved because of it."""

    path: str
    code: str
    name: str
    stops: bool
    moved: bool = False

    def finding(self, where: dict[str, Any]) -> Finding:
        """As `check` tells it."""
        name = os.path.basename(self.path)
        params = {**where, "name": name}
        if self.moved:
            return Finding("moved_aside", "repaired", params)
        return Finding(
            "pins_damaged" if name == PINS else self.code, "damage" if self.stops else "warning", params
        )


def of_board(home: Home) -> list[Other]:
    """What is of another kind in a board's folders. `name` is what it is kept as under broken/."""
    journal = os.path.join(home.folder, JOURNAL)
    found = [
        *_seen(os.path.dirname(home.side), os.path.basename(home.side), True, True),
        *_seen(home.side, CHECKPOINT, False, False),
        *_seen(home.side, LOCK, False, True),
        *_seen(home.side, LOCK + DOOR, False, False),
        *_seen(home.folder, BROKEN, True, False),
        *_seen(home.folder, JOURNAL, True, True),
    ]
    for replica in _names(journal):
        if REPLICA.fullmatch(replica):
            found += _seen(journal, replica, True, False)
            folder = os.path.join(journal, replica)
            for name in _names(folder):
                if is_name(name):
                    seen = _seen(folder, name, False, False)
                    found += [one._replace(name=f"{replica}-{name}") for one in seen]
    return found


def of_host(host: str) -> list[Other]:
    """What is of another kind in a host's folder."""
    sync, endings = _OF_SYNC
    files = [name for name in _names(host) if name.startswith(sync) and name.endswith(endings)]
    root, hosts = os.path.split(os.path.dirname(host))
    found = _seen(root, hosts, True, True)
    found += _seen(os.path.join(root, hosts), os.path.basename(host), True, True)
    for name in (*_OF_HOST, *_OF_HOST_TOO, *files):
        found += _seen(host, name, False, name == "replica.json")
    index = os.path.join(host, INDEX)
    found += _seen(host, INDEX, True, False)
    for name in _names(index):
        found += _seen(index, name, False, False)
    return found


def put_right(other: Other, broken: str | None, modes: Modes) -> Other:
    """Move it out of the way: under broken/, or beside where it lies if that is not given or cannot be.

    PINs are left to a person: nobody must get in because they were moved. What may not be moved stays as it was.
    """
    if os.path.basename(other.path) == PINS:
        return other
    with suppress(Problem, OSError):
        if broken is None or f"{broken}/".startswith(f"{other.path}/"):
            move_beside(other.path)
        else:
            note: dict[str, object] = {"why": "in_the_way", "name": os.path.basename(other.path)}
            move_aside(other.path, broken, other.name, note, modes)
        return other._replace(moved=True)
    return other


def _seen(folder: str, name: str, wanted: bool, stops: bool) -> list[Other]:
    path = os.path.join(folder, name)
    code = in_the_way(path, wanted)
    return [Other(path, code, name, stops)] if code is not None else []


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
