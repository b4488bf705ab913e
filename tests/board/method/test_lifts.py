"""Lifts: whom they reach, how long they have waited, what is marked where, and what an answer leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from board import commands
from board.errors import Problem
from board.marks import Mark, marks
from board.method import acts
from board.method.lifts import (
    ANSWERED_DAYS,
    Lift,
    Standing,
    by_cause,
    lift_of,
    lifts_of,
    marks_of,
    of_card,
    roles_to_ask,
    sent_by,
    sent_to,
    standing,
    take_up,
)  # fmt: skip
from board.organisation import give_role
from board.ports import Snapshot
from tests.board.team import Team


def lifted(team: Team, text: str = "Larmet når inte fram", card: str | None = None, **fields: Any) -> Lift:
    """Something that Öster lifts, to Väster where nothing else is said."""
    card = card or team.notes("Larm på natten")
    told = {"text": text, "asked": "Byt larm", **(fields or {"to_board": "vaster"})}
    made = team.organises("anna", acts.add_many("lift", card, (told,), board="oster"))
    found = lift_of(team.org.snapshot, made.events[-1].id)
    assert found is not None
    return found


def answer(team: Team, lift: Lift, text: str = "Nytt larm i maj", who: str = "bo") -> None:
    team.organises(who, acts.change("lift", lift.id, {"answer": text}))


def seen(team: Team, board: str = "oster", who: str = "anna") -> Standing:
    return standing(team.org.snapshot, board, team.refs[who], team.now.date())


def test_without_lifts_there_is_nothing_to_tell() -> None:
    empty = Snapshot({})
    team = Team()
    assert lifts_of(empty) == ()
    assert standing(empty, "oster", None, team.now.date()) == Standing()
    assert marks_of(empty, "oster", team.now.date()) == {}


def test_a_lift_is_seen_by_the_board_it_is_for_and_by_the_one_it_came_from(team: Team) -> None:
    lift = lifted(team)
    org, today = team.org.snapshot, team.now.date()
    assert sent_to(org, "vaster", None, today) == [lift]
    assert sent_to(org, "oster", None, today) == []
    assert sent_by(org, "oster") == [lift] == of_card(org, lift.card)
    assert seen(team, "vaster") == Standing(waiting=1)
    assert seen(team) == Standing()


@pytest.mark.parametrize(
    ("to_role", "given", "reached"),
    [
        ("specialist", {"role": "specialist"}, True),
        ("ambassador@Norr", {"role": "ambassador", "area": "Norr"}, True),
        ("ambassador@Syd", {"role": "ambassador", "area": "Norr"}, False),
        ("ambassador", {"role": "ambassador", "area": "Norr"}, True),
        ("forbattringsledare", {"role": "forbattringsledare", "board": "oster"}, True),
        ("forbattringsledare", {"role": "forbattringsledare", "board": "vaster"}, False),
        ("Fastighetschefen", {"role": "specialist"}, False),
    ],
)
def test_a_lift_to_a_role_reaches_the_one_who_holds_it(
    team: Team, to_role: str, given: dict[str, str], reached: bool
) -> None:
    role = given["role"]
    team.organises("anna", give_role("bo", role, board=given.get("board"), area=given.get("area")))
    lifted(team, to_role=to_role)
    assert bool(sent_to(team.org.snapshot, "elsewhere", team.refs["bo"], team.now.date())) == reached
    assert sent_to(team.org.snapshot, "elsewhere", team.refs["mia"], team.now.date()) == []


def test_the_roles_to_lift_to_are_those_that_somebody_holds(team: Team) -> None:
    def roles(area: str | None) -> list[str]:
        return list(roles_to_ask(team.org.snapshot, "oster", area, team.now.date()))

    assert roles("Norr") == []
    team.organises("anna", give_role("bo", "specialist", board=None))
    team.organises("anna", give_role("bo", "ambassador", board=None, area="Norr"))
    team.organises("anna", give_role("mia", "forbattringsledare", board="oster"))
    assert roles("Norr") == ["forbattringsledare", "ambassador@Norr", "specialist"]
    assert roles(None) == ["forbattringsledare", "specialist"]


def test_a_lift_ages_and_is_late_after_its_day_on_both_sides(team: Team) -> None:
    lift = lifted(team, to_board="vaster", answer_by=team.now.date() + timedelta(days=2))
    team.now += timedelta(days=2)
    assert (lift.age(team.now.date()), lift.late(team.now.date())) == (2, 0)
    assert marks_of(team.org.snapshot, "oster", team.now.date()) == {lift.card: Mark("lift_waits")}
    team.now += timedelta(days=3)
    assert lift.late(team.now.date()) == 3
    assert marks_of(team.org.snapshot, "oster", team.now.date()) == {lift.card: Mark("lift_late", 3)}
    assert seen(team) == Standing(late=1)
    assert seen(team, "vaster") == Standing(waiting=1, overdue=1)


def test_an_answer_is_told_to_the_sender_for_some_days(team: Team) -> None:
    lift = lifted(team, to_board="vaster", answer_by=team.now.date())
    team.now += timedelta(days=1)
    answer(team, lift)
    found = lift_of(team.org.snapshot, lift.id)
    assert found is not None
    assert (found.answer, found.answered_by, found.answered_on) == (
        "Nytt larm i maj", team.refs["bo"], team.now.date(),
    )  # fmt: skip
    assert marks_of(team.org.snapshot, "oster", team.now.date()) == {lift.card: Mark("lift_answered")}
    assert (seen(team), seen(team, "vaster")) == (Standing(answered=1), Standing())
    team.now += timedelta(days=ANSWERED_DAYS)
    assert marks_of(team.org.snapshot, "oster", team.now.date()) == {}
    assert seen(team) == Standing()


def test_one_that_is_late_weighs_more_than_an_answer_to_another(team: Team) -> None:
    first = lifted(team, to_board="vaster", answer_by=team.now.date())
    second = lifted(team, "Låset", card=first.card)
    team.now += timedelta(days=4)
    answer(team, second)
    assert marks_of(team.org.snapshot, "oster", team.now.date()) == {first.card: Mark("lift_late", 4)}


def test_the_mark_stands_among_the_cards_others_by_its_weight(team: Team) -> None:
    card = team.notes("Larm på natten", owner="anna", due=team.now.date() - timedelta(days=1))
    found = marks(team.doc(card), team.now, lift=Mark("lift_late", 4))
    assert [mark.code for mark in found] == ["late", "lift_late"]


def test_undoing_an_answer_makes_it_wait_again(team: Team) -> None:
    lift = lifted(team)
    answer(team, lift)
    team.undoes("bo")
    found = lift_of(team.org.snapshot, lift.id)
    assert found is not None
    assert found.waits
    assert found.answered_on is None


def test_two_who_answer_at_once_are_told_of_each_other(team: Team) -> None:
    lift = lifted(team)
    answer(team, lift)
    with pytest.raises(Problem, match="changed_meanwhile"):
        team.organises("mia", acts.change("lift", lift.id, {"answer": "Nej"}, base={"answer": None}))


def test_lifts_about_the_same_stand_together_the_largest_group_first(team: Team) -> None:
    for text in ("Låset kärvar", "Larmet når inte fram på natten", "Larm når inte fram nattetid"):
        lifted(team, text)
    groups = [(about, len(members)) for about, members in by_cause(lifts_of(team.org.snapshot))]
    assert groups == [("Larmet når inte fram på natten", 2), ("Låset kärvar", 1)]


def test_what_is_lifted_can_be_taken_up_as_a_card_once(team: Team) -> None:
    lift = lifted(team)
    made = team.does("bo", take_up(lift, "Hemtjänst Öster"))
    doc = team.doc(made.events[-1].id)
    assert (doc["title"], doc["problem"], doc["phase"]) == ("Larmet når inte fram", "Byt larm", "inbox")
    assert (doc["origin"], doc["origin_item"], doc["origin_card"]) == ("lift", "Hemtjänst Öster", lift.card)
    with pytest.raises(Problem, match="here_already"):
        team.does("mia", take_up(lift, "Hemtjänst Öster"))
    team.does("bo", commands.delete(made.events[-1].id))
    team.does("mia", take_up(lift, "Hemtjänst Öster"))


def test_a_long_text_becomes_a_title_and_is_kept_whole_below_it(team: Team) -> None:
    lift = lifted(team, "larm " * 100)
    doc = team.doc(team.does("bo", take_up(lift, "Öster")).events[-1].id)
    assert len(doc["title"]) <= 200
    assert doc["problem"].startswith("larm larm")
