"""A whole board out and in again: every document with the people it names, and nothing twice.

What is written out has people by their readable ids, so that it can be taken in where they have other references.
On a board where nothing has been yet its history (board.past) comes first, and `settle` makes the documents what the
file says; elsewhere `restore` adds the documents that are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from board import past, rights, text
from board.codes import BOARD_ROLES, KINDS, OUTCOMES, PHASES, STATES, TEXT_FIELDS
from board.context import Command, Context, escape
from board.errors import Problem
from board.identity_numbers import guard
from board.ids import document_id, public_id
from board.method.kinds import BY_TABLE, CARD, FIELDS_OF_CARD, GOAL, LINK, LINKS
from board.method.kinds import KINDS as KINDS_OF_PART
from board.model import BOARD_ID
from board.ports import Change, Doc, Draft, Line, Snapshot
from board.veiled import is_told, told_cells

FORMAT = 1
TABLES = ("cards", "comments", "cycles")
LIFTS = KINDS_OF_PART["lift"].table
"""A part of a card that does not lie on its board."""
_ONE_OF: Mapping[str, tuple[str, ...]] = {"kind": KINDS, "phase": PHASES, "state": STATES, "finish": OUTCOMES}
_TEXTS = frozenset({*TEXT_FIELDS, "text", "state_why"})
_DOCUMENTS = frozenset({"card", "cause", "origin_round", "origin_card", "origin_lift", "meeting", "promised"})
"""Fields whose value is another document's id, beside those of the parts (see `_documents`)."""


class Found(NamedTuple):
    """What a file would bring: documents by table and id that are new here, cards already here, what is wrong."""

    new: dict[str, dict[str, Doc]]
    unchanged: int
    rejected: list[tuple[int, Problem]]


def documents(board: Snapshot, handle: Callable[[Any], Any]) -> dict[str, dict[str, Doc]]:
    """Every document of a board by table and public id, without what is veiled; `handle` turns a person's reference
    into a readable id."""
    tables = {}
    for table, docs in board.tables.items():
        if not table.startswith("_") and is_told(table):
            tables[table] = {
                _outside(id): _written(table, told_cells(table, doc), handle)
                for id, doc in sorted(docs.items())
            }
    return tables


def _outside(id: str) -> str:
    return public_id(id) if id != BOARD_ID and id.isdigit() else id


@cache
def _documents(table: str) -> frozenset[str]:
    """The fields of a table's documents whose value is other documents' ids."""
    kind = BY_TABLE.get(table)
    fields = kind.fields if kind else FIELDS_OF_CARD.values() if table == "cards" else ()
    return _DOCUMENTS | {field.name for field in fields if field.type in (LINK, LINKS, GOAL, CARD)}


def _inside(public: object) -> str:
    return document_id(str(public)) or str(public)


def _written(table: str, doc: Doc, handle: Callable[[Any], Any]) -> Doc:
    found: dict[str, Any] = {}
    people, links = past.people_of(table), _documents(table)
    for name, value in doc.items():
        if name in people.one:
            value = handle(value)
        elif name in people.several and isinstance(value, list):
            value = sorted(str(handle(ref)) for ref in value)
        elif name in links:
            value = [_outside(str(one)) for one in value] if isinstance(value, list) else _outside(str(value))
        if not name.startswith("_") and name != past.BROUGHT:
            found[name] = value
    return found


def lifted(org: Snapshot, board: str, handle: Callable[[Any], Any]) -> dict[str, Doc]:
    """What has been lifted from a board, as `documents` writes it; it lies with people and roles."""
    return {
        _outside(id): _written(LIFTS, doc, handle)
        for id, doc in sorted(org.table(LIFTS).items())
        if doc.get("board") == board
    }


def left_out(board: Snapshot, org: Snapshot, here: str) -> dict[str, int]:
    """How many challenges, throws and programmes have to do with a board. They lie above the boards and are no part of
    one that is written out: what they say is others', too."""
    tied = {str(doc.get("challenge")) for doc in board.table("cards").values() if doc.get("challenge")}
    parts = org.table("programme_parts").values()
    programmes = {str(doc.get("programme")) for doc in parts if doc.get("board") == here}
    found = {
        "challenge": sum(
            doc.get("board") == here or id in tied or public_id(id) in tied
            for id, doc in org.table("challenges").items()
        ),
        "throw": sum(here in (doc.get("board"), doc.get("to_board")) for doc in org.table("throws").values()),
        "programme": sum(id in programmes or public_id(id) in programmes for id in org.table("programmes")),
    }
    return {name: count for name, count in found.items() if count}


