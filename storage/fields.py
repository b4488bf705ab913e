"""How one document holds its cells: what it shows, and the stamps beside it.

A set is a sorted list, a map a dict. The stamps are one string while all cells share it, else a dict that has
the common one as `*` and those of other cells by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any

Entry = str | dict[str, str]
DELETED = "_deleted"
RESERVED = frozenset({"*", "_at", "_by", "_id"})
"""Names that a cell cannot have: what the store derives and keeps for itself."""
SHORT = 32
"""Texts up to this length are kept once, however many documents have them."""
_NOT_QUICK = frozenset({*RESERVED, DELETED, ""})


def escape(element: str) -> str:
    """An element's name as it stands in a cell's key."""
    return element.replace("~", "~0").replace("/", "~1")


def unescape(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")


def canonical(cell: str) -> str:
    """One spelling for each cell."""
    field, slash, element = cell.partition("/")
    return field + slash + escape(unescape(element)) if slash else cell


def value_in(doc: Mapping[str, Any], cell: str) -> Any:
    field, slash, name = cell.partition("/")
    held = doc.get(field)
    if not slash:
        return held
    element = unescape(name)
    if type(held) is list:
        return True if element in held else None
    return held.get(element) if type(held) is dict else None


def gathered(elements: dict[str, Any]) -> Any:
    """A set is a sorted list, a map a dict, nothing is None."""
    if not elements:
        return None
    return elements if any(value is not True for value in elements.values()) else sorted(elements)


def elements_in(held: Any) -> dict[str, Any]:
    if type(held) is list:
        return dict.fromkeys(held, True)
    return dict(held) if type(held) is dict else {}


def put(doc: dict[str, Any], field: str, value: Any) -> None:
    if value is None:
        doc.pop(field, None)
    else:
        doc[field] = value


def stamped(entry: Entry | None, cell: str, stamp: str, named: bool) -> Entry:
    """The entry with a cell's stamp; `named` where the document does not show that it is the common one."""
    if entry is None:
        return {"*": stamp, cell: stamp} if named else stamp
    if type(entry) is str:
        return entry if entry == stamp and not named else {"*": entry, cell: stamp}
    assert type(entry) is dict
    if named or entry["*"] != stamp:
        return {**entry, cell: stamp}
    return {c: s for c, s in entry.items() if c != cell} if cell in entry else entry


def stamp_in(entry: Entry | None, doc: Mapping[str, Any], cell: str) -> str | None:
    """The stamp of what a cell shows."""
    if entry is None:
        return None
    common = entry
    field, slash, name = cell.partition("/")
    if type(entry) is dict:
        own = entry.get(cell)
        if own is not None:
            return own
        if slash and field in entry:
            return None
        common = entry["*"]
    assert type(common) is str
    held = doc.get(field)
    if held is None or cell in RESERVED:
        return None
    if type(held) in (list, dict):
        return common if slash and unescape(name) in held else None
    return None if slash else common


def overwrite(
    doc: dict[str, Any], entry: Entry | None, cell: str, value: Any, stamp: str, named: Any
) -> Entry | None:
    """The new entry where a line plainly replaces what a document shows, or sets what nobody has set before.

    The usual case, told apart in a few steps, so that reading 100,000 lines takes a second.
    """
    if type(value) is not str or "/" in cell or cell in _NOT_QUICK:
        return None
    held = doc.get(cell)
    if held is None:
        if named or (entry is not None and type(entry) is not str):
            return None
    else:
        if type(held) in (list, dict) or not named or entry is None:
            return None
        # For mypy a subclass of str comes to `else` too; no line has any.
        now = entry if type(entry) is str else entry.get(cell) or entry["*"]  # type: ignore[union-attr,index]
        if len(named) != 1 or named[0] != now or now >= stamp:
            return None
    doc[cell] = intern(value) if len(value) <= SHORT else value
    if type(entry) is dict:
        return {**entry, cell: stamp}
    return stamp if entry is None or entry == stamp else {"*": str(entry), cell: stamp}


def latest_of(entry: Entry | None) -> str:
    if type(entry) is dict:
        return max(entry.values())
    return entry if type(entry) is str else ""
