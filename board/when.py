"""Dates as people type them, in Swedish and English: imorgon, fre, 24/11, v 48, om 3 veckor, next friday, 2026-11-24.

Three rules hold for everything said without a year or a day:
* a date without a year is the next such date, today included;
* a weekday is the next one, never today (`fre` on a Friday is in a week); `nästa fredag` is next week's Friday;
* a week, month or year is its first day that is not past: `v 48` is that week's Monday, so that the card comes up
  when the week begins, and today when the week has begun. A week wholly past is next year's.
The order of trying: ISO, words, offsets, weeks, weekdays, calendar dates, and dateutil for what is left. Letters typed
without å ä ö are understood.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from board.errors import Problem
from board.swedish import loose_fold
from board.when_words import MONTHS, NUMBERS, UNITS, WEEKDAYS

EXAMPLES = ("imorgon", "fre", "24/11", "v 48", "om 3 veckor", "next friday", "2026-11-24")
"""What is understood, shown when a date was not."""

LONGEST = 60
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_WEEK = "(?:veckan|vecka|week|wk|v|w)"
_THIS = "(?:den har|denna|this)"
_NEXT = "(?:nasta|nastkommande|kommande|next|coming)"


def parse_due(text: str, today: date) -> str | None:
    """The date in `text` as ISO 8601 for storing, or None for an empty text.

    Raises:
        Problem: `bad_date`, as parse_date.
    """
    return parse_date(text, today).isoformat() if text.strip() else None


def parse_date(text: str, today: date) -> date:
    """The date that `text` means, said on `today`; between 1900 and 2199.

    Raises:
        Problem: `bad_date` with `given` (at most 60 characters) and `reason`: `not_understood`, `no_such_day`,
            `no_such_week`, `wrong_weekday` or `too_far`; hints are examples of what is understood, or for
            `wrong_weekday` the dates that may have been meant.
    """
    said = _plain(text)
    reason = "not_understood"
    if 0 < len(said) <= LONGEST:
        try:
            found = _read(said, today)
            if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
            reason = "too_far" if found else reason
        except OverflowError:
            reason = "too_far"
        except ValueError as error:
            reason = str(error) if str(error) in ("no_such_week", "wrong_weekday") else "no_such_day"
    raise Problem("bad_date", EXAMPLES, given=text.strip()[:LONGEST], reason=reason)


def _plain(text: str) -> str:
    """Small letters without accents, single spaces, no clock time, no dots but those between figures."""
    said = loose_fold(text[: 4 * LONGEST]).replace("–", "-").replace("−", "-").replace(",", " ")
    said = re.sub(r"\(.*\)\s*$", "", said)
    said = re.sub(r"(?<=[0-9])t[0-9]{2}:.*$|\b(?:kl|at)\.?\s*[0-9].*$|\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*$", "", said)
    said = re.sub(r"(?<=[0-9])(?::[ae]|e|st|nd|rd|th)\b", "", said)
    said = re.sub(r"(?<=[a-z])[.:](?=\W|\d|$)", " ", said)
    return " ".join(said.split()).strip(" .!?")


def _read(said: str, today: date) -> date | None:
    for reader in (_iso, _named, _offset, _week, _weekday, _calendar, _period):
        found = reader(said, today)
        if found is not None:
            return found
    lead = re.match(r"(?:nu pa|pa|on|senast|till|by|i|until|fram till|den|the)\s+", said)
    if lead:
        return _read(said[lead.end() :], today)
    return _by_dateutil(said, today)


def _iso(said: str, today: date) -> date | None:
    if m := re.fullmatch(r"([0-9]{4})([-/. ]?)([0-9]{1,2})\2([0-9]{1,2})", said):
        if m[2] or len(said) == 8:
            return date(int(m[1]), int(m[3]), int(m[4]))
    if m := re.fullmatch(r"([0-9]{2})(-?)([0-9]{2})\2([0-9]{2})", said):
        return date(2000 + int(m[1]), int(m[3]), int(m[4]))
    return None


_NAMED = {
    "idag": 0, "i dag": 0, "today": 0, "nu": 0, "now": 0, "ikvall": 0, "i kvall": 0,
    "imorgon": 1, "i morgon": 1, "imorron": 1, "i morron": 1, "imorn": 1, "i morn": 1, "tomorrow": 1, "tmrw": 1,
    "i overmorgon": 2, "overmorgon": 2, "iovermorgon": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "igar": -1, "i gar": -1, "yesterday": -1, "i forrgar": -2, "iforrgar": -2, "forrgar": -2,
    "om en vecka": 7, "om fjorton dagar": 14,
}  # fmt: skip


def _named(said: str, today: date) -> date | None:
    days = _NAMED.get(said)
    return None if days is None else today + timedelta(days=days)


def _offset(said: str, today: date) -> date | None:
    m = re.fullmatch(rf"(om|in|\+|-|for)? ?([0-9]{{1,6}}|{_NUMBER}) ?({_UNIT})?( sedan| ago| from now)?", said)
    if not m or not (m[3] or m[1] in ("+", "-")):
        return None
    count = int(m[2]) if m[2].isdigit() else NUMBERS[m[2]]
    if m[1] in ("-", "for") or m[4] in (" sedan", " ago"):
        count = -count
    days, months = UNITS[m[3] or "d"]
    return _add_months(today, count * months) + timedelta(days=count * days)


def _add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    return ((date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)).day


def _week(said: str, today: date) -> date | None:
    m = re.fullmatch(
        rf"(?:({_DAY}) (?:i |of |in )?)?(?:([0-9]{{4}})[- ]?)?{_WEEK} ?([0-9]{{1,2}})"
        rf"(?:[ /-]+([0-9]{{4}}))?(?:[ -](?:({_DAY})|([1-7])))?",
        said,
    )
    if not m or (m[2] and m[4]):
        return None
    name = m[1] or m[5]
    weekday = WEEKDAYS[name] + 1 if name else int(m[6] or 0)
    week, year = int(m[3]), m[2] or m[4]
    if year:
        return _of_week(int(year), week, weekday or 1)
    for candidate in range(today.isocalendar().year, today.year + 13):
        try:
            day = date.fromisocalendar(candidate, week, weekday or 7)
        except ValueError:
            continue
        if day >= today:
            return day if weekday else max(day - timedelta(days=6), today)
    raise ValueError("no_such_week")


def _of_week(year: int, week: int, weekday: int) -> date:
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        raise ValueError("no_such_week") from None


def _weekday(said: str, today: date) -> date | None:
    if m := re.fullmatch(rf"({_DAY}) {_NEXT} (?:vecka|week)|{_NEXT} (?:vecka|week) (?:pa )?({_DAY})|{_NEXT} ({_DAY})", said):
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=WEEKDAYS[m[1] or m[2] or m[3]])
    if m := re.fullmatch(rf"(?:forra|last|i) ({_DAY})s?", said):
        if not said.startswith("i ") or said.endswith("s"):
            return today - timedelta(days=(today.weekday() - WEEKDAYS[m[1]] - 1) % 7 + 1)
    if m := re.fullmatch(rf"(?:{_THIS} )?({_DAY})", said):
        return today + timedelta(days=(WEEKDAYS[m[1]] - today.weekday() - 1) % 7 + 1)
    return None


def _calendar(said: str, today: date) -> date | None:
    """24/11, 24.11.2026, 24 nov, november 24, den 24, all with a weekday before if it is the right one."""
    m = re.fullmatch(rf"(?:({_DAY}) )?(?:den |the )?(.*)", said)
    if not m:
        return None
    rest = m[2]
    year = None
    if n := re.fullmatch(r"([0-9]{1,2}) ?[/.] ?([0-9]{1,2})\.?(?:[ /.-]{1,3}([0-9]{4}|[0-9]{2}))?", rest):
        day, month, year = int(n[1]), int(n[2]), n[3]
    elif n := re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", rest):
        day, month, year = int(n[1]), int(n[2]), n[3]
    elif n := re.fullmatch(rf"([0-9]{{1,2}}) ?(?:of )?({_MONTH})(?: ([0-9]{{4}}))?", rest):
        day, month, year = int(n[1]), MONTHS[n[2]], n[3]
    elif n := re.fullmatch(rf"({_MONTH}) ?([0-9]{{1,2}})(?: ([0-9]{{4}}))?", rest):
        day, month, year = int(n[2]), MONTHS[n[1]], n[3]
    elif m[1] and (iso := _iso(rest, today)):
        return _checked(iso, m[1])
    elif (n := re.fullmatch(r"[0-9]{1,2}", rest)) and rest != said:
        return _checked(_next_day(int(rest), today), m[1])
    else:
        return None
    found = date(int(year) + (2000 if len(year) == 2 else 0), month, day) if year else _next_date(month, day, today)
    return _checked(found, m[1])


def _checked(found: date, weekday: str | None) -> date:
    if weekday and WEEKDAYS[weekday] != found.weekday():
        raise ValueError("wrong_weekday")
    return found


def _next_date(month: int, day: int, today: date) -> date:
    """The next such date; 29 February may be some years off."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("no_such_day")


