"""Which cells of a workbook (.xlsx) are shown as percent: the cell holds 0,5 and people see 50 %.

The reader of cells gives their numbers and nothing of how they are shown. So the looks are read here, and the sheet is
only gone through for them where the workbook has such a look at all.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile

BUILT_IN = frozenset((9, 10))
"""Numbers of Excel's own looks in percent: 0 % and 0.00 %."""
_TAG = re.compile(rb"<(?:\w+:)?(row|c)((?:\s[^<>]*)?)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
_LOOKS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_LOOK = re.compile(rb"<(?:\w+:)?xf\s([^<>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_SAID_PLAINLY = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What stands in a look as it is: a % there does not make a percent."""
_CHUNK = 1 << 20
_MOST = 16 << 20
"""Bytes of a part that tells of looks or sheets; a larger one is not looked at, and its numbers stay as they are."""

Place = tuple[int, int]
"""Row and column, from 0."""


def percents(data: bytes, index: int) -> Container[Place]:
    """The cells of the sheet at `index`, in the workbook's order, that are shown as percent.

    Raises:
        BadZipFile: and whatever else zipfile raises, for what is no workbook.
    """
    from zipfile import ZipFile  # only a workbook pays for it

    with ZipFile(BytesIO(data)) as packed:
        looks = _percent_looks(_part(packed, "xl/styles.xml"))
        name = _part_of_sheet(packed, index) if looks else None
        return frozenset(_cells(packed, name, looks)) if name else frozenset()


def _part(packed: ZipFile, name: str) -> bytes:
    try:
        if packed.getinfo(name).file_size > _MOST:
            return b""
    except KeyError:
        return b""
    return packed.read(name)


def _percent_looks(styles: bytes) -> frozenset[int]:
    """The looks, by their number in the workbook, that show a percent."""
    own = {
        _whole(said, b"numFmtId"): "%" in _SAID_PLAINLY.sub("", _text(said, b"formatCode"))
        for said in _FORMAT.findall(styles)
    }
    found = _LOOKS.search(styles)
    looks = _LOOK.findall(found.group()) if found else []
    numbers = (_whole(said, b"numFmtId") for said in looks)
    return frozenset(n for n, kind in enumerate(numbers) if own.get(kind, kind in BUILT_IN))


def _part_of_sheet(packed: ZipFile, index: int) -> str | None:
    """Where a sheet lies in the package."""
    sheets = _SHEET.findall(_part(packed, "xl/workbook.xml"))
    if index >= len(sheets):
        return None
    id = _text(sheets[index], rb"\w+:id")
    for said in _LINK.findall(_part(packed, "xl/_rels/workbook.xml.rels")):
        if _text(said, b"Id") == id:
            target = _text(said, b"Target")
            name = target[1:] if target.startswith("/") else normpath(join("xl", target))
            return name if name in packed.namelist() else None
    return None


def _cells(packed: ZipFile, name: str, looks: frozenset[int]) -> Iterator[Place]:
    row = column = -1
    left = b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            seen = left + chunk
            end = 0
            for tag in _TAG.finditer(seen):
                end = tag.end()
                said = tag[2]
                place = _text(said, b"r")
                if tag[1] == b"row":
                    row, column = int(place) - 1 if place.isdecimal() else row + 1, -1
                    continue
                letters = place.rstrip("0123456789")
                column = _column(letters) if letters.isascii() and letters.isalpha() else column + 1
                if _whole(said, b"s") in looks:
                    yield row, column
            left = seen[max(end, len(seen) - 4096) :]


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(said: bytes, name: bytes) -> str:
    """What an attribute says, empty where it is not there."""
    found = re.search(rb"""(?:^|\s)%s\s?=\s?(?:"([^"]*)"|'([^']*)')""" % name, said)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _whole(said: bytes, name: bytes) -> int:
    told = _text(said, name)
    return int(told) if told.isdecimal() and len(told) < 10 else -1
