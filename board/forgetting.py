"""Forgetting a person: what of a line is theirs, and what stands instead. storage/redact.py rewrites the files.

Nothing of a line is lost but words: what was moved, when and after what stays, so that every board says the same and
undo and versions work as before. `by` stays too; it is a reference, and the name that it led to is one of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from board import rights
from board.codes import TEXT_FIELDS
from board.context import Command, Context, person
from board.errors import Problem
from board.ids import document_id, public_id
from board.ports import Change, Draft, Snapshot
from board.same import all_of, same

MARK = "[…]"
"""Stands for words that are forgotten."""

_NOT_WRITTEN = frozenset({"import", "undo", "redo", "settle", "repair", "forget"})
"""Commands that bring back or bring in words that somebody else may have written."""
_TURNS = ("undo", "redo")
_NOT_THEIRS = frozenset({"board", "people", "roles", "cycles", "answers"})
"""Tables of what belongs to the unit, of other people's names, and of copies of what stands on the card."""
_ROUNDS = frozenset({"conclusion", "ending_why", "agreed", "competing"})
_OF_CARD = frozenset({*TEXT_FIELDS, "title", "state_why", "skips", "extra", "bones"})
ERASED = "erased/"
"""Begins the cell that says that what was written before in a field of the document is to be gone everywhere."""
Texts = set[tuple[str, str, str]]
"""Document, field and text of what was written."""


class Forgotten(NamedTuple):
    """Whom to forget: reference, document id, and the full names they have had."""

    ref: str
    id: str
    names: tuple[str, ...] = ()


def forgotten(org: Snapshot) -> dict[str, Forgotten]:
    """Everybody who is to be forgotten, by reference; the names are in the journals only."""
    docs = org.table("people").items()
    return {public_id(id): Forgotten(public_id(id), id) for id, doc in docs if doc.get("forgotten")}


def whom(ref: str, org: Snapshot) -> dict[str, Forgotten]:
    """A person, given the reference or the readable id, with those who have been joined with them.

    Raises:
        Problem: `unknown` with near ids.
    """
    refs = sorted(all_of(org, person(ref, org)))
    return {one: Forgotten(one, document_id(one) or "") for one in refs}


def forget(ref: str) -> Command:
    """Say that a person is to be forgotten; every computer then does so with what it has. Their roles end.

    Raises:
        Problem: `unknown` person, `only_theirs` for others than oneself (board.rights).
    """

    def decide(context: Context) -> Sequence[Draft]:
        who = whom(ref, context.org)
        why = context.reason if context.me in who else rights.check(context, rights.FORGET)
        changes = []
        for found in who.values():
            doc = context.org.get("people", found.id)
            if doc is not None and not doc.get("forgotten"):
                cells = {"name": MARK, "handle": _handle(found.ref), "forgotten": context.stamp}
                if not doc.get("left"):
                    cells["left"] = context.now.date().isoformat()
                changes.append(Change("people", found.id, cells))
        for role, held in sorted(context.org.table("roles").items()):
            if held.get("person") in who and not held.get("end"):
                changes.append(Change("roles", role, {"end": context.now.date().isoformat()}))
        return [Draft("forget", tuple(changes), why)] if changes else []

    return decide


def erase(table: str, places: Mapping[str, str], do: str = "erase") -> Command:
    """Take away the text of a field of each document, {id: field}, now and as it ever was.

    Raises:
        Problem: `unknown`, `unknown_field`, `only_theirs` for what another wrote (board.rights).
    """
    return erase_texts([(table, id, field) for id, field in places.items()], do)


def erase_texts(places: Iterable[tuple[str, str, str]], do: str = "erase") -> Command:
    """The same for places (table, id, field), several of a document too."""
    places = tuple(places)

    def decide(context: Context) -> Sequence[Draft]:
        if do == "thin":
            why = rights.check(context, rights.DELETE)
        else:
            own = all_of_own(context.board, context.org, context.me, places)
            why = context.reason if own else rights.check(context, rights.ERASE)
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for table, id, field in places:
            doc = context.board.get(table, id) or context.board.deleted.get((table, id))
            if doc is None:
                raise Problem("unknown", what="card", given=id)
            if not is_text(table, field, "a b") and doc.get(field) != MARK:
                raise Problem("unknown_field", field=field[:40])
            cells = found.setdefault((table, id), {})
            cells[ERASED + field] = context.stamp
            held = doc.get(field)
            if isinstance(held, Mapping):
                cells.update({f"{field}/{element}": MARK for element, value in held.items() if value})
            elif held:
                cells[field] = MARK
        changes = tuple(Change(*place, cells) for place, cells in found.items())
        return [Draft(do, changes, why)] if changes else []

    return decide


