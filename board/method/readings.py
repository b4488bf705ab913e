"""A reading as people type it: 12,5, 1 234,5, 60–111, ca 40, <5, 55 %, 3 av 8. What was typed is always kept.

A comma or a point is the decimal sign, and spaces stand between thousands. Where both signs are used the last one is
the decimal sign (1.234,5); one sign used several times stands between thousands (1.234.567); one sign used once is
always the decimal sign, as in Swedish: 1.234 is a little more than one.

A percentage is the number before its sign. `3 av 8` is a share, drawn as percent so that shares of different wholes
can be compared: 37.5. `3/8` is refused: beside days it may as well be one.

A last word of letters alone is a unit and is passed over: 12 min, 60–111 mm, 3 av 8 boende. One that has to do with
days (9 nov), that multiplies (2 tusen) or that something should follow (3 av) is no unit, and what has it is refused.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from board.errors import Problem
from board.swedish import loose_fold
from board.when_words import MONTHS, NAMED, WEEKDAYS

Kind: TypeAlias = Literal["exact", "span", "about", "below", "above"]

LONGEST = 400
"""Characters of a reading that are looked at: the largest number there is has 309 figures."""
REPEATED = 60
"""Characters of what was typed that a refusal carries."""


class Understood(NamedTuple):
    """A reading and how it was understood.

    value: the number to draw and reckon with, always finite: the number itself, the middle of a span, the bound of
        `<5` and `>20`.
    low, high: the least and the most that it says it can be; None where it does not say.
    kind: `exact`, `span`, `about` (ca 40), `below` (<5 and ≤5) or `above` (>20 and ≥20).
    typed: as it was typed, without the spaces around it.
    percent: whether it was typed as a percentage or a share, and `value` is in percent.
    """

    value: float
    low: float | None
    high: float | None
    kind: Kind
    typed: str
    percent: bool = False


_DASHES = str.maketrans({"\u2212": "-", "–": "-", "—": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-"})
_PLAIN = r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+"
_POWER = r"e[-+]?[0-9]{1,9}| ?[*·×x] ?10 ?\^ ?[-+]?[0-9]{1,9}| ?\^ ?[-+]?[0-9]{1,9}"
_NUMBER = rf"[-+]?(?:{_PLAIN})(?:{_POWER})?"
_PARTS = re.compile(rf"([-+]?)({_PLAIN})(?:({_POWER}))?")
_ONE = re.compile(_NUMBER)
_SPAN = re.compile(rf"({_NUMBER}) ?(?:-|\.\.\.?|…|till|to) ?({_NUMBER})")
_SHARE = re.compile(rf"({_NUMBER}) ?(?:av|of|utav) ?({_NUMBER})")
_FRACTION = re.compile(r"[0-9]+ ?/ ?[0-9]+(?: ?[/ ] ?[0-9]+)?")
# Words stand as loose_fold leaves them, without accents.
_ABOUT = re.compile(
    r"(?:cirka|circa|ca|c:a|ungefar|omkring|runt|about|around|approx|approximately|roughly)\b\.? ?|[~≈] ?"
)
_BELOW = re.compile(
    r"<=?|=<|≤|⩽|(?:mindre an|farre an|lagre an|hogst|under|upp till|less than|fewer than|at most|below)\b"
)
_ABOVE = re.compile(r">=?|=>|≥|⩾|(?:mer an|fler an|hogre an|minst|over|more than|at least|above)\b")
_NO_UNIT = frozenset((
    *MONTHS, *WEEKDAYS, *NAMED,
    *"hundra tusen tusental miljon miljoner miljard miljarder dussin".split(),
    *"hundred thousand thousands million millions billion billions dozen".split(),
    *"av of utav till to och and eller or ca cirka circa plus minus x".split(),
))  # fmt: skip
_NO_NUMBER = re.compile(r"[-+]? ?(?:nan|n/a|inf|infinity|∞|oandligt?|#[^ ]+)")


def understand(text: str) -> Understood:
    """What `text` says as a reading.

    Raises:
        Problem: `bad_reading` with `given` (at most 60 characters) and `reason`: `empty`, `text` (no number, or more
            than one), `not_finite` (NaN, infinity), `too_large` (above 1.8·10^308, or so near zero that it would be
            lost), `fraction` (3/8), `backwards` (a span from high to low) or `no_share` (9 av 8, a share of nothing).
    """
    typed = text.strip().strip("\ufeff\u200b").strip()
    said = " ".join(loose_fold(typed[: LONGEST + 1].translate(_DASHES).replace("'", " ")).split())
    if not said:
        _refuse(typed, "empty")
    if len(typed) > LONGEST:
        _refuse(typed, "text")
    if _NO_NUMBER.fullmatch(said):
        _refuse(typed, "not_finite")
    found = _read(said, typed)
    number = _without_unit(said)
    if found is None and number:
        said = number
        found = _read(said, typed)
    return found or _refuse(typed, "fraction" if _FRACTION.fullmatch(said) else "text")


def _without_unit(said: str) -> str:
    """What stands before a last word that is a unit; empty where there is none."""
    number, _, unit = said.rpartition(" ")
    return number if unit.isalpha() and unit not in _NO_UNIT else ""


def _read(said: str, typed: str) -> Understood | None:
    percent = said.endswith(("%", "procent", "percent"))
    if percent:
        said = re.sub(r" ?(?:%|procent|percent)$", "", said)
        said = re.sub(r" ?%(?= ?-)", "", said)
    if _ONE.fullmatch(said):
        value = _number(said, typed)
        return Understood(value, value, value, "exact", typed, percent)
    return _qualified(said, typed, percent)


def _refuse(typed: str, reason: str) -> NoReturn:
    raise Problem("bad_reading", given=typed[:REPEATED], reason=reason)


def _qualified(said: str, typed: str, percent: bool) -> Understood | None:
    """A span, a share, or a number with a word or a sign before it."""
    about = _ABOUT.match(said)
    bare = said[about.end() :] if about else said
    if span := _SPAN.fullmatch(bare):
        low, high = _number(span[1], typed), _number(span[2], typed)
        if low > high:
            _refuse(typed, "backwards")
        return Understood(middle(low, high), low, high, "span", typed, percent)
    if share := _SHARE.fullmatch(bare):
        part, whole = _number(share[1], typed), _number(share[2], typed)
        if percent or whole <= 0 or not 0 <= part <= whole:
            _refuse(typed, "no_share")
        value = part / whole * 100
        if about:
            return Understood(value, None, None, "about", typed, True)
        return Understood(value, value, value, "exact", typed, True)
    if about and _ONE.fullmatch(bare):
        return Understood(_number(bare, typed), None, None, "about", typed, percent)
    for sign, kind in ((_BELOW, "below"), (_ABOVE, "above")):
        if (found := sign.match(said)) and _ONE.fullmatch(bare := said[found.end() :].lstrip()):
            value = _number(bare, typed)
            if kind == "below":
                return Understood(value, None, value, "below", typed, percent)
            return Understood(value, value, None, "above", typed, percent)
    return None


def middle(low: float, high: float) -> float:
    """Halfway between two numbers, finite where they are."""
    between = (low + high) / 2
    return between if isfinite(between) else low / 2 + high / 2


def _number(said: str, typed: str) -> float:
    """The number that a match of _NUMBER stands for."""
    parts = _PARTS.fullmatch(said)
    if parts is None or (figures := _figures(parts[2])) is None:
        _refuse(typed, "text")
    power = parts[3] or "e0"
    if power.lstrip().startswith("^"):
        if figures != "10":
            _refuse(typed, "text")
        figures = "1"
    written = f"{figures}e{re.split(r'[e^]', power)[1].strip()}"
    value = float(parts[1] + written) + 0.0
    lost = value == 0 and re.search("[1-9]", written.partition("e")[0])
    if lost or not isfinite(value):
        _refuse(typed, "too_large")
    return value


def _figures(said: str) -> str | None:
    """Figures with a point for the decimal sign and nothing between thousands, or None if the signs make no number."""
    said = said.replace(" ", "")
    commas, points = said.count(","), said.count(".")
    if commas + points <= 1:
        return said.replace(",", ".")
    last = max(said.rfind(","), said.rfind("."))
    whole, decimals = (said[:last], said[last + 1 :]) if commas and points else (said, "")
    if commas and points and said.count(said[last]) > 1:
        return None
    thousands = re.split("[.,]", whole)
    if not 1 <= len(thousands[0]) <= 3 or any(len(group) != 3 for group in thousands[1:]):
        return None
    return "".join(thousands) + ("." + decimals if decimals else "")
