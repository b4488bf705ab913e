"""What a card has to be told of, from its documents."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from board.ids import document_id
from board.method.parts import cycle_of, parts_of
from board.model import day_in
from board.ports import Doc, Snapshot
from board.rules import DECIDED
from tui.text import dates


class Try(NamedTuple):
    """A pass through the phases: the document that has what belongs to it, and its experiments by number."""

    number: int
    doc: Doc
    experiments: tuple[tuple[int, Doc], ...]
    added: tuple[Doc, ...]
    past: bool
    notes: tuple[Doc, ...]


class CardParts:
    """A card and its parts. `names` lets persons be named."""

    def __init__(self, board: Snapshot, org: Snapshot, card: str, today: date, names: bool = False) -> None:
        self.board, self.id, self.today, self.names = board, card, today, names
        self.doc: Doc = board.get("cards", card) or {}
        self.org = org
        self._people = org.table("people")

    def all(self, kind: str) -> list[Doc]:
        return list(parts_of(self.board, kind, self.id).values())

    def part(self, kind: str, id: object) -> Doc:
        return parts_of(self.board, kind, self.id).get(str(id or ""), {})

    def person(self, ref: object) -> str:
        """A name where names are asked for."""
        doc = self._people.get(document_id(str(ref or "")) or "") if self.names and ref else None
        return str(doc.get("name") or "") if doc is not None else ""

    def day(self, doc: Doc, name: str) -> str:
        when = day_in(doc, name)
        return dates.day(when, self.today) if when else ""

    def tries(self) -> list[Try]:
        """Every pass through the phases, the first one first."""
        past = [doc for doc in self.board.table("cycles").values() if doc.get("card") == self.id]
        docs = [(number if isinstance(number := doc.get("number"), int) else 0, doc) for doc in past]
        docs.sort(key=lambda pair: pair[0])
        docs.append((cycle_of(self.doc), self.doc))
        tests, added = list(enumerate(self.experiments(), 1)), self.all("amendment")
        notes = sorted(self.all("log"), key=lambda one: str(one.get("on") or one.get("created") or ""))
        return [
            Try(
                number,
                doc,
                tuple(pair for pair in tests if cycle_of(pair[1]) == number),
                tuple(one for one in added if cycle_of(one) == number),
                doc is not self.doc,
                tuple(one for one in notes if cycle_of(one) == number),
            )
            for number, doc in docs
        ]

    def experiments(self) -> list[Doc]:
        """Every experiment, in the order of their numbers."""
        return self.all("experiment")

    def numbered(self, number: int) -> str:
        """An experiment's number and what was tried."""
        return f"{number}. {self.experiments()[number - 1].get('text') or ''}"

    def starts(self) -> list[tuple[date, int]]:
        """The day that each experiment began, with its number, in the order of the days."""
        return sorted(
            (when, number)
            for number, doc in enumerate(self.experiments(), 1)
            if (when := day_in(doc, "start"))
        )

    def causes(self) -> list[tuple[str, Doc, int]]:
        """(id, cause, points) that nobody has dismissed, the most important first."""
        points: dict[tuple[str, str], int] = {}
        for vote in self.board.table("votes").values():
            given = vote.get("points")
            if vote.get("card") == self.id and isinstance(given, int):
                key = str(vote.get("cause")), str(vote.get("by"))
                points[key] = max(points.get(key, 0), given)
        found = [
            (id, doc, sum(given for (cause, _by), given in points.items() if cause == id))
            for id, doc in parts_of(self.board, "cause", self.id).items()
            if doc.get("status") != "dismissed"
        ]
        return sorted(found, key=lambda one: (not one[1].get("root"), -one[2], not is_confirmed(one[1])))

    def decided(self) -> list[Doc]:
        """Measures that somebody has decided on."""
        return [doc for doc in self.all("action") if doc.get("status") in DECIDED]


def is_confirmed(doc: Doc) -> bool:
    return doc.get("status") == "confirmed"
