"""Undo and redo: many steps, each person's own, across restarts, and never over somebody else's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.commands import comment, delete, edit, move, note, set_aside
from board.cycles import finish
from board.errors import Problem
from board.organisation import change_board, join, rename_person
from board.service import Service
from storage.workspace import Workspace
from tests.board.team import Team, plain


def test_undo_takes_back_the_last_thing_and_redo_does_it_again(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Tar tid."}), edit(id, {"why": "Tar tjugo minuter."}))
    team.undoes("anna")
    assert team.card(id).why == "Tar tid."
    team.undoes("anna")
    assert team.card(id).why is None
    team.redoes("anna")
    team.redoes("anna")
    assert team.card(id).why == "Tar tjugo minuter."


def test_undo_of_a_note_takes_the_card_away_and_redo_brings_it_back_whole(team: Team) -> None:
    id = team.notes(tags=["nycklar"], why="Tar tid.")
    whole = plain(team.board.snapshot)
    team.undoes("anna")
    assert team.board.snapshot.get("cards", id) is None
    team.redoes("anna")
    assert plain(team.board.snapshot) == whole


def test_undo_brings_back_a_deleted_card_with_its_comments(team: Team) -> None:
    id = team.notes()
    team.does("bo", comment(id, "Samma hos oss."))
    whole = plain(team.board.snapshot)
    team.does("anna", delete(id))
    team.undoes("anna")
    assert plain(team.board.snapshot) == whole


def test_undo_of_a_move_puts_the_card_back_where_it_lay(team: Team) -> None:
    ids = [team.notes(title) for title in "CBA"]
    whole = plain(team.board.snapshot)
    team.does("anna", move(ids[1], "do", "Brådskar."))
    team.undoes("anna")
    assert plain(team.board.snapshot) == whole
    assert team.column("inbox") == ["A", "B", "C"]


def test_undo_of_another_try_takes_the_kept_try_away_too(team: Team) -> None:
    id = team.notes(outcome="Bra.", decision="En gång till.")
    team.does("anna", move(id, "act", "Redan provat."))
    whole = plain(team.board.snapshot)
    team.does("anna", finish(id, "retry", "En gång till."))
    after = plain(team.board.snapshot)
    team.undoes("anna")
    assert plain(team.board.snapshot) == whole
    team.redoes("anna")
    assert plain(team.board.snapshot) == after


def test_twenty_steps_back_and_twenty_forward(team: Team) -> None:
    id = team.notes()
    start = plain(team.board.snapshot)
    for n in range(20):
        team.does("anna", edit(id, {"why": f"Steg {n}"}))
    end = plain(team.board.snapshot)
    for _ in range(20):
        team.undoes("anna")
    assert plain(team.board.snapshot) == start
    for _ in range(20):
        team.redoes("anna")
    assert plain(team.board.snapshot) == end
    with pytest.raises(Problem) as caught:
        team.redoes("anna")
    assert caught.value.code == "nothing_to_redo"


def test_undo_redo_undo_redo_is_not_tangled(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "ett"}), edit(id, {"why": "två"}))
    seen = []
    for step in "uruuurrr":
        try:
            (team.undoes if step == "u" else team.redoes)("anna")
        except Problem as problem:
            seen.append(problem.code)
            continue
        doc = team.board.snapshot.get("cards", id)
        seen.append(str(doc.get("why")) if doc else "borta")
    assert seen == ["ett", "två", "ett", "None", "borta", "None", "ett", "två"]


def test_something_new_ends_what_could_be_done_again(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "ett"}))
    team.undoes("anna")
    team.does("anna", edit(id, {"problem": "nytt"}))
    with pytest.raises(Problem) as caught:
        team.redoes("anna")
    assert caught.value.code == "nothing_to_redo"
    team.undoes("anna")
    assert team.card(id).problem is None


def test_each_person_undoes_what_they_did_themselves(team: Team) -> None:
    mine, theirs = team.notes("Annas"), team.notes("Bos", who="bo")
    team.does("bo", edit(theirs, {"why": "Bos skäl."}))
    team.undoes("anna")
    assert team.board.snapshot.get("cards", mine) is None
    assert team.card(theirs).why == "Bos skäl."
    with pytest.raises(Problem) as caught:
        team.undoes("mia")
    assert caught.value.code == "nothing_to_undo"


def test_undo_works_after_a_restart(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "ett"}))
    Service(team.board, team.org, team.refs["anna"], team.clock, team.ids).undo()
    assert team.card(id).why is None
    Service(team.board, team.org, team.refs["anna"], team.clock, team.ids).redo()
    assert team.card(id).why == "ett"


def _refused_undo(team: Team, who: str = "anna") -> Problem:
    before = plain(team.board.snapshot)
    with pytest.raises(Problem) as caught:
        team.undoes(who)
    assert plain(team.board.snapshot) == before
    return caught.value


def test_undo_is_refused_with_who_and_what_where_another_has_changed_the_same(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Annas skäl."}))
    team.does("bo", edit(id, {"why": "Bos skäl."}))
    problem = _refused_undo(team)
    assert (problem.code, problem.params["by"], problem.params["field"]) == (
        "changed_since",
        team.refs["bo"],
        "why",
    )


def test_another_field_of_the_same_card_is_no_hindrance(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Annas skäl."}))
    team.does("bo", edit(id, {"problem": "Bos problem."}))
    team.undoes("anna")
    assert (team.card(id).why, team.card(id).problem) == (None, "Bos problem.")


def test_undo_does_not_reach_through_ones_own_later_change_to_anothers(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "A1"}))
    team.does("bo", edit(id, {"why": "B"}))
    team.does("anna", edit(id, {"why": "A2"}))
    team.undoes("anna")
    assert team.card(id).why == "B"
    assert _refused_undo(team).code == "changed_since"


def test_what_another_has_changed_and_taken_back_is_no_hindrance(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Annas skäl."}))
    team.does("bo", edit(id, {"why": "Bos skäl."}))
    team.undoes("bo")
    team.undoes("anna")
    assert team.card(id).why is None


@pytest.mark.parametrize("what", ["owner", "tags", "comments"])
def test_a_noted_card_that_others_have_added_to_is_not_undone_from_under_them(team: Team, what: str) -> None:
    id = team.notes()
    additions = {
        "owner": edit(id, {"owner": "bo"}),
        "tags": edit(id, add={"tags": ["nycklar"]}),
        "comments": comment(id, "Samma hos oss."),
    }
    team.does("bo", additions[what])
    problem = _refused_undo(team)
    assert (problem.code, problem.params["by"]) == ("changed_since", team.refs["bo"])
    team.undoes("bo")
    team.undoes("anna")
    assert team.board.snapshot.get("cards", id) is None


def test_undo_of_an_edit_does_not_bring_back_what_another_deleted(team: Team) -> None:
    id = team.notes(who="bo")
    team.does("anna", edit(id, {"why": "Annas skäl."}))
    team.does("bo", delete(id))
    problem = _refused_undo(team)
    assert (problem.code, problem.params["field"]) == ("changed_since", "_deleted")
    team.undoes("bo")
    team.undoes("anna")
    assert team.card(id).why is None


def test_redo_is_refused_where_another_has_changed_the_same(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "A"}))
    team.undoes("anna")
    team.does("bo", edit(id, {"why": "B"}))
    with pytest.raises(Problem) as caught:
        team.redoes("anna")
    assert caught.value.code == "changed_since"


def test_the_making_of_a_board_is_not_undone(team: Team) -> None:
    maker = Service(team.board, team.org, "first", team.clock, team.ids)
    for _ in team.refs:
        maker.undo()
    with pytest.raises(Problem) as caught:
        maker.undo()
    assert caught.value.code == "nothing_to_undo"
    assert (team.board.snapshot.get("board", "1") or {})["name"] == "Hemtjänst Öster"


def test_nobody_undoes_themselves(team: Team) -> None:
    new = Service(team.board, team.org, "new", team.clock, team.ids)
    new.organise(join("Vera Lind", "vera"))
    with pytest.raises(Problem) as caught:
        new.undo()
    assert caught.value.code == "nothing_to_undo"


def test_undo_takes_the_newest_change_of_cards_board_and_people(team: Team) -> None:
    id = team.notes()
    team.does("anna", change_board({"focus": "nycklar", "limits": {"do": 3}}))
    team.organises("anna", rename_person("bo", "Bo Ahlm"))
    team.undoes("anna")
    assert "Bo Alm" in {doc["name"] for doc in team.org.snapshot.table("people").values()}
    team.undoes("anna")
    assert "focus" not in (team.board.snapshot.get("board", "1") or {})
    assert "limits" not in (team.board.snapshot.get("board", "1") or {})
    assert team.card(id).title


def test_the_same_person_at_two_screens_undoes_two_different_things(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "ett"}), set_aside(id, "parked"))
    one, other = team.service("anna"), team.service("anna")
    one.undo()
    other.undo()
    assert (team.card(id).state, team.card(id).why) == ("open", None)


def test_history_of_an_undo_names_what_it_undoes(team: Team) -> None:
    id = team.notes()
    stamp = team.does("anna", edit(id, {"why": "ett"})).stamps[0]
    commit = team.undoes("anna")
    assert [(event.do, event.undoes) for event in commit.events] == [("undo", stamp)]


def test_undo_and_redo_go_on_where_they_were_when_the_workspace_is_opened_again(
    tmp_path: Path, team: Team
) -> None:
    root = str(tmp_path / "tavlor")
    first = Workspace(root, team.clock)
    first.create()
    service = Service(first.create_board("oster"), first.org, "anna", team.clock)
    id = service.do(note("Vi letar nycklar")).events[0].id
    for why in ("ett", "två", "tre"):
        service.do(edit(id, {"why": why}))
    service.undo()

    def opened() -> Service:
        workspace = Workspace(root, team.clock)
        return Service(workspace.board("oster"), workspace.org, "anna", team.clock)

    def shown(service: Service) -> object:
        return (service.board.snapshot.get("cards", id) or {}).get("why")

    again = opened()
    again.undo()
    assert shown(again) == "ett"
    for expected in ("två", "tre"):
        again = opened()
        again.redo()
        assert shown(again) == expected
    with pytest.raises(Problem):
        opened().redo()
