"""Where the rounds of self-assessment lie that a command is about."""

from __future__ import annotations

from typing import Any, NamedTuple

from board import ids
from board.errors import Problem
from board.ports import Commit, Snapshot
from board.readiness_rounds import Round, round_of, rounds_of
from tui.cli.call import Call


class Place(NamedTuple):
    """Where the rounds are that a command is about. `board` is None where they are an area's or the organisation's."""

    call: Call
    form: str
    board: str | None
    area: str | None

    @property
    def shared(self) -> bool:
        return self.board is None

    @property
    def home(self) -> Snapshot:
        session = self.call.session
        return session.org_snapshot if self.shared else session.store().snapshot

    def do(self, command: Any) -> Commit:
        session = self.call.session
        return session.organise(command) if self.shared else session.do(command)

    def rounds(self) -> list[Round]:
        scope = "board" if self.board else "area" if self.area else "organisation"
        return rounds_of(self.home, self.form, scope, self.area)

    def chosen(self, *, is_open: bool | None = None) -> Round:
        """The round that is named, else the newest, of the open or the closed ones where that matters.

        Raises:
            Problem: `unknown`, `ambiguous`, `no_round` where there is none.
        """
        found = self.rounds()
        given = getattr(self.call.args, "round", None)
        if given:
            id = ids.find(given, [one.id for one in found], "round")
            return next(one for one in found if one.id == id)
        if is_open is not None:
            found = [one for one in found if one.is_open == is_open]
        if not found:
            raise Problem(
                "no_round" if is_open is None else "no_open_round" if is_open else "no_closed_round"
            )
        return found[-1]

    def again(self, id: str) -> Round:
        return round_of(id, self.home.table("rounds")[id])
