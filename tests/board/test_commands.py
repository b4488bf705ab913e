"""The life of a card: noted in a line, moved both ways, advised at each step, finished, and never lost on the way."""

from __future__ import annotations

from datetime import date

import pytest

from board.codes import COLUMNS, TEXT_LIMIT, TITLE_LIMIT
from board.commands import comment, delete, edit, move, note, reopen, set_aside, triage
from board.cycles import finish
from board.organisation import change_board
from tests.board.team import MONDAY, Team, planned, refused


def test_one_line_is_enough_for_a_card(team: Team) -> None:
    card = team.card(team.notes("  Vi letar   nycklar\t"))
    assert (card.title, card.phase, card.state, card.kind, card.cycle) == (
        "Vi letar nycklar",
        "inbox",
        "open",
        "problem",
        1,
    )
    assert card.by == team.refs["anna"]
    assert card.created == card.since == team.now
    assert (card.owner, card.due, card.problem) == (None, None, None)


def test_a_card_may_say_more_at_once(team: Team) -> None:
    card = team.card(
        team.notes("Halt golv", kind="handelse", owner="bo", due=date(2026, 12, 1), tags=["Trygghet", "#Kök"])
    )
    assert (card.kind, card.owner, card.due) == ("handelse", team.refs["bo"], date(2026, 12, 1))
    assert card.tags == ("kök", "trygghet")


@pytest.mark.parametrize("title", ["", "   ", "\x1b[2J", "\u200d", "\n"])
def test_a_card_without_a_title_is_refused(team: Team, title: str) -> None:
    assert refused(team, "anna", note(title)).code == "empty_title"


def test_one_character_and_one_emoji_are_titles_like_any_other(team: Team) -> None:
    assert team.card(team.notes("x")).title == "x"
    assert team.card(team.notes("🧺")).title == "🧺"
    assert team.card(team.notes("[red]x[/] =cmd()")).title == "[red]x[/] =cmd()"


def test_too_much_text_is_refused_with_the_limit_and_not_cut(team: Team) -> None:
    problem = refused(team, "anna", note("x" * (TITLE_LIMIT + 1)))
    assert (problem.code, problem.params["limit"], problem.params["length"]) == ("too_long", 200, 201)
    assert len(team.card(team.notes("x" * TITLE_LIMIT)).title) == 200
    id = team.notes()
    problem = refused(team, "anna", edit(id, {"problem": "x" * (TEXT_LIMIT + 1)}))
    assert (problem.code, problem.params["field"]) == ("too_long", "problem")


def test_the_newest_card_lies_on_top(team: Team) -> None:
    for title in ("Först", "Sedan", "Sist"):
        team.notes(title)
    assert team.column("inbox") == ["Sist", "Sedan", "Först"]


# moving


def test_a_card_goes_the_whole_way_when_each_phase_has_what_it_wants(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan"), edit(id, planned()), move(id, "do"), move(id, "check"))
    team.does("anna", edit(id, {"outcome": "Två minuter per pass."}), move(id, "act"))
    team.does("anna", edit(id, {"decision": "Blir rutin."}), finish(id, "routine"))
    card = team.card(id)
    assert (card.phase, card.state, card.finish) == ("done", "finished", "routine")
    assert card.skips == {}
    assert card.since == team.now


def test_a_card_goes_back_all_the_way_without_any_question(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "act", "Prov redan gjort."))
    for phase in reversed(COLUMNS[:-1]):
        team.does("bo", move(id, phase))
        assert team.card(id).phase == phase


