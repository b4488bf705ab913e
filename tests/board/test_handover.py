"""Överlämning: all that a person has, given to another with the story so far, as one change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from board import commands
from board.challenges import throw
from board.errors import Problem
from board.handover import Held, by_card, hand_over, hand_over_lifts, held_by
from board.method import acts
from board.method.lifts import lifts_of
from board.organisation import give_role
from board.ports import Snapshot
from tests.board.team import Team, planned, refused

DAY = date(2026, 12, 1)


def story(board: Snapshot, card: str, held: Sequence[Held]) -> str:
    return f"{board.table('cards')[card]['title']}: {', '.join(one.what for one in held)}"


def has(team: Team, who: str) -> list[str]:
    found = held_by(team.board.snapshot, team.org.snapshot, "oster", team.refs[who], team.now.date())
    return [one.what for one in found]


@pytest.fixture
def busy(team: Team) -> tuple[str, str]:
    """Two cards where Anna has a hand in everything, and one of Bo's."""
    first = team.notes(**planned())
    second = team.notes("Larmen", leader="anna", support="anna")
    team.notes("Bos kort", owner="bo")
    team.does(
        "bo",
        commands.edit(second, add={"doers": ["anna", "mia"]}),
        acts.add("activity", first, {"text": "Ring larmfirman", "who": "anna", "due": DAY}),
        acts.add("activity", first, {"text": "Köp krokar", "who": "anna", "done": True}),
        acts.add("activity", first, {"text": "Måla", "who": "mia"}),
        acts.add("routine", second, {"text": "Larmen provas", "responsible": "anna"}),
    )
    team.organises(
        "anna",
        acts.add_many(
            "lift", first, [{"text": "Nytt skåp", "to_role": "chefen", "asked": "Pengar"}], board="oster"
        ),
    )
    team.organises("anna", give_role("anna", "nyckelperson", board="oster", deputy="bo"))
    return first, second


def test_everything_a_person_has_is_in_one_view(team: Team, busy: tuple[str, str]) -> None:
    assert has(team, "anna") == ["owner", "activity", "lift", "leader", "support", "doer", "routine", "role"]
    assert has(team, "bo") == ["owner", "deputy"]
    assert has(team, "mia") == ["activity", "doer"]


def test_what_a_person_has_above_the_boards_is_told_wherever_one_asks(team: Team) -> None:
    made = team.organises("bo", acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    team.organises("bo", throw(made.events[-1].id, "Kan du?", "vaster", to_person="anna"))
    assert has(team, "anna") == ["challenge", "throw"]
    team.organises("bo", acts.change("challenge", made.events[-1].id, {"ended": True}))
    assert has(team, "anna") == []


def test_all_at_once_goes_to_the_other_with_the_story_so_far_and_one_undo(
    team: Team, busy: tuple[str, str]
) -> None:
    first, second = busy
    anna, mia = team.refs["anna"], team.refs["mia"]
    team.does("bo", hand_over("anna", "mia", story))
    assert has(team, "anna") == ["lift", "role"]
    team.organises("bo", hand_over_lifts("anna", "mia", "oster", card=second))
    assert "lift" in has(team, "anna"), "it is another card's"
    team.organises("bo", hand_over_lifts("anna", "mia", "oster"))
    assert has(team, "anna") == ["role"]
    assert "lift" in has(team, "mia")
    (lift,) = lifts_of(team.org.snapshot)
    assert lift.by == mia, "who waits for the answer"
    assert team.card(first).owner == team.card(second).leader == team.card(second).support == mia
    assert team.card(second).doers == (mia,)
    comments = {doc["card"]: doc["text"] for doc in team.board.snapshot.table("comments").values()}
    assert comments == {
        first: "Vi letar nycklar: owner, activity, lift",
        second: "Larmen: leader, support, doer, routine",
    }
    done = [doc["who"] for doc in team.board.snapshot.table("activities").values() if doc.get("done")]
    assert done == [anna], "what is done stays hers"
    for _turn in range(2):
        team.undoes("bo")
        assert has(team, "anna") == [
            "owner", "activity", "lift", "leader", "support", "doer", "routine", "role",
        ]  # fmt: skip
        assert not team.board.snapshot.table("comments")
        team.redoes("bo")
        assert has(team, "anna") == ["role"], "lifts, too"
        assert len(team.board.snapshot.table("comments")) == 2


def test_a_handover_with_lifts_is_taken_back_whole_or_not_at_all(team: Team, busy: tuple[str, str]) -> None:
    team.does("bo", hand_over("anna", "mia", story))
    team.organises("bo", hand_over_lifts("anna", "mia", "oster"))
    team.does("anna", commands.edit(busy[0], {"owner": "bo"}))
    with pytest.raises(Problem) as caught:
        team.undoes("bo")
    assert caught.value.code == "changed_since"
    assert "lift" in has(team, "mia"), "nor the half that could have been"
    team.undoes("anna")
    team.undoes("bo")
    assert has(team, "mia") == ["activity", "doer"]


def test_what_is_done_after_a_handover_with_lifts_is_taken_back_by_itself(
    team: Team, busy: tuple[str, str]
) -> None:
    team.does("bo", hand_over("anna", "mia", story))
    team.organises("bo", hand_over_lifts("anna", "mia", "oster"))
    team.organises("bo", give_role("mia", "nyckelperson", board="oster"))
    later = team.notes("Sen", who="bo")
    team.undoes("bo")
    assert team.board.snapshot.get("cards", later) is None
    team.undoes("bo")
    assert "role" not in has(team, "mia")
    assert {"lift", "owner"} <= {*has(team, "mia")}
    team.undoes("bo")
    assert has(team, "mia") == ["activity", "doer"]


def test_one_card_at_a_time(team: Team, busy: tuple[str, str]) -> None:
    team.does("bo", hand_over("anna", "bo", story, card=busy[1]))
    assert has(team, "anna") == ["owner", "activity", "lift", "role"]
    assert team.card(busy[1]).leader == team.refs["bo"]


def test_parked_cards_count_and_finished_ones_do_not(team: Team) -> None:
    parked, gone = team.notes("Sen", owner="anna"), team.notes("Klar", owner="anna")
    team.does("anna", commands.set_aside(parked, "parked"), commands.set_aside(gone, "archived"))
    found = held_by(team.board.snapshot, team.org.snapshot, "oster", team.refs["anna"], team.now.date())
    assert [*by_card(found)] == [parked]


def test_nothing_to_hand_over_is_no_change_and_nobody_hands_over_to_themselves(team: Team) -> None:
    assert team.does("anna", hand_over("mia", "bo", story)).events == ()
    assert refused(team, "anna", hand_over("anna", "anna", story)).code == "same_person"


def test_a_routine_of_the_unit_itself_goes_along_and_no_card_is_told(team: Team) -> None:
    team.does("anna", acts.add("routine", None, {"text": "Nyckelskåpet", "responsible": "anna"}))
    assert has(team, "anna") == ["routine"]
    team.does("anna", acts.add("yearly", None, {"text": "Egenkontrollen", "responsible": "anna"}))
    done = team.does("bo", hand_over(team.refs["anna"], "mia", story))
    assert [event.table for event in done.events] == ["routines", "yearlies"]
    assert (has(team, "anna"), has(team, "mia")) == ([], ["routine", "yearly"])
