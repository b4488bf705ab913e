"""What lies above the boards out and in again: challenges, throws and programmes, with the people that they name.

In the form of a written-out board (board.restoring), under the key `above` in place of `tables`, without a history.
What is here already stays as it is here. A card that names a challenge, and a part of a programme that names a card,
find each other again wherever both are: their ids are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from board.context import Command, Context
from board.errors import Problem
from board.ids import document_id
from board.method.kinds import KINDS
from board.ports import Change, Doc, Draft, Snapshot
from board.restoring import FORMAT, Found, cells_of, documents, read_table, refs_of

KEY = "above"
COUNTED = ("challenge", "throw", "programme")
TABLES = tuple(KINDS[name].table for name in (*COUNTED, "programme_part"))


def written(org: Snapshot, handle: Callable[[Any], Any]) -> dict[str, dict[str, Doc]]:
    """Every document by table and public id; `handle` turns a person's reference into a readable id."""
    return documents(Snapshot({table: org.table(table) for table in TABLES}), handle)


def counted(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """How many challenges, throws and programmes there are, of those that there are any of."""
    found = {name: len(tables.get(KINDS[name].table, {})) for name in COUNTED}
    return {name: count for name, count in found.items() if count}


def read(data: Mapping[str, Any], org: Snapshot) -> Found:
    """What of the file is not here yet.

    Raises:
        Problem: `invalid_file` where it is no such thing, `newer_format` where a newer version wrote it.
    """
    tables = data.get(KEY)
    if not isinstance(tables, dict) or not isinstance(data.get("export"), int):
        raise Problem("invalid_file")
    if data["export"] > FORMAT:
        raise Problem("newer_format")
    if {*tables} - {*TABLES}:
        raise Problem("invalid_file")
    found, here = Found({}, 0, []), 0
    for table, docs in tables.items():
        if not isinstance(docs, dict):
            raise Problem("invalid_file")
        here += sum(org.get(table, document_id(public) or "") is not None for public in docs)
        found = read_table(found, table, docs, org)
    return found._replace(unchanged=here)


def bring(data: Mapping[str, Any]) -> Command:
    """What is not here yet, as one change that one undo takes back; for Session.organise, once the people are there."""

    def decide(context: Context) -> Sequence[Draft]:
        refs, changes = refs_of(context.org), []
        for table, docs in read(data, context.org).new.items():
            for id, doc in docs.items():
                cells = cells_of(table, doc, refs)
                cells.setdefault("created", context.stamp)
                if (table, id) in context.org.deleted:
                    cells["_deleted"] = None
                changes.append(Change(table, id, cells))
        return [Draft("import", tuple(changes))] if changes else []

    return decide
