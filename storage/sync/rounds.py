"""One exchange with one other place: what it has and we lack comes in, what we have and it lacks goes out."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from board.errors import Problem
from board.ids import SLUG
from storage.clock import REPLICA
from storage.forks import branch, fork_point
from storage.journal import first_line
from storage.lines import FIRST, Raw, chain_crc, decode, erased
from storage.look import about_board
from storage.redact import forget, kept_without, looked_at
from storage.sync.after_all import taken_after_all
from storage.sync.base import BATCH_LINES, Batch, Head, Heads, Transport
from storage.sync.beyond import Use, beyond, uses
from storage.sync.intake import Said, heal, held, take
from storage.sync.shelf import Shelf
from storage.sync.untrusted import JUDGE, legible
from storage.unsettled import begun_twice, made_one
from storage.workspace import ORG, Workspace

ASK_AGAIN = 3600.0
"""Seconds after which a place is asked once more for a line that was refused and that it did not have."""
AT_ONCE = 20_000
"""Lines of one replica and board taken in one round; so one that floods cannot keep the others waiting."""
MOST_BOARDS = 10_000
_OF_ALL = frozenset({"remote_unreachable", "disk_full"})
"""What fails for every board alike: then the others are not tried."""


@dataclass
class Report:
    """What one exchange did."""

    received: int = 0
    sent: int = 0
    boards_made: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    sent_to: dict[str, int] = field(default_factory=dict)
    """How far this host's own journals are there, as `replica/board`."""
    more: bool = False
    """There is more to fetch: the next round should follow at once."""


