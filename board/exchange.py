"""Cards from a table and back: which rows are good, what they mean, and what is wrong with the others.

Pure: bytes and text in, values out. What a row means is decided here; putting it on a board is the importer's.
In order: `read_table` (bytes to rows), `match_columns` (headings to fields), `read_rows`; and `csv_text` back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from board import text
from board.code_words import code_of, words_for
from board.codes import OUTCOMES, TEXT_FIELDS, TITLE_LIMIT
from board.errors import Problem
from board.exchange_columns import EXTRA, FIELDS, match_columns, plain, read_mapping, with_days
from board.exchange_csv import EXTRA_MARK, card_columns, csv_text, harmless, unharmed
from board.exchange_table import Table, read_table
from board.identity_numbers import guard

__all__ = [
    "EXTRA",
    "FIELDS",
    "Row",
    "Table",
    "card_columns",
    "csv_text",
    "harmless",
    "match_columns",
    "plain",
    "read_mapping",
    "read_rows",
    "read_table",
    "row_key",
    "unharmed",
    "with_days",
]

_PERSONS = ("owner", "leader", "support")
_UNITS = ("enhet", "unit")


class Row(NamedTuple):
    """A good row. `fields` are as a card stores them, persons already as references, a set as a list; `id` is a public
    id or None."""

    line: int
    fields: dict[str, Any]
    tags: tuple[str, ...]
    extra: dict[str, str]
    key: str
    id: str | None = None


def row_key(title: str, unit: str = "") -> str:
    """What makes a row the same row in a second run: its title and unit as first written, hashed to 16 letters.

    The importer keeps it on the card as `source`, so that editing the card later changes nothing.
    """
    from hashlib import sha256

    return sha256(f"{title}\0{unit}".encode()).hexdigest()[:16]


def read_rows(
    table: Table,
    columns: Mapping[str, str | None],
    *,
    today: date,
    person: Callable[[str], str | None] | None = None,
    method: Callable[[str, str], Any] | None = None,
) -> tuple[list[Row], list[tuple[int, Problem]]]:
    """The good rows, and for each bad one its line and what is wrong with it.

    `person` gives the reference for a name or readable id; a name that it does not know stays on the card as EXTRA.
    `method` reads a cell of a field that the method adds to a card (field, cell) as what is stored, None where it can
    be nothing here: then it stays on the card as EXTRA. Codes are understood in both languages. A phase or kind that
    is empty is not in the row's fields.

    A bad row's problem is one of `empty_title`, `too_long`, `unknown` (phase, kind; hints are what is understood),
    `bad_date`, `identity_number`, `use_finish` (a row that is finished: finishing is a decision), `row_twice` (title
    and unit are those of an earlier row; `first` is its line).
    """
    good: list[Row] = []
    bad: list[tuple[int, Problem]] = []
    lines: dict[str, int] = {}
    for line, cells in table.rows:
        try:
            row = _row(line, dict(zip(table.header, cells, strict=True)), columns, today, person, method)
            if row.key in lines:
                raise Problem("row_twice", first=lines[row.key], title=row.fields["title"])
        except Problem as problem:
            bad.append((line, problem))
        else:
            lines[row.key] = line
            good.append(row)
    return good, bad


def _row(
    line: int,
    cells: Mapping[str, str],
    columns: Mapping[str, str | None],
    today: date,
    person: Callable[[str], str | None] | None,
    method: Callable[[str, str], Any] | None,
) -> Row:
    fields: dict[str, Any] = {}
    extra: dict[str, str] = {}
    tags: list[str] = []
    unit = id = ""
    for heading, raw in cells.items():
        field, cell = columns[heading], unharmed(raw)
        if plain(heading) in _UNITS:
            unit = text.line(cell, heading, limit=10 * TITLE_LIMIT)
        if field is None:
            continue
        if field == "tags":
            tags += _tags(cell)
        elif field == "id":
            id, kept = _public(cell)
            extra |= {heading: kept} if kept else {}
        else:
            own = field in FIELDS
            value: Any = None
            if own:
                value = _value(field, cell, today, person)
            elif field != EXTRA and method is not None and cell.strip():
                value = method(field, cell)
            if value is not None:
                fields |= {field: value} if value is not False else {}
            elif (not own or field in _PERSONS) and (kept := text.body(cell, heading)):
                extra[heading.removeprefix(EXTRA_MARK)] = kept
                guard(heading, EXTRA)
    return Row(line, fields, tuple(dict.fromkeys(tags)), extra, row_key(fields["title"], unit), id or None)


def _value(field: str, cell: str, today: date, person: Callable[[str], str | None] | None) -> str | None:
    """A cell as the field stores it, or None where it has nothing for it."""
    if field == "title":
        return text.title(cell)
    if field in TEXT_FIELDS:
        return text.body(cell, field) or None
    said = text.line(cell, field)
    if not said:
        return None
    if field in _PERSONS:
        return person(said) if person else None
    if field == "due":
        from board.when import parse_due

        return parse_due(said, today)
    code = code_of(field, said)
    if code is None:
        raise Problem("unknown", words_for(field), what=field, given=said[:40])
    if code == "done":
        raise Problem("use_finish", OUTCOMES)
    return code


def _tags(cell: str) -> list[str]:
    """A cell's tags, between commas, semicolons or lines, or each with a # of its own."""
    parts = re.split(r"[,;|\n]|(?<=\s)(?=#)", text.clean(cell, multiline=True))
    return [text.tag(part) for part in parts if part.strip(" #\t")]


def _public(cell: str) -> tuple[str, str]:
    """(public id, "") or ("", what was there instead)."""
    from board.ids import canonical, document_id

    said = text.line(cell, "id")
    return (canonical(said), "") if document_id(canonical(said)) else ("", said)