def test_a_step_that_is_missing_is_named_and_nothing_moves(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan"), edit(id, {"problem": "P", "owner": "bo"}))
    problem = refused(team, "anna", move(id, "do"))
    assert problem.code == "step_missing"
    assert problem.params["missing"] == ("why", "measure", "due")


def test_with_a_reason_the_card_moves_and_shows_the_reason(team: Team) -> None:
    id = team.notes()
    commit = team.does("anna", move(id, "do", "Vi provar redan i kväll.  "))
    assert team.card(id).phase == "do"
    assert team.card(id).skips == {"do": "Vi provar redan i kväll."}
    assert [(event.do, event.why) for event in commit.events] == [("move", "Vi provar redan i kväll.")]


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_an_empty_reason_is_no_reason(team: Team, reason: str) -> None:
    id = team.notes()
    assert refused(team, "anna", move(id, "do", reason)).code == "step_missing"


def test_a_reason_where_nothing_is_missing_marks_no_skipped_step(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan", "Viktigt."))
    assert team.card(id).skips == {}


def test_a_full_column_asks_for_a_reason_and_takes_it(team: Team) -> None:
    team.does("anna", change_board({"limits": {"plan": 1}}))
    first, second = team.notes("Ett"), team.notes("Två")
    team.does("anna", move(first, "plan"))
    problem = refused(team, "anna", move(second, "plan"))
    assert (problem.code, problem.params) == ("limit_reached", {"phase": "plan", "count": 1, "limit": 1})
    commit = team.does("anna", move(second, "plan", "Får gå före."))
    assert commit.events[0].why == "Får gå före."
    assert team.card(second).skips == {}


def test_a_missing_step_into_a_full_column_tells_both(team: Team) -> None:
    team.does("anna", change_board({"limits": {"do": 1}}))
    first, second = team.notes("Ett"), team.notes("Två")
    team.does("anna", move(first, "do", "Brådskar."))
    problem = refused(team, "anna", move(second, "do"))
    assert (problem.code, problem.params["full"]) == ("step_missing", (1, 1))


def test_a_move_to_the_phase_it_is_in_is_nothing(team: Team) -> None:
    id = team.notes()
    assert team.does("anna", move(id, "inbox")).events == ()
    team.does("anna", finish(id, "drop", "Löste sig."))
    assert team.does("anna", move(id, "done")).events == ()


def test_finished_is_reached_by_a_decision_only(team: Team) -> None:
    problem = refused(team, "anna", move(team.notes(), "done", "Klar."))
    assert (problem.code, problem.hints) == ("use_finish", ("routine", "retry", "drop"))


def test_a_phase_that_is_not_there_is_refused_with_the_nearest(team: Team) -> None:
    problem = refused(team, "anna", move(team.notes(), "plann"))
    assert (problem.code, problem.hints[0]) == ("unknown", "plan")


def test_a_parked_card_is_taken_up_before_it_moves(team: Team) -> None:
    id = team.notes()
    team.does("anna", set_aside(id, "parked"))
    assert refused(team, "anna", move(id, "plan")).code == "not_open"


def test_a_card_can_be_put_above_another_or_last(team: Team) -> None:
    ids = [team.notes(title) for title in "CBA"]
    assert team.column("inbox") == ["A", "B", "C"]
    team.does("anna", move(ids[0], "inbox", before=ids[2]))
    assert team.column("inbox") == ["C", "A", "B"]
    commit = team.does("anna", move(ids[0], "inbox", before=""))
    assert team.column("inbox") == ["A", "B", "C"]
    assert len(commit.events) == 1
    for before in (ids[1], ids[0]):
        assert team.does("anna", move(ids[1], "inbox", before=before)).events == ()


def test_a_card_can_be_put_in_its_place_in_another_column(team: Team) -> None:
    ids = [team.notes(title) for title in "CBA"]
    team.does("anna", *(move(id, "plan") for id in ids[:2]))
    assert team.column("plan") == ["B", "C"]
    team.does("anna", move(ids[2], "plan", before=ids[0]))
    assert team.column("plan") == ["B", "A", "C"]
    assert team.card(ids[2]).since == team.now


def test_cards_of_one_import_share_a_moment_and_can_still_be_put_in_order(team: Team) -> None:
    service = team.service()
    ids = sorted(service.do(note(title)).events[-1].id for title in "ABCD")
    first, *_, last = ids
    assert len({team.doc(id)["rank"] for id in ids}) == 1
    before = team.column("inbox")
    team.does("anna", move(last, "inbox", before=ids[1]))
    titles = [team.card(id).title for id in (first, last, *ids[1:3])]
    assert before == [team.card(id).title for id in ids]
    assert team.column("inbox") == titles
    team.undoes("anna")
    assert team.column("inbox") == before


# fields


def test_fields_are_set_and_cleared_and_what_is_the_same_is_no_change(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"owner": "bo", "why": "Tar tid.", "due": "2026-12-01"}))
    assert team.does("anna", edit(id, {"owner": team.refs["bo"], "why": " Tar tid."[1:]})).events == ()
    team.does("anna", edit(id, {"owner": None, "due": ""}))
    card = team.card(id)
    assert (card.owner, card.due, card.why) == (None, None, "Tar tid.")


