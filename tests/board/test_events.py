"""Events: noted in a line, sorted, counted per routine and over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import events
from board.commands import set_aside
from board.method import acts
from board.query import parse_query
from tests.board.method.making import TODAY, made, part
from tests.board.team import Team, plain, refused


def test_a_line_is_enough_and_waits_to_be_sorted(team: Team) -> None:
    later = made(team, "event", None, text="Ingen nyckel i skåpet")
    earlier = made(team, "event", None, text="Larmet gick", on=TODAY - timedelta(days=2))
    doc = part(team, "event", later)
    assert (doc["sort"], doc["on"], doc["status"]) == ("deviation", TODAY.isoformat(), "new")
    assert events.unsorted(team.board.snapshot) == (earlier, later)
    tomorrow = acts.add("event", None, {"text": "I morgon", "on": TODAY + timedelta(days=1)})
    assert refused(team, "anna", tomorrow).code == "future_day"
    assert refused(team, "anna", acts.add("event", None, {"text": "19121212-1212"})).code == "identity_number"


def test_only_a_short_reference_to_the_statutory_system_is_kept(team: Team) -> None:
    id = made(team, "event", None, text="Rapporterat", reference="2026-117")
    long = "Missförhållande hos en brukare på Storgatan som"
    assert refused(team, "anna", acts.change("event", id, {"reference": long})).code == "too_long"


def test_sorting_follows_from_what_is_written(team: Team) -> None:
    id = made(team, "event", None, text="Dubbelbokat")
    card = team.notes("Planeringen")
    team.does("anna", acts.change("event", id, {"led_to": card}))
    assert part(team, "event", id)["status"] == "card"
    assert events.that_led_to(team.board.snapshot, card) == (id,)
    team.does("anna", acts.change("event", id, {"led_to": None}))
    assert part(team, "event", id)["status"] == "new"
    team.does("anna", acts.change("event", id, {"answer": "Vi ringde dem."}))
    assert part(team, "event", id)["status"] == "noted"
    assert events.unsorted(team.board.snapshot) == ()
    team.does("anna", acts.change("event", id, {"status": "new"}))
    assert events.unsorted(team.board.snapshot) == (id,)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"sort": "deviation"}, "handelse"),
        ({"sort": "view", "category": "complaint"}, "synpunkt"),
        ({"sort": "view", "category": "praise"}, "gott_exempel"),
        ({"sort": "positive"}, "gott_exempel"),
    ],
)
def test_an_event_becomes_a_card_with_its_words_and_one_undo_takes_all_back(
    team: Team, fields: dict[str, str], kind: str
) -> None:
    id = made(team, "event", None, text="Nyckeln\nlåg i fel skåp", consequence="Besöket blev sent", **fields)
    before = plain(team.board.snapshot)
    team.does("bo", events.to_card([id]))
    card = part(team, "event", id)["led_to"]
    doc = team.doc(card)
    assert (doc["title"], doc["problem"], doc["kind"]) == (
        "Nyckeln låg i fel skåp",
        "Besöket blev sent",
        kind,
    )
    assert refused(team, "bo", events.to_card([id])).code == "here_already"
    team.undoes("bo")
    assert plain(team.board.snapshot) == before


def test_three_against_a_routine_in_ninety_days_are_suggested_as_one_card(team: Team) -> None:
    keys = made(team, "routine", None, text="Nyckelskåpet")
    other = made(team, "routine", None, text="Överrapportering")
    days = (0, 30, 89, 90)
    ids = [
        made(team, "event", None, text=f"Sak {ago}", routine=keys, on=TODAY - timedelta(days=ago))
        for ago in days
    ]
    for fields in ({"sort": "positive"}, {"sort": "view", "category": "praise"}):
        made(team, "event", None, text="Så bra", routine=keys, **fields)
    made(team, "event", None, text="En", routine=other)
    made(team, "event", None, text="Ingen rutin")
    first, second = events.per_routine(team.board.snapshot, TODAY)
    assert (first.routine, first.recent, first.events) == (keys, tuple(ids[:3]), tuple(ids))
    assert (first.suggested, second.suggested) == (True, False)
    team.does("anna", events.to_card(first.recent, "Rutinen Nyckelskåpet"))
    card = part(team, "event", ids[0])["led_to"]
    assert team.doc(card)["problem"] == "Sak 0\nSak 30\nSak 89"
    (again, _second) = events.per_routine(team.board.snapshot, TODAY)
    assert (again.card, again.many, again.suggested) == (card, True, False)
    team.does("anna", set_aside(card, "archived"))
    assert events.per_routine(team.board.snapshot, TODAY)[0].suggested


def test_events_are_counted_by_week_and_by_month_with_the_empty_ones(team: Team) -> None:
    wednesday = date(2026, 11, 18)
    team.now += timedelta(days=2)
    ids = [
        made(team, "event", None, text=on.isoformat(), on=on)
        for on in (
            date(2026, 11, 16),
            date(2026, 11, 15),
            date(2026, 11, 1),
            date(2026, 10, 31),
            date(2025, 11, 1),
        )
    ]
    weeks = events.per_week(team.board.snapshot, wednesday, 4)
    assert [(week.start.isoformat(), week.events) for week in weeks] == [
        ("2026-10-26", (ids[2], ids[3])),
        ("2026-11-02", ()),
        ("2026-11-09", (ids[1],)),
        ("2026-11-16", (ids[0],)),
    ]
    months = events.per_month(team.board.snapshot, wednesday, 3)
    assert [(month.start.isoformat(), len(month.events)) for month in months] == [
        ("2026-09-01", 0),
        ("2026-10-01", 1),
        ("2026-11-01", 3),
    ]
    assert events.per_month(team.board.snapshot, date(2026, 1, 9), 2)[0].start == date(2025, 12, 1)


def test_a_boards_search_finds_events_by_their_words_and_their_kind(team: Team) -> None:
    alarm = made(
        team, "event", None, text="Larmet gick", consequence="Ingen sov", on=TODAY - timedelta(days=2)
    )
    view = made(team, "event", None, text="Larmet låter", sort="view", answer="Nu är det bytt")

    def found(typed: str) -> tuple[str, ...]:
        return events.found(team.board.snapshot, parse_query(typed))

    assert found("larmet") == (view, alarm), "the latest first"
    assert found("larmet sov") == (alarm,)
    assert found("bytt") == found("typ:synpunkt") == found("~later") == (view,)
    for typed in ("", "dörren", "larmet @anna", "larmet fas:planera", "#larmet", "larmet försenade"):
        assert found(typed) == (), typed
