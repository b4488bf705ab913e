"""Two meetings that were begun where neither saw the other: one counts, and nothing of either is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import commands
from board.errors import Problem
from board.meeting import holding
from board.meeting.meetings import Meeting, last_held, meetings, running, running_beside
from board.meeting.minutes import minutes_of
from board.service import Service
from tests.board.apart import Apart


def two_begun(apart: Apart) -> tuple[Meeting, Meeting]:
    """Anna's and, two minutes later, Bo's, each with a decision, a note and a promise of its own."""
    apart.anna(holding.start())
    first = running(apart.here.snapshot)
    apart.bo(holding.start("short"))
    second = running(apart.there.snapshot)
    assert first
    assert second
    apart.anna(holding.go_to(first.id, "sort"), holding.note(first.id, "sort", "Annas ord"))
    apart.bo(
        holding.go_to(second.id, "follow"),
        commands.edit(apart.id, {"due": date(2026, 12, 1)}),
        holding.note(second.id, "follow", "Bos ord", apart.id),
        holding.promise(second.id, "Fråga natten", "bo", None, apart.id),
        holding.add_point(second.id, "Julen"),
    )
    apart.meet()
    return first, second


def test_one_goes_into_the_other_with_all_that_is_in_it() -> None:
    apart = Apart()
    first, second = two_begun(apart)
    assert [one.id for one in running_beside(apart.here.snapshot)] == [second.id]
    apart.anna(holding.join(first.id, second.id))
    apart.meet()
    now = running(apart.there.snapshot)
    assert now
    assert now.id == first.id
    assert running_beside(apart.there.snapshot) == ()
    assert set(now.present) == {apart.team.refs["anna"], apart.team.refs["bo"]}
    assert list(now.added.values()) == ["Julen"]
    own = next(iter(now.added))
    apart.bo(holding.go_to(first.id, own), holding.note(first.id, own, "Vi bakar"))
    apart.bo(holding.end(first.id))
    apart.meet()
    store = apart.here
    assert [one.id for one in meetings(store.snapshot)] == [first.id]
    for id in (first.id, second.id):
        told = minutes_of(store, apart.team.org.snapshot, id)
        assert told.meeting.id == first.id, "either name leads to the minutes of both"
        assert sorted(text for _point, _card, text in told.notes) == ["Annas ord", "Bos ord", "Vi bakar"]
        assert [(one.point, one.do) for one in told.done] == [("follow", "set")]
        assert [doc["text"] for _id, doc in told.promised] == ["Fråga natten"]


def test_the_later_one_can_be_the_one_that_counts_and_undo_parts_them_again() -> None:
    apart = Apart()
    first, second = two_begun(apart)
    apart.anna(holding.join(second.id, first.id))
    now = running(apart.here.snapshot)
    assert now
    assert now.id == second.id
    Service(apart.here, apart.team.org, apart.team.refs["anna"], apart.team.clock, apart.team.ids).undo()
    assert [one.id for one in meetings(apart.here.snapshot)] == [first.id, second.id]


def test_each_place_joining_its_own_way_leaves_one_meeting_that_has_both() -> None:
    apart = Apart()
    first, second = two_begun(apart)
    apart.anna(holding.join(first.id, second.id))
    apart.bo(holding.join(second.id, first.id))
    apart.meet()
    [one] = meetings(apart.here.snapshot)
    assert one.id == first.id
    assert set(one.present) == {apart.team.refs["anna"], apart.team.refs["bo"]}
    held = last_held(apart.here.snapshot)
    assert held
    assert held.id == first.id
    assert len(minutes_of(apart.here, apart.team.org.snapshot, first.id).notes) == 2


def test_a_meeting_that_has_ended_is_joined_with_nothing() -> None:
    apart = Apart()
    first, second = two_begun(apart)
    apart.anna(holding.end(second.id))
    apart.team.now += timedelta(minutes=1)
    with pytest.raises(Problem) as refused:
        apart.anna(holding.join(first.id, second.id))
    assert refused.value.code == "meeting_ended"
