"""One line of the journal: JSON, TAB, CRC-32 in hex, LF; chained to the line before by `p`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from zlib import crc32

from board.errors import Problem
from board.ports import Change, Line
from storage.clock import STAMP

LIMIT = 64 * 1024
"""No line is longer, its LF counted."""
FIRST = "00000000"
"""What the first line of a replica names as the one before it."""
VERSION = 1
_HEAD_ROOM = 4096
_HEAD = re.compile(rb'\{"n":(\d+),"p":"([0-9a-f]{8})","t":"([0-9a-z.]+)",')
_SPACES = " \t\r\n"
_REFUSED_CELLS = frozenset({"*", "_at", "_by", "_id"})

Raw = dict[str, Any]
"""A line's JSON object as it lies there."""


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError("not a finite number")
    return number


def _constant(text: str) -> float:
    raise ValueError(text)


# `scan_once` is what JSONDecoder.decode itself calls, and typeshed leaves out.
_scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(
    parse_float=_finite, parse_constant=_constant
).scan_once  # type: ignore[attr-defined]
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
to_json = _encoder.encode


def from_json(data: bytes, ours: bool = False) -> Any:
    """Parse strictly: ValueError for NaN, infinity, lone surrogates and anything that is not JSON.

    `ours`: the bytes are known to be those that this program wrote, which has no lone surrogates.
    """
    text = data.decode("utf-8").strip(_SPACES)
    try:
        value, end = _scan(text, 0)
        if not ours and "\\u" in text:
            to_json(value).encode("utf-8")
    except RecursionError:
        raise ValueError("nested too deep") from None
    except StopIteration:
        raise ValueError("not JSON") from None
    if end != len(text):
        raise ValueError("more than one value")
    return value


def seal(body: bytes) -> tuple[bytes, str]:
    """A body with its checksum and LF, and the checksum."""
    crc = f"{crc32(body):08x}"
    return body + b"\t" + crc.encode() + b"\n", crc


def sound(line: bytes) -> bool:
    """Whether a line, without its LF, carries its own checksum."""
    return line[-9:-8] == b"\t" and len(line) < LIMIT and line[-8:] == b"%08x" % crc32(line[:-9])


def decode(line: bytes) -> Raw | None:
    """The object of a line without its LF, or None where the bytes are not a whole line."""
    if not sound(line):
        return None
    try:
        raw = from_json(line[:-9])
    except ValueError:
        return None
    if type(raw) is not dict or type(raw.get("n")) is not int or type(raw.get("p")) is not str:
        return None
    return raw


def decode_only(line: bytes, marks: Sequence[bytes]) -> Raw | None:
    """As `decode`, but a line that has none of the marks comes without its changes, which are not parsed."""
    for mark in marks:
        if mark in line:
            return decode(line)
    head = _HEAD.match(line)
    if head is None or not sound(line):
        return decode(line)
    n, p, stamp = head.groups()
    return {"n": int(n), "p": p.decode(), "t": stamp.decode(), "at": "", "by": "", "do": "", "ch": []}


def marks_of(tables: Iterable[str]) -> list[bytes]:
    """What a line has in it that writes to one of the tables, or that has to be looked at whole anyway: it is a part
    of one, a redacted one, a newer one, or spells its letters out."""
    return [*(to_json(table).encode() for table in tables), b'"part":', b'"gone":', b'"v":', b"\\u"]


def chain_crc(raw: Raw, line: bytes) -> str:
    """What the next line's `p` names; empty where the original of a redacted line is unknown."""
    if "gone" in raw:
        gone = raw["gone"]
        return gone if type(gone) is str else ""
    return line[-8:].decode()


def erased(raw: Raw) -> bool:
    """Whether only a line's place is left; of one whose words alone were taken away, what it did is left."""
    return "gone" in raw and "ch" not in raw


def readable(raw: Raw, replica: str) -> bool:
    """Whether this version can apply the line: everything has the type that format 1 gives it."""
    stamp = raw.get("t")
    return (
        type(stamp) is str
        and STAMP.fullmatch(stamp) is not None
        and stamp.endswith(replica)
        and type(raw.get("at")) is str
        and type(raw.get("by")) is str
        and type(raw.get("do")) is str
        and type(raw.get("ch")) is list
    )


def newer(raw: Raw) -> bool:
    """Whether a later format wrote the line (`v` above ours): then the board is only read."""
    version = raw.get("v", VERSION)
    return type(version) is not int or version > VERSION


def changes_of(raw: Raw) -> Iterable[tuple[str, str, dict[str, Any], dict[str, list[str]]]]:
    """The line's changes that are well formed: table, id, cells, stamps replaced."""
    for change in raw["ch"]:
        if type(change) is not list or len(change) < 3:
            continue
        table, id, cells = change[:3]
        named = change[3] if len(change) > 3 else None
        if type(named) is not dict or not all(type(stamps) is list for stamps in named.values()):
            named = {}
        if type(table) is str and type(id) is str and type(cells) is dict and table[:1] not in ("_", ""):
            yield table, id, cells, named