def _next_day(day: int, today: date) -> date:
    for months in range(3):
        first = _add_months(today.replace(day=1), months)
        if day <= _length(first.year, first.month) and first.replace(day=day) >= today:
            return first.replace(day=day)
    raise ValueError("no_such_day")


def _period(said: str, today: date) -> date | None:
    """nästa vecka, slutet av månaden, mitten av mars, i helgen: a part of a week, a month or a year."""
    if said in ("helgen", "weekend", "the weekend", "i helgen"):
        return max(today, today + timedelta(days=5 - today.weekday()))
    said = {"manadsslutet": "slutet av manaden", "manadsskiftet": "slutet av manaden", "eom": "end of month"}.get(said, said)
    said = {"arsskiftet": "slutet av aret", "eow": "end of week", "eoy": "end of year"}.get(said, said)
    m = re.fullmatch(
        r"(?:i )?(?:(slutet|end|mitten|middle|borjan|start|beginning) (?:av|pa|i|of)(?: the)? )?"
        rf"(?:({_NEXT}|{_THIS}) )?(?:(veckan?|week)|(manaden?|month)|(aret|ar|year)|({_MONTH}))(?: ([0-9]{{4}}))?",
        said,
    )
    if not m or not (m[1] or m[2] or m[6]) or (m[7] and not m[6]):
        return None
    ahead = 1 if m[2] and re.fullmatch(_NEXT, m[2]) else 0
    if m[3]:
        first = today + timedelta(days=7 * ahead - today.weekday())
        return _part(m[1], first, first + timedelta(days=2), first + timedelta(days=4), first + timedelta(days=6), today)
    if m[5]:
        year = today.year + ahead
        return _part(m[1], date(year, 1, 1), date(year, 7, 1), date(year, 12, 31), date(year, 12, 31), today)
    first = _add_months(today.replace(day=1), ahead)
    if m[6] and m[7]:
        first = date(int(m[7]), MONTHS[m[6]], 1)
    elif m[6]:
        first = first.replace(month=MONTHS[m[6]], year=today.year + (MONTHS[m[6]] < today.month))
    last = first.replace(day=_length(first.year, first.month))
    return _part(m[1], first, first.replace(day=15), last, last, today)


def _part(word: str | None, first: date, middle: date, end: date, last: date, today: date) -> date:
    """The day of a period that `word` names, or today if that is past and the period is not."""
    named = {"s": end, "e": end, "m": middle}.get(word[0] if word and word not in ("start",) else "", first)
    return today if named < today <= last else named


def _by_dateutil(said: str, today: date) -> date | None:
    """What is left, with dateutil. Only with a month in letters: without one it guesses (ISO read day first)."""
    if not re.search(rf"\b(?:{_MONTH})\b", said):
        return None
    from datetime import datetime

    from board.when_words import swedish_parser

    read = []
    for default in (datetime(2001, 2, 3), datetime(2004, 5, 6)):  # noqa: DTZ001 - dates only
        try:
            read.append(swedish_parser().parse(said, default=default, dayfirst=True).date())
        except (ValueError, OverflowError, TypeError):
            return None
    one, other = read
    if one.day != other.day or one.month != other.month:
        return None
    return one if one.year == other.year else _next_date(one.month, one.day, today)
