"""The board behind the screen: one thread applies commands and follows others' changes; the screen is told in order.

The screen's thread never waits for a file or a lock. What it draws from is a snapshot that nothing changes.
More than 400 lines, so that the queue and every way into it are seen at once.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from board.errors import Problem
from board.identity_numbers import carried
from board.model import moment
from board.ports import Commit, Event, Line, Snapshot, Store
from board.rights import because
from board.rules import limit_of

if TYPE_CHECKING:
    from board.context import Command
    from board.service import Service
    from board.versions import Waiting
    from tui.desk import Desk
    from tui.working import Work

RETRY_SECONDS = 2.0
AT_MOST = 0.1
"""The share of its time that a session spends on others' changes. Where fifty look on at a busy board, all of them
drawing every change at once would leave nothing for whoever types."""
CALM_SECONDS = (0.3, 30.0)
"""How long it has been calm before the rest of a board is loaded, and then before its checkpoint is written."""

Then: TypeAlias = Callable[[Commit | Problem], object]
"""Hears how a job went, on the screen's thread; what it returns is not looked at."""
OrWhy: TypeAlias = Callable[[Then | None, Callable[[str], object]], Then | None]
"""Hears in place of another: a change that is somebody else's to make is made again with a reason; see board.rights."""

Seen: TypeAlias = Callable[[Line], bool]
"""Whether what a line changed is in sight from where the person stands. Asked in the storage thread."""


