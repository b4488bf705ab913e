"""Swedish red days: the public holidays of lagen (1989:253) that have a name. Sundays as such are not told here.

Midsommarafton, julafton and nyårsafton are not red by law, but hardly anybody meets on them: `is_eve` tells them apart,
and what plans a meeting asks `is_free`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5
_FROM_EASTER = (-2, 0, 1, 39, 49)  # långfredag, påskdagen, annandagen, Kristi himmelsfärd, pingstdagen
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))


@lru_cache(maxsize=64)
def red_days(year: int) -> frozenset[date]:
    """The red days of a year from 2005 on, when 6 June became one. `year`: 1583 to 9999, else ValueError."""
    from dateutil.easter import easter

    sunday = easter(year)
    return frozenset(
        {date(year, month, day) for month, day in _FIXED}
        | {sunday + timedelta(days=days) for days in _FROM_EASTER}
        | {_saturday_from(date(year, 6, 20)), _saturday_from(date(year, 10, 31))}
    )


def is_red(day: date) -> bool:
    """A named public holiday."""
    return day in red_days(day.year)


def is_eve(day: date) -> bool:
    """Midsommarafton, julafton or nyårsafton: no red day by law, free at most workplaces."""
    return (day.month, day.day) in ((12, 24), (12, 31)) or day + timedelta(days=1) == _saturday_from(
        date(day.year, 6, 20)
    )


def is_free(day: date) -> bool:
    """A red day or one of the three eves: nothing is planned there unless somebody asks for it."""
    return is_red(day) or is_eve(day)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
