"""Dates are said as people here say them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import dates, set_language

SUNDAY = date(2026, 11, 22)
NOW = datetime.fromisoformat("2026-11-22T15:00+01:00")


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}+01:00")


def test_a_day_in_swedish_and_english() -> None:
    assert dates.day(date(2026, 11, 24)) == "tis 24 nov"
    assert dates.day_week(date(2026, 11, 24)) == "tis 24 nov v. 48"
    set_language("en")
    assert dates.day(date(2026, 11, 24)) == "Tue 24 Nov"
    assert dates.day_week(date(2026, 11, 24)) == "Tue 24 Nov week 48"


def test_the_year_is_said_only_when_it_is_another() -> None:
    assert dates.day(date(2026, 1, 7), SUNDAY) == "ons 7 jan"
    assert dates.day(date(2025, 6, 6), SUNDAY) == "fre 6 juni 2025"


def test_every_weekday_and_month_has_a_word_in_both_languages() -> None:
    week = [SUNDAY + timedelta(n) for n in range(1, 8)]
    year = [date(2026, n, 1) for n in range(1, 13)]
    assert [dates.weekday(d) for d in week] == ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]
    assert " ".join(map(dates.month, year)) == "jan feb mars apr maj juni juli aug sep okt nov dec"
    set_language("en")
    assert [dates.weekday(d) for d in week] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert " ".join(map(dates.month, year)) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2027, 1, 3), "v. 53"),
        (date(2026, 12, 31), "v. 53"),
        (date(2024, 12, 30), "v. 1"),
        (SUNDAY, "v. 47"),
    ],
)
def test_weeks_are_the_calendars(day: date, week: str) -> None:
    assert dates.week(day) == week


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        (0, "i dag", "today"),
        (1, "i morgon", "tomorrow"),
        (-1, "i går", "yesterday"),
        (3, "om 3 dagar", "in 3 days"),
        (-5, "för 5 dagar sedan", "5 days ago"),
        (13, "om 13 dagar", "in 13 days"),
        (14, "om 2 veckor", "in 2 weeks"),
        (-62, "för 8 veckor sedan", "8 weeks ago"),
        (63, "om 2 månader", "in 2 months"),
        (-365, "för 12 månader sedan", "12 months ago"),
        (730, "om 24 månader", "in 24 months"),
        (-1100, "för 3 år sedan", "3 years ago"),
    ],
)
def test_how_far_away_a_day_is(days: int, swedish: str, english: str) -> None:
    day = SUNDAY + timedelta(days)
    assert dates.relative(day, SUNDAY) == swedish
    set_language("en")
    assert dates.relative(day, SUNDAY) == english


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        (at("2026-11-22", "14:02"), "i dag 14.02", "today 14:02"),
        (at("2026-11-21", "07:05"), "i går 07.05", "yesterday 07:05"),
        (at("2026-11-23", "13:30"), "i morgon 13.30", "tomorrow 13:30"),
        (at("2026-11-17", "14:02"), "tis 14.02", "Tue 14:02"),
        (at("2026-11-16", "14:02"), "mån 14.02", "Mon 14:02"),
        (at("2026-11-15", "14:02"), "sön 15 nov 14.02", "Sun 15 Nov 14:02"),
        (at("2026-11-24", "13:30"), "tis 24 nov 13.30", "Tue 24 Nov 13:30"),
        (at("2025-11-24", "13:30"), "mån 24 nov 2025 13.30", "Mon 24 Nov 2025 13:30"),
    ],
)
def test_when_something_happened(moment: datetime, swedish: str, english: str) -> None:
    assert dates.stamp(moment, NOW) == swedish
    set_language("en")
    assert dates.stamp(moment, NOW) == english


def test_a_moment_from_another_zone_is_told_in_ours() -> None:
    assert dates.stamp(datetime(2026, 11, 21, 23, 30, tzinfo=UTC), NOW) == "i dag 00.30"


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        (0, "0 d", "0 d"),
        (9, "9 d", "9 d"),
        (13, "13 d", "13 d"),
        (14, "2 v", "2 w"),
        (35, "5 v", "5 w"),
        (800, "2 år", "2 y"),
    ],
)
def test_an_age_in_the_least_space(days: int, swedish: str, english: str) -> None:
    assert dates.age(days) == swedish
    set_language("en")
    assert dates.age(days) == english


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_ahead_and_ago_mirror_each_other(one: date, other: date) -> None:
    ahead, ago = (
        dates.relative(max(one, other), min(one, other)),
        dates.relative(min(one, other), max(one, other)),
    )
    if ahead.startswith("om "):
        assert ago == f"för {ahead.removeprefix('om ')} sedan"
    else:
        assert (ahead, ago) in {("i dag", "i dag"), ("i morgon", "i går")}


def test_a_clock_gone_back_gives_no_negative_age() -> None:
    assert dates.age(-3) == "0 d"