@dataclass(slots=True)
class Job:
    """Something for the storage thread. A change that a store refused stays and is tried again until cancelled.

    change: it writes. turn: an undo or a redo, of which only one waits at a time.
    away: it wrote on another board than the one in front, which has no news of it.
    where: the place on the screen that it was asked for from, see Live.where.
    told: its refusal has been told. ended: it is done or refused by a rule (`outcome`); the one who asked has heard so.
    heard: called on the screen's thread each time the one who asked has heard something.
    """

    work: Callable[[], Commit]
    then: Then | None = None
    change: bool = False
    turn: bool = False
    away: bool = False
    where: str = ""
    cancelled: bool = False
    told: bool = False
    ended: bool = False
    outcome: Commit | Problem | None = None
    heard: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """The state of saving. `state`: saved, saving, waiting (with who holds the lock) or failed (with the problem)."""

    state: str = "saved"
    holder: str | None = None
    problem: Problem | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What happened, with the boards as they are after it, and what waits there for somebody to choose a version."""

    board: Snapshot
    org: Snapshot
    events: tuple[Event, ...] = field(default=())
    waiting: Waiting = field(default_factory=dict)


class Live:
    """One board at a time and the organisation. `post` runs a function on the screen's thread."""

    def __init__(self, desk: Desk, post: Callable[[Callable[[], object]], None]) -> None:
        self.desk = desk
        self._post = post
        self.news: Callable[[News], None] = lambda news: None
        self.told: Callable[[Saving], None] = lambda saving: None
        self.or_why: OrWhy = lambda then, again: then
        self.org_store = desk.org
        self.store: Store | None = desk.open(desk.board) if desk.board else None
        self._me: str | None = desk.person
        self.board = self.store.snapshot if self.store else Snapshot({})
        self.org = desk.org_snapshot
        self.waiting: Waiting = {}
        self._waiting: Waiting = {}
        self.saving = Saving()
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stuck: list[Job] = []
        self._refusal: Problem | None = None
        self._unread: Problem | None = None
        self._mine: dict[str, str] = {}
        self.where: Callable[[], str] = lambda: ""
        """The place on the screen where somebody is now; what is done is remembered with it."""
        self.latest: Job | None = None
        self.works: list[Work] = []
        """Long work under way, the one that goes first last."""
        self._refresh_waits = threading.Event()
        self._looked, self._took = 0.0, 0.0
        self._thread: threading.Thread | None = None
        self._end_watch: Callable[[], None] = lambda: None
        self.at_ease: Callable[[], object] = lambda: None
        """Called in the storage thread, once, when nothing has been asked of it for a moment."""

    @property
    def me(self) -> str | None:
        """The one who acts.

        Raises:
            Problem: `key_decides`, set to anybody but the one whose SSH key it is.
        """
        return self._me

    @me.setter
    def me(self, ref: str | None) -> None:
        self.desk.check_person(ref)
        self._me = ref

    @property
    def board_id(self) -> str | None:
        return self.store.board if self.store else None

    @property
    def versions(self) -> frozenset[str]:
        """The cards with something that waits for somebody to choose a version."""
        if not self.waiting:
            return frozenset()
        from board.versions import card_of

        return frozenset(card_of(self.board, key) for key in self.waiting) - {""}

    @property
    def unsaved(self) -> bool:
        """Whether something asked for waits for a lock or could not be saved yet."""
        waits = self.saving.state == "waiting" and self.latest is not None and not self.latest.ended
        return waits or (self.saving.state == "failed" and self.saving.waiting > 0)

    def limit(self, phase: str) -> int | None:
        return limit_of(self.board, phase)

    # --- from the screen's thread

    def start(self) -> None:
        """Begin to follow others' changes and to take commands."""
        self.desk.on_wait(self._waits)
        self._thread = threading.Thread(target=self._run, name="storage", daemon=True)
        self._thread.start()
        self._watch()

    def _watch(self) -> None:
        """Follow the board that is open now."""
        self._end_watch()
        self._end_watch = self.desk.watch(self.look_again)

    def stop(self, seconds: float = 3.0) -> None:
        """Finish what is on its way and end."""
        self._end_watch()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(seconds)

    def do(self, command: Command, then: Then | None = None) -> Job:
        """Apply a command on the board."""
        again = lambda why: self.do(because(command, why), then)  # noqa: E731  # the same with a reason
        return self._put(lambda service: service.do(command), self.or_why(then, again))

    def organise(self, command: Command, then: Then | None = None) -> Job:
        """Apply a command on people and roles."""
        again = lambda why: self.organise(because(command, why), then)  # noqa: E731  # the same with a reason
        return self._put(lambda service: service.organise(command), self.or_why(then, again))

    def do_on(self, board: str, command: Command, then: Then | None = None) -> Job:
        """Apply a command on another board."""
        again = lambda why: self.do_on(board, because(command, why), then)  # noqa: E731  # the same with a reason
        return self._put(lambda service: service.do(command), self.or_why(then, again), board)

    def undo(self, then: Then | None = None, sure: str | None = None, seen: Seen | None = None) -> Job:
        """Take back the latest change. One of another day or another session, or that is not `seen` from where the
        person stands, is refused as `old_change` with its stamp, unless that stamp is what they are `sure` of."""
        return self._put(lambda service: service.undo(self._ask_if_old(sure, seen)), then, turn=True)

    def redo(self, then: Then | None = None, sure: str | None = None, seen: Seen | None = None) -> Job:
        """Do again what was undone last, with the same care."""
        return self._put(lambda service: service.redo(self._ask_if_old(sure, seen)), then, turn=True)

    def _ask_if_old(self, sure: str | None, seen: Seen | None) -> Callable[[Line], None]:
        def check(line: Line) -> None:
            now, at = self.desk.clock(), moment(line.at)
            today = at is not None and at.astimezone(now.tzinfo).date() == now.date()
            here = today and line.stamp in self._mine and (seen is None or seen(line))
            if line.stamp != sure and not here:
                raise Problem("old_change", stamp=line.stamp)

        return check

    def done_at(self, stamp: str) -> str | None:
        """The place that a change of this session was made from; None for a change of another session."""
        return self._mine.get(stamp)

    def ask(self, work: Callable[[], Commit], then: Then | None = None) -> Job:
        """Run something else in the storage thread, such as opening another board."""
        job = self.latest = Job(work, then)
        self._queue.put(job)
        return job

    @property
    def others_wait(self) -> bool:
        """Whether something has been asked for that comes after what is being done. From any thread."""
        return not self._queue.empty()

    def look_again(self) -> float:
        """Somebody else may have written. From any thread. Gives the seconds that the next change may be left for."""
        if not self._refresh_waits.is_set():
            self._refresh_waits.set()
            self._looked = time.monotonic()
            self._queue.put(Job(self._refresh))
        return self._took / AT_MOST

    def cancel(self, job: Job) -> None:
        """Give up a job that could not be saved."""
        job.cancelled = True
        self._queue.put(Job(self._refresh))

    def _put(
        self,
        work: Callable[[Service], Commit],
        then: Then | None,
        board: str | None = None,
        turn: bool = False,
    ) -> Job:
        here, me = self.store or self.org_store, self.me or ""

        def run() -> Commit:
            from board.service import Service

            store = self._opened(board) if board else here
            job.away = store is not self.store and store is not self.org_store
            return work(Service(store, self.org_store, me, self.desk.clock))

        job = self.latest = Job(carried(run), then, change=True, turn=turn, where=self.where())
        self._queue.put(job)
        return job

    def switch(
        self, board: str, then: Callable[[], object], refused: Then | None = None, *, new: bool = False
    ) -> None:
        """Open another board and go on with it. `new` makes it first; `refused` hears if it could not be opened."""

        def work() -> Commit:
            store = self.desk.new_board(board) if new else self._opened(board)
            snapshot = store.snapshot
            self._unread, self._waiting = None, {}

            def here() -> None:
                self.store, self.board, self.waiting = store, snapshot, {}
                self.desk.remember_board(board)
                self._watch()
                then()

            self._post(here)
            return Commit((), ())

        self.ask(work, refused)

    # --- in the storage thread

    def _opened(self, board: str) -> Store:
        """A board's store as it is now; one that was read before may have been taken away since."""
        try:
            store = self.desk.open(board)
            events = store.refresh()
        except Problem as problem:
            if problem.code == "gone" or (problem.code, problem.params.get("what")) == ("unknown", "board"):
                raise Problem("unknown", what="removed", given=board) from None
            raise
        if store is self.store:
            self._publish(events)
        return store

    def _run(self) -> None:
        calm = 0
        while True:
            trouble = self._stuck or self._unread
            wait = RETRY_SECONDS if trouble else CALM_SECONDS[calm] if calm < len(CALM_SECONDS) else None
            try:
                job = self._queue.get(timeout=wait)
            except queue.Empty:
                if trouble:
                    self._try_again()
                else:
                    self._use_calm(calm)
                    calm += 1
                continue
            if job is None:
                return
            calm = 0
            self._perform(job)

    def _try_again(self) -> None:
        """What could not be saved may be possible now."""
        for job in [job for job in self._stuck if not job.cancelled]:
            self._perform(job)
        if self._unread is not None:
            self._perform(Job(self._refresh))

    def _use_calm(self, calm: int) -> None:
        """Soon after the last job what the next one needs is loaded; much later checkpoints are written."""
        if calm == 0:
            at_ease, self.at_ease = self.at_ease, lambda: None
            at_ease()
        for store in (self.store, self.org_store):
            if store is None:
                continue
            try:
                if calm == 0:
                    store.load_rest()
                    if store is self.store:
                        self._look_for_versions()
                else:
                    store.checkpoint_if_due()
            except Problem:
                continue

    def _perform(self, job: Job) -> None:
        if job in self._stuck:
            self._stuck.remove(job)
        self._stuck = [waiting for waiting in self._stuck if not waiting.cancelled]
        if job.cancelled:
            return
        outcome: Commit | Problem
        try:
            if job.turn and any(waiting.turn for waiting in self._stuck):
                raise Problem("turn_waits")
            outcome = job.work()
        except Problem as problem:
            outcome = problem
        except Exception as error:
            # A fault in one job must not end the thread that saves everything after it.
            outcome = Problem("internal", given=type(error).__name__)
        if isinstance(outcome, Problem):
            self._refused(job, outcome)
            return
        if job.change:
            self._mine.update(dict.fromkeys(outcome.stamps, job.where))
        self._tell(self._how_it_is())
        self._publish(() if job.away else outcome.events)
        self._post(lambda: self._end(job, outcome))

    def _refused(self, job: Job, problem: Problem) -> None:
        """A rule's refusal goes to the one who asked; a change that the store could not write is kept and tried
        again."""
        kept = problem.exit_code == 3 and job.change
        if kept:
            self._stuck.append(job)
            self._refusal = problem
        self._tell(self._how_it_is())
        if not kept:
            self._post(lambda: self._end(job, problem))
        elif not job.told:
            job.told = True
            self._post(lambda: self._answer(job, problem))

    def _how_it_is(self) -> Saving:
        """What waits to be saved, or else whether the board can be read."""
        if self._stuck:
            return Saving("failed", problem=self._refusal, waiting=len(self._stuck))
        return Saving("failed", problem=self._unread) if self._unread else Saving()

    def _end(self, job: Job, outcome: Commit | Problem) -> None:
        job.ended, job.outcome = True, outcome
        self._answer(job, outcome)

    @staticmethod
    def _answer(job: Job, outcome: Commit | Problem) -> None:
        if job.then is not None:
            job.then(outcome)
        if job.heard is not None:
            job.heard()

    def _refresh(self) -> Commit:
        self._refresh_waits.clear()
        events: tuple[Event, ...] = ()
        try:
            events = self.org_store.refresh()
            if self.store is not None:
                events += self.store.refresh()
        except Problem as problem:
            self._unread = problem
            self._publish(events)
            raise
        self._unread = None
        if not events:
            self._looked = 0.0
        return Commit(events, ())

    def _look_for_versions(self) -> None:
        """What waits for a choice is known once the rest of the board is loaded."""
        if self._now_waiting() != self._waiting:
            self._publish((), even_so=True)

    def _now_waiting(self) -> Waiting:
        from board.versions import waiting

        return waiting(self.store.conflicts(), self.store.snapshot) if self.store else {}

    def _publish(self, events: tuple[Event, ...], even_so: bool = False) -> None:
        if not events and not even_so:
            return
        store = self.store
        self._waiting = self._now_waiting()
        news = News(store.snapshot if store else Snapshot({}), self.org_store.snapshot, events, self._waiting)

        def here() -> None:
            if store is self.store:
                self.board, self.org, self.waiting = news.board, news.org, news.waiting
                self.news(news)
                if self._looked:
                    self._took, self._looked = time.monotonic() - self._looked, 0.0

        self._post(here)

    def _waits(self, holder: dict[str, Any]) -> None:
        self._tell(Saving("waiting", holder=str(holder.get("person") or "")))

    def _tell(self, saving: Saving) -> None:
        if repr(saving) != repr(self.saving):  # a refusal met again is the same refusal
            self.saving = saving
            self._post(lambda: self.told(saving))
