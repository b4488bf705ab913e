"""The words that dates are typed with, in both languages, without accents (see when)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.parser import parser

_DAY_WORDS = (
    "mandag mandagen man ma monday mon",
    "tisdag tisdagen tis ti tuesday tues tue",
    "onsdag onsdagen ons on wednesday weds wed",
    "torsdag torsdagen tors tor to thursday thurs thur thu",
    "fredag fredagen fre fr friday fri",
    "lordag lordagen lor lo saturday sat",
    "sondag sondagen son so sunday sun",
)
_MONTH_WORDS = (
    "januari january jan",
    "februari february feb febr",
    "mars march mar",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "augusti august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_NUMBER_WORDS = (
    ("en", "ett", "a", "an", "one"),
    ("tva", "two", "ett par", "a couple of"),
    ("tre", "three"),
    ("fyra", "four"),
    ("fem", "five"),
    ("sex", "six"),
    ("sju", "seven"),
    ("atta", "eight"),
    ("nio", "nine"),
    ("tio", "ten"),
    ("elva", "eleven"),
    ("tolv", "twelve"),
)
_UNIT_WORDS = {
    (1, 0): "d dag dagar dar day days",
    (7, 0): "v w vecka veckor week weeks",
    (0, 1): "m man manad manader mo month months",
    (0, 3): "kvartal quarter quarters",
    (0, 6): "halvar",
    (0, 12): "ar y year years",
}

WEEKDAYS = {word: i for i, words in enumerate(_DAY_WORDS) for word in words.split()}
"""Monday is 0."""
MONTHS = {word: i + 1 for i, words in enumerate(_MONTH_WORDS) for word in words.split()}
"""January is 1."""
NUMBERS = {word: i + 1 for i, words in enumerate(_NUMBER_WORDS) for word in words}
UNITS = {word: length for length, words in _UNIT_WORDS.items() for word in words.split()}
"""A unit's length as (days, months)."""
_SPAN_WORDS = {
    1: "min minut minuter mins minute minutes",
    15: "kvart",
    30: "halvtimme halvtimmar",
    60: "h t tim timme timmar hr hrs hour hours",
}
SPANS = {word: minutes for minutes, words in _SPAN_WORDS.items() for word in words.split()}
"""A span's length in minutes."""
NAMED = {
    **dict.fromkeys(("idag", "i dag", "today", "nu", "now", "ikvall", "i kvall", "tonight"), 0),
    **dict.fromkeys(("imorgon", "i morgon", "imorron", "i morron", "imorn", "i morn", "tomorrow", "tmrw"), 1),
    **dict.fromkeys(("i overmorgon", "iovermorgon", "overmorgon"), 2),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow"), 2),
    **dict.fromkeys(("igar", "i gar", "yesterday"), -1),
    **dict.fromkeys(("i forrgar", "iforrgar", "forrgar"), -2),
    "om fjorton dagar": 14,
}
"""Days from today."""


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


DAY, MONTH, NUMBER, UNIT = _either(WEEKDAYS), _either(MONTHS), _either(NUMBERS), _either(UNITS)
SPAN = _either(SPANS)
"""Any one of the words, for a regular expression; longest first."""


@cache
def both_languages() -> parser:
    """dateutil's parser with both languages' names, the day before the month."""
    from dateutil.parser import parser, parserinfo

    class Words(parserinfo):
        def __init__(self) -> None:
            self.JUMP = [*parserinfo.JUMP, "den", "the", "av", "of", "i", "pa", "ar", "dag"]
            # The stubs say class variables of pairs; dateutil reads them from the instance and takes any number.
            self.WEEKDAYS = [tuple(words.split()) for words in _DAY_WORDS]  # type: ignore[misc]
            self.MONTHS = [tuple(words.split()) for words in _MONTH_WORDS]  # type: ignore[misc]
            super().__init__(dayfirst=True)

    return parser(Words())
