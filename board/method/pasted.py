"""Many readings pasted at once: a line is a day and a reading, in any order, from a list or from a spreadsheet.

Between the two stands a tab, a semicolon, a bar or spaces (a comma after 2026-11-01): `1/11; 9`, `v 45 7`,
`2026-11-01 12,5`. A reading alone is of today. A reading is of a day that has been: a day without a year is the latest
such, a week its Monday, a month its first, and a day to come is refused. Days may come in any order and several times.
A first line of headings says which columns are meant. Of several columns that nobody named, those with text are passed
over, and one with another number is refused rather than guessed at.

Where spaces leave open what is day and what is reading (`nov 9`: the ninth, or nine in November?), the line is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from board.errors import Problem
from board.method.readings import REPEATED, Understood, understand
from board.swedish import loose_fold
from board.when import parse_date
from board.when_moment import parse_moment
from board.when_words import MONTH, MONTHS

DAY_NAMES = frozenset("datum dag dagar dat vecka manad tid date day week month time".split())
VALUE_NAMES = frozenset(
    "varde varden matvarde matvarden matning resultat utfall antal andel value values reading result count".split()
)

_MOST_WORDS, _DAY_WORDS, _LOOKED_AT = 12, 5, 3
"""Words of a line and of its day that are tried, and of its day where only the reason for refusing is looked for."""
_SEPARATORS = ("\t", ";", "|")
_COMMA = re.compile(r'"?([0-9]{4}-[0-9]{2}-[0-9]{2})"?\s*,\s*(.+)')
_WEEK = re.compile(r"(?:veckan|vecka|week|wk|v|w)\.? ?([0-9]{1,2})(?:[ /-]+([0-9]{4}))?")
_MONTH = re.compile(rf"({MONTH})\.?(?: ([0-9]{{4}}))?")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_DAY_OF_MONTH = re.compile("[12]?[0-9]|3[01]")
_SIGNED = re.compile("[-+−–] ?[0-9]+")
"""Elsewhere so many days from today; here rather a number."""
_DASH = re.compile("^[-–—=:] ")
"""A dash between the day and the reading, which is no minus: 1/11 - 9."""
_TORN = re.compile(r"\|0[0-9]{2}\b|(?:^| )(?:av|of|utav|till|to|ca|cirka|[^\w]+)\|", re.I)
"""A place where no day ends: before the last of 7 000, and after a word or a sign that belongs to a reading."""

_OfDay = Callable[[str], date]


class Row(NamedTuple):
    """A reading of a day, and the whole line as it was typed."""

    day: date
    reading: Understood
    line: str


def parse_paste(text: str, today: date) -> tuple[list[Row], list[tuple[int, Problem]]]:
    """(the readings in the order of their lines, the lines that are none: their number from 1, and why).

    Empty lines are passed over. The problems are `bad_reading` as of readings.understand, with these reasons besides:
    `no_day` (a column for the day, empty), `not_yet` (a day to come), `day_or_value` (may be read in two ways) and
    `several` (more numbers than one); and `bad_date` for a day that is not understood.
    """
    known: dict[str, date | Problem] = {}

    def of_day(said: str) -> date:
        found = known.get(said)
        if found is None:
            try:
                found = reading_day(said, today)
            except Problem as problem:
                found = problem
            known[said] = found
        if isinstance(found, Problem):
            raise found
        return found

    rows: list[Row] = []
    rejected: list[tuple[int, Problem]] = []
    columns: tuple[int, int] | None = None
    first = True
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        if first:
            first = False
            columns = _columns(line)
            if columns:
                continue
        try:
            rows.append(_row(line, columns, of_day, today))
        except Problem as problem:
            rejected.append((number, problem))
    return rows, rejected


def reading_day(said: str, today: date) -> date:
    """The day that a reading is of: the latest that `said` can mean, today at the latest.

    Raises:
        Problem: `bad_reading` with reason `not_yet` for a day to come, or `bad_date` as board.when.parse_date.
    """
    bare = said.strip(" .,:")
    if _SIGNED.fullmatch(bare):
        raise Problem("bad_date", given=bare[:REPEATED], reason="not_understood")
    found = _period(" ".join(loose_fold(bare[: 2 * REPEATED]).split()), today)
    if found is None:
        try:
            parse_date(bare, today)
        except Problem as problem:
            # A day with its weekday may be one of another year; anything else is no day in any.
            if problem.params["reason"] != "wrong_weekday":
                raise
        try:
            found = parse_moment(bare, datetime.combine(today, time(23, 59, 59), UTC)).date()
        except Problem as problem:
            if problem.params["reason"] != "not_yet":
                raise
    if found is None or found > today:
        raise Problem("bad_reading", given=said.strip()[:REPEATED], reason="not_yet")
    return found


def _period(plain: str, today: date) -> date | None:
    """The first day of a week or a month, the latest that has begun where no year is said."""
    with suppress(ValueError):
        if week := _WEEK.fullmatch(plain):
            number = int(week[1])
            if week[2]:
                return date.fromisocalendar(int(week[2]), number, 1)
            years = range(today.year + 1, today.year - 8, -1)
            return max(
                (day for year in years if (day := _monday(year, number)) and day <= today), default=None
            )
        if month := _MONTH.fullmatch(plain):
            first = date(int(month[2] or today.year), MONTHS[month[1]], 1)
            return first if month[2] or first <= today else first.replace(year=today.year - 1)
        if month := _YEAR_MONTH.fullmatch(plain):
            return date(int(month[1]), int(month[2]), 1)
    return None


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _columns(line: str) -> tuple[int, int] | None:
    """(the day's column, the reading's) of a line of headings, or None where the line is none."""
    fields = _fields(line) or [part for part in re.split(r"\s*,\s*|\s+", line.strip()) if part]
    names = [loose_fold(field).strip(" .:") for field in fields]
    day = next((i for i, name in enumerate(names) if name in DAY_NAMES), None)
    value = next((i for i, name in enumerate(names) if name in VALUE_NAMES), None)
    if (day is None and value is None) or any(_is_reading(field) for field in fields):
        return None
    if len(fields) == 1:
        return 0, 0
    if day is None:
        day = 0 if value else 1
    return day, value if value is not None else int(day == 0)


def _fields(line: str) -> list[str] | None:
    """The columns of a line that has a separator, without their quotation marks and without empty ones at its end."""
    for separator in _SEPARATORS:
        if separator in line:
            fields = [field.strip().strip('"').strip() for field in line.split(separator)]
            while fields and not fields[-1]:
                fields.pop()
            return fields
    comma = _COMMA.fullmatch(line.strip())
    return [comma[1], comma[2].strip('"')] if comma else None


def _row(line: str, columns: tuple[int, int] | None, of_day: _OfDay, today: date) -> Row:
    fields = _fields(line)
    if fields is None or (len(fields) == 1 and columns is None):
        return _of_words(fields[0] if fields else line.strip(), line, of_day, today)
    if not fields:
        raise _refused(line, "empty")
    at_day, at_value = columns or (0, 1)
    if columns is None and any(extra and _is_reading(extra) for extra in fields[2:]):
        raise _refused(line, "several")
    day, value = (fields[at] if at < len(fields) else "" for at in (at_day, at_value))
    if at_day == at_value:
        return Row(today, understand(value), line)
    if not day:
        raise _refused(line, "no_day")
    return Row(of_day(day), understand(value), line)


def _refused(line: str, reason: str) -> Problem:
    return Problem("bad_reading", given=line.strip()[:REPEATED], reason=reason)


def _is_reading(text: str) -> bool:
    try:
        understand(text)
    except Problem:
        return False
    return True


def _of_words(said: str, line: str, of_day: _OfDay, today: date) -> Row:
    """A line with spaces only: a reading of today, or a day and then a reading."""
    with suppress(Problem):
        return Row(today, understand(said), line)
    words = said.split()
    if len(words) > _MOST_WORDS:
        raise _refused(line, "text")
    splits = [
        (" ".join(words[:n]), _DASH.sub("", " ".join(words[n:])))
        for n in range(1, min(len(words), _DAY_WORDS + 1))
    ]
    ways: list[Row] = []
    refused: Problem | None = None
    for day, rest in splits:
        if not _TORN.search(f"{day}|{rest}") and _is_reading(rest):
            try:
                ways.append(Row(of_day(day), understand(rest), line))
            except Problem as problem:
                refused = problem if refused is None or problem.code == "bad_reading" else refused
    if len(ways) > 1 or (ways and _is_month_and_day(words)):
        raise _refused(line, "day_or_value")
    if ways:
        return ways[0]
    raise refused or _why_not(said, splits, of_day)


def _is_month_and_day(words: Sequence[str]) -> bool:
    """`nov 9`: the ninth, without a reading, or nine in November."""
    month, *rest = words
    return (
        len(rest) == 1 and loose_fold(month).strip(".") in MONTHS and bool(_DAY_OF_MONTH.fullmatch(rest[0]))
    )


def _why_not(said: str, splits: Sequence[tuple[str, str]], of_day: _OfDay) -> Problem:
    """What is wrong with a line where no end of it is a reading."""
    with suppress(Problem):
        of_day(said)
        return _refused(said, "empty")
    for day, rest in splits[:_LOOKED_AT]:
        with suppress(Problem):
            of_day(day)
            return _refused(rest, "text")
    return _refused(said, "text")
