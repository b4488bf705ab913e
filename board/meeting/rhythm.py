"""A board's meetings as a rhythm: every third Tuesday at 13.30, not on red days, none in July, one of them moved.

The rhythm is a recurrence of RFC 5545 on the board's own document, in the few forms that `Rule` has; a moved or
cancelled meeting is an element of a map there, by the day that it would have been, so that two people can change two
meetings at once. Times are the wall clock's of the place: 13.30 stays 13.30 over summer time, so nothing here has a
time zone, and `now` is read as the clock port gives it, local. What another replica wrote and this cannot read counts
as no rhythm, and `trouble` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from board.codes import RHYTHM_DAYS as USUAL_DAYS
from board.errors import Problem
from board.model import BOARD_ID
from board.ports import Doc, Snapshot
from board.red_days import is_free
from board.values import map_in, text_in

RULE, START, MINUTES, PLACE, RED = FIELDS = (
    "meeting_rule",
    "meeting_start",
    "meeting_minutes",
    "meeting_place",
    "meeting_red",
)
"""Fields of the board: the rule, the first meeting as local `YYYY-MM-DDTHH:MM`, how long, where, and whether it is
held on red days too."""
BUT = "meeting_but"
"""A map: the day that a meeting would have been on, to when it is instead; CANCELLED where it is not held. A day that
has none by the rule, and itself as the value, is a meeting of its own."""
CANCELLED = "cancelled"
LEAST_DAYS = 7
"""A short meeting every day is no reason to say after a weekend that something stands still."""
USUAL_MINUTES = 60
MOST_MINUTES = 600
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_WEEKS, MOST_MONTHS, LEAST_OF_YEAR = 13, 3, 9
"""Rarer than this, or in fewer months of the year, is no rhythm; and every rule within it has a next meeting."""
JULY = 7
_FAR = timedelta(days=800)
_LONG_AGO = timedelta(days=366)
_YEARS = range(1970, 2200)


class Rule(NamedTuple):
    """Every `weeks` weeks on `days` (Monday is 0), or every `months` months on the `nth` of them: 1 to 4, -1 the last.

    but: months without meetings, 1 to 12.
    """

    weeks: int
    months: int
    nth: int
    days: tuple[int, ...]
    but: tuple[int, ...] = ()

    def text(self) -> str:
        """The rule as RFC 5545 writes it."""
        monthly = self.months > 0
        days = ",".join(f"{self.nth if monthly else ''}{DAY_CODES[day]}" for day in self.days)
        parts = [f"FREQ={'MONTHLY' if monthly else 'WEEKLY'}"]
        if (self.months or self.weeks) > 1:
            parts.append(f"INTERVAL={self.months or self.weeks}")
        parts.append(f"BYDAY={days}")
        if self.but:
            parts.append("BYMONTH=" + ",".join(str(n) for n in range(1, 13) if n not in self.but))
        return ";".join(parts)


class Rhythm(NamedTuple):
    """A rule from a first meeting on. on_red: also held on red days and the three eves.

    but: the day of a meeting by the rule to when it is instead, None where it is not held.
    """

    rule: Rule | None
    start: datetime | None
    minutes: int = USUAL_MINUTES
    place: str = ""
    on_red: bool = False
    but: Mapping[date, datetime | None] = {}


class Meeting(NamedTuple):
    """A meeting to come or that was. `day` is what it would have been on, and names it; times are local.

    moved: it is not when the rule says. own: no meeting by the rule, but one that was booked.
    """

    day: date
    start: datetime
    minutes: int
    place: str
    moved: bool = False
    own: bool = False

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


# --- what the board says


def parse_rule(text: object) -> Rule | None:
    """The rule in a text of RFC 5545, or None where it is none of ours. Understands what `Rule.text` writes, in any
    order, with the defaults of the RFC spelled out."""
    if not isinstance(text, str) or len(text) > 200:
        return None
    parts: dict[str, str] = {}
    for one in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, _equals, value = one.partition("=")
        if name in parts or not value:
            return None
        parts[name] = value
    freq, weeks_begin = parts.pop("FREQ", ""), parts.pop("WKST", "MO")
    interval, days = _count(parts.pop("INTERVAL", "1")), _days_in(parts.pop("BYDAY", ""))
    months = _months_in(parts.pop("BYMONTH", None))
    if parts or not days or months is None or weeks_begin != "MO" or len(set(days)) != len(days):
        return None
    but = tuple(sorted(set(range(1, 13)) - set(months)))
    nths, only = {nth for nth, _day in days}, tuple(sorted(day for _nth, day in days))
    if freq == "WEEKLY" and nths == {0} and 1 <= interval <= MOST_WEEKS:
        return Rule(interval, 0, 0, only, but)
    if freq == "MONTHLY" and len(nths) == 1 and nths <= {1, 2, 3, 4, -1} and 1 <= interval <= MOST_MONTHS:
        return Rule(0, interval, nths.pop(), only, but)
    return None


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0


def _days_in(text: str) -> list[tuple[int, int]]:
    """[(which of them in the month, 0 for each; weekday)]; empty where one is not understood."""
    found = []
    for one in text.split(","):
        day = re.fullmatch(r"([+-]?[0-9])?(MO|TU|WE|TH|FR|SA|SU)", one)
        if day is None:
            return []
        found.append((int(day[1] or 0), DAY_CODES.index(day[2])))
    return found


def _months_in(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return tuple(range(1, 13))
    months = [_count(one) for one in text.split(",")]
    right = all(1 <= month <= 12 for month in months) and len(set(months)) == len(months) >= LEAST_OF_YEAR
    return tuple(months) if right else None


def local(text: object) -> datetime | None:
    """A local `YYYY-MM-DDTHH:MM` as stored, to the minute; None for anything else."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def rhythm_of(board: Snapshot) -> Rhythm | None:
    """What the board says of its meetings; None where it says nothing that can be read."""
    return _rhythm_in(board.get("board", BOARD_ID) or {})


