"""Swedish personal identity numbers in free text: nobody's personnummer or samordningsnummer is to stand on a board.

Ten or twelve digits, with or without dash, plus or space, whose date there is and whose last digit is the right one.
board/text.py asks here at every door. What somebody has confirmed to be something else is let in while `Confirming` is
in force, and the line says that it was (`noted`), never what the number was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar, Token
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from board.errors import Problem

if TYPE_CHECKING:
    from board.ports import Draft

_T = TypeVar("_T")
CONFIRMED = "confirmed:not_identity_number"
"""Ends the reason (`why`) of a line with a number that somebody has confirmed to be something else."""

_CENTURIES = range(18, 21)
_BEFORE_A_PHONE = 24
"""Letters before a number in which a word such as "tel" makes it a telephone number."""


class Found(NamedTuple):
    """Where a number stands in a text, from `start` up to `end`."""

    start: int
    end: int


@cache
def _number() -> re.Pattern[str]:
    dash = r"[-+\u2010-\u2015\u2212\ufe63\uff0b\uff0d]"
    return re.compile(
        r"(?<![\d_])(?<!\d[.,:/\-])"
        r"(?P<century>\d\d)?(?P<year>\d\d)(?P<mark>[-/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
        rf"(?P<between> ?{dash} ?| ?)(?P<last>\d{{4}})"
        r"(?![\d_])(?![.,:/\-]\d)"
    )


@cache
def _word_before() -> re.Pattern[str]:
    return re.compile(r"(?:pnr|nr|nummer|född|f)[.:]?$", re.IGNORECASE)


@cache
def _phone_before() -> re.Pattern[str]:
    return re.compile(r"\b(?:tele|tel\b|tfn|mobil|ring|sms|swish|fax|nås|phone|call)", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """The places in `text` where an identity number stands, in order."""
    if len(text) < 10 or not any(letter.isdigit() for letter in text):
        return
    for match in _number().finditer(text):
        if _is_real(match) and _stands_alone(match, text):
            yield Found(match.start(), match.end())


def stands_in(text: str) -> bool:
    """Whether there is an identity number in `text`."""
    return next(find(text), None) is not None


def _is_real(match: re.Match[str]) -> bool:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if match["century"] is not None:
        century = int(match["century"])
        if century not in _CENTURIES or (century == _CENTURIES[0] and year < 80):
            return False
        year += 100 * century
    else:
        year += 2000  # a leap year there is one in every century that a person of today may be born in
    day -= 60 if day > 60 else 0
    if not 1 <= month <= 12 or not 1 <= day <= _days(year, month):
        return False
    digits = [int(digit) for part in ("year", "month", "day", "last") for digit in match[part]]
    doubled = [digit * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Whether the digits are a number of their own, and neither a part of something longer nor a day and a time."""
    before, after = text[: match.start()], text[match.end() :]
    between, bare = match["between"], not match["between"] and not match["mark"]
    if match["mark"] and not between:
        return False
    if between == " ":
        if match["mark"] and int(match["last"][:2]) < 24 and int(match["last"][2:]) < 60:
            return False
        if re.search(r"\d{3} $", before[-4:]) or re.match(r" \d{3}", after):
            return False
    if bare:
        if after[:1].isalpha() or (before[-1:].isalpha() and _word_before().search(before[-10:]) is None):
            return False
        if match["year"][0] == "0" and _phone_before().search(before[-_BEFORE_A_PHONE:]) is not None:
            return False
    return True


_confirming: ContextVar[bool] = ContextVar("confirming", default=False)


class Confirming:
    """While in force, in this thread: numbers are let in, since a person has said that they are something else."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        self._token: Token[bool] = _confirming.set(True)

    def __exit__(self, *_error: object) -> None:
        _confirming.reset(self._token)


def carried(work: Callable[[], _T]) -> Callable[[], _T]:
    """Work to be done later, perhaps in another thread, under what is in force now."""
    if not confirming():
        return work

    def confirmed() -> _T:
        with Confirming():
            return work()

    return confirmed


def confirming() -> bool:
    """Whether what looks like a number is let in just now."""
    return _confirming.get()


def guard(text: str, field: str) -> None:
    """Refuse a text with an identity number in it.

    Raises:
        Problem: `identity_number` with the field, the row, the character and the word in it (all from 1) and what the
            number begins with, four digits that find it again; never the number.
    """
    found = next(find(text), None)
    if found is not None and not confirming():
        row = text.count("\n", 0, found.start) + 1
        begins = text.rfind("\n", 0, found.start) + 1
        word = len(text[begins : found.start + 1].split())
        raise Problem(
            "identity_number",
            field=field,
            row=row,
            at=found.start - begins + 1,
            word=word,
            begins=text[found.start : found.start + 4],
        )


_MADE = frozenset({"rank", "source", "salt", "sealed", "created", "since", "by"})
"""Cells that nobody writes by hand."""


def in_cells(cells: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells with a number in them, in their name or in their text, and that text."""
    for cell, value in cells.items():
        field, _, element = cell.partition("/")
        if field not in _MADE:
            for text in (value, element):
                if isinstance(text, str) and stands_in(text):
                    yield cell, text
                    break


def noted(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts, those with a number in them saying in their reason that somebody has confirmed what it is."""
    return [_noted(draft) for draft in drafts] if confirming() else drafts


def _noted(draft: Draft) -> Draft:
    texts = any(True for change in draft.changes for _ in in_cells(change.cells))
    if not texts and not stands_in(draft.why or ""):
        return draft
    return draft._replace(why="\n".join(part for part in (draft.why, CONFIRMED) if part))


def is_confirmed(why: str | None) -> bool:
    """Whether the reason of a line says so."""
    return why is not None and why.endswith(CONFIRMED)
