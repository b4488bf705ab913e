"""The unit's results: measures by perspective, goals' types, what is finished, and when a value means something."""

from __future__ import annotations

from datetime import date

from board import commands
from board.cycles import finish
from board.method import acts
from board.ports import Snapshot
from board.results import Measure, called_after, done_of, is_turned, mix, results_of, standing
from tests.board.method.making import TODAY, made, part
from tests.board.team import Team


def told(team: Team) -> list[tuple[str, list[tuple[str, bool, list[str]]]]]:
    """Perspectives with their goals' first words, and the measures of each."""
    return [
        (
            group.perspective,
            [
                (
                    str(goal.doc.get("text") or ""),
                    goal.under,
                    [" + ".join(str(m.doc["text"]) for m in one.family) for one in goal.measures],
                )
                for goal in group.goals
            ],
        )
        for group in results_of(team.board.snapshot).groups
    ]


def one(team: Team, id: str) -> Measure:
    return next(found for found in results_of(team.board.snapshot).every if found.id == id)


def finished(team: Team, title: str, outcome: str = "routine", **fields: object) -> str:
    card = team.notes(title)
    team.does("anna", commands.edit(card, dict(fields)), commands.move(card, "act", "prövat"))
    team.does("anna", finish(card, outcome, "så blev det"))
    return card


def test_measures_stand_under_goal_and_perspective_with_what_watches_them_beside(team: Team) -> None:
    safe = made(team, "goal", None, text="Trygga besök", perspective="citizens")
    on_time = made(team, "goal", None, text="Högst fem sena", parent=safe)
    made(team, "goal", None, text="Vi trivs", perspective="employer")
    card = team.notes("Nycklar")
    team.does("anna", commands.edit(card, {"goal": on_time}))
    late = made(team, "indicator", card, text="Sena besök")
    made(team, "indicator", card, text="Körda mil", balances=late)
    made(team, "indicator", None, text="Övertid", perspective="economy", balances=late)
    made(team, "indicator", None, text="Bemötande", goal=safe)
    made(team, "indicator", None, text="Fri lek")
    made(team, "indicator", team.notes("Utan mål"), text="Steg")
    assert told(team) == [
        ("citizens", [("Trygga besök", False, ["Bemötande"]),
                      ("Högst fem sena", True, ["Sena besök + Övertid + Körda mil"])]),
        ("employer", [("Vi trivs", False, [])]),
        ("", [("", False, ["Fri lek"])]),
    ]  # fmt: skip
    now = team.board.snapshot
    found = results_of(now)
    assert found.lacking == ("society", "operation", "employer", "attractive")  # economy is watched
    assert [m.doc["text"] for m in found.others] == ["Steg"]
    assert len(found.every) == 6
    assert results_of(Snapshot({**now.tables, "comments": {}})) is found  # what it is made of is as it was
    assert results_of(Snapshot({**now.tables, "goals": {}})) != found


def test_measures_that_watch_each_other_are_all_shown_once(team: Team) -> None:
    a, b, c = (made(team, "indicator", None, text=name) for name in "abc")
    for id, of in ((a, b), (b, c)):
        team.does("anna", acts.change("indicator", id, {"balances": of}))
    assert told(team) == [("", [("", False, ["c + a + b"])])]


def test_a_card_that_led_nowhere_or_is_the_teams_own_shows_no_result(team: Team) -> None:
    made(team, "indicator", finished(team, "Släppt", "drop"), text="Släppt")
    made(team, "indicator", finished(team, "Rutin"), text="Rutin")
    own = team.notes("Bara vi")
    team.does("anna", commands.edit(own, {"internal": True}))
    made(team, "indicator", own, text="Bara vi")
    names = {str(m.doc["text"]) for m in results_of(team.board.snapshot).every}
    assert names == {"Rutin", "Bara vi"}
    assert {str(m.doc["text"]) for m in results_of(team.board.snapshot, internal=False).every} == {"Rutin"}


