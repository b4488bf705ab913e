"""Predictions and tries, bones, votes and readings: what stands once it is written, and what can be changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board.commands import edit, move
from board.cycles import finish
from board.method import acts, kinds
from board.method.kinds import KINDS
from board.method.parts import parts_of
from tests.board.apart import Apart
from tests.board.method.making import TODAY, made, part, said
from tests.board.team import MONDAY, Team, planned, refused


@pytest.fixture
def card(team: Team) -> str:
    return team.notes()


# What was predicted


def test_what_was_predicted_is_read_only_from_the_moment_the_test_begins(team: Team, card: str) -> None:
    team.does("anna", edit(card, planned()), edit(card, {"prediction": "Fem minuter mindre."}))
    team.does("anna", edit(card, {"prediction": "Sex minuter mindre."}), move(card, "plan"), move(card, "do"))
    assert refused(team, "bo", edit(card, {"prediction": "Inget."})).code == "test_started"
    assert refused(team, "bo", edit(card, {"prediction": None})).code == "test_started"
    made(team, "amendment", card, text="Vi glömde helgen.", about="prediction")
    assert said(team, "amendment", card) == ["Vi glömde helgen."]
    amendment = next(iter(parts_of(team.board.snapshot, "amendment", card)))
    assert refused(team, "anna", acts.remove("amendment", amendment)).code == "test_started"


def test_the_prediction_says_when_it_was_written(team: Team, card: str) -> None:
    team.does("anna", edit(card, planned()), edit(card, {"prediction": "Fem minuter."}), move(card, "plan"))
    team.does("anna", move(card, "do"))
    doc = team.doc(card)
    assert doc["predicted"] < doc["tested"]
    late = team.notes("Annat", **planned())
    team.does("anna", move(late, "do"), edit(late, {"prediction": "I efterhand."}))
    doc = team.doc(late)
    assert doc["predicted"] > doc["tested"]
    team.undoes("anna")
    assert "predicted" not in team.doc(late) or team.doc(late)["predicted"] is None


def test_a_test_planned_for_later_has_not_begun_until_that_day(team: Team, card: str) -> None:
    team.does("anna", edit(card, {"prediction": "Fem minuter."}))
    id = made(team, "experiment", card, text="En kväll", start=TODAY + timedelta(days=2), prediction="Lugnt.")
    assert not team.doc(card).get("tested")
    team.does("anna", edit(card, {"prediction": "Sex minuter."}))
    team.does("anna", acts.change("experiment", id, {"prediction": "Lugnare."}))
    team.now += timedelta(days=2)
    assert refused(team, "bo", edit(card, {"prediction": "Noll."})).code == "test_started"
    assert refused(team, "bo", acts.change("experiment", id, {"prediction": "Nej."})).code == "test_started"


def test_an_experiment_that_starts_today_starts_the_test(team: Team, card: str) -> None:
    team.does("anna", edit(card, {"prediction": "Fem minuter."}))
    made(team, "experiment", card, text="En kväll", start=TODAY)
    assert team.doc(card)["tested"]
    assert refused(team, "bo", edit(card, {"prediction": "Noll."})).code == "test_started"


def test_a_card_that_goes_back_untried_can_be_predicted_anew(team: Team, card: str) -> None:
    team.does("anna", edit(card, {**planned(), "prediction": "Fem."}), move(card, "do"), move(card, "plan"))
    made(team, "experiment", card, text="Nästa vecka", start=TODAY + timedelta(days=7))
    team.does("anna", move(card, "do"), move(card, "plan"), edit(card, {"prediction": "Sex."}))
    assert team.doc(card)["prediction"] == "Sex."
    made(team, "log", card, text="Prövade en kväll.")
    team.does("anna", move(card, "do"), move(card, "plan"))
    assert refused(team, "anna", edit(card, {"prediction": "Sju."})).code == "test_started"


def test_what_the_coach_was_told_to_expect_stands_when_the_test_has_begun(team: Team, card: str) -> None:
    experiment = made(team, "experiment", card, text="En kväll", start=TODAY + timedelta(days=1))
    id = made(team, "dialogue", card, challenge="Nycklar", expected="Lugnare", experiment=experiment)
    assert part(team, "dialogue", id)["coach"] == team.refs["anna"]
    team.does("anna", acts.change("dialogue", id, {"expected": "Mycket lugnare"}))
    team.now += timedelta(days=1)
    assert refused(team, "anna", acts.change("dialogue", id, {"expected": "Kaos"})).code == "test_started"


# Tries


def test_parts_of_an_earlier_try_can_be_read_but_not_changed(team: Team, card: str) -> None:
    log, cause = made(team, "log", card, text="Gick trögt."), made(team, "cause", card, text="Ett")
    team.does("anna", finish(card, "retry", "Vi provar igen."))
    assert said(team, "log", card) == ["Gick trögt."]
    for command in (acts.change("log", log, {"text": "x"}), acts.remove("log", log)):
        problem = refused(team, "bo", command)
        assert (problem.code, problem.params) == ("cycle_closed", {"cycle": 1, "now": 2})
    team.does("bo", acts.change("cause", cause, {"status": "confirmed"}))
    assert part(team, "log", made(team, "log", card, text="Nytt"))["cycle"] == 2


def test_a_try_is_kept_with_all_that_was_said_of_it_and_the_next_asks_anew(team: Team, card: str) -> None:
    team.does("anna", edit(card, {**planned(), "assumption": "Skåp hjälper", "prediction": "Fem min"}))
    team.does("anna", move(card, "do"))
    verdicts = {"assumption_held": "partly", "improvement": "change", "freed": 0, "lesson": "Fråga natten."}
    team.does("bo", edit(card, verdicts), finish(card, "retry", "Större skåp."))
    (past,) = team.board.snapshot.table("cycles").values()
    for name, value in {**verdicts, "assumption": "Skåp hjälper", "prediction": "Fem min"}.items():
        assert past[name] == value, name
        assert team.doc(card).get(name) is None, name
    assert past["predicted"] <= past["tested"]
    assert (team.doc(card).get("tested"), team.doc(card).get("predicted")) == (None, None)
    team.undoes("bo")
    assert not team.board.snapshot.table("cycles")
    assert {name: team.doc(card)[name] for name in verdicts} == verdicts


# Bones, votes, readings


def test_bones_are_renamed_added_and_taken_off_where_nothing_hangs(team: Team, card: str) -> None:
    team.does("anna", acts.bones(card, "rutiner", "Så vi gör"), acts.bones(card, "miljö", "Miljö"))
    team.does("anna", acts.bones(card, "teknik", None))
    named = acts.bones_of(team.doc(card), ())
    assert named == {"kompetens": "", "rutiner": "Så vi gör", "utrustning": "", "miljö": "Miljö"}
    cause = made(team, "cause", card, text="Trångt", bone="miljö")
    assert refused(team, "anna", acts.bones(card, "miljö", None)).code == "bone_used"
    team.does("anna", acts.remove("cause", cause), acts.bones(card, "miljö", None))
    assert "miljö" not in acts.bones_of(team.doc(card), ())
    team.undoes("anna")
    assert acts.bones_of(team.doc(card), ())["miljö"] == "Miljö"
    assert refused(team, "anna", acts.bones(card, "rutiner", " ")).code == "empty_text"


def test_a_bone_that_was_taken_off_is_there_again_where_a_cause_hangs_on_it(team: Team, card: str) -> None:
    team.does("anna", acts.bones(card, "teknik", None))
    made(team, "cause", card, "bo", text="Larmet", bone="teknik")
    causes = parts_of(team.board.snapshot, "cause", card).values()
    assert acts.bones_of(team.doc(card), causes)["teknik"] == ""


def points(team: Team, card: str) -> dict[tuple[str, str], int]:
    who = {ref: name for name, ref in team.refs.items()}
    return {
        (who[doc["by"]], doc["cause"]): doc["points"]
        for doc in team.board.snapshot.table("votes").values()
        if doc["card"] == card
    }


def test_a_vote_replaces_what_the_person_gave_before_and_leaves_the_others(team: Team, card: str) -> None:
    a, b = made(team, "cause", card, text="Ett"), made(team, "cause", card, text="Två")
    team.does("bo", acts.vote(card, {a: 1, b: 1}))
    team.does("anna", acts.vote(card, {a: 5, b: 4}), acts.vote(card, {"två": 5}))
    assert points(team, card) == {("bo", a): 1, ("bo", b): 1, ("anna", b): 5}
    team.undoes("anna")
    assert points(team, card) == {("bo", a): 1, ("bo", b): 1, ("anna", a): 5, ("anna", b): 4}


def test_a_person_who_voted_at_two_computers_can_still_lower_their_points() -> None:
    apart = Apart()
    apart.anna(acts.add("cause", apart.id, {"text": "Ett"}))
    apart.meet()
    here, there = acts.vote(apart.id, {"1": 5}), acts.vote(apart.id, {"1": 3})
    apart.anna(here)
    apart._does(apart.there, "anna", (there,))
    apart.meet()
    assert len(apart.here.snapshot.table("votes")) == 2
    apart.anna(acts.vote(apart.id, {"1": 1}))
    (vote,) = apart.here.snapshot.table("votes").values()
    assert vote["points"] == 1


def test_votes_beyond_the_rules_are_refused(team: Team, card: str) -> None:
    ids = [made(team, "cause", card, text=f"Orsak {n}") for n in range(4)]
    assert refused(team, "anna", acts.vote(card, {ids[0]: 6})).code == "bad_points"
    assert refused(team, "anna", acts.vote(card, dict.fromkeys(ids, 4))).code == "bad_points"
    assert refused(team, "anna", acts.vote(card, {"9": 1})).code == "unknown"


def test_readings_are_kept_as_typed_with_what_was_understood(team: Team, card: str) -> None:
    of = made(team, "indicator", card, text="Minuter")
    rows = [
        (TODAY, "12,5", None),
        (TODAY - timedelta(days=3), "60–111", "två avdelningar"),
        (TODAY, "<5", None),
    ]
    team.does("anna", acts.record(card, of, rows))
    found = parts_of(team.board.snapshot, "reading", card).values()
    assert [(doc["typed"], doc["value"], doc.get("sort")) for doc in found] == [
        ("12,5", 12.5, None),
        ("60–111", 85.5, "span"),
        ("<5", 5, "below"),
    ]
    assert {doc["indicator"] for doc in found} == {of}
    team.undoes("anna")
    assert said(team, "reading", card) == []


def test_a_reading_of_tomorrow_or_of_nothing_is_refused_with_all_beside_it(team: Team, card: str) -> None:
    of = made(team, "indicator", card, text="Minuter")
    tomorrow = TODAY + timedelta(days=1)
    for typed, day, code in (
        ("5", tomorrow, "future_day"),
        ("  ", TODAY, "empty_text"),
        ("nan", TODAY, "bad_reading"),
    ):
        assert (
            refused(team, "anna", acts.record(card, of, [(TODAY, "4", None), (day, typed, None)])).code
            == code
        )
    reading = made(team, "reading", card, typed="4", indicator=of)
    problem = refused(team, "anna", acts.change("reading", reading, {"on": tomorrow}))
    assert problem.code == "future_day"
    assert (
        refused(team, "anna", acts.add("reading", card, {"typed": "4", "on": tomorrow})).code == "future_day"
    )


def test_a_reading_typed_anew_is_understood_anew(team: Team, card: str) -> None:
    id = made(team, "reading", card, typed="60–111", indicator=made(team, "indicator", card, text="Minuter"))
    team.does("anna", acts.change("reading", id, {"typed": "12,5"}))
    doc = part(team, "reading", id)
    assert (doc["typed"], doc["value"], doc.get("low"), doc.get("high"), doc.get("sort")) == (
        "12,5",
        12.5,
        None,
        None,
        None,
    )


def test_days_are_days_whatever_they_are_given_as(team: Team, card: str) -> None:
    for given in (MONDAY, date(2026, 11, 16), "2026-11-16", "20261116"):
        assert part(team, "fact", made(team, "fact", card, text="x", on=given))["on"] == "2026-11-16"
    assert refused(team, "anna", acts.add("fact", card, {"text": "x", "on": "igår"})).code == "bad_date"


def test_the_first_bones_and_the_kinds_are_what_the_format_says() -> None:
    assert kinds.BONES == ("kompetens", "rutiner", "teknik", "utrustning")
    assert {kind.name for kind in KINDS.values() if kind.home == "org"} == {
        "lift", "challenge", "throw", "programme", "programme_part",
    }  # fmt: skip
