"""The minutes: what those there did while the meeting ran, under its point, and nothing that was taken back."""

from __future__ import annotations

from datetime import date

from board import commands
from board.ids import public_id
from board.meeting import holding
from board.meeting.minutes import Minutes, find_meeting, minutes_of
from tests.board.team import Team


def test_what_was_decided_stands_under_its_point(team: Team) -> None:
    card, other, third = (team.notes(title) for title in ("Nycklarna", "Frukosten", "Hissen"))
    team.does("anna", commands.comment(card, "Före mötet"))
    team.does("anna", holding.start())
    id = next(iter(team.board.snapshot.table("meetings")))
    team.does("anna", holding.go_to(id, "sort"), commands.move(card, "plan"), commands.move(other, "plan"))
    team.undoes("anna")
    team.does("mia", commands.triage(third, "Inte nu"))  # at her own desk, not in the meeting
    team.does("anna", holding.note(id, "sort", "Vi börjar i liten skala", card))
    team.does("anna", holding.go_to(id, "follow"), commands.edit(card, {"due": date(2026, 12, 1)}))
    team.does("anna", holding.pause(id), commands.comment(card, "I kaffepausen"), holding.go_on(id))
    team.does("anna", holding.promise(id, "Fråga natten", "bo", date(2026, 12, 1), card))
    team.does("anna", holding.end(id), commands.comment(card, "Efter mötet"))

    def told() -> Minutes:
        return minutes_of(team.board, team.org.snapshot, id)

    assert [(one.point, one.card, one.do) for one in told().done] == [
        ("sort", card, "move"), ("follow", card, "set"),
    ]  # fmt: skip
    assert [change for change in told().done[0].changes if change[0] == "phase"] == [
        ("phase", "inbox", "plan")
    ]
    assert told().notes == (("sort", card, "Vi börjar i liten skala"),)
    assert [doc["text"] for _id, doc in told().promised] == ["Fråga natten"]
    assert find_meeting(team.board, public_id(id)[:5]) == id


def test_what_is_done_again_is_told(team: Team) -> None:
    card = team.notes("Nycklarna")
    team.does("anna", holding.start(), commands.move(card, "plan"))
    id = next(iter(team.board.snapshot.table("meetings")))
    team.undoes("anna")
    assert minutes_of(team.board, team.org.snapshot, id).done == ()
    team.redoes("anna")
    assert [one.do for one in minutes_of(team.board, team.org.snapshot, id).done] == ["move"]
