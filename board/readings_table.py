"""Readings from a table, as units keep them in a spreadsheet.

A column of days and a column for each measure, or a row for each reading with its day, its measure and its value.
Pure: which measure of the board a heading names, which rows are good, what is there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from board.context import Command, Context
from board.errors import Problem
from board.exchange_columns import plain
from board.exchange_csv import unharmed
from board.exchange_table import Table
from board.method import acts
from board.method.parts import parts_of
from board.method.pasted import DAY_NAMES, VALUE_NAMES, reading_day
from board.method.readings import understand
from board.ports import Draft, Snapshot
from board.text import clean

MEASURES = frozenset(("matt", "measure", "indicator", "indikator"))
CARDS = frozenset(("kort", "card"))


class Column(NamedTuple):
    """Readings of a measure: (day, what was typed, note). card: "" for a measure of the unit itself."""

    card: str
    indicator: str
    name: str
    rows: tuple[tuple[date, str, str | None], ...]


class Readings(NamedTuple):
    """What a table has. unknown: headings, or measures, that the board has none called that; bad: (line, why)."""

    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    bad: tuple[tuple[int, Problem], ...]


def readings_in(table: Table, board: Snapshot, today: date) -> Readings | None:
    """The readings of a table; None for a table of something else: without a day, or without a measure of the board.

    The problems of rows are those of pasted.reading_day and readings.understand.
    """
    heads = {plain(name): at for at, name in reversed(list(enumerate(table.header)))}
    day = next((heads[name] for name in heads if name in DAY_NAMES), None)
    if day is None:
        return None
    measure = next((heads[name] for name in heads if name in MEASURES), None)
    value = next((heads[name] for name in heads if name in VALUE_NAMES), None)
    if measure is not None and value is not None:
        card = next((heads[name] for name in heads if name in CARDS), None)
        note = heads.get("kommentar", heads.get("comment"))
        return _by_row(table, board, today, (day, measure, value, card, note))
    known = _measures(board)
    columns = {
        at: known[plain(name)] for at, name in enumerate(table.header) if at != day and plain(name) in known
    }
    if not columns:
        return None
    unknown = tuple(name for at, name in enumerate(table.header) if at not in columns and at != day)
    found: dict[tuple[str, str, str], list[tuple[date, str, str | None]]] = {}
    bad: list[tuple[int, Problem]] = []
    for line, cells in table.rows:
        try:
            filled = {at: _typed(cells[at]) for at in columns if _typed(cells[at])}
            on = reading_day(_typed(cells[day]), today) if filled else today
            for typed in filled.values():
                understand(typed)
            for at, typed in filled.items():
                found.setdefault(_one(columns[at]), []).append((on, typed, None))
        except Problem as problem:
            bad.append((line, problem))
    return Readings(tuple(Column(*key, tuple(rows)) for key, rows in found.items()), unknown, tuple(bad))


def _by_row(
    table: Table, board: Snapshot, today: date, at: tuple[int, int, int, int | None, int | None]
) -> Readings:
    day, measure, value, card, note = at
    known = _measures(board)
    titles = {id: plain(str(doc.get("title") or "")) for id, doc in board.table("cards").items()}
    found: dict[tuple[str, str, str], list[tuple[date, str, str | None]]] = {}
    unknown: dict[str, None] = {}
    bad: list[tuple[int, Problem]] = []
    for line, cells in table.rows:
        name = _typed(cells[measure])
        having = known.get(plain(name), [])
        if card is not None and len(having) > 1:
            of = plain(_typed(cells[card]))
            having = [one for one in having if titles.get(one[0], "") == of]
        try:
            if not having:
                unknown.setdefault(name)
                continue
            typed, on = _typed(cells[value]), reading_day(_typed(cells[day]), today)
            understand(typed)
            said = _typed(cells[note]) if note is not None else ""
            found.setdefault(_one(having), []).append((on, typed, said or None))
        except Problem as problem:
            bad.append((line, problem))
    return Readings(
        tuple(Column(*key, tuple(rows)) for key, rows in found.items()), tuple(unknown), tuple(bad)
    )


def _typed(cell: str) -> str:
    return " ".join(clean(unharmed(cell)).split())


def _measures(board: Snapshot) -> dict[str, list[tuple[str, str, str]]]:
    """The board's measures by what they are called: (card, id, name) of each."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for id, doc in board.table("indicators").items():
        card, name = str(doc.get("card") or ""), str(doc.get("text") or "")
        if name and (not card or board.get("cards", card) is not None):
            found.setdefault(plain(name), []).append((card, id, name))
    return found


def _one(having: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    """Raises Problem `ambiguous` where several measures are called the same."""
    if len(having) > 1:
        raise Problem(
            "ambiguous", tuple(id for _card, id, _name in having), what="indicator", given=having[0][2][:40]
        )
    return having[0]


def new_of(found: Readings, board: Snapshot) -> tuple[Column, ...]:
    """The columns without what is there already, so that a second time adds nothing; two alike on a day are two."""
    made = []
    for column in found.columns:
        docs = parts_of(board, "reading", column.card).values()
        left = Counter(
            (str(doc.get("on")), str(doc.get("typed")))
            for doc in docs
            if doc.get("indicator") == column.indicator
        )
        rows = []
        for row in column.rows:
            key = (row[0].isoformat(), row[1])
            if left[key] > 0:
                left[key] -= 1
            else:
                rows.append(row)
        made.append(column._replace(rows=tuple(rows)))
    return tuple(made)


def record(columns: Sequence[Column]) -> Command:
    """All the readings as one change, which one undo takes back.

    Raises:
        Problem: as acts.record.
    """

    def decide(context: Context) -> Sequence[Draft]:
        drafts = [
            draft
            for column in columns
            if column.rows
            for draft in acts.record(column.card or None, column.indicator, column.rows)(context)
        ]
        changes = tuple(change for draft in drafts for change in draft.changes)
        return [Draft("add_reading", changes)] if changes else []

    return decide
