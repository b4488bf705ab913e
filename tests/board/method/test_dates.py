"""The days that a board's parts set, and which of them have passed without what they were for."""

from __future__ import annotations

from datetime import date, timedelta

from board.commands import delete, set_aside
from board.cycles import finish
from board.method import acts
from board.method.dates import REVIEW_DAYS, Day, dates_of, due_reviews, first_review
from tests.board.method.making import TODAY, made
from tests.board.team import Team

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def days(team: Team, name: str = "oster") -> list[Day]:
    return list(dates_of(team.board.snapshot, team.org.snapshot, TODAY, name))


def test_a_new_routine_is_to_be_looked_over_on_a_weekday() -> None:
    monday = date(2026, 11, 16)
    for days in range(7):
        today = monday + timedelta(days=days)
        day = first_review(today)
        assert day.weekday() < 5
        assert REVIEW_DAYS <= (day - today).days <= REVIEW_DAYS + 2


def test_a_routine_is_looked_over_on_its_day_till_somebody_has(team: Team) -> None:
    card = team.notes()
    id = made(team, "routine", card, text="Nyckelskåp", review=TODAY)
    team.does("anna", finish(card, "routine", "Bra"))
    made(team, "routine", card, text="Senare", review=TOMORROW)
    (review,) = due_reviews(team.board.snapshot, TODAY)
    assert (review.id, review.card, review.day, review.days, review.checked) == (id, card, TODAY, 0, None)
    (review,) = due_reviews(team.board.snapshot, TODAY + timedelta(days=0))
    check = made(team, "routine_check", card, answer="partly", routine=id, on=YESTERDAY)
    (review,) = due_reviews(team.board.snapshot, TODAY)
    assert (review.checked, review.answer) == (YESTERDAY, "partly")
    team.does("anna", acts.change("routine_check", check, {"on": TODAY}))
    assert due_reviews(team.board.snapshot, TODAY) == ()
    team.does("anna", acts.change("routine", id, {"review": TOMORROW + timedelta(days=1)}))
    assert [one.days for one in due_reviews(team.board.snapshot, TOMORROW + timedelta(days=2))] == [2, 1]
    team.does("anna", acts.change("routine", id, {"ended": True}))
    assert [one.id == id for one in due_reviews(team.board.snapshot, TOMORROW)] == [False]


def test_answers_are_awaited_by_who_asked_and_who_was_asked(team: Team) -> None:
    card = team.notes()
    late = made(team, "lift", card, text="Apoteket", answer_by=YESTERDAY, to_board="vaster")
    made(team, "lift", card, text="Besvarat", answer_by=YESTERDAY, answer="Ja")
    assert days(team) == [Day(YESTERDAY, "answer", "lift", late, card, True)]
    other = Team()
    there = dates_of(other.board.snapshot, team.org.snapshot, TODAY, "vaster")
    assert there == (Day(YESTERDAY, "answer", "lift", late, card, True, "oster"),)
    assert dates_of(other.board.snapshot, team.org.snapshot, TODAY) == ()


def test_the_days_of_a_board_are_in_order_with_what_is_late(team: Team) -> None:
    card = team.notes(due=TOMORROW)
    action = made(team, "action", card, text="Skåp", follow_on=YESTERDAY)
    todo = made(team, "activity", card, text="Köp", due=YESTERDAY, action=action)
    visit = made(team, "dialogue", card, challenge="Nycklar", visit=TOMORROW)
    made(team, "dialogue", card, challenge="Förra", visit=YESTERDAY)
    trial = made(team, "experiment", card, text="En kväll", start=YESTERDAY, end=TOMORROW)
    target = made(team, "indicator", card, text="Minuter", target_by=date(2027, 1, 1))
    goal = made(team, "goal", None, text="Mer tid", target_by=date(2028, 1, 1))
    assert [(one.day, one.code, one.id, one.late) for one in days(team)] == [
        (YESTERDAY, "follow_action", action, True),
        (YESTERDAY, "activity", todo, True),
        (TOMORROW, "visit", visit, False),
        (TOMORROW, "follow_up", card, False),
        (TOMORROW, "experiment_end", trial, False),
        (date(2027, 1, 1), "target", target, False),
        (date(2028, 1, 1), "goal", goal, False),
    ]
    team.does("anna", acts.change("activity", todo, {"done": True}))
    team.does("anna", acts.change("action", action, {"status": "followed_up"}))
    assert [one.code for one in days(team) if one.late] == []


def test_a_card_set_aside_or_deleted_sets_no_days(team: Team) -> None:
    card = team.notes(due=TOMORROW)
    made(team, "activity", card, text="Köp", due=TOMORROW)
    made(team, "routine", card, text="Skåp", review=TOMORROW)
    team.does("anna", set_aside(card, "parked"))
    assert [one.code for one in days(team)] == ["review"]
    team.does("anna", delete(card))
    assert days(team) == []


def test_a_try_that_is_over_sets_no_days_but_a_promised_visit_stands(team: Team) -> None:
    card = team.notes()
    made(team, "experiment", card, text="Länge", end=TOMORROW)
    made(team, "dialogue", card, challenge="Nycklar", visit=TOMORROW)
    team.does("anna", finish(card, "retry", "Större"))
    assert [one.code for one in days(team)] == ["visit"]
