"""A whole board out and in again: every document with the people it names, and nothing twice.

What is written out has people by their readable ids, so that it can be taken in where they have other references.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from board import text
from board.codes import KINDS, OUTCOMES, PERSON_FIELDS, PHASES, STATES, TEXT_FIELDS
from board.commands import Command, Context, escape
from board.errors import Problem
from board.ids import document_id, public_id
from board.model import BOARD_ID
from board.ports import Change, Doc, Draft, Snapshot

FORMAT = 1
TABLES = ("cards", "comments", "cycles")
_PEOPLE = frozenset({*PERSON_FIELDS, "by", "person", "deputy"})
_ONE_OF: Mapping[str, tuple[str, ...]] = {"kind": KINDS, "phase": PHASES, "state": STATES, "finish": OUTCOMES}
_TEXTS = frozenset({*TEXT_FIELDS, "text", "state_why"})


class Found(NamedTuple):
    """What a file would bring: documents by table and id that are new here, cards already here, what is wrong."""

    new: dict[str, dict[str, Doc]]
    unchanged: int
    rejected: list[tuple[int, Problem]]


def documents(board: Snapshot, handle: Callable[[Any], Any]) -> dict[str, dict[str, Doc]]:
    """Every document of a board by table and public id; `handle` turns a person's reference into a readable id."""
    tables = {}
    for table, docs in board.tables.items():
        if not table.startswith("_"):
            tables[table] = {_outside(id): _written(doc, handle) for id, doc in sorted(docs.items())}
    return tables


def _outside(id: str) -> str:
    return public_id(id) if id != BOARD_ID and id.isdigit() else id


def _written(doc: Doc, handle: Callable[[Any], Any]) -> Doc:
    found: dict[str, Any] = {}
    for name, value in doc.items():
        if name in _PEOPLE:
            value = handle(value)
        elif name == "doers" and isinstance(value, list):
            value = sorted(str(handle(ref)) for ref in value)
        elif name == "card" and isinstance(value, str):
            value = _outside(value)
        if not name.startswith("_"):
            found[name] = value
    return found


def read(data: object, board: Snapshot) -> Found:
    """What of a written-out board is not here yet.

    Raises:
        Problem: `invalid_file` where it is no such thing, `newer_format` where a newer version wrote it.
    """
    tables = data.get("tables") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(tables, dict) or not isinstance(data.get("export"), int):
        raise Problem("invalid_file")
    if data["export"] > FORMAT:
        raise Problem("newer_format")
    found = Found({}, 0, [])
    for table in (*TABLES, *sorted(set(tables) - {*TABLES, "board"})):
        docs = tables.get(table, {})
        if not isinstance(docs, dict):
            raise Problem("invalid_file")
        found = _table(found, table, docs, board)
    info = (tables.get("board") or {}).get(BOARD_ID)
    if isinstance(info, dict) and not board.table("cards"):
        found.new["board"] = {BOARD_ID: info}
    return found


def _table(found: Found, table: str, docs: Mapping[str, Any], board: Snapshot) -> Found:
    unchanged = found.unchanged
    for place, (public, doc) in enumerate(docs.items(), 1):
        id = document_id(public)
        if id is not None and board.get(table, id) is not None:
            unchanged += table == "cards"
            continue
        try:
            if id is None or not isinstance(doc, dict):
                raise Problem("invalid_file")
            found.new.setdefault(table, {})[id] = _checked(doc, table)
        except Problem as problem:
            found.rejected.append((place, problem))
    return found._replace(unchanged=unchanged)


def _checked(doc: Mapping[str, Any], table: str) -> Doc:
    """A document with every text cleaned, as at any other door; what this version does not know is kept."""
    checked: dict[str, Any] = {}
    for name, value in doc.items():
        if name.startswith("_") or value is None:
            continue
        if not name or "/" in name or name == "*":
            raise Problem("invalid_file")
        allowed = _ONE_OF.get(name)
        if allowed is not None and value not in allowed:
            raise Problem("unknown", allowed, what=name, given=str(value)[:40])
        if name == "title":
            value = text.title(str(value))
        elif name in _TEXTS:
            value = text.body(str(value), name)
        elif name == "card":
            value = document_id(str(value)) or str(value)
        checked[text.clean(name)] = _cleaned(value)
    if table == "cards" and not checked.get("title"):
        raise Problem("empty_title")
    return checked


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return text.clean(value, multiline=True)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {text.clean(str(name)): _cleaned(one) for name, one in value.items()}
    return value


def named_people(found: Found) -> set[str]:
    """The readable ids that the new documents name."""
    named: set[str] = set()
    for docs in found.new.values():
        for doc in docs.values():
            named |= {str(value) for name, value in doc.items() if name in _PEOPLE and value}
            named |= {str(ref) for ref in doc.get("doers") or []}
    return named


def bring_people(people: Sequence[tuple[str, str]]) -> Command:
    """People (readable id, name) that a file names and nobody here has the id of."""

    def decide(context: Context) -> Sequence[Draft]:
        taken = {doc.get("handle") for doc in context.org.table("people").values()}
        changes = tuple(
            Change(
                "people",
                context.new_id(),
                {"handle": handle, "name": text.title(name), "created": context.stamp, "by": context.me},
            )
            for handle, name in people
            if handle not in taken
        )
        return [Draft("import", changes)] if changes else []

    return decide


def restore(data: object) -> Command:
    """Every document of a written-out board that is not here, as one change that one undo takes back."""

    def decide(context: Context) -> Sequence[Draft]:
        refs = {str(doc.get("handle")): public_id(id) for id, doc in context.org.table("people").items()}
        found = read(data, context.board)
        changes = [
            Change(table, id, _cells(context, table, id, doc, refs))
            for table, docs in found.new.items()
            for id, doc in docs.items()
        ]
        changes = [change for change in changes if change.cells]
        return [Draft("import", tuple(changes))] if changes else []

    return decide


def _cells(context: Context, table: str, id: str, doc: Doc, refs: Mapping[str, str]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in doc.items():
        if name in _PEOPLE:
            cells[name] = refs.get(str(value), value)
        elif isinstance(value, list):
            listed = [refs.get(str(one), str(one)) for one in value] if name == "doers" else value
            cells |= {f"{name}/{escape(str(one))}": True for one in listed}
        elif isinstance(value, dict):
            cells |= {f"{name}/{escape(key)}": one for key, one in value.items()}
        else:
            cells[name] = value
    if table == "board":
        old = context.board.get(table, id) or {}
        return {
            name: value
            for name, value in cells.items()
            if name not in ("created", "by") and old.get(name) != value
        }
    cells.setdefault("created", context.stamp)
    if (table, id) in context.board.deleted:
        cells["_deleted"] = None
    return cells
