"""What the board advises: what a phase wants, how much a column takes, whether one person carries it all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from board import rules
from board.codes import COLUMNS, PHASES
from board.commands import edit, move, set_aside
from board.organisation import change_board, give_role
from tests.board.team import MONDAY, Team, planned


@pytest.mark.parametrize(
    ("phase", "target", "missing"),
    [
        ("inbox", "plan", ()),
        ("plan", "do", ("problem", "why", "owner", "measure", "due")),
        ("inbox", "do", ("problem", "why", "owner", "measure", "due")),
        ("do", "check", ("measure", "due")),
        ("check", "act", ("outcome",)),
        ("act", "done", ("decision",)),
        ("plan", "act", ("problem", "why", "owner", "measure", "due", "outcome")),
        ("act", "plan", ()),
        ("do", "do", ()),
    ],
)
def test_each_phase_says_what_it_wants_before_the_next(
    phase: str, target: str, missing: tuple[str, ...]
) -> None:
    assert rules.missing_for({"phase": phase}, target) == missing


def test_what_is_written_is_not_asked_for_again() -> None:
    card = {"phase": "plan", **planned()}
    assert rules.missing_for(card, "do") == ()
    assert rules.missing_for({**card, "why": ""}, "do") == ("why",)


def test_the_way_back_never_asks_for_anything() -> None:
    for at, phase in enumerate(COLUMNS):
        assert all(not rules.missing_for({"phase": phase}, target) for target in PHASES[: at + 1])


def test_a_card_shows_how_far_it_has_come_in_its_phase_and_what_is_next() -> None:
    card: dict[str, Any] = {"phase": "plan", "problem": "P", "why": "V"}
    assert rules.progress(card) == (2, 5)
    assert rules.next_wanted(card) == "owner"
    assert rules.progress({"phase": "inbox"}) == (0, 0)
    assert rules.next_wanted({"phase": "plan", **planned()}) is None


def test_a_full_column_is_told_and_the_card_that_is_there_already_does_not_count(team: Team) -> None:
    team.does("anna", change_board({"limits": {"plan": 2}}))
    ids = [team.notes(f"Kort {n}") for n in range(3)]
    team.does("anna", move(ids[0], "plan"), move(ids[1], "plan"))
    board = team.board.snapshot
    assert rules.over_limit(board, "plan", ids[2]) == (2, 2)
    assert rules.over_limit(board, "plan", ids[0]) is None
    assert rules.over_limit(board, "do", ids[2]) is None


def test_parked_cards_take_no_place_in_a_column(team: Team) -> None:
    team.does("anna", change_board({"limits": {"plan": 1}}))
    id = team.notes()
    team.does("anna", move(id, "plan"), set_aside(id, "parked"))
    assert rules.over_limit(team.board.snapshot, "plan", "another") is None
    assert rules.column_counts(team.board.snapshot) == {"inbox": 0, "plan": 0, "do": 0, "check": 0, "act": 0}


@pytest.mark.parametrize("owners", ["aaa", "aabb", "abab", "ab", ""])
def test_work_that_several_share_is_not_remarked_on(team: Team, owners: str) -> None:
    _own(team, owners)
    assert rules.owner_spread(team.board.snapshot) is None


def test_one_owner_of_more_than_half_of_the_open_cards_is_told(team: Team) -> None:
    _own(team, "aaab")
    assert rules.owner_spread(team.board.snapshot) == (team.refs["anna"], 3, 4)


def test_cards_that_nobody_owns_and_cards_set_aside_do_not_weigh(team: Team) -> None:
    ids = _own(team, "aaab")
    team.notes("Ingens kort")
    assert rules.owner_spread(team.board.snapshot) is not None
    team.does("anna", set_aside(ids[0], "parked"))
    assert rules.owner_spread(team.board.snapshot) is None


def _own(team: Team, owners: str) -> list[str]:
    names = {"a": "anna", "b": "bo"}
    ids = [team.notes(f"Kort {n}") for n in range(len(owners))]
    team.does("mia", *(edit(id, {"owner": names[owner]}) for id, owner in zip(ids, owners, strict=True)))
    return ids


def test_a_board_without_nyckelperson_or_forbattringsledare_is_told_until_it_has_both(team: Team) -> None:
    today = MONDAY.date()

    def lacking(board: str = "oster", on: date = today) -> tuple[str, ...]:
        return rules.roles_lacking(team.org.snapshot, board, on)

    assert lacking() == ("nyckelperson", "forbattringsledare")
    team.organises("anna", give_role("anna", "nyckelperson", board="oster"))
    assert lacking() == ("forbattringsledare",)
    team.organises(
        "anna", give_role("bo", "forbattringsledare", board="oster", start=today + timedelta(days=9))
    )
    assert lacking() == ("forbattringsledare",)
    assert lacking(on=today + timedelta(days=9)) == ()
    assert lacking("vaster") == ("nyckelperson", "forbattringsledare")


@pytest.mark.parametrize(
    ("fields", "awaited"),
    [
        ({"phase": "act", "improvement": "improvement"}, ""),
        ({"phase": "act", "outcome": "Det blev lugnare"}, ""),
        ({"phase": "act", "improvement": "unclear"}, "2026-11-16"),
        ({"phase": "act"}, "2026-11-16"),
        ({"phase": "check", "improvement": "improvement"}, "2026-11-16"),
        ({"phase": "act", "improvement": "worsening", "due": "2026-12-01"}, "2026-12-01"),
    ],
)
def test_what_has_been_followed_up_waits_no_longer_till_it_gets_a_new_day(
    fields: dict[str, Any], awaited: str
) -> None:
    card = {"due": "2026-11-16", "since": "2026-11-22T09:00:00+01:00", **fields}
    assert rules.follow_up(card) == awaited


def test_a_card_that_was_followed_up_before_its_day_waits_for_it_no_more_when_the_day_comes(
    team: Team,
) -> None:
    early = team.notes(**planned())

    def awaited() -> str:
        return rules.follow_up(team.board.snapshot.table("cards")[early])

    team.does("anna", move(early, "check"))
    assert awaited() == "2026-12-07"
    team.does("anna", edit(early, {"improvement": "improvement"}), move(early, "act"))
    assert awaited() == "", "answered, though the day has not come"
    team.does("anna", edit(early, {"due": "2026-12-20"}))
    assert awaited() == "2026-12-20", "a new day is a new question"
    team.does("anna", edit(early, {"outcome": "Det håller i sig."}))
    assert awaited() == "2026-12-20", "a word put right answers nothing new"
    team.does("anna", move(early, "check"), move(early, "act"))
    assert awaited() == "", "followed up once more"


def test_what_was_seen_may_be_told_after_the_card_came_to_agera(team: Team) -> None:
    id = team.notes(**planned())
    team.does("anna", move(id, "act", "Vi såg det i går."), edit(id, {"outcome": "Lugnare"}))
    assert rules.follow_up(team.board.snapshot.table("cards")[id]) == ""
    team.does("anna", edit(id, {"outcome": None}))
    assert rules.follow_up(team.board.snapshot.table("cards")[id]) == "2026-12-07"
