"""Where the lines of a file lie, and how files that hold parts of one journal make one: shared by folder and bundle.

Nothing here knows what a line means. A line counts where it is whole, its number is the next and it names the line
before it; at the first one that does not, the file ends as far as we are concerned, until it has changed.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from board.ids import SLUG
from storage.journal import SUFFIX
from storage.lines import chain_crc, decode, sound
from storage.sync.base import BATCH_BYTES, BATCH_LINES, Batch, Head
from storage.workspace import ORG

SEGMENT = re.compile(rf"([0-9]{{12}}){re.escape(SUFFIX)}")
"""The name of a segment: the number of its first line."""
SEGMENT_BYTES = 1024 * 1024
"""A segment longer than this is not appended to, so that a program that ships whole files has little to ship."""
LARGEST = 8 * 1024 * 1024
"""No longer file is read."""
LAST_NUMBER = 10**12 - 1
_UNKNOWN = -1
_START = re.compile(rb'\{"n":([1-9][0-9]{0,11}),"p":"([0-9a-f]{8})"')
_CRC = re.compile(r"[0-9a-f]{8}")


def board_fits(name: str) -> bool:
    """Whether a name can be a board's."""
    return name == ORG or SLUG.fullmatch(name) is not None


class Outline(NamedTuple):
    """What ties a line to those around it: its number, what it names as the one before it, what names it."""

    n: int
    before: int
    crc: int


def outline(line: bytes) -> Outline | None:
    """The outline of a line without its LF; None where it is not a whole line."""
    start = _START.match(line)
    if start is not None and b'"gone":' not in line:
        # Nearly every line there is: no need to read the rest of its JSON, which whoever takes it in does.
        return Outline(int(start[1]), int(start[2], 16), int(line[-8:], 16)) if sound(line) else None
    raw = decode(line)
    if raw is None or not 0 < raw["n"] <= LAST_NUMBER or _CRC.fullmatch(raw["p"]) is None:
        return None
    crc = chain_crc(raw, line)
    known = _CRC.fullmatch(crc) is not None
    return Outline(raw["n"], int(raw["p"], 16), int(crc, 16) if known else _UNKNOWN)


def differ(one: int, other: int) -> bool:
    """Whether two checksums are known to be of different lines."""
    return one != other and _UNKNOWN not in (one, other)


class Run:
    """The consecutive lines at the beginning of a file. `good` is how many of its bytes they take."""

    __slots__ = ("before", "crcs", "ending", "first", "good", "starts")

    def __init__(self, first: int) -> None:
        self.first = first
        self.before = _UNKNOWN
        self.crcs = array("q")
        self.starts = array("I")
        self.ending = b""
        self.good = 0

    @property
    def last(self) -> int:
        """The last line's number, or the one before the first."""
        return self.first + len(self.crcs) - 1

    def crc(self, n: int) -> int:
        """What names line `n`, or what the first line names as the one before it; -1 where that is not known."""
        if n == self.first - 1:
            return self.before
        return self.crcs[n - self.first] if self.first <= n <= self.last else _UNKNOWN

    def has(self, n: int) -> bool:
        return self.first <= n <= self.last

    def extend(self, data: bytes) -> None:
        """Take in what lies in the file behind `good`."""
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            seen = outline(data[start:end])
            if seen is None or not self._next(seen, self.good + start):
                break
            self.ending = data[end - 9 : end + 1]
            start = end + 1
        self.good += start

    def _next(self, seen: Outline, start: int) -> bool:
        if not self.crcs:
            if seen.n != self.first:
                return False
            self.before = seen.before
        elif seen.n == self.last and seen.crc == self.crcs[-1]:
            return True  # appended twice after a crash: one line
        elif seen.n != self.last + 1 or differ(seen.before, self.crcs[-1]):
            return False
        self.crcs.append(seen.crc)
        self.starts.append(start)
        return True

    def ends_as(self, data: bytes) -> bool:
        """Whether these bytes, which stand in the file before `good`, end as its lines did when they were read."""
        return bool(self.ending) and data.endswith(self.ending)

    def span(self, n: int, last: int) -> tuple[int, int]:
        """Where the lines from `n` lie that go into one batch: the first byte and the one after the last."""
        index = n - self.first
        start = self.starts[index]
        stop = min(last, n + BATCH_LINES - 1) - self.first + 1
        while True:
            end = self.starts[stop] if stop < len(self.starts) else self.good
            if end - start <= BATCH_BYTES or stop == index + 1:
                return start, end
            stop = index + max((stop - index) // 2, 1)


def lines_in(data: bytes, n: int) -> list[bytes]:
    """The lines in some bytes, the first with number `n`, up to the first that is not what it should be."""
    found: list[bytes] = []
    for line in data.split(b"\n")[:-1]:
        seen = outline(line)
        if seen is not None and found and seen.n == n + len(found) - 1:
            continue
        if seen is None or seen.n != n + len(found):
            break
        found.append(line)
    return found


class Piece(NamedTuple):
    """The lines from `first` to `last` are to be taken from this run."""

    run: Run
    first: int
    last: int


def follow(runs: Sequence[Run], n: int, crc: int) -> Iterator[Piece]:
    """The lines after number `n`, which is named `crc` (-1: unknown), through all runs; those first in line first."""
    while True:
        best: Run | None = None
        for run in runs:
            if run.has(n + 1) and not differ(run.crc(n), crc) and (best is None or run.last > best.last):
                best = run
        if best is None:
            return
        yield Piece(best, n + 1, best.last)
        n, crc = best.last, best.crcs[-1]


def chain(runs: Sequence[Run]) -> list[Piece]:
    """The whole journal from its first line, as far as it goes without a gap."""
    return list(follow(runs, 0, 0))


def after(runs: Sequence[Run], n: int) -> list[Piece]:
    """The lines after number `n`: of the whole journal where that goes so far, else of whatever there is."""
    pieces = [Piece(run, max(first, n + 1), last) for run, first, last in chain(runs) if last > n]
    return pieces if pieces and pieces[0].first == n + 1 else list(follow(runs, n, _UNKNOWN))


def head_of(pieces: Sequence[Piece]) -> Head | None:
    """The last line of a journal."""
    if not pieces:
        return None
    run, _, last = pieces[-1]
    crc = run.crc(last)
    return Head(last, f"{crc:08x}" if crc >= 0 else "")


def crc_at(pieces: Sequence[Piece], n: int) -> int | None:
    """What names line `n` of a journal; None where it has no such line."""
    for run, first, last in pieces:
        if first <= n <= last:
            return run.crc(n)
    return None


def outlines(batch: Batch) -> list[Outline]:
    """The outlines of a batch that is to be kept.

    Raises:
        ValueError: something that is not a whole line with the number that the batch gives it.
    """
    found: list[Outline] = []
    for n, line in enumerate(batch.lines, batch.first):
        seen = None if b"\n" in line else outline(line)
        if seen is None or seen.n != n or (found and differ(seen.before, found[-1].crc)):
            raise ValueError(n)
        found.append(seen)
    return found
