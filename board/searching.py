"""Finding cards and events on all boards at once: a look for bytes in the texts of each board (board.across).

A word is found as a part of any word, as in a board's own search (board.query), and so are words that mean the same
(board.similar_words).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import NamedTuple

from board.across import CODE, END, OFF, SEPARATOR, Cards, Row, code_in, row_in
from board.query import Query, parse_query
from board.similar_words import alike, as_pattern, spelt
from board.swedish import fold

LEAST_APART = 2
"""Words from which on it is told how many have each of them."""
LEAST_LETTERS = 2
"""A word is looked for from this many letters on."""
_LOOSE = ((b"\xc3\xa5", b"a"), (b"\xc3\xa4", b"a"), (b"\xc3\xb6", b"o"))
Alike = tuple[tuple[bytes, re.Pattern[bytes]], ...]
"""Words that mean the same as one: the letters that a text has to have, and what says whether they are that word."""


class Wanted(NamedTuple):
    """What to find, the longest first; empty where nothing is asked for. narrow: something was asked that only a search
    on one board knows: whose it is, late, standing still. alike: those that mean the same, of each word that has them.
    """

    words: tuple[bytes, ...]
    loose: bool
    narrow: bool
    alike: Mapping[bytes, Alike] = {}


def wanted(typed: str) -> Wanted:
    """What was typed, in the words of a board's own search (query.parse_query)."""
    return _wanted(parse_query(typed))


def _wanted(asked: Query) -> Wanted:
    found = [fold(word) for word in asked.words if len(word) >= LEAST_LETTERS]
    found += [f"#{fold(tag)}" for tag in (asked.tag or "").split()]
    codes = [code_in(name, code) for name in ("phase", "state", "kind") if (code := getattr(asked, name))]
    listed = [word.encode("utf-8", "replace") for word in found if END not in word and CODE not in word]
    listed = [_loosely(word) for word in listed] if asked.loose else listed
    same = {_as_bytes(fold(word), asked.loose): _alike(word, asked.loose) for word in asked.free}
    listed += [code.encode() for code in codes]
    narrow = bool(asked.owner or asked.role or asked.due or asked.stalled or asked.versions)
    return Wanted(
        tuple(sorted(listed, key=len, reverse=True)),
        asked.loose,
        narrow,
        {word: found for word, found in same.items() if found},
    )


def also(typed: str) -> tuple[str, ...]:
    """The words that are looked for as well, because they mean the same as some that were typed."""
    found: dict[str, None] = {}
    for word in sorted(parse_query(typed).free):
        looked_for = tuple(beginning for beginning, _whole in spelt(word))
        found |= dict.fromkeys(one for one in alike(word) if one.startswith(looked_for))
    return tuple(found)


def apart(boards: Iterable[tuple[str, Cards]], typed: str) -> dict[str, int]:
    """Of each of the words typed, how many cards and events have it; empty where that tells nothing more."""
    asked = parse_query(typed)
    words = [word for word in asked.words if len(word) >= LEAST_LETTERS]
    if len(words) < LEAST_APART:
        return {}
    listed, rest = list(boards), asked._replace(text="")
    return {word: search(listed, _wanted(rest._replace(text=_again(asked, word))), 0).all for word in words}


def _again(asked: Query, word: str) -> str:
    return word if word in asked.free else f'"{word}"'


def _as_bytes(word: str, loose: bool) -> bytes:
    written = word.encode("utf-8", "replace")
    return _loosely(written) if loose else written


def _alike(word: str, loose: bool) -> Alike:
    found = []
    for one, whole in spelt(word):
        beginning = _as_bytes(one, loose)
        # The letters of a text in bytes: those beyond a to z are two of these.
        pattern = as_pattern(beginning.decode(errors="replace"), whole, r"[a-z0-9\x80-\xff]")
        found.append((beginning, re.compile(pattern.encode("utf-8", "replace"))))
    return tuple(found)


def _loosely(text: bytes) -> bytes:
    for letter, plain in _LOOSE:
        text = text.replace(letter, plain)
    return text


