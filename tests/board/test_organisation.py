"""Who is here and what they have promised: people, roles with deputies, and what a board says about itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from board import rights
from board.commands import edit
from board.errors import Problem
from board.model import all_roles, board_of, people_of, roles_of
from board.organisation import (
    add_person,
    change_board,
    end_role,
    give_role,
    join,
    name_deputy,
    rename_person,
    start_board,
)
from tests.board.team import MONDAY, Team

TODAY = MONDAY.date()


def _refused(team: Team, command: Any) -> Problem:
    before = team.org.snapshot.tables
    with pytest.raises(Problem) as caught:
        team.organises("anna", command)
    assert team.org.snapshot.tables == before
    return caught.value


# people


def test_a_person_is_named_once_and_known_by_a_short_id(team: Team) -> None:
    people = people_of(team.org.snapshot)
    mia = people[team.refs["mia"]]
    assert (mia.handle, mia.name, mia.short, mia.active) == ("mia", "Mia Ås", "Mia", True)


def test_ids_of_people_with_the_same_first_name_differ(team: Team) -> None:
    for name in ("Anna Lind", "Anna Lind", "Åsa Öhman", "日本", "日本"):
        team.organises("anna", add_person(name))
    handles = {person.handle for person in people_of(team.org.snapshot).values()}
    assert handles == {"anna", "bo", "mia", "anna-lind", "anna-lind-2", "asa", "person-2", "person-3"}


def test_an_id_that_is_taken_is_refused_with_a_free_one(team: Team) -> None:
    problem = _refused(team, add_person("Anna Lind", "anna"))
    assert (problem.code, problem.hints) == ("exists", ("anna-lind",))
    assert _refused(team, add_person("Anna", "../anna")).code == "bad_id"
    assert _refused(team, add_person("  ")).code == "empty_title"


def test_who_comes_in_with_a_persons_id_as_login_is_that_person(team: Team) -> None:
    assert team.organises("bo", join("Anna Berg", "anna")).stamps == ()
    commit = team.organises("bo", join("Cilla Berg", ""))
    assert (commit.events[0].after or {})["handle"] == "cilla"


def test_a_person_is_renamed_everywhere_at_once(team: Team) -> None:
    id = team.notes(owner="bo")
    team.organises("anna", rename_person("bo", "Bo Ahlm"))
    owner = team.card(id).owner
    assert owner is not None
    assert people_of(team.org.snapshot)[owner].name == "Bo Ahlm"


def test_an_unknown_person_is_refused_with_near_names(team: Team) -> None:
    problem = _refused(team, give_role("ana", "nyckelperson", board="oster"))
    assert (problem.code, problem.params["what"]) == ("unknown", "person")
    assert "anna" in problem.hints


# roles


def _roles(team: Team, days: int = 0, area: str | None = None, board: str = "oster") -> list[tuple[str, str]]:
    handles = {ref: handle for handle, ref in team.refs.items()}
    held = roles_of(team.org.snapshot, board, TODAY + timedelta(days=days), area)
    return sorted((handles[role.person], role.role) for role in held)


def test_roles_add_up(team: Team) -> None:
    team.organises("bo", give_role("anna", "nyckelperson", board="oster"))
    team.organises("bo", give_role("anna", "forbattringsledare", board="oster"))
    assert _roles(team) == [("anna", "forbattringsledare"), ("anna", "nyckelperson")]
    assert _roles(team, board="vaster") == []


def test_a_role_begins_on_its_day_and_ends_on_its_day(team: Team) -> None:
    team.organises("bo", give_role("anna", "nyckelperson", board="oster", start=TODAY + timedelta(days=2)))
    assert (_roles(team), _roles(team, 2)) == ([], [("anna", "nyckelperson")])
    (id,) = team.org.snapshot.table("roles")
    team.now += timedelta(days=5)
    team.organises("bo", end_role(id))
    assert (_roles(team, 4), _roles(team, 5)) == ([("anna", "nyckelperson")], [])
    assert team.org.snapshot.get("roles", id) is not None


def test_a_role_ended_can_be_given_again(team: Team) -> None:
    team.organises("bo", give_role("anna", "nyckelperson", board="oster"))
    (id,) = team.org.snapshot.table("roles")
    team.organises("bo", end_role(id))
    team.organises("bo", give_role("anna", "nyckelperson", board="oster"))
    assert _roles(team) == [("anna", "nyckelperson")]


def test_a_deputy_is_named_and_changed_without_a_second_role(team: Team) -> None:
    team.organises("bo", give_role("anna", "nyckelperson", board="oster", deputy="mia"))
    team.organises("bo", give_role("anna", "nyckelperson", board="oster", deputy="bo"))
    (held,) = roles_of(team.org.snapshot, "oster", TODAY)
    assert (held.person, held.deputy) == (team.refs["anna"], team.refs["bo"])
    assert team.organises("bo", give_role("anna", "nyckelperson", board="oster")).events == ()


def test_an_ambassador_belongs_to_an_area_and_a_specialist_to_everyone(team: Team) -> None:
    assert _refused(team, give_role("bo", "ambassador", board="oster")).code == "area_needed"
    team.organises("anna", give_role("bo", "ambassador", board=None, area="Äldreomsorg"))
    team.organises("anna", give_role("mia", "specialist", board=None))
    assert _roles(team, area="Äldreomsorg") == [("bo", "ambassador"), ("mia", "specialist")]
    assert _roles(team, area="Funktionsstöd") == [("mia", "specialist")]


def test_a_role_that_is_not_there_is_refused_with_the_nearest(team: Team) -> None:
    problem = _refused(team, give_role("bo", "nyckelpersn", board="oster"))
    assert (problem.code, problem.hints[0]) == ("unknown", "nyckelperson")
    assert _refused(team, end_role("123")).code == "unknown"


# the board


def test_a_board_says_whose_it_is_and_what_for(team: Team) -> None:
    about = {"unit": "Kväll", "area": "Äldreomsorg", "purpose": "Trygga kvällar.", "focus": "nycklar"}
    team.does("anna", change_board({**about, "limits": {"plan": 4, "do": 3}, "made_up": True}))
    board = board_of(team.board.snapshot)
    assert (board.name, board.unit, board.area, board.purpose, board.focus) == (
        "Hemtjänst Öster",
        *about.values(),
    )
    assert (dict(board.limits), board.made_up, board.archived) == ({"plan": 4, "do": 3}, True, False)


def test_a_limit_is_taken_away_with_none(team: Team) -> None:
    team.does("anna", change_board({"limits": {"plan": 4, "do": 3}}), change_board({"limits": {"plan": 0}}))
    assert dict(board_of(team.board.snapshot).limits) == {"do": 3}
    assert team.does("anna", change_board({"limits": {"plan": 0, "do": 3}})).events == ()


def test_a_board_is_renamed_archived_and_taken_up_again(team: Team) -> None:
    team.does("anna", change_board({"name": "Hemtjänst Väster", "archived": True}))
    board = board_of(team.board.snapshot)
    assert (board.name, board.archived) == ("Hemtjänst Väster", True)
    assert team.does("anna", change_board({"name": "Hemtjänst Väster"})).events == ()
    team.does("anna", change_board({"archived": False}))
    assert not board_of(team.board.snapshot).archived


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"limits": {"done": 3}}, "bad_limit"),
        ({"limits": {"plan": -1}}, "bad_limit"),
        ({"limits": {"plan": 1000}}, "bad_limit"),
        ({"limits": {"plan": "tre"}}, "bad_limit"),
        ({"name": "  "}, "empty_title"),
        ({"nmae": "x"}, "unknown_field"),
    ],
)
def test_what_a_board_cannot_be_is_refused(team: Team, fields: dict[str, Any], code: str) -> None:
    before = team.board.snapshot.tables
    with pytest.raises(Problem) as caught:
        team.does("anna", change_board(fields))
    assert caught.value.code == code
    assert team.board.snapshot.tables == before


def test_a_board_needs_a_name(team: Team) -> None:
    with pytest.raises(Problem):
        team.does("anna", start_board(" "))


def test_somebody_who_owns_cards_stays_their_owner_whatever_roles_end(team: Team) -> None:
    id = team.notes()
    team.organises("bo", give_role("anna", "nyckelperson", board="oster"))
    team.does("anna", edit(id, {"owner": "anna"}))
    (role,) = team.org.snapshot.table("roles")
    team.organises("bo", end_role(role))
    assert team.card(id).owner == team.refs["anna"]


def test_who_stands_in_has_days_of_their_own(team: Team) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    [id] = [id for id, doc in team.org.snapshot.table("roles").items() if doc["role"] == "forbattringsledare"]
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster", deputy="mia"))
    monday = TODAY + timedelta(days=7)
    friday = monday + timedelta(days=5)
    team.organises("anna", name_deputy(id, "bo", start=monday, end=friday))
    [held] = [one for one in roles_of(team.org.snapshot, "oster", TODAY) if one.id == id]
    assert held.end is None, "the role's own days stay"
    days = (TODAY, monday, friday - timedelta(days=1), friday)
    bo = team.refs["bo"]
    mia = team.refs["mia"]
    assert [held.stands_in(day) for day in days] == [mia, bo, bo, None], (
        "today's goes on until another begins"
    )
    for day in days:
        found = rights.asked(team.org.snapshot, team.org.snapshot, "oster", bo, rights.CHANGE_STRICT, day)
        assert (found.manner == "allowed") == (held.stands_in(day) == bo)
    team.organises("anna", name_deputy(id, "bo", start=friday))
    held = next(one for one in all_roles(team.org.snapshot) if one.id == id)
    assert [held.stands_in(day) for day in days] == [mia, mia, mia, bo], "another day, and Mia until then"
    team.organises("anna", name_deputy(id, "bo"))
    held = next(one for one in all_roles(team.org.snapshot) if one.id == id)
    assert (held.stands_in(TODAY), held.earlier_deputy) == (bo, None), "at once is at once"
    team.organises("anna", name_deputy(id, "mia"))
    assert all_roles(team.org.snapshot)[-1].stands_in(TODAY) == team.refs["mia"]
    assert _refused(team, name_deputy(id, "bo", start=monday, end=monday)).code == "bad_date"
