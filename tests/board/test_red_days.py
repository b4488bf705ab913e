"""Red days, held to the almanac of three years and to what is true of every year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.red_days import is_eve, is_free, is_red, red_days

ALMANAC = {
    2024: "0101 0106 0329 0331 0401 0501 0509 0519 0606 0622 1102 1225 1226",
    2026: "0101 0106 0403 0405 0406 0501 0514 0524 0606 0620 1031 1225 1226",
    2027: "0101 0106 0326 0328 0329 0501 0506 0516 0606 0626 1106 1225 1226",
}


@pytest.mark.parametrize("year", ALMANAC)
def test_a_year_has_the_red_days_of_the_almanac(year: int) -> None:
    assert sorted(f"{day:%m%d}" for day in red_days(year)) == ALMANAC[year].split()


def test_two_may_fall_on_one_day() -> None:
    assert len(red_days(2008)) == 12, "Kristi himmelsfärd 2008 was 1 May"


@given(st.integers(2005, 2200))
def test_midsummer_and_all_saints_are_saturdays_and_the_eves_lie_before(year: int) -> None:
    red = red_days(year)
    (midsummer,) = [day for day in red if day.month == 6 and 20 <= day.day <= 26 and day.weekday() == 5]
    assert any(day.weekday() == 5 and date(year, 10, 31) <= day <= date(year, 11, 6) for day in red)
    eve = midsummer - timedelta(days=1)
    assert is_eve(eve)
    assert not is_red(eve)
    assert is_free(eve)
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    assert (
        sum(map(is_eve, every)) + is_eve(date(year, 12, 31)) * (date(year, 12, 31).timetuple().tm_yday > 365)
        == 3
    )
