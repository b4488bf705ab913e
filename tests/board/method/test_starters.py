"""Starters: a new card with something to do and something to measure, as one change that one undo takes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from board.codes import KINDS as CARD_KINDS
from board.errors import Problem
from board.method.parts import parts_of
from board.method.starters import QUESTIONS, STARTERS, starter
from tests.board.team import Team


def say(code: str) -> str:
    return f"ord för {code}"


def made(team: Team, name: str, **fields: Any) -> tuple[str, Mapping[str, Any]]:
    commit = team.does("anna", starter(name, "Förrådet", say, **fields))
    (id,) = (event.id for event in commit.events if event.table == "cards")
    return id, team.board.snapshot.get("cards", id) or {}


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_gives_a_card_in_forslag_with_something_to_do(team: Team, name: str) -> None:
    id, card = made(team, name)
    assert (card["title"], card["phase"], card["state"]) == ("Förrådet", "inbox", "open")
    assert card["kind"] in CARD_KINDS
    todo = parts_of(team.board.snapshot, "activity", id)
    assert len(todo) >= 4
    assert all(doc["text"] == say(f"{name}.{n}") for n, doc in enumerate(todo.values(), 1))


def test_the_ten_questions_come_in_order(team: Team) -> None:
    id, _card = made(team, "innovation")
    asked = [str(doc["text"]) for doc in parts_of(team.board.snapshot, "activity", id).values()]
    assert len(asked) == QUESTIONS
    assert asked == [f"ord för innovation.{n}" for n in range(1, QUESTIONS + 1)]


def test_what_is_to_be_measured_has_a_unit_and_a_direction(team: Team) -> None:
    id, _card = made(team, "order")
    (measure,) = parts_of(team.board.snapshot, "indicator", id).values()
    assert measure["unit"] == "ord för order.unit"
    assert (measure["better"], measure["follows"]) == ("lower", "effect")


def test_a_good_example_is_something_that_goes_well(team: Team) -> None:
    _id, card = made(team, "good_example")
    assert (card["kind"], card["deviation"]) == ("gott_exempel", "positive")


def test_what_is_given_wins_over_the_starter(team: Team) -> None:
    _id, card = made(team, "order", kind="synpunkt", problem="Vi letar.", tags=["förråd"])
    assert (card["kind"], card["problem"], card["tags"]) == ("synpunkt", "Vi letar.", ["förråd"])


def test_one_undo_takes_it_all_back(team: Team) -> None:
    id, _card = made(team, "deviation")
    team.undoes("anna")
    snapshot = team.board.snapshot
    assert snapshot.get("cards", id) is None
    assert not parts_of(snapshot, "activity", id)
    assert not parts_of(snapshot, "indicator", id)


def test_an_unknown_starter_says_which_there_are(team: Team) -> None:
    with pytest.raises(Problem) as refused:
        starter("ordr", "Förrådet", say)
    assert (refused.value.code, refused.value.hints) == ("unknown", ("order",))
