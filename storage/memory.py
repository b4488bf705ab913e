"""A board that lives in memory only: the same merge and the same lines as on disk, for tests and trials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from board.ports import Clock, Commit, Decide, Event, Line, Snapshot, Unsettled
from storage.cells import Cells, Heads, Touch
from storage.clock import HybridClock
from storage.compose import compose, event_of, worth_writing
from storage.lines import FIRST, Raw, commands, decode, to_line
from storage.unsettled import unsettled


class MemoryStore:
    """The `Store` of board.ports without a file."""

    def __init__(self, clock: Clock, board: str = "board", replica: str = "memory") -> None:
        self.board = board
        self._replica = replica
        self._clock = HybridClock(clock)
        self._cells = Cells()
        self._snapshot = self._cells.snapshot()
        self._lines: dict[str, Line] = {}
        self._raws: list[Raw] = []
        self._last = (0, FIRST)

    @property
    def snapshot(self) -> Snapshot:
        """The board now."""
        return self._snapshot

    def refresh(self) -> tuple[Event, ...]:
        """Nothing ever comes from elsewhere."""
        return ()

    def commit(self, by: str, decide: Decide) -> Commit:
        """Apply what `decide` says."""
        drafts = worth_writing(decide(self._snapshot))
        coded, stamps = compose(self._cells, self._clock, self._replica, by, drafts, *self._last)
        events: list[Event] = []
        for raw in self._commands(coded):
            self._raws.append(raw)
            events += self._merge(raw)
        self._snapshot = self._cells.snapshot()
        return Commit(tuple(events), stamps)

    def _merge(self, raw: Raw) -> list[Event]:
        touched: list[Touch] = []
        self._cells.apply(raw, touched)
        self._lines[raw["t"]] = to_line(raw)
        return [event_of(raw, touch) for touch in touched]

    def _commands(self, coded: list[bytes]) -> Iterator[Raw]:
        parts: list[Raw] = []
        for line in coded:
            raw = decode(line[:-1])
            assert raw is not None
            self._last = (raw["n"], line[-9:-1].decode())
            parts.append(raw)
            if raw.get("part", [1, 1])[1] == len(parts):
                yield from commands(parts)
                parts = []

    def line(self, stamp: str) -> Line | None:
        """The line that carries this stamp, or None."""
        return self._lines.get(stamp)

    def backwards(self, cells: Sequence[str] = (), after: Mapping[str, str] | None = None) -> Iterator[Line]:
        """Every line, newest stamp first, or those asked for: see board.ports."""
        known = after or {}
        return iter(
            [
                line
                for stamp, line in sorted(self._lines.items(), reverse=True)
                if stamp > known.get(stamp.rpartition(".")[2], "")
                and (not cells or any(cell in change.cells for change in line.changes for cell in cells))
            ]
        )

    def load_rest(self) -> None:
        """Everything is loaded."""

    def checkpoint_if_due(self, least: int = 1) -> bool:
        """There is no file to write."""
        return False

    def stamp_of(self, table: str, id: str, cell: str) -> str | None:
        """The stamp of the value that a cell shows now, or None if it was never set."""
        return self._cells.stamp_of(table, id, cell)

    def heads(self, table: str, id: str, cell: str) -> Heads:
        """All values of a cell that nobody has replaced, by stamp."""
        return dict(self._cells.heads(table, id, cell))

    def conflicts(self) -> Unsettled:
        """Everything that waits for a person to settle it."""
        return unsettled(self._cells)

    def receive(self, other: MemoryStore) -> tuple[Event, ...]:
        """Merge what was written on another board in memory, in its order, as sync would bring it."""
        events: list[Event] = []
        for raw in other._raws:
            self._clock.observe(raw["t"])
            events += self._merge(raw)
        self._snapshot = self._cells.snapshot()
        return tuple(events)
