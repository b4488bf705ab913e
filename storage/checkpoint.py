"""The checkpoint board.json: a TinyDB file with one document a line, read here without TinyDB.

`_meta` comes first and says what the file has of every journal; the documents follow, and last what only a
write needs (stamps, conflicts), which `load` leaves unparsed.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from board.ports import Doc
from storage.cells import Cells, Heads
from storage.fields import Entry
from storage.journal import Place
from storage.lines import from_json, to_json

FORMAT = 1
_BLANK = "0" * 64
_SUM = re.compile(rb'"sha256":"([0-9a-f]{64})"')
_LATER = b',\n"_stamps": {\n'
_HEAD = 1 << 20


class Unusable(Exception):
    """The file is not a checkpoint that can be trusted; the argument is a code why."""


class Checkpoint(NamedTuple):
    """What a checkpoint says, its cells ready to take lines."""

    cells: Cells
    places: dict[str, Place]
    replica: str
    format: int


def uncollected(work: Callable[[], None]) -> Callable[[], None]:
    """Run without the garbage collector, which would walk every new document again and again."""

    def quietly() -> None:
        collecting = gc.isenabled()
        gc.disable()
        try:
            work()
        finally:
            if collecting:
                gc.enable()

    return quietly


class State(NamedTuple):
    """Everything a checkpoint is made of, at one moment. None of it is changed afterwards."""

    replica: str
    places: Mapping[str, Place]
    seen: Mapping[str, str]
    tables: Mapping[str, Mapping[str, Doc]]
    deleted: Mapping[tuple[str, str], Doc]
    stamps: Mapping[str, Mapping[str, Entry]]
    extra: Mapping[tuple[str, str], Mapping[str, Heads]]
    awaited: Mapping[tuple[str, str], Mapping[str, list[str]]]


def state_of(cells: Cells, replica: str, places: Mapping[str, Place]) -> State:
    """Take hold of a moment, cheaply: only what merging changes in place is copied."""
    cells.load_rest()
    snapshot = cells.snapshot()
    return State(
        replica,
        dict(places),
        dict(cells.seen),
        snapshot.tables,
        snapshot.deleted,
        {table: dict(stamps) for table, stamps in cells.stamps.items()},
        {key: dict(kept) for key, kept in cells.extra.items()},
        {key: dict(kept) for key, kept in cells.awaited.items()},
    )


def number_of(id: str) -> str:
    """An id as the integer that TinyDB needs; a readable id gets one made of it and is kept as `_id`."""
    if id.isascii() and id.isdigit() and (id[0] != "0" or id == "0"):
        return id
    return str(int.from_bytes(hashlib.sha256(id.encode("utf-8", "replace")).digest()[:8]) >> 1)


def _document(id: str, fields: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    number = number_of(id)
    return number, fields if number == id else {**fields, "_id": id}


def _by_document(items: Iterable[tuple[tuple[str, str], Any]]) -> dict[str, Any]:
    """{(table, id): what} as TinyDB documents {id: {table: what}}."""
    documents: dict[str, dict[str, Any]] = {}
    for (table, id), what in items:
        number = number_of(id)
        document = documents.setdefault(number, {} if number == id else {"_id": id})
        document[table] = what
    return documents


def tables_of(state: State) -> dict[str, dict[str, Any]]:
    """The state as TinyDB's tables of documents."""
    meta: dict[str, Any] = {
        "format": FORMAT,
        "replica": state.replica,
        "have": {replica: [place.n, place.crc] for replica, place in state.places.items()},
        "read": {
            replica: [place.segment, place.offset, place.ending] for replica, place in state.places.items()
        },
        "seen": dict(state.seen),
        "named": [],
        "sha256": _BLANK,
    }
    tables: dict[str, dict[str, Any]] = {"_meta": {"1": meta}}
    for name, documents in state.tables.items():
        tables[name] = dict(_document(id, doc) for id, doc in documents.items())
        if any("_id" in doc for doc in tables[name].values()):
            meta["named"].append(name)
    tables["_deleted"] = _by_document(state.deleted.items())
    stamps = (
        ((table, id), entry) for table, entries in state.stamps.items() for id, entry in entries.items()
    )
    tables["_stamps"] = _by_document(stamps)
    tables["_conflicts"] = _by_document(state.extra.items())
    tables["_awaited"] = _by_document(state.awaited.items())
    return tables


