"""Dates as people type them: imorgon, fre, 24/11, v 48, om 3 veckor, next friday, 2026-11-24.

Both languages are understood, whatever the screen speaks. Three rules hold where no year or day is said:
* a date without a year is the next such date, today included;
* a weekday is the next one, never today (`fre` on a Friday is in a week); `nästa fredag` is next week's;
* a week, month or year is its first day that is not past: `v 48` is that week's Monday, so that the card
  comes up when the week begins, and today when the week has begun. A week wholly past is next year's.
The order of trying: ISO, words, offsets, weeks, weekdays, calendar dates, and dateutil for the rest. Words
typed without å ä ö are understood.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from board.errors import Problem
from board.swedish import loose_fold
from board.when_parts import Impossible, named, next_date, next_day, offset, period, week, weekday
from board.when_words import DAY, MONTH, MONTHS, WEEKDAYS

EXAMPLES = ("imorgon", "fre", "24/11", "v 48", "om 3 veckor", "next friday", "2026-11-24")
"""What is understood, shown when a date was not."""

LONGEST = 60
FIRST_YEAR, LAST_YEAR = 1900, 2199
JUST_PASSED = timedelta(days=120)
YEAR = (360, 372)
"""Days between a date or a week and the same one next year."""


def parse_due(text: str, today: date) -> str | None:
    """The date in `text` as ISO 8601 for storing, or None for an empty text.

    Raises:
        Problem: `bad_date`, as parse_date.
    """
    return parse_date(text, today).isoformat() if text.strip() else None


def parse_date(text: str, today: date) -> date:
    """The date that `text` means, said on `today`; between 1900 and 2199.

    Raises:
        Problem: `bad_date` with `given` (at most 60 characters) and `reason`, one of `not_understood`,
            `no_such_day`, `no_such_week`, `wrong_weekday` and `too_far`. Hints are examples of what is
            understood, or for `wrong_weekday` the two dates that may have been meant.
    """
    said = _plain(text)
    reason = "not_understood"
    hints: tuple[str, ...] = EXAMPLES
    if 0 < len(said) <= LONGEST:
        try:
            found = _read(said, today)
            if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
            reason = "too_far" if found else reason
        except OverflowError:
            reason = "too_far"
        except Impossible as error:
            reason, hints = error.reason, error.hints or EXAMPLES
        except ValueError:
            reason = "no_such_day"
    raise Problem("bad_date", hints, given=text.strip()[:LONGEST], reason=reason)


def parse_ahead(text: str, today: date) -> date:
    """The day that `text` means as the last day of something, so never one that is past: a day without a year that
    has been within JUST_PASSED is not taken for next year's.

    Raises:
        Problem: `bad_date`, as parse_date, and with `reason` `past` or, for such a day, `just_passed`; `day` is then
            the day that was understood, the hint the same day next year.
    """
    given = text.strip()[:LONGEST]
    try:
        found = parse_date(text, today)
    except Problem as problem:
        # With its weekday said, next year's day is no such weekday: what was meant has been.
        before = (
            parse_date(text, today - JUST_PASSED) if problem.params["reason"] == "wrong_weekday" else today
        )
        found = before + timedelta(days=365)
        if before >= today:
            raise
    else:
        if found < today:
            raise Problem("bad_date", given=given, reason="past", day=found.isoformat())
        before = parse_date(text, today - JUST_PASSED)
    if before < today and YEAR[0] <= (found - before).days <= YEAR[1]:
        raise Problem(
            "bad_date", (found.isoformat(),), given=given, reason="just_passed", day=before.isoformat()
        )
    return found


def _plain(text: str) -> str:
    """Small letters without accents, single spaces, no clock time, no dots but those between figures."""
    said = loose_fold(text[: 4 * LONGEST]).replace("–", "-").replace("\u2212", "-").replace(",", " ")
    said = re.sub(r"\(.*$", "", said)
    said = re.sub(r"(?<=[0-9])t[0-9]{2}:.*$|\b(?:kl|at)\.?\s*[0-9].*$", "", said)
    said = re.sub(r"\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*$", "", said)
    said = re.sub(r"(?<=[0-9])(?::[ae]|e|st|nd|rd|th)\b", "", said)
    said = re.sub(r"(?<=[a-z])[.:](?=\W|\d|$)", " ", said)
    return " ".join(said.split()).strip(" .!?")


def _read(said: str, today: date) -> date | None:
    if found := _iso(said):
        return found
    for reader in (named, offset, week, weekday, _calendar, period):
        if found := reader(said, today):
            return found
    lead = re.match(r"(?:nu pa|pa|on|senast|till|by|i|until|fram till|den|the)\s+", said)
    if lead:
        return _read(said[lead.end() :], today)
    return _by_dateutil(said, today)


def _iso(said: str) -> date | None:
    """2026-11-24, 20261124, 2026/11/24, 26-11-24, 261124."""
    if (m := re.fullmatch(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})", said)) or (
        m := re.fullmatch(r"([0-9]{4})()([0-9]{2})([0-9]{2})", said)
    ):
        return date(int(m[1]), int(m[3]), int(m[4]))
    if m := re.fullmatch(r"([0-9]{2})(-?)([0-9]{2})\2([0-9]{2})", said):
        return date(2000 + int(m[1]), int(m[3]), int(m[4]))
    return None


_FIGURES = r"([0-9]{1,2}) ?[/.] ?([0-9]{1,2})\.?(?:[ /.-]{1,3}([0-9]{4}|[0-9]{2}))?"
_DASHES = r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})"
_DAY_FIRST = rf"([0-9]{{1,2}}) ?(?:of )?({MONTH})(?: ([0-9]{{4}}))?"
_MONTH_FIRST = rf"({MONTH}) ?([0-9]{{1,2}})(?: ([0-9]{{4}}))?"


def _calendar(said: str, today: date) -> date | None:
    """24/11, 24.11.2026, 24 nov, november 24, den 24; a weekday before it must be the right one."""
    m = re.fullmatch(rf"(?:({DAY}) )?(?:den |the )?(.*)", said)
    if not m:
        return None
    name, rest = m[1], m[2]
    if n := re.fullmatch(_FIGURES, rest) or re.fullmatch(_DASHES, rest):
        return _checked(_dated(n[3], int(n[2]), int(n[1]), today), name)
    if n := re.fullmatch(_DAY_FIRST, rest):
        return _checked(_dated(n[3], MONTHS[n[2]], int(n[1]), today), name)
    if n := re.fullmatch(_MONTH_FIRST, rest):
        return _checked(_dated(n[3], MONTHS[n[1]], int(n[2]), today), name)
    if name and (iso := _iso(rest)):
        return _checked(iso, name)
    if rest != said and re.fullmatch(r"[0-9]{1,2}", rest):
        return _checked(next_day(int(rest), today), name)
    return None


def _dated(year: str | None, month: int, day: int, today: date) -> date:
    if not year:
        return next_date(month, day, today)
    return date(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _checked(found: date, name: str | None) -> date:
    if name and WEEKDAYS[name] != found.weekday():
        meant = found + timedelta(days=(WEEKDAYS[name] - found.weekday() + 3) % 7 - 3)
        raise Impossible("wrong_weekday", found.isoformat(), meant.isoformat())
    return found


def _by_dateutil(said: str, today: date) -> date | None:
    """What is left. Only with a month in letters: without one dateutil guesses, and reads ISO day first."""
    if not re.search(rf"\b(?:{MONTH})\b", said):
        return None
    from datetime import datetime

    from board.when_words import both_languages

    read: list[date] = []
    for default in (datetime(2001, 2, 3), datetime(2004, 5, 6)):  # noqa: DTZ001 - only the date is used
        try:
            read.append(both_languages().parse(said, default=default).date())
        except (ValueError, OverflowError, TypeError):
            return None
    one, other = read
    if (one.month, one.day) != (other.month, other.day):
        return None
    return one if one.year == other.year else next_date(one.month, one.day, today)
