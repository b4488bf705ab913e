"""A team that assesses its readiness, and short ways to what a round takes."""

from __future__ import annotations

from typing import Any

from board import readiness_acts as acts
from board.organisation import give_role
from board.ports import Doc
from board.readiness import FACTORS, STATEMENTS, Answer, Reply
from board.readiness_rounds import (
    Round,
    Status,
    round_of,
    status,
)
from tests.board.team import Team

BOARD = "oster"


def all_of(rating: int, comment: str = "", form: str = "readiness") -> Answer:
    items = FACTORS if form == "readiness" else STATEMENTS
    return {item.key: Reply(rating, comment if n == 0 else "") for n, item in enumerate(items)}


class Rounds:
    """A team with Anna as nyckelperson, and short ways to what a round takes."""

    def __init__(self, team: Team) -> None:
        self.team = team
        team.organises("anna", give_role("anna", "nyckelperson", board=BOARD))

    def opens(self, who: str = "anna", form: str = "readiness", **more: Any) -> str:
        opening = acts.open_round(form, ["anna", "bo", "mia"], board=BOARD, **more)
        return self.team.does(who, opening).events[-1].id

    def answers(self, id: str, **ratings: int) -> None:
        for who, rating in ratings.items():
            self.team.does(who, acts.answer(id, all_of(rating, f"sagt av {who}")))

    def closes(self, id: str, **more: Any) -> Round:
        self.team.does("anna", acts.close(id, board=BOARD, **more))
        return self.round(id)

    def round(self, id: str) -> Round:
        doc = self.team.board.snapshot.get("rounds", id)
        assert doc is not None
        return round_of(id, doc)

    def status(self, id: str) -> Status:
        return status(self.team.board.snapshot, self.team.org.snapshot, id)

    def kept(self) -> list[Doc]:
        return list(self.team.board.snapshot.table("answers").values())
