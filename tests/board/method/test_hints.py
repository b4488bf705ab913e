"""What is worth a thought on a card, and whether what is to be tried can be judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from board.commands import edit, move
from board.cycles import finish
from board.method import acts
from board.method.hints import Hint, aim_sentence, evaluable, hints
from tests.board.method.making import TODAY, made, part
from tests.board.team import Team, planned


def told(team: Team, card: str, section: str | None = None) -> dict[str, Hint]:
    found = hints(team.board.snapshot, card, TODAY, team.org.snapshot)
    return {hint.code: hint for hint in found if section in (None, hint.section)}


def codes(team: Team, card: str, section: str) -> set[str]:
    return {*told(team, card, section)}


def test_a_card_just_noted_is_left_in_peace(team: Team) -> None:
    assert told(team, team.notes()) == {}
    assert hints(team.board.snapshot, "1", TODAY) == ()


def test_a_card_that_is_finished_gets_no_advice(team: Team) -> None:
    card = team.notes(**planned())
    made(team, "fact", card, text="Det är stökigt", ground="opinion")
    team.does("anna", finish(card, "drop", "Gav inget"))
    assert told(team, card) == {}


def test_facts_that_are_all_opinions(team: Team) -> None:
    card = team.notes()
    one = made(team, "fact", card, text="Det är stökigt", ground="opinion")
    assert told(team, card)["facts_all_opinions"] == Hint(
        "facts_all_opinions", "understand", {"count": 1}, "fact", (one,)
    )
    made(team, "fact", card, text="Tio av fjorton pass", ground="measured")
    assert "facts_all_opinions" not in told(team, card)


def test_causes_that_the_unit_does_not_decide_over(team: Team) -> None:
    card = team.notes()
    one = made(team, "cause", card, text="Apoteket", frame="outside")
    assert codes(team, card, "causes") == {"causes_all_outside", "lift_cause"}
    lift = made(team, "lift", card, text="Apoteket", cause=one)
    assert part(team, "lift", lift)["cause"] == one
    assert codes(team, card, "causes") == {"causes_all_outside"}
    made(team, "cause", card, text="Vi beställer sent", frame="inside")
    assert codes(team, card, "causes") == set()


def test_more_causes_than_can_be_worked_with(team: Team) -> None:
    card = team.notes()
    ids = [made(team, "cause", card, text=f"Orsak {n}", prioritised=True) for n in range(3)]
    assert codes(team, card, "causes") == set()
    ids.append(made(team, "cause", card, text="En till", prioritised=True))
    hint = told(team, card)["many_prioritised"]
    assert (hint.params, hint.of) == ({"count": 4}, tuple(ids))


def test_a_measure_without_a_cause_and_what_to_do_with_what_one_cannot_decide(team: Team) -> None:
    card = team.notes()
    cause = made(team, "cause", card, text="Ingen plats")
    loose = made(team, "action", card, text="Skåp")
    made(team, "action", card, text="Krokar", causes=[cause])
    assert told(team, card)["action_without_cause"].of == (loose,)
    team.does("anna", acts.change("action", loose, {"causes": [cause], "influence": "indirect"}))
    assert codes(team, card, "measures") == {"lift_action"}
    made(team, "lift", card, text="Nyckelskåp", action=loose)
    assert codes(team, card, "measures") == set()
    team.does("anna", acts.change("action", loose, {"influence": "none"}))
    assert told(team, card)["park_action"].of == (loose,)
    team.does("anna", acts.change("action", loose, {"status": "parked"}))
    assert codes(team, card, "measures") == {"parked_without_reason"}
    team.does("anna", acts.change("action", loose, {"influence_why": "Hyresvärden bestämmer."}))
    assert codes(team, card, "measures") == set()


def test_one_name_in_every_place(team: Team) -> None:
    card = team.notes(owner="anna", leader="anna")
    cause = made(team, "cause", card, text="x")
    action = made(team, "action", card, text="Skåp", causes=[cause])
    assert codes(team, card, "measures") == set()
    made(team, "activity", card, text="Köp", action=action, who="anna")
    assert told(team, card)["one_name"].params == {"person": team.refs["anna"], "count": 3}
    made(team, "activity", card, text="Montera", action=action, who="bo")
    assert codes(team, card, "measures") == set()


def test_dates_on_one_day_too_near_or_after_the_follow_up(team: Team) -> None:
    card = team.notes(due=date(2026, 12, 1))
    on = [made(team, "activity", card, text=f"Sak {n}", due="2026-11-19") for n in range(4)]
    found = told(team, card, "measures")
    assert (found["same_day"].params["day"], found["same_day"].of) == (date(2026, 11, 19), tuple(on))
    assert found["short_time"].params == {"count": 4, "days": 3, "day": date(2026, 11, 19)}
    late = made(team, "activity", card, text="Utbilda alla", due="2026-12-10")
    found = told(team, card, "measures")
    assert found["followed_up_before_done"].of == (late,)
    assert "short_time" not in found
    for id in (*on, late):
        team.does("anna", acts.change("activity", id, {"done": True}))
    assert codes(team, card, "measures") == set()


def good(**more: Any) -> dict[str, Any]:
    """An indicator that there is nothing to say about."""
    return {
        "text": "Minuter per pass",
        "unit": "minuter",
        "values": "individual",
        "view": "outside_in",
        "goal_type": "outcome",
        "baseline": "10",
        "target": "3",
        "target_origin": "own",
        **more,
    }


def test_a_good_indicator_gets_no_advice(team: Team) -> None:
    card = team.notes()
    made(team, "indicator", card, **good())
    assert codes(team, card, "goal") == set()


def test_what_an_indicator_lacks_is_said(team: Team) -> None:
    card = team.notes()
    bare = made(team, "indicator", card, text="Möten", follows="activity", view="inside_out", target="5")
    assert codes(team, card, "goal") == {
        "only_activity_goals",
        "all_inside_out",
        "individual_unvalued",
        "target_without_origin",
        "no_baseline",
    }
    made(team, "indicator", card, **good())
    assert codes(team, card, "goal") == {"target_without_origin", "no_baseline"}
    assert told(team, card)["no_baseline"].of == (bare,)


def test_readings_from_before_the_test_are_a_baseline(team: Team) -> None:
    card = team.notes(**planned())
    id = made(team, "indicator", card, **good(baseline=None))
    team.does("anna", move(card, "plan"), edit(card, {"local": True}))
    assert "no_baseline" in told(team, card)
    team.does("anna", acts.record(card, id, [(TODAY - timedelta(days=2), "12", None)]))
    assert "no_baseline" not in told(team, card)
    team.does("anna", acts.change("indicator", id, {"baseline_until": TODAY - timedelta(days=5)}))
    assert "no_baseline" in told(team, card)


def test_an_effect_goal_within_a_year_rarely_works(team: Team) -> None:
    card = team.notes()
    id = made(team, "indicator", card, **good(goal_type="effect", target_by="2027-11-15"))
    assert told(team, card)["effect_goal_soon"].params["day"] == date(2027, 11, 15)
    team.does("anna", acts.change("indicator", id, {"target_by": "2027-11-16"}))
    assert codes(team, card, "goal") == set()
    later = hints(team.board.snapshot, card, date(2027, 9, 1))
    assert [hint.code for hint in later if hint.section == "goal"] == []


def test_a_card_in_planning_belongs_to_a_goal_or_is_the_teams_own(team: Team) -> None:
    card = team.notes(**planned())
    team.does("anna", edit(card, {"prediction": "Fem"}), move(card, "plan"))
    assert codes(team, card, "goal") == {"no_goal"}
    goal = made(team, "goal", None, text="Mer tid för brukaren")
    team.does("anna", edit(card, {"goal": goal}))
    assert codes(team, card, "goal") == set()
    team.does("anna", acts.change("goal", goal, {"ended": True}))
    assert told(team, card)["goal_ended"].of == (goal,)
    team.does("anna", edit(card, {"goal": None, "local": True}))
    assert codes(team, card, "goal") == set()


def test_a_test_that_begins_next_wants_a_prediction(team: Team) -> None:
    card = team.notes()
    team.does("anna", edit(card, {"local": True}), move(card, "plan"))
    assert codes(team, card, "goal") == set()
    team.does("anna", edit(card, planned()))
    assert codes(team, card, "goal") == {"no_prediction"}
    tomorrow = made(team, "experiment", card, text="En kväll", start=TODAY + timedelta(days=1))
    assert codes(team, card, "goal") == {"no_prediction"}
    team.does("anna", acts.change("experiment", tomorrow, {"prediction": "Lugnare"}))
    assert codes(team, card, "goal") == set()
    team.does("anna", acts.change("experiment", tomorrow, {"prediction": None}), move(card, "do"))
    assert codes(team, card, "goal") == set()


def test_whose_voice_is_heard_and_what_came_of_it(team: Team) -> None:
    card = team.notes(**planned())
    team.does("anna", move(card, "plan"))
    assert codes(team, card, "involvement") == {"no_own_experience"}
    made(team, "involvement", card, text="PRO", who="organisation", degree="adviser", represents="språk")
    assert codes(team, card, "involvement") == {"no_own_experience"}
    talk = made(team, "involvement", card, text="Två brukare", who="user", degree="active")
    assert told(team, card, "involvement")["who_is_missing"].of == (talk,)
    team.does("anna", acts.change("involvement", talk, {"represents": "De som inte orkar"}))
    assert codes(team, card, "involvement") == set()
    team.does("anna", move(card, "check"))
    assert codes(team, card, "involvement") == {"nothing_came_of_it"}


def test_what_chafes_is_information_and_no_advice(team: Team) -> None:
    card = team.notes()
    made(team, "friction", card, text="Tid mot lugn", pair="staff-individual", sort="mismatch")
    assert told(team, card) == {}


def test_the_whole_unit_at_once_is_large_for_a_first_test(team: Team) -> None:
    card = team.notes()
    id = made(team, "experiment", card, text="Alla börjar på måndag", size="unit")
    assert told(team, card)["start_small"].of == (id,)
    made(team, "experiment", card, text="En kväll först", size="one")
    assert codes(team, card, "trial") == set()


# Can it be judged?


def test_what_can_be_judged_has_goal_baseline_resources_and_an_if_then(team: Team) -> None:
    card = team.notes(**planned())
    empty = evaluable(team.board.snapshot, card, TODAY)
    assert [(check.code, check.met) for check in empty.checks] == [
        ("goal_concrete", False),
        ("baseline", False),
        ("resources", False),
        ("if_then", False),
    ]
    assert empty.checks[3].lacking == ("assumption", "prediction")
    indicator = made(team, "indicator", card, **good())
    other = made(team, "indicator", card, text="Lugn")
    proposed = made(team, "action", card, text="Lista")
    decided = made(team, "action", card, text="Skåp", status="decided", resources="500 kr")
    team.does("anna", edit(card, {"assumption": "Skåp hjälper", "prediction": "Fem"}))
    found = evaluable(team.board.snapshot, card, TODAY)
    assert found.ready
    goal, baseline, resources, if_then = found.checks
    assert (goal.kind, goal.of, goal.lacking) == ("indicator", (indicator,), (other,))
    assert (baseline.of, baseline.lacking) == ((indicator,), (other,))
    assert (resources.of, resources.lacking) == ((decided,), ())
    assert (if_then.kind, if_then.of) == ("", ("assumption", "prediction"))
    team.does("anna", acts.change("action", proposed, {"status": "decided"}))
    (lacking,) = [check for check in evaluable(team.board.snapshot, card, TODAY).checks if not check.met]
    assert (lacking.code, lacking.lacking) == ("resources", (proposed,))


def test_an_experiment_can_say_if_and_then(team: Team) -> None:
    card = team.notes()
    id = made(team, "experiment", card, text="En kväll", assumption="Om skåp", prediction="så fem min")
    check = evaluable(team.board.snapshot, card, TODAY).checks[3]
    assert (check.met, check.kind, check.of) == (True, "experiment", (id,))


def test_the_aim_is_one_sentence_in_parts_with_what_is_missing(team: Team) -> None:
    card = team.notes()
    id = made(team, "indicator", card, **good(target_by="2027-03-01", baseline="0"))
    aim = aim_sentence(part(team, "indicator", id))
    assert (aim.what, aim.baseline, aim.target, aim.by, aim.missing) == (
        "Minuter per pass",
        0,
        3,
        date(2027, 3, 1),
        ("for_whom",),
    )
    assert aim_sentence({"text": "Fall", "target": "tre"}).missing == (
        "baseline",
        "target",
        "target_by",
        "for_whom",
    )


def test_a_decided_measure_that_touches_others_asks_what_can_go_wrong(team: Team) -> None:
    card = team.notes("Nycklar", **planned())
    team.does("anna", move(card, "plan"))
    measure = made(team, "action", card, text="Ett skåp", status="decided")
    assert "weigh_risk" not in codes(team, card, "measures")
    team.does("anna", edit(card, add={"touches": ["Nattpatrullen"]}))
    assert "weigh_risk" in codes(team, card, "measures")
    made(team, "risk", card, text="Natten når inte skåpet", action=measure)
    assert "weigh_risk" not in codes(team, card, "measures")
