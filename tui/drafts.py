"""Text that is not saved yet, kept over a lost terminal.

Each session keeps its own file and a lock beside it, so that two terminals of one person never write over each other's
typing. A lock that can be taken belongs to a session that has ended: what it left is taken over by the next that asks.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from tui.remembered import recall, remember

_TEXT, _LOCK = ".json", ".lock"


class Drafts:
    """One session's unsaved texts, by name, in a folder of the user's own.

    A folder that cannot be written to is no reason to stop: then nothing is kept.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._own: str | None = None
        self._lock = -1
        self._closed = False

    def keep(self, name: str, text: str) -> None:
        """Keep a text under a name; an empty one forgets it."""
        if self._own is None and not text:
            return
        if self._own is None:
            self._begin()
        remember(self._path(self._own or "") + _TEXT, name, text or None)
        if self._closed:
            self.close()

    def find(self, name: str) -> str | None:
        """This session's text of a name, or else what a session that has ended left; that becomes this one's."""
        if self._own is not None and (own := recall(self._path(self._own) + _TEXT, name)):
            return own
        for other in self._left():
            left = recall(self._path(other) + _TEXT, name)
            if left:
                self.keep(name, left)
                remember(self._path(other) + _TEXT, name, None)
                return left
        return None

    def close(self) -> None:
        """Let the next session have what is left."""
        self._closed = True
        if self._own is not None:
            self._clear(self._own)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _path(self, session: str) -> str:
        return os.path.join(self._folder, session)

    def _begin(self) -> None:
        """A file of this session's own, locked for as long as the process lives."""
        self._own = f"{os.getpid()}-{os.urandom(4).hex()}"
        with contextlib.suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            path = self._path(self._own)
            self._lock = os.open(f"{path}.new", os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.rename(f"{path}.new", path + _LOCK)  # never seen without its owner

    def _left(self) -> Iterator[str]:
        """The sessions that have ended, the latest first, each held while it is looked at; empty ones are cleared."""
        try:
            names = [name.removesuffix(_LOCK) for name in os.listdir(self._folder) if name.endswith(_LOCK)]
            names.sort(key=self._age, reverse=True)
        except OSError:
            return
        for name in names:
            if name == self._own:
                continue
            try:
                lock = os.open(self._path(name) + _LOCK, os.O_RDWR | os.O_CLOEXEC)
            except OSError:
                continue
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield name
                self._clear(name)
            except OSError:
                continue
            finally:
                os.close(lock)

    def _age(self, session: str) -> float:
        try:
            return os.stat(self._path(session) + _TEXT).st_mtime
        except OSError:
            return 0.0

    def _clear(self, session: str) -> None:
        """Take away the files of a session that has nothing left."""
        text = self._path(session) + _TEXT
        with contextlib.suppress(OSError):
            if not os.path.exists(text) or os.path.getsize(text) <= len("{}"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(text)
                os.unlink(self._path(session) + _LOCK)
