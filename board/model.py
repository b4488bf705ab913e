"""Typed views of the board's documents. A view is made when it is looked at; the documents are the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from board.codes import COLUMNS
from board.ids import document_id, public_id
from board.ports import Doc, Snapshot

BOARD_ID = "1"
"""The board's own document, in the table `board`."""


def _text(doc: Doc, name: str) -> str | None:
    value = doc.get(name)
    return value if isinstance(value, str) and value else None


def _names(doc: Doc, name: str) -> tuple[str, ...]:
    value = doc.get(name)
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _map(doc: Doc, name: str) -> Mapping[str, Any]:
    value = doc.get(name)
    return value if isinstance(value, dict) else {}


def _day(doc: Doc, name: str) -> date | None:
    try:
        return date.fromisoformat(str(doc.get(name) or ""))
    except ValueError:
        return None


def moment(value: object) -> datetime | None:
    """A stored time with offset, or None where there is none or it cannot be read."""
    try:
        found = datetime.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return found if found.tzinfo else None


@dataclass(frozen=True, slots=True)
class Card:
    """One improvement, from a line of text to a routine. Persons are references, never names."""

    id: str
    title: str
    kind: str
    phase: str
    state: str
    rank: str
    cycle: int
    problem: str | None
    why: str | None
    owner: str | None
    leader: str | None
    support: str | None
    doers: tuple[str, ...]
    tags: tuple[str, ...]
    due: date | None
    measure: str | None
    outcome: str | None
    decision: str | None
    finish: str | None
    state_why: str | None
    since: datetime | None
    created: datetime | None
    by: str | None
    changed: datetime | None
    changed_by: str | None
    skips: Mapping[str, str]
    extra: Mapping[str, str]

    @property
    def public(self) -> str:
        return public_id(self.id)


def card_of(id: str, doc: Doc) -> Card:
    """The typed view of a card document; what is missing or of another type reads as absent."""
    cycle = doc.get("cycle")
    return Card(
        id=id,
        title=str(doc.get("title") or ""),
        kind=_text(doc, "kind") or "problem",
        phase=_text(doc, "phase") or "inbox",
        state=_text(doc, "state") or "open",
        rank=_text(doc, "rank") or "",
        cycle=cycle if isinstance(cycle, int) and not isinstance(cycle, bool) else 1,
        problem=_text(doc, "problem"),
        why=_text(doc, "why"),
        owner=_text(doc, "owner"),
        leader=_text(doc, "leader"),
        support=_text(doc, "support"),
        doers=_names(doc, "doers"),
        tags=_names(doc, "tags"),
        due=_day(doc, "due"),
        measure=_text(doc, "measure"),
        outcome=_text(doc, "outcome"),
        decision=_text(doc, "decision"),
        finish=_text(doc, "finish"),
        state_why=_text(doc, "state_why"),
        since=moment(doc.get("since")),
        created=moment(doc.get("created")),
        by=_text(doc, "by"),
        changed=moment(doc.get("_at")),
        changed_by=_text(doc, "_by"),
        skips=_map(doc, "skips"),
        extra=_map(doc, "extra"),
    )


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
        for phase, value in _map(doc, "limits").items()
        if phase in COLUMNS and isinstance(value, int) and not isinstance(value, bool) and value > 0
    }
    return BoardInfo(
        name=str(doc.get("name") or ""),
        unit=_text(doc, "unit"),
        area=_text(doc, "area"),
        purpose=_text(doc, "purpose"),
        focus=_text(doc, "focus"),
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
    """Everyone by reference."""
    return {
        (ref := public_id(id)): Person(
            ref,
            str(doc.get("handle") or ref),
            str(doc.get("name") or doc.get("handle") or ref),
            not doc.get("left"),
        )
        for id, doc in org.table("people").items()
    }


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

    def holds(self, today: date) -> bool:
        return (self.start is None or self.start <= today) and (self.end is None or today < self.end)


def all_roles(org: Snapshot) -> list[RoleHeld]:
    """Every role ever given, in the order they were."""
    return [
        RoleHeld(
            id,
            str(doc.get("person") or ""),
            str(doc.get("role") or ""),
            _text(doc, "board"),
            _text(doc, "area"),
            _day(doc, "start"),
            _day(doc, "end"),
            _text(doc, "deputy"),
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
