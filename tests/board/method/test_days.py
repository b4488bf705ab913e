"""A day without its year is the one that was meant: the latest of what has been, the nearest of what may be either."""

from datetime import date

import pytest

from board.errors import Problem
from board.method.days import day_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("field", "said", "day"),
    [
        ("on", "12/11", date(2026, 11, 12)),
        ("on", "v 42", date(2026, 10, 12)),
        ("on", "fre", date(2026, 11, 20)),
        ("start", "19 okt", date(2026, 10, 19)),
        ("start", "v 42", date(2026, 10, 12)),
        ("start", "1 dec", date(2026, 12, 1)),
        ("end", "om 3 veckor", date(2026, 12, 13)),
        ("baseline_until", "18 okt", date(2026, 10, 18)),
        ("baseline_until", "2027-10-18", date(2027, 10, 18)),
        ("valid_from", "1 jan", date(2027, 1, 1)),
        ("due", "12/11", date(2027, 11, 12)),
        ("target_by", "1 mars", date(2027, 3, 1)),
    ],
)
def test_the_day_that_was_meant(field: str, said: str, day: date) -> None:
    assert day_of(field, said, TODAY) == day


@pytest.mark.parametrize(
    ("field", "said"), [("on", "imorgon"), ("on", "i år"), ("start", "kvällen"), ("start", "")]
)
def test_what_is_no_such_day_is_refused(field: str, said: str) -> None:
    with pytest.raises(Problem) as refused:
        day_of(field, said, TODAY)
    assert refused.value.code == "bad_date"
