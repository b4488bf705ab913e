"""The day that a sentence about something that has happened says it happened: i går, i förrgår, i måndags, last friday.

Both languages are understood, also without å ä ö. Days in figures are left alone: they may be anything in a sentence.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from board.swedish import loose_fold
from board.when_words import WEEKDAYS

_AGO = {"i gar": 1, "igar": 1, "yesterday": 1, "i forrgar": 2, "iforrgar": 2, "day before yesterday": 2}
_WEEKDAY = (
    r"(?:i |last )(?P<day>man|tis|ons|tors|fre|lor|son|mon|tues|wednes|thurs|fri|satur|sun)da(?P<end>gs|y)"
)
_SAID = re.compile(
    rf"\b(?:(?P<ago>{'|'.join(sorted(_AGO, key=len, reverse=True))})|{_WEEKDAY})\b(?!['’]s)", re.IGNORECASE
)


def day_said(text: str, today: date) -> date | None:
    """The past day that a sentence names; None where it names none, or several. A weekday is the last such day."""
    found = {_day(match, today) for match in _SAID.finditer(" ".join(loose_fold(text).split()))}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str], today: date) -> date:
    if match["ago"]:
        return today - timedelta(days=_AGO[match["ago"]])
    weekday = WEEKDAYS[match["day"] + ("dag" if match["end"] == "gs" else "day")]
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
