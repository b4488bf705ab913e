"""The time that a meeting took counts as time for improvement work where somebody says so, once."""

from __future__ import annotations

from datetime import timedelta

from board.meeting import holding, improvement_time
from board.meeting.meetings import meetings
from board.organisation import change_board
from tests.board.team import Team


def test_what_a_meeting_took_is_offered_and_counts_once(team: Team) -> None:
    """A meeting of forty minutes, of the hour that the rhythm has on that day."""
    start = team.now.strftime("%Y-%m-%dT%H:%M")
    rhythm = {"meeting_rule": "FREQ=WEEKLY;BYDAY=MO", "meeting_start": start, "meeting_minutes": "60"}
    team.does("anna", change_board(rhythm), holding.start(id="9"))

    def offered() -> int | None:
        [meeting] = meetings(team.board.snapshot)
        return improvement_time.offered(team.board.snapshot, meeting, team.now)

    def count(who: str) -> None:
        team.does(who, improvement_time.of_meeting("9", "Möte"))

    assert offered() is None, "less than a minute is nothing to offer"
    count("anna")
    assert not team.board.snapshot.table("times")
    team.now += timedelta(minutes=37)
    assert offered() == 38
    team.does("anna", holding.end("9"))
    assert offered() == 39
    count("anna")
    count("bo")
    assert offered() is None
    [doc] = team.board.snapshot.table("times").values()
    assert (doc["day"], doc["minutes"], doc["got"]) == (team.now.date().isoformat(), 60, 39)
    assert "who" not in doc, "the team's time, nobody's"
    day = team.now.date()
    assert improvement_time.in_rhythm(team.board.snapshot, day) == 60
    assert improvement_time.in_rhythm(team.board.snapshot, day + timedelta(days=1)) is None
    found = improvement_time.standing(team.board.snapshot, team.now.date(), weeks=1)
    assert (found.planned, found.got, found.awaited) == (60, 39, 0)
    team.undoes("anna")
    assert not team.board.snapshot.table("times")
    count("bo")
    assert not team.board.snapshot.table("times"), "what has been taken back is not offered again"
    assert offered() is None
