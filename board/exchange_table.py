"""A file of bytes read as a table: encoding and separator found out, as spreadsheets really save them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from board.codes import TITLE_LIMIT
from board.errors import Problem
from board.exchange_csv import unharmed
from board.text import clean

SEPARATORS = (";", ",", "\t", "|")
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"{\\rtf")

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


class Table(NamedTuple):
    """A heading for each column, none twice, and the rows with the line of the file that each begins on."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    separator: str


def read_table(data: bytes) -> Table:
    """The table in a CSV file: UTF-8 with or without mark, UTF-16 with mark, Windows-1252; `;` `,` tab or `|`.

    Empty rows are left out; short rows are filled up; a heading that is missing is its column's number. A quote
    that is never closed is read as a letter, so that it costs one row and not the rest of the file.

    Raises:
        Problem: `not_a_table` with `reason`: `empty`, or `binary` (a spreadsheet's own format, a picture …).
    """
    text, encoding = _decoded(data)
    first, skipped = text.split("\n", 1)[0].strip().strip('"'), 0
    if first.lower().startswith("sep=") and len(first) == 5:
        separator, skipped = first[4], 1
        text = text.split("\n", 1)[1] if "\n" in text else ""
    elif first.lower() == "sep=":
        separator, skipped = "\t", 1
        text = text.split("\n", 1)[1] if "\n" in text else ""
    else:
        separator = _separator(text)
    records = ((line + skipped, cells) for line, cells in _records(text, separator))
    return table_of(records, encoding, separator)


def table_of(lines: Iterable[tuple[int, list[str]]], encoding: str, separator: str) -> Table:
    """The table that lines of cells make, each with its number: the first with anything in it has the headings.

    Raises:
        Problem: `not_a_table` with `reason` `empty`.
    """
    records = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not records:
        raise Problem("not_a_table", reason="empty")
    width = max(len(cells) for _, cells in records)
    header = _headings(records[0][1], width)
    rows = tuple((line, (*cells, *[""] * (width - len(cells)))) for line, cells in records[1:])
    used = [
        i for i in range(width) if (i < len(records[0][1]) and records[0][1][i].strip()) or _filled(rows, i)
    ]
    if len(used) < width:
        header = tuple(header[i] for i in used)
        rows = tuple((line, tuple(cells[i] for i in used)) for line, cells in rows)
    return Table(header, rows, encoding, separator)


def _filled(rows: tuple[tuple[int, tuple[str, ...]], ...], column: int) -> bool:
    return any(cells[column].strip() for _, cells in rows)


def _decoded(data: bytes) -> tuple[str, str]:
    if not data.strip():
        raise Problem("not_a_table", reason="empty")
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if data.startswith(_BINARY) or b"\0" in data:
        raise Problem("not_a_table", reason="binary")
    try:
        return data.decode("utf-8-sig"), "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    except UnicodeDecodeError:
        odd = len(data) - len(data.translate(None, _CONTROLS))
        if odd > len(data) // 100:
            raise Problem("not_a_table", reason="binary") from None
        return data.decode("cp1252", "replace"), "cp1252"


def _separator(text: str) -> str:
    """The one that gives most columns in the first row with anything in it; `;` where there is only one column."""
    start = next((line for line in re.split(r"[\r\n]+", text) if line.strip()), None)
    if start is None:
        raise Problem("not_a_table", reason="empty")
    widths = {mark: len(next(iter(_records(start, mark)))[1]) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: widths[mark])


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line, quoted line breaks understood."""
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=separator, strict=True)
        start = at
        try:
            for cells in reader:
                yield start + 1, cells
                start = at + reader.line_num
            return
        except csv.Error:
            yield start + 1, lines[start].rstrip("\r\n").split(separator)
            at = start + 1


def _headings(cells: list[str], width: int) -> tuple[str, ...]:
    names: list[str] = []
    for i in range(width):
        plain = " ".join(clean(unharmed(cells[i])).split()) if i < len(cells) else ""
        plain = name = plain[:TITLE_LIMIT] or str(i + 1)
        count = 2
        while name in names:
            name = f"{plain} ({count})"
            count += 1
        names.append(name)
    return tuple(names)
