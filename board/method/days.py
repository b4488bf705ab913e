"""Which day somebody means, by what the field is about: something that has been, that may be either, or to come."""

from __future__ import annotations

from datetime import date

from board.errors import Problem
from board.method.pasted import reading_day
from board.when import parse_date
from board.when_moment import EXAMPLES

BEEN = frozenset({"on", "decided_on", "answered_on"})
"""Of what has happened: the latest day that was meant, today at the latest."""
NEAREST = frozenset({"day", "start", "end", "valid_from", "baseline_until"})
"""May have been or be to come: the nearest day that was meant."""


def day_of(field: str, said: str, today: date) -> date:
    """The day that `said` means in a field; a day without its year in other fields is the next such day.

    Raises:
        Problem: `bad_date`, with reason `not_yet` for a day to come of what has happened.
    """
    if field in BEEN:
        return _been(said, today)
    if field not in NEAREST:
        return parse_date(said, today)
    days = []
    refused: Problem | None = None
    for read in (parse_date, _been):
        try:
            days.append(read(said, today))
        except Problem as problem:
            refused = refused or problem
    if not days:
        raise refused or Problem("bad_date", EXAMPLES, given=said.strip()[:40], reason="not_understood")
    return min(days, key=lambda day: abs((day - today).days))


def _been(said: str, today: date) -> date:
    """A week is its Monday, as where many readings are taken in."""
    try:
        return reading_day(said, today)
    except Problem as problem:
        if problem.code != "bad_reading":
            raise
        raise Problem("bad_date", EXAMPLES, given=said.strip()[:40], reason="not_yet") from None
