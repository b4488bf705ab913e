"""Order keys: a card's place in its column is a key between its neighbours, so a move writes one card.

Keys are strings of base-62 digits compared as text (fractional indexing). A card that lands in a column goes to its
top: its key counts down with time, so landing needs no look at the neighbours and keys stay short.
"""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_LANDING_DIGITS = 8
_LANDING_MAX = _BASE**_LANDING_DIGITS - 1
_LAST = "V"
"""No key ends in the lowest digit: nothing would fit between it and the same key without that digit."""


def landing(ms: int) -> str:
    """The key of a card that lands on top of a column at `ms` milliseconds since 1970."""
    left = _LANDING_MAX - ms
    key = _LAST
    for _ in range(_LANDING_DIGITS):
        left, digit = divmod(left, _BASE)
        key = _DIGITS[digit] + key
    return key


def numbered(key: str, place: int) -> str:
    """The key for the card at `place` among up to 238,328 that land together: after `key`, in their own order."""
    digits = ""
    for _ in range(3):
        place, digit = divmod(place, _BASE)
        digits = _DIGITS[digit] + digits
    return key + digits + _LAST


def between(before: str | None, after: str | None) -> str:
    """A key that sorts after `before` and before `after`; None is the end of the column on that side.

    Equal or crossed neighbours (two hosts chose the same key) give a key just after `before`.
    """
    low = before or ""
    high = after if after is not None and after > low else None
    key = ""
    i = 0
    while True:
        a = _DIGITS.find(low[i]) if i < len(low) else 0
        b = _DIGITS.find(high[i]) if high is not None and i < len(high) else _BASE
        if b - a > 1:
            return key + _DIGITS[(a + b) // 2]
        key += _DIGITS[a]
        if a != b:
            high = None
        i += 1
