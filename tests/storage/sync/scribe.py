"""Somebody who writes lines of a journal, and somebody who reads a remote place as an exchange does."""

from __future__ import annotations

from storage.clock import base36
from storage.lines import FIRST, decode, encode
from storage.sync.base import Batch, Head, Transport


class Scribe:
    """A replica's journal of one board in memory. `start` is where its clock stands, so that clones can differ."""

    def __init__(self, replica: str, start: int = 1_700_000_000_000) -> None:
        self.replica = replica
        self.lines: list[bytes] = []
        self._crc = FIRST
        self._now = start

    def write(self, count: int = 1, text: str = "Rullatorn står fel") -> Scribe:
        for _ in range(count):
            self._now += 1
            head = {
                "t": f"{base36(self._now, 9)}.00.{self.replica}",
                "at": "2026-11-22T03:40:01+01:00",
                "by": "p1",
                "do": "set",
                "why": None,
                "undoes": None,
            }
            ch = [["cards", str(1000 + len(self.lines) % 7), {"title": f"{text} {len(self.lines)}"}]]
            lines, self._crc = encode(head, ch, len(self.lines) + 1, self._crc)
            self.lines += [line[:-1] for line in lines]
        return self

    def clone(self, start: int) -> Scribe:
        """What another machine writes that was copied from this one."""
        other = Scribe(self.replica, start)
        other.lines, other._crc = list(self.lines), self._crc
        return other

    def batch(self, first: int = 1, last: int | None = None) -> Batch:
        return Batch(self.replica, first, self.lines[first - 1 : last])

    @property
    def head(self) -> Head:
        return Head(len(self.lines), self._crc)


def send(transport: Transport, scribe: Scribe, board: str = "ett") -> int:
    """Push what the place lacks, as an exchange does: how many lines."""
    there = transport.heads([board]).get(board, {}).get(scribe.replica, Head(0, FIRST)).n
    batch = scribe.batch(there + 1)
    if batch.lines:
        transport.push(board, batch)
    return len(batch.lines)


def read(transport: Transport, board: str = "ett", after: int = 0) -> dict[str, list[bytes]]:
    """All lines of all replicas that the place tells of."""
    heads = transport.heads(None).get(board, {})
    found: dict[str, list[bytes]] = {replica: [] for replica in heads}
    for replica, first, lines in transport.pull(board, dict.fromkeys(heads, after)):
        assert first == after + len(found[replica]) + 1
        found[replica] += lines
    return found


def whole(transport: Transport, *scribes: Scribe, board: str = "ett") -> bool:
    """Whether the place has exactly what these have written."""
    return read(transport, board) == {scribe.replica: scribe.lines for scribe in scribes}


def numbers(lines: list[bytes]) -> list[int]:
    found = [decode(line) for line in lines]
    return [raw["n"] for raw in found if raw is not None]
