"""Swedish letters: the order of the alphabet, and what counts as the same when searching.

å, ä and ö are letters of their own, not a and o with marks; é is an e and ü a u. Neither the machine's locale
nor a collation library is asked: a plain server has no Swedish one.
"""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

_OWN = "åäö"
_ORDER = str.maketrans(
    {"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c", "ü": "y", "ð": "d", "þ": "th", "ł": "l"}
)
_LOOSE = str.maketrans("åäö", "aao")
_SAME = {"æ": "ä", "ø": "ö", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ħ": "h", "œ": "oe"}


class _Letters(dict[int, str]):
    """What each character is searched as; filled as characters are met, one entry for each."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _OWN:
            plain = letter
        elif letter in _SAME:
            plain = _SAME[letter]
        else:
            bare = "".join(c for c in normalize("NFD", letter) if not combining(c))
            plain = normalize("NFC", bare).casefold()
        self[code] = plain
        return plain


_LETTERS = _Letters()
_THORN = b"\xfe"


@cache
def _western() -> bytes:
    """What each Latin-1 letter is searched as, itself in Latin-1; þ is the one that becomes two letters."""
    letters = [_LETTERS[code] for code in range(256)]
    return bytes(ord(c) if len(c) == 1 and ord(c) < 256 else code for code, c in enumerate(letters))


def fold(text: str) -> str:
    """`text` as it is compared when searching: no capitals, no accents, but å ä ö kept.

    Composed and decomposed input give the same. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    try:
        western = text.casefold().encode("latin-1")
    except UnicodeEncodeError:
        western = _THORN
    if _THORN in western:
        return normalize("NFC", normalize("NFC", text).casefold()).translate(_LETTERS)
    return western.translate(_western()).decode("latin-1")


def loose_fold(text: str) -> str:
    """Like `fold`, and å ä are a and ö is o: for those who ask for it, or type on a keyboard without them."""
    return fold(text).translate(_LOOSE)


def sort_key(text: str) -> tuple[str, str]:
    """The key that sorts texts in Swedish order: … z å ä ö, v before w, ü as y, é as e, small letters first.

    The order is ICU's for sv_SE on names (no punctuation rules); spaces come before letters.
    """
    if text.isascii():
        return text.lower(), text.swapcase()
    composed = normalize("NFC", text)
    letters = normalize("NFC", composed.casefold()).translate(_ORDER)
    return "".join(c for c in normalize("NFD", letters) if not combining(c)), composed.swapcase()
