"""The agenda: every open thing that waits is in exactly one point, what is wished for first; news are told besides."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from board import commands, cycles, restart
from board.meeting import holding
from board.meeting.agenda import REFLECTIONS, Point, Thing, agenda, news, reflection, since, taken_up
from board.meeting.meetings import running
from board.method import acts
from board.ports import Snapshot
from tests.board.team import MONDAY, Team

TODAY = MONDAY.date()
DAYS = st.integers(-40, 40).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
CARD = st.fixed_dictionaries(
    {
        "phase": st.sampled_from(("inbox", "plan", "do", "check", "act", "done")),
        "state": st.sampled_from(("open", "open", "open", "parked", "finished")),
    },
    optional={"due": DAYS, "on_meeting": st.just(True), "title": st.just("x")},
)
ACTIVITY = st.fixed_dictionaries(
    {"card": st.integers(0, 9).map(str)}, optional={"due": DAYS, "done": st.just(True)}
)
ROUTINE = st.fixed_dictionaries(
    {"card": st.integers(0, 9).map(str)}, optional={"review": DAYS, "ended": st.just(True)}
)
LIFT = st.fixed_dictionaries(
    {"card": st.integers(0, 9).map(str), "board": st.sampled_from(("oster", "vaster"))},
    optional={"to_board": st.sampled_from(("oster", "vaster")), "answer": st.just("Ja"), "answered_on": DAYS},
)


EVENT = st.fixed_dictionaries(
    {"text": st.just("x")}, optional={"status": st.sampled_from(("new", "card", "noted"))}
)


def table(docs: st.SearchStrategy[Any], first: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(docs, max_size=8).map(lambda found: {str(first + n): doc for n, doc in enumerate(found)})


@settings(max_examples=60)
@given(table(CARD, 0), table(ACTIVITY, 100), table(ROUTINE, 200), table(LIFT, 300), table(EVENT, 400))
def test_every_open_thing_that_waits_is_in_exactly_one_point(
    cards: dict[str, Any],
    activities: dict[str, Any],
    routines: dict[str, Any],
    lifts: dict[str, Any],
    events: dict[str, Any],
) -> None:
    board = Snapshot({"cards": cards, "activities": activities, "routines": routines, "events": events})
    org = Snapshot({"lifts": lifts})
    points = agenda(board, org, "oster", MONDAY)
    there = Counter(thing.key for point in points for thing in point.things)
    assert set(there.values()) <= {1}, "nothing twice"
    waits = set()
    for id, doc in cards.items():
        awaited = doc["phase"] != "check" or doc.get("on_meeting") or doc.get("due", "") <= TODAY.isoformat()
        if doc["state"] == "open" and doc["phase"] != "done" and awaited:
            waits.add(f"card {id}")
    for id, doc in activities.items():
        of = cards.get(doc["card"])
        if (
            of
            and of["state"] == "open"
            and not doc.get("done")
            and "due" in doc
            and doc["due"] <= TODAY.isoformat()
        ):
            waits.add(f"activity {id}")
    for id, doc in routines.items():
        if (
            doc["card"] in cards
            and not doc.get("ended")
            and "review" in doc
            and doc["review"] <= TODAY.isoformat()
        ):
            waits.add(f"routine {id}")
    waits |= {f"event {id}" for id, doc in events.items() if doc.get("status", "new") == "new"}
    last = since(board, MONDAY).date().isoformat()
    for id, doc in lifts.items():
        ours = doc["board"] == "oster" and "answer" in doc and doc.get("answered_on", "") >= last
        sent = doc["board"] == "oster" and "answer" not in doc
        of = cards.get(doc.get("card", ""))
        if ours or (doc.get("to_board") == "oster" and "answer" not in doc):
            waits.add(f"lift {id}")
        if sent and of and of["state"] == "open":
            waits.add(f"lift {id}")
    assert set(there) == waits
    for point in points:
        wished = [thing.wished for thing in point.things]
        assert wished == sorted(wished, reverse=True), "what is wished for comes first"


def of(team: Team, key: str) -> list[str]:
    meeting = running(team.board.snapshot)
    points = agenda(team.board.snapshot, team.org.snapshot, "oster", team.now, meeting)
    return [thing.id for point in points if point.key == key for thing in point.things]


def test_the_agenda_follows_what_is_done_in_the_meeting(team: Team) -> None:
    card = team.notes("Nycklarna")
    team.does("anna", holding.start())
    assert of(team, "sort") == [card]
    team.does("anna", commands.move(card, "plan"))
    assert (of(team, "sort"), of(team, "plan")) == ([], [card])
    meeting = running(team.board.snapshot)
    assert meeting is not None
    team.does("anna", holding.promise(meeting.id, "Fråga natten", "bo", None, card))
    [activity] = team.board.snapshot.table("activities")
    assert of(team, "promises") == [activity], "what is promised now stands there, whatever its day"
    team.does("anna", holding.end(meeting.id))
    team.now += timedelta(days=21)
    team.does("anna", holding.start())
    assert of(team, "promises") == [activity], "the next meeting begins with what the last one promised"
    team.does("bo", acts.change("activity", activity, {"done": True}))
    assert of(team, "promises") == []


def test_only_what_has_changed_since_the_last_meeting_is_news(team: Team) -> None:
    old, moved, talked = (team.notes(title) for title in ("Gammalt", "Nycklarna", "Frukosten"))
    team.does("anna", holding.start())
    meeting = running(team.board.snapshot)
    assert meeting is not None
    team.does("anna", holding.end(meeting.id))
    after = since(team.board.snapshot, team.now)
    team.now += timedelta(days=3)
    team.does("bo", commands.move(moved, "plan", "liten sak"), commands.comment(talked, "Samma i går"))
    new = team.notes("Städvagnen")
    ended = team.notes("Hissen")
    team.does("anna", cycles.finish(ended, "drop", "Fastighet lagade den"))
    found = {one.card: one.codes for one in news(team.board.snapshot, team.org.snapshot, "oster", after)}
    assert found == {
        ended: ("ended", "new"),
        moved: ("moved",),
        new: ("new",),
        talked: ("said",),
    }
    assert old not in found


def test_a_restart_that_was_taken_back_is_no_news(team: Team) -> None:
    small, large = team.notes("Litet"), team.notes("Stort")
    team.does("anna", holding.start(id="9"), holding.end("9"))
    after = since(team.board.snapshot, team.now)
    team.now += timedelta(days=3)
    team.does("bo", restart.restart(small, [large], "Vi börjar om i liten skala."))
    team.undoes("bo")
    assert news(team.board.snapshot, team.org.snapshot, "oster", after) == []


def test_the_question_is_another_each_week_and_all_have_their_turn() -> None:
    asked = [reflection(datetime(2026, 1, 5) + timedelta(weeks=3 * n)) for n in range(len(REFLECTIONS))]  # noqa: DTZ001
    assert set(asked) == set(REFLECTIONS)
    assert all(one != other for one, other in pairwise(asked))
    assert reflection(MONDAY) == reflection(MONDAY + timedelta(days=6))


def test_a_wish_is_fulfilled_where_its_point_was_gone_through() -> None:
    wished, other = Thing("card", "1", "1", wished=True), Thing("card", "2", "2")
    later, event = Thing("card", "3", "3", wished=True), Thing("event", "4", wished=True)
    points = [Point("inbox", 60, (wished, other, event)), Point("check", 60, (later,))]
    assert taken_up(points, {"inbox"}) == ("1",)
    assert taken_up(points, {"inbox", "check"}) == ("1", "3")
    assert taken_up((), {"inbox"}) == ()
