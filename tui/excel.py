"""Workbooks of Excel (.xlsx): sheets written with xlsxwriter, a sheet read with python-calamine; both are an extra.

Written text is text, whatever it begins with: no cell is a formula or a link. What is read is first held to how much it
unpacks to and how far its cells lie, since a small file can claim to be endless.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeAlias

from board.errors import Problem
from board.exchange_csv import harmless
from board.exchange_table import Table, table_of
from tui import method_words
from tui.excel_percents import percents

Cell: TypeAlias = str | float | date | datetime | None

BEGINS = b"PK\x03\x04"
"""How a workbook begins; no CSV does."""
UNPACKED = 512 * 1024 * 1024
"""Bytes that a workbook may unpack to."""
TEXTS = 4 * 1024 * 1024 * 1024
"""Bytes that its texts may come to, each in every cell that has it, reckoned as if all were as long as the longest."""
CELLS = 20_000_000
"""Cells from the first to the furthest that a sheet may have."""
WIDEST = 60
_PLACE = re.compile(
    rb"""\br\s{0,9}=\s{0,9}["']([A-Za-z]{0,3})([0-9]{1,7})["'](?!(?:\ss=["'][0-9]{1,6}["'])?\s?/>)"""
)
"""Where a row or a cell says that it is, but for cells with a look and nothing in them: sheets often have them by the
million."""
_NOWHERE = re.compile(rb"""(?<![:\w])r\s{0,9}=\s{0,9}["'](?:[A-Za-z]{4}|[A-Za-z]{0,3}[0-9]{8})""")
_TEXTS_PART = "xl/sharedStrings.xml"
_TEXT_BEGINS = re.compile(rb"<(?:\w+:)?si[\s>/]")
_IS_TEXT = re.compile(rb"""\bt\s{0,9}=\s{0,9}["']s["']""")
_OTHER_KINDS = ("xl/workbook.bin", "content.xml", "mimetype")
_CHUNK = 1 << 20


