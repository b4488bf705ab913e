"""Everything that a face asks about the other places of a workspace, in one object."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence

from board.errors import Problem
from storage.sync import remotes
from storage.sync.follow import Follower
from storage.sync.remotes import Remote, Status
from storage.sync.rounds import Report, Syncing
from storage.workspace import ORG, Workspace

LOOK = 5.0
"""Seconds after which a place that somebody has added or removed meanwhile is noticed."""

Changed = Callable[[str, Status], None]
Unreadable = Callable[[bool], None]
"""Told when it can no longer be read which places there are, and when it can again."""


class Places:
    """The other places of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def all(self) -> list[tuple[Remote, Status]]:
        """Every place and how it stands with it.

        Raises:
            Problem: `places_unreadable`.
        """
        return [
            (place, remotes.status(self.workspace, place.name)) for place in remotes.remotes(self.workspace)
        ]

    def add(self, name: str, url: str) -> Remote:
        """See `remotes.add`."""
        return remotes.add(self.workspace, name, url)

    def remove(self, name: str) -> None:
        """See `remotes.remove`."""
        remotes.remove(self.workspace, name)

    def prepare(self, name: str) -> None:
        """Make a place ready for everyone who will use it."""
        remotes.prepare(self._named(name))

    def grant(self, name: str, login: str, boards: Sequence[str], new: bool = False) -> None:
        """Let a database login read and add lines of boards; no boards are all there are and will be.

        Raises:
            Problem: `bad_remote` with `reason` `not_database` for a folder; `unknown` `board_to_grant` with near names
                for a board that neither this host nor the database knows, where they know any and it is not said to
                be `new`.
        """
        url = self._database(name)
        from storage.sync import postgres_setup

        if boards and not new:
            known = {ORG, *self.workspace.board_ids(), *postgres_setup.boards(url)}
            for board in boards if len(known) > 1 else ():
                if board not in known:
                    raise Problem("unknown", _near(board, known), what="board_to_grant", given=board[:40])
        postgres_setup.grant(url, login, boards or [postgres_setup.EVERY_BOARD])

    def revoke(self, name: str, login: str, boards: Sequence[str]) -> None:
        """Let a database login read and add lines of these boards, or any, no longer.

        Raises:
            Problem: `bad_remote` with `reason` `not_database` for a folder.
        """
        url = self._database(name)
        from storage.sync.postgres_setup import revoke

        revoke(url, login, boards or None)

    def _database(self, name: str) -> str:
        place = self._named(name)
        if place.kind != "database":
            raise Problem("bad_remote", reason="not_database")
        return place.url

    def once(self, name: str) -> tuple[Status, Report]:
        """One exchange with a place. What failed is in the status.

        Raises:
            Problem: `unknown`, or `sync_busy` where another process of this host is at it.
        """
        return Follower(self._own(), self._named(name)).once()

    def carry(self, path: str) -> Report:
        """Exchange with a file that is carried by hand, which is made if it is not there."""
        from storage.sync.bundle import BundleTransport

        workspace = self._own()
        bundle = BundleTransport(path)
        syncing, report = Syncing(workspace), Report()
        try:
            while True:
                report.more, before = False, (report.received, report.sent)
                syncing.exchange(bundle, report)
                if not report.more or (report.received, report.sent) == before:
                    break
            bundle.finish()
        finally:
            bundle.close()
        return report

    def check(self, name: str) -> None:
        """See that there is a place of that name.

        Raises:
            Problem: `unknown`.
        """
        self._named(name)

    def follow(
        self,
        changed: Changed,
        only: str | None = None,
        forgotten: Callable[[str], None] | None = None,
        unreadable: Unreadable | None = None,
    ) -> Followers:
        """Keep in step with all places, or one, from now on, in threads of their own.

        `changed`, `forgotten`, for a place that somebody has removed, and `unreadable` are called in those threads.
        """
        return Followers(self._own, changed, only, forgotten, unreadable)

    def _named(self, name: str) -> Remote:
        return remotes.remote(self.workspace, name)

    def _own(self) -> Workspace:
        """The workspace once more: no thread shares one with another."""
        return Workspace(self.workspace.root, self.workspace.clock)


def _near(board: str, known: Collection[str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    return tuple(get_close_matches(board, sorted(known), n=3, cutoff=0.5))


class Followers:
    """One thread for each place, and one that sees to it that there is one."""

    def __init__(
        self,
        workspace: Callable[[], Workspace],
        changed: Changed,
        only: str | None = None,
        forgotten: Callable[[str], None] | None = None,
        unreadable: Unreadable | None = None,
    ) -> None:
        self._workspace = workspace
        self._unreadable = unreadable
        self._blind = False
        self._changed = changed
        self._only = only
        self._forgotten = forgotten
        self._running: dict[Remote, tuple[Follower, threading.Thread]] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def hurry(self) -> None:
        """Try every place again now."""
        for follower, _ in list(self._running.values()):
            follower.hurry()

    def stop(self, seconds: float = 2.0) -> None:
        """End the threads; waits so long for those that are just being answered."""
        end = time.monotonic() + seconds
        self._ended.set()
        for thread in (self._thread, *[thread for _, thread in list(self._running.values())]):
            thread.join(max(end - time.monotonic(), 0))

    def _run(self) -> None:
        workspace = self._workspace()
        while True:
            wanted = [place for place in self._known(workspace) if self._only in (None, place.name)]
            for place in [place for place in self._running if place not in wanted]:
                self._running.pop(place)[0].stop()
                if self._forgotten is not None:
                    self._forgotten(place.name)
            for place in wanted:
                if place not in self._running:
                    self._running[place] = self._start(place)
            if self._ended.wait(LOOK):
                for follower, _ in list(self._running.values()):
                    follower.stop()
                return

    def _known(self, workspace: Workspace) -> list[Remote]:
        """The places there are; those that are kept in step with where nobody can tell."""
        blind, known = False, list(self._running)
        try:
            known = remotes.remotes(workspace)
        except Problem:
            blind = True
        if blind != self._blind:
            self._blind = blind
            if self._unreadable is not None:
                self._unreadable(blind)
        return known

    def _start(self, place: Remote) -> tuple[Follower, threading.Thread]:
        def changed(now: Status) -> None:
            self._changed(place.name, now)

        follower = Follower(self._workspace(), place, changed)
        thread = threading.Thread(target=follower.run, name=f"sync {place.name}", daemon=True)
        thread.start()
        return follower, thread
