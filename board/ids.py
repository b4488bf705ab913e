"""Identities: integer document ids, the short public ids made of them, readable ids from names.

A document id has 63 bits: 41 of milliseconds since 2024 (till 2093) and 22 random. A card's public id is the same
number with the random bits first, in 13 base-32 characters, so that two to four characters name a card.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from board.errors import Problem
from board.identity_numbers import guard

EPOCH_MS = 1_704_067_200_000
_RANDOM_BITS = 22
_MS_BITS = 41
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUE = {c: i for i, c in enumerate(_ALPHABET)} | {"i": 1, "l": 1, "o": 0}
_PAD_BITS = 2
PUBLIC_LENGTH = 13
GUEST = "0" * PUBLIC_LENGTH
"""Who did what was done without a name: a reference that no person has, the same for everybody and everywhere."""
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


_given: tuple[int, set[int]] = (0, set())
"""The random parts that this process has given in one millisecond: an import makes hundreds in each."""


def new_id() -> str:
    """A new document id, as decimal digits. Never the same twice from one process."""
    global _given
    import secrets  # 4 ms that a command which only reads need not pay

    ms = (time.time_ns() // 1_000_000 - EPOCH_MS) & ((1 << _MS_BITS) - 1)
    if _given[0] != ms:
        _given = (ms, set())
    random = secrets.randbits(_RANDOM_BITS)
    while random in _given[1]:
        random = secrets.randbits(_RANDOM_BITS)
    _given[1].add(random)
    return str(ms << _RANDOM_BITS | random)


def public_id(id: str) -> str:
    """The 13 characters that people and scripts use for a document id; an id that is no number is told as it is."""
    try:
        number = int(id)
    except ValueError:
        return id
    ms, random = number >> _RANDOM_BITS, number & ((1 << _RANDOM_BITS) - 1)
    turned = (random << _MS_BITS | ms) << _PAD_BITS
    return "".join(_ALPHABET[turned >> shift & 31] for shift in range(60, -1, -5))


def document_id(public: str) -> str | None:
    """The document id of a whole public id, or None where it is not one."""
    if len(public) != PUBLIC_LENGTH:
        return None
    turned = 0
    for character in public.lower():
        value = _VALUE.get(character)
        if value is None:
            return None
        turned = turned << 5 | value
    turned >>= _PAD_BITS
    return str((turned & ((1 << _MS_BITS) - 1)) << _RANDOM_BITS | turned >> _MS_BITS)


def canonical(text: str) -> str:
    """A typed public id or prefix in the alphabet's own letters (o is 0, i and l are 1)."""
    return text.strip().lower().replace("o", "0").replace("i", "1").replace("l", "1")


def find(prefix: str, ids: Iterable[str], what: str = "card") -> str:
    """The one document id whose public id begins with `prefix`.

    Raises:
        Problem: `unknown` with near public ids as hints, or `ambiguous` with the matches.
    """
    wanted = canonical(prefix)
    matches = [id for id in ids if wanted and public_id(id).startswith(wanted)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        shown = tuple(sorted(public_id(id) for id in matches)[:5])
        raise Problem("ambiguous", shown, what=what, given=prefix[:40])
    raise Problem("unknown", what=what, given=prefix[:40])


def short_ids(ids: Iterable[str], least: int = 4) -> dict[str, str]:
    """Each id's shortest prefix, of at least `least` characters, that names no other of them."""
    ordered = sorted((public_id(id), id) for id in ids)
    shorts: dict[str, str] = {}
    for i, (public, id) in enumerate(ordered):
        length = least
        for neighbour in (ordered[i - 1][0] if i else "", ordered[i + 1][0] if i + 1 < len(ordered) else ""):
            shared = 0
            while shared < PUBLIC_LENGTH and public[shared : shared + 1] == neighbour[shared : shared + 1]:
                shared += 1
            length = max(length, shared + 1)
        shorts[id] = public[:length]
    return shorts


def slug(name: str) -> str:
    """A readable id from a name: å ä become a, ö o, anything else outside [a-z0-9._] a dash. May be empty."""
    lowered = name.strip().lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9._]+", "-", lowered).strip("-._")[:32].strip("-._")


def checked_slug(given: str) -> str:
    """`given` if it may be a readable id.

    Raises:
        Problem: `bad_id`, with the nearest allowed id as hint; `identity_number`.
    """
    guard(given, "id")
    if SLUG.fullmatch(given):
        return given
    near = slug(given)
    raise Problem("bad_id", (near,) if near else (), given=given[:60])
