"""One board's documents on disk: the `Store` of board.ports over journals and a checkpoint."""

from __future__ import annotations

import os
import time
from _thread import RLock
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from board.errors import Problem
from board.ports import Commit, Decide, Event, Line, Snapshot, Unsettled
from storage import checkpoint as files
from storage.append import Appender
from storage.cells import Cells, Heads, Touch
from storage.clock import HybridClock
from storage.compose import compose, event_of, worth_writing
from storage.durable import InTheWay, Told, read_file, sweep
from storage.home import BROKEN, CHECKPOINT, JOURNAL, LOCK, Home
from storage.journal import DAMAGE, Fault, Forked, Journals, Place, Rewritten
from storage.lines import Raw
from storage.lock import Lock
from storage.unsettled import unsettled


class BoardStore:
    """A board opened by one session. Any thread may call it; a commit and a refresh take turns.

    Opening reads and creates nothing. `faults` says what was wrong in the journals as far as they were read,
    and `distrusted` why the checkpoint was not used, if it was not.
    """

    def __init__(self, home: Home) -> None:
        self.board = home.board
        self.home = home
        self.newer_format = False
        self.distrusted: str | None = None
        self._clock = HybridClock(home.clock)
        self._lock = Lock(os.path.join(home.side, LOCK), home.modes, home.wait, home.on_wait)
        self._turn = RLock()
        self._state = RLock()
        self._appender: Appender | None = None
        self._since = 0
        self._gone = False
        self._untold: tuple[Event, ...] = ()
        self._known: tuple[int, int, int] | None = None
        with Told():
            files.uncollected(self._load)()
        self._snapshot = self._cells.snapshot()

    # reading

    @property
    def snapshot(self) -> Snapshot:
        """The board as last read. It never changes; a refresh or commit makes another."""
        return self._snapshot

    @property
    def path(self) -> str:
        """The checkpoint's file."""
        return os.path.join(self.home.side, CHECKPOINT)

    @property
    def faults(self) -> list[Fault]:
        return self._journals.faults

    @property
    def damaged(self) -> bool:
        """Whether something is missing from a journal; the checkpoint is then left as it is, to heal from."""
        return any(fault.code in DAMAGE for fault in self.faults)

    @property
    def lines_since_checkpoint(self) -> int:
        return self._since

    def refresh(self) -> tuple[Event, ...]:
        """Read what other sessions have appended. Takes no lock; waits for a commit of this same store."""
        with self._state, Told():
            self._untold += self._read()
            return self._told()

    def _told(self) -> tuple[Event, ...]:
        """All that has been read and told nobody yet: a command that was refused tells nothing of what it read."""
        events, self._untold = self._untold, ()
        return events

    def stamp_of(self, table: str, id: str, cell: str) -> str | None:
        """The stamp of the value that a cell shows now, or None if it was never set."""
        with self._state:
            self._bring_rest()
            return self._cells.stamp_of(table, id, cell)

    def heads(self, table: str, id: str, cell: str) -> Heads:
        """All values of a cell that nobody has replaced, by stamp; several are a conflict."""
        with self._state:
            self._bring_rest()
            return dict(self._cells.heads(table, id, cell))

    def conflicts(self) -> Unsettled:
        """Everything that waits for a person to settle it."""
        with self._state:
            self._bring_rest()
            return unsettled(self._cells)

    def line(self, stamp: str) -> Line | None:
        """The line that carries this stamp, or None."""
        from storage.history import find

        with Told():
            return find(self._journals.folder, stamp)

    def backwards(self, cells: Sequence[str] = (), after: Mapping[str, str] | None = None) -> Iterator[Line]:
        """Every line, newest stamp first, or those asked for: see board.ports. Reads as it goes."""
        from storage.history import backwards

        with Told():
            yield from backwards(self._journals.folder, cells, after)

    # writing

    def commit(self, by: str, decide: Decide) -> Commit:
        """Make what `decide` says durable before returning. `by` is the acting person's reference."""
        if self.newer_format:
            raise Problem("newer_format")
        with self._turn:
            self.home.replica()  # a workspace that cannot be written says so before anyone waits for the lock
            with self.locked(by, self._catch_up), self._state, Told():
                return self._commit(by, decide)

    def _catch_up(self) -> None:
        """Read what others wrote before this session has its turn, which is then short."""
        with self._state, suppress(Problem, OSError):  # what is wrong is told by the commit itself
            self._untold += self._read()

    @contextmanager
    def locked(self, by: str, get_ready: Callable[[], object] | None = None) -> Iterator[None]:
        """Hold the board's lock: no other session of this host writes meanwhile. For `get_ready` see Lock.acquire."""
        with Told():
            try:
                os.stat(self.home.folder)
            except FileNotFoundError:
                raise Problem("gone") from None
            self.home.modes.make(self.home.side)
        self._lock.acquire(by, self.home.clock().isoformat(timespec="seconds"), get_ready)
        try:
            yield
        finally:
            self._lock.release()

    def reload(self) -> None:
        """Read everything again from the disk, for after a repair."""
        with self._state, Told():
            self._load()
            self._snapshot = self._cells.snapshot()

    def _commit(self, by: str, decide: Decide) -> Commit:
        self._bring_rest()
        self._untold += self._read()
        replica = self.home.replica()
        if self._journals.track(replica).end is not None:
            replica = self.home.new_replica()
        appender = self._writer(replica)
        if appender.prepare():
            self._untold += self._read()
        if self.newer_format:
            raise Problem("newer_format")
        drafts = worth_writing(decide(self._snapshot))
        if not drafts:
            return Commit(self._told(), ())
        place = self._journals.track(replica).place
        self._clock.observe(self._journals.track(replica).unfinished)
        lines, stamps = compose(self._cells, self._clock, replica, by, drafts, place.n, place.crc)
        appender.append(b"".join(lines))
        self._untold += self._read()
        return Commit(self._told(), stamps)

    def _writer(self, replica: str) -> Appender:
        track = self._journals.track(replica)
        if self._appender is None or self._appender.track is not track:
            if self._appender is not None:
                self._appender.close()
            self._appender = Appender(track, os.path.join(self.home.folder, BROKEN), self.home.modes)
        return self._appender

    # loading

    def _load(self) -> None:
        """Start from the checkpoint where it can be trusted, else from the journals' beginning."""
        self._cells, places = Cells(), {}
        self.distrusted, self.newer_format, self._known = None, False, None
        try:
            before = self._signature()
            found = files.load(read_file(self.path))
            self._known = before
            self._cells, places = found.cells, found.places
            self.newer_format = found.format > files.FORMAT
        except (FileNotFoundError, NotADirectoryError):
            pass
        except files.Unusable as error:
            self.distrusted = str(error)
        except InTheWay:
            self.distrusted = "checkpoint_unreadable"
        self._start(places)
        if self.newer_format:
            return
        try:
            self._take(None)
        except Forked:
            self._rebuild()
        except Rewritten:
            self._distrust("checkpoint_mismatch")
        except files.Unusable as error:
            self._distrust(str(error))

    def _start(self, places: dict[str, Place]) -> None:
        self._journals = Journals(os.path.join(self.home.folder, JOURNAL))
        self._journals.resume(places)
        self._since = 0
        for stamp in self._cells.seen.values():
            self._clock.observe(stamp)

    def _rebuild(self) -> None:
        """Read every journal from its beginning."""
        for _ in range(3):
            self._cells = Cells()
            self._start({})
            try:
                self._take(None)
                return
            except Rewritten:
                continue
        raise Problem("unreadable")

    def _take(self, touched: list[tuple[Raw, list[Touch]]] | None) -> bool:
        """Merge what the journals have new; whether there was anything."""
        found = self._journals.read()
        for raw in found:
            self._clock.observe(raw["t"])
            if touched is None:
                self._cells.apply(raw)
            else:
                did: list[Touch] = []
                self._cells.apply(raw, did)
                touched.append((raw, did))
        self._since += len(found)
        self.newer_format = self.newer_format or self._journals.newer
        return bool(found)

    def _read(self) -> tuple[Event, ...]:
        if self.newer_format:
            return ()
        touched: list[tuple[Raw, list[Touch]]] = []
        try:
            if self._gone:
                raise Rewritten
            if not self._take(touched):
                return ()
        except (Rewritten, files.Unusable) as error:
            if isinstance(error, files.Unusable):
                self.distrusted, self._known = str(error), None
            # What was read stays as it is where nothing is left to read: it may be all there is of the board.
            self._gone = not self._journals.there()
            if self._gone:
                raise Problem("gone") from None
            old, reached = self._snapshot, self._journals.places()
            self._rebuild()
            self._snapshot = self._cells.snapshot()
            now = self._journals.places()
            fewer = any(name not in now or now[name].n < place.n for name, place in reached.items())
            return _differences(old, self._snapshot, "went_back" if fewer else "rebuilt")
        self._snapshot = self._cells.snapshot()
        return tuple(event_of(raw, touch) for raw, did in touched for touch in did)

    def load_rest(self) -> None:
        """Load what reading alone did not need, so that the first change does not wait for it."""
        with self._state:
            self._bring_rest()

    def _bring_rest(self) -> None:
        """Where the rest of the checkpoint is not what it should be, the journals tell all of it."""
        try:
            self._cells.load_rest()
        except files.Unusable as error:
            self._distrust(str(error))
            self._snapshot = self._cells.snapshot()

    def distrust(self, code: str) -> None:
        """Take the board from the journals alone; the checkpoint is set aside when the next is written."""
        with self._state, Told():
            self._distrust(code)
            self._snapshot = self._cells.snapshot()

    def _distrust(self, code: str) -> None:
        """Read everything from the journals, because the checkpoint is not to be used."""
        self.distrusted, self._known = code, None
        self._rebuild()

    # the checkpoint

    def checkpoint(self) -> None:
        """Write the checkpoint now: whole, durable, with whatever lay there and was not ours set aside."""
        with self._state, Told():
            self.home.modes.make(self.home.side)
            replica = self.home.replica()
            self._bring_rest()
            state = files.state_of(self._cells, replica, self._journals.places())
            since = self._since
        from storage.tiny import BoardStorage

        with Told():
            self._set_aside_foreign()
            for folder in (self.home.side, os.path.join(self._journals.folder, replica)):
                sweep(folder, time.time())
        BoardStorage(self.path, self.home.modes).write(files.tables_of(state))
        with self._state:
            self._since -= since
            self._known = self._signature()
            self.distrusted = None

    def checkpoint_if_due(self, least: int = 1) -> bool:
        """Write the checkpoint if `least` lines have come since it and nobody else has done it; never raises.

        An interactive session calls it when idle, and a command that had to read 500 lines with `least=500`.
        """
        if self._since < least or self.newer_format or self.damaged:
            return False
        try:
            if not self._journals.there():
                return False
            if self._covered():
                self._since = 0
                return False
            self.checkpoint()
            if least == 1:
                from storage.compact import compact

                compact(self.home, self.locked, most=1)
        except (Problem, OSError):
            return False
        return True

    def close(self) -> None:
        """Let go of open files. Nothing is lost without it."""
        if self._appender is not None:
            self._appender.close()

    def _covered(self) -> bool:
        """Whether the checkpoint on disk already has all that this session has read."""
        try:
            data = read_file(self.path)
        except OSError:
            return False
        there, places = files.places_in(data), self._journals.places()
        covered = all(replica in there and there[replica].n >= place.n for replica, place in places.items())
        return covered and files.verified(data)

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            status = os.stat(self.path)
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _set_aside_foreign(self) -> None:
        """Keep a checkpoint that somebody has changed by hand, or that does not fit the journals."""
        signature = self._signature()
        if signature is None or (signature == self._known and self.distrusted is None):
            return
        from storage.durable import move_aside, set_aside

        broken = os.path.join(self.home.folder, BROKEN)
        try:
            data = read_file(self.path)
        except InTheWay:
            note: dict[str, object] = {"why": "in_the_way", "name": CHECKPOINT}
            move_aside(self.path, broken, CHECKPOINT, note, self.home.modes)
            return
        if files.verified(data) and self.distrusted is None:
            return
        why: dict[str, object] = {"why": self.distrusted or "checkpoint_changed", "length": len(data)}
        set_aside(broken, CHECKPOINT, data, why, self.home.modes)


def _differences(old: Snapshot, new: Snapshot, do: str) -> tuple[Event, ...]:
    """What a rebuilt board shows differently, as events that no line stands for.

    `do` is `went_back` where lines that had been read are not there any more, else `rebuilt`.
    """
    events = []
    for table in {*old.tables, *new.tables}:
        was, now = old.table(table), new.table(table)
        for id in {*was, *now}:
            before, after = was.get(id), now.get(id)
            if before != after:
                shown = after or before or {}
                at, by = str(shown.get("_at", "")), str(shown.get("_by", ""))
                events.append(Event("", at, by, do, None, None, table, id, before, after))
    return tuple(events)
