"""Two that are the same person: made at two hosts before they met, and joined since."""

from __future__ import annotations

import pytest

from board.commands import delete, edit
from board.context import person
from board.errors import Problem
from board.handover import held_by
from board.ids import public_id
from board.joining import join_people
from board.method import acts
from board.method.causes import own_points
from board.model import everyone, people_of, roles_of
from board.organisation import change_board, give_role
from board.ports import Change, Draft
from board.query import Query, people_texts, selector
from board.same import aliases
from board.start_views import Around, sections
from tests.board.team import Team


@pytest.fixture
def twice(team: Team) -> str:
    """Another Anna, made elsewhere, with the same readable id. Gives her reference."""
    id = team.ids()
    cells = {"handle": "anna", "name": "Anna Ek", "created": "2026-11-16T09:00:00+01:00", "by": "x"}
    team.organises("bo", lambda _context: [Draft("join", (Change("people", id, cells),))])
    return public_id(id)


def test_what_either_has_is_the_ones_who_stays(team: Team, twice: str) -> None:
    anna = team.refs["anna"]
    assert person("anna", team.org.snapshot) == anna, "the one made first"
    card = team.notes("Nycklarna", owner=twice)
    team.organises("bo", give_role(twice, "nyckelperson", board="oster"))
    team.organises("anna", join_people(anna, twice))
    org, today = team.org.snapshot, team.now.date()
    assert person(twice, org) == anna
    assert people_of(org)[twice] == people_of(org)[anna]
    assert [one.name for one in everyone(org)].count("Anna Ek") == 1
    assert roles_of(org, "oster", today)[0].person == anna
    assert [one.what for one in held_by(team.board.snapshot, org, "oster", anna, today)] == ["owner", "role"]
    view = {one.code: one for one in sections(Around(team.board.snapshot, org, "oster", anna, team.now))}
    assert [one.card for one in view["mine"].rows] == [card]
    mine = selector(Query(owner="anna"), today=today, people=people_texts(org), me=anna)
    assert mine(card, team.doc(card))
    assert team.doc(card)["owner"] == twice, "history keeps what was written"


def test_an_undo_parts_them_again(team: Team, twice: str) -> None:
    team.organises("anna", join_people("anna", twice))
    team.undoes("anna")
    assert aliases(team.org.snapshot) == {}
    assert person(twice, team.org.snapshot) == twice


def test_two_hosts_that_join_them_each_way_agree(team: Team, twice: str) -> None:
    anna = team.refs["anna"]
    team.organises("anna", join_people(anna, twice))
    cells = {"same_as": twice}
    id = next(id for id, doc in team.org.snapshot.table("people").items() if public_id(id) == anna)
    team.organises("bo", lambda _context: [Draft("join_people", (Change("people", id, cells),))])
    assert aliases(team.org.snapshot) == {twice: anna}


def test_a_reference_to_nobody_joins_nobody(team: Team) -> None:
    id = next(iter(team.org.snapshot.table("people")))
    team.organises("bo", lambda _c: [Draft("join_people", (Change("people", id, {"same_as": "0" * 13}),))])
    assert aliases(team.org.snapshot) == {}


def test_nobody_is_joined_with_themselves_and_who_is_another_takes_a_reason(team: Team, twice: str) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    for command, code in (
        (join_people("anna", "anna"), "same_person"),
        (join_people("anna", twice), "not_yours"),
    ):
        with pytest.raises(Problem) as caught:
            team.organises("mia", command)
        assert caught.value.code == code
    team.organises("anna", join_people("anna", twice))


def test_rights_and_votes_are_one_persons(team: Team, twice: str) -> None:
    team.organises("anna", give_role(twice, "forbattringsledare", board="oster"))
    service = team.service("anna")
    service.me = twice
    card = team.notes()
    team.does("bo", acts.add("cause", card, {"text": "Ingen plats"}))
    service.do(acts.vote(card, {"1": 3}))
    service.organise(join_people("anna", twice))
    team.does("anna", change_board({"focus": "ro"}))
    team.does("anna", acts.vote(card, {"1": 2}))
    assert [doc["points"] for doc in team.board.snapshot.table("votes").values()] == [2]
    team.does("anna", edit(card, {"owner": twice}))
    assert team.card(card).owner == team.refs["anna"], "what is written from here on is hers"


def test_points_that_either_gave_are_the_persons_own(team: Team, twice: str) -> None:
    card = team.notes()
    cause = team.ids()
    team.does("bo", acts.add("cause", card, {"text": "Ingen har uppgiften"}, id=cause))
    team.refs["elsewhere"] = twice
    team.does("elsewhere", acts.vote(card, {cause: 4}))
    anna = team.refs["anna"]
    assert own_points(team.board.snapshot, team.org.snapshot, card, anna) == {}
    team.organises("anna", join_people(anna, twice))
    assert own_points(team.board.snapshot, team.org.snapshot, card, anna) == {cause: 4}
    assert own_points(team.board.snapshot, team.org.snapshot, card, None) == {}


def test_a_card_that_either_noted_is_the_persons_own_to_take_away(team: Team, twice: str) -> None:
    team.organises("bo", give_role("bo", "forbattringsledare", board="oster"))
    team.refs["elsewhere"] = twice
    noted, owned = team.notes("Nycklarna", who="elsewhere"), team.notes("Skåpet", who="mia", owner=twice)
    with pytest.raises(Problem) as caught:
        team.does("anna", delete(noted))
    assert caught.value.code == "not_yours"
    team.organises("anna", join_people("anna", twice))
    team.does("anna", delete(noted))
    team.does("anna", delete(owned))
    assert not team.column("inbox")
