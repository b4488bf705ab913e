"""Lines in PostgreSQL: pulled by version vector, pushed all or none, NOTIFY as a hint and never as the truth."""

from __future__ import annotations

import os
import re
import select
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from board.errors import Problem
from storage.sync.base import BATCH_LINES, Batch, Finding, Head, Heads
from storage.sync.postgres_link import PATIENCE, Link
from storage.sync.postgres_url import conninfo

PING = 1.0
"""Seconds of silence after which the server is asked whether it is there: a hung connection tells nothing itself."""
CHUNK = 512 * 1024
"""Bytes in one statement, halved each time one was late, so that a slow line gets through."""
MOST_HALVED = 5
WELL = 20
"""Statements in a row that were answered in time before a chunk is doubled again."""
PAGE = 5000
"""Heads in one statement."""
ASKED = 32
"""Replicas in one statement."""
MOST_HINTS = 10_000
_HINT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_MARK = """
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, value from tavla.meta where key = 'access'"""
_ALL_HEADS = """
    select board, replica, n, crc from tavla.head
    where (board, replica) > (%s, %s) and (%s::text[] is null or board = any(%s))
    order by board, replica limit %s"""
# The mark and the rows come from one snapshot, so that what it cannot see has this mark or a later one.
_NEW_HEADS = """
    select null as board, null as replica, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, value
    from tavla.meta where key = 'access'
    union all
    select board, replica, n, crc from tavla.head where changed >= %s and (%s::text[] is null or board = any(%s))"""
_OURS = "select hint::text from tavla.board where hint = any(%s::uuid[])"
_PUSH = "select tavla.push(%s, %s, %s, %s)"
_PULL = """
    select place, n, body from (
        select asked.place, line.n, line.body,
            sum(octet_length(line.body)) over (order by asked.place, line.n) - octet_length(line.body) as before
        from unnest(%s::text[], %s::bigint[]) with ordinality as asked (replica, n, place)
        cross join lateral (
            select l.n, l.body from tavla.line l
            where l.board = %s and l.replica = asked.replica and l.n > asked.n
            order by l.n limit %s
        ) as line
    ) as page
    where before < %s
    order by place, n"""


