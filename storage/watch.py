"""Noticing what other sessions append: a look at the journals' sizes now and then, inotify as a hint before it.

Where every change is hinted at, looking is only for hints that were lost, and done once a second: a session at rest
costs nothing that can be noticed. Elsewhere it is done every 250 ms.
"""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import random

from storage.durable import is_remote
from storage.journal import segments

INTERVAL = 0.25
CALM_INTERVAL = 1.0
"""Seconds between looks: where nothing else tells of changes, and where hints come for all of them."""
LONGEST_REST = 1.0
"""The most seconds that others' changes are left for, however busy the machine is."""


CROWDED, THRONGED = 4.0, 20.0
"""Programs to each processor that want to run at one moment, from which on there is a crowd, and from which on it is as
large as it needs to be for the longest rest."""


def crowd() -> float:
    """How many programs to each processor want to run at this moment; 0 where the machine does not tell."""
    try:
        fd = os.open("/proc/loadavg", os.O_RDONLY | os.O_CLOEXEC)
        try:
            wanting = int(os.read(fd, 128).split()[3].partition(b"/")[0])
        finally:
            os.close(fd)
        return wanting / len(os.sched_getaffinity(0))
    except (OSError, ValueError, IndexError):
        return 0.0


class Hints:
    """Inotify on some folders, by three system calls. `active` is False where the account has no more of them."""

    _MODIFY, _MOVED_TO, _CREATE = 0x2, 0x80, 0x100

    def __init__(self) -> None:
        self.fd = -1
        self._watched: set[str] = set()
        self._add: Callable[[int, bytes, int], int] | None = None
        try:
            import ctypes

            library = ctypes.CDLL(None, use_errno=True)
            self._add = library.inotify_add_watch
            self.fd = library.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        except (ImportError, OSError, AttributeError):
            return

    @property
    def active(self) -> bool:
        """Whether hints come for everything that was asked for."""
        return self.fd >= 0

    def watch(self, folders: Sequence[str]) -> bool:
        """Also watch these folders; whether all of them are. Where that fails polling serves alone."""
        for folder in folders:
            if self.fd < 0 or self._add is None or folder in self._watched:
                continue
            if self._add(self.fd, os.fsencode(folder), self._MODIFY | self._MOVED_TO | self._CREATE) < 0:
                if os.path.isdir(folder):
                    self.close()
                continue
            self._watched.add(folder)
        return self.active and self._watched.issuperset(folders)

    def drain(self) -> None:
        """Forget the hints that have come."""
        try:
            while os.read(self.fd, 65536):
                continue
        except OSError:
            return

    def close(self) -> None:
        """Give the instance back."""
        if self.fd >= 0:
            fd, self.fd = self.fd, -1
            with suppress(OSError):
                os.close(fd)


class Watch:
    """One daemon thread that calls `changed` after anybody's journal of the given boards has changed.

    `journals` are the boards' journal folders. The call comes in the watching thread and says for how many seconds
    further changes may be left: what comes meanwhile is one change after it. Where it is `polite` and many sessions
    wake at the same change, each gives way to the others for a moment of its own, and whoever types is not kept waiting
    by all of them at once.
    """

    def __init__(
        self,
        journals: Sequence[str],
        changed: Callable[[], float | None],
        hints: bool = True,
        polite: bool = False,
    ) -> None:
        self._polite = polite
        self._journals = tuple(journals)
        self._changed = changed
        self._wake, self._stop = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._hints = Hints() if hints else None
        self._hinted = False
        self._seen = self._look()
        self._thread = threading.Thread(target=self._run, name="board-watch", daemon=True)
        self._thread.start()

    @property
    def polling_only(self) -> bool:
        """Whether changes are noticed by polling alone, a quarter of a second late."""
        return self._hints is None or not self._hints.active

    def close(self) -> None:
        """Stop watching; returns when no more calls come."""
        if self._stop >= 0:
            os.close(self._stop)
            self._stop = -1
            if threading.current_thread() is not self._thread:
                self._thread.join()

    def _run(self) -> None:
        # Another host's writes come without a hint.
        remote = any(is_remote(os.path.dirname(journal)) for journal in self._journals)
        try:
            while not self._waited(CALM_INTERVAL if self._hinted and not remote else INTERVAL):
                if self._polite and self._gave_way():
                    break
                now = self._look()
                if now != self._seen:
                    self._seen = now
                    if self._rested(self._changed() or 0.0):
                        break
        finally:
            os.close(self._wake)
            if self._hints is not None:
                self._hints.close()

    def _waited(self, seconds: float) -> bool:
        """Wait for the next look; True when it is time to stop."""
        watched = select.poll()
        watched.register(self._wake, select.POLLIN)
        if self._hints is not None and self._hints.active:
            watched.register(self._hints.fd, select.POLLIN)
        ready = {fd for fd, _ in watched.poll(seconds * 1000)}
        if self._hints is not None and self._hints.fd in ready:
            self._hints.drain()
        return self._wake in ready

    def _gave_way(self) -> bool:
        """Leave others a moment if there is a crowd, a longer one the larger it is; True when it is time to stop."""
        present = crowd()
        return present >= CROWDED and self._rested(random() * LONGEST_REST * min(present / THRONGED, 1.0))

    def _rested(self, seconds: float) -> bool:
        """Leave further changes for a while; True when it is time to stop."""
        stop = select.poll()
        stop.register(self._wake, select.POLLIN)
        return seconds > 0 and bool(stop.poll(min(seconds, LONGEST_REST) * 1000))

    def _look(self) -> dict[str, tuple[int, int, int]]:
        """What the newest segment of every replica looks like."""
        state: dict[str, tuple[int, int, int]] = {}
        hinted = self._hints is not None
        for journal in self._journals:
            try:
                replicas = [os.path.join(journal, name) for name in os.listdir(journal)]
            except OSError:
                hinted = False
                continue
            if self._hints is not None:
                hinted = self._hints.watch([journal, *replicas]) and hinted
            for folder in replicas:
                self._add_newest(folder, state)
        self._hinted = hinted
        return state

    @staticmethod
    def _add_newest(folder: str, state: dict[str, tuple[int, int, int]]) -> None:
        try:
            names = segments(folder)
            if names:
                path = os.path.join(folder, names[-1])
                fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
                try:
                    status = os.fstat(fd)
                finally:
                    os.close(fd)
                state[path] = (status.st_ino, status.st_size, status.st_mtime_ns)
        except OSError:
            return