def _rhythm_in(doc: Doc) -> Rhythm | None:
    rule, start = parse_rule(doc.get(RULE)), local(doc.get(START))
    but = dict(_exceptions(map_in(doc, BUT)))
    if rule is None or start is None:
        rule = start = None
        if not but:
            return None
    minutes = doc.get(MINUTES)
    whole = isinstance(minutes, int) and not isinstance(minutes, bool) and 1 <= minutes <= MOST_MINUTES
    long = int(minutes) if whole and isinstance(minutes, int) else USUAL_MINUTES
    return Rhythm(rule, start, long, text_in(doc, PLACE) or "", bool(doc.get(RED)), but)


def _exceptions(given: Mapping[str, Any]) -> Iterator[tuple[date, datetime | None]]:
    for key, value in given.items():
        at = local(value)
        try:
            day = date.fromisoformat(key)
        except ValueError:
            continue
        if len(key) == 10 and day.year in _YEARS and (at is not None or value == CANCELLED):
            yield day, at


def stay(doc: Doc, cells: Mapping[str, Any], today: date) -> dict[str, str | None]:
    """The cells by which meetings that somebody moved to `today` or later are held also when `cells` give the board
    another rhythm, that has none on the day they were moved from: as meetings of their own."""
    old = _rhythm_in(doc)
    if old is None or not set(cells) & {RULE, START, RED}:
        return {}
    new = _rhythm_in({**doc, **cells})
    found: dict[str, str | None] = {}
    for day, at in old.but.items():
        lost = at is not None and at.date() not in (day, *(d for d, to in old.but.items() if to is not None))
        if at is None or not lost or at.date() < today or not is_by_rule(old, day):
            continue
        if new is None or not is_by_rule(new, day):
            found |= {
                f"{BUT}/{day.isoformat()}": None,
                f"{BUT}/{at.date().isoformat()}": at.isoformat(timespec="minutes"),
            }
    return found


def trouble(board: Snapshot) -> str | None:
    """The field whose value cannot be read, where the board has a rhythm that counts as none for it."""
    doc = board.get("board", BOARD_ID) or {}
    if doc.get(RULE) and parse_rule(doc.get(RULE)) is None:
        return RULE
    return START if doc.get(RULE) and local(doc.get(START)) is None else None


def checked(name: str, value: Any) -> Any:
    """A field of FIELDS as it may be stored; nothing clears it.

    Raises:
        Problem: `bad_rhythm` for a rule or a first meeting that is not understood, `bad_number` with the range,
            `unknown_field`.
    """
    if name not in FIELDS:
        raise Problem("unknown_field", FIELDS, field=name[:40])
    if name == RED:
        return True if value in (True, 1, "1", "ja", "yes", "true") else None
    if value in (None, ""):
        return None
    if name == RULE:
        rule = parse_rule(value)
        if rule is None:
            raise Problem("bad_rhythm", given=str(value)[:60])
        return rule.text()
    if name == START:
        if local(value) is None:
            raise Problem("bad_rhythm", given=str(value)[:60])
        return value
    if name == MINUTES:
        minutes = _count(str(value).strip())
        if not 1 <= minutes <= MOST_MINUTES:
            raise Problem("bad_number", field=name, low=1, high=MOST_MINUTES)
        return minutes
    from board import text

    return text.line(str(value), name) or None


