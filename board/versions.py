"""Several versions of one thing: people wrote without having seen each other, and somebody chooses which is to hold.

Till then the latest shows and the others are kept. A field is a thing of its own. Two are made of several cells:
`place`, where a card is (phase, state, how it ended), since half of one move and half of another would be neither; and
`deleted`, a card that one deleted and another changed after it, which is kept. Not shown to anyone: what only orders or
tells of what is shown (HIDDEN) and goes with it, values that are the same on all sides, documents that are deleted,
and what lies with people and roles, where the latest holds. What is asked about together is in board.asked_again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from board.asked_again import DELETED, PLACE, Key, field_of, first_written, is_asked, value_in
from board.codes import SETTABLE, TEXT_FIELDS
from board.context import Command, Context, checked
from board.errors import Problem
from board.ports import Change, Draft, Line, Snapshot, Store, Unsettled

_GO_WITH_PLACE = frozenset(
    {*PLACE, "since", "rank", "state_why", "skips", "followed", "tested", "cycle_began"}
)
FEW = 8
"""So many lines are looked up one by one; for more the journal is read through once."""

Waiting: TypeAlias = Mapping[Key, tuple[str, ...]]
"""What waits for somebody to choose: the fields of each (table, id)."""


class Version(NamedTuple):
    """One of the values: what was written, when and by whom. Of `place` the value is the cells of PLACE as they would
    be; of `deleted` True or None; of an element of a set (`tags/<tag>`) True where it is there."""

    stamp: str
    value: Any
    at: str
    by: str


class Choice(NamedTuple):
    """Something that somebody is to choose about; the newest version first.

    shown: the stamp of the version that shows meanwhile, which is the newest; None where the card is at no version's
    place, such as finished by one and moved later by another: it is finished till somebody chooses.
    """

    table: str
    id: str
    field: str
    versions: tuple[Version, ...]
    shown: str | None


def is_rewritten(table: str, field: str) -> bool:
    """Whether the versions of a field are texts, that can be written together into one."""
    if table == "cards":
        return field in ("title", *TEXT_FIELDS)
    from board.method.kinds import BY_TABLE
    from board.method.shape import LINE, TEXT

    found = BY_TABLE[table].field(field) if table in BY_TABLE else None
    return found is not None and found.type in (LINE, TEXT)


def waiting(unsettled: Unsettled, snapshot: Snapshot) -> Waiting:
    """The fields that wait, by document; without reading a line."""
    return {
        key: fields
        for key, cells in unsettled.items()
        if is_asked(key[0]) and snapshot.get(*key) is not None and (fields := _fields(key[0], cells))
    }


def card_of(snapshot: Snapshot, key: Key) -> str:
    """The card that something is about, itself or as its part; "" for what is the unit's."""
    table, id = key
    return id if table == "cards" else str((snapshot.get(table, id) or {}).get("card") or "")


def about(store: Store, card: str) -> set[Key]:
    """What waits about a card and its parts, or ("") about the unit."""
    snapshot = store.snapshot
    return {key for key in waiting(store.conflicts(), snapshot) if card_of(snapshot, key) == card}


def beside(unsettled: Unsettled, snapshot: Snapshot, table: str, cell: str) -> dict[str, tuple[str, ...]]:
    """What else was written in a cell, by document, newest first, by people who had not seen what shows there.

    For tables where nobody is asked to choose, such as answers: whoever writes the next has seen them all.
    """
    found: dict[str, tuple[str, ...]] = {}
    for (of, id), cells in unsettled.items():
        shown = (snapshot.get(of, id) or {}).get(cell) if of == table else None
        heads = cells.get(cell, {}) if shown is not None else {}
        said = [
            str(heads[stamp])
            for stamp in sorted(heads, reverse=True)
            if heads[stamp] not in (None, "", shown)
        ]
        if said:
            found[id] = tuple(dict.fromkeys(said))
    return found


