"""Two places with the same board that do not see each other till they meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from board import commands
from board.context import Command
from board.ports import Commit
from board.service import Service
from board.versions import Choice, choices, settle
from storage.memory import MemoryStore
from tests.board.team import Team


class Apart:
    """Anna at one place and Bo at another, with the same board; neither sees the other till they meet."""

    def __init__(self, **fields: Any) -> None:
        self.team = Team()
        self.id = self.team.notes("Vi letar nycklar", **fields)
        self.key = ("cards", self.id)
        self.here = cast("MemoryStore", self.team.board)
        self.there = MemoryStore(self.team.clock, "oster", "bother")
        self.meet()

    def meet(self) -> None:
        self.there.receive(self.here)
        self.here.receive(self.there)
        assert self.here.snapshot.tables == self.there.snapshot.tables
        assert self.here.snapshot.deleted == self.there.snapshot.deleted
        assert choices(self.here) == choices(self.there)

    def _does(self, store: MemoryStore, who: str, given: tuple[Command, ...]) -> Commit:
        commit = Commit((), ())
        service = Service(store, self.team.org, self.team.refs[who], self.team.clock, self.team.ids)
        for command in given:
            self.team.now += timedelta(minutes=1)
            commit = service.do(command)
        return commit

    def anna(self, *given: Command) -> Commit:
        return self._does(self.here, "anna", given)

    def bo(self, *given: Command) -> Commit:
        return self._does(self.there, "bo", given)

    @property
    def card(self) -> dict[str, Any]:
        return dict(self.here.snapshot.table("cards")[self.id])

    @property
    def one(self) -> Choice:
        """The only thing that waits."""
        found = choices(self.here)
        assert len(found) == 1, found
        return found[0]

    def who(self) -> list[str]:
        names = {ref: handle for handle, ref in self.team.refs.items()}
        return [names[version.by] for version in self.one.versions]

    def mia_chooses(self, at: int, field: str | None = None) -> Commit:
        """The third one, who was not there, chooses at the first place; then they meet."""
        found = next(choice for choice in choices(self.here) if field in (None, choice.field))
        command = settle(self.here, self.key, found.field, found.versions[at].stamp)
        commit = self._does(self.here, "mia", (command,))
        self.meet()
        return commit


def edits(apart: Apart, **fields: Any) -> Command:
    return commands.edit(apart.id, fields)
