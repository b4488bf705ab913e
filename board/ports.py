"""What the domain needs from outside: a store that keeps documents, a clock, a source of ids.

A board is a set of tables of documents, exactly as the store's format has them. A document is a plain mapping,
so that what a newer version wrote survives being read and written by this one; `model` gives the typed views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeAlias

Doc: TypeAlias = Mapping[str, Any]
"""One document's fields. A set is a sorted list, a map a dict; a field that is not there is not there."""

Clock: TypeAlias = Callable[[], datetime]
"""Gives the time now, with offset."""


class Change(NamedTuple):
    """Cells of one document to set. A key is a field, or `field/element` of a set or map; None clears it."""

    table: str
    id: str
    cells: dict[str, Any]


class Draft(NamedTuple):
    """What a command wants written: one line of the journal, whole or not at all.

    beside: what earlier drafts of the same commit set in the same cells is not replaced. They are versions that
    somebody is to choose between.
    """

    do: str
    changes: tuple[Change, ...]
    why: str | None = None
    undoes: str | None = None
    beside: bool = False


class Event(NamedTuple):
    """What happened to one document, the same whether a key, a command or another machine caused it."""

    stamp: str
    at: str
    by: str
    do: str
    why: str | None
    undoes: str | None
    table: str
    id: str
    before: Doc | None
    after: Doc | None


class Line(NamedTuple):
    """A line of the journal as it lies there. `changes` have the stamps replaced beside them."""

    stamp: str
    at: str
    by: str
    do: str
    why: str | None
    undoes: str | None
    changes: tuple[Change, ...]
    replaced: tuple[dict[str, list[str]], ...]


class Snapshot:
    """The documents of a board at one moment. Never changed in place: a commit gives a new one.

    Deleted documents are not in their table; `deleted` has them, as (table, id) -> document.
    """

    __slots__ = ("deleted", "tables")

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, Doc]],
        deleted: Mapping[tuple[str, str], Doc] | None = None,
    ) -> None:
        self.tables = tables
        self.deleted = deleted or {}

    def table(self, name: str) -> Mapping[str, Doc]:
        """All documents of a table by id, in no order that means anything."""
        return self.tables.get(name, {})

    def get(self, table: str, id: str) -> Doc | None:
        return self.tables.get(table, {}).get(id)


Decide: TypeAlias = Callable[[Snapshot], Sequence[Draft]]
"""Looks at the newest board, under the lock, and says what to write; raises Problem to write nothing."""


class Commit(NamedTuple):
    """What a commit brought: others' events read just before it and then its own, and its lines' stamps."""

    events: tuple[Event, ...]
    stamps: tuple[str, ...]


Unsettled: TypeAlias = Mapping[tuple[str, str], Mapping[str, Mapping[str, Any]]]
"""(table, id) -> cell -> stamp -> value, of every cell with several values that nobody has replaced. A document that
was deleted and changed after it has `_deleted` with True at the deletion's stamp and None at the latest change's."""


class Store(Protocol):
    """One board's documents. Every method may raise Problem with one of errors.STORAGE_CODES."""

    board: str

    @property
    def snapshot(self) -> Snapshot: ...

    def refresh(self) -> tuple[Event, ...]:
        """Read what other sessions have appended. Takes no lock."""
        ...

    def commit(self, by: str, decide: Decide) -> Commit:
        """Make what `decide` says durable before returning. `by` is the acting person's reference."""
        ...

    def line(self, stamp: str) -> Line | None:
        """The line that carries this stamp, or None."""
        ...

    def backwards(self, cells: Sequence[str] = (), after: Mapping[str, str] | None = None) -> Iterator[Line]:
        """Every line, newest stamp first.

        cells: only lines that set one of these fields of anything, and perhaps some others.
        after: by the last part of a stamp, its journal, the stamp that the line must be later than.
        """
        ...

    def stamp_of(self, table: str, id: str, cell: str) -> str | None:
        """The stamp of the value that a cell shows now, or None if it was never set."""
        ...

    def conflicts(self) -> Unsettled:
        """What people wrote without having seen each other and nobody has settled; board.versions reads it."""
        ...

    def load_rest(self) -> None:
        """Load what reading alone did not need. For a quiet moment."""
        ...

    def checkpoint_if_due(self, least: int = 1) -> bool:
        """Write down the whole board anew if `least` lines have come since it was; never raises."""
        ...
