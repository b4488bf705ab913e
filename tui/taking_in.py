"""What a table would bring to a board, the same for the command line and the screen: looked at first, then taken in.

A table of days and measures is readings; any other is cards. Taking it in is one change, which one undo takes back, and
a second time adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from board import exchange, importing, readings_table
from board.context import Command
from board.errors import Problem
from board.exchange_csv import EXTRA_MARK
from board.ids import public_id
from board.ports import Snapshot
from tui import words
from tui.cli import method_columns
from tui.text import _, ngettext

_TITLES = frozenset(("rubrik", "titel", "title"))
"""Headings that only a table of cards has."""
_PERSONS = ("owner", "leader", "support")
_MOST_NAMES = 5


class Cards(NamedTuple):
    """The cards of a table. columns: what each column becomes; new, same: rows that would be cards, and that are; bad:
    (line, why) of rows that cannot be."""

    columns: Mapping[str, str | None]
    new: list[exchange.Row]
    same: list[exchange.Row]
    bad: list[tuple[int, Problem]]

    @property
    def kept(self) -> list[str]:
        """Columns that stay on the cards as they are."""
        return [
            name.removeprefix(EXTRA_MARK) for name, field in self.columns.items() if field == exchange.EXTRA
        ]

    @property
    def nobody(self) -> list[str]:
        """Names in the new rows that are of no person here; they stay on the cards as they are written."""
        named = [name.removeprefix(EXTRA_MARK) for name, field in self.columns.items() if field in _PERSONS]
        return list(dict.fromkeys(row.extra[name] for row in self.new for name in named if name in row.extra))

    def told(self) -> tuple[list[str], list[str]]:
        """Sentences about what became of the columns: those that went by another name, and what has no place."""
        became = _("{heading} blev {field}.")
        known = [
            became.format(heading=heading, field=words.field(field))
            for heading, field in self.columns.items()
            if field not in (None, exchange.EXTRA, "title")
            and words.field(field).casefold() != heading.casefold()
        ]
        lost = []
        if self.kept:
            said = _("Tavlan har ingen plats för: {names}. Det som stod där finns på korten, under Övrigt.")
            lost.append(said.format(names=", ".join(self.kept)))
        if self.nobody:
            more = len(self.nobody) - _MOST_NAMES
            names = ", ".join(self.nobody[:_MOST_NAMES]) + (" …" if more > 0 else "")
            said = ngettext(
                "{names} finns inte bland människorna här. Namnet finns på kortet, under Övrigt.",
                "{names} finns inte bland människorna här. Namnen finns på korten, under Övrigt.",
                len(self.nobody),
            )
            lost.append(said.format(names=names))
        return known, lost

    @property
    def command(self) -> Command:
        return importing.import_rows([*self.new, *self.same], self.kept)


def readings_in(table: exchange.Table, board: Snapshot, now: datetime) -> readings_table.Readings | None:
    """The readings of a table, where it has those and not cards."""
    if any(exchange.plain(name) in _TITLES for name in table.header):
        return None
    return readings_table.readings_in(table, board, now.date())


def cards_in(
    table: exchange.Table,
    board: Snapshot,
    org: Snapshot,
    now: datetime,
    mapping: Mapping[str, str | None] | None = None,
) -> Cards:
    """The cards of a table; `mapping` says what columns are that do not say it themselves.

    Raises:
        Problem: what exchange.match_columns and exchange.read_rows raise.
    """
    columns = exchange.match_columns(table.header, mapping, method_columns.headings())
    columns = exchange.with_days(table, columns, now.date(), mapping or ())
    people = _people(org)
    rows, bad = exchange.read_rows(
        table,
        columns,
        today=now.date(),
        person=lambda given: people.get(given.casefold()),
        method=method_columns.reader(board, org, now),
    )
    new, same = importing.planned(rows, board)
    return Cards(columns, new, same, bad)


def _people(org: Snapshot) -> dict[str, str]:
    """References by readable id and by name; a name that two have is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for id, doc in org.table("people").items():
        name = str(doc.get("name") or "").casefold()
        (twice.add(name) if name in found else found.setdefault(name, public_id(id)))
    found = {name: ref for name, ref in found.items() if name and name not in twice}
    return found | {str(doc.get("handle")): public_id(id) for id, doc in org.table("people").items()}
