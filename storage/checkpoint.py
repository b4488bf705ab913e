"""The checkpoint board.json: a TinyDB file with one document a line, read here without TinyDB.

`_meta` comes first and says what the file has of every journal; the documents follow, and last what only a
write needs (stamps, conflicts), which `load` leaves unparsed. It is read row by row, so that the memory of a
session is what it keeps and not the holes that a parsed file leaves.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from board.ports import Doc
from storage.cells import Cells, Heads
from storage.fields import Entry
from storage.journal import Place
from storage.lines import from_json, to_json
from storage.packed import Packed

FORMAT = 1
_BLANK = "0" * 64
_SUM = re.compile(rb'"sha256":"([0-9a-f]{64})"')
_LATER = b',\n"_stamps": {\n'
_ROW = re.compile(rb'"(\d+)": (\{.*\}),?\n')
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
        if tables[name].keys() != documents.keys():
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
        rows = b",\n".join([b'"%s": %s' % (id.encode(), _packed(doc)) for id, doc in documents.items()])
        sections.append(b"%s: {\n%s}" % (to_json(name).encode("utf-8", "replace"), rows + b"\n" * bool(rows)))
    return _with_sum(b"{\n" + b",\n".join(sections) + b"\n}\n")


def _packed(doc: Mapping[str, Any]) -> bytes:
    return doc.raw if isinstance(doc, Packed) else to_json(doc).encode("utf-8", "replace")


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


def places_in(data: bytes) -> dict[str, Place]:
    """How far a checkpoint has read each journal, from the file's beginning alone; {} where that cannot be read."""
    start = data.find(b'"1": {')
    try:
        return _places(from_json(data[start + 5 : data.index(b"\n", start)]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _places(meta: Mapping[str, Any]) -> dict[str, Place]:
    places = {}
    for replica, (n, crc) in meta["have"].items():
        segment, offset, ending = meta["read"][replica]
        if [type(one) for one in (n, crc, segment, offset, ending)] != [int, str, str, int, str]:
            raise ValueError("not a place")
        places[replica] = Place(n, crc, ending, segment, offset)
    return places


def load(data: bytes) -> Checkpoint:
    """Read a checkpoint; stamps and conflicts only when they are first needed.

    Raises:
        Unusable: with a code why.
    """
    if not verified(data):
        raise Unusable("checkpoint_changed")
    later = data.rfind(_LATER)
    try:
        return _loaded(data, later)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise Unusable("checkpoint_unreadable") from error


def _sections(data: bytes, end: int) -> Iterator[tuple[str, int, int]]:
    """(table, where its rows begin, where they end) of each table that begins before `end`."""
    at = data.index(b'"')
    while at < end:
        colon = data.index(b": {\n", at)
        name = from_json(data[at:colon])
        begin = colon + 4
        close = data.index(b"\n}", begin - 1) + 1
        yield name, begin, close
        at = close + 3


def _rows(data: bytes, begin: int, end: int) -> Iterator[tuple[str, bytes]]:
    """(number, document) of each row of a table."""
    count = 0
    for row in _ROW.finditer(data, begin, end):
        number, document = row.groups()
        yield number.decode(), document
        count += 1
    if count != data.count(b"\n", begin, end):
        raise ValueError("not a row")


def _loaded(data: bytes, later: int) -> Checkpoint:
    tables = {name: (begin, end) for name, begin, end in _sections(data, later)}
    meta = from_json(next(_rows(data, *tables.pop("_meta")))[1], ours=True)
    cells = Cells()
    places = _places(meta)
    cells.seen = dict(meta["seen"])
    if type(meta["format"]) is not int or not all(type(stamp) is str for stamp in cells.seen.values()):
        raise ValueError("not what a checkpoint says of itself")
    cells.deleted = dict(_documents(_rows(data, *tables.pop("_deleted"))))
    for name, (begin, end) in tables.items():
        cells.tables[name] = _table(_rows(data, begin, end), name in meta["named"])
    cells.rest = _rest_of(cells, data[later + 2 :])
    return Checkpoint(cells, places, meta["replica"], meta["format"])


def _table(rows: Iterator[tuple[str, bytes]], named: bool) -> dict[str, Doc]:
    """A table's documents by their own ids, packed where the file has them as this program packs them."""
    if named:
        return {_own_id(id, doc): doc for id, raw in rows for doc in (from_json(raw, ours=True),)}
    first = next(rows, None)
    if first is None:
        return {}
    read = Packed if _packed(from_json(first[1])) == first[1] else from_json
    return {id: read(raw) for id, raw in chain((first,), rows)}


def _own_id(number: str, doc: dict[str, Any]) -> str:
    own = doc.pop("_id", None) if "_id" in doc else None
    return own if type(own) is str else number


def _documents(rows: Iterable[tuple[str, bytes]]) -> Iterator[tuple[tuple[str, str], Any]]:
    for number, raw in rows:
        document = from_json(raw, ours=True)
        id = _own_id(number, document)
        for table, what in document.items():
            yield (table, id), what


def _kept(rows: Iterable[tuple[str, bytes]], kind: type) -> dict[tuple[str, str], Any]:
    """What is kept for some cells of some documents, each of this kind."""
    kept = dict(_documents(rows))
    for cells in kept.values():
        if not all(type(what) is kind for what in cells.values()):
            raise ValueError("not cells")
    return kept


def _rest_of(cells: Cells, later: bytes) -> Callable[[], None]:
    @uncollected
    def bring() -> None:
        try:
            bring_all()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise Unusable("checkpoint_unreadable") from error

    def bring_all() -> None:
        tables = {name: _rows(later, begin, end) for name, begin, end in _sections(later, len(later) - 4)}
        known = {id: id for documents in cells.tables.values() for id in documents}
        shared: dict[str, str] = {}
        for (table, id), entry in _documents(tables["_stamps"]):
            if type(entry) is str:
                entry = shared.setdefault(entry, entry)
            elif type(entry) is not dict:
                raise ValueError("not stamps")
            cells.stamps.setdefault(table, {})[known.get(id, id)] = entry
        cells.extra = _kept(tables["_conflicts"], dict)
        cells.awaited = _kept(tables["_awaited"], list)

    return bring
