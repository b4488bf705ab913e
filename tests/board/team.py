"""A small care team at a board without files, for the tests of the domain."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Any

import pytest

from board.card import Card, card_of
from board.commands import note
from board.context import Command
from board.errors import Problem
from board.ids import public_id
from board.organisation import add_person, start_board
from board.ports import Commit, Doc, Snapshot, Store
from board.service import Service
from board.stall import QUIET
from storage.memory import MemoryStore

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=timezone(timedelta(hours=1)))
PEOPLE = {"anna": "Anna Ek", "bo": "Bo Alm", "mia": "Mia Ås"}


class Team:
    """Anna, Bo and Mia; a board; a clock that moves a minute with every change."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.numbers = count(1)
        self.board: Store = MemoryStore(self.clock, "oster")
        self.org: Store = MemoryStore(self.clock, "_workspace")
        self.refs: dict[str, str] = {}
        first = Service(self.board, self.org, "first", self.clock, self.ids)
        for handle, name in PEOPLE.items():
            made = first.organise(add_person(name, handle))
            self.refs[handle] = public_id(made.events[-1].id)
        first.do(start_board("Hemtjänst Öster"))

    def clock(self) -> datetime:
        return self.now

    def ids(self) -> str:
        return str(next(self.numbers) << 22 | 7_654 * next(self.numbers) % (1 << 22))

    def service(self, who: str = "anna") -> Service:
        return Service(self.board, self.org, self.refs[who], self.clock, self.ids)

    def does(self, who: str, *commands: Command) -> Commit:
        """Each command in turn, a minute apart. Gives what the last one brought."""
        commit = Commit((), ())
        for command in commands:
            self.now += timedelta(minutes=1)
            commit = self.service(who).do(command)
        return commit

    def organises(self, who: str, command: Command) -> Commit:
        self.now += timedelta(minutes=1)
        return self.service(who).organise(command)

    def undoes(self, who: str) -> Commit:
        self.now += timedelta(minutes=1)
        return self.service(who).undo()

    def redoes(self, who: str) -> Commit:
        self.now += timedelta(minutes=1)
        return self.service(who).redo()

    def notes(self, title: str = "Vi letar nycklar", who: str = "anna", **fields: Any) -> str:
        """A new card's id."""
        return self.does(who, note(title, **fields)).events[-1].id

    def doc(self, id: str) -> Doc:
        doc = self.board.snapshot.get("cards", id)
        assert doc is not None
        return doc

    def card(self, id: str) -> Card:
        return card_of(id, self.doc(id))

    def column(self, phase: str) -> list[str]:
        """The titles of the open cards of a phase, from the top."""
        cards = [card_of(id, doc) for id, doc in self.board.snapshot.table("cards").items()]
        shown = [card for card in cards if card.phase == phase and card.state == "open"]
        return [card.title for card in sorted(shown, key=lambda card: (card.rank, card.id))]


def refused(team: Team, who: str, command: Command) -> Problem:
    """The problem that a command ends in; and nothing may have been written."""
    before = plain(team.board.snapshot)
    with pytest.raises(Problem) as caught:
        team.does(who, command)
    assert plain(team.board.snapshot) == before
    return caught.value


def plain(board: Snapshot) -> dict[str, dict[str, dict[str, Any]]]:
    """All that stands on a board, without who wrote it last and when, and which changes were no sign of life, of which
    taking one back is another; tables with nothing in them left out."""
    return {
        table: {
            id: {field: value for field, value in doc.items() if field not in ("_at", "_by", QUIET)}
            for id, doc in documents.items()
        }
        for table, documents in board.tables.items()
        if documents
    }


def planned(**more: Any) -> dict[str, Any]:
    """All that Planera asks for."""
    return {
        "problem": "Nycklarna ligger på olika ställen.",
        "why": "Tio minuter per pass.",
        "owner": "anna",
        "measure": "Ett skåp vid dörren.",
        "due": date(2026, 12, 7),
        **more,
    }
