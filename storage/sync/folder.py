"""Synchronising through a folder that several hosts have: Syncthing, Nextcloud, a file share, sshfs, a stick.

    tavla-remote.json                        says that this is such a place; an unmounted one has no such file
    <writer>/<board>/<replica>/<n>.jsonl     segments of journals, named by the number of their first line

No file is ever written by two hosts: each writes below its own name only. That needs no lock, and no order in which a
sync program carries the files can do harm. A host keeps its own lines there, and those of others that nobody has yet.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from board.errors import Problem
from storage.clock import REPLICA
from storage.durable import is_remote
from storage.redact import Kept
from storage.sync.after_all import AfterAll
from storage.sync.base import Batch, Finding, Heads
from storage.sync.marker import check_marker
from storage.sync.own_files import Modes, OwnJournal, make_folder
from storage.sync.refusals import Refusals
from storage.sync.renewing import renew
from storage.sync.runs import (
    LARGEST,
    Outline,
    Piece,
    Run,
    after,
    board_fits,
    chain,
    crc_at,
    differ,
    head_of,
    lines_in,
    outlines,
)
from storage.sync.tree import (
    Known,
    Leaf,
    Look,
    Stat,
    is_copy,
    number_of,
    open_file,
    open_folder,
    open_root,
    opened,
    read_between,
)
from storage.sync.waiting import SECONDS, Patience, Pause

T = TypeVar("T")
_Journals = dict[tuple[str, str], dict[str, Known]]
"""Replica and writer -> what is known of the files there."""
_Seen = dict[tuple[str, str, str, str], Stat]
"""Writer, board, replica and name of every file -> what it looked like."""
INTERVAL = 1.0
_AFTER_HINT = 0.02
_MOST_HINTS = 2000


class _Place(NamedTuple):
    run: Run
    writer: str
    name: str


class FolderTransport:
    """A shared folder.

    `writer` is the name below which this host writes: its replica id, or what gives it. A host that gets a new
    replica id, because another has the same one, so gets a new place to write too. Lines of that replica are kept
    even where another host has them too. `patience` is how many seconds the folder may be without an answer.
    """

    def __init__(
        self,
        path: str,
        writer: str | Callable[[], str],
        patience: float = SECONDS,
        interval: float = INTERVAL,
    ) -> None:
        self.path = path
        self._writer = writer
        self._patience = Patience(patience)
        self._interval = interval
        self._boards: dict[str, _Journals] = {}
        self._dead: dict[tuple[str, str, str], set[str]] = {}
        self._findings: dict[str, str] = {}
        self._looked_at: Sequence[str] | None = None
        self._seen: _Seen | None = None
        self._pause = Pause()

    @property
    def writer(self) -> str:
        """The name below which this host writes."""
        writer = self._writer if isinstance(self._writer, str) else self._writer()
        if REPLICA.fullmatch(writer) is None:
            raise ValueError(writer)
        return writer

    # the contract

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        """How far each journal goes there without a gap, all writers' files taken together."""
        return self._call(partial(self._heads, boards))

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        """Lines after these numbers. Where the folder has two versions of a journal, the longer one's."""
        if not board_fits(board):
            return
        for replica, plan in self._call(partial(self._plan, board, after)).items():
            yield from self._batches(board, replica, plan)

    def push(self, board: str, batch: Batch) -> None:
        """Keep lines below our own name, durably."""
        if not board_fits(board) or REPLICA.fullmatch(batch.replica) is None:
            raise Problem("remote_failed", reason="bad_name")
        try:
            seen = outlines(batch)
        except ValueError:
            raise Problem("remote_failed", reason="bad_line") from None
        if seen:
            self._call(partial(self._push, self.writer, board, batch, seen))

    def renew(self, kept: Kept | AfterAll) -> int:
        """Put into our own files what stands here in place of their lines; how many. See storage.sync.renewing."""

        def work() -> int:
            with self._root() as root:
                return renew(root, self.writer, kept, self._patience.tick)

        return self._call(work)

    def wait(self, seconds: float) -> bool:
        """Return when files are other than at the last `heads`: at once where the system tells, else within 1 s."""
        with self._pause.waiting():
            return self._wait(seconds)

    def wake(self) -> None:
        """Let `wait` return at once. From any thread."""
        self._pause.wake()

    def close(self) -> None:
        """Let go of what is open. From any thread."""
        self._pause.close()

    def findings(self) -> list[Finding]:
        """What the last `heads` saw in the folder that a person may want to know."""
        return [Finding(name, code) for name, code in sorted(self._findings.items())]

    # looking

    def _call(self, work: Callable[[], T]) -> T:
        def told() -> T:
            with Refusals():
                return work()

        return self._patience.call(told)

    @contextlib.contextmanager
    def _root(self) -> Iterator[int]:
        root = open_root(self.path)
        try:
            check_marker(root)
            self._patience.tick()
            yield root
        finally:
            os.close(root)

    def _heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        with self._root() as root:
            look, seen = self._refresh(root, boards)
        self._seen, self._looked_at = seen, boards
        found: dict[str, Heads] = {}
        for board in self._boards if boards is None else boards:
            heads = {}
            for replica, places in self._places(board).items():
                pieces = chain([place.run for place in places])
                head = head_of(pieces)
                if head is not None:
                    heads[replica] = head
                    self._compare(board, replica, places, pieces, look)
            if heads:
                found[board] = heads
        self._findings = look.findings
        return found

    def _refresh(self, root: int, boards: Sequence[str] | None) -> tuple[Look, _Seen]:
        """Read what has come to these boards since last time."""
        wanted = None if boards is None else {board for board in boards if board_fits(board)}
        look = Look(root, wanted, self._patience.tick)
        fresh: dict[str, _Journals] = {board: {} for board in wanted or ()}
        seen: _Seen = {}
        for leaf in look.leaves():
            journals = self._boards.get(leaf.board, {})
            files = self._read(leaf, journals.get((leaf.replica, leaf.writer), {}), look, seen)
            fresh.setdefault(leaf.board, {})[leaf.replica, leaf.writer] = files
        if wanted is None:
            self._boards = fresh
        else:
            self._boards.update(fresh)
        return look, seen

    def _read(self, leaf: Leaf, old: dict[str, Known], look: Look, seen: _Seen) -> dict[str, Known]:
        files = {}
        for name, stat, fd in opened(leaf, look, lambda name, stat: name in old and old[name].settled(stat)):
            known = old.get(name) or Known(number_of(name) or 0)
            path = f"{leaf.path}/{name}"
            if fd is not None:
                try:
                    known.read(fd, self._patience.tick)
                except OSError as error:
                    look.excuse(error, path)
                    continue
            if known.stat is not None:
                stat = known.stat
            if stat[1] > LARGEST:
                look.tell(path, "too_large")
            elif known.run.good < stat[1]:
                look.tell(path, "half_there")
            files[name] = known
            seen[leaf.writer, leaf.board, leaf.replica, name] = stat
        return files

    def _places(self, board: str) -> dict[str, list[_Place]]:
        """The files of each replica's journal, those that count most first."""
        found: dict[str, list[_Place]] = {}
        for (replica, writer), files in self._boards.get(board, {}).items():
            places = found.setdefault(replica, [])
            places += [_Place(known.run, writer, name) for name, known in files.items()]
        for replica, places in found.items():
            places.sort(key=lambda place: (is_copy(place.name), place.writer != replica, place[1:]))
        return found

    def _compare(
        self, board: str, replica: str, places: list[_Place], pieces: list[Piece], look: Look
    ) -> None:
        """Tell of files that have other lines than the journal that counts."""
        for run, writer, name in places:
            n = min(run.last, pieces[-1].last)
            if run.has(n) and differ(run.crc(n), crc_at(pieces, n) or 0):
                look.tell(f"{writer}/{board}/{replica}/{name}", "two_versions")

    # pulling

    def _plan(self, board: str, numbers: Mapping[str, int]) -> dict[str, list[tuple[Piece, _Place]]]:
        with self._root() as root:
            self._refresh(root, [board])
        plans = {}
        for replica, places in self._places(board).items():
            if replica in numbers:
                of = {id(place.run): place for place in places}
                pieces = after([place.run for place in places], numbers[replica])
                plans[replica] = [(piece, of[id(piece.run)]) for piece in pieces]
        return plans

    def _batches(self, board: str, replica: str, plan: list[tuple[Piece, _Place]]) -> Iterator[Batch]:
        for piece, place in plan:
            n = piece.first
            while n <= piece.last:
                lines = self._call(partial(self._lines, board, replica, place, n, piece.last))
                if not lines:
                    return
                yield Batch(replica, n, lines)
                n += len(lines)

    def _lines(self, board: str, replica: str, place: _Place, n: int, last: int) -> list[bytes]:
        start, end = place.run.span(n, last)
        data = b""
        with self._root() as root, contextlib.suppress(FileNotFoundError):
            folder = open_folder(root, place.writer, board, replica)
            try:
                fd = open_file(folder, place.name)
            finally:
                os.close(folder)
            try:
                data = read_between(fd, start, end, self._patience.tick)
            finally:
                os.close(fd)
        lines = lines_in(data, n)
        if not lines:
            # The file is another one by now: read it anew next time.
            files = self._boards.get(board, {}).get((replica, place.writer), {})
            files.pop(place.name, None)
        return lines[: last - n + 1]

    # pushing

    def _push(self, writer: str, board: str, batch: Batch, seen: list[Outline]) -> None:
        replica = batch.replica
        with self._root() as root:
            look, _ = self._refresh(root, [board])
            for path, error in look.failed.items():
                if path.partition("/")[0] == writer:
                    # What we wrote is there but cannot be read now: not to be taken for nothing.
                    raise error
            wanted = self._wanted(writer, board, batch, seen)
            if not wanted:
                return
            modes = Modes.of(root)
            files = self._boards.setdefault(board, {}).setdefault((replica, writer), {})
            dead = self._dead.setdefault((writer, board, replica), set())
            folder = make_folder(root, modes, writer, board, replica)
            try:
                journal = OwnJournal(folder, files, modes, self._patience, dead)
                for first, lines in wanted:
                    journal.append(first, lines)
            finally:
                os.close(folder)
            if not journal.sure:
                self._refresh(root, [board])
                if self._wanted(writer, board, batch, seen):
                    raise Problem("remote_failed", reason="changed")
        if self._seen is not None:
            for name, known in files.items():
                if known.stat is not None:
                    self._seen[writer, board, replica, name] = known.stat

    def _wanted(
        self, writer: str, board: str, batch: Batch, seen: list[Outline]
    ) -> list[tuple[int, list[bytes]]]:
        """The lines of a batch that are to be written, where they are consecutive together.

        Raises:
            Problem: `remote_fork`.
        """
        places = self._places(board).get(batch.replica, [])
        pieces = chain([place.run for place in places])
        mine = [place.run for place in places if place.writer == writer and not is_copy(place.name)]
        before = Outline(seen[0].n - 1, 0, seen[0].before)
        wanted: list[tuple[int, list[bytes]]] = []
        for line, (n, _, crc) in zip([None, *batch.lines], [before, *seen], strict=True):
            there = crc_at(pieces, n)
            here = [run.crc(n) for run in mine if run.has(n)]
            if any(differ(crc, other) for other in (*here, *([] if there is None else [there]))):
                raise Problem("remote_fork", n=n)
            if line is None or here or (there is not None and batch.replica != writer):
                continue
            if wanted and wanted[-1][0] + len(wanted[-1][1]) == n:
                wanted[-1][1].append(line)
            else:
                wanted.append((n, [line]))
        return wanted

    # waiting

    def _wait(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        pause = 0.0
        while not self._pause.rest(min(pause, end - time.monotonic())):
            began = time.monotonic()
            news, folders = self._call(self._news)
            if news:
                return True
            now = time.monotonic()
            pause = 0.0
            if self._hint(folders):
                continue  # what came before the system was asked to tell is not told
            # A slow share is asked less often, so that asking does not fill its line.
            longest = max(self._interval, 4 * (now - began))
            if now >= end or self._pause.wait(min(longest, end - now)):
                return False
            pause = _AFTER_HINT
        return False

    def _news(self) -> tuple[bool, list[str]]:
        """Whether any file is other than at the last `heads`, and which folders there are."""
        boards = self._looked_at
        with self._root() as root:
            look = Look(root, boards, self._patience.tick)
            seen = {
                (leaf.writer, leaf.board, leaf.replica, name): stat
                for leaf in look.leaves()
                for name, stat, _ in opened(leaf, look, lambda _name, _stat: True)
            }
        if self._seen is None:
            self._seen = seen
        return seen != self._seen, look.folders

    def _hint(self, folders: list[str]) -> bool:
        """Let the system tell of changes where it can; whether it has more to watch now.

        A share does not tell what other hosts do.
        """
        if len(folders) > _MOST_HINTS or is_remote(self.path):
            return False
        return self._pause.watch([self.path, *(os.path.join(self.path, folder) for folder in folders)])
