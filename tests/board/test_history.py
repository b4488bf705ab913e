"""History answers who, when, what, from, to and why, for the board and for one card with all that hangs on it."""

from __future__ import annotations

from board.commands import comment, delete, edit, move
from board.cycles import finish
from board.history import entries
from tests.board.team import Team


def test_history_tells_from_what_to_what(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"why": "Tar tid."}))
    team.does("mia", edit(id, {"why": "Tar tjugo minuter."}))
    last = entries(team.board, id)[-1]
    assert (last.by, last.do, last.at) == (team.refs["mia"], "set", team.now.isoformat(timespec="seconds"))
    assert last.changes == (("why", "Tar tid.", "Tar tjugo minuter."),)


def test_history_keeps_the_reason(team: Team) -> None:
    id = team.notes()
    team.does("bo", move(id, "do", "Brådskar."))
    last = entries(team.board, id)[-1]
    assert last.why == "Brådskar."
    assert ("phase", "inbox", "do") in last.changes


def test_a_cards_history_has_its_comments_and_tries_and_nobody_elses(team: Team) -> None:
    id, other = team.notes(), team.notes("Något annat")
    team.does(
        "bo", comment(id, "Samma här."), comment(other, "Inte här."), finish(id, "retry", "En gång till.")
    )
    told = [(entry.do, entry.table) for entry in entries(team.board, id)]
    assert told == [("add", "cards"), ("comment", "comments"), ("finish", "cards"), ("finish", "cycles")]
    assert {entry.card for entry in entries(team.board, id)} == {id}


def test_the_boards_history_is_everything_oldest_first(team: Team) -> None:
    id = team.notes()
    team.does("bo", comment(id, "Samma här."), delete(id))
    told = entries(team.board)
    assert [entry.do for entry in told] == ["init", "add", "comment", "delete"]
    assert [entry.stamp for entry in told] == sorted(entry.stamp for entry in told)


def test_a_deleted_cards_history_stays(team: Team) -> None:
    id = team.notes()
    team.does("bo", delete(id, "Dubblett."))
    assert [(entry.do, entry.why) for entry in entries(team.board, id)] == [
        ("add", None),
        ("delete", "Dubblett."),
    ]


def test_undo_is_told_as_a_change_of_its_own(team: Team) -> None:
    id = team.notes()
    team.does("anna", edit(id, {"why": "Tar tid."}))
    undone = entries(team.board, id)[-1].stamp
    team.undoes("anna")
    last = entries(team.board, id)[-1]
    assert (last.do, last.undoes, last.changes) == ("undo", undone, (("why", "Tar tid.", None),))
