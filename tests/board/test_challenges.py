"""Challenges: how they stand under each other, whom a throw lies with and since when, and what is worth a thought."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from board.challenges import (
    FEW,
    UNANSWERED_DAYS,
    Challenge,
    Throw,
    are_many,
    challenges_of,
    concerns,
    lying_with,
    throw,
    throws_of,
    tied_cards,
)
from board.commands import edit
from board.errors import Problem
from board.method import acts
from board.method.goals import tied_cards as tied_to_goals
from board.ports import Snapshot
from board.service import Service
from board.versions import beside
from storage.memory import MemoryStore
from tests.board.method.making import made
from tests.board.team import Team


def tree(team: Team) -> list[tuple[str, int]]:
    return [(one.text, one.depth) for one in challenges_of(team.org.snapshot)]


def called(team: Team, text: str) -> Challenge:
    return next(one for one in challenges_of(team.org.snapshot) if one.text == text)


def codes(team: Team, text: str) -> list[str]:
    return [one.code for one in concerns(called(team, text), team.org.snapshot, team.now.date())]


def last(team: Team) -> Throw:
    return throws_of(team.org.snapshot)[-1]


def where(team: Team) -> dict[str, list[str]]:
    """What lies with each of two boards (seen by nobody) and with Bo at a third."""
    org = team.org.snapshot
    seen = {"oster": ("oster", None), "vaster": ("vaster", None), "bo": ("norr", team.refs["bo"])}
    return {name: [one.text for one in lying_with(org, *at)] for name, at in seen.items()}


def test_without_challenges_there_is_nothing_to_tell() -> None:
    empty = Snapshot({})
    assert (challenges_of(empty), throws_of(empty), lying_with(empty, "oster", "x")) == ([], (), [])


def test_they_stand_as_a_tree_and_one_whose_parent_is_gone_stands_by_itself(team: Team) -> None:
    top = made(team, "challenge", None, text="Trygg hemgång", owner="anna")
    other = made(team, "challenge", None, text="Fler som stannar", owner="bo")
    under = made(team, "challenge", None, text="Samma dag", owner="bo", parent=top)
    made(team, "challenge", None, text="Läkemedel", owner="bo", parent=under)
    assert tree(team) == [("Trygg hemgång", 0), ("Samma dag", 1), ("Läkemedel", 2), ("Fler som stannar", 0)]
    with pytest.raises(Problem, match="under_itself"):
        team.organises("anna", acts.change("challenge", top, {"parent": under}))
    assert codes(team, "Samma dag") == []
    team.organises("anna", acts.change("challenge", top, {"ended": True}))
    assert tree(team) == [("Fler som stannar", 0), ("Samma dag", 0), ("Läkemedel", 1)]
    assert codes(team, "Samma dag") == ["no_parent"]
    assert [one.text for one in challenges_of(team.org.snapshot, ended=True)] == ["Trygg hemgång"]
    team.organises("anna", acts.remove("challenge", other))
    assert tree(team) == [("Samma dag", 0), ("Läkemedel", 1)]


def test_two_that_turn_back_on_each_other_stand_by_themselves() -> None:
    docs: dict[str, Any] = {"1": {"text": "a", "parent": "2"}, "2": {"text": "b", "parent": "1"}}
    found = challenges_of(Snapshot({"challenges": docs}))
    assert [(one.text, one.depth) for one in found] == [("a", 0), ("b", 0)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["no_owner"]),
        ({"owner": "anna"}, []),
        ({"owner": "anna", "from": "2026-01-01", "until": "2028-12-31"}, []),
        ({"owner": "anna", "from": "2026-01-01", "until": "2026-12-31"}, []),
        ({"owner": "anna", "from": "2026-01-01", "until": "2031-01-01"}, ["too_long"]),
        ({"owner": "anna", "from": "2026-11-01", "until": "2026-12-24"}, ["too_short"]),
        ({"owner": "anna", "until": "2026-11-15"}, ["past"]),
    ],
)
def test_an_owner_and_one_to_three_years_are_asked_for(
    team: Team, fields: dict[str, Any], expected: list[str]
) -> None:
    made(team, "challenge", None, text="Trygg hemgång", **fields)
    assert codes(team, "Trygg hemgång") == expected


def test_many_at_a_time_are_told_of_and_those_under_others_do_not_count(team: Team) -> None:
    top = [made(team, "challenge", None, text=f"Nr {n}") for n in range(FEW)]
    made(team, "challenge", None, text="Under", parent=top[0])
    assert are_many(challenges_of(team.org.snapshot)) == 0
    made(team, "challenge", None, text="En till")
    assert are_many(challenges_of(team.org.snapshot)) == FEW + 1


def test_a_throw_lies_with_who_got_it_then_with_who_threw_and_with_nobody_once_agreed(team: Team) -> None:
    top = made(team, "challenge", None, text="Trygg hemgång", owner="anna")
    team.organises("anna", throw(top, "Kan ni ta kvällarna?", "oster", to_board="vaster"))
    first = last(team)
    assert where(team) == {"oster": [], "vaster": ["Kan ni ta kvällarna?"], "bo": []}
    team.now += timedelta(days=12)
    assert (first.days(team.now.date()), first.waits_long(team.now.date())) == (12, False)
    team.organises("bo", acts.change("throw", first.id, {"answer": "Bara vardagar"}))
    answered = last(team)
    assert (answered.state, answered.answered_by) == ("answered", team.refs["bo"])
    assert answered.days(team.now.date()) == 0
    assert where(team) == {"oster": ["Kan ni ta kvällarna?"], "vaster": [], "bo": []}
    # Anna throws on, to Bo himself: the first is done with.
    command = throw(top, "Vardagar räcker", "oster", to_person="bo", previous=first.id)
    team.organises("anna", command)
    assert where(team) == {"oster": [], "vaster": [], "bo": ["Vardagar räcker"]}
    team.organises("bo", acts.change("throw", last(team).id, {"state": "agreed"}))
    assert where(team) == {"oster": [], "vaster": [], "bo": []}
    assert (last(team).answered_by, called(team, "Trygg hemgång").lying) == (team.refs["bo"], ())


def test_one_that_nobody_answers_is_told_of_and_an_ended_challenge_lies_with_nobody(team: Team) -> None:
    top = made(team, "challenge", None, text="Trygg hemgång", owner="anna")
    team.organises("anna", throw(top, "Kan ni?", "oster", to_board="vaster"))
    team.now += timedelta(days=UNANSWERED_DAYS - 1)
    assert codes(team, "Trygg hemgång") == []
    team.now += timedelta(days=1)
    (found,) = concerns(called(team, "Trygg hemgång"), team.org.snapshot, team.now.date())
    assert (found.code, found.days, found.throw) == ("unanswered", UNANSWERED_DAYS, last(team).id)
    team.organises("anna", acts.change("challenge", top, {"ended": True}))
    assert where(team)["vaster"] == []


def test_a_card_that_says_its_challenge_is_found_and_is_not_without_a_goal(team: Team) -> None:
    top = made(team, "challenge", None, text="Trygg hemgång")
    card = team.notes("Vi ringer före hemgång")
    team.does("anna", edit(card, {"challenge": "Trygg"}))
    assert tied_cards(team.board.snapshot, top) == (card,)
    assert team.doc(card)["challenge"] == top
    snapshot = Snapshot(
        {"cards": {card: {**team.doc(card), "phase": "plan"}, "9": {"phase": "plan", "state": "open"}}}
    )
    assert tied_to_goals(snapshot).without == ("9",)
    with pytest.raises(Problem, match="unknown"):
        team.does("anna", edit(card, {"challenge": "något annat"}))


def test_two_answers_at_two_hosts_are_both_kept_till_somebody_writes_the_next(team: Team) -> None:
    top = made(team, "challenge", None, text="Trygg hemgång")
    team.organises("anna", throw(top, "Kan ni?", "oster", to_board="vaster"))
    here, there = cast("MemoryStore", team.org), MemoryStore(team.clock, "_workspace", "bother")
    there.receive(here)
    id = last(team).id
    for store, who, text in ((here, "bo", "Ja"), (there, "mia", "Bara vardagar")):
        team.now += timedelta(minutes=1)
        service = Service(team.board, store, team.refs[who], team.clock, team.ids)
        service.organise(acts.change("throw", id, {"answer": text}))
    for one, other in ((here, there), (there, here)):
        one.receive(other)
        assert last(team).answer == "Bara vardagar"
        assert beside(one.conflicts(), one.snapshot, "throws", "answer") == {id: ("Ja",)}
    team.organises("anna", acts.change("throw", id, {"answer": "Ja, vardagar"}))
    assert beside(here.conflicts(), here.snapshot, "throws", "answer") == {}


def test_a_very_long_row_of_challenges_under_each_other_can_be_told() -> None:
    docs = {str(n): {"text": f"Nr {n}", "parent": str(n - 1)} for n in range(1, 1501)}
    found = challenges_of(Snapshot({"challenges": docs}))
    assert [one.depth for one in found] == list(range(1500))
    assert [one.id for one in found] == list(docs)


class Counted(dict[str, Any]):
    """A document that counts how often somebody asks what stands above it."""

    asked = 0

    def get(self, name: str, default: Any = None) -> Any:
        Counted.asked += name == "parent"
        return super().get(name, default)


def test_a_long_chain_is_walked_once_and_what_leads_into_a_circle_stands_by_itself() -> None:
    chain = {str(10**15 + n): Counted(text=f"U{n}", parent=str(10**15 + n - 1)) for n in range(1000)}
    found = challenges_of(Snapshot({"challenges": chain}))
    assert [one.depth for one in found] == list(range(1000))
    assert Counted.asked <= 3 * len(chain)
    parents = {"1": "2", "2": "3", "3": "2", "4": "1", "5": "6", "6": "", "7": "7"}
    docs = {id: {"text": id, "parent": parent} for id, parent in parents.items()}
    found = challenges_of(Snapshot({"challenges": docs}))
    assert [(one.id, one.depth) for one in found] == [
        ("1", 0), ("2", 0), ("3", 0), ("4", 0), ("6", 0), ("5", 1), ("7", 0),
    ]  # fmt: skip