class Syncing:
    """A workspace's side of all its exchanges; remembers how far it has read between them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._shelves: dict[str, Shelf] = {}
        self._settled: dict[tuple[str, str], Head] = {}
        self._healed: dict[tuple[str, str], Head] = {}
        self._asked: dict[tuple[str, str], float] = {}
        self._branched: dict[tuple[str, str], int] = {}
        self._looked = False
        self._renewed: tuple[Transport, float] | None = None

    def boards(self) -> list[str]:
        """The boards that are here, the organisation first: the others name its people."""
        return [ORG, *self.workspace.board_ids()] if self.workspace.exists else []

    def shelf(self, board: str) -> Shelf:
        """A board's journals, read up to now."""
        if board not in self._shelves:
            self._shelves[board] = Shelf(self.workspace.home(board))
        shelf = self._shelves[board]
        shelf.refresh()
        return shelf

    def unsent(self, sent_to: Mapping[str, int]) -> int:
        """How many lines this host has written that a place lacks which has so many (`Report.sent_to`)."""
        mine = self.workspace.known_replica()
        count = 0
        for board in self.boards() if mine is not None else ():
            here = self.shelf(board).heads().get(mine or "")
            count += max(here.n - sent_to.get(f"{mine}/{board}", 0), 0) if here is not None else 0
        return count

    def exchange(self, transport: Transport, report: Report | None = None) -> Report:
        """Bring both sides to the same lines, as far as both are well. A board that is refused keeps no other waiting.

        Raises:
            Problem: the place cannot be reached, or a local storage code; the first of them. What was done is done,
                and stands in the report.
        """
        report = report or Report()
        there = transport.heads(None)
        found = [found for found in transport.findings() if found.code != "half_there"]
        report.said += [Said(f"there_{code}", "", "", 0, name) for name, code in found]
        failed: Problem | None = None
        for board in self._wanted(there, report):
            heads = {r: head for r, head in there.get(board, {}).items() if REPLICA.fullmatch(r)}
            try:
                self._exchange_board(transport, board, heads, report)
            except Problem as problem:
                if problem.code in _OF_ALL:
                    raise
                failed = failed or problem
        self._forget(transport, report)
        if failed is not None:
            raise failed
        return report

    def _forget(self, transport: Transport, report: Report) -> None:
        """Whom others have forgotten, and what has come of those whom we have. A place that has files of ours is rid of
        it, too; in a database that is its operator's."""
        if report.received or not self._looked:
            forget(self.workspace)
            self._looked = True
        healed = sum(word.code == "taken_after_all" for word in report.said)
        now = (transport, looked_at(self.workspace))
        renew = getattr(transport, "renew", None)
        if renew is not None and (now != self._renewed or healed):
            for kept in (kept_without(self.workspace), taken_after_all(map(self.shelf, self.boards()))):
                if kept.lines:
                    renew(kept)
            self._renewed = now

    def _exchange_board(self, transport: Transport, board: str, there: Heads, report: Report) -> None:
        shelf = self.shelf(board)
        self._heal(transport, shelf, there, report)
        self._pull(transport, shelf, there, report)
        self._branch_out(shelf, report)
        self._push(transport, shelf, there, report)

    def _wanted(self, there: Iterable[str], report: Report) -> list[str]:
        """All boards of both sides, those made that are not here yet."""
        here = self.boards()
        fresh = sorted(board for board in there if board not in here and SLUG.fullmatch(board))
        for board in fresh[: max(MOST_BOARDS - len(here), 0)]:
            self.workspace.create_board(board)
            report.boards_made.append(board)
        if ORG in there and not here:
            self.workspace.create()
        return self.boards()

    def _pull(self, transport: Transport, shelf: Shelf, there: Heads, report: Report) -> None:
        here = shelf.heads()
        after: dict[str, int] = {}
        forked = []
        for replica, head in sorted(there.items()):
            mine = here.get(replica, Head(0, FIRST))
            end = shelf.end(replica)
            if end is not None and head.n >= end:
                forked.append(replica)
            if head.n > mine.n and (end is None or mine.n < end - 1):
                after[replica] = mine.n
            elif head.n == mine.n and head.crc and mine.crc and head.crc != mine.crc:
                forked.append(replica)
        counts = dict.fromkeys(after, 0)
        used: list[Use] = []
        flooded = True
        while flooded and after:
            flooded = False
            for batch in transport.pull(shelf.board, dict(after)):
                if batch.replica not in after:
                    continue
                counts[batch.replica] += len(batch.lines)
                if counts[batch.replica] > AT_ONCE:
                    # The others' lines are asked for once more without those of this one.
                    del after[batch.replica]
                    report.more = flooded = True
                    break
                taken = take(shelf, batch)
                after[batch.replica] = max(after[batch.replica], shelf.place(batch.replica).n)
                report.received += taken.lines
                report.said += taken.said
                if taken.lines:
                    used += uses(shelf.board, batch.replica, batch.lines)
                if taken.forked:
                    forked.append(batch.replica)
        for replica in dict.fromkeys(forked):
            self._settle_fork(transport, shelf, replica, there[replica], report)
        report.said += beyond(self.workspace, used)
        self._tell_of_two_beginnings(shelf, [replica for replica in there if replica not in here], report)

    def _tell_of_two_beginnings(self, shelf: Shelf, fresh: list[str], report: Report) -> None:
        """A board that was begun at two places under one id has become one board: nobody may have wanted that."""
        if any(_begins(shelf, replica) for replica in fresh):
            begun = [replica for replica in shelf.heads() if _begins(shelf, replica)]
            board = self.workspace.board(shelf.board) if len(begun) > 1 else None
            if board is not None and begun_twice(board.conflicts()) and not made_one(*about_board(board)):
                report.said.append(Said("begun_twice", shelf.board, begun[0], len(begun)))

    def _push(self, transport: Transport, shelf: Shelf, there: Heads, report: Report) -> None:
        """Send what the place lacks. One journal that is refused keeps no other waiting."""
        failed: Problem | None = None
        for replica, mine in sorted(shelf.heads().items()):
            head = there.get(replica, Head(0, FIRST))
            try:
                known = shelf.crc_at(replica, head.n) if head.n <= mine.n else None
                same = not (head.crc and known and head.crc != known)
                self._note_sent(shelf, replica, min(head.n, mine.n) if same else 0, report)
                if head.n >= mine.n:
                    continue
                if not same:
                    raise Problem("remote_fork", n=head.n)
                for batch in shelf.batches(replica, head.n):
                    transport.push(shelf.board, batch)
                    report.sent += len(batch.lines)
                    self._note_sent(shelf, replica, batch.first + len(batch.lines) - 1, report)
            except Problem as problem:
                if problem.code in _OF_ALL:
                    raise
                if problem.code != "remote_fork":
                    failed = failed or problem
                    continue
                self._settle_fork(transport, shelf, replica, head, report)
                report.more = True
        if failed is not None:
            raise failed

    def _note_sent(self, shelf: Shelf, replica: str, n: int, report: Report) -> None:
        """Note how far our own journal is there."""
        if replica == self.workspace.known_replica():
            report.sent_to[f"{replica}/{shelf.board}"] = n
            if not n:
                del report.sent_to[f"{replica}/{shelf.board}"]

    # forks

    def _settle_fork(
        self, transport: Transport, shelf: Shelf, replica: str, head: Head, report: Report
    ) -> None:
        """Let both versions of a replica live on as branches, once for every line that comes under its name."""
        if self._settled.get((shelf.board, replica)) == head:
            return
        theirs = _sound(transport.pull(shelf.board, {replica: 0}), replica)
        at = self._first_difference(shelf, replica, theirs)
        if at is not None:
            mine = [line for _, line in shelf.lines(replica, at - 1, beyond_end=True)]
            # Ours first: the mark that comes with either lets ours be read under its new name only.
            new = [line for raw, line in theirs if raw["n"] >= at]
            for lines, ours in ((mine, True), (new, False)):
                self._take_branch(shelf, replica, at, lines, report, ours)
            if replica == self.workspace.known_replica():
                with held(shelf):
                    self.workspace.new_replica()
        self._settled[shelf.board, replica] = head

    def _branch_out(self, shelf: Shelf, report: Report) -> None:
        """See that what stands here under the name of a replica that ended is in its branch."""
        for replica in shelf.ended_replicas():
            size = shelf.size(replica)
            if self._branched.get((shelf.board, replica)) == size:
                continue
            at = min(shelf.branches(replica).values())
            lines = [line for _, line in shelf.lines(replica, at - 1, beyond_end=True)]
            self._take_branch(shelf, replica, at, lines, report, ours=True)
            self._branched[shelf.board, replica] = size

    def _take_branch(
        self, shelf: Shelf, replica: str, at: int, lines: list[bytes], report: Report, ours: bool
    ) -> None:
        if not lines:
            return
        id, written = branch(replica, at, lines)
        here = list(shelf.lines(id, 0, beyond_end=True))
        ends = list(shelf.branches(id).values())
        for index, ((_, line), other) in enumerate(zip(here, written, strict=False)):
            if line != other:
                ends.append(fork_point([raw for raw, _ in here[:index]], index + 1))
                break
        if ends:
            # Three that wrote as one: two of them agreed up to here, and their branch ends in its turn.
            for version, known_here in ((written, ours), ([line for _, line in here], True)):
                self._take_branch(shelf, id, min(ends), version[min(ends) - 1 :], report, known_here)
            return
        known = len(here)
        took = 0
        for start in range(known, len(written), BATCH_LINES):
            taken = take(shelf, Batch(id, start + 1, written[start : start + BATCH_LINES]), ours)
            took += taken.lines
            report.said += taken.said
        report.received += took
        if took:
            report.said.append(Said("forked", shelf.board, replica, at))

    def _first_difference(self, shelf: Shelf, replica: str, theirs: list[tuple[Raw, bytes]]) -> int | None:
        """The number from which a replica no longer counts, seen from both versions; None where they agree."""
        ends = list(shelf.branches(replica).values())
        before: list[Raw] = []
        ours = shelf.lines(replica, 0, beyond_end=True)
        for (raw, line), (other, their) in zip(ours, theirs, strict=False):
            if "" not in (crcs := (chain_crc(raw, line), chain_crc(other, their))) and crcs[0] != crcs[1]:
                ends.append(fork_point(before, raw["n"]))
                break
            before.append(raw)
        return min(ends, default=None)

    # healing

    def _heal(self, transport: Transport, shelf: Shelf, there: Heads, report: Report) -> None:
        """Put back lines that were damaged here, or refused by other rules than today's, and that the place has."""
        damaged, refused = shelf.damaged_replicas(), shelf.refused_before(JUDGE)
        for replica in dict.fromkeys([*damaged, *refused]):
            tried = self._healed.get((shelf.board, replica))
            # For what was refused now and then is enough: a host that takes a line in puts it where it had put what
            # stood for it.
            if (
                replica not in damaged
                and tried
                and self._asked.get((shelf.board, replica), 0) > time.monotonic()
            ):
                continue
            if replica not in there or (tried == there[replica] and replica in damaged):
                continue
            self._asked[shelf.board, replica] = time.monotonic() + ASK_AGAIN
            if replica not in damaged and not _has(transport, shelf.board, replica, refused[replica]):
                self._healed[shelf.board, replica] = there[replica]
                continue
            theirs = _sound(transport.pull(shelf.board, {replica: 0}), replica)
            healed = heal(shelf, replica, theirs)
            if healed:
                code = "healed" if replica in damaged else "taken_after_all"
                report.said.append(Said(code, shelf.board, replica, healed))
            if refused.get(replica, {0}) <= {raw["n"] for raw, _ in theirs if not erased(raw)}:
                shelf.judged_again(replica, JUDGE)
            self._healed[shelf.board, replica] = there[replica]


