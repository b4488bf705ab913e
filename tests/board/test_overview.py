"""Many boards side by side: how each one stands, and what calls for support, without any ranking."""

from __future__ import annotations

from datetime import date, timedelta

from board import commands
from board.method import acts
from board.organisation import change_board, give_role
from board.overview import (
    Facts,
    OpenCard,
    Summaries,
    Summary,
    around,
    as_json,
    by_area,
    facts_of,
    from_json,
    pulse,
    summary,
)
from board.ports import Snapshot
from tests.board.team import Team


def stands(team: Team) -> Summary:
    return summary("oster", facts_of(team.board.snapshot, {}), around(team.org.snapshot, team.now))


def named(
    board: str, name: str, area: str | None = None, *, late: bool = False, archived: bool = False
) -> Summary:
    """A board with one open card, which may be past its day, and both its roles lacking nobody."""
    card = OpenCard("1", "plan", "2026-11-16T09:00:00+01:00", "2026-11-01" if late else "")
    facts = Facts({"name": name, "area": area, "archived": archived}, "", "", (card,), {}, {})
    today = "2026-01-01"
    roles = {
        f"{board}{role}": {"board": board, "role": role, "start": today}
        for role in ("nyckelperson", "forbattringsledare")
    }
    return summary(board, facts, around(Snapshot({"roles": roles}), Team().now))


def test_what_calls_for_support_is_told_with_its_cards(team: Team) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    late = team.notes("Sen", due=date(2026, 11, 1))
    other = team.notes("I tid", due=date(2026, 12, 1))
    team.does("anna", change_board({"area": "Öst"}))
    found = stands(team)
    assert (found.name, found.area, found.open, found.phases) == ("Hemtjänst Öster", "Öst", 2, {"inbox": 2})
    assert found.reasons == (("no_nyckelperson", 0), ("late", 1))
    assert (found.late, found.still) == ((late,), ())
    team.now += timedelta(days=22)
    assert ("quiet", 22) in stands(team).reasons, "nothing has happened for a meeting rhythm"
    team.does("mia", commands.comment(other, "Vi tar det nu"))
    team.now += timedelta(days=20)
    found = stands(team)
    assert found.still == (late,)
    assert found.reasons == (("no_nyckelperson", 0), ("still", 1), ("late", 2))
    third = team.notes("Vilar")
    team.now += timedelta(days=21)
    found = stands(team)
    assert set(found.still) == {late, other, third}, "the sign is given to the same cards as on the board"
    assert dict(found.reasons)["quiet"] == 21
    team.does("anna", change_board({"archived": True}))
    assert by_area([stands(team)], None) == []


def test_a_lift_that_waits_is_told_and_one_past_its_day_calls_for_support(team: Team) -> None:
    card = team.notes("Larmen")
    lift = {
        "text": "Byt larm",
        "asked": "Kan vi byta?",
        "answer_by": date(2026, 11, 20),
        "to_role": "specialist",
    }
    team.organises("anna", acts.add_many("lift", card, (lift,), board="oster"))
    found = stands(team)
    assert [one.card for one in found.lifts] == [card]
    assert "lift_late" not in dict(found.reasons)
    team.now += timedelta(days=5)
    assert dict(stands(team).reasons)["lift_late"] == 1
    team.now += timedelta(days=17)
    made = stands(team).lifts[0].id
    team.organises("bo", acts.change("lift", made, {"answer": "Ja, i vår."}))
    found = stands(team)
    assert not found.lifts
    assert "quiet" not in dict(found.reasons), "an answer is something that happens on the card"


def test_a_card_that_has_stood_still_for_one_rhythm_is_told_and_calls_for_nothing(team: Team) -> None:
    card = team.notes("Vilar")
    team.now += timedelta(days=21)
    team.notes("Ny")
    found = stands(team)
    assert found.still == (card,)
    assert "still" not in dict(found.reasons)


def test_a_severe_risk_that_nobody_has_handled_comes_before_all_else(team: Team) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    severe = {"text": "Fel medicin", "severity": 4, "probability": 3}
    team.does("anna", acts.add("event", None, severe))
    team.does("anna", acts.add("event", None, {"text": "Blöt matta", "severity": 1, "probability": 1}))
    team.notes("Sen", due=date(2026, 11, 1))
    found = stands(team)
    assert found.reasons[0] == ("alarms", 1)
    late = named("a", "Allra först", late=True)
    (area,) = by_area([late, found], None)
    assert [one.board for one in area.boards] == ["oster", "a"]


def test_who_leads_the_work_on_a_board_is_told(team: Team) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    team.organises("anna", give_role("bo", "nyckelperson", board="vaster"))
    found = stands(team)
    assert found.leads == (("forbattringsledare", (team.refs["anna"],)),)
    assert found.reasons == (("no_nyckelperson", 0),)


def test_areas_come_in_order_ones_own_first_and_boards_by_name_where_nothing_calls(team: Team) -> None:
    boards = [
        named("a", "Ängen", "Norr"), named("b", "Björken", "Norr"), named("c", "Olja", "Norr", late=True),
        named("d", "Utan", None), named("e", "Syd", "Söder"), named("f", "Borta", "Norr", archived=True),
    ]  # fmt: skip
    told = [
        (area.name, area.own, [one.board for one in area.boards])
        for area in by_area(boards, frozenset({"Söder"}))
    ]
    assert told == [("Söder", True, ["e"]), ("Norr", False, ["c", "b", "a"]), (None, False, ["d"])]
    assert [area.name for area in by_area(boards, None)] == ["Norr", "Söder", None]
    assert [area.to_support for area in by_area(boards, None)] == [1, 0, 0]


def test_the_pulse_counts_weeks_back_from_today() -> None:
    today = date(2026, 11, 22)
    days = {"2026-11-22": 2, "2026-11-16": 1, "2026-11-15": 5, "2026-09-28": 7, "2026-09-27": 9}
    assert pulse(days, today) == (7, 0, 0, 0, 0, 0, 5, 3)
    assert pulse({}, today) == (0,) * 8


def test_what_is_kept_comes_back_as_it_was(team: Team) -> None:
    team.notes("Ett kort", due=date(2026, 11, 1))
    facts = facts_of(team.board.snapshot, {"2026-11-16": 3})
    assert facts.people == (team.refs["anna"],)
    assert from_json(as_json(facts)) == facts


def test_a_board_is_said_again_only_when_something_is_another(team: Team) -> None:
    team.notes("Sen", due=date(2026, 11, 16))
    facts, said = facts_of(team.board.snapshot, {}), Summaries()
    (first,) = said.of({"oster": facts}, team.org.snapshot, team.now)
    assert said.of({"oster": facts}, team.org.snapshot, team.now + timedelta(seconds=20))[0] is first
    assert "late" in dict(
        said.of({"oster": facts}, team.org.snapshot, team.now + timedelta(days=1))[0].reasons
    )
    team.organises("anna", give_role("anna", "nyckelperson", board="oster"))
    (changed,) = said.of({"oster": facts}, team.org.snapshot, team.now)
    assert "no_nyckelperson" not in dict(changed.reasons)
    team.does("anna", change_board({"archived": True}))
    assert said.of({"oster": facts_of(team.board.snapshot, {})}, team.org.snapshot, team.now) == []
