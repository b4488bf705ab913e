"""Whoever noted a card is told of the answer, once."""

from __future__ import annotations

from datetime import timedelta

from board import commands
from board.answered import answers
from board.joining import join_people
from tests.board.team import Team


def titles(team: Team, who: str, after: str = "") -> list[str]:
    found = answers(team.board.snapshot, team.org.snapshot, team.refs[who], after)
    return [one.title for one in found]


def test_an_answer_is_told_to_the_one_who_noted_it_and_to_nobody_else(team: Team) -> None:
    card = team.notes("Larmet piper", who="mia")
    assert titles(team, "mia") == [], "nobody has answered yet"
    team.does("anna", commands.triage(card, "Larmet byts i vår ändå."))
    assert titles(team, "mia") == ["Larmet piper"]
    assert titles(team, "anna") == []


def test_what_was_told_is_not_told_again(team: Team) -> None:
    first, then = team.notes("Först", who="mia"), team.notes("Sedan", who="mia")
    team.does("anna", commands.triage(first, "Inte nu."))
    (told,) = answers(team.board.snapshot, team.org.snapshot, team.refs["mia"])
    team.now += timedelta(minutes=5)
    team.does("anna", commands.triage(then, "Inte heller nu."))
    assert titles(team, "mia") == ["Först", "Sedan"]
    assert titles(team, "mia", told.at) == ["Sedan"]


def test_a_card_put_away_without_a_word_or_after_it_was_begun_is_no_answer(team: Team) -> None:
    silent, begun = team.notes("Tyst", who="mia"), team.notes("Påbörjat", who="mia")
    team.does("anna", commands.set_aside(silent, "archived"))
    team.does("anna", commands.move(begun, "plan", "Vi provar"))
    team.does("anna", commands.set_aside(begun, "archived", "Det löste sig"))
    assert titles(team, "mia") == []


def test_what_was_noted_under_a_name_that_has_been_joined_is_ones_own(team: Team) -> None:
    card = team.notes("Larmet piper", who="mia")
    team.does("bo", commands.triage(card, "Inte nu."))
    team.organises("anna", join_people(team.refs["anna"], team.refs["mia"]))
    assert titles(team, "anna") == ["Larmet piper"]
