"""A rhythm as people say it: var tredje tis 13.30, varannan vecka torsdagar 9–9.30, first tue of the month.

Both languages are understood, with or without å ä ö. What is not said is left to whoever asks: a day, a time.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from board.errors import Problem
from board.meeting.rhythm import MOST_MINUTES, MOST_MONTHS, MOST_WEEKS, Rhythm, Rule, meetings_between
from board.swedish import loose_fold
from board.when import parse_ahead
from board.when_words import WEEKDAYS

EXAMPLES = ("var tredje tis 13.30", "varannan tors 9-9.45", "första tis i månaden 14", "vardagar 8.45 15 min")
"""What is understood, shown when a rhythm was not."""
TIMES = ("13.30", "9", "13.30-14.15", "8.45 15 min")

_ORDERS = (
    "forsta first",
    "andra second",
    "tredje third",
    "fjarde fourth",
    "femte fifth",
    "sjatte sixth",
    "sjunde seventh",
    "attonde eighth",
)
_ORDER = {word: place + 1 for place, words in enumerate(_ORDERS) for word in words.split()}
_LAST = ("sista", "last")
_CLOCK = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
_SPAN = re.compile(rf"(?:kl\.? ?|at )?\b{_CLOCK} ?(?:-|–|till|to) ?{_CLOCK}(?=$|[ ,])")
_TIME = re.compile(
    r"(?:(?:kl\.? ?|at )([0-9]{1,2})(?:[.:]?([0-9]{2}))?|\b([0-9]{1,2})[.:]([0-9]{2}))(?=$|[ ,])"
)
_BARE = re.compile(r"\b([0-9]{1,2})([0-9]{2})?$")
_LONG = re.compile(r"\b([0-9]{1,3}) ?(min|minuter|minutes|h|tim|timme|timmar|hour|hours)\b")
_WORDS_BETWEEN = frozenset(
    "i pa den en gang ett om av varje var every each the of in on a och and vecka veckor veckan week weeks "
    "manad manaden manader month months once per".split()
)


class Spoken(NamedTuple):
    """What was said. `rule` has no days where none was said; `at` and `minutes` are None where they were not."""

    rule: Rule
    at: time | None = None
    minutes: int | None = None


def parse_rhythm(text: str) -> Spoken:
    """What a person said of how often.

    Raises:
        Problem: `bad_rhythm` with `given`; hints are EXAMPLES.
    """
    refused = Problem("bad_rhythm", EXAMPLES, given=" ".join(text.split())[:60])
    said = " ".join(loose_fold(text[:200]).replace("–", "-").replace(",", " ").split())
    rest, at, minutes = _clock_out(said)
    bare = _BARE.search(rest)
    if at is None and bare and not re.search(r"\b(?:var|varje|vart|every) $", rest[: bare.start()]):
        rest, at = rest[: bare.start()].strip(), _time(bare[1], bare[2])
    words = rest.split()
    if not words:
        raise refused
    days: list[int] = []
    count, nth, monthly, often = 1, 0, False, False
    for place, word in enumerate(words):
        day = _weekday(word)
        before = words[place - 1] if place else ""
        if day is not None:
            days.append(day)
        elif word in ("vardag", "vardagar", "weekday", "weekdays"):
            days, often = [0, 1, 2, 3, 4], True
        elif word in ("varannan", "vartannat", "other", "biweekly"):
            count, often = 2, True
        elif word in _LAST:
            nth = -1
        elif word in _ORDER or re.fullmatch(r"[0-9]{1,2}(?::?[ae]|e|st|nd|rd|th)?", word):
            number = _ORDER.get(word) or int(re.sub(r"\D", "", word))
            if before in ("var", "varje", "every", "vart"):
                count, often = number, True
            else:
                nth = number
        elif word not in _WORDS_BETWEEN:
            raise refused
        often = often or word in ("varje", "var", "every", "each", "vecka", "week", "weekly")
        monthly = monthly or word in ("manad", "manaden", "manader", "month", "months")
    days = sorted(set(days))
    if monthly:
        right = nth in (0, 1, 2, 3, 4, -1) and 1 <= count <= MOST_MONTHS and bool(days) >= bool(nth)
        rule = Rule(0, count, nth or 1, tuple(days))
    else:
        right = not nth and 1 <= count <= MOST_WEEKS and (often or bool(days))
        rule = Rule(count, 0, 0, tuple(days))
    if not right:
        raise refused
    return Spoken(rule, at, minutes)


def parse_time(text: str) -> tuple[time, int | None]:
    """A time of the day and, where it is said, how many minutes: 13.30, kl 9, 1330, 13.30-14.15, 8.45 15 min.

    Raises:
        Problem: `bad_time` with `given`; hints are TIMES.
    """
    said = " ".join(loose_fold(text[:60]).replace("–", "-").split())
    rest, at, minutes = _clock_out(said)
    if at is None and (bare := _BARE.search(rest)):
        rest, at = rest[: bare.start()].strip(), _time(bare[1], bare[2])
    if at is None or rest:
        raise Problem("bad_time", TIMES, given=" ".join(text.split())[:60])
    return at, minutes


def _weekday(word: str) -> int | None:
    """tis, tisdag, tisdagar, tuesdays."""
    for ending in ("", "ar", "s"):
        if word.endswith(ending) and (found := word[: len(word) - len(ending)]) in WEEKDAYS and word != "on":
            return WEEKDAYS[found]
    return None


def _clock_out(said: str) -> tuple[str, time | None, int | None]:
    """The words without their times, when, and how long."""
    minutes: int | None = None
    at: time | None = None
    if span := _SPAN.search(said):
        at, end = _time(span[1], span[2]), _time(span[3], span[4])
        if at is not None and end is not None and at < end:
            minutes = (_minute(end) - _minute(at)) or None
            said = said[: span.start()] + " " + said[span.end() :]
        else:
            at = None
    if long := _LONG.search(said):
        minutes = int(long[1]) * (1 if long[2].startswith("min") else 60)
        said = said[: long.start()] + " " + said[long.end() :]
    if at is None and (one := _TIME.search(said)):
        at = _time(one[1] or one[3], one[2] or one[4])
        if at is not None:
            said = said[: one.start()] + " " + said[one.end() :]
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        minutes = None
    return " ".join(said.split()), at, minutes


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(hour: str, minute: str | None) -> time | None:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


def parse_when(text: str, today: date, day: date, at: time) -> datetime:
    """When a single meeting is, as people say it: "tors 26/11 9.00", only a day or only a time; what is not said is
    `day`, `at`.

    Raises:
        Problem: `bad_date` or `bad_time`.
    """
    said = " ".join(loose_fold(text[:80]).replace("–", "-").split())
    rest, clock, _minutes = _clock_out(said)
    if not rest and clock is None:
        raise Problem("bad_time", TIMES, given=" ".join(text.split())[:60])
    return datetime.combine(parse_ahead(rest, today) if rest else day, clock or at)


def first_from(rule: Rule, at: datetime, on_red: bool) -> datetime:
    """The first day that a rule can begin with from a day on, that day included; its time is `at`'s. Every third week
    is counted from there."""
    each = rule._replace(weeks=min(rule.weeks, 1), months=min(rule.months, 1))
    found = meetings_between(Rhythm(each, at, on_red=on_red), at.date(), at.date() + timedelta(days=400))
    return found[0].start if found else at