def _begins(shelf: Shelf, replica: str) -> bool:
    """Whether a replica's first line began the board."""
    line = first_line(os.path.join(shelf.folder, replica))
    return line is not None and line.get("do") == "init"


def _has(transport: Transport, board: str, replica: str, numbers: Collection[int]) -> bool:
    """Whether a place has one of these lines itself, and not only what stands for it: the journal need not be fetched
    for nothing, again and again."""
    seen = 0
    for n in sorted(numbers):
        batch = next(transport.pull(board, {replica: n - 1}), None) if n > seen else None
        for line in batch.lines if batch is not None else ():
            raw = decode(line) if legible(line) else None
            if raw is None:
                break
            seen = raw["n"]
            if seen in numbers and not erased(raw):
                return True
    return False


def _sound(batches: Iterator[Batch], replica: str) -> list[tuple[Raw, bytes]]:
    """The lines of one replica from its first on, as far as they are whole and chained."""
    lines: list[tuple[Raw, bytes]] = []
    crc = FIRST
    for batch in batches:
        for line in batch.lines if batch.replica == replica else ():
            raw = decode(line) if legible(line) else None
            if raw is None or raw["n"] != len(lines) + 1 or (crc and raw["p"] != crc):
                return lines
            crc = chain_crc(raw, line)
            lines.append((raw, line))
    return lines
