"""Risk: the cells that give an alarm, two who judge, what counts as going on."""

from __future__ import annotations

import pytest

from board.commands import delete, reopen, set_aside
from board.method import acts
from board.organisation import change_board
from board.risk import Assessed, alarmed_by, alarms, left_on, names, risks
from tests.board.method.making import made, part
from tests.board.team import Team, refused


def test_the_alarm_goes_by_the_cell_and_never_by_the_points() -> None:
    every = [Assessed(severity, probability) for severity in (1, 2, 3, 4) for probability in (1, 2, 3, 4)]
    alarming = {(one.severity, one.probability): one.points for one in every if one.alarm}
    assert alarming == {(3, 2): 6, (3, 3): 9, (3, 4): 12, (4, 2): 8, (4, 3): 12, (4, 4): 16}
    quiet = {(one.severity, one.probability): one.points for one in every if not one.alarm}
    assert (quiet[2, 3], quiet[2, 4], quiet[4, 1], quiet[3, 1]) == (6, 8, 4, 3)
    assert [(one.severity, one.probability) for one in every if one.watch] == [(4, 1)]


def test_the_one_who_reported_and_the_manager_judge_each_for_themselves(team: Team) -> None:
    id = made(team, "event", None, text="Medicin på fel dag", severity=3, probability=2)
    (one,) = risks(team.board.snapshot)
    assert (one.reporter, one.manager, one.points) == (Assessed(3, 2), None, 6)
    team.does("mia", acts.change("event", id, {"manager_severity": 2}))
    assert risks(team.board.snapshot)[0].manager is None  # half a word is none
    team.does("mia", acts.change("event", id, {"manager_probability": 4}))
    (one,) = risks(team.board.snapshot)
    assert (one.manager, one.points, one.alarm) == (Assessed(2, 4), 8, True)
    assert alarmed_by(part(team, "event", id)) == ("reporter",)
    assert refused(team, "anna", acts.change("event", id, {"severity": 5})).code == "bad_number"


def test_an_alarm_ends_when_the_event_is_answered_or_its_card_is_finished_and_not_when_it_is_put_away(
    team: Team,
) -> None:
    noted = made(team, "event", None, text="Fall i hallen", severity=4, probability=4)
    tied = made(team, "event", None, text="Fall i badrummet", severity=3, probability=3)
    card = team.notes("Fall")
    team.does("anna", acts.change("event", tied, {"led_to": card}))
    assert [one.id for one in alarms(team.board.snapshot)] == [noted, tied]
    team.does("anna", acts.change("event", noted, {"answer": "Mattan är borta."}))
    assert [one.id for one in alarms(team.board.snapshot)] == [tied]
    team.does("anna", set_aside(card, "parked"))
    assert [one.id for one in alarms(team.board.snapshot)] == [tied]
    team.does("anna", reopen(card), set_aside(card, "archived"))
    assert [one.id for one in alarms(team.board.snapshot)] == [tied]
    team.does("anna", delete(card))
    assert [one.id for one in alarms(team.board.snapshot)] == [tied]
    team.does("anna", acts.change("event", tied, {"answer": "Ett räcke är satt.", "status": "noted"}))
    assert alarms(team.board.snapshot) == ()
    assert len(risks(team.board.snapshot)) == 2


def test_what_is_left_on_a_card_is_counted_before_it_is_put_away(team: Team) -> None:
    card, other = team.notes("Nycklar"), team.notes("Lunch")
    event = made(team, "event", None, text="Fall", severity=3, probability=3)
    team.does("anna", acts.change("event", event, {"led_to": card}))
    made(team, "risk", card, text="Natten når inte skåpet", severity=4, probability=3)
    done = made(team, "activity", card, text="Ringa")
    made(team, "activity", card, text="Fråga natten")
    team.does("anna", acts.change("activity", done, {"done": True}))
    assert left_on(team.board.snapshot, [card, other]) == (2, 1)
    assert left_on(team.board.snapshot, [other]) == (0, 0)


def test_a_risk_ahead_of_a_change_is_judged_before_and_after(team: Team) -> None:
    card = team.notes("Nycklar")
    measure = made(team, "action", card, text="Ett skåp")
    id = made(team, "risk", card, text="Natten når inte skåpet", action=measure, severity=4, probability=3)
    (one,) = alarms(team.board.snapshot)
    assert (one.kind, one.card, one.reporter) == ("risk", card, Assessed(4, 3))
    team.does("anna", acts.change("risk", id, {"severity_after": 4, "probability_after": 1}))
    assert alarms(team.board.snapshot) == ()
    (one,) = risks(team.board.snapshot)
    assert (one.reporter, one.watch) == (Assessed(4, 1), True)


def test_the_board_names_the_steps_and_takes_a_name_back(team: Team) -> None:
    assert names(team.board.snapshot, "severity") == {}
    team.does("anna", change_board({"severity_names": {1: "obetydlig", 4: "katastrof"}}))
    team.does("anna", change_board({"severity_names": {1: ""}, "probability_names": {2: "sällan"}}))
    assert names(team.board.snapshot, "severity") == {4: "katastrof"}
    assert names(team.board.snapshot, "probability") == {2: "sällan"}
    assert team.does("anna", change_board({"severity_names": {4: "katastrof"}})).stamps == ()
    assert refused(team, "anna", change_board({"severity_names": {5: "mer"}})).code == "unknown"


@pytest.mark.parametrize("given", [True, 0, 5, 2.5, "3", None])
def test_a_step_that_is_none_judges_nothing(given: object) -> None:
    assert alarmed_by({"severity": given, "probability": 4}) == ()
