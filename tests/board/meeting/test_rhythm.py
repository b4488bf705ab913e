"""When a board meets: the rhythm that people give it, what is moved out of it, and what nothing can break."""

# ruff: noqa: DTZ001 - a rhythm is in local times without a zone
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from board.meeting.rhythm import (
    Rhythm,
    Rule,
    is_by_rule,
    meetings_between,
    missed,
    next_meetings,
    next_of,
    parse_rule,
    rhythm_days,
    rhythm_of,
    trouble,
)  # fmt: skip
from board.ports import Snapshot
from board.red_days import is_free

HERE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=HERE)
THIRD = "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"


def board(**fields: Any) -> Snapshot:
    return Snapshot({"board": {"1": {"name": "Öster", **fields}}})


def every_third(**more: Any) -> Snapshot:
    return board(meeting_rule=THIRD, meeting_start="2026-11-03T13:30", **more)


rules = st.builds(
    lambda often, nth, days, but: Rule(
        often if nth == 0 else 0,
        0 if nth == 0 else min(often, 3),
        nth,
        tuple(sorted(days)),
        tuple(sorted(but)),
    ),
    st.integers(1, 13),
    st.sampled_from((0, 0, 1, 2, 3, 4, -1)),
    st.sets(st.integers(0, 6), min_size=1, max_size=5),
    st.sets(st.integers(1, 12), max_size=3),
)
starts = st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def test_the_next_meetings_are_every_third_tuesday_at_half_past_one() -> None:
    found = [f"{one.start:%Y-%m-%d %H:%M}" for one in next_meetings(every_third(), NOW, 3)]
    assert found == ["2026-11-24 13:30", "2026-12-15 13:30", "2027-01-05 13:30"]


def test_a_meeting_is_next_until_it_is_over() -> None:
    during = datetime(2026, 11, 24, 14, 29, tzinfo=HERE)
    (one,) = next_meetings(every_third(meeting_minutes=60), during)
    assert one.day == date(2026, 11, 24)
    (one,) = next_meetings(every_third(meeting_minutes=60), during + timedelta(minutes=1))
    assert one.day == date(2026, 12, 15)


def test_the_clock_on_the_wall_holds_over_summer_time() -> None:
    weekly = board(meeting_rule="FREQ=WEEKLY;BYDAY=WE", meeting_start="2027-03-03T13:30", meeting_minutes=1)
    before, after = (timezone(timedelta(hours=hours)) for hours in (1, 2))
    assert [
        str(one.start) for one in next_meetings(weekly, datetime(2027, 3, 24, 13, 30, tzinfo=before), 2)
    ] == [
        "2027-03-24 13:30:00",
        "2027-03-31 13:30:00",
    ]
    assert next_meetings(weekly, datetime(2027, 3, 31, 13, 30, tzinfo=after))[0].start.day == 31
    assert next_meetings(weekly, datetime(2027, 3, 31, 13, 31, tzinfo=after))[0].start.day == 7


@pytest.mark.parametrize("eve", ["2026-12-24", "2026-12-31", "2027-01-06", "2027-05-06"])
def test_no_meeting_falls_on_a_red_day_or_an_eve_unless_the_board_says_so(eve: str) -> None:
    day = date.fromisoformat(eve)
    code = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    fields = {"meeting_rule": f"FREQ=WEEKLY;BYDAY={code}", "meeting_start": "2026-09-01T09:00"}
    midnight = datetime(day.year, day.month, day.day)
    assert next_meetings(board(**fields), midnight)[0].day > day
    assert next_meetings(board(**fields, meeting_red=True), midnight)[0].day == day


@settings(max_examples=60, deadline=None)
@given(rules, starts, st.integers(-400, 4000), st.booleans())
def test_what_is_next_is_what_the_rule_says_by_another_reading_of_it(
    rule: Rule, start: datetime, later: int, on_red: bool
) -> None:
    assert parse_rule(rule.text()) == rule
    now = start + timedelta(days=later, hours=3)
    rhythm = Rhythm(rule, start, 30, on_red=on_red)
    found = next_of(rhythm, now, 2)
    assert len(found) == 2, "every rule that is let in has a next meeting"
    whole = rrulestr(rule.text(), dtstart=start)
    day_before = now - timedelta(minutes=30)
    told = (at for at in whole.xafter(day_before) if on_red or not is_free(at.date()))
    assert [one.start for one in found] == [next(told), next(told)]
    assert all(one.start.month not in rule.but for one in found)
    assert on_red or not any(is_free(one.start.date()) for one in found)