class Postgres:
    """A Transport. One connection, that of the thread which exchanges; `wake` and `close` come from any."""

    def __init__(self, url: str, patience: float = PATIENCE, ping: float = PING) -> None:
        """`patience`: seconds that one answer may take. `ping`: see `PING`.

        Raises:
            Problem: `bad_remote` for a URL that cannot be used, see `postgres_url`.
        """
        self._link = Link(conninfo(url), patience=patience)
        self._ping = ping
        self._slow = 0
        self._well = 0
        self._known: _Known | None = None
        self._heard = 0
        """The connection over which hints have come since the heads were asked for."""
        self._hints = _Hints()
        self._waked = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._waiting = threading.Lock()
        self._waking = threading.Lock()

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        """See Transport. After the first time only what has changed since is asked for."""
        asked = None if boards is None else sorted(boards)
        known, self._known = self._known, None  # what fails half-way is asked for anew
        self._link.connect()
        self._heard = self._link.made
        if (
            known is None
            or known.made != self._link.made
            or known.asked != asked
            or not self._new_heads(known)
        ):
            self._hints.forget()
            known = self._all_heads(asked)
        self._hints.sort(self._link)
        self._known = known
        return {board: dict(heads) for board, heads in known.heads.items()}

    def _all_heads(self, asked: list[str] | None) -> _Known:
        ((mark, access),) = self._link.run(_MARK)
        known = _Known(self._link.made, asked, mark, access)
        place = ("", "")
        while True:
            page = PAGE >> self._slow
            rows = self._run(_ALL_HEADS, (*place, asked, asked, page))
            known.add(rows)
            if len(rows) < page:
                return known
            place = rows[-1][:2]

    def _new_heads(self, known: _Known) -> bool:
        """Bring it up to date, or False where somebody has been granted or refused a board since."""
        rows = self._link.run(_NEW_HEADS, (known.mark, known.asked, known.asked))
        mark = next(row for row in rows if row[0] is None)
        if mark[3] != known.access:
            return False
        known.mark = mark[2]
        known.add(row for row in rows if row[0] is not None)
        return True

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        """See Transport. Between two batches other methods may be called."""
        left = dict(after)
        while left:
            asked = list(left.items())[:ASKED]
            chunk = self._chunk
            rows = self._run(
                _PULL, ([replica for replica, _ in asked], [n for _, n in asked], board, BATCH_LINES, chunk)
            )
            size = 0
            lines: list[list[bytes]] = [[] for _ in asked]
            for place, n, body in rows:
                replica, first = asked[place - 1]
                line = body.encode("utf-8")
                size += len(line)
                if replica in left and n == first + 1 + len(lines[place - 1]):
                    lines[place - 1].append(line)
                else:
                    left.pop(replica, None)
            last = rows[-1][0] if size >= chunk else len(asked) + 1
            for place, (replica, first) in enumerate(asked, 1):
                got = lines[place - 1]
                if place < last and len(got) < BATCH_LINES:
                    left.pop(replica, None)
                elif replica in left:
                    left[replica] = first + len(got)
                if got:
                    yield Batch(replica, first + 1, got)

    def push(self, board: str, batch: Batch) -> None:
        """See Transport. Lines go in chunks of which each is all there or not at all."""
        at = 0
        while at < len(batch.lines):
            chunk, size, end = self._chunk, 0, at
            while end < len(batch.lines) and (end == at or size + len(batch.lines[end]) <= chunk):
                size += len(batch.lines[end])
                end += 1
            try:
                bodies = [line.decode("utf-8") for line in batch.lines[at:end]]
            except UnicodeDecodeError:
                raise Problem("remote_failed", reason="bad_line") from None
            try:
                self._run(_PUSH, (board, batch.replica, batch.first + at, bodies))
            except Problem as problem:
                if problem.code != "remote_fork":
                    # It may be that the server has less than it had, restored behind our back: what is known of it
                    # from before would let every attempt fail alike.
                    self._known = None
                raise
            at = end

    def wait(self, seconds: float) -> bool:
        """See Transport. Without a connection it tries once to get one, and True then means that there is one."""
        end = time.monotonic() + seconds
        with self._waiting:
            up = self._link.up
            try:
                if up:
                    return self._listen(end)
                self._link.connect()
                self._heard = self._link.made
            except Problem:
                if self._link.closed:
                    return False
                if not up:
                    self._woken(end)
                    return False
            # Cut off just now or connected just now: either way something may have been missed.
            return True

    def _listen(self, end: float) -> bool:
        """Wait for a hint. A look at the connection now and then finds out when it is dead."""
        while True:
            if self._hints.news(self._link.notes(), self._link):
                return True
            if self._heard != self._link.made:
                # Connected anew since, without a word: hints may have been missed.
                self._heard = self._link.made
                return True
            pause = min(end, time.monotonic() + self._ping)
            woken, spoken = self._woken(pause, self._link.fileno())
            if woken or time.monotonic() >= end:
                return False
            if not spoken:
                self._link.run("select 1")

    def _woken(self, until: float, fd: int = -1) -> tuple[bool, bool]:
        """Wait for `wake`, and for something to read where there is a connection."""
        watched = select.poll()
        watched.register(self._waked, select.POLLIN)
        if fd >= 0:
            watched.register(fd, select.POLLIN)
        ready = {ready for ready, _ in watched.poll(max(0.0, until - time.monotonic()) * 1000)}
        if self._waked in ready:
            os.eventfd_read(self._waked)
        return self._waked in ready, fd in ready

    def findings(self) -> list[Finding]:
        """Nothing: nobody else keeps anything there."""
        return []

    def wake(self) -> None:
        """See Transport."""
        with self._waking:
            if self._waked >= 0:
                os.eventfd_write(self._waked, 1)

    def close(self) -> None:
        """See Transport. Ends what is under way; nothing more can be asked afterwards."""
        self._link.close()
        self.wake()
        with self._waiting, self._waking:
            if self._waked >= 0:
                os.close(self._waked)
                self._waked = -1

    @property
    def _chunk(self) -> int:
        return CHUNK >> self._slow

    def _run(self, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement that is large, and learn how large it may be."""
        try:
            rows = self._link.run(statement, parameters)
        except Problem as problem:
            if problem.params.get("reason") == "timeout":
                self._slow, self._well = min(self._slow + 1, MOST_HALVED), 0
            raise
        self._well += 1
        if self._well >= WELL:
            self._slow, self._well = max(0, self._slow - 1), 0
        return rows


class _Known:
    """The heads as last seen over one connection."""

    def __init__(self, made: int, asked: list[str] | None, mark: int, access: str) -> None:
        self.made = made
        self.asked = asked
        self.mark = mark
        """No transaction before this one can bring anything new."""
        self.access = access
        self.heads: dict[str, Heads] = {}

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        for board, replica, n, crc in rows:
            self.heads.setdefault(board, {})[replica] = Head(n, crc)


class _Hints:
    """Which notifications concern us: those of boards that we may see."""

    def __init__(self) -> None:
        self._others: set[str] = set()
        self._mine: set[str] = set()
        self._unknown: set[str] = set()

    def news(self, hints: Iterable[str], link: Link) -> bool:
        """Whether one of them is of a board that is ours. Of those never heard before the server is asked here and
        now: an exchange by everybody at the first word of every board is what many hosts cannot afford."""
        told = [hint for hint in hints if hint not in self._others and _HINT.fullmatch(hint) is not None]
        self._unknown.update(hint for hint in told[:MOST_HINTS] if hint not in self._mine)
        self.sort(link)
        return any(hint in self._mine for hint in told) or len(told) > MOST_HINTS

    def sort(self, link: Link) -> None:
        """Ask which of the unknown ones are ours."""
        if self._unknown:
            rows = link.run(_OURS, (sorted(self._unknown),))
            self._mine.update(hint for (hint,) in rows)
            if len(self._others) > MOST_HINTS:
                self._others.clear()
            self._others |= self._unknown - self._mine
            self._unknown.clear()

    def forget(self) -> None:
        """What may be seen has changed."""
        self._others.clear()
        self._mine.clear()
