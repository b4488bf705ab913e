"""Judging a line from elsewhere. The same bytes are judged alike on every host, so that all end with the same board.

What this cannot tell is whether the person named in a line wrote it: a host speaks for everyone on it (docs/security).
"""

from __future__ import annotations

import re
from typing import Any

from board.codes import TEXT_LIMIT
from storage.clock import STAMP, replica_of
from storage.lines import LIMIT, Raw, erased, part_of, readable, sound

JUDGE = 2
"""Which rules these are. Raised with every change of them: what was refused before is then asked for once more."""
NAME_LIMIT = 1000
"""Characters of an id, a cell's name or a command's name."""
DEEPEST = 4
_END_OF_TIME = "y"
"""No clock is wrong by three thousand years; a stamp from there would leave no room for later ones."""
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d(?::\d\d)?)")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
"""What no door of this program lets in and a screen must never get; narrower than board.text.clean, whose answer
depends on the Unicode tables of the Python that asks."""


def legible(line: bytes) -> bool:
    """Whether the bytes are a line at all: if not, it may be one tomorrow."""
    return len(line) < LIMIT and b"\n" not in line and sound(line)


def objection(raw: Raw, replica: str, last_stamp: str) -> str | None:
    """Why a legible line in its right place cannot be taken as it is, as a code; None where it can.

    `last_stamp` is the stamp of the line before it. A line of a later format is not judged: ask `newer` first.
    """
    if "gone" in raw:
        stamp = raw.get("t")
        good = type(raw["gone"]) in (str, type(None)) and type(stamp) is str and len(str(raw["gone"])) <= 8
        if erased(raw) or not good:
            return None if good else "schema"
    if not readable(raw, replica) or replica_of(raw["t"]) != replica:
        return "schema"
    part = part_of(raw)
    if raw["t"] >= _END_OF_TIME:
        return "stamp"
    if raw["t"] < last_stamp or (raw["t"] == last_stamp and (part is None or part[0] == 1)):
        return "stamp"
    # Whoever writes their own name is nobody yet: `by` is empty then.
    if _AT.fullmatch(raw["at"]) is None or not (raw["by"] == "" or _name(raw["by"])) or not _name(raw["do"]):
        return "schema"
    if not all(type(raw.get(key)) in (str, type(None)) for key in ("why", "undoes")):
        return "schema"
    if not _clean(raw.get("why")) or not _clean(raw.get("undoes")):
        return "text"
    for change in raw["ch"]:
        wrong = _wrong_change(change)
        if wrong:
            return wrong
    return None


def _wrong_change(change: Any) -> str | None:
    if type(change) is not list or not 3 <= len(change) <= 8:
        return "schema"
    table, id, cells = change[:3]
    if type(table) is not str or _TABLE.fullmatch(table) is None or not _name(id) or type(cells) is not dict:
        return "schema"
    for cell, value in cells.items():
        if not _name(cell):
            return "schema"
        if not _clean(value):
            return "text"
    named = change[3] if len(change) > 3 else {}
    if type(named) is not dict:
        return "schema"
    for cell, stamps in named.items():
        if not _name(cell) or type(stamps) is not list:
            return "schema"
        if not all(type(stamp) is str and STAMP.fullmatch(stamp) for stamp in stamps):
            return "schema"
    return None


def _name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= NAME_LIMIT and _UNCLEAN.search(value) is None


def _clean(value: Any, depth: int = 0) -> bool:
    """Whether a value is small and shallow enough, its texts without what could do something to a screen."""
    if type(value) is str:
        return len(value) <= TEXT_LIMIT and _UNCLEAN.search(value) is None
    if type(value) in (list, dict):
        if depth >= DEEPEST:
            return False
        items = value if type(value) is list else [*value, *value.values()]
        return all(_clean(item, depth + 1) for item in items)
    if type(value) is int:
        return -(2**63) <= value < 2**64
    return value is None or type(value) in (bool, float)
