"""A round from its opening to its closing: who may what, and what is kept of each answer (docs/readiness.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from board import readiness_acts as acts
from board.ids import public_id
from board.organisation import give_role
from board.readiness import UNSURE, Reply
from board.readiness_rounds import (
    default_invited,
    only_elsewhere,
    own_answer,
    round_of,
    rounds_of,
)
from tests.board.assessing import BOARD, Rounds, all_of
from tests.board.team import Team, refused


def test_a_round_from_beginning_to_end(rounds: Rounds) -> None:
    id = rounds.opens(closes=date(2026, 12, 1))
    rounds.answers(id, anna=4, bo=3, mia=4)
    assert rounds.status(id) == (3, 3, 3, 0, 0)
    assert rounds.round(id).result is None
    closed = rounds.closes(id)
    assert closed.result is not None
    assert closed.result.answers == 3
    assert closed.result.of("fokus").counts == (0, 0, 1, 2)
    assert sorted(closed.result.of("forandringstryck").comments) == [
        "sagt av anna",
        "sagt av bo",
        "sagt av mia",
    ]
    assert closed.verdict is not None
    assert closed.verdict.code == "C"
    assert closed.baseline
    team = rounds.team
    team.does("bo", acts.agree(id, "fokus", "Vi menar olika saker"))
    team.does("bo", acts.agree(id, None, "Vi börjar i liten skala"))
    team.does("mia", acts.end(id, "not_yet", "Vi behöver tid först"))
    done = rounds.round(id)
    assert (done.agreed, done.conclusion) == ({"fokus": "Vi menar olika saker"}, "Vi börjar i liten skala")
    assert (done.ending, done.ending_why) == ("not_yet", "Vi behöver tid först")


# --- who may


@pytest.mark.parametrize("role", ["forbattringsledare", "nyckelperson", "ambassador", "specialist"])
def test_those_who_lead_improvement_open_and_close(team: Team, role: str) -> None:
    from board.organisation import change_board

    team.does("mia", change_board({"area": "Öst"}))
    opening = acts.open_round("readiness", ["bo"], board=BOARD)
    problem = refused(team, "bo", opening)
    assert problem.code == "not_allowed"
    assert role in problem.params["roles"]
    team.organises("mia", give_role("bo", role, board=BOARD, area="Öst" if role == "ambassador" else None))
    id = team.does("bo", opening).events[-1].id
    team.does("bo", acts.answer(id, all_of(3)))
    assert refused(team, "mia", acts.close(id, board=BOARD)).code == "not_allowed"
    team.does("bo", acts.close(id, board=BOARD))
    assert not round_of(id, team.board.snapshot.table("rounds")[id]).is_open


def test_a_deputy_stands_in(team: Team) -> None:
    team.organises("anna", give_role("anna", "nyckelperson", board=BOARD, deputy="bo"))
    team.does("bo", acts.open_round("readiness", ["mia"], board=BOARD))


def test_an_areas_round_is_the_ambassadors_and_the_organisations_the_specialists(team: Team) -> None:
    area = acts.open_round("readiness", ["bo"], area="Öst")
    whole = acts.open_round("readiness", ["bo"])
    team.organises("anna", give_role("anna", "nyckelperson", board=BOARD))
    team.organises("anna", give_role("bo", "ambassador", board=None, area="Öst"))
    team.organises("anna", give_role("mia", "specialist", board=None))
    for who, command in (("anna", area), ("anna", whole), ("bo", whole)):
        assert _organise_refused(team, who, command) == "not_allowed"
    id = team.organises("bo", area).events[-1].id
    team.organises("mia", whole)
    team.organises("bo", acts.answer(id, all_of(2), shared=True))
    team.organises("bo", acts.close(id, competing=False))
    team.organises("bo", acts.agree(id, "fokus", "Lika", shared=True))
    team.organises("bo", acts.end(id, "ready", shared=True))
    found = rounds_of(team.org.snapshot, scope="area", area="Öst")
    assert [(one.ending, one.verdict and one.verdict.code) for one in found] == [("ready", "B")]


def _organise_refused(team: Team, who: str, command: Any) -> str:
    from board.errors import Problem

    with pytest.raises(Problem) as caught:
        team.organises(who, command)
    return caught.value.code


def test_one_round_at_a_time_of_each_form(rounds: Rounds) -> None:
    id = rounds.opens()
    again = acts.open_round("readiness", ["bo"], board=BOARD)
    assert refused(rounds.team, "anna", again).hints == (public_id(id),)
    rounds.opens(form="climate")


def test_nobody_invited_and_a_day_that_is_past_are_refused(rounds: Rounds) -> None:
    assert (
        refused(rounds.team, "anna", acts.open_round("readiness", [], board=BOARD)).code == "nobody_invited"
    )
    past = acts.open_round("readiness", ["bo"], board=BOARD, closes=date(2026, 11, 1))
    assert refused(rounds.team, "anna", past).code == "bad_date"


def test_the_last_day_can_be_changed_and_taken_away_while_it_is_open(rounds: Rounds) -> None:
    id = rounds.opens(closes=date(2026, 12, 1))
    team = rounds.team
    team.does("anna", acts.set_last_day(id, date(2026, 12, 24), board=BOARD))
    assert rounds.round(id).closes == date(2026, 12, 24)
    again = team.does("anna", acts.set_last_day(id, date(2026, 12, 24), board=BOARD))
    assert again.events == (), "the same day is no change"
    past = acts.set_last_day(id, date(2026, 11, 1), board=BOARD)
    assert refused(team, "anna", past).code == "bad_date"
    assert refused(team, "mia", acts.set_last_day(id, None, board=BOARD)).code == "not_allowed"
    team.does("anna", acts.set_last_day(id, None, board=BOARD))
    assert rounds.round(id).closes is None
    rounds.answers(id, anna=3, bo=3, mia=3)
    rounds.closes(id)
    assert (
        refused(team, "anna", acts.set_last_day(id, date(2026, 12, 24), board=BOARD)).code == "round_closed"
    )


def test_whom_a_round_asks_unless_told(team: Team) -> None:
    assert len(default_invited(team.org.snapshot, BOARD)) == 3
    team.organises("anna", give_role("bo", "utforare", board=BOARD))
    team.organises("anna", give_role("mia", "utforare", board="vaster"))
    assert set(default_invited(team.org.snapshot, BOARD)) == {team.refs["anna"], team.refs["bo"]}


def test_who_is_seen_on_another_board_only_is_not_asked_by_this_one(team: Team) -> None:
    anna, bo, mia = (team.refs[name] for name in ("anna", "bo", "mia"))
    seen = {BOARD: (anna,), "vaster": (anna, mia)}
    assert only_elsewhere(seen, (BOARD,)) == {mia}
    assert only_elsewhere(seen, (BOARD, "vaster")) == frozenset()
    assert set(default_invited(team.org.snapshot, BOARD, {mia})) == {anna, bo}, "Bo may be new here"
    team.organises("anna", give_role("mia", "utforare", board=BOARD))
    assert mia in default_invited(team.org.snapshot, BOARD, {mia})


def test_one_who_is_not_asked_cannot_answer(rounds: Rounds) -> None:
    opening = acts.open_round("readiness", ["bo"], board=BOARD)
    id = rounds.team.does("anna", opening).events[-1].id
    assert refused(rounds.team, "mia", acts.answer(id, all_of(3))).code == "not_invited"
    rounds.team.does("anna", acts.invite(id, add=["mia"], board=BOARD))
    rounds.team.does("mia", acts.answer(id, all_of(3)))


# --- answering


def test_a_person_can_pause_go_on_and_change(rounds: Rounds) -> None:
    id = rounds.opens()
    team = rounds.team
    team.does("bo", acts.answer(id, {"fokus": Reply(1, "Spretigt", {"time": "short"})}))
    assert rounds.status(id) == (3, 1, 0, 0, 0)
    team.does("bo", acts.answer(id, {"ledarskap": Reply(UNSURE)}))
    team.does("bo", acts.answer(id, {"fokus": Reply(4)}))
    assert own_answer(team.board.snapshot, id, team.refs["bo"]) == {
        "fokus": Reply(4),
        "ledarskap": Reply(UNSURE),
    }
    assert own_answer(team.board.snapshot, id, team.refs["mia"]) == {}
    assert not team.does("bo", acts.answer(id, {"fokus": Reply(4)})).stamps


def test_answering_twice_is_one_answer(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=1)
    rounds.answers(id, bo=4)
    assert len(rounds.kept()) == 1
    result = rounds.closes(id).result
    assert result is not None
    assert result.of("fokus").counts == (0, 0, 0, 1)


def test_two_hundred_answers(team: Team) -> None:
    from board.organisation import add_person

    rounds = Rounds(team)
    refs = []
    for n in range(200):
        made = team.organises("anna", add_person(f"Person {n}", f"p{n}"))
        refs.append(public_id(made.events[-1].id))
    id = team.does("anna", acts.open_round("readiness", refs, board=BOARD)).events[-1].id
    for n, ref in enumerate(refs):
        team.refs[f"p{n}"] = ref
        team.does(f"p{n}", acts.answer(id, all_of(n % 4 + 1, f"kommentar {n}")))
    result = rounds.closes(id).result
    assert result is not None
    assert result.answers == 200
    assert result.of("fokus").counts == (50, 50, 50, 50)
    assert len(result.of("forandringstryck").comments) == 200


def test_only_vet_ej_gives_no_category_and_says_so(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=UNSURE, bo=UNSURE, mia=UNSURE)
    closed = rounds.closes(id)
    assert closed.result is not None
    assert (closed.result.answers, closed.result.of("fokus").unsure) == (3, 3)
    assert closed.verdict is not None
    assert closed.verdict.code == "too_few"


def test_one_answer_closes_and_the_chair_is_asked(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    closed = rounds.closes(id)
    assert closed.verdict is not None
    assert closed.verdict.code == "chair_asked"
    assert closed.result is not None
    assert all(tally.shown is None for tally in closed.result.tallies)
    answered = rounds.closes(id, competing=False)
    assert answered.verdict is not None
    assert answered.verdict.code == "C"


def test_nobody_has_answered(rounds: Rounds) -> None:
    id = rounds.opens()
    assert refused(rounds.team, "anna", acts.close(id, board=BOARD)).code == "nobody_answered"
    rounds.team.does("anna", acts.withdraw(id, board=BOARD))
    assert rounds_of(rounds.team.board.snapshot) == []


def test_a_round_with_answers_cannot_be_withdrawn(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    assert refused(rounds.team, "anna", acts.withdraw(id, board=BOARD)).code == "has_answers"


def test_a_person_who_leaves_in_the_middle(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    team = rounds.team
    team.does("anna", acts.invite(id, remove=["bo", "mia"], board=BOARD))
    # What Bo answered stays; Mia, who had not answered, is not waited for.
    assert rounds.status(id) == (2, 1, 1, 0, 0)
    assert refused(team, "bo", acts.answer(id, all_of(1))).code == "not_invited"
    result = rounds.closes(id).result
    assert result is not None
    assert result.answers == 1
