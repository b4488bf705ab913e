"""A moment that has been, as people type it: igår, fre, 24/11, 2026-11-20 14:30, 14:30, för 20 minuter sedan.

Days are those of board.when, looked for backwards where they would else be the next: `fre` is the last Friday, `24/11`
the latest one. What is said is meant to its end: a day is all of it, `14:30` the whole minute.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from board.errors import Problem
from board.swedish import loose_fold
from board.when import LONGEST, parse_date
from board.when_words import NUMBER, NUMBERS, SPAN, SPANS, WEEKDAYS

EXAMPLES = ("igår", "fre 14:30", "för 20 minuter sedan", "24/11", "2026-11-20 14:30")
"""What is understood, shown when a moment was not."""

_DAY, _WEEK, _YEAR = timedelta(days=1), timedelta(days=7), timedelta(days=366)
_TIME = re.compile(r"(?:^|\s)(?:(?:kl\.?|at)\s*)?(\d{1,2})([:.])(\d{2})(?::(\d{2}))?$", re.I)
_SPAN = rf"([0-9]{{1,6}}|{NUMBER}) ?({SPAN})"
_AGO = re.compile(rf"(?:for )?{_SPAN}(?:(?: och| and)? {_SPAN})? (?:sedan|sen|ago)")
_HOUR = re.compile(r"(?:^|\s)(?:kl\.?|at)\s*(\d{1,2})()()()$", re.I)


def parse_moment(text: str, now: datetime) -> datetime:
    """The last second of what `text` means, said at `now`, in its time zone; never after it.

    Raises:
        Problem: `bad_date` with `given` and `reason`, as parse_date, or `not_yet`.
    """
    said = text.strip()
    found = _exact(said, now) or _ago(said, now) or _day_and_time(said, now)
    if found > now:
        today = found.date() == now.date() and found.time() == time(23, 59, 59)
        if not today:
            raise Problem("bad_date", EXAMPLES, given=said[:LONGEST], reason="not_yet")
        return now
    return found


def _exact(said: str, now: datetime) -> datetime | None:
    """ISO 8601 with a time, with or without an offset."""
    if not re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", said):
        return None
    try:
        found = datetime.fromisoformat(said.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    if re.match(r".{16}(?!:)", said):
        found = found.replace(second=59)
    return found if found.tzinfo is not None else found.replace(tzinfo=now.tzinfo)


def _ago(said: str, now: datetime) -> datetime | None:
    """för 20 minuter sedan, 2 timmar sedan, an hour and 5 minutes ago: to the second."""
    ago = _AGO.fullmatch(loose_fold(said))
    if ago is None:
        return None
    spans = [(ago[1], ago[2]), (ago[3], ago[4])]
    minutes = sum((NUMBERS.get(n) or int(n)) * SPANS[unit] for n, unit in spans if n)
    try:
        return (now - timedelta(minutes=minutes)).replace(microsecond=0)
    except OverflowError:
        return None


def _day_and_time(said: str, now: datetime) -> datetime:
    today = now.date()
    clock = _TIME.search(said) or _HOUR.search(said)
    if clock is None:
        return _end(_day(said, today), now)
    before = said[: clock.start()].strip(" ,")
    if clock[2] == "." and (not before or loose_fold(before) in WEEKDAYS):
        # 24.11 is a day and 14.30 a time: a day, where it can be one.
        with suppress(Problem):
            return _end(_day(said, today), now)
    day = _day(before, today) if before else today
    hour, minute, second = int(clock[1]), int(clock[3] or 0), int(clock[4] or 59)
    try:
        return datetime.combine(day, time(hour, minute, second), now.tzinfo)
    except ValueError:
        raise Problem("bad_date", EXAMPLES, given=said[:LONGEST], reason="not_understood") from None


def _end(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(23, 59, 59), now.tzinfo)


def _day(said: str, today: date) -> date:
    """The day that is meant, the latest one where the words leave it open."""
    found, refused = None, Problem("bad_date")
    try:
        found = parse_date(said, today)
        if found <= today or found - parse_date(said, today - _DAY) == _DAY:
            return found
    except Problem as problem:
        refused = problem
    # The next such day, said without a year or a week: the same words, said earlier, mean one that has been.
    for earlier in (_WEEK, _YEAR):
        with suppress(Problem):
            before = parse_date(said, today - earlier)
            if before <= today and (found is not None or refused.params["reason"] == "wrong_weekday"):
                return before
    if found is None:
        raise Problem("bad_date", EXAMPLES, **refused.params)
    return found