def to_line(raw: Raw) -> Line:
    """The contract's view of a line, its parts already joined."""
    changes, replaced = [], []
    for table, id, cells, named in changes_of(raw):
        changes.append(Change(table, id, cells))
        replaced.append({cell: [s for s in stamps if type(s) is str] for cell, stamps in named.items()})
    why, undoes = raw.get("why"), raw.get("undoes")
    return Line(
        raw["t"],
        raw["at"],
        raw["by"],
        raw["do"],
        why if type(why) is str else None,
        undoes if type(undoes) is str else None,
        tuple(changes),
        tuple(replaced),
    )


def join_parts(parts: Sequence[Raw]) -> Raw:
    """One object of all the parts of a command that was too long for a line."""
    whole = dict(parts[0])
    whole["ch"] = [change for part in parts for change in part["ch"]]
    return whole


def commands(parts: Sequence[Raw]) -> list[Raw]:
    """The commands that all the parts of something are: one, or several that count only together."""
    return [join_parts(list(own)) for _stamp, own in groupby(parts, key=lambda part: part.get("t"))]


def goes_on(part: Raw, following: Raw) -> bool:
    """Whether two parts, one behind the other, are of the same: no line between them is lost."""
    one, other = part_of(part), part_of(following)
    if one is None or other is None:
        return False
    return other == (one[0] + 1, one[1]) and following["n"] == part["n"] + 1


def part_of(raw: Raw) -> tuple[int, int] | None:
    """(k, of) of a line that is a part, counted from 1."""
    part = raw.get("part")
    if type(part) is list and len(part) == 2 and all(type(number) is int for number in part):
        k, of = part
        if 1 <= k <= of and of > 1:
            return k, of
    return None


def check_cells(changes: Iterable[Change]) -> None:
    """Refuse names that the store keeps for itself: a mistake of the caller, not of a person."""
    for change in changes:
        if change.table[:1] in ("", "_") or not change.id:
            raise ValueError(f"not a document: {change.table!r} {change.id!r}")
        for cell in change.cells:
            if cell in _REFUSED_CELLS or cell[:1] in ("", "/"):
                raise ValueError(f"not a cell: {cell!r}")


def _pieces(ch: Sequence[Sequence[Any]], room: int) -> list[list[list[Any]]]:
    """Spread changes over lines of at most `room` bytes, a document over several where it must be."""
    pieces: list[list[list[Any]]] = [[]]
    used = 0
    for table, id, cells, *rest in ch:
        named: Mapping[str, list[str]] = rest[0] if rest else {}
        fresh = True
        for cell, value in cells.items():
            stamps = named.get(cell)
            size = len(to_json([cell, value, cell, stamps]).encode("utf-8")) + 8
            if size > room:
                raise Problem("too_long", table=table, field=cell)
            if used + size + len(table) + len(id) + 24 > room:
                pieces.append([])
                used, fresh = 0, True
            if fresh:
                pieces[-1].append([table, id, {}, {}])
                used += len(table) + len(id) + 24
                fresh = False
            pieces[-1][-1][2][cell] = value
            if stamps:
                pieces[-1][-1][3][cell] = stamps
            used += size
    return pieces


def encode(head: Raw, ch: Sequence[Sequence[Any]], n: int, p: str) -> tuple[list[bytes], str]:
    """The lines of one command, numbered from `n` and chained to `p`, and the last one's checksum.

    `head` has t, at, by, do, why and undoes. Almost always one line.

    Raises:
        Problem: `too_long` where one value alone does not fit in a line.
    """
    body = to_json({"n": n, "p": p, **head, "ch": ch}).encode("utf-8")
    if len(body) + 10 <= LIMIT:
        line, crc = seal(body)
        return [line], crc
    room = LIMIT - _HEAD_ROOM - len(to_json(head).encode("utf-8"))
    if room < 0:
        raise Problem("too_long", table="", field="why")
    return _numbered([(head, piece) for piece in _pieces(ch, room)], n, p)


def encode_together(
    drafts: Sequence[tuple[Raw, Sequence[Sequence[Any]]]], n: int, p: str
) -> tuple[list[bytes], str]:
    """As `encode`, of several commands that are to count only when all of their lines are there."""
    pieces: list[tuple[Raw, Sequence[Sequence[Any]]]] = []
    for head, ch in drafts:
        room = LIMIT - _HEAD_ROOM - len(to_json(head).encode("utf-8"))
        short = len(to_json(ch).encode("utf-8")) <= room
        pieces += [(head, piece) for piece in ([ch] if short else _pieces(ch, room))]
    return _numbered(pieces, n, p)


def _numbered(
    pieces: Sequence[tuple[Raw, Sequence[Sequence[Any]]]], n: int, p: str
) -> tuple[list[bytes], str]:
    lines: list[bytes] = []
    for k, (head, piece) in enumerate(pieces):
        numbered = {"n": n + k, "p": p, **head, "part": [k + 1, len(pieces)], "ch": piece}
        line, p = seal(to_json(numbered).encode("utf-8"))
        lines.append(line)
    return lines, p
