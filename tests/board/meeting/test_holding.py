"""Holding a meeting: begun once, gone through in its order, time worked out from stamps, ended with its promises."""

from __future__ import annotations

from datetime import date, timedelta

from board import commands
from board.meeting import holding
from board.meeting.meetings import Meeting, last_held, running
from tests.board.team import Team, refused


def begun(team: Team, who: str = "anna", form: str = "full") -> Meeting:
    team.does(who, holding.start(form))
    return now(team)


def now(team: Team) -> Meeting:
    found = running(team.board.snapshot)
    assert found is not None
    return found


def test_a_meeting_is_begun_once_and_whoever_begins_it_is_there(team: Team) -> None:
    meeting = begun(team)
    assert meeting.present == (team.refs["anna"],)
    assert meeting.point == "changes"
    assert refused(team, "bo", holding.start()).code == "meeting_runs"
    team.does("bo", holding.go_on(meeting.id))
    assert set(now(team).present) == {team.refs["anna"], team.refs["bo"]}
    team.does("bo", holding.end(meeting.id))
    assert running(team.board.snapshot) is None
    assert refused(team, "bo", holding.pause(meeting.id)).code == "meeting_ended"
    assert begun(team).since == meeting_ended(team)


def meeting_ended(team: Team) -> object:
    last = last_held(team.board.snapshot)
    assert last is not None
    return last.ended


def test_two_who_go_on_at_once_go_one_point_on(team: Team) -> None:
    meeting = begun(team)
    after = meeting.next_to(meeting.point)
    assert after == "sort"
    team.does("anna", holding.go_to(meeting.id, after, seen="changes"))
    team.does("bo", holding.go_to(meeting.id, after, seen="changes"))
    assert now(team).point == "sort"
    later = now(team).next_to("sort")
    assert later
    team.does("anna", holding.go_to(meeting.id, later, seen="changes"))
    assert now(team).point == "sort", "who had not seen where it was moves nothing"


def test_time_is_what_a_point_had_the_floor_for_and_a_pause_takes_none(team: Team) -> None:
    meeting = begun(team)
    team.now += timedelta(minutes=2)
    assert meeting.elapsed("changes", team.now) == 120
    team.does("anna", holding.go_to(meeting.id, "plan"))  # a minute on
    assert now(team).elapsed("changes", team.now) == 180
    team.now += timedelta(seconds=30)
    assert now(team).elapsed("plan", team.now) == 30
    team.does("anna", holding.pause(meeting.id))
    team.now += timedelta(days=2)
    assert now(team).elapsed("plan", team.now) == 90
    team.does("bo", holding.go_on(meeting.id))
    team.now += timedelta(seconds=10)
    assert now(team).elapsed("plan", team.now) == 100
    team.does("bo", holding.go_to(meeting.id, "changes"))
    assert now(team).elapsed("changes", team.now) == 180
    assert now(team).taken(team.now) == 180 + 100 + 60


def test_a_meeting_that_was_left_does_not_count_the_night(team: Team) -> None:
    meeting = begun(team)
    began = team.now
    team.now += timedelta(hours=20)
    assert now(team).left(team.now)
    assert now(team).taken(team.now) == 0
    team.does("bo", holding.end(meeting.id))
    last = last_held(team.board.snapshot)
    assert last is not None
    assert last.ended == began


def test_points_are_passed_over_moved_and_added(team: Team) -> None:
    meeting = begun(team, form="short")
    assert meeting.points() == ("changes", "sort", "follow", "decide", "promises")
    team.does("anna", holding.skip(meeting.id, "sort"))
    assert now(team).next_to("changes") == "follow"
    team.does("anna", holding.skip(meeting.id, "changes"))
    assert now(team).point == "follow", "who passes over the one in front goes on"
    team.does("anna", holding.add_point(meeting.id, "Julschemat"))
    own = now(team).next_to("follow")
    assert own is not None
    assert now(team).added[own] == "Julschemat"
    team.does("anna", holding.move_point(meeting.id, own, 2))
    assert now(team).points() == ("changes", "sort", "follow", "decide", "promises", own)
    team.does("anna", holding.go_to(meeting.id, "sort"))
    assert "sort" not in now(team).skipped
    assert refused(team, "anna", holding.add_point(meeting.id, "  ")).code == "empty_text"
    assert refused(team, "anna", holding.go_to(meeting.id, "lunch")).code == "unknown"


def test_guests_are_a_number(team: Team) -> None:
    meeting = begun(team)
    team.does("anna", holding.guests(meeting.id, 2), holding.present(meeting.id, "mia"))
    assert (now(team).guests, team.refs["mia"] in now(team).present) == (2, True)
    team.does("anna", holding.present(meeting.id, "mia", there=False))
    assert team.refs["mia"] not in now(team).present
    assert refused(team, "anna", holding.guests(meeting.id, 100)).code == "bad_number"


def test_a_promise_is_an_activity_on_its_card_and_without_one_gets_a_card(team: Team) -> None:
    meeting = begun(team)
    card = team.notes("Nycklarna")
    day = date(2026, 12, 1)
    team.does("anna", holding.promise(meeting.id, "Ring hjälpmedel", "bo", day, card))
    [(id, doc)] = team.board.snapshot.table("activities").items()
    assert (doc["card"], doc["text"], doc["who"], doc["due"]) == (
        card, "Ring hjälpmedel", team.refs["bo"], "2026-12-01",
    )  # fmt: skip
    assert now(team).promised == (id,)
    team.undoes("anna")
    assert not team.board.snapshot.table("activities")
    assert now(team).promised == ()
    team.does("anna", holding.promise(meeting.id, "Köp krokar", "mia", None))
    [made] = [c for c, doc in team.board.snapshot.table("cards").items() if doc["title"] == "Köp krokar"]
    [activity] = team.board.snapshot.table("activities").values()
    assert (activity["card"], team.doc(made)["owner"]) == (made, team.refs["mia"])


def test_undo_takes_back_what_was_decided_and_not_that_the_meeting_went_on(team: Team) -> None:
    card = team.notes("Nycklarna")
    meeting = begun(team)
    team.does("anna", commands.edit(card, {"due": date(2026, 12, 1)}))
    team.does("anna", holding.go_to(meeting.id, "plan"), holding.pause(meeting.id), holding.go_on(meeting.id))
    team.undoes("anna")
    assert "due" not in team.doc(card)
    assert now(team).point == "plan"


def test_a_wish_is_fulfilled_when_the_card_has_been_taken_up(team: Team) -> None:
    taken, waits = team.notes("Nycklarna"), team.notes("Frukosten")
    wish = {"on_meeting": True}
    for card in (taken, waits):
        team.does("bo", commands.edit(card, wish))
    meeting = begun(team)
    team.does("anna", holding.end(meeting.id, (taken,)))
    assert not team.doc(taken).get("on_meeting")
    assert team.doc(waits).get("on_meeting")