def dump(tables: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The file's bytes, one document a line, with the checksum of all of them in `_meta`."""
    sections = []
    for name, documents in tables.items():
        rows = ",\n".join([f'"{id}": {to_json(doc)}' for id, doc in documents.items()])
        sections.append(f"{to_json(name)}: {{\n{rows}\n}}" if rows else f"{to_json(name)}: {{\n}}")
    data = ("{\n" + ",\n".join(sections) + "\n}\n").encode("utf-8", "replace")
    return _with_sum(data)


def _with_sum(data: bytes) -> bytes:
    found = _SUM.search(data, 0, _HEAD)
    if found is None:
        return data
    blank = data[: found.start(1)] + _BLANK.encode() + data[found.end(1) :]
    return data[: found.start(1)] + hashlib.sha256(blank).hexdigest().encode() + data[found.end(1) :]


# reading


def verified(data: bytes) -> bool:
    """Whether the bytes are those that were written."""
    found = _SUM.search(data, 0, _HEAD)
    if found is None:
        return False
    check = hashlib.sha256(data[: found.start(1)])
    check.update(_BLANK.encode())
    check.update(memoryview(data)[found.end(1) :])
    return check.hexdigest().encode() == found[1]


def have_in(data: bytes) -> dict[str, int]:
    """The number of the last line of each journal that a checkpoint has, from the file's beginning alone."""
    start = data.find(b'"1": {')
    try:
        meta = from_json(data[start + 5 : data.index(b"\n", start)])
        return {replica: int(n) for replica, (n, _) in meta["have"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def load(data: bytes) -> Checkpoint:
    """Read a checkpoint; stamps and conflicts only when they are first needed.

    Raises:
        Unusable: with a code why.
    """
    if not verified(data):
        raise Unusable("checkpoint_changed")
    later = data.rfind(_LATER)
    try:
        return _loaded(data[:later] + b"\n}", b"{" + data[later + 1 :])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise Unusable("checkpoint_unreadable") from error


def _loaded(first: bytes, later: bytes) -> Checkpoint:
    tables = from_json(first, ours=True)
    meta = tables.pop("_meta")["1"]
    cells = Cells()
    places = {}
    for replica, (n, crc) in meta["have"].items():
        segment, offset, ending = meta["read"][replica]
        places[replica] = Place(n, crc, ending, segment, offset)
    cells.seen = dict(meta["seen"])
    cells.deleted = dict(_documents(tables.pop("_deleted")))
    for name in meta["named"]:
        tables[name] = {_own_id(id, doc): doc for id, doc in tables[name].items()}
    cells.tables = tables
    cells.rest = _rest_of(cells, later)
    return Checkpoint(cells, places, meta["replica"], meta["format"])


def _own_id(number: str, doc: dict[str, Any]) -> str:
    own = doc.pop("_id", None) if "_id" in doc else None
    return own if type(own) is str else number


def _documents(documents: dict[str, Any]) -> Iterable[tuple[tuple[str, str], Any]]:
    for number, document in documents.items():
        id = _own_id(number, document)
        for table, what in document.items():
            yield (table, id), what


def _rest_of(cells: Cells, later: bytes) -> Callable[[], None]:
    @uncollected
    def bring() -> None:
        tables = from_json(later, ours=True)
        cells.share()
        known = {id: id for documents in cells.tables.values() for id in documents}
        for (table, id), entry in _documents(tables["_stamps"]):
            cells.stamps.setdefault(table, {})[known.get(id, id)] = entry
        cells.extra = dict(_documents(tables["_conflicts"]))
        cells.awaited = dict(_documents(tables["_awaited"]))

    return bring