def test_leader_doers_and_support_stand_beside_the_owner(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"leader": "bo", "support": "anna"}, add={"doers": ["mia", "bo"]}))
    card = team.card(id)
    assert (card.leader, card.support) == (team.refs["bo"], team.refs["anna"])
    assert set(card.doers) == {team.refs["mia"], team.refs["bo"]}
    team.does("anna", edit(id, remove={"doers": ["bo"]}))
    assert team.card(id).doers == (team.refs["mia"],)


def test_tags_are_put_on_and_taken_off(team: Team) -> None:
    id = team.notes(tags=["kök"])
    team.does("anna", edit(id, add={"tags": ["Natt/helg", "kök"]}))
    assert team.card(id).tags == ("kök", "natt/helg")
    team.does("anna", edit(id, remove={"tags": ["natt/helg", "finns inte"]}))
    assert team.card(id).tags == ("kök",)


@pytest.mark.parametrize(
    ("fields", "code", "hint"),
    [
        ({"ownr": "bo"}, "unknown_field", "owner"),
        ({"phase": "do"}, "unknown_field", None),
        ({"owner": "ana"}, "unknown", "anna"),
        ({"kind": "synpunk"}, "unknown", "synpunkt"),
        ({"due": "snart"}, "bad_date", None),
        ({"title": " "}, "empty_title", None),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_is_near(
    team: Team, fields: dict[str, str], code: str, hint: str | None
) -> None:
    problem = refused(team, "anna", edit(team.notes(), fields))
    assert problem.code == code
    assert hint is None or hint in problem.hints


def test_what_somebody_else_changed_while_one_typed_is_not_written_over(team: Team) -> None:
    id = team.notes(why="Tar tid.")
    team.does("bo", edit(id, {"why": "Tar tjugo minuter."}))
    problem = refused(team, "anna", edit(id, {"why": "Vi blir sena."}, base={"why": "Tar tid."}))
    assert problem.code == "changed_meanwhile"
    assert problem.params == {
        "field": "why",
        "theirs": "Tar tjugo minuter.",
        "mine": "Vi blir sena.",
        "by": team.refs["bo"],
    }


def test_another_field_changed_meanwhile_is_no_hindrance(team: Team) -> None:
    id = team.notes(why="Tar tid.")
    team.does("bo", edit(id, {"owner": "bo"}))
    team.does("anna", edit(id, {"why": "Vi blir sena."}, base={"why": "Tar tid."}))
    assert (team.card(id).owner, team.card(id).why) == (team.refs["bo"], "Vi blir sena.")


def test_the_same_change_by_two_is_no_conflict(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"why": "Tar tid."}))
    assert team.does("anna", edit(id, {"why": "Tar tid."}, base={"why": None})).events == ()


def test_a_field_left_as_it_was_seen_keeps_what_another_wrote_in_it(team: Team) -> None:
    id = team.notes(why="Tar tid.", due=date(2026, 12, 1))
    team.does("bo", edit(id, {"why": "Tar tjugo minuter.", "due": date(2026, 12, 8)}))
    seen = {"why": "Tar tid.", "problem": None, "due": date(2026, 12, 1)}
    team.does("anna", edit(id, {**seen, "problem": "Nycklar saknas."}, base=seen))
    card = team.card(id)
    assert (card.why, card.problem, card.due) == ("Tar tjugo minuter.", "Nycklar saknas.", date(2026, 12, 8))


