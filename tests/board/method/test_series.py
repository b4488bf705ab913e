"""Readings in time order, a board's in brief, and what counts as something happening on a card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from board.commands import comment
from board.marks import last_activity
from board.method import acts
from board.method.series import in_brief
from board.stall import days_still
from tests.board.method.making import TODAY, made
from tests.board.team import Team


def measured(team: Team, card: str, *values: str, **fields: object) -> str:
    """A new indicator with a reading a day up to today."""
    indicator = made(team, "indicator", card, **{"text": "Minuter", **fields})
    rows = [(TODAY - timedelta(days=len(values) - n), typed, None) for n, typed in enumerate(values)]
    team.does("anna", acts.record(card, indicator, rows))
    return indicator


def test_a_card_with_three_readings_tells_them_in_time_order(team: Team) -> None:
    card, other = team.notes(), team.notes("Väntan")
    indicator = measured(team, card, "9", "7,5 min")
    measured(team, other, "1", "2")
    assert in_brief(team.board.snapshot) == {}
    team.does("anna", acts.record(card, indicator, [(TODAY - timedelta(days=30), "12", None)]))
    assert in_brief(team.board.snapshot) == {card: (12.0, 9.0, 7.5)}


def test_the_first_indicator_that_has_enough_is_told_and_one_that_balances_last(team: Team) -> None:
    card = team.notes()
    first = measured(team, card, "1")
    measured(team, card, "5", "5", "5", balances=first)
    assert in_brief(team.board.snapshot)[card] == (5.0, 5.0, 5.0)
    measured(team, card, "3", "2", "1")
    assert in_brief(team.board.snapshot)[card] == (3.0, 2.0, 1.0)


def test_readings_in_brief_are_made_again_only_when_readings_change(team: Team) -> None:
    card = team.notes()
    indicator = measured(team, card, "3", "2", "1")
    before = in_brief(team.board.snapshot)
    team.does("bo", comment(card, "Bra!"))
    assert in_brief(team.board.snapshot) is before
    team.does("bo", acts.record(card, indicator, [(TODAY, "0", None)]))
    assert in_brief(team.board.snapshot)[card] == (3.0, 2.0, 1.0, 0.0)
    team.undoes("bo")
    assert in_brief(team.board.snapshot)[card] == (3.0, 2.0, 1.0)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("log", {"text": "Provade"}),
        ("experiment", {"text": "En kväll"}),
        ("cause", {"text": "Ingen plats"}),
        ("indicator", {"text": "Minuter"}),
        ("dialogue", {"challenge": "Nycklarna"}),
        ("lift", {"text": "Nyckelskåp", "to_role": "ambassador"}),
    ],
)
def test_a_part_is_a_sign_of_life_as_a_comment_is(team: Team, kind: str, fields: dict[str, str]) -> None:
    card, other = team.notes(), team.notes("Väntan")
    team.now += timedelta(days=20)
    made(team, kind, card, **fields)
    active = last_activity(team.board.snapshot, team.org.snapshot)
    assert days_still(team.doc(card), team.now, active.get(card)) == 0
    assert days_still(team.doc(other), team.now, active.get(other)) == 20


def test_changing_a_part_and_recording_a_reading_are_signs_of_life(team: Team) -> None:
    card = team.notes()
    indicator = made(team, "indicator", card, text="Minuter")
    for command in (
        acts.change("indicator", indicator, {"unit": "min"}),
        acts.record(card, indicator, [(TODAY, "9", None)]),
    ):
        team.now += timedelta(days=20)
        team.does("anna", command)
        found = last_activity(team.board.snapshot)
        assert days_still(team.doc(card), team.now, found.get(card)) == 0


def test_a_goal_of_the_board_is_nothing_that_happens_on_a_card(team: Team) -> None:
    card = team.notes()
    made(team, "goal", None, text="Trygg omsorg")
    assert card not in last_activity(team.board.snapshot)
