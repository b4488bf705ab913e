"""The eight questions to a measure, its field among four, and what is decided."""

from __future__ import annotations

import pytest

from board.method import acts
from board.method.measures import QUESTIONS, answered, answers, by_standing, in_order, judged, quadrant
from tests.board.method.making import made
from tests.board.team import Team


def test_the_eight_questions_are_answered_by_the_measure_and_its_activities(team: Team) -> None:
    card = team.notes()
    id = made(team, "action", card, text="Skåp", purpose="Slippa leta", resources="500 kr")
    (found,) = answers(team.board.snapshot, card).values()
    assert [one.question for one in found] == list(QUESTIONS)
    assert answered(found) == (2, 8)
    first = made(team, "activity", card, text="Köp skåp", action=id, who="bo", due="2026-12-01")
    (found,) = answers(team.board.snapshot, card).values()
    assert answered(found) == (5, 8)
    second = made(team, "activity", card, text="Sätt upp", action=id, who="bo")
    (found,) = answers(team.board.snapshot, card).values()
    assert answered(found) == (4, 8)
    when = found[QUESTIONS.index("when")]
    assert (when.met, when.of, when.lacking) == (False, (first,), (second,))
    rest = {"follow_how": "Räknar minuter", "follow_on": "2026-12-20", "evaluate_how": "Frågar alla"}
    team.does("anna", acts.change("action", id, rest), acts.change("activity", second, {"due": "2026-12-02"}))
    assert answered(answers(team.board.snapshot, card)[id]) == (8, 8)


def test_activities_of_another_measure_answer_nothing(team: Team) -> None:
    card = team.notes()
    one, other = made(team, "action", card, text="Skåp"), made(team, "action", card, text="Lista")
    made(team, "activity", card, text="Köp", action=one, who="bo", due="2026-12-01")
    found = answers(team.board.snapshot, card)
    assert (answered(found[one]), answered(found[other])) == ((3, 8), (0, 8))


@pytest.mark.parametrize(
    ("effect", "feasibility", "field"),
    [
        (4, 3, "high_high"),
        (3, 2, "high_low"),
        (2, 4, "low_high"),
        (1, 1, "low_low"),
        (None, 4, None),
        (4, None, None),
        (5, 1, None),
        ("4", 4, None),
        (True, 4, None),
    ],
)
def test_a_measure_lies_in_one_of_four_fields(effect: object, feasibility: object, field: str | None) -> None:
    assert quadrant({"effect": effect, "feasibility": feasibility}) == field


def test_much_effect_and_easy_comes_first_and_what_is_not_placed_last() -> None:
    placed = {"1": (1, 1), "2": (3, 3), "3": (4, 4), "4": (1, 4), "5": (4, 1), "7": (4, 4), "8": (4, 4)}
    actions: dict[str, dict[str, object]] = {
        id: {"effect": effect, "feasibility": feasibility} for id, (effect, feasibility) in placed.items()
    }
    actions |= {"6": {}, "8": {**actions["8"], "status": "parked"}}
    assert [one.id for one in in_order(actions)] == ["3", "7", "2", "5", "4", "1", "6"]


def test_proposals_are_apart_from_decisions() -> None:
    actions = {
        "1": {"status": "proposed"},
        "2": {"status": "decided", "decided_by": "anna"},
        "3": {"status": "running"},
        "4": {"status": "parked"},
        "5": {"status": "något nyare"},
        "6": {},
    }
    assert by_standing(actions) == (("1", "5", "6"), ("2", "3"), ("4",), ("3",))


def test_what_nobody_here_can_decide_is_parked_with_why(team: Team) -> None:
    card = team.notes()
    ours, theirs, nobodys = (made(team, "action", card, text=text) for text in ("Lista", "Lås", "Nytt hus"))
    team.does(
        "anna",
        acts.change("action", ours, judged("direct")),
        acts.change("action", theirs, judged("indirect")),
        acts.change("action", nobodys, judged("none", "Hyresvärden bestämmer")),
    )
    found = by_standing(dict(team.board.snapshot.table("actions")))
    assert (found.proposed, found.parked) == ((ours, theirs), (nobodys,))
    assert team.board.snapshot.table("actions")[nobodys]["influence_why"] == "Hyresvärden bestämmer"
