"""Undoing a choice: what was chosen between is there to choose between again, each version as it was written.

A line that replaced several versions is undone by a line for each of them, oldest first. All but the last name nothing
as replaced and the last names what the undone line set, so that all of them are versions again and the newest shows as
it did. They count together or not at all. Who wrote a version, and when, is looked up through the undone line, as it
was before anybody chose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from board.ports import Change, Line, Store

if TYPE_CHECKING:
    from board.method.shape import Kind

PLACE = ("phase", "state", "finish", "cycle")
"""The cells that say where a card is. They are one question."""
HIDDEN = frozenset(
    {"rank", "since", "state_why", "skips", "created", "by", "card", "number", "source", "made_up", "handle"}
    | {"followed", "tested", "predicted", "cycle_began", "erased", "thinned", "thinned_count"}
)
"""Fields whose versions nobody is asked about: an order key, and what follows from something that is asked about."""
DELETED = "_deleted"

Find: TypeAlias = Callable[[str], Line | None]
"""Looks up a line by its stamp."""
Key: TypeAlias = tuple[str, str]


def is_asked(table: str) -> bool:
    """Whether somebody is asked to choose between versions of what stands there: cards, the board, and their parts."""
    return table in ("cards", "board") or _part(table) is not None


def _part(table: str) -> Kind | None:
    """The kind of part that lies in a table of the board."""
    from board.method.kinds import BY_TABLE

    kind = BY_TABLE.get(table)
    return kind if kind is not None and kind.home != "org" else None


def field_of(table: str, cell: str) -> str | None:
    """What a cell's versions are asked about as; None where nobody is asked."""
    name = cell.partition("/")[0]
    if table not in ("cards", "board") and (kind := _part(table)) is not None:
        return cell if kind.field(name) is not None else None
    if table == "cards" and name in PLACE:
        return "place"
    if cell == DELETED:
        return "deleted" if table == "cards" else None
    return None if name in HIDDEN or name.startswith("_") else cell


def value_in(line: Line | None, key: Key, cell: str) -> Any:
    """What a line wrote to a cell; None where it did not."""
    for change in line.changes if line else ():
        if (change.table, change.id) == key and cell in change.cells:
            return change.cells[cell]
    return None


class _Versions(NamedTuple):
    """What a line chose between: the stamps of the versions, oldest first, and cards that were kept by a change."""

    stamps: tuple[str, ...] = ()
    kept: Mapping[Key, Line] = {}


def _chosen_between(line: Line, store: Store) -> _Versions:
    stamps: set[str] = set()
    kept: dict[Key, Line] = {}
    for change, replaced in zip(line.changes, line.replaced, strict=True):
        key = (change.table, change.id)
        for cell, named in replaced.items():
            if cell not in change.cells or field_of(change.table, cell) is None:
                continue
            if cell == DELETED:
                revived = _revived(line, key, named, store)
                if revived is not None:
                    kept[key] = revived
            elif len(named) > 1:
                values = [value_in(store.line(stamp), key, cell) for stamp in named]
                if any(value != values[0] for value in values):
                    stamps.update(named)
    return _Versions(tuple(sorted(stamps)), kept)


def _revived(line: Line, key: Key, named: Sequence[str], store: Store) -> Line | None:
    """The change that kept a card which had been deleted before `line` said whether it was to be."""
    deletion = max(named, default="")
    if not value_in(store.line(deletion), key, DELETED):
        return None
    for earlier in store.backwards():
        if earlier.stamp <= deletion:
            return None
        if earlier.stamp < line.stamp and any(
            (change.table, change.id) == key and change.cells.keys() - {DELETED} for change in earlier.changes
        ):
            return earlier
    return None


def asked(line: Line, store: Store) -> bool:
    """Whether a line chose between versions, by whatever command."""
    return any(_chosen_between(line, store))


def undone(line: Line, changes: Sequence[Change], store: Store) -> list[tuple[Change, ...]]:
    """The changes that take back `line`, as the lines that they are to be in: one, or one for each version.

    `changes` are those for a line that replaced one value in each cell, in the order of the line's own.
    """
    stamps, kept = _chosen_between(line, store)
    if not stamps and not kept:
        return [tuple(changes)]
    lines: dict[str, list[Change]] = {stamp: [] for stamp in stamps or ("",)}
    last: list[Change] = []
    first = next(iter(lines.values()))
    if len(lines) > 1:
        last = lines[max(lines)]
    for change, replaced in zip(changes, line.replaced, strict=False):
        key, rest = (change.table, change.id), dict(change.cells)
        for stamp, into in lines.items():
            named = [cell for cell in change.cells if stamp in replaced.get(cell, ()) and cell != DELETED]
            written = {cell: value_in(store.line(stamp), key, cell) for cell in named}
            for cell in written:
                rest.pop(cell, None)
            if written:
                into.append(Change(*key, written))
        if key in kept and DELETED in rest:
            del rest[DELETED]
            first.append(Change(*key, {DELETED: True}))
            if not any((other.table, other.id) == key for other in last):
                # Only what is changed after it was deleted is kept.
                last.append(Change(*key, rest or _same_again(kept[key], key, store)))
                rest = {}
        if rest:
            last.append(Change(*key, rest))
    last += changes[len(line.replaced) :]
    found = [*lines.values()]
    return [tuple(one) for one in (found if last is found[-1] else [*found, last]) if one]


def _same_again(line: Line, key: Key, store: Store) -> dict[str, Any]:
    for change in line.changes:
        if (change.table, change.id) == key:
            cell = next(cell for cell in change.cells if cell != DELETED)
            stamp = store.stamp_of(*key, cell)
            return {cell: value_in(store.line(stamp), key, cell) if stamp else None}
    return {}


def chosen_again(line: Line) -> tuple[Change, ...]:
    """The changes that do again what a line that chose did."""
    return tuple(
        Change(change.table, change.id, {DELETED: None})
        if "created" in change.cells and not replaced.get("created")
        else change
        for change, replaced in zip(line.changes, line.replaced, strict=True)
    )


def first_written(line: Line | None, key: Key, find: Find) -> Line | None:
    """The line that wrote a version of something about `key`, where an undo has brought it back; else `line`."""
    while line is not None and line.do == "undo" and line.undoes:
        earlier = _before_it_was_chosen(line, find(line.undoes), key, find)
        if earlier is None:
            break
        line = earlier
    return line


def _before_it_was_chosen(line: Line, chosen: Line | None, key: Key, find: Find) -> Line | None:
    """The version that fits what an undo of `chosen` brought back: most of its cells, and of those the latest."""
    if chosen is None:
        return None
    replaced: dict[str, list[str]] = {}
    for change, named in zip(chosen.changes, chosen.replaced, strict=True):
        if (change.table, change.id) == key:
            replaced = {cell: named.get(cell, []) for cell in change.cells}
    fits: Counter[str] = Counter()
    for change, own in zip(line.changes, line.replaced, strict=True):
        for cell, value in change.cells.items() if (change.table, change.id) == key else ():
            there = replaced.get(cell, [])
            if cell == DELETED:
                fits.update(there if value else ())
            elif len(there) > 1:
                fits.update(stamp for stamp in there if value_in(find(stamp), key, cell) == value)
            elif DELETED in replaced and cell not in replaced:
                fits.update(own.get(cell, ()))
    return find(max(fits, key=lambda stamp: (fits[stamp], stamp))) if fits else None
