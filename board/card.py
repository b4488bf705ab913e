"""A card as a typed view: whatever a document holds, each field is what it says it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from board.ids import public_id
from board.model import day_in, map_in, moment, text_in
from board.ports import Doc


def _names(doc: Doc, name: str) -> tuple[str, ...]:
    value = doc.get(name)
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


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
    prediction: str | None
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
        kind=text_in(doc, "kind") or "problem",
        phase=text_in(doc, "phase") or "inbox",
        state=text_in(doc, "state") or "open",
        rank=text_in(doc, "rank") or "",
        cycle=cycle if isinstance(cycle, int) and not isinstance(cycle, bool) else 1,
        problem=text_in(doc, "problem"),
        why=text_in(doc, "why"),
        owner=text_in(doc, "owner"),
        leader=text_in(doc, "leader"),
        support=text_in(doc, "support"),
        doers=_names(doc, "doers"),
        tags=_names(doc, "tags"),
        due=day_in(doc, "due"),
        measure=text_in(doc, "measure"),
        prediction=text_in(doc, "prediction"),
        outcome=text_in(doc, "outcome"),
        decision=text_in(doc, "decision"),
        finish=text_in(doc, "finish"),
        state_why=text_in(doc, "state_why"),
        since=moment(doc.get("since")),
        created=moment(doc.get("created")),
        by=text_in(doc, "by"),
        changed=moment(doc.get("_at")),
        changed_by=text_in(doc, "_by"),
        skips=map_in(doc, "skips"),
        extra=map_in(doc, "extra"),
    )
