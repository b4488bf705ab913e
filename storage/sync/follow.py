"""Keeping in step with a place: exchange, wait for news from either side, exchange again; and after trouble, later."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from board.errors import Problem
from storage.durable import problem_of
from storage.home import JOURNAL
from storage.sync.base import Transport
from storage.sync.remotes import Remote, Status, Turn, connect, moment, note, removed, status
from storage.sync.rounds import Report, Syncing
from storage.watch import Watch
from storage.workspace import BOARDS, ORG, Workspace

CALM = 30.0
"""Seconds after which a place is asked even where nothing hints at news: a hint may be lost."""
LOOK = 2.0
"""Seconds between looks whether there is a new board, whose journals nobody watches yet."""
FIRST_RETRY = 0.25
SOON = 2.0
LATER = 15.0
LONGEST_RETRY = 60.0
"""Seconds between attempts: each time twice as many. A place that does not answer, and a disk of ours that is full,
may be well again at any time and are tried every `SOON`, after many times every `LATER`; for what somebody has to
mend it is `LONGEST_RETRY`."""
MANY = 300
PASSING = frozenset({"remote_unreachable", "disk_full", "locked"})
COUNTED_AGAIN = 0.5
"""Seconds between two counts of what waits, while nothing can be sent."""
MOST_SAID = 50
"""Notices of one exchange that are looked at."""
FRUITLESS = 1.0
MOST_FRUITLESS = 5
"""After so many exchanges in a row that brought nothing, each within so many seconds, there is a rest."""
NOTED_AGAIN = 20.0
"""Seconds after which it is written down that it stands as it stood: a disk is not to be worn by that."""
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
        self._boards_seen = 0
        self._news = threading.Event()
        self._hurry = threading.Event()
        self._stopped = False
        self._going_on = False
        self._told: Status | None = None
        self._now: Status | None = None
        self._written: tuple[float, Status] | None = None
        self._fails: Counter[bool] = Counter()
        """Failed attempts in a row: those that pass by themselves, and those that somebody has to mend."""
        self._fruitless = 0
        self._fruitless_at = 0.0
        self._wait = 0.0

    def once(self) -> tuple[Status, Report]:
        """One exchange, and as many after it as have more to fetch.

        Raises:
            Problem: `sync_busy` where another process of this host is at it.
        """
        if not self._turn.take():
            raise Problem("sync_busy")
        try:
            now, report = self._exchange()
            while _goes_on(report) and now.problem is None:
                before = report
                now, report = self._exchange()
                report.received += before.received
                report.sent += before.sent
                report.boards_made[:0] = before.boards_made
                report.said[:0] = before.said
                if (report.received, report.sent) == (before.received, before.sent):
                    break
            return now, report
        finally:
            self.close()

    def run(self) -> None:
        """Keep in step until `stop`. Never raises: whatever goes wrong is tried again."""
        self._going_on = True
        try:
            while not self._stopped:
                try:
                    self._turn_of_the_wheel()
                except Exception:
                    # A mistake of ours in one place must not end what the process does for good. Nothing is counted
                    # meanwhile: that may be what went wrong.
                    if not self._stopped:
                        self._hurry.wait(LATER)
        finally:
            self.close()

    def _turn_of_the_wheel(self) -> None:
        self._hurry.clear()
        if removed(self.workspace, self.place):
            # Removed, or the whole workspace is: nothing is written where it was.
            self._pause(OTHERS_TURN)
        elif not self._own_turn():
            self._tell_anothers()
            self._pause(OTHERS_TURN)
        else:
            self._news.clear()
            self._watch_boards()
            now, report = self._exchange()
            self._tell(now)
            if now.problem is not None:
                self._pause(self._wait)
            elif not _goes_on(report):
                self._rest(report)
                self._await_news()

    def _rest(self, report: Report) -> None:
        """Wait a little where the place has said again and again that there was news, and there was none."""
        at = time.monotonic()
        came = report.received or report.sent or at - self._fruitless_at > FRUITLESS
        self._fruitless, self._fruitless_at = 0 if came else self._fruitless + 1, at
        if self._fruitless > MOST_FRUITLESS:
            self._news.wait(FRUITLESS / 2)

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
        self._tell(status(self.workspace, self.place.name))

    def _tell(self, now: Status) -> None:
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
            self._fails.clear()
        except Problem as error:
            problem = error
        except OSError as error:
            problem = problem_of(error)
        except Exception as error:
            # A mistake of ours must show where people look, and must not end the work of the other places.
            problem = Problem("remote_failed", reason=type(error).__name__)
        if problem is not None:
            passing = problem.code in PASSING
            self._fails[passing] += 1
            self._wait = _seconds_to_wait(problem.code, self._fails[passing])
        now = Status(
            well_at=at if problem is None else before.well_at,
            tried_at=at,
            next_at=None if problem is None or not self._going_on else self._next_at(),
            problem=None if problem is None else {"code": problem.code, **problem.params},
            waiting=self._waiting(before, report),
            sent=report.sent_to,
            said=_said(before, report, at),
        )
        self._note(now)
        return now, report

    def _note(self, now: Status) -> None:
        """Write down how it stands, unless the place has been removed meanwhile."""
        self._now = now
        at, written = time.monotonic(), self._written
        if written is not None and _same(now, written[1]) and at - written[0] < NOTED_AGAIN:
            return
        if not removed(self.workspace, self.place):
            note(self.workspace, self.place.name, now)
            self._written = (at, now)

    def _waiting(self, before: Status, report: Report) -> int:
        try:
            return self._syncing.unsent(report.sent_to)
        except (Problem, OSError):
            return before.waiting

    def _next_at(self) -> str:
        return moment(self.workspace.clock() + timedelta(seconds=self._wait))

    def _await_news(self) -> None:
        transport = self._transport
        if transport is None or self._stopped or self._news.is_set():
            return
        end = time.monotonic() + CALM
        while not self._news.is_set() and (left := end - time.monotonic()) > 0:
            if self._boards_changed() != self._boards_seen:
                return
            try:
                if transport.wait(min(LOOK, left)):
                    return
            except Problem:
                # The next exchange tells what is wrong.
                return

    def _boards_changed(self) -> int:
        """When a board was made or removed last."""
        try:
            return os.stat(os.path.join(self.workspace.root, BOARDS)).st_mtime_ns
        except OSError:
            return 0

    def _pause(self, seconds: float) -> None:
        """Wait, unless somebody is in a hurry; news from this side is counted, and does not shorten the time."""
        end = time.monotonic() + seconds
        while not (self._stopped or self._hurry.is_set()) and (left := end - time.monotonic()) > 0:
            if self._news.wait(left) and not self._hurry.is_set():
                self._news.clear()
                self._count_again()
                self._hurry.wait(min(COUNTED_AGAIN, max(end - time.monotonic(), 0)))

    def _count_again(self) -> None:
        """Tell how much waits now, where that is another number."""
        now = self._now
        if now is None or now.problem is None:
            return
        with suppress(Problem, OSError):
            now = now._replace(waiting=self._syncing.unsent(now.sent))
        if now != self._now:
            self._note(now)
            self._tell(now)

    def _watch_boards(self) -> None:
        """Be woken by what anybody writes on this host."""
        self._boards_seen = self._boards_changed()
        ids = self.workspace.board_ids()
        root = self.workspace.root
        boards = [os.path.join(root, ORG), *(os.path.join(root, BOARDS, id) for id in ids)]
        journals = [os.path.join(board, JOURNAL) for board in boards]
        if journals != self._watched:
            if self._watch is not None:
                self._watch.close()
            self._watched = journals
            self._watch = Watch(journals, self.wake)


def _seconds_to_wait(code: str, fails: int) -> float:
    """Till the next attempt after so many that failed; never quite the same, so that many hosts do not come at once."""
    longest = LONGEST_RETRY
    if code in PASSING:
        longest = SOON if fails < MANY else LATER
    return min(FIRST_RETRY * 2.0 ** min(fails - 1, 10), longest) * random.uniform(0.8, 1.0)


def _goes_on(report: Report) -> bool:
    """Whether another exchange should follow at once: there is more, and this one came somewhere."""
    return report.more and bool(report.received or report.sent)


def _same(one: Status, other: Status) -> bool:
    """Whether only times differ."""
    return one == other._replace(well_at=one.well_at, tried_at=one.tried_at, next_at=one.next_at)


def _said(before: Status, report: Report, at: str) -> tuple[dict[str, object], ...]:
    """What was said before and what is new; what stands as it stood is not said again."""
    said = list(before.said)
    for word in report.said[-MOST_SAID:]:
        fields = word._asdict()
        if not any({**old, "at": ""} == {**fields, "at": ""} for old in said):
            said.append({"at": at, **fields})
    return tuple(said)
