"""Typed views of the board's documents. A view is made when it is looked at; the documents are the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from board.codes import COLUMNS
from board.ids import document_id, public_id
from board.ports import Snapshot
from board.same import aliases
from board.values import day_in as day_in
from board.values import map_in as map_in
from board.values import moment as moment
from board.values import text_in as text_in

BOARD_ID = "1"
"""The board's own document, in the table `board`."""


@dataclass(frozen=True, slots=True)
class BoardInfo:
    """What a board is: whose, about what, and how much at a time."""

    name: str = ""
    unit: str | None = None
    area: str | None = None
    purpose: str | None = None
    focus: str | None = None
    archived: bool = False
    made_up: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)


def board_of(snapshot: Snapshot) -> BoardInfo:
    """The board's own document as a view; an empty one where nothing is written yet."""
    doc = snapshot.get("board", BOARD_ID) or {}
    limits = {
        phase: value
        for phase, value in map_in(doc, "limits").items()
        if phase in COLUMNS and isinstance(value, int) and not isinstance(value, bool) and value > 0
    }
    return BoardInfo(
        name=str(doc.get("name") or ""),
        unit=text_in(doc, "unit"),
        area=text_in(doc, "area"),
        purpose=text_in(doc, "purpose"),
        focus=text_in(doc, "focus"),
        archived=bool(doc.get("archived")),
        made_up=bool(doc.get("made_up")),
        limits=limits,
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who uses the boards. `ref` is what cards and history carry, `handle` what people type."""

    ref: str
    handle: str
    name: str
    active: bool = True

    @property
    def short(self) -> str:
        """The first name, for a card's narrow line."""
        return self.name.split()[0] if self.name.split() else self.handle


def people_of(org: Snapshot) -> dict[str, Person]:
    """Everyone by reference. Who went into another is there as that other; `everyone` lists each once."""
    found = {
        (ref := public_id(id)): Person(
            ref,
            str(doc.get("handle") or ref),
            str(doc.get("name") or doc.get("handle") or ref),
            not doc.get("left"),
        )
        for id, doc in org.table("people").items()
    }
    return found | {old: found[new] for old, new in aliases(org).items() if new in found}


def everyone(org: Snapshot) -> list[Person]:
    """Each person once, in the order of people_of."""
    return [one for ref, one in people_of(org).items() if ref == one.ref]


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that a person holds on a board, for an area, or (specialist) in the whole organisation."""

    id: str
    person: str
    role: str
    board: str | None
    area: str | None
    start: date | None
    end: date | None
    deputy: str | None
    """Who is named to stand in; `deputy_start` and `deputy_end` (the first day without) are the days of that alone."""
    deputy_start: date | None = None
    deputy_end: date | None = None
    earlier_deputy: str | None = None
    """Who stands in until `deputy_start`, where somebody else was named from a day to come; the days are their own."""
    earlier_deputy_start: date | None = None
    earlier_deputy_end: date | None = None

    def holds(self, today: date) -> bool:
        return (self.start is None or self.start <= today) and (self.end is None or today < self.end)

    def stands_in(self, today: date) -> str | None:
        """Who stands in on a day, within the days of standing in."""
        if self.deputy_start is None or self.deputy_start <= today:
            return self.deputy if self.deputy_end is None or today < self.deputy_end else None
        begun = self.earlier_deputy_start is None or self.earlier_deputy_start <= today
        ended = self.earlier_deputy_end is not None and self.earlier_deputy_end <= today
        return self.earlier_deputy if begun and not ended else None


def all_roles(org: Snapshot) -> list[RoleHeld]:
    """Every role ever given, in the order they were. Persons are those that count: see board.same."""
    joined = aliases(org)

    def whose(ref: str | None) -> str | None:
        return joined.get(ref, ref) if ref else None

    return [
        RoleHeld(
            id,
            whose(text_in(doc, "person")) or "",
            str(doc.get("role") or ""),
            text_in(doc, "board"),
            text_in(doc, "area"),
            day_in(doc, "start"),
            day_in(doc, "end"),
            whose(text_in(doc, "deputy")),
            day_in(doc, "deputy_start"),
            day_in(doc, "deputy_end"),
            whose(text_in(doc, "earlier_deputy")),
            day_in(doc, "earlier_deputy_start"),
            day_in(doc, "earlier_deputy_end"),
        )
        for id, doc in sorted(org.table("roles").items(), key=lambda pair: (len(pair[0]), pair[0]))
    ]


def roles_of(org: Snapshot, board: str, today: date, area: str | None = None) -> list[RoleHeld]:
    """The roles that count on a board today: its own, its area's and the whole organisation's."""
    return [
        held
        for held in all_roles(org)
        if held.holds(today)
        and (
            held.board == board or (held.area is not None and held.area == area) or held.role == "specialist"
        )
    ]


def person_doc_id(ref: str) -> str:
    """The document of a person reference; an unreadable reference gives an id that no document has."""
    return document_id(ref) or "0"
