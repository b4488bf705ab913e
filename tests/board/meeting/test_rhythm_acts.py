"""Giving a board its rhythm, and moving, cancelling and booking one meeting."""

# ruff: noqa: DTZ001 - a rhythm is in local times without a zone
from datetime import date, datetime

import pytest

from board.errors import Problem
from board.meeting.rhythm import next_meetings, rhythm_of
from board.meeting.rhythm_acts import (
    book_meeting,
    cancel_meeting,
    clear_rhythm,
    move_meeting,
    restore_meeting,
)
from board.organisation import change_board, give_role
from tests.board.team import Team

EVERY_THIRD = {
    "meeting_rule": "BYDAY=TU;FREQ=WEEKLY;INTERVAL=3",
    "meeting_start": "2026-11-24T13:30",
    "meeting_minutes": "45",
    "meeting_place": "Köket",
}
FIRST = date(2026, 11, 24)


def told(team: Team, n: int = 2) -> list[str]:
    return [f"{one.start:%m-%d %H:%M}" for one in next_meetings(team.board.snapshot, team.now, n)]


def test_a_board_is_given_its_rhythm_and_lets_go_of_it(team: Team) -> None:
    team.does("anna", change_board(EVERY_THIRD))
    rhythm = rhythm_of(team.board.snapshot)
    assert rhythm is not None
    assert rhythm.rule is not None
    assert (rhythm.rule.text(), rhythm.minutes, rhythm.place) == (
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
        45,
        "Köket",
    )
    assert told(team) == ["11-24 13:30", "12-15 13:30"]
    team.does("anna", change_board(clear_rhythm()))
    assert told(team) == []
    team.undoes("anna")
    assert told(team) == ["11-24 13:30", "12-15 13:30"]


def test_a_moved_or_booked_meeting_stays_when_the_rhythm_changes(team: Team) -> None:
    team.does("anna", change_board(EVERY_THIRD))
    team.does(
        "bo", move_meeting(FIRST, datetime(2026, 11, 26, 9, 0)), book_meeting(datetime(2026, 12, 1, 8, 0))
    )
    other = {"meeting_rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "meeting_start": "2026-12-02T13:30"}
    team.does("anna", change_board(other))
    assert told(team, 3) == ["11-26 09:00", "12-01 08:00", "12-02 13:30"]
    team.does("anna", change_board(clear_rhythm()))
    assert told(team, 3) == ["11-26 09:00", "12-01 08:00"]
    team.undoes("anna")
    team.undoes("anna")
    assert told(team, 3) == ["11-26 09:00", "12-01 08:00", "12-15 13:30"]


def test_anybody_moves_cancels_and_books_a_meeting_and_undoes_it(team: Team) -> None:
    team.does("anna", change_board(EVERY_THIRD))
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    team.does("bo", move_meeting(FIRST, datetime(2026, 11, 26, 9, 0)))
    assert told(team) == ["11-26 09:00", "12-15 13:30"]
    team.does("mia", cancel_meeting(date(2026, 12, 15)))
    team.does("bo", book_meeting(datetime(2026, 12, 1, 8, 0)))
    assert told(team, 3) == ["11-26 09:00", "12-01 08:00", "01-05 13:30"]
    team.does("bo", move_meeting(date(2026, 12, 1), datetime(2026, 12, 2, 8, 0)))
    assert told(team, 3) == ["11-26 09:00", "12-02 08:00", "01-05 13:30"]
    team.does("bo", cancel_meeting(date(2026, 12, 2)), restore_meeting(date(2026, 12, 15)))
    team.does("bo", move_meeting(FIRST, datetime(2026, 11, 24, 13, 30)))
    assert told(team) == ["11-24 13:30", "12-15 13:30"]
    assert not team.board.snapshot.table("board")["1"].get("meeting_but")
    assert team.does("bo", restore_meeting(FIRST)).events == (), "nothing to change is nothing written"


def test_two_may_change_two_meetings_at_once(team: Team) -> None:
    team.does("anna", change_board(EVERY_THIRD))
    team.does("bo", cancel_meeting(FIRST))
    team.does("mia", cancel_meeting(date(2026, 12, 15)))
    assert not team.board.conflicts()
    assert told(team, 1) == ["01-05 13:30"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"meeting_rule": "FREQ=SECONDLY"}, "bad_rhythm"),
        ({"meeting_start": "13.30"}, "bad_rhythm"),
        ({"meeting_minutes": "0"}, "bad_number"),
        ({"meeting_when": "x"}, "unknown_field"),
    ],
)
def test_what_is_no_rhythm_is_refused(team: Team, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Problem) as caught:
        team.does("anna", change_board(fields))
    assert caught.value.code == code


def test_a_meeting_that_there_is_none_of_is_not_moved(team: Team) -> None:
    team.does("anna", change_board(EVERY_THIRD))
    for command in (
        cancel_meeting(date(2026, 11, 25)),
        move_meeting(date(2026, 11, 25), datetime(2026, 12, 1, 8)),
    ):
        with pytest.raises(Problem) as caught:
            team.does("bo", command)
        assert (caught.value.code, caught.value.params["what"]) == ("unknown", "meeting")