def all_of_own(board: Snapshot, org: Snapshot, me: str, places: Iterable[tuple[str, str, str]]) -> bool:
    """Whether all documents that texts stand in (table, id, field) are of a person's own making."""
    docs = [board.get(table, id) or board.deleted.get((table, id)) or {} for table, id, _field in places]
    return all(doc.get("by") and same(org, str(doc["by"])) == same(org, me) for doc in docs)


def _handle(ref: str) -> str:
    """The readable id of somebody who is forgotten."""
    return f"glomd-{ref[:6]}"


@cache
def _fields() -> Mapping[str, frozenset[str]]:
    """The fields of each table that hold words somebody wrote."""
    from board.method import kinds

    words = (kinds.LINE, kinds.TEXT)
    known = {
        kind.table: frozenset(f.name for f in kind.fields if f.type in words and f.name != "typed")
        for kind in kinds.KINDS.values()
    }
    own = frozenset(f.name for f in kinds.FIELDS_OF_CARD.values() if f.type in words)
    return {
        **known,
        "cards": _OF_CARD | own,
        "cycles": _OF_CARD | own,
        "comments": frozenset({"text"}),
        "rounds": _ROUNDS,
        "meetings": frozenset({"added"}),
        "meeting_notes": frozenset({"text"}),
    }


def is_text(table: str, cell: str, value: Any) -> bool:
    """Whether a cell holds words that somebody wrote. Of a table not known here: whatever has a space."""
    if not isinstance(value, str) or not value or value == MARK:
        return False
    fields = _fields().get(table)
    return " " in value if fields is None else cell.partition("/")[0] in fields


def wrote(raw: Mapping[str, Any], who: Mapping[str, Forgotten]) -> Iterator[tuple[str, str, str]]:
    """The texts that one of them wrote in a line."""
    if str(raw.get("by")) in who and str(raw.get("do")) not in _NOT_WRITTEN:
        for table, id, cells in _changes(raw):
            if table not in _NOT_THEIRS:
                for cell, value in cells.items():
                    if is_text(table, cell, value):
                        yield id, cell, value


def names_in(raw: Mapping[str, Any], who: Mapping[str, Forgotten]) -> Iterator[tuple[str, str]]:
    """References and the names that a line gives them."""
    for table, id, cells in _changes(raw):
        name = cells.get("name")
        ref = public_id(id) if table == "people" and id.isdigit() else ""
        if ref in who and isinstance(name, str) and name != MARK:
            yield ref, name


