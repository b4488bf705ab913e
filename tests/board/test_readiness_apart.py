"""A round at two places that have not seen each other: no answer is lost, and one counting holds whole."""

from __future__ import annotations

import pytest

from board import readiness_acts as acts
from board.organisation import give_role
from board.readiness import Reply
from board.readiness_rounds import Round, is_late, own_answer, round_of, status
from tests.board.apart import Apart
from tests.board.assessing import BOARD, all_of


class RoundApart(Apart):
    """Anna here and Bo there, both nyckelpersoner, with an open round that asks all three."""

    def __init__(self) -> None:
        super().__init__()
        for who in ("anna", "bo"):
            self.team.organises(who, give_role(who, "nyckelperson", board=BOARD))
        opening = acts.open_round("readiness", ["anna", "bo", "mia"], board=BOARD)
        self.round_id = self.anna(opening).events[-1].id
        self.meet()

    def mia(self, rating: int, *, there: bool = False) -> None:
        store = self.there if there else self.here
        self._does(store, "mia", (acts.answer(self.round_id, all_of(rating, f"mia {rating}")),))

    @property
    def round(self) -> Round:
        return round_of(self.round_id, self.here.snapshot.table("rounds")[self.round_id])

    @property
    def late(self) -> int:
        return status(self.here.snapshot, self.team.org.snapshot, self.round_id).late


@pytest.fixture
def apart() -> RoundApart:
    return RoundApart()


def test_answers_at_two_places_come_together(apart: RoundApart) -> None:
    apart.anna(acts.answer(apart.round_id, all_of(2)))
    apart.bo(acts.answer(apart.round_id, all_of(4)))
    apart.meet()
    apart.anna(acts.close(apart.round_id, board=BOARD))
    assert apart.round.result is not None
    assert apart.round.result.of("fokus").counts == (0, 1, 0, 1)


def test_one_who_answers_at_two_places_has_the_latest_whole(apart: RoundApart) -> None:
    apart.mia(1)
    apart.mia(4, there=True)
    apart.meet()
    mine = own_answer(apart.here.snapshot, apart.round_id, apart.team.refs["mia"])
    assert {reply.rating for reply in mine.values()} == {4}
    assert mine["forandringstryck"] == Reply(4, "mia 4")


def test_an_answer_from_a_place_that_did_not_know_it_was_closed_is_late(apart: RoundApart) -> None:
    apart.anna(acts.answer(apart.round_id, all_of(2)), acts.close(apart.round_id, board=BOARD))
    apart.mia(4, there=True)
    apart.meet()
    assert apart.late == 1
    assert is_late(apart.here.snapshot, apart.round_id, apart.team.refs["mia"])
    assert apart.round.result is not None
    assert apart.round.result.answers == 1


def test_of_two_closings_one_holds_whole_and_the_rest_is_late(apart: RoundApart) -> None:
    apart.mia(3)
    apart.meet()
    apart.anna(acts.answer(apart.round_id, all_of(1, "anna")), acts.close(apart.round_id, board=BOARD))
    apart.bo(acts.answer(apart.round_id, all_of(4, "bo")), acts.close(apart.round_id, board=BOARD))
    apart.meet()
    result = apart.round.result
    assert result is not None
    assert result.answers == 2
    assert result.of("fokus").counts == (0, 0, 1, 1)
    assert sorted(result.loose) == ["bo", "mia 3"]
    assert apart.late == 1