def untouched(board: Snapshot) -> bool:
    """Whether a board has never had anything on it, so that a whole history can become its own."""
    return not board.deleted and not any(docs for table, docs in board.tables.items() if table != "board")


def history(data: Any, found: Found) -> list[Line]:
    """What the lines of a written-out board tell about what is taken in of it; none where it has no lines.

    Raises:
        Problem: `invalid_file`.
    """
    if "journal" not in data:
        return []
    listed = {
        (table, document_id(public) or "")
        for table, docs in data["tables"].items()
        if table != "board"
        for public in docs
    }
    return past.read(
        data["journal"],
        lambda table, id: (
            id == BOARD_ID
            if table == "board"
            else is_told(table) and ((table, id) not in listed or id in found.new.get(table, {}))
        ),
    )


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
    for table in (*TABLES, *sorted(set(filter(is_told, tables)) - {*TABLES, "board"})):
        docs = tables.get(table, {})
        if not isinstance(docs, dict) or not past.is_table(table):
            raise Problem("invalid_file")
        found = read_table(found, table, docs, board)
    info = (tables.get("board") or {}).get(BOARD_ID)
    if isinstance(info, dict) and not board.table("cards"):
        known = {name: value for name, value in info.items() if name != past.BROUGHT}
        found.new["board"] = {BOARD_ID: _checked(known, "board")}
    return found


def read_lifts(data: Mapping[str, Any], org: Snapshot) -> Found:
    """What has been lifted from a written-out board and is not here yet; none from a file of an earlier version.

    Raises:
        Problem: `invalid_file`.
    """
    docs = data.get(LIFTS, {})
    if not isinstance(docs, dict):
        raise Problem("invalid_file")
    return read_table(Found({}, 0, []), LIFTS, docs, org)


def bring_lifts(data: Mapping[str, Any], board: str) -> Command:
    """What was lifted from a written-out board, as lifted from the board that it becomes; for Session.organise."""

    def decide(context: Context) -> Sequence[Draft]:
        refs, changes = refs_of(context.org), []
        for id, doc in read_lifts(data, context.org).new.get(LIFTS, {}).items():
            cells = cells_of(LIFTS, doc, refs) | {"board": board}
            cells.setdefault("created", context.stamp)
            if (LIFTS, id) in context.org.deleted:
                cells["_deleted"] = None
            changes.append(Change(LIFTS, id, cells))
        return [Draft("import", tuple(changes))] if changes else []

    return decide


def read_table(found: Found, table: str, docs: Mapping[str, Any], board: Snapshot) -> Found:
    """What has been found, and what of these documents by public id is not on `board` yet; of what is, cards count."""
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
        allowed = _ONE_OF.get(name) if table not in BY_TABLE else None  # what a part calls so is its own
        if allowed is not None and value not in allowed:
            raise Problem("unknown", allowed, what=name, given=str(value)[:40])
        if name == "title":
            value = text.title(str(value))
        elif name in _TEXTS:
            value = text.body(str(value), name)
        elif name in _documents(table):
            value = [_inside(one) for one in value] if isinstance(value, list) else _inside(value)
        guard(name, "text")
        checked[text.clean(name)] = past.plain_value(value)
    if table == "cards" and not checked.get("title"):
        raise Problem("empty_title")
    return checked


def named_people(found: Found) -> set[str]:
    """The readable ids that the new documents name."""
    named: set[str] = set()
    for table, docs in found.new.items():
        people = past.people_of(table)
        for doc in docs.values():
            named |= {str(value) for name, value in doc.items() if name in people.one and value}
            for field in people.several:
                listed = doc.get(field)
                named |= {str(ref) for ref in listed} if isinstance(listed, list) else set()
    return named


