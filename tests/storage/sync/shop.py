"""A place in memory that keeps lines as the contract says: for tests of what happens on both sides of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from board.errors import Problem
from storage.lines import chain_crc, decode
from storage.sync.base import Batch, Finding, Head, Heads


class Shop:
    """Never changes a line that it has, as the database."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[str, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self.batch = 7
        self.open = True

    def _check(self) -> None:
        if not self.open:
            raise Problem("remote_unreachable")

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        self._check()
        found = {}
        for board, replicas in self.lines.items():
            if boards is None or board in boards:
                found[board] = {
                    r: Head(len(lines), _crc(lines[-1])) for r, lines in replicas.items() if lines
                }
        return found

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        self._check()
        for replica, n in after.items():
            lines = self.lines[board][replica]
            for start in range(n, len(lines), self.batch):
                yield Batch(replica, start + 1, lines[start : start + self.batch])

    def push(self, board: str, batch: Batch) -> None:
        self._check()
        kept = self.lines[board][batch.replica]
        for n, line in enumerate(batch.lines, start=batch.first):
            if n <= len(kept):
                if _crc(kept[n - 1]) != _crc(line):
                    raise Problem("remote_fork", n=n)
            elif n == len(kept) + 1:
                kept.append(line)
            else:
                raise AssertionError("a number was left out")

    def wait(self, seconds: float) -> bool:
        raise AssertionError("nobody waits here")

    def findings(self) -> list[Finding]:
        """Nothing: nobody else keeps anything there."""
        return []

    def wake(self) -> None:
        return

    def close(self) -> None:
        return


def _crc(line: bytes) -> str:
    raw = decode(line)
    assert raw is not None
    return chain_crc(raw, line)
