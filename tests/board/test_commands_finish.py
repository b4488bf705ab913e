"""How a try ends: introduced as a routine, tried again with everything kept, or closed with its lesson."""

from __future__ import annotations

from board.commands import comment, edit, move, set_aside
from board.cycles import finish
from tests.board.team import Team, planned, refused


def test_finishing_wants_what_was_seen_and_decided_or_a_reason(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan"), edit(id, planned()), move(id, "do"), move(id, "check"))
    assert refused(team, "anna", finish(id, "routine")).params["missing"] == ("outcome", "decision")
    team.does("anna", finish(id, "routine", "Alla ser att det fungerar."))
    card = team.card(id)
    assert card.decision == "Alla ser att det fungerar."
    assert card.skips == {"done": "Alla ser att det fungerar."}


def test_a_reason_that_is_the_decision_marks_no_skipped_step(team: Team) -> None:
    id = team.notes(outcome="Ingen skillnad.", **planned())
    team.does("anna", finish(id, "drop", "Gav inte mer tid."))
    card = team.card(id)
    assert (card.finish, card.decision, card.skips) == ("drop", "Gav inte mer tid.", {})


def test_the_next_try_keeps_everything_and_asks_for_a_new_follow_up(team: Team) -> None:
    id = team.notes(outcome="Lite bättre.", decision="Större skåp.", tags=["nycklar"], **planned())
    team.does("anna", comment(id, "Bra början."), move(id, "act"), finish(id, "retry"))
    card = team.card(id)
    assert (card.phase, card.state, card.cycle, card.finish) == ("plan", "open", 2, None)
    assert (card.problem, card.why, card.owner) == (planned()["problem"], planned()["why"], team.refs["anna"])
    assert (card.due, card.outcome, card.decision) == (None, None, None)
    assert card.tags == ("nycklar",)
    assert len(team.board.snapshot.table("comments")) == 1
    (past,) = team.board.snapshot.table("cycles").values()
    assert {
        name: past[name] for name in ("card", "number", "finish", "measure", "due", "outcome", "decision")
    } == {
        "card": id,
        "number": 1,
        "finish": "retry",
        "measure": "Ett skåp vid dörren.",
        "due": "2026-12-07",
        "outcome": "Lite bättre.",
        "decision": "Större skåp.",
    }


def test_steps_skipped_in_one_try_are_kept_with_it_and_do_not_follow_to_the_next(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "do", "Brådskar."), finish(id, "retry", "Vi mätte aldrig."))
    assert team.card(id).skips == {}
    (past,) = team.board.snapshot.table("cycles").values()
    assert past["skips"] == {"do": "Brådskar.", "done": "Vi mätte aldrig."}
    assert past["decision"] == "Vi mätte aldrig."


def test_a_third_try_counts_on(team: Team) -> None:
    id = team.notes()
    for reason in ("Ett.", "Två."):
        team.does("anna", finish(id, "retry", reason))
    assert team.card(id).cycle == 3
    cycles = team.board.snapshot.table("cycles").values()
    assert sorted((past["number"], past["decision"]) for past in cycles) == [(1, "Ett."), (2, "Två.")]


def test_an_end_that_is_not_there_is_refused(team: Team) -> None:
    problem = refused(team, "anna", finish(team.notes(), "rutin"))
    assert problem.code == "unknown"
    assert problem.hints == ("routine",)
    id = team.notes()
    team.does("anna", set_aside(id, "archived"))
    assert refused(team, "anna", finish(id, "drop", "x")).code == "not_open"
