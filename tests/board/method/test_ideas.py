"""The idea bank: what an idea shows, what finds it, and what a copy of it brings along."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from board import commands, cycles
from board.errors import Problem
from board.method import acts
from board.method.ideas import Idea, copies_of, copy, found, ideas_of
from board.organisation import change_board
from tests.board.team import Team


def finished(team: Team, title: str, outcome: str = "routine", share: bool = True, **fields: Any) -> str:
    """A card that was tried and finished."""
    card = team.notes(title)
    told = {"problem": "Vi letar nycklar.", "measure": "Ett skåp vid dörren.", **fields}
    team.does("anna", commands.edit(card, told), cycles.finish(card, outcome, "Så gör vi nu."))
    if share:
        team.does("anna", commands.edit(card, {"share": True}))
    return card


def elsewhere() -> Team:
    """Another unit, with ids of its own."""
    other = Team()
    other.numbers = count(1_000)
    return other


def ideas(team: Team) -> list[Idea]:
    return ideas_of("oster", team.board.snapshot)


def test_only_what_is_finished_and_shared_is_an_idea(team: Team) -> None:
    finished(team, "Delas inte", share=False)
    open_card = team.notes("Inte klart")
    team.does("anna", commands.edit(open_card, {"share": True}))
    card = finished(team, "Nyckelskåp")
    assert [idea.title for idea in ideas(team)] == ["Nyckelskåp"]
    team.does("anna", commands.reopen(card, "Vi prövar om"))
    assert ideas(team) == []


def test_what_was_not_introduced_is_an_idea_too(team: Team) -> None:
    finished(team, "Färgade brickor", "drop", lesson="Färgerna syntes inte i mörker.")
    (idea,) = ideas(team)
    assert (idea.finish, idea.lesson) == ("drop", "Färgerna syntes inte i mörker.")


def test_an_idea_tells_the_trouble_the_try_the_result_and_the_lesson(team: Team) -> None:
    team.does("anna", change_board({"unit": "Norra"}))
    card = team.notes("Nyckelskåp")
    team.does(
        "anna",
        commands.edit(
            card, {"problem": "Vi letar.", "measure": "Ett skåp.", "outcome": "Tio minuter mindre."}
        ),
        commands.edit(card, {"lesson": "Alla måste veta var.", "conditions": "Ett rum som låses."}),
        acts.add("action", card, {"text": "En lista i skåpet", "status": "decided"}),
        acts.add("action", card, {"text": "Bara ett förslag"}),
        acts.add("experiment", card, {"text": "En krok på prov"}),
        cycles.finish(card, "routine", "Vi gör så."),
        commands.edit(card, {"share": True, "improvement": "improvement"}),
    )
    (idea,) = ideas_of("oster", team.board.snapshot)
    assert (idea.place, idea.unit, idea.problem) == ("Hemtjänst Öster", "Norra", "Vi letar.")
    assert idea.tried == ("Ett skåp.", "En lista i skåpet", "En krok på prov")
    assert (idea.result, idea.lesson, idea.conditions) == (
        "Tio minuter mindre.", "Alla måste veta var.", "Ett rum som låses.",
    )  # fmt: skip
    assert (idea.improvement, idea.finish) == ("improvement", "routine")


def test_where_no_lesson_is_written_the_decision_is_what_was_learned(team: Team) -> None:
    finished(team, "Nyckelskåp")
    assert ideas(team)[0].lesson == "Så gör vi nu."


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["Larm på natten", "Nyckelskåp"]),
        ("NYCKEL", ["Nyckelskåp", "Larm på natten"]),
        ("skåp dörren", ["Nyckelskåp"]),
        ("öster", ["Larm på natten", "Nyckelskåp"]),
        ("natten skåp", []),
        ("lärm", []),
    ],
)
def test_every_word_is_looked_for_everywhere_and_titles_come_first(
    team: Team, asked: str, titles: list[str]
) -> None:
    finished(team, "Nyckelskåp", problem="Nycklar saknas.")
    finished(team, "Larm på natten", measure="En nyckelbricka", problem="Inget hörs.")
    assert [idea.title for idea in found(ideas(team), asked)] == titles


def test_a_copy_is_a_card_in_forslag_with_its_lesson_as_a_fact_and_its_origin(team: Team) -> None:
    card = finished(team, "Nyckelskåp")
    (idea,) = ideas(team)
    other = elsewhere()
    made = other.does("bo", copy(idea, "Alla måste veta var."))
    new = next(event.id for event in made.events if event.table == "cards")
    doc = other.doc(new)
    assert (doc["title"], doc["phase"], doc["problem"]) == ("Nyckelskåp", "inbox", "Vi letar nycklar.")
    assert doc["measure"] == "Ett skåp vid dörren."
    assert (doc["origin"], doc["origin_item"]) == ("idea", "Hemtjänst Öster")
    assert (doc["origin_board"], doc["origin_card"]) == ("oster", card)
    (fact,) = other.board.snapshot.table("facts").values()
    assert (fact["card"], fact["text"], fact["source"]) == (new, "Alla måste veta var.", "Hemtjänst Öster")
    other.undoes("bo")
    assert not other.board.snapshot.table("cards")
    assert not other.board.snapshot.table("facts")


def test_an_idea_is_not_copied_twice_while_the_first_is_open(team: Team) -> None:
    finished(team, "Nyckelskåp")
    (idea,) = ideas(team)
    other = elsewhere()
    new = other.does("bo", copy(idea)).events[-1].id
    assert copies_of(other.board.snapshot) == {("oster", idea.card)}
    with pytest.raises(Problem, match="here_already"):
        other.does("mia", copy(idea))
    other.does("bo", commands.set_aside(new, "archived"))
    other.does("mia", copy(idea))
    assert len(other.board.snapshot.table("cards")) == 2


def test_a_board_does_not_copy_its_own_idea(team: Team) -> None:
    finished(team, "Nyckelskåp")
    with pytest.raises(Problem, match="here_already"):
        team.does("anna", copy(ideas(team)[0]))


def test_what_is_too_long_together_is_shortened_rather_than_refused(team: Team) -> None:
    card = finished(team, "Nyckelskåp", measure="m" * 9_000)
    team.does("anna", acts.add("experiment", card, {"text": "x" * 9_000}))
    other = elsewhere()
    (idea,) = ideas(team)
    new = other.does("bo", copy(idea)).events[-1].id
    assert len(other.doc(new)["measure"]) == 10_000