# --- when they are


def meetings_between(rhythm: Rhythm, first: date, last: date) -> tuple[Meeting, ...]:
    """Those that begin from `first` to `last`, both included, in time order; cancelled ones are not there."""
    found = []
    for day in _by_rule(rhythm, first, last):
        if day not in rhythm.but and rhythm.start is not None:
            at = datetime.combine(day, rhythm.start.time())
            found.append(Meeting(day, at, rhythm.minutes, rhythm.place))
    for day, moved_to in rhythm.but.items():
        if moved_to is None or not first <= moved_to.date() <= last:
            continue
        by_rule = is_by_rule(rhythm, day)
        if by_rule or moved_to.date() == day:
            found.append(Meeting(day, moved_to, rhythm.minutes, rhythm.place, by_rule, not by_rule))
    return tuple(sorted(found, key=lambda one: (one.start, one.day)))


def is_by_rule(rhythm: Rhythm, day: date) -> bool:
    """Whether the rule has a meeting on a day, red days and free months taken away."""
    return any(_by_rule(rhythm, day, day))


def red_days_hit(rhythm: Rhythm, first: date, last: date) -> tuple[date, ...]:
    """Days when the rule alone would have a meeting that is not held since the day is red or an eve."""
    if rhythm.on_red:
        return ()
    return tuple(day for day in _by_rule(rhythm._replace(on_red=True), first, last) if is_free(day))


def next_meetings(board: Snapshot, now: datetime, n: int = 1) -> tuple[Meeting, ...]:
    """The next `n` meetings, the one that is going on included; fewer where there are no more within two years."""
    rhythm = rhythm_of(board)
    return next_of(rhythm, now, n) if rhythm is not None else ()


def next_of(rhythm: Rhythm, now: datetime, n: int = 1) -> tuple[Meeting, ...]:
    """The next `n` of a rhythm, as next_meetings."""
    here = now.replace(tzinfo=None)
    coming: tuple[Meeting, ...] = ()
    for far in (timedelta(days=60) * n, _FAR):
        found = meetings_between(rhythm, here.date() - timedelta(days=1), here.date() + far)
        coming = tuple(one for one in found if one.end > here)[:n]
        if len(coming) == n:
            break
    return coming


def missed(board: Snapshot, now: datetime, held: date | None = None) -> tuple[Meeting, ...]:
    """Meetings of the last year that were to be after the day when one was last held, and have ended."""
    rhythm = rhythm_of(board)
    if rhythm is None:
        return ()
    here = now.replace(tzinfo=None)
    since = max(held + timedelta(days=1) if held else date.min, here.date() - _LONG_AGO)
    return tuple(one for one in meetings_between(rhythm, since, here.date()) if one.end <= here)


def rhythm_days(board: Snapshot) -> int:
    """Days from one meeting to the next as a rule, LEAST_DAYS at least; USUAL_DAYS where there is no rhythm."""
    rhythm = rhythm_of(board)
    if rhythm is None or rhythm.rule is None:
        return USUAL_DAYS
    rule = rhythm.rule
    return max(round((rule.weeks * 7 or rule.months * 30.44) / len(rule.days)), LEAST_DAYS)


def _by_rule(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    """Days by the rule from `first` to `last`. It is begun near `first`, so that an old rhythm costs no more."""
    rule, start = rhythm.rule, rhythm.start
    if rule is None or start is None or last < start.date() or first > last:
        return
    from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

    first = max(first, start.date())
    months = [month for month in range(1, 13) if month not in rule.but] if rule.but else None
    if rule.weeks:
        begin = start.date() + timedelta(
            weeks=(first - start.date()).days // (7 * rule.weeks) * rule.weeks - rule.weeks
        )
        begin = max(begin, start.date())
        days = [weekday(day) for day in rule.days]
    else:
        whole = (first.year - start.year) * 12 + first.month - start.month
        begin = _month_on(start.date(), whole // rule.months * rule.months)
        days = [weekday(day, rule.nth) for day in rule.days]
    found = rrule(
        WEEKLY if rule.weeks else MONTHLY,
        dtstart=_midnight(begin),
        interval=rule.weeks or rule.months,
        byweekday=days,
        bymonth=months,
        until=_midnight(last),
    )
    for moment in found:
        day = moment.date()
        if day >= first and (rhythm.on_red or not is_free(day)):
            yield day


def _month_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    """The day as dateutil wants it, which knows no days without a time."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local times have no zone here