def _fields(table: str, cells: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    fields = dict.fromkeys(
        field for cell, heads in cells.items() if (field := field_of(table, cell)) and _differ(heads.values())
    )
    return tuple(fields)


def _differ(values: Iterable[Any]) -> bool:
    first, *others = values
    return any(value != first for value in others)


def choices(store: Store, keys: Collection[Key] | None = None) -> list[Choice]:
    """Everything that waits on a board, or on some of its documents, with who wrote what and when; oldest first."""
    unsettled, snapshot = store.conflicts(), store.snapshot
    wanted = {
        key: fields for key, fields in waiting(unsettled, snapshot).items() if keys is None or key in keys
    }
    stamps = {stamp for key in wanted for heads in unsettled[key].values() for stamp in heads}
    lines = _lines(store, stamps)
    found = [
        _choice(store, key, field, unsettled[key], lines)
        for key, fields in wanted.items()
        for field in fields
    ]
    return sorted(found, key=lambda choice: (choice.versions[0].stamp, choice.id, choice.field))


def _lines(store: Store, stamps: Collection[str]) -> Callable[[str], Line | None]:
    """A way to look up lines; many are read in one go."""
    if len(stamps) <= FEW:
        known = {stamp: store.line(stamp) for stamp in stamps}
    else:
        known = dict.fromkeys(stamps)
        left = len(known)
        for line in store.backwards():
            if line.stamp in known:
                known[line.stamp], left = line, left - 1
                if not left:
                    break
    return lambda stamp: known[stamp] if stamp in known else store.line(stamp)


def _choice(
    store: Store,
    key: Key,
    field: str,
    cells: Mapping[str, Mapping[str, Any]],
    find: Callable[[str], Line | None],
) -> Choice:
    values: dict[str, Any]
    lines = _as_written(key, find)
    if field == "place":
        doc = store.snapshot.get(*key) or {}
        moved = _moves(store, key, cells, lines)
        values = {
            stamp: {name: into.get(name, doc.get(name)) for name in PLACE} for stamp, into in moved.items()
        }
    else:
        values = dict(cells[DELETED if field == "deleted" else field])
    # The same value written twice is one version, in the name of the one who wrote it last.
    latest: list[tuple[str, Any]] = []
    for stamp in sorted(values, reverse=True):
        if all(values[stamp] != value for _stamp, value in latest):
            latest.append((stamp, values[stamp]))
    shown: str | None = latest[0][0]
    if field == "place":
        now = {name: (store.snapshot.get(*key) or {}).get(name) for name in PLACE}
        shown = next((stamp for stamp, value in latest if value == now), None)
    return Choice(*key, field, tuple(_version(stamp, value, lines(stamp)) for stamp, value in latest), shown)


def _as_written(key: Key, find: Callable[[str], Line | None]) -> Callable[[str], Line | None]:
    """Looks up the line that wrote a version, also where an undo has brought the version back."""
    return lambda stamp: first_written(find(stamp), key, find)


def _version(stamp: str, value: Any, line: Line | None) -> Version:
    return Version(stamp, value, line.at if line else "", line.by if line else "")


def _moves(
    store: Store,
    key: Key,
    cells: Mapping[str, Mapping[str, Any]],
    lines: Callable[[str], Line | None],
) -> dict[str, dict[str, Any]]:
    """For each line that put the card somewhere, the cells that make it so: its own, and what the others' lines
    changed besides is as it was before them."""
    stamps = {stamp for cell, heads in cells.items() if cell in PLACE for stamp in heads}
    own: dict[str, dict[str, Any]] = {}
    for stamp in stamps:
        own[stamp] = {cell: heads[stamp] for cell, heads in cells.items() if cell in PLACE and stamp in heads}
        own[stamp] |= _written(lines(stamp), key)
    moved = {}
    for stamp in stamps:
        into = dict(own[stamp])
        for other in sorted(stamps - {stamp}):
            for cell in own[other].keys() - own[stamp].keys():
                if store.stamp_of(*key, cell) == other:
                    into[cell] = _before(lines(other), key, cell, lines)
        moved[stamp] = into
    return moved


def _written(line: Line | None, key: Key) -> dict[str, Any]:
    """The cells of a line that go with where the card is, and those that it cleared, as a new try does."""
    return {
        cell: value
        for change in (line.changes if line else ())
        if (change.table, change.id) == key
        for cell, value in change.cells.items()
        if cell.partition("/")[0] in _GO_WITH_PLACE or (value is None and cell != DELETED)
    }


def _before(line: Line | None, key: Key, cell: str, lines: Callable[[str], Line | None]) -> Any:
    """What a cell held before a line."""
    if line is None:
        return None
    for change, replaced in zip(line.changes, line.replaced, strict=True):
        if (change.table, change.id) == key:
            earlier = lines(max(replaced[cell])) if replaced.get(cell) else None
            return value_in(earlier, key, cell)
    return None


class Written(NamedTuple):
    """A version that is neither of those there: what somebody wrote instead."""

    value: Any


def settle(
    store: Store,
    key: Key,
    field: str,
    choose: str | Written,
    seen: Collection[str] = (),
) -> Command:
    """Let one version of a field hold, by its stamp, or what is `Written` in its place. The others stay in history.

    `seen` are the stamps of the versions that the person has looked at.

    Raises:
        Problem: `already_settled` where nothing waits there; `version_came` where another version has come since;
            `unknown` version; what `checked` raises of a written value.
    """

    def decide(context: Context) -> Sequence[Draft]:
        found = [choice for choice in choices(store, {key}) if choice.field == field]
        if not found:
            raise Problem("already_settled", field=field)
        there = [version.stamp for version in found[0].versions]
        if seen and field != "deleted" and not set(there) <= set(seen):
            raise Problem("version_came", field=field)
        if isinstance(choose, Written):
            return [_draft(key, _with_its_own(key, field, _checked(key, field, choose.value, context)))]
        if choose not in there:
            raise Problem("unknown", what="version", given=choose[:40])
        if field == "place":
            return [_placed(store, key, choose)]
        value = next(version.value for version in found[0].versions if version.stamp == choose)
        if field == "deleted":
            return [_draft(key, {DELETED: value}, "delete" if value else "settle")]
        return [_draft(key, _with_its_own(key, field, value))]

    return decide


def _with_its_own(key: Key, field: str, value: Any) -> dict[str, Any]:
    """The cells of a version: with a reading as it was typed goes what it is read as."""
    if (key[0], field) != ("readings", "typed"):
        return {field: value}
    from board.method.given import understood

    return {field: value, **understood(str(value))}


def _draft(key: Key, cells: dict[str, Any], do: str = "settle") -> Draft:
    return Draft(do, (Change(*key, cells),))


def _checked(key: Key, field: str, value: Any, context: Context) -> Any:
    if key[0] == "cards" and field not in SETTABLE:
        return _checked_of_method(key[1], field, value, context)
    if key[0] == "cards":
        return checked(field, value, context.org)
    if key[0] == "board":
        raise Problem("unknown_field", field=field[:40])
    from board.method.given import checked as checked_in
    from board.method.given import field_called
    from board.method.kinds import BY_TABLE

    return checked_in(field_called(BY_TABLE[key[0]], field), value, context, card_of(context.board, key))


def _checked_of_method(card: str, name: str, value: Any, context: Context) -> Any:
    """What somebody wrote anew in a field that the method adds; what was predicted is only chosen once a test began."""
    from board.method.began import test_began
    from board.method.given import checked as checked_in
    from board.method.kinds import FIELDS_OF_CARD, PREDICTED

    field, doc = FIELDS_OF_CARD.get(name), context.board.get("cards", card) or {}
    if field is None:
        raise Problem("unknown_field", field=name[:40])
    if name in PREDICTED and test_began(context.board, card, doc, context.now.date()):
        raise Problem("test_started", field=name)
    return checked_in(field, value, context, card)


def _placed(store: Store, key: Key, choose: str) -> Draft:
    """Put the card where one line put it, as if the others had not been: the tries they ended are not ended."""
    cells = store.conflicts()[key]
    lines = _as_written(key, store.line)
    moved = _moves(store, key, cells, lines)
    made = {
        (change.table, change.id)
        for other in moved
        if other != choose
        for change in _changes(lines(other))
        if (change.table, change.id) != key and "created" in change.cells
    }
    gone = (Change(table, id, {DELETED: True}) for table, id in sorted(made) if store.snapshot.get(table, id))
    return Draft("settle", (Change(*key, moved[choose]), *gone))


def _changes(line: Line | None) -> tuple[Change, ...]:
    return line.changes if line else ()