class Hit(NamedTuple):
    """A card that was found. titled: all that was asked for is in its title."""

    board: str
    row: Row
    titled: bool


class Hits(NamedTuple):
    """The first of what was found, and how many there are in all."""

    first: tuple[Hit, ...]
    all: int


Begun = dict[str, tuple[Sequence[bytes], Sequence[int]]]
"""What a search without `alike` has found of the first word, for the same search with them: by board, in which texts
and which of them."""


def search(boards: Iterable[tuple[str, Cards]], asked: Wanted, most: int, begun: Begun | None = None) -> Hits:
    """The cards of all boards that have all of it, at most `most` of them: those that have it in their title first,
    then those that are open, then the latest. begun: filled in, and used where it is."""
    count = 0
    streams = []
    begun = {} if begun is None else begun
    for board, cards in boards if asked.words else ():
        texts = cards.texts
        if board not in begun or begun[board][0] is not texts:
            begun[board] = texts, _with(texts, range(len(texts)), asked.words[0], asked.loose)
        if numbers := _having(texts, asked, begun[board][1]):
            count += len(numbers)
            streams.append(_hits(board, cards, numbers, asked))
    # Each board's are in this order already, so that only what is shown is parsed.
    return Hits(tuple(islice(merge(*streams, key=_before), most)), count)


def _having(texts: Sequence[bytes], asked: Wanted, begun: Sequence[int]) -> Sequence[int]:
    """The numbers of the texts that have every word, or one that means the same. begun: those with the first word."""
    first, *others = asked.words
    found = _or_alike(texts, range(len(texts)), begun, asked.alike.get(first, ()), asked.loose)
    for word in others:
        plain = _with(texts, found, word, asked.loose)
        found = _or_alike(texts, found, plain, asked.alike.get(word, ()), asked.loose)
    return found


def _with(texts: Sequence[bytes], among: Sequence[int], word: bytes, loose: bool) -> Sequence[int]:
    """Those of the texts that have a word."""
    if loose:
        having = _lines_with(_loosely(OFF.join(texts)), ((word, None),))
        return [number for number in among if number in having]
    return [number for number in among if word in texts[number]]


def _or_alike(
    texts: Sequence[bytes], among: Sequence[int], found: Sequence[int], others: Alike, loose: bool
) -> Sequence[int]:
    """Those that were found, and those that have a word that means the same."""
    if not others:
        return found
    whole = OFF.join(texts)
    having = _lines_with(_loosely(whole) if loose else whole, others)
    return sorted({*found, *having.intersection(among)}) if having else found


def _lines_with(whole: bytes, wanted: Iterable[tuple[bytes, re.Pattern[bytes] | None]]) -> set[int]:
    """The lines that have some of these letters, where the pattern says that they are what is wanted. All lines are
    looked in at once, for most have none."""
    found: set[int] = set()
    for letters, pattern in wanted:
        line = at = 0
        while (place := whole.find(letters, at)) >= 0:
            line += whole.count(OFF, at, place)
            at = place + 1
            if pattern is None or pattern.match(whole, place):
                found.add(line)
                end = whole.find(OFF, place)
                at = end if end >= 0 else len(whole)
    return found


def _hits(board: str, cards: Cards, numbers: Sequence[int], asked: Wanted) -> Iterator[Hit]:
    """Cards as hits, those that have it all in their title first; only as they are asked for."""
    lines = cards.rows.split(OFF)
    said = [word for word in asked.words if not word.startswith(CODE.encode())]
    others = []
    for number in numbers:
        title = cards.texts[number].partition(SEPARATOR)[0]
        if asked.loose:
            title = _loosely(title)
        if all(word in title for word in said):
            yield Hit(board, row_in(lines[number]), titled=True)
        else:
            others.append(number)
    for number in others:
        yield Hit(board, row_in(lines[number]), titled=False)


def _before(hit: Hit) -> tuple[bool, bool, tuple[int, ...]]:
    return not hit.titled, hit.row.state != "open", tuple(-ord(letter) for letter in hit.row.at)
