"""The parts of reading a date that count from today: words, offsets, weeks, weekdays and periods.

Each reader takes the plain text (see when) and today; it gives a date, None where the text is not its own, or
raises Impossible where it is but there is no such day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from board.when_words import DAY, MONTH, MONTHS, NAMED, NUMBER, NUMBERS, UNIT, UNITS, WEEKDAYS

_WEEK = "(?:veckan|vecka|week|wk|v|w)"
_THIS = "(?:den har|denna|this)"
_NEXT = "(?:nasta|nastkommande|kommande|next|coming)"
_YEARS_AHEAD = 13


class Impossible(ValueError):
    """Understood, but no such day: the reason as a code, and what may have been meant."""

    def __init__(self, reason: str, *hints: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hints = hints


def named(said: str, today: date) -> date | None:
    """idag, i övermorgon, yesterday."""
    days = NAMED.get(said)
    return None if days is None else today + timedelta(days=days)


def offset(said: str, today: date) -> date | None:
    """om 3 veckor, in a month, +3d, 2 days ago."""
    m = re.fullmatch(rf"(om|in|\+|-|for)? ?([0-9]{{1,6}}|{NUMBER}) ?({UNIT})?( sedan| ago| from now)?", said)
    if not m or not (m[3] or m[1] in ("+", "-")):
        return None
    count = int(m[2]) if m[2].isdigit() else NUMBERS[m[2]]
    if m[1] in ("-", "for") or m[4] in (" sedan", " ago"):
        count = -count
    days, months = UNITS[m[3] or "d"]
    return add_months(today, count * months) + timedelta(days=count * days)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month. OverflowError outside 1–9998."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise OverflowError
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    return ((date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)).day


def week(said: str, today: date) -> date | None:
    """v 48, vecka 48 2027, mån v 49, 2026-W49-3."""
    m = re.fullmatch(
        rf"(?:({DAY}) (?:i |of |in )?)?(?:([0-9]{{4}})[- ]?)?{_WEEK} ?([0-9]{{1,2}})"
        rf"(?:[ /-]+([0-9]{{4}}))?(?:[ -](?:({DAY})|([1-7])))?",
        said,
    )
    if not m or (m[2] and m[4]):
        return None
    name = m[1] or m[5]
    number, year, day = int(m[3]), m[2] or m[4], WEEKDAYS[name] + 1 if name else int(m[6] or 0)
    if year:
        found = _of_week(int(year), number, day or 1)
        if found is None:
            raise Impossible("no_such_week")
        return found
    for candidate in range(today.isocalendar().year, today.year + _YEARS_AHEAD):
        found = _of_week(candidate, number, day or 7)
        if found is not None and found >= today:
            return found if day else max(found - timedelta(days=6), today)
    raise Impossible("no_such_week")


def _of_week(year: int, number: int, day: int) -> date | None:
    try:
        return date.fromisocalendar(year, number, day)
    except ValueError:
        return None


def weekday(said: str, today: date) -> date | None:
    """fre, nästa fredag, fredag nästa vecka, i fredags."""
    nearest = rf"({DAY}) {_NEXT} (?:vecka|week)|{_NEXT} (?:vecka|week) (?:pa )?({DAY})|{_NEXT} ({DAY})"
    if m := re.fullmatch(nearest, said):
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=WEEKDAYS[m[1] or m[2] or m[3]])
    if m := re.fullmatch(rf"(?:forra|last) ({DAY})|i ({DAY})s", said):
        return today - timedelta(days=(today.weekday() - WEEKDAYS[m[1] or m[2]] - 1) % 7 + 1)
    if m := re.fullmatch(rf"(?:{_THIS} )?({DAY})", said):
        return today + timedelta(days=(WEEKDAYS[m[1]] - today.weekday() - 1) % 7 + 1)
    return None


def next_date(month: int, day: int, today: date) -> date:
    """The next such date, today included; 29 February may be some years off. Impossible if there is none."""
    for year in range(today.year, today.year + _YEARS_AHEAD):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Impossible("no_such_day")


def next_day(day: int, today: date) -> date:
    """The next day of that number in a month, today included. Impossible if there is none."""
    for months in range(3):
        first = add_months(today.replace(day=1), months)
        if 1 <= day <= _length(first.year, first.month) and first.replace(day=day) >= today:
            return first.replace(day=day)
    raise Impossible("no_such_day")


_SHORT = {
    "manadsslutet": "slutet av manaden",
    "manadsskiftet": "slutet av manaden",
    "eom": "slutet av manaden",
    "eow": "slutet av veckan",
    "arsskiftet": "slutet av aret",
    "eoy": "slutet av aret",
}
_PERIOD = (
    r"(?:i )?(?:(slutet|end|mitten|middle|borjan|start|beginning) (?:av|pa|i|of)(?: the)? )?"
    rf"(?:({_NEXT}|{_THIS}) )?"
    rf"(?:(veckan?|week)|(manad(?:en)?|month)|(aret|ar|year|[0-9]{{4}})|({MONTH}))(?: ([0-9]{{4}}))?"
)


def period(said: str, today: date) -> date | None:
    """nästa vecka, slutet av månaden, mitten av mars, i helgen: a part of a week, a month or a year."""
    if said in ("helgen", "weekend", "the weekend", "i helgen"):
        return max(today, today + timedelta(days=5 - today.weekday()))
    if (m := re.fullmatch(r"(?:slutet|end) (?:av|pa|of) (.*)", said)) and (day := week(m[1], today)):
        return max(day, day + timedelta(days=4 - day.weekday()))
    m = re.fullmatch(_PERIOD, _SHORT.get(said, said))
    if not m or not (m[1] or m[2] or m[6]) or (m[7] and not m[6]):
        return None
    ahead = 1 if m[2] and re.fullmatch(_NEXT, m[2]) else 0
    if m[3]:
        first = today + timedelta(days=7 * ahead - today.weekday())
        working = first + timedelta(days=4)
        return _part(m[1], first, first + timedelta(days=2), working, first + timedelta(days=6), today)
    if m[5]:
        year = int(m[5]) if m[5].isdigit() else today.year + ahead
        return _part(m[1], date(year, 1, 1), date(year, 7, 1), date(year, 12, 31), date(year, 12, 31), today)
    first = _first_of_month(m[6], m[7], ahead, today)
    last = first.replace(day=_length(first.year, first.month))
    return _part(m[1], first, first.replace(day=15), last, last, today)


def _first_of_month(name: str | None, year: str | None, ahead: int, today: date) -> date:
    if not name:
        return add_months(today.replace(day=1), ahead)
    month = MONTHS[name]
    return date(int(year) if year else today.year + (month < today.month), month, 1)


def _part(word: str | None, first: date, middle: date, end: date, last: date, today: date) -> date:
    """The day of a period that `word` names, or today if that is past and the period is not."""
    wanted = first
    if word in ("slutet", "end"):
        wanted = end
    elif word in ("mitten", "middle"):
        wanted = middle
    return today if wanted < today <= last else wanted
