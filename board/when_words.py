"""The words that dates are typed with, in both languages, without accents (see when._plain)."""

from __future__ import annotations

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
WEEKDAYS = {word: i for i, words in enumerate(_DAY_WORDS) for word in words.split()}
"""Monday is 0."""
MONTHS = {word: i + 1 for i, words in enumerate(_MONTH_WORDS) for word in words.split()}
"""January is 1."""

_NUMBER_WORDS = (
    "en ett a an one", "tva two ett\\ par a\\ couple\\ of", "tre three", "fyra four", "fem five", "sex six",
    "sju seven", "atta eight", "nio nine", "tio ten", "elva eleven", "tolv twelve",
)  # fmt: skip
NUMBERS = {
    word.replace("\\", " "): i + 1 for i, words in enumerate(_NUMBER_WORDS) for word in words.replace("\\ ", "\\").split()
}

UNITS = {word: (1, 0) for word in ("d", "dag", "dagar", "dar", "day", "days")}
UNITS |= {word: (7, 0) for word in ("v", "w", "vecka", "veckor", "week", "weeks")}
UNITS |= {word: (0, 1) for word in ("m", "man", "manad", "manader", "mo", "month", "months")}
UNITS |= {word: (0, 3) for word in ("kvartal", "quarter", "quarters")}
UNITS |= {word: (0, 6) for word in ("halvar",)}
UNITS |= {word: (0, 12) for word in ("ar", "y", "year", "years")}
"""A unit's length as (days, months)."""


@cache
def swedish_parser() -> parser:
    """dateutil's parser with both languages' names, day before month."""
    from dateutil.parser import parser, parserinfo

    class Both(parserinfo):
        JUMP = [*parserinfo.JUMP, "den", "the", "av", "of", "i", "pa", "ar", "dag"]  # noqa: RUF012
        WEEKDAYS = [tuple(words.split()) for words in _DAY_WORDS]  # noqa: RUF012
        MONTHS = [tuple(words.split()) for words in _MONTH_WORDS]  # noqa: RUF012

    return parser(Both(dayfirst=True))
