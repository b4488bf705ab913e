"""How long comments on finished cards are kept: never less than the board says, and whose it is to take them away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import commands, cycles, retention
from board.asked_again import field_of
from board.forgetting import MARK, erase_texts
from board.method import acts
from board.organisation import give_role
from tests.board.team import Team, refused


@pytest.fixture
def old(team: Team) -> Team:
    """A team led by Anna, with Bo as nyckelperson: a comment on a card that was finished and one on a card that is
    open, 800 days ago."""
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    team.organises("anna", give_role("bo", "nyckelperson", board="oster"))
    for title in ("Avslutat", "Öppet"):
        card = team.notes(title, who="mia")
        team.does("mia", commands.comment(card, f"Sagt om {title}"))
        if title == "Avslutat":
            team.does("anna", cycles.finish(card, "drop", "blev inget"))
    team.now += timedelta(days=800)
    return team


def said(team: Team) -> list[str]:
    return sorted(str(doc["text"]) for doc in team.board.snapshot.table("comments").values())


def waits(team: Team, who: str) -> int:
    board, org = team.board.snapshot, team.org.snapshot
    return retention.waits_for(board, org, "oster", team.refs[who], team.now.date())


def test_nothing_is_old_till_the_board_says_how_long_and_then_for_whose_role_it_is(old: Team) -> None:
    assert old.does("bo", retention.thin()).stamps == ()
    assert waits(old, "bo") == 0
    old.does("bo", retention.keep(24))
    assert (waits(old, "anna"), waits(old, "bo"), waits(old, "mia")) == (1, 1, 0)
    old.does("bo", retention.keep(36))
    assert waits(old, "bo") == 0


def test_what_is_thinned_is_told_with_its_day_and_number_and_is_not_undone(old: Team) -> None:
    old.does("bo", retention.keep(24))
    assert retention.last_thinned(old.board.snapshot) is None
    old.does("bo", retention.thin())
    assert said(old) == ["Sagt om Öppet", MARK]
    assert retention.last_thinned(old.board.snapshot) == retention.Thinned(old.now.date(), 1)
    assert waits(old, "bo") == 0
    assert old.does("bo", retention.thin()).stamps == ()
    old.undoes("bo")
    assert said(old) == ["Sagt om Öppet", MARK]


def test_it_is_the_leaders_and_the_key_persons_to_do(old: Team) -> None:
    old.does("anna", retention.keep(24))
    assert refused(old, "mia", retention.thin()).code == "not_yours"
    assert refused(old, "mia", retention.keep(1)).code == "not_yours"
    assert refused(old, "anna", retention.keep(601)).code == "bad_months_kept"


def test_a_month_that_is_shorter_ends_on_its_last_day(old: Team) -> None:
    (card,) = [id for id, doc in old.board.snapshot.table("cards").items() if doc["state"] == "finished"]
    finished = date.fromisoformat(str(old.doc(card)["since"])[:10])
    assert finished == date(2026, 11, 16)
    board = old.board.snapshot
    assert not retention.older(board, date(2027, 3, 16), 4)
    assert retention.older(board, date(2027, 3, 17), 4)
    assert not retention.older(board, date(2028, 2, 29), 600)


def test_nobody_is_asked_which_of_two_erasings_holds() -> None:
    assert field_of("cards", "erased/problem") is None
    assert field_of("board", "thinned") is None
    assert field_of("board", "thinned_count") is None


def test_several_texts_of_a_card_and_its_parts_go_at_once_and_a_set_keeps_its_places(team: Team) -> None:
    card = team.notes("Hissen", problem="den stannar", why="folk fastnar")
    team.does("anna", commands.move(card, "do", "vi provar"), acts.add("fact", card, {"text": "varje dag"}))
    (fact,) = team.board.snapshot.table("facts")
    assert isinstance(team.doc(card)["skips"], dict)
    places = [("cards", card, name) for name in ("title", "problem", "skips")] + [("facts", fact, "text")]
    team.does("anna", erase_texts(places))
    doc = team.doc(card)
    assert (doc["title"], doc["problem"], doc["why"]) == (MARK, MARK, "folk fastnar")
    assert set(doc["skips"].values()) == {MARK}
    assert team.board.snapshot.table("facts")[fact]["text"] == MARK
