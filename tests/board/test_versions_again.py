"""A choice that is undone is a question again: the same versions by the same people, and the same one shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from board import commands, cycles
from board.context import Command
from board.errors import Problem
from board.history import entries
from board.ports import Snapshot
from board.service import Service
from board.versions import Choice, Written, choices, settle
from storage.memory import MemoryStore
from tests.board.apart import Apart, edits
from tests.board.team import planned

WITHOUT = ("_at", "_by", "rank")


def turn(apart: Apart, what: str, who: str = "mia", meet: bool = True) -> None:
    apart.team.now += timedelta(minutes=1)
    service = Service(apart.here, apart.team.org, apart.team.refs[who], apart.team.clock)
    service.undo() if what == "undo" else service.redo()
    if meet:
        apart.meet()


def question(apart: Apart) -> list[tuple[str, list[tuple[Any, str, str]], Any]]:
    """What is asked, as a person sees it."""

    def shown(choice: Choice) -> Any:
        return next((v.value for v in choice.versions if v.stamp == choice.shown), None)

    return [
        (choice.field, [(v.value, v.by, v.at) for v in choice.versions], shown(choice))
        for choice in choices(apart.here)
    ]


def card(apart: Apart) -> dict[str, Any] | None:
    doc = apart.here.snapshot.get(*apart.key)
    return None if doc is None else {name: value for name, value in doc.items() if name not in WITHOUT}


def tries(snapshot: Snapshot) -> list[str]:
    return sorted(snapshot.table("cycles"))


Both = tuple[Callable[[Apart], Command], Callable[[Apart], Command]]
TITLES: Both = (lambda a: edits(a, title="A"), lambda a: edits(a, title="B"))
QUESTIONS: dict[str, Both] = {
    "two titles": TITLES,
    "one cleared the text": (lambda a: edits(a, problem=None), lambda a: edits(a, problem="Bos")),
    "two places": (lambda a: commands.move(a.id, "do"), lambda a: commands.move(a.id, "plan")),
    "finished and moved": (
        lambda a: cycles.finish(a.id, "routine", "Vi gör så"),
        lambda a: commands.move(a.id, "do"),
    ),
    "moved and finished": (
        lambda a: commands.move(a.id, "do"),
        lambda a: cycles.finish(a.id, "routine", "Vi gör så"),
    ),
    "a new try and a move": (
        lambda a: cycles.finish(a.id, "retry", "En gång till"),
        lambda a: commands.move(a.id, "do"),
    ),
    "parked and finished": (
        lambda a: commands.set_aside(a.id, "parked", "Vi väntar"),
        lambda a: cycles.finish(a.id, "routine", "Klart"),
    ),
    "deleted and changed": (lambda a: commands.delete(a.id), lambda a: edits(a, problem="Mer")),
}


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("both", QUESTIONS)
def test_undone_it_is_asked_again_and_done_again_it_holds(both: str, at: int) -> None:
    apart = Apart(**planned(tags=["natt"]))
    annas, bos = QUESTIONS[both]
    apart.anna(annas(apart))
    apart.bo(bos(apart))
    apart.meet()
    asked, was, ended = question(apart), card(apart), tries(apart.here.snapshot)
    assert len(asked) == 1
    apart.mia_chooses(at)
    chosen, then = card(apart), tries(apart.here.snapshot)
    for _ in range(2):
        assert question(apart) == []
        turn(apart, "undo")
        assert (question(apart), card(apart), tries(apart.here.snapshot)) == (asked, was, ended)
        turn(apart, "redo")
        assert (question(apart), card(apart), tries(apart.here.snapshot)) == ([], chosen, then)
        with pytest.raises(Problem, match="nothing_to_redo"):
            turn(apart, "redo")
    turn(apart, "undo")
    apart.mia_chooses(1 - at)
    assert question(apart) == []
    other = card(apart)
    turn(apart, "undo")
    assert (question(apart), card(apart)) == (asked, was)
    turn(apart, "redo")
    assert card(apart) == other
    turn(apart, "undo")
    with pytest.raises(Problem, match="nothing_to_undo"):
        turn(apart, "undo")


def test_three_versions_are_three_again() -> None:
    apart = Apart()
    third = MemoryStore(apart.team.clock, "oster", "cother")
    third.receive(apart.here)
    apart.anna(TITLES[0](apart))
    apart.bo(TITLES[1](apart))
    apart._does(third, "anna", (edits(apart, title="C"),))
    apart.there.receive(third)
    apart.here.receive(third)
    apart.meet()
    asked = question(apart)
    apart.mia_chooses(2)
    turn(apart, "undo")
    assert question(apart) == asked
    assert len(asked[0][1]) == 3


@pytest.mark.parametrize("instead", ["written", "edited"])
def test_what_was_written_in_place_of_both_is_taken_back_too(instead: str) -> None:
    apart = Apart()
    apart.anna(TITLES[0](apart))
    apart.bo(TITLES[1](apart))
    apart.meet()
    asked = question(apart)
    command = (
        settle(apart.here, apart.key, "title", Written("A och B"))
        if instead == "written"
        else edits(apart, title="A och B")
    )
    apart._does(apart.here, "mia", (command,))
    turn(apart, "undo")
    assert question(apart) == asked
    told = [value for entry in entries(apart.here, apart.id) for _field, _old, value in entry.changes]
    assert "A och B" in told, "what was written stays in history"
    last = entries(apart.here, apart.id)[-1]
    assert (last.do, last.changes) == ("unsettle", (("title", "A och B", "B"),)), "told as one thing"


def test_what_somebody_else_has_chosen_since_is_not_taken_back() -> None:
    apart = Apart()
    apart.anna(TITLES[0](apart))
    apart.bo(TITLES[1](apart))
    apart.meet()
    apart.mia_chooses(1)
    turn(apart, "undo")
    apart.bo(settle(apart.there, apart.key, "title", choices(apart.there)[0].versions[0].stamp))
    apart.meet()
    with pytest.raises(Problem, match="changed_since"):
        turn(apart, "redo")


def test_two_who_undo_the_same_choice_do_not_ask_twice_as_much() -> None:
    """Mia at two screens that do not see each other."""
    apart = Apart()
    apart.anna(TITLES[0](apart))
    apart.bo(TITLES[1](apart))
    apart.meet()
    asked = question(apart)
    apart.mia_chooses(1)
    turn(apart, "undo", meet=False)
    Service(apart.there, apart.team.org, apart.team.refs["mia"], apart.team.clock).undo()
    apart.meet()
    assert question(apart) == asked


def test_a_card_deleted_again_comes_back_as_it_was() -> None:
    """Not a choice, and yet the earlier deletion must not come back in place of the card."""
    apart = Apart()
    apart.anna(commands.delete(apart.id))
    apart.bo(edits(apart, problem="Mer"))
    apart.meet()
    asked = question(apart)
    apart._does(apart.here, "mia", (commands.delete(apart.id),))
    assert card(apart) is None
    turn(apart, "undo")
    assert question(apart) == asked