def test_one_is_moved_one_is_cancelled_and_one_is_booked_beside_the_rhythm() -> None:
    but = {"2026-11-24": "2026-11-26T09:00", "2026-12-15": "cancelled", "2026-12-01": "2026-12-01T08:00"}
    found = next_meetings(every_third(meeting_but=but), NOW, 3)
    told = [(one.day.isoformat(), f"{one.start:%d %H:%M}", one.moved, one.own) for one in found]
    assert told == [
        ("2026-11-24", "26 09:00", True, False),
        ("2026-12-01", "01 08:00", False, True),
        ("2027-01-05", "05 13:30", False, False),
    ]


def test_a_meeting_moved_back_before_its_day_is_not_held_twice_and_one_moved_ahead_waits() -> None:
    but = {"2026-11-03": "2026-11-25T10:00", "2026-11-24": "2026-11-20T10:00"}
    found = next_meetings(every_third(meeting_but=but), NOW, 2)
    assert [one.start.day for one in found] == [25, 15]


def test_a_move_out_of_an_older_rhythm_is_let_go_of() -> None:
    assert next_meetings(every_third(meeting_but={"2026-11-25": "2026-11-27T10:00"}), NOW)[0].start.day == 24


def test_the_days_between_meetings_are_what_stall_counts_in() -> None:
    assert rhythm_days(board()) == 21
    assert rhythm_days(every_third()) == 21
    assert rhythm_days(board(meeting_rule="FREQ=MONTHLY;BYDAY=1TU", meeting_start="2026-11-03T13:30")) == 30
    weekdays = {"meeting_rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "meeting_start": "2026-11-02T08:45"}
    assert rhythm_days(board(**weekdays)) == 7, "a short meeting each day is no reason to mark a weekend"


def test_missed_are_those_after_the_last_that_was_held() -> None:
    later = datetime(2027, 1, 4, 12, 0, tzinfo=HERE)
    assert [one.day.isoformat() for one in missed(every_third(), later, date(2026, 11, 3))] == [
        "2026-11-24",
        "2026-12-15",
    ]
    assert missed(every_third(), later, date(2026, 12, 15)) == ()
    assert missed(board(), later) == ()


MALFORMED = [
    "FREQ=SECONDLY", "FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;INTERVAL=0;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=999999999999;BYDAY=TU", "FREQ=WEEKLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYDAY=5TU", "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=WEEKLY;BYDAY=TU;BYMONTH=7",
    "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6,7,8,13", "FREQ=WEEKLY;BYDAY=TU;FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=1",
    "x" * 300, 7, True, ["FREQ=WEEKLY"], {"FREQ": "WEEKLY"},
]  # fmt: skip


@pytest.mark.parametrize("rule", MALFORMED, ids=str)
def test_a_rule_that_is_none_counts_as_no_rhythm_and_is_told(rule: object) -> None:
    odd = board(meeting_rule=rule, meeting_start="2026-11-03T13:30")
    assert rhythm_of(odd) is None
    assert next_meetings(odd, NOW) == ()
    assert rhythm_days(odd) == 21
    assert trouble(odd) == "meeting_rule"


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.lists(st.integers())
)
days = st.one_of(st.text(max_size=12), st.dates().map(str))


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "meeting_rule": st.one_of(values, st.just(THIRD)),
            "meeting_start": st.one_of(values, st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M}")),
            "meeting_minutes": values,
            "meeting_place": values,
            "meeting_but": st.one_of(values, st.dictionaries(days, values)),
        }
    )
)
def test_nothing_that_another_replica_wrote_can_break_it(fields: dict[str, Any]) -> None:
    odd = board(**fields)
    for one in next_meetings(odd, NOW, 2):
        assert one.end > NOW.replace(tzinfo=None)
        assert 1 <= one.minutes <= 600
    rhythm_days(odd), missed(odd, NOW), trouble(odd)


def test_an_old_rhythm_costs_no_more_than_a_new_one() -> None:
    old = Rhythm(parse_rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), datetime(1970, 1, 1, 8, 0))
    assert is_by_rule(old, date(2199, 12, 2))
    assert len(meetings_between(old, date(2199, 11, 4), date(2199, 11, 8))) == 5