def test_a_value_means_something_only_against_a_target(team: Team) -> None:
    id = made(team, "indicator", None, text="Sena besök")
    team.does("anna", acts.record(None, id, ((date(2026, 11, 1), "9", None), (TODAY, "4", None))))
    assert standing(one(team, id)) == "neutral"
    team.does("anna", acts.change("indicator", id, {"target": 5}))
    assert standing(one(team, id)) == "neutral"  # which way is better is not said
    team.does("anna", acts.change("indicator", id, {"baseline": 12}))
    assert standing(one(team, id)) == "reached"
    team.does("anna", acts.change("indicator", id, {"better": "higher"}))
    assert standing(one(team, id)) == "short"
    assert not is_turned(one(team, id))
    team.does("anna", acts.change("indicator", id, {"target": 3}, why="lägre"))
    assert is_turned(one(team, id)), "every value was past the target from the start"
    team.does("anna", acts.change("indicator", id, {"better": "lower"}))
    assert not is_turned(one(team, id))
    team.does("anna", acts.change("indicator", id, {"target": 5}, why="som förut"))
    assert part(team, "indicator", id)["target"] == 5


def test_the_mix_of_goals_is_told_from_three_on(team: Team) -> None:
    def so_far() -> str:
        return mix(results_of(team.board.snapshot).types)

    assert so_far() == ""
    for code, told in (
        ("activity", "few_typed"),
        ("activity", "few_typed"),
        ("activity", "mostly_activity"),
        ("outcome", "mostly_activity"),
        ("effect", "mostly_activity"),
        ("outcome", "mixed"),
    ):
        made(team, "indicator", None, text="Mått", goal_type=code)
        assert so_far() == told
    assert [(name, len(having)) for name, having in results_of(team.board.snapshot).types.items()] == [
        ("activity", 3), ("outcome", 2), ("effect", 1)
    ]  # fmt: skip


def test_what_is_finished_and_freed_is_summed_with_its_story(team: Team) -> None:
    keys = finished(team, "Nyckelskåp", freed=60, freed_for="promenader", lesson="Fråga först")
    lists = finished(team, "Listor", freed=-15)
    gone = finished(team, "Släppt", "drop", freed=500, lesson="Gick inte")
    good = team.notes("Frukost ute", kind="gott_exempel")
    found = done_of(team.board.snapshot, TODAY)
    assert (found.routines, found.dropped, found.lessons, found.good) == (
        (lists, keys),
        (gone,),
        (keys,),
        (good,),
    )
    assert [(one.card, one.minutes, one.given_to) for one in found.freed] == [
        (keys, 60, "promenader"),
        (lists, -15, ""),
    ]
    assert found.minutes == 45
    assert found.this_year == found.routines
    assert done_of(team.board.snapshot, date(2027, 1, 2)).this_year == ()


def test_a_card_that_was_closed_past_every_step_is_no_improvement_to_count(team: Team) -> None:
    card = team.notes("Bilen är smutsig")
    team.does("anna", finish(card, "routine", "Vi fick en ny bil"))
    assert done_of(team.board.snapshot, team.now.date()).routines == ()
    tried = team.notes("Maten är kall", measure="Värmeskåp")
    team.does("anna", finish(tried, "routine", "Det räcker"))
    assert done_of(team.board.snapshot, team.now.date()).routines == (tried,)


def test_what_a_card_came_to_is_its_routine_else_what_was_tried_and_last_its_title(team: Team) -> None:
    card = team.notes("Maten är kall")
    assert called_after(team.board.snapshot, card) == "Maten är kall"
    team.does("anna", commands.edit(card, {"measure": "Värmeskåp"}))
    assert called_after(team.board.snapshot, card) == "Värmeskåp"
    made(team, "routine", card, text="Maten står i värmeskåp")
    assert called_after(team.board.snapshot, card) == "Maten står i värmeskåp"