def _changes(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for change in raw.get("ch") or ():
        if isinstance(change, list) and len(change) >= 3 and isinstance(change[2], dict):
            yield str(change[0]), str(change[1]), change[2]


class Gathered:
    """What the lines of a board tell of who wrote what, in whatever order they come, with some of it gone."""

    def __init__(self, lines: Iterable[Mapping[str, Any]], who: Mapping[str, Forgotten]) -> None:
        self.who = who
        self.texts: Texts = set()
        self._erased: dict[tuple[str, str, str], str] = {}
        self._heads: dict[str, tuple[Any, Any, Any]] = {}
        self._cells: dict[tuple[str, str, str, str], tuple[Any, Sequence[Any]]] = {}
        for raw in lines:
            self._take(raw)

    def _take(self, raw: Mapping[str, Any]) -> None:
        self.texts.update(wrote(raw, self.who))
        stamp = str(raw.get("t"))
        self._heads[stamp] = (str(raw.get("by")), str(raw.get("do")), raw.get("undoes"))
        for change in raw.get("ch") or ():
            if isinstance(change, list) and len(change) >= 3 and isinstance(change[2], dict):
                named = change[3] if len(change) > 3 and isinstance(change[3], dict) else {}
                for cell, value in change[2].items():
                    if cell.startswith(ERASED) and value:
                        place = str(change[0]), str(change[1]), cell.removeprefix(ERASED)
                        self._erased[place] = max(stamp, self._erased.get(place, ""))
                    if value == MARK or is_text(str(change[0]), cell, value):
                        replaced = named.get(cell)
                        held = replaced if isinstance(replaced, list) else ()
                        self._cells[stamp, str(change[0]), str(change[1]), cell] = (value, held)

    def erased(self, raw: Mapping[str, Any], table: str, id: str, cell: str) -> bool:
        """Whether the text of a cell has been erased since a line set it."""
        return str(raw.get("t")) < self._erased.get((table, id, cell.partition("/")[0]), "")

    def brought_back(self, raw: Mapping[str, Any], table: str, id: str, cell: str, value: str) -> bool:
        """Whether an undo or a redo set a cell to what one of them had written: it writes nothing of its own."""
        if str(raw.get("do")) not in _TURNS:
            return False
        before = self._cells.get((str(raw.get("undoes")), table, id, cell))
        stamps = [stamp for stamp in before[1] if isinstance(stamp, str)] if before is not None else []
        authors = {stamp: self._author(stamp, table, id, cell) for stamp in stamps}
        if any(
            author not in self.who and self._cells.get((stamp, table, id, cell), (None,))[0] == value
            for stamp, author in authors.items()
        ):
            return False
        return any(author in self.who for author in authors.values())

    def _author(self, stamp: str, table: str, id: str, cell: str) -> Any:
        """Who wrote what a line sets a cell to, looked for behind undoing and doing again."""
        seen: set[str] = set()
        while stamp not in seen and stamp in self._heads:
            seen.add(stamp)
            by, do, undoes = self._heads[stamp]
            before = self._cells.get((str(undoes), table, id, cell))
            stamps = [one for one in before[1] if isinstance(one, str)] if before is not None else []
            if do not in _TURNS or not stamps:
                return by
            stamp = max(stamps)
        return None


class Rule:
    """What becomes of a line, told by the whole of what was gathered."""

    def __init__(self, who: Mapping[str, Forgotten], gathered: Gathered) -> None:
        self.who = who
        self._gathered = gathered
        # One word may be anybody's; a first name alone forgets nobody.
        full = sorted(
            {name for one in who.values() for name in one.names if " " in name.strip()}, key=len, reverse=True
        )
        self._names = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, full)) + r")(?!\w)") if full else None
        )

    def without(self, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """The line without their words, or None where it has none."""
        own = str(raw.get("by")) in self.who
        fresh = dict(raw)
        why = raw.get("why")
        if isinstance(why, str) and why != MARK:
            fresh["why"] = MARK if own else self._unnamed(why)
        if isinstance(raw.get("ch"), list):
            written = own and str(raw.get("do")) not in _NOT_WRITTEN
            fresh["ch"] = [self._change(change, written, raw) for change in raw["ch"]]
        return None if fresh == raw else fresh

    def _change(self, change: Any, written: bool, raw: Mapping[str, Any]) -> Any:
        if not isinstance(change, list) or len(change) < 3 or not isinstance(change[2], dict):
            return change
        table, id, cells = str(change[0]), str(change[1]), change[2]
        if table == "people" and id.isdigit() and public_id(id) in self.who:
            return [*change[:2], self._person(public_id(id), cells), *change[3:]]
        theirs = written and table not in _NOT_THEIRS
        documents = (id, str(cells.get("card"))) if table == "cycles" else (id,)
        fresh = {}
        for cell, value in cells.items():
            if is_text(table, cell, value) and (
                theirs
                or self._gathered.erased(raw, table, id, cell)
                or any((one, cell, value) in self._gathered.texts for one in documents)
                or self._gathered.brought_back(raw, table, id, cell, value)
            ):
                value = MARK
            elif isinstance(value, str) and table != "people":
                value = self._unnamed(value)
            fresh[cell] = value
        return [*change[:2], fresh, *change[3:]]

    @staticmethod
    def _person(ref: str, cells: Mapping[str, Any]) -> dict[str, Any]:
        instead = {"name": MARK, "handle": _handle(ref)}
        return {cell: instead[cell] if cell in instead and value else value for cell, value in cells.items()}

    def _unnamed(self, text: str) -> str:
        return self._names.sub(MARK, text) if self._names is not None else text
