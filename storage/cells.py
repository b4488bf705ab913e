"""The merge: every field, set element and deletion is a cell under a stamp; the latest head shows.

A cell's heads are the stamps written to it that no line names as replaced. One head is settled; several
are a conflict, kept whole until a line replaces them all. Lines may come in any order between replicas; one
replica's come in its own order, which is how a line seen twice and a stamp named before it arrives are told
apart.

What a document shows is kept once, in the document; `stamps` has one string while all its cells share a stamp
(else a dict with that string as `*`), and `extra` has the heads of cells that the document cannot show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

from board.ports import Doc, Snapshot
from storage.clock import replica_of
from storage.fields import (
    DELETED,
    RESERVED,
    Entry,
    canonical,
    elements_in,
    escape,
    gathered,
    latest_of,
    overwrite,
    put,
    stamp_in,
    stamped,
    unescape,
    value_in,
)
from storage.lines import Raw, changes_of
from storage.packed import Packed

Key = tuple[str, str]
Heads = dict[str, Any]


class Touch(NamedTuple):
    """What a line did to one document."""

    table: str
    id: str
    before: Doc | None
    after: Doc | None


class Cells:
    """All cells of one board. Documents and table dicts handed out are never changed afterwards."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Doc]] = {}
        self.deleted: dict[Key, Doc] = {}
        self.stamps: dict[str, dict[str, Entry]] = {}
        self.extra: dict[Key, dict[str, Heads]] = {}
        self.awaited: dict[Key, dict[str, list[str]]] = {}
        self.seen: dict[str, str] = {}
        self.rest: Callable[[], None] | None = None
        self._open: set[str] = set()
        self._fresh: set[Key] = set()
        self._met: list[tuple[Key, str]] = []

    # what others read

    def snapshot(self) -> Snapshot:
        """The board now; later lines make new dicts."""
        self._open.clear()
        self._fresh.clear()
        return Snapshot(self.tables, self.deleted)

    def stamp_of(self, table: str, id: str, cell: str) -> str | None:
        """The stamp of the value that a cell shows, or None if it was never set."""
        self.load_rest()
        doc, entry = self._doc((table, id)), self.stamps.get(table, {}).get(id)
        return stamp_in(entry, doc or {}, canonical(cell))

    def heads(self, table: str, id: str, cell: str) -> Heads:
        """The values of a cell that nobody has replaced, by stamp. Do not change it."""
        self.load_rest()
        key = (table, id)
        return self._heads(key, self._doc(key) or {}, self.stamps.get(table, {}).get(id), canonical(cell))

    def cells_of(self, table: str, id: str) -> list[str]:
        """The cells that a document has: those it shows and those that were cleared."""
        self.load_rest()
        entry = self.stamps.get(table, {}).get(id)
        cells = {cell for cell in entry if cell != "*"} if type(entry) is dict else set()
        for field, value in (self._doc((table, id)) or {}).items():
            if field in RESERVED or field in cells:
                continue
            if type(value) in (list, dict):
                cells.update(f"{field}/{escape(element)}" for element in value)
            else:
                cells.add(field)
        return sorted(cells)

    def conflicts(self) -> dict[Key, dict[str, Heads]]:
        """The cells with several heads, by document; not those whose heads all have the same value."""
        self.load_rest()
        several = {}
        for key, cells in self.extra.items():
            found = {cell: dict(heads) for cell, heads in cells.items() if len(heads) > 1 and _differ(heads)}
            if found:
                several[key] = found
        return several

    def load_rest(self) -> None:
        """Bring in what start-up left on disk: stamps and conflicts."""
        if self.rest is not None:
            rest, self.rest = self.rest, None
            rest()

    # merging

    def apply(self, raw: Raw, touched: list[Touch] | None = None) -> bool:
        """Merge one whole command; False where it had been merged before. `touched` collects what it did."""
        stamp = raw["t"]
        replica = replica_of(stamp)
        if stamp <= self.seen.get(replica, ""):
            return False
        self.load_rest()
        before: dict[Key, Doc | None] = {}
        if touched is not None:
            self._fresh.clear()
        for table, id, cells, named in changes_of(raw):
            if touched is not None:
                before.setdefault((table, id), self.tables.get(table, {}).get(id))
            self._change(stamp, raw["at"], raw["by"], (table, id), cells, named)
        self.seen[replica] = stamp
        if self._met:
            self._await_no_more(stamp)
        if touched is not None:
            touched += [Touch(t, i, was, self.tables.get(t, {}).get(i)) for (t, i), was in before.items()]
        return True

    def _doc(self, key: Key) -> Doc | None:
        live = self.tables.get(key[0], {}).get(key[1])
        return live if live is not None else self.deleted.get(key)

    def _heads(self, key: Key, doc: Doc, entry: Entry | None, cell: str) -> Heads:
        if self.extra:
            kept = self.extra.get(key, {}).get(cell)
            if kept is not None:
                return kept
        stamp = stamp_in(entry, doc, cell)
        if stamp is None:
            return {}
        if cell == DELETED:
            return {stamp: True if key in self.deleted else None}
        return {stamp: value_in(doc, cell)}

    def _table(self, name: str) -> dict[str, Doc]:
        """A table's dict that no snapshot has."""
        if name not in self._open:
            if not self._open:
                self.tables, self.deleted = dict(self.tables), dict(self.deleted)
            self._open.add(name)
            self.tables[name] = dict(self.tables.get(name, {}))
            self.stamps.setdefault(name, {})
        return self.tables[name]

    def _change(
        self, stamp: str, at: str, by: str, key: Key, cells: Mapping[str, Any], named: Mapping[str, Any]
    ) -> None:
        table = self._table(key[0])
        held = self._doc(key)
        fresh = key in self._fresh
        doc: dict[str, Any] = held if fresh and type(held) is dict else _own(held)
        entry = self.stamps[key[0]].get(key[1])
        latest = latest_of(entry)
        plain = key not in self.extra and key not in self.awaited
        wrote = False
        for name, value in cells.items():
            cell = intern(name)
            quick = plain and overwrite(doc, entry, cell, value, stamp, named.get(cell))
            if quick:
                entry, wrote = quick, True
                continue
            if "/" in cell:
                cell = intern(canonical(cell))
            if cell not in RESERVED and cell[:1] not in ("/", ""):
                entry, wrote = self._write(key, doc, entry, cell, value, stamp, named.get(name, ())), True
                plain = key not in self.extra and key not in self.awaited
        if entry is None:
            return
        if wrote and stamp > latest:
            doc["_at"], doc["_by"] = at, intern(by)
        self.stamps[key[0]][key[1]] = entry
        self._fresh.add(key)
        if type(entry) is dict and DELETED in entry:
            self._place(key, doc, entry)
        else:
            table[key[1]] = doc

    def _write(
        self,
        key: Key,
        doc: dict[str, Any],
        entry: Entry | None,
        cell: str,
        value: Any,
        stamp: str,
        named: Sequence[Any],
    ) -> Entry:
        field, slash, _ = cell.partition("/")
        mixed = self._mixed(key, doc, entry, field, bool(slash))
        if mixed and entry is not None:
            entry = self._separate(key, doc, entry, field)
        if cell == DELETED:
            value = True if value else None
        heads = self._heads(key, doc, entry, cell)
        if self._plainly(key, heads, stamp, named):
            shown = stamp
        else:
            heads = self._merged(key, cell, heads, value, stamp, named)
            shown = max(heads)
            value = heads[shown]
        several = len(heads) > 1 and shown in heads
        self._keep(key, cell, heads if several else {shown: value}, mixed or several or cell == DELETED)
        if mixed:
            self._show_mixed(key, doc, field)
        elif slash:
            held = doc.get(field)
            elements = elements_in(held)
            put(elements, unescape(cell[len(field) + 1 :]), value)
            put(doc, field, gathered(elements))
        elif cell != DELETED:
            put(doc, field, value)
        unseen = value is None or mixed or cell == DELETED or (not slash and type(value) in (list, dict))
        return stamped(entry, cell, shown, unseen)

    def _plainly(self, key: Key, heads: Heads, stamp: str, named: Sequence[Any]) -> bool:
        """Whether the line replaces all there is: the usual case, and a quick one."""
        if len(heads) > 1 or (self.awaited and key in self.awaited) or list(heads) != list(named):
            return False
        return not heads or named[0] < stamp

    def _merged(
        self, key: Key, cell: str, heads: Heads, value: Any, stamp: str, named: Sequence[Any]
    ) -> Heads:
        """The heads after a line, also where it comes before one whose stamp it replaces."""
        heads = dict(heads)
        awaited = dict.fromkeys(self.awaited.get(key, {}).get(cell, ()))
        for other in named:
            if type(other) is not str or other >= stamp:
                continue
            if other in heads:
                del heads[other]
            elif other > self.seen.get(replica_of(other), ""):
                awaited[other] = None
        if stamp in awaited:
            self._met.append((key, cell))
        else:
            heads[stamp] = value
        if awaited:
            self.awaited.setdefault(key, {})[cell] = list(awaited)
        return heads or {stamp: value}

    def _await_no_more(self, stamp: str) -> None:
        """Once the whole line is merged, not before: it may name a cell twice."""
        for key, cell in self._met:
            cells = self.awaited.get(key, {})
            left = [other for other in cells.pop(cell, ()) if other != stamp]
            if left:
                cells[cell] = left
            elif not cells:
                self.awaited.pop(key, None)
        self._met.clear()

    def _keep(self, key: Key, cell: str, heads: Heads, needed: bool) -> None:
        """Hold heads that the document cannot show; forget those that it can."""
        if needed:
            self.extra.setdefault(key, {})[cell] = heads
        elif self.extra and key in self.extra:
            self.extra[key].pop(cell, None)
            if not self.extra[key]:
                del self.extra[key]

    # deletion

    def _place(self, key: Key, doc: dict[str, Any], entry: dict[str, str]) -> None:
        """Put a document that was once deleted where it belongs: a later edit revives it."""
        heads = self._heads(key, doc, entry, DELETED)
        at = entry[DELETED]
        dead = heads[at] is True and at >= max(stamp for cell, stamp in entry.items() if cell != DELETED)
        self._keep(key, DELETED, heads, len(heads) > 1 or (heads[at] is True and not dead))
        if dead:
            self.tables[key[0]].pop(key[1], None)
            self.deleted[key] = doc
        else:
            self.deleted.pop(key, None)
            self.tables[key[0]][key[1]] = doc

    # a field written both plainly and by elements: the elements show while there are any

    def _mixed(self, key: Key, doc: Doc, entry: Entry | None, field: str, element: bool) -> bool:
        if entry is None:
            return False
        if self.extra and "/" + field in self.extra.get(key, {}):
            return True
        held = doc.get(field)
        named = type(entry) is dict and field in entry
        if element:
            return named or (held is not None and type(held) not in (list, dict))
        if held is not None:
            return type(held) in (list, dict) and not named
        return type(entry) is dict and any(cell.startswith(field + "/") for cell in entry)

    def _separate(self, key: Key, doc: Doc, entry: Entry, field: str) -> Entry:
        """From here on all cells of the field are held in `extra`; the mark `/field` says so."""
        if "/" + field in self.extra.get(key, {}):
            return entry
        held = doc.get(field)
        cells = {field}
        if type(held) in (list, dict) and not (type(entry) is dict and field in entry):
            assert held is not None
            cells = {f"{field}/{escape(element)}" for element in held}
        if type(entry) is dict:
            cells |= {cell for cell in entry if cell.startswith(field + "/")}
        for cell in cells:
            heads = self._heads(key, doc, entry, cell)
            if heads:
                self._keep(key, cell, dict(heads), True)
                entry = stamped(entry, cell, max(heads), True)
        self._keep(key, "/" + field, {}, True)
        return entry

    def _show_mixed(self, key: Key, doc: dict[str, Any], field: str) -> None:
        kept = self.extra[key]
        elements = {}
        for cell, heads in kept.items():
            if cell.startswith(field + "/"):
                value = heads[max(heads)]
                if value is not None:
                    elements[unescape(cell[len(field) + 1 :])] = value
        plain = kept.get(field)
        put(doc, field, gathered(elements) if elements else plain[max(plain)] if plain else None)


def _own(doc: Doc | None) -> dict[str, Any]:
    """A document's fields, the caller's to change."""
    return doc.unpacked() if type(doc) is Packed else dict(doc or {})


def _differ(heads: Heads) -> bool:
    """Whether there is anything to choose between: two people may have written the same."""
    first, *others = heads.values()
    return any(value != first or type(value) is not type(first) for value in others)
