"""Where a card is when two have put it in different places, and when one has deleted what another changed."""

from __future__ import annotations

import pytest

from board import commands, cycles
from board.versions import choices, waiting
from tests.board.apart import Apart, edits
from tests.board.team import planned


def test_moved_to_two_places_it_is_at_the_later_till_somebody_chooses() -> None:
    apart = Apart(**planned())
    apart.anna(commands.move(apart.id, "do"))
    was = apart.card
    apart.bo(commands.move(apart.id, "plan"))
    apart.meet()
    assert apart.card["phase"] == "plan"
    assert apart.one.field == "place"
    assert [version.value["phase"] for version in apart.one.versions] == ["plan", "do"]
    assert apart.one.shown == apart.one.versions[0].stamp
    apart.mia_chooses(1)
    assert {name: apart.card[name] for name in ("phase", "state", "since", "rank")} == {
        name: was[name] for name in ("phase", "state", "since", "rank")
    }


def test_moved_to_the_same_place_twice_is_nothing_to_choose_about() -> None:
    apart = Apart()
    apart.anna(commands.move(apart.id, "plan"))
    apart.bo(commands.move(apart.id, "plan"))
    apart.meet()
    assert apart.card["phase"] == "plan"
    assert choices(apart.here) == []


def test_places_in_a_column_are_nothing_to_choose_about() -> None:
    apart = Apart()
    others = [apart.team.notes(title) for title in ("Ett", "Två", "Tre")]
    apart.meet()
    apart.anna(commands.move(apart.id, "inbox", before=others[1]))
    apart.bo(commands.move(apart.id, "inbox", before=others[2]))
    apart.meet()
    assert apart.here.conflicts(), "the order keys differ"
    assert choices(apart.here) == []
    assert not waiting(apart.here.conflicts(), apart.here.snapshot)


@pytest.mark.parametrize("finish_last", [False, True])
@pytest.mark.parametrize("choose", ["finished", "open"])
def test_finished_at_one_place_and_moved_at_the_other(finish_last: bool, choose: str) -> None:
    apart = Apart(**planned())
    finish = cycles.finish(apart.id, "routine", "Vi gör så")
    move = commands.move(apart.id, "do")
    for who, command in (
        ((apart.bo, move), (apart.anna, finish)) if finish_last else ((apart.anna, finish), (apart.bo, move))
    ):
        who(command)
    apart.meet()
    assert apart.card["state"] == "finished", "finished till somebody chooses: nobody else said how it ended"
    assert apart.one.shown == (apart.one.versions[0].stamp if finish_last else None)
    at = next(i for i, version in enumerate(apart.one.versions) if version.value["state"] == choose)
    apart.mia_chooses(at)
    told = (apart.card["phase"], apart.card["state"], apart.card.get("finish"))
    assert told == (("done", "finished", "routine") if choose == "finished" else ("do", "open", None))
    assert apart.card["decision"] == "Vi gör så", "what was written is never taken away"
    assert not choices(apart.here)


@pytest.mark.parametrize("at", [0, 1])
def test_finished_at_one_place_and_taken_up_at_the_other(at: int) -> None:
    apart = Apart(**planned())
    apart.anna(cycles.finish(apart.id, "drop", "Det hjälpte inte"))
    apart.meet()
    apart.anna(commands.reopen(apart.id, "Vi prövar en gång till"))
    apart.bo(commands.set_aside(apart.id, "archived"))
    apart.meet()
    assert [version.value["state"] for version in apart.one.versions] == ["archived", "open"]
    assert apart.card["state"] == "archived"
    apart.mia_chooses(at)
    expected = [("done", "archived", "drop"), ("act", "open", None)][at]
    assert (apart.card["phase"], apart.card["state"], apart.card.get("finish")) == expected


@pytest.mark.parametrize("choose", [1, 2])
def test_a_new_try_at_one_place_and_a_move_at_the_other(choose: int) -> None:
    apart = Apart(**planned())
    apart.anna(commands.move(apart.id, "check"))
    apart.meet()
    apart.anna(cycles.finish(apart.id, "retry", "En gång till"))
    apart.bo(commands.move(apart.id, "do"))
    apart.meet()
    at = next(i for i, version in enumerate(apart.one.versions) if version.value["cycle"] == choose)
    apart.mia_chooses(at)
    assert not choices(apart.here)
    assert apart.card["cycle"] == choose
    assert apart.card["phase"] == {1: "do", 2: "plan"}[choose]
    assert apart.card.get("due") == {1: "2026-12-07", 2: None}[choose]
    assert len(apart.here.snapshot.table("cycles")) == choose - 1, "a try that did not end is no earlier try"


def test_parked_and_finished_is_one_question() -> None:
    apart = Apart(**planned())
    apart.anna(cycles.finish(apart.id, "routine", "Klart"))
    apart.bo(commands.set_aside(apart.id, "parked", "Vi väntar"))
    apart.meet()
    apart.mia_chooses(0)
    assert (apart.card["phase"], apart.card["state"], apart.card["state_why"]) == (
        "inbox",
        "parked",
        "Vi väntar",
    )
    assert "finish" not in apart.card


def test_deleted_at_one_place_and_changed_later_at_the_other_it_is_kept() -> None:
    apart = Apart()
    apart.anna(commands.delete(apart.id))
    apart.bo(edits(apart, problem="En timmes anteckningar"))
    apart.meet()
    assert apart.card["problem"] == "En timmes anteckningar"
    assert apart.one.field == "deleted"
    assert [version.value for version in apart.one.versions] == [None, True]
    assert apart.who() == ["bo", "anna"]


@pytest.mark.parametrize("at", [0, 1])
def test_a_revived_card_is_kept_or_deleted_by_choice(at: int) -> None:
    apart = Apart()
    apart.anna(commands.delete(apart.id))
    apart.bo(edits(apart, problem="En timmes anteckningar"))
    apart.meet()
    apart.bo(edits(apart, title="Och en ny rubrik"))  # changes nothing of what is asked
    apart.meet()
    commit = apart.mia_chooses(at)
    assert commit.events[-1].do == ("settle", "delete")[at]
    assert (apart.id in apart.here.snapshot.table("cards")) == (at == 0)
    assert choices(apart.here) == []


def test_changed_first_and_deleted_later_it_is_deleted_with_all_that_was_written() -> None:
    apart = Apart()
    apart.bo(edits(apart, problem="En timmes anteckningar"))
    apart.anna(commands.delete(apart.id))
    apart.meet()
    assert choices(apart.here) == []
    assert apart.here.snapshot.deleted[apart.key]["problem"] == "En timmes anteckningar"
    apart.bo(commands.reopen(apart.id))
    apart.meet()
    assert apart.card["problem"] == "En timmes anteckningar"
    assert choices(apart.here) == []


def test_a_deleted_card_asks_nothing() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="A"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    apart.anna(commands.delete(apart.id))
    assert choices(apart.here) == []
    assert not waiting(apart.here.conflicts(), apart.here.snapshot)
    apart.anna(commands.reopen(apart.id))
    assert apart.one.field == "title"
