"""Text is cleaned at every door: keys, paste, command line, import and sync.

What comes out draws nothing but letters: no escape sequence, control character, direction override or
invisible character, and nothing that piles up over its neighbours. Emoji, joined emoji and all scripts stay.
`title`, `line`, `body` and `tag`, which are what is about to be stored, also refuse what looks like somebody's personal
identity number (Problem `identity_number`, board/identity_numbers.py).
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, normalize

from board.codes import TAG_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from board.errors import Problem
from board.identity_numbers import guard

MARKS_IN_A_ROW = 3
"""Combining marks kept on one letter: as many as languages need, too few to smear over the lines around."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_VISIBLE_FORMAT = frozenset(
    (0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
)
_INVISIBLE = frozenset(
    (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0, 0xFFFC)
)
_WORD_BULLET = 0xF0B7  # Word pastes its bullets as a private letter of the Symbol font


class _Characters(dict[int, str]):
    """What each character becomes; filled as characters are met, one entry for each."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = _kept(code)
        return kept


class _MarkFlags(dict[int, str]):
    """`1` for a combining mark, `-` for a joiner, else `0`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        flag = "1" if category(chr(code)) in ("Mn", "Me") else "0"
        flag = self[code] = "-" if chr(code) in (_ZWNJ, _ZWJ) else flag
        return flag


_CHARACTERS = _Characters()
_MARK_FLAGS = _MarkFlags()


def _kept(code: int) -> str:
    """The character itself, what stands for it, or nothing."""
    letter = chr(code)
    kind = category(letter)
    if letter in "\n\t" or letter in (_ZWNJ, _ZWJ) or code in _VISIBLE_FORMAT:
        return letter
    if letter in "\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if kind == "Zs":
        return " "
    if code == _WORD_BULLET:
        return "•"
    hidden = code in _INVISIBLE or 0xFE00 <= code <= 0xFE0D or 0xE0000 <= code <= 0xE0FFF
    nonsense = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return "" if kind in ("Cc", "Cf", "Cs", "Co") or hidden or nonsense else letter


@cache
def _sequence() -> re.Pattern[str]:
    """Whole terminal sequences (ECMA-48), with an escape character or its eight-bit form.

    A string sequence never ended goes to the end of its line, as the terminal would have swallowed it; an
    eight-bit introducer without an end is a stray character, and only it goes.
    """
    return re.compile(
        r"\x1b[\]PX^_k][^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\|\x9c|(?=[\x1b\n\r])|$)"
        r"|[\x90\x98\x9d\x9e\x9f][^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\|\x9c)"
        r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
        r"|\x1b[NO][ -~]?"
        r"|\x1b[ -/]*[0-~]?"
    )


@cache
def _joiners() -> re.Pattern[str]:
    """Runs of joiners and variation selectors; a group has the one that a script or an emoji needs."""
    scripts = (
        "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua8e0-\ua8ff\ua9e0-\ua9ff\uaa60-\uaa7f"
        "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff"
    )
    emoji = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
    return re.compile(
        r"(?<![^\s])[\u200c\u200d\ufe0e\ufe0f]+|([\ufe0e\ufe0f])(?:[\u200c\u200d]*[\ufe0e\ufe0f])+"
        rf"|(?=[\u200c\u200d])(?:(?<=[{scripts}])([\u200c\u200d])"
        rf"|(?<=[{emoji}\ufe0f])(\u200d)(?=[{emoji}]))?[\u200c\u200d]*"
    )


def _rescued(text: str) -> str:
    """Lone surrogates are bytes that a bad locale could not read: read as UTF-8, else as Windows-1252."""

    def letters(run: re.Match[str]) -> str:
        raw = run[0].encode("utf-8", "surrogateescape")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")

    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return re.sub("[\ud800-\udfff]", "\ufffd", re.sub("[\udc80-\udcff]+", letters, paired))


def _capped(text: str) -> str:
    """No more than `MARKS_IN_A_ROW` combining marks together, and none without a letter to sit on."""
    flags = text.translate(_MARK_FLAGS)
    if "1" not in flags:
        return text
    kept: list[str] = []
    run = MARKS_IN_A_ROW
    for letter, flag in zip(text, flags, strict=True):
        if flag == "1":
            run += 1
        elif flag == "0":
            run = MARKS_IN_A_ROW if letter in " \n\t" else 0
        if flag != "1" or run <= MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def clean(text: str, multiline: bool = False) -> str:
    """`text` with nothing in it that can act on a terminal, hide or turn the reading direction.

    Composed (NFC). Newlines and tabs stay with `multiline`, else they become spaces; every other
    kind of space is a plain one. Cleaning twice changes nothing. Spaces at the ends stay, for use while typing.
    """
    if text.isprintable():
        if text.isascii():
            return text
        try:
            text.encode("latin-1")
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _cleaned(text, multiline)


def _cleaned(text: str, multiline: bool) -> str:
    if not text.isprintable():
        if re.search("[\ud800-\udfff]", text):
            text = _rescued(text)
        text = _sequence().sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = normalize("NFC", text.translate(_CHARACTERS))
    if not multiline:
        text = text.replace("\n", " ").replace("\t", " ")
    if not text.isascii():
        text = _joiners().sub(lambda m: m[1] or m[2] or m[3] or "", normalize("NFC", _capped(text)))
        text = normalize("NFC", text)
    return text


def _blank(text: str) -> bool:
    return not text.strip(" \n\t\u2800\ufe0e\ufe0f\u200c\u200d")


def title(text: str) -> str:
    """A card's title: one clean line, spaces collapsed. One character is enough.

    Raises:
        Problem: `empty_title`, or `too_long` over TITLE_LIMIT characters (limit, length, field).
    """
    line = " ".join(clean(text).split())
    if _blank(line):
        raise Problem("empty_title")
    return _within(line, TITLE_LIMIT, "title")


def line(text: str, field: str, limit: int = TITLE_LIMIT) -> str:
    """One clean line, spaces collapsed; may be empty. For names, reasons and the like.

    Raises:
        Problem: `too_long` over `limit` characters (limit, length, field).
    """
    return _within(" ".join(clean(text).split()), limit, field)


def body(text: str, field: str) -> str:
    """A text of several lines, clean, no spaces at line ends or blank lines at the ends; may be empty.

    Raises:
        Problem: `too_long` over TEXT_LIMIT characters (limit, length, field).
    """
    lines = [row.rstrip() for row in clean(text, multiline=True).split("\n")]
    whole = "\n".join(lines).strip("\n")
    return _within("" if _blank(whole) else whole, TEXT_LIMIT, field)


def tag(text: str) -> str:
    """A tag: small letters, no leading #, words joined with dashes, at most TAG_LIMIT characters.

    Raises:
        Problem: `empty_tag`, or `too_long` (limit, length, field).
    """
    words = clean(re.sub(r"[\s,;]+", " ", clean(text)).lstrip(" #")).split()
    name = "-".join(words).lower()
    if _blank(name):
        raise Problem("empty_tag")
    return _within(normalize("NFC", name), TAG_LIMIT, "tag")


def _within(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise Problem("too_long", field=field, limit=limit, length=len(text))
    guard(text, field)
    return text
