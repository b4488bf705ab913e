"""The demo's depth: some of its cards carry the whole of the work that the method asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from board import demo
from board.demo_method import DEPTH, MEALS
from board.method.ideas import ideas_of
from board.method.lifts import lifts_of
from board.method.parts import parts_of
from board.method.runs import anhoej
from board.model import day_in
from board.ports import Doc
from tests.board.test_demo import NOON, Demo

STOREROOM = "Vi letar hjälpmedel i förrådet"
MEAL_CARD = "Måltiderna blir stökiga och flera lämnar bordet i förtid"


@pytest.fixture(scope="module")
def made() -> Demo:
    return Demo(NOON)


def card(made: Demo, title: str) -> tuple[str, str, Doc]:
    """(board, id, document)"""
    return next(
        (board, id, doc)
        for board, store in made.boards.items()
        for id, doc in store.snapshot.table("cards").items()
        if doc.get("title") == title
    )


def parts(made: Demo, title: str, kind: str) -> Mapping[str, Any]:
    board, id, _doc = card(made, title)
    return parts_of(made.boards[board].snapshot, kind, id)


def test_every_card_that_is_told_in_depth_is_one_of_the_demos() -> None:
    titles = {tale.title for story in demo.STORIES for tale in story.tales}
    assert set(DEPTH) <= titles
    assert len(DEPTH) >= 4


def test_causes_hang_on_bones_with_votes_of_several_and_a_root(made: Demo) -> None:
    causes = parts(made, MEAL_CARD, "cause")
    assert len({doc.get("bone") for doc in causes.values()}) >= 4
    assert any(doc.get("root") and doc.get("parent") for doc in causes.values())
    assert {doc["status"] for doc in causes.values()} == {"unconfirmed", "confirmed", "dismissed"}
    board, id, _doc = card(made, MEAL_CARD)
    votes = [doc for doc in made.boards[board].snapshot.table("votes").values() if doc["card"] == id]
    assert len({doc["by"] for doc in votes}) >= 4
    assert all(doc["cause"] in causes for doc in votes)


def test_proposals_decisions_and_what_is_parked_can_be_told_apart(made: Demo) -> None:
    actions = parts(made, MEAL_CARD, "action")
    assert {doc["status"] for doc in actions.values()} == {"proposed", "decided", "parked"}
    for doc in actions.values():
        assert bool(doc.get("decided_by")) == (doc["status"] == "decided")


def test_readings_over_two_tries_show_more_than_chance(made: Demo) -> None:
    (measure,) = (id for id, doc in parts(made, MEAL_CARD, "indicator").items() if doc["text"] == MEALS)
    readings = [doc for doc in parts(made, MEAL_CARD, "reading").values() if doc["indicator"] == measure]
    assert len(readings) >= 20
    indicator = parts(made, MEAL_CARD, "indicator")[measure]
    points = [(day, doc["value"]) for doc in readings if (day := day_in(doc, "on"))]
    assert anhoej(points, day_in(indicator, "baseline_until")).signal
    assert sorted(doc["cycle"] for doc in parts(made, MEAL_CARD, "experiment").values()) == [1, 2]


def test_a_prediction_that_failed_is_kept_beside_what_came_of_it(made: Demo) -> None:
    board, id, _doc = card(made, MEAL_CARD)
    (past,) = (doc for doc in made.boards[board].snapshot.table("cycles").values() if doc["card"] == id)
    assert past["prediction"]
    assert (past["assumption_held"], past["execution_held"], past["goal_reached"]) == ("no", "yes", "no")
    assert past["lesson"]
    assert past["conditions"]


def test_the_coach_asked_all_eight_questions_before_the_test(made: Demo) -> None:
    (talk,) = parts(made, MEAL_CARD, "dialogue").values()
    questions = ("challenge", "target", "latest", "result", "learned", "next", "expected", "visit")
    assert all(talk.get(question) for question in questions)
    experiment = parts(made, MEAL_CARD, "experiment")[talk["experiment"]]
    assert talk["on"] <= experiment["start"]


def test_one_board_asks_another_and_is_answered(made: Demo) -> None:
    lifts = lifts_of(made.org.snapshot)
    asked = next(lift for lift in lifts if lift.to_board)
    assert (asked.board, asked.to_board) == ("kaprifolen", "nordanvind")
    assert asked.answer
    assert any(lift.waits and lift.late(NOON.date()) for lift in lifts)


def test_finished_cards_are_shared_with_their_lesson_also_what_did_not_help(made: Demo) -> None:
    ideas = [idea for board, store in made.boards.items() for idea in ideas_of(board, store.snapshot)]
    assert len(ideas) >= 3
    _board, _id, doc = card(made, STOREROOM)
    assert doc["share"]
    assert doc["lesson"]
    assert doc["freed"]
    (routine,) = parts(made, STOREROOM, "routine").values()
    assert routine["review"] > NOON.date().isoformat()
    (check,) = parts(made, STOREROOM, "routine_check").values()
    assert check["answer"] == "yes"