def bring_people(
    people: Sequence[tuple[str, str]], roles: Sequence[Mapping[str, Any]] = (), board: str = ""
) -> Command:
    """People (readable id, name) that a file names and nobody here has the id of, and their roles on the board.

    A role has `person` and `deputy` by readable id, `role`, `from`, `to`, `deputy_from` and `deputy_to`, and the
    same of `earlier_deputy`; one that is held already stays as it is.
    """

    def decide(context: Context) -> Sequence[Draft]:
        refs = refs_of(context.org)
        made = {"created": context.stamp, "by": context.me}
        changes = []
        for handle, name in people:
            if handle not in refs:
                id = context.new_id()
                refs[handle] = public_id(id)
                changes.append(Change("people", id, {"handle": handle, "name": text.title(name), **made}))
        held = {
            tuple(doc.get(name) for name in ("person", "role", "board", "start"))
            for doc in context.org.table("roles").values()
        }
        for role in roles:
            cells = {
                "person": refs.get(str(role.get("person"))),
                "role": role.get("role"),
                "board": board,
                "start": _day(role.get("from")),
                "end": _day(role.get("to")),
                "deputy": refs.get(str(role.get("deputy"))),
                "deputy_start": _day(role.get("deputy_from")),
                "deputy_end": _day(role.get("deputy_to")),
                "earlier_deputy": refs.get(str(role.get("earlier_deputy"))),
                "earlier_deputy_start": _day(role.get("earlier_deputy_from")),
                "earlier_deputy_end": _day(role.get("earlier_deputy_to")),
                **made,
            }
            same = (cells["person"], cells["role"], board, cells["start"])
            if cells["person"] and cells["role"] in BOARD_ROLES and same not in held:
                kept = {name: value for name, value in cells.items() if value}
                rights.check(context, rights.CHANGE_PEOPLE, soft=False)
                changes.append(Change("roles", context.new_id(), kept))
        return [Draft("import", tuple(changes))] if changes else []

    return decide


def _day(given: Any) -> str | None:
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError):
        return None


def restore(data: object) -> Command:
    """Every document of a written-out board that is not here, as one change that one undo takes back."""

    def decide(context: Context) -> Sequence[Draft]:
        refs = refs_of(context.org)
        found = read(data, context.board)
        changes = []
        for table, docs in found.new.items():
            for id, doc in docs.items():
                cells = cells_of(table, doc, refs)
                if table == "board":
                    cells = _differing(cells, cells_of(table, context.board.get(table, id) or {}, {}))
                else:
                    cells.setdefault("created", context.stamp)
                if (table, id) in context.board.deleted:
                    cells["_deleted"] = None
                if table == "board" and cells:
                    strict = any(cell.startswith("strict/") for cell in cells)
                    rights.check(
                        context, rights.CHANGE_STRICT if strict else rights.CHANGE_SETTINGS, soft=False
                    )
                changes.append(Change(table, id, cells))
        changes = [change for change in changes if change.cells]
        return [Draft("import", tuple(changes))] if changes else []

    return decide


def settle(data: object, journal: str) -> Command:
    """After its history has come as the journal `journal`: every document is what the file says, and no other is here.

    The board's own fields are written even where they are alike, because starting the board and its history tell them
    differently. One undo takes the whole import back, and goes by the mark that is left in `brought`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        refs = refs_of(context.org)
        new = read(data, Snapshot({})).new
        own = cells_of("board", new.pop("board", {}).get(BOARD_ID, {}), refs)
        changes = [Change("board", BOARD_ID, {**own, f"{past.BROUGHT}/{journal}": context.stamp})]
        for table, docs in new.items():
            for id, doc in docs.items():
                here = cells_of(table, context.board.get(table, id) or {}, {})
                wanted = cells_of(table, doc, refs)
                wanted.setdefault("created", here.get("created") or context.stamp)
                cells = dict.fromkeys(here.keys() - wanted.keys()) | _differing(wanted, here)
                if (table, id) in context.board.deleted:
                    cells = {**wanted, "_deleted": None}
                changes.append(Change(table, id, cells))
        changes += [
            Change(table, id, {"_deleted": True})
            for table, docs in context.board.tables.items()
            if table != "board"
            for id in docs
            if id not in new.get(table, {})
        ]
        return [Draft("import", tuple(change for change in changes if change.cells))]

    return decide


def refs_of(org: Snapshot) -> dict[str, str]:
    """References by readable id."""
    return {str(doc.get("handle")): public_id(id) for id, doc in org.table("people").items()}


def _differing(wanted: Mapping[str, Any], here: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if here.get(name) != value}


def cells_of(table: str, doc: Doc, refs: Mapping[str, str]) -> dict[str, Any]:
    """A document as cells, people by the references that `refs` has for their readable ids."""
    people = past.people_of(table)
    cells: dict[str, Any] = {}
    for name, value in doc.items():
        if name.startswith("_"):
            continue
        if name in people.one:
            cells[name] = refs.get(str(value), value)
        elif isinstance(value, list):
            listed = [refs.get(str(one), str(one)) for one in value] if name in people.several else value
            cells |= {f"{name}/{escape(str(one))}": True for one in listed}
        elif isinstance(value, dict):
            cells |= {f"{name}/{escape(key)}": one for key, one in value.items()}
        else:
            cells[name] = value
    return cells