# triage, parking, archive, deletion


def test_a_no_in_the_inbox_carries_an_answer_to_the_one_who_noted_it(team: Team) -> None:
    id = team.notes(who="mia")
    assert refused(team, "bo", triage(id, None)).code == "reason_needed"
    assert refused(team, "bo", triage(id, "  ")).code == "reason_needed"
    team.does("bo", triage(id, "Vi byter lås i mars."))
    card = team.card(id)
    assert (card.state, card.state_why, card.phase, card.by) == (
        "archived",
        "Vi byter lås i mars.",
        "inbox",
        team.refs["mia"],
    )


def test_triage_is_for_the_inbox(team: Team) -> None:
    id = team.notes()
    team.does("bo", move(id, "plan"))
    assert refused(team, "bo", triage(id, "Nej.")).code == "not_in_inbox"


@pytest.mark.parametrize("state", ["parked", "archived"])
def test_what_is_set_aside_stays_findable_with_its_reason_and_place(team: Team, state: str) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan"), set_aside(id, state, "Väntar på nya lås."))
    card = team.card(id)
    assert (card.state, card.phase, card.state_why) == (state, "plan", "Väntar på nya lås.")
    assert team.does("anna", set_aside(id, state)).events == ()


def test_a_parked_card_is_taken_up_where_it_was_without_a_reason(team: Team) -> None:
    id = team.notes()
    team.does("anna", move(id, "plan"), set_aside(id, "parked", "Sedan."), reopen(id))
    card = team.card(id)
    assert (card.state, card.phase, card.state_why) == ("open", "plan", None)
    assert team.does("anna", reopen(id)).events == ()


def test_archived_and_finished_cards_are_reopened_with_a_reason(team: Team) -> None:
    id = team.notes()
    team.does("anna", set_aside(id, "archived"))
    assert refused(team, "anna", reopen(id)).code == "reason_needed"
    team.does("anna", reopen(id, "Hände igen."))
    assert team.card(id).phase == "inbox"
    team.does("anna", finish(id, "routine", "Alla gör så redan."))
    assert refused(team, "anna", reopen(id)).code == "reason_needed"
    team.does("anna", reopen(id, "Rutinen följs inte."))
    card = team.card(id)
    assert (card.state, card.phase, card.finish) == ("open", "act", None)


def test_only_open_cards_are_parked(team: Team) -> None:
    id = team.notes()
    team.does("anna", finish(id, "drop", "Löste sig."))
    assert refused(team, "anna", set_aside(id, "parked")).code == "not_open"


def test_a_deleted_card_is_told_as_deleted_to_whoever_has_it_open(team: Team) -> None:
    id = team.notes()
    team.does("bo", delete(id))
    for command in (edit(id, {"why": "x"}), comment(id, "x"), move(id, "plan"), delete(id)):
        assert refused(team, "anna", command).code == "deleted"
    assert refused(team, "anna", move("12345", "plan")).code == "unknown"


def test_anyone_can_bring_a_deleted_card_back_with_everything_on_it(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Det tar tid"}))
    team.does("bo", delete(id))
    team.does("anna", reopen(id))
    assert team.card(id).why == "Det tar tid"
    assert team.card(id).state == "open"


def test_a_comment_is_a_document_of_its_own(team: Team) -> None:
    id = team.notes()
    team.does("bo", comment(id, "Samma hos oss.\n\nVarje natt. "))
    (said,) = team.board.snapshot.table("comments").values()
    assert (said["card"], said["text"], said["by"]) == (id, "Samma hos oss.\n\nVarje natt.", team.refs["bo"])
    assert refused(team, "bo", comment(id, " \n ")).code == "empty_text"


def test_times_are_the_clocks_own(team: Team) -> None:
    card = team.card(team.notes())
    assert card.created is not None
    assert card.created.utcoffset() == MONDAY.utcoffset()
