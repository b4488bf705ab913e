"""Keeping in step with a place: exchange, wait for news from either side, exchange again; and after trouble, later."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import timedelta

from board.errors import Problem
from storage.durable import problem_of
from storage.store import JOURNAL
from storage.sync.base import Transport
from storage.sync.remotes import Remote, Status, Turn, connect, moment, note, status
from storage.sync.rounds import Report, Syncing
from storage.watch import Watch
from storage.workspace import BOARDS, ORG, Workspace

CALM = 30.0
"""Seconds after which a place is asked even where nothing hints at news: a hint may be lost."""
FIRST_RETRY = 1.0
LONGEST_RETRY = 60.0
OTHERS_TURN = 5.0
"""Seconds between looks whether the process that has the turn still lives."""


class Follower:
    """Synchronises with one place until it is stopped. `run` blocks; the other methods are for any thread.

    `changed` is called after each attempt, in the thread that runs.
    """

    def __init__(
        self, workspace: Workspace, place: Remote, changed: Callable[[Status], None] | None = None
    ) -> None:
        self.workspace = workspace
        self.place = place
        self._changed = changed
        self._syncing = Syncing(workspace)
        self._turn = Turn(workspace, place.name)
        self._transport: Transport | None = None
        self._watch: Watch | None = None
        self._watched: list[str] = []
        self._news = threading.Event()
        self._hurry = threading.Event()
        self._stopped = False
        self._going_on = False
        self._told: Status | None = None
        self._fails = 0

    def once(self) -> tuple[Status, Report]:
        """One exchange, and as many after it as have more to fetch.

        Raises:
            Problem: `sync_busy` where another process of this host is at it.
        """
        if not self._turn.take():
            raise Problem("sync_busy")
        try:
            return self._exchange()
        finally:
            self.close()

    def run(self) -> None:
        """Keep in step until `stop`."""
        self._going_on = True
        try:
            while not self._stopped:
                if not self._own_turn():
                    self._tell_anothers()
                    self._pause(OTHERS_TURN)
                    continue
                self._watch_boards()
                self._news.clear()
                self._hurry.clear()
                now, report = self._exchange()
                if self._changed is not None:
                    self._changed(now)
                if now.problem is not None:
                    self._pause(self._retry())
                elif not report.more:
                    self._await_news()
        finally:
            self.close()

    def stop(self) -> None:
        """Let `run` return soon: at once where it waits, else after the answer it is waiting for."""
        self._stopped = True
        self.hurry()

    def hurry(self) -> None:
        """Try again now, also where the last attempt failed."""
        self._hurry.set()
        self.wake()

    def wake(self) -> None:
        """Exchange now rather than later."""
        self._news.set()
        transport = self._transport
        if transport is not None:
            transport.wake()

    def close(self) -> None:
        """Let go of files and connections, and of the turn."""
        if self._watch is not None:
            self._watch.close()
            self._watch, self._watched = None, []
        if self._transport is not None:
            self._transport.close()
            self._transport = None
        self._turn.give_back()

    def _tell_anothers(self) -> None:
        """Tell how it goes for the process that has the turn."""
        now = status(self.workspace, self.place.name)
        if now != self._told and self._changed is not None:
            self._told = now
            self._changed(now)

    def _own_turn(self) -> bool:
        try:
            return self._turn.take()
        except Problem:
            return False

    def _exchange(self) -> tuple[Status, Report]:
        before = status(self.workspace, self.place.name)
        at = moment(self.workspace.clock())
        report = Report(sent_to=dict(before.sent))
        problem: Problem | None = None
        try:
            if self._transport is None:
                self._transport = connect(self.workspace, self.place)
            self._syncing.exchange(self._transport, report)
            self._fails = 0
        except Problem as error:
            problem = error
        except OSError as error:
            problem = problem_of(error)
        except Exception as error:
            # A mistake of ours must show where people look, and must not end the work of the other places.
            problem = Problem("remote_failed", reason=type(error).__name__)
        if problem is not None:
            self._fails += 1
        now = Status(
            well_at=at if problem is None else before.well_at,
            tried_at=at,
            next_at=None if problem is None or not self._going_on else self._next_at(),
            problem=None if problem is None else {"code": problem.code, **problem.params},
            waiting=self._waiting(before, report),
            sent=report.sent_to,
            said=_said(before, report, at),
        )
        note(self.workspace, self.place.name, now)
        return now, report

    def _waiting(self, before: Status, report: Report) -> int:
        try:
            return self._syncing.unsent(report.sent_to)
        except (Problem, OSError):
            return before.waiting

    def _retry(self) -> float:
        return float(min(FIRST_RETRY * 2 ** (self._fails - 1), LONGEST_RETRY))

    def _next_at(self) -> str:
        return moment(self.workspace.clock() + timedelta(seconds=self._retry()))

    def _await_news(self) -> None:
        transport = self._transport
        if transport is None or self._news.is_set():
            return
        try:
            transport.wait(CALM)
        except Problem:
            # The next exchange tells what is wrong.
            return

    def _pause(self, seconds: float) -> None:
        """Wait, unless somebody is in a hurry; news from this side does not shorten the time after trouble."""
        if not self._stopped:
            self._hurry.wait(seconds)

    def _watch_boards(self) -> None:
        """Be woken by what anybody writes on this host."""
        ids = self.workspace.board_ids()
        root = self.workspace.root
        boards = [os.path.join(root, ORG), *(os.path.join(root, BOARDS, id) for id in ids)]
        journals = [os.path.join(board, JOURNAL) for board in boards]
        if journals != self._watched:
            if self._watch is not None:
                self._watch.close()
            self._watched = journals
            self._watch = Watch(journals, self.wake)


def _said(before: Status, report: Report, at: str) -> tuple[dict[str, object], ...]:
    """What was said before and what is new; what stands as it stood is not said again."""
    said = list(before.said)
    for word in report.said:
        fields = word._asdict()
        if not any({**old, "at": ""} == {**fields, "at": ""} for old in said):
            said.append({"at": at, **fields})
    return tuple(said)