class Sheet(NamedTuple):
    """A sheet to write: its name, its headings and its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def written(sheets: Sequence[Sheet], now: datetime) -> bytes:
    """The workbook. Days are days in it and numbers numbers.

    Raises:
        Problem: `excel_missing` where xlsxwriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise Problem("excel_missing") from None
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **as_text})
    book.set_properties({"created": now.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    other = book.add_format({"valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        for x, name in enumerate(sheet.heads):
            page.write_string(0, x, name, head)
        for y, row in enumerate(sheet.rows, 1):
            for x, cell in enumerate(row):
                if isinstance(cell, datetime | date):
                    page.write_datetime(y, x, cell, day)
                elif isinstance(cell, int | float):
                    page.write_number(y, x, cell, other)
                elif cell:
                    page.write_string(y, x, cell, text)
        for x, name in enumerate(sheet.heads):
            longest = max((len(str(row[x] or "")) for row in sheet.rows[:200]), default=0)
            page.set_column(x, x, min(max(longest, len(name)) + 2, WIDEST))
        page.freeze_panes(1, 0)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    book.close()
    return out.getvalue()


def table_in(data: bytes, sheet: str | None = None) -> Table:
    """A sheet as a table, the first one where none is named; a row's line is its row in the sheet.

    Raises:
        Problem: `excel_missing` where python-calamine is not installed; `not_a_table` with reason `workbook` for what
            is none or is locked, `empty`; `too_big`; `unknown` with `what` sheet.
    """
    _look_first(data)
    with _read_as_workbook():
        book = _opened(data)
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            same = [name for name in names if name.casefold() == sheet.casefold()]
            if len(same) != 1:
                raise Problem(
                    "unknown", tuple(name[:40] for name in names[:8]), what="sheet", given=sheet[:40]
                )
            sheet = same[0]
        cells = _cells(book, sheet or names[0])
        shown = percents(data, names.index(sheet or names[0]))
    rows = (
        (line, [_told(cell, (line - 1, x) in shown) for x, cell in enumerate(row)])
        for line, row in enumerate(cells, 1)
        if row.count("") < len(row)
    )
    return table_of(rows, "xlsx", "")


def sheets_in(data: bytes) -> list[tuple[str, int]]:
    """The sheets that people see and that have rows below their headings: name, and how many rows.

    Raises:
        Problem: as table_in.
    """
    _look_first(data)
    found = []
    with _read_as_workbook():
        book = _opened(data)
        for one in book.sheets_metadata:
            if f"{one.visible} {one.typ}" == "SheetVisibleEnum.Visible SheetTypeEnum.WorkSheet":
                rows = sum(1 for row in _cells(book, one.name) if row.count("") < len(row)) - 1
                found += [(one.name, rows)] if rows > 0 else []
    return found


def _opened(data: bytes) -> Any:
    try:
        import python_calamine as calamine
    except ImportError:
        raise Problem("excel_missing") from None
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def _cells(book: Any, name: str) -> list[list[Any]]:
    page = book.get_sheet_by_name(name)
    furthest = page.end or (0, 0)
    if (furthest[0] + 1) * (furthest[1] + 1) > CELLS:
        raise Problem("too_big", given="")
    cells: list[list[Any]] = page.to_python(skip_empty_area=False)
    return cells


@contextmanager
def _read_as_workbook() -> Iterator[None]:
    """What the reader cannot read is no workbook, whatever it says of it."""
    try:
        yield
    except Problem:
        raise
    except Exception:
        raise Problem("not_a_table", reason="workbook") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's own faults are, and no Exception
            raise
        raise Problem("not_a_table", reason="workbook") from None


def _look_first(data: bytes) -> None:
    """Whether it can be unpacked without filling the machine.

    Raises:
        Problem: `not_a_table`, `too_big`.
    """
    import zipfile  # only a workbook pays for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {one.filename for one in parts}
            if "xl/workbook.xml" not in names or names & {*_OTHER_KINDS}:
                raise Problem("not_a_table", reason="workbook")
            if sum(one.file_size for one in parts) > UNPACKED:
                raise Problem("too_big", given="")
            cells = longest = 0
            for one in parts:  # a sheet may lie anywhere
                with packed.open(one) as part:
                    if one.filename == _TEXTS_PART:
                        longest = max(longest, _longest(part))
                    else:
                        cells += _check_reach(part, one.filename.startswith("xl/worksheets/"))
            if cells * longest > TEXTS:
                raise Problem("too_big", given="")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise Problem("not_a_table", reason="workbook") from None


def _longest(part: Any) -> int:
    """Bytes of the longest text that cells share."""
    at = last = longest = 0
    left = b""
    while chunk := part.read(_CHUNK):
        seen = left + chunk
        for found in _TEXT_BEGINS.finditer(seen):
            longest, last = max(longest, at + found.start() - last), at + found.start()
        left = seen[-20:]
        at += len(seen) - len(left)
    return max(longest, at + len(left) - last)


def _check_reach(part: Any, is_sheet: bool) -> int:
    """That no cell lies so far away that all those before it, empty as they are, would not have room; how many cells
    have a text that others share."""
    left = b""
    width = height = 1
    texts = 0
    while chunk := part.read(_CHUNK):
        seen = left + chunk
        if is_sheet and b"\0" in chunk:
            raise Problem("not_a_table", reason="workbook")  # in another encoding no cell would be seen here
        for column, row in _PLACE.findall(seen):
            height = max(height, int(row))
            width = max(width, _number(column))
        if width * height > CELLS or _NOWHERE.search(seen):
            raise Problem("too_big", given="")
        texts += len(_IS_TEXT.findall(chunk))
        left = seen[-256:]
    return texts


def _number(column: bytes) -> int:
    """A: 1, Z: 26, AA: 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _told(cell: Any, is_percent: bool) -> str:
    """A cell as it would be typed. One that begins as a formula is text here, and stays it."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, int | float):
        if is_percent:
            return f"{_told(float(f'{cell * 100:.12g}'), False)} %"
        whole = float(cell).is_integer() and abs(cell) < 1e15
        return method_words.number(int(cell) if whole else float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return harmless(str(cell)) if cell else ""
