"""A person types a date as they would say it, and gets the day they meant or is told what is understood."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Problem
from board.when import EXAMPLES, parse_ahead, parse_date, parse_due

TUESDAY = date(2026, 11, 24)
"""In week 48; 2026 has a week 53."""

SAID = [
    ("idag", "2026-11-24"),
    ("i dag", "2026-11-24"),
    ("imorgon", "2026-11-25"),
    ("i morgon", "2026-11-25"),
    ("I MORGON", "2026-11-25"),
    ("imorron", "2026-11-25"),
    ("tomorrow", "2026-11-25"),
    ("i övermorgon", "2026-11-26"),
    ("i övermorgon", "2026-11-26"),
    ("overmorgon", "2026-11-26"),
    ("day after tomorrow", "2026-11-26"),
    ("igår", "2026-11-23"),
    ("fre", "2026-11-27"),
    ("fre.", "2026-11-27"),
    ("fredag", "2026-11-27"),
    ("på fredag", "2026-11-27"),
    ("nu på fredag", "2026-11-27"),
    ("senast fredag", "2026-11-27"),
    ("friday", "2026-11-27"),
    ("on friday", "2026-11-27"),
    ("tis", "2026-12-01"),
    ("lordag", "2026-11-28"),
    ("sö", "2026-11-29"),
    ("nästa fredag", "2026-12-04"),
    ("next friday", "2026-12-04"),
    ("nästa måndag", "2026-11-30"),
    ("fredag nästa vecka", "2026-12-04"),
    ("i fredags", "2026-11-20"),
    ("last friday", "2026-11-20"),
    ("om 3 veckor", "2026-12-15"),
    ("om tre veckor", "2026-12-15"),
    ("om en vecka", "2026-12-01"),
    ("om 14 dar", "2026-12-08"),
    ("om ett par veckor", "2026-12-08"),
    ("om en månad", "2026-12-24"),
    ("om ett halvår", "2027-05-24"),
    ("om ett år", "2027-11-24"),
    ("in 2 weeks", "2026-12-08"),
    ("in a month", "2026-12-24"),
    ("2 weeks", "2026-12-08"),
    ("3 dagar sedan", "2026-11-21"),
    ("+3d", "2026-11-27"),
    ("+3", "2026-11-27"),
    ("+2v", "2026-12-08"),
    ("-1d", "2026-11-23"),
    ("24/11", "2026-11-24"),
    ("23/11", "2027-11-23"),
    ("24.11", "2026-11-24"),
    ("24.11.", "2026-11-24"),
    ("24/11 2026", "2026-11-24"),
    ("24/11/2026", "2026-11-24"),
    ("24.11.2026", "2026-11-24"),
    ("24-11-2026", "2026-11-24"),
    ("24/11-26", "2026-11-24"),
    ("29/2", "2028-02-29"),
    ("24 nov", "2026-11-24"),
    ("24 nov.", "2026-11-24"),
    ("24:e november", "2026-11-24"),
    ("den 24 november", "2026-11-24"),
    ("den 24:e", "2026-11-24"),
    ("den 1", "2026-12-01"),
    ("the 24th of november", "2026-11-24"),
    ("Nov 24th, 2026", "2026-11-24"),
    ("november 24", "2026-11-24"),
    ("3 dec kl 14.30", "2026-12-03"),
    ("tis 24 nov", "2026-11-24"),
    ("tisdagen den 24 november 2026", "2026-11-24"),
    ("fre 27 nov (v.48), om 3 dagar", "2026-11-27"),
    ("v 49", "2026-11-30"),
    ("v. 49", "2026-11-30"),
    ("v49", "2026-11-30"),
    ("V.49", "2026-11-30"),
    ("vecka 49", "2026-11-30"),
    ("week 49", "2026-11-30"),
    ("v 48", "2026-11-24"),
    ("v 47", "2027-11-22"),
    ("v 53", "2026-12-28"),
    ("v 1", "2027-01-04"),
    ("mån v 49", "2026-11-30"),
    ("fredag vecka 49", "2026-12-04"),
    ("fredag i vecka 49", "2026-12-04"),
    ("mån v 48", "2027-11-29"),
    ("v 49 2027", "2027-12-06"),
    ("2026-W49", "2026-11-30"),
    ("2026-W49-3", "2026-12-02"),
    ("nästa vecka", "2026-11-30"),
    ("nästa månad", "2026-12-01"),
    ("i mars", "2027-03-01"),
    ("slutet av månaden", "2026-11-30"),
    ("månadsskiftet", "2026-11-30"),
    ("end of the month", "2026-11-30"),
    ("slutet av nästa månad", "2026-12-31"),
    ("slutet av veckan", "2026-11-27"),
    ("slutet av v 49", "2026-12-04"),
    ("mitten av mars", "2027-03-15"),
    ("slutet av mars 2028", "2028-03-31"),
    ("början av 2027", "2027-01-01"),
    ("i helgen", "2026-11-28"),
    ("årsskiftet", "2026-12-31"),
    ("2026-11-24", "2026-11-24"),
    ("2026-12-03", "2026-12-03"),
    ("20261203", "2026-12-03"),
    ("2026/12/03", "2026-12-03"),
    ("26-12-03", "2026-12-03"),
    ("261203", "2026-12-03"),
    ("2026-12-03T08:00", "2026-12-03"),
    ("2020-01-02", "2020-01-02"),
]


@pytest.mark.parametrize(("said", "meant"), SAID)
def test_what_people_type_is_understood(said: str, meant: str) -> None:
    assert parse_date(said, TUESDAY).isoformat() == meant


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_shown_is_understood(example: str) -> None:
    assert parse_date(example, TUESDAY) >= TUESDAY


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("31/2", "no_such_day"),
        ("32/1", "no_such_day"),
        ("11/24", "no_such_day"),
        ("2026-02-30", "no_such_day"),
        ("20261324", "no_such_day"),
        ("0/1", "no_such_day"),
        ("den 32", "no_such_day"),
        ("30 februari 2027", "no_such_day"),
        ("v 60", "no_such_week"),
        ("v 0", "no_such_week"),
        ("v 53 2027", "no_such_week"),
        ("nångång", "not_understood"),
        ("sen", "not_understood"),
        ("12", "not_understood"),
        ("2026", "not_understood"),
        ("10:30", "not_understood"),
        ("", "not_understood"),
        ("   ", "not_understood"),
        ("?", "not_understood"),
        ("om veckor", "not_understood"),
        ("x" * 100_000, "not_understood"),
        ("om 999999 år", "too_far"),
        ("0001-01-01", "too_far"),
        ("om 999999 dagar", "too_far"),
    ],
)
def test_what_is_not_a_date_says_what_is_understood(said: str, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_date(said, TUESDAY)
    assert refused.value.code == "bad_date"
    assert refused.value.params["reason"] == reason
    assert refused.value.hints == EXAMPLES
    assert len(refused.value.params["given"]) <= 60


def test_a_weekday_that_does_not_fit_its_date_asks_which_was_meant() -> None:
    with pytest.raises(Problem) as refused:
        parse_date("mån 24 nov", TUESDAY)
    assert refused.value.params["reason"] == "wrong_weekday"
    assert refused.value.hints == ("2026-11-24", "2026-11-23")


def test_an_empty_follow_up_date_clears_it() -> None:
    assert parse_due("  ", TUESDAY) is None
    assert parse_due("fre", TUESDAY) == "2026-11-27"


DAYS = st.dates(date(2020, 1, 1), date(2120, 12, 31))
MONTHS = "jan feb mars april maj juni juli aug sept okt nov dec".split()
LONG_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
WEEKDAYS = "mån tis ons tors fre lör sön".split()


@given(DAYS, DAYS)
def test_a_whole_date_reads_back_in_every_form(day: date, today: date) -> None:
    month, weekday = day.month - 1, WEEKDAYS[day.weekday()]
    year, week, number = day.isocalendar()
    for said in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {MONTHS[month]} {day.year}",
        f"{weekday} {day.day} {MONTHS[month]}. {day.year}",
        f"den {day.day} {LONG_MONTHS[month]} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{weekday} v. {week} {year}",
        f"{year}-W{week:02}-{number}",
    ):
        assert parse_date(said, today) == day, said


@given(DAYS, DAYS)
def test_a_date_without_a_year_is_the_next_such_date(day: date, today: date) -> None:
    for said in (f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1]}", f"den {day.day}"):
        found = parse_date(said, today)
        assert found >= today
        assert found.day == day.day
        assert said.startswith("den") or found.month == day.month
        assert found - today <= timedelta(days=366 if day.day < 29 else 366 * 8)


@given(DAYS, st.integers(1, 52))
def test_a_week_without_a_year_is_ahead_and_is_that_week(today: date, week: int) -> None:
    found = parse_date(f"v {week}", today)
    assert found.isocalendar().week == week
    assert today <= found < today + timedelta(days=372)
    assert found.isoweekday() == 1 or found == today


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_the_next_seven_days(today: date, weekday: str) -> None:
    found = parse_date(weekday, today)
    assert 1 <= (found - today).days <= 7
    assert WEEKDAYS[found.weekday()] == weekday


@given(st.text(max_size=80), DAYS)
def test_anything_typed_is_a_date_or_a_problem(said: str, today: date) -> None:
    with suppress(Problem):
        assert 1900 <= parse_date(said, today).year <= 2199


WORDS = st.sampled_from(
    "fre nov v 48 24 / . - om en vecka nästa i slutet av månaden den mars 2026 31 +3 dagar sedan kl of".split()
)


@given(st.lists(WORDS, max_size=6), DAYS)
def test_any_mix_of_date_words_is_a_date_or_a_problem(words: list[str], today: date) -> None:
    for said in (" ".join(words), "".join(words)):
        with suppress(Problem):
            assert 1900 <= parse_date(said, today).year <= 2199


@pytest.mark.parametrize("said", ["20/11", "20.11", "20 nov", "fredag 20 nov", "v 46", "oktober"])
def test_a_last_day_that_has_just_been_is_never_next_years(said: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_ahead(said, date(2026, 11, 22))
    assert refused.value.params["reason"] == "just_passed"
    assert refused.value.params["day"].startswith("2026-1")
    assert refused.value.hints[0].startswith("2027-1")


@pytest.mark.parametrize("said", ["igår", "2026-11-20", "20/11 2026"])
def test_a_last_day_that_is_past_is_refused(said: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_ahead(said, date(2026, 11, 22))
    assert refused.value.params["reason"] == "past"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("22/11", "2026-11-22"),
        ("24/11", "2026-11-24"),
        ("7/1", "2027-01-07"),
        ("20/3", "2027-03-20"),
        ("20/11 2027", "2027-11-20"),
        ("om ett år", "2027-11-22"),
        ("fre", "2026-11-27"),
        ("v 47", "2026-11-22"),
        ("den 3", "2026-12-03"),
    ],
)
def test_a_last_day_to_come_is_read_as_any_other(said: str, meant: str) -> None:
    assert parse_ahead(said, date(2026, 11, 22)).isoformat() == meant
