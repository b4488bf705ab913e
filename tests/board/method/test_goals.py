"""The unit's goals: directions and what stands under them, cards tied to them, and goals that end."""

from __future__ import annotations

from board.commands import edit, move, set_aside
from board.context import Command
from board.method import acts
from board.method.goals import goals_of, tied_cards
from board.method.parts import parts_of
from board.ports import Change, Draft
from tests.board.method.making import made, part
from tests.board.team import Team, refused


def beneath(id: str, parent: str) -> Command:
    """What two computers can come to, each with one half of it."""
    return lambda _context: [Draft("set_goal", (Change("goals", id, {"parent": parent}),))]


def told(team: Team) -> list[tuple[str, list[str]]]:
    return [
        (str(aim.doc["text"]), [str(doc["text"]) for doc in aim.under.values()])
        for aim in goals_of(team.board.snapshot).aims
    ]


def test_a_goal_of_the_board_is_written_changed_ended_and_taken_away(team: Team) -> None:
    goal = made(team, "goal", None, text="Trygga besök", form="direction")
    assert "card" not in part(team, "goal", goal)
    assert list(parts_of(team.board.snapshot, "goal", "")) == [goal]
    team.does("bo", acts.change("goal", goal, {"text": "Trygga kvällar", "perspective": "citizens"}))
    assert part(team, "goal", goal)["text"] == "Trygga kvällar"
    team.does("bo", acts.change("goal", goal, {"ended": True}))
    assert goals_of(team.board.snapshot).aims == ()
    assert list(goals_of(team.board.snapshot).ended) == [goal]
    team.undoes("bo")
    assert told(team) == [("Trygga kvällar", [])]
    team.does("bo", acts.remove("goal", goal))
    assert told(team) == []
    team.undoes("bo")
    assert told(team) == [("Trygga kvällar", [])]
    assert refused(team, "anna", acts.add("goal", None, {"text": " "})).code == "empty_text"


def test_measurable_goals_stand_under_their_direction(team: Team) -> None:
    safe = made(team, "goal", None, text="Trygga besök", form="direction")
    made(team, "goal", None, text="Mat som smakar", form="direction")
    late = made(team, "goal", None, text="Högst fem sena besök", form="measurable", parent=safe)
    made(team, "goal", None, text="Ett sent besök", parent=late)
    assert told(team) == [
        ("Trygga besök", ["Högst fem sena besök", "Ett sent besök"]),
        ("Mat som smakar", []),
    ]
    assert goals_of(team.board.snapshot).number == 4


def test_a_goal_whose_direction_ends_or_goes_in_a_circle_stands_by_itself(team: Team) -> None:
    one = made(team, "goal", None, text="Ett", form="direction")
    two = made(team, "goal", None, text="Två", parent=one)
    three = made(team, "goal", None, text="Tre", parent=two)
    team.does("anna", acts.change("goal", one, {"ended": True}))
    assert told(team) == [("Två", ["Tre"])]
    team.does("anna", beneath(two, three))
    assert sorted(text for text, _under in told(team)) == ["Tre", "Två"]
    team.does("anna", beneath(two, two))
    assert told(team) == [("Två", ["Tre"])]


def test_cards_are_counted_by_goal_and_those_without_one_only_while_worked_on(team: Team) -> None:
    goal = made(team, "goal", None, text="Trygga besök")
    tied, own, none, proposal, aside = (team.notes(f"Kort {n}") for n in range(5))
    for card in (tied, own, none, aside):
        team.does("anna", move(card, "plan"))
    team.does("anna", edit(tied, {"goal": goal}), edit(own, {"local": True}))
    team.does("anna", set_aside(aside, "parked", "sen"))
    found = tied_cards(team.board.snapshot)
    assert found.of == {goal: (tied,)}
    assert (found.local, found.without) == ((own,), (none,))
    assert proposal not in found.without
    team.does("anna", acts.change("goal", goal, {"ended": True}))
    assert tied_cards(team.board.snapshot).of == {goal: (tied,)}
    team.does("anna", acts.remove("goal", goal))
    assert tied_cards(team.board.snapshot).without == (tied, none)
