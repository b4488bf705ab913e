"""A card's tries in order: what each thought, did and decided, and what the next goes on from."""

from __future__ import annotations

from board.commands import edit, move
from board.cycles import finish
from board.method.ramp import ramp
from tests.board.apart import Apart
from tests.board.method.making import made
from tests.board.team import Team, planned


def test_a_card_that_is_new_is_in_its_first_try(team: Team) -> None:
    card = team.notes()
    (one,) = ramp(team.board.snapshot, card)
    assert (one.number, one.current, one.began, one.ended) == (1, True, team.doc(card)["created"], "")
    assert (one.carried, one.before, one.foretold) == ({}, None, False)
    assert ramp(team.board.snapshot, "1") == ()


def test_each_try_tells_what_was_thought_done_and_decided(team: Team) -> None:
    card = team.notes(**planned())
    cause = made(team, "cause", card, text="Ingen fast plats")
    team.does("anna", edit(card, {"assumption": "Skåp hjälper", "prediction": "Fem min"}), move(card, "do"))
    first = made(team, "experiment", card, text="En kväll", size="one")
    made(team, "log", card, text="Gick bra")
    verdicts = {
        "assumption_held": "partly",
        "improvement": "change",
        "outcome": "Sex min",
        "lesson": "Natten!",
    }
    team.does("anna", edit(card, verdicts), finish(card, "retry", "Större skåp"))
    later = made(team, "cause", card, text="Skåpet är litet")
    second = made(team, "experiment", card, text="En vecka")

    past, now = ramp(team.board.snapshot, card)
    assert (past.number, past.current, past.finish, past.decision) == (1, False, "retry", "Större skåp")
    assert (past.hypothesis, past.prediction, past.outcome) == ("Skåp hjälper", "Fem min", "Sex min")
    assert (past.measure, past.foretold) == ("Ett skåp vid dörren.", True)
    assert past.verdicts == {"assumption_held": "partly", "improvement": "change"}
    assert past.said == {"lesson": "Natten!"}
    assert (past.experiments, now.experiments) == ((first,), (second,))
    assert len(past.parts["log"]) == 1
    assert past.ended == now.began
    assert (now.number, now.current, now.before, now.prediction, now.verdicts) == (2, True, 1, "", {})
    assert now.measure == "Ett skåp vid dörren."
    assert now.carried["cause"] == (cause,)
    assert later not in now.carried["cause"]
    assert past.carried == {}


def test_a_try_that_ended_for_good_has_an_end(team: Team) -> None:
    card = team.notes(**planned())
    team.does("anna", finish(card, "routine", "Alla ser det"))
    (one,) = ramp(team.board.snapshot, card)
    assert (one.finish, one.ended, one.current) == ("routine", team.doc(card)["since"], True)


def test_a_prediction_written_once_the_test_had_begun_foretold_nothing(team: Team) -> None:
    card = team.notes(**planned())
    team.does("anna", move(card, "do"), edit(card, {"prediction": "I efterhand"}), finish(card, "retry", "x"))
    past, _now = ramp(team.board.snapshot, card)
    assert (past.prediction, past.foretold) == ("I efterhand", False)


def test_what_was_made_in_a_try_that_was_taken_back_is_told_in_the_one_before(team: Team) -> None:
    card = team.notes(**planned())
    team.does("anna", finish(card, "retry", "x"))
    id = made(team, "experiment", card, "bo", text="En kväll")
    team.undoes("anna")
    (one,) = ramp(team.board.snapshot, card)
    assert (one.number, one.experiments) == (1, (id,))


def test_ten_tries_are_ten_and_one_in_order(team: Team) -> None:
    card = team.notes()
    for n in range(10):
        made(team, "experiment", card, text=f"Försök {n}")
        team.does("anna", finish(card, "retry", f"Skäl {n}"))
    found = ramp(team.board.snapshot, card)
    assert [one.number for one in found] == list(range(1, 12))
    assert [one.decision for one in found[:-1]] == [f"Skäl {n}" for n in range(10)]
    assert [len(one.experiments) for one in found] == [1] * 10 + [0]


def test_a_try_that_two_ended_at_once_is_told_as_both_said(team: Team) -> None:
    apart = Apart()
    apart.anna(finish(apart.id, "retry", "Annas skäl"))
    apart.bo(finish(apart.id, "retry", "Bos skäl"))
    apart.meet()
    found = ramp(apart.here.snapshot, apart.id)
    assert [one.number for one in found] == [1, 1, 2]
    assert {one.decision for one in found[:2]} == {"Annas skäl", "Bos skäl"}
    assert [one.before for one in found] == [None, None, 1]
