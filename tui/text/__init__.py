"""Every sentence a person reads is looked up here, in the language chosen at run time.

Write the Swedish sentence where it is needed: `_("Inga kort ännu")`. It is its own key; tui/locale/en translates it.
Swedish needs no catalogue at all, so a Swedish command reads none. The words of the libraries (argparse's usage,
Textual's key descriptions) are English keys and go through `foreign`; tui/locale/sv translates those.

A sentence with values is formatted after the look-up: `_("{count} kort").format(count=n)`, never as an f-string,
which would be another key for every value. Look up when drawing, not at import, or the language cannot be switched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from gettext import NullTranslations

Language: TypeAlias = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")

__all__ = [
    "LANGUAGES",
    "N_",
    "Language",
    "_",
    "foreign",
    "foreign_n",
    "from_environment",
    "language",
    "ngettext",
    "pgettext",
    "set_language",
    "translate_argparse",
]

_current: Language = "sv"
_english: NullTranslations | None = None
"""The catalogue from Swedish, while English is spoken."""
_loaded: dict[str, NullTranslations] = {}


def language() -> Language:
    return _current


def set_language(code: Language) -> None:
    """Speak this language from the next look-up on. What is on screen has to be drawn again by the caller.

    Raises:
        ValueError: if the language is not one of LANGUAGES.
    """
    global _current, _english
    if code not in LANGUAGES:
        raise ValueError(code)
    _english = _catalogue("en") if code == "en" else None
    _current = code


def from_environment(env: Mapping[str, str]) -> Language:
    """English if the first of LC_ALL, LC_MESSAGES and LANG that says anything begins with en, else Swedish.

    C and POSIX are no languages: a script, a cron job and a bare login speak Swedish.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            return "en" if value.lower().startswith("en") else "sv"
    return "sv"


def _(msgid: str) -> str:
    """The sentence in the current language."""
    return msgid if _english is None else _english.gettext(msgid)


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence for this number: `ngettext("{n} kort väntar", "{n} kort väntar", n).format(n=n)`."""
    if _english is None:
        return one if n == 1 else many
    return _english.ngettext(one, many, n)


def pgettext(context: str, msgid: str) -> str:
    """A word that means different things in different places; the context is for the translator only."""
    return msgid if _english is None else _english.pgettext(context, msgid)


def N_(msgid: str) -> str:
    """Marks a sentence in a table made at import; the one who shows it calls `_` on it."""
    return msgid


def foreign(english: str) -> str:
    """A library's English words in the current language."""
    return english if _current == "en" else _catalogue("sv").gettext(english)


def foreign_n(one: str, many: str, n: int) -> str:
    """A library's English words for this number, in the current language."""
    if _current == "en":
        return one if n == 1 else many
    return _catalogue("sv").ngettext(one, many, n)


def translate_argparse() -> None:
    """Let argparse speak the current language.

    argparse asks gettext, which goes by the process's locale; ours is chosen by --lang and by rules of our own,
    so argparse's two look-ups are replaced by ours.
    """
    import argparse

    vars(argparse).update(_=foreign, ngettext=foreign_n)


def _catalogue(code: Language) -> NullTranslations:
    """A compiled catalogue; without one (a checkout nobody has built) the keys themselves are shown."""
    if code not in _loaded:
        import gettext
        import os

        folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
        try:
            with open(os.path.join(folder, code, "LC_MESSAGES", "tavla.mo"), "rb") as file:
                _loaded[code] = gettext.GNUTranslations(file)
        except OSError:
            _loaded[code] = gettext.NullTranslations()
    return _loaded[code]
