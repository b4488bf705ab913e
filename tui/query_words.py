"""What the small words of a search can be, told where somebody typed one that means nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from board.code_words import words_for
from board.codes import KINDS, PHASES, ROLES, STATES
from board.query import parse_query
from tui import words
from tui.text import N_, _, language

NAMES: Mapping[str, str] = {
    "phase": N_("fas"),
    "kind": N_("typ"),
    "role": N_("roll"),
    "state": N_("läge"),
    "due": N_("uppföljning"),
}
DUES = ("overdue", "today", "week", "none")


def name(family: str) -> str:
    """What stands before the colon, in the language spoken."""
    return family if family == "due" and language() == "en" else _(NAMES[family])


def values(family: str) -> tuple[str, ...]:
    """What can stand after the colon, in the language spoken."""
    told: Mapping[str, Callable[[], tuple[str, ...]]] = {
        "phase": lambda: tuple(words.phase(code) for code in PHASES),
        "kind": lambda: tuple(words.kind(code) for code in KINDS),
        "role": lambda: tuple(words.role(code) for code in ROLES),
        "state": lambda: tuple(words.state(code) for code in STATES),
        "due": lambda: words_for("due") if language() == "sv" else DUES,
    }
    return tuple(one.lower() for one in told[family]())


def unknown(typed: str) -> list[str]:
    """For each small word that was typed with a value that there is not, what there is."""
    found = []
    for family, value in dict.fromkeys(parse_query(typed).unknown):
        called = name(family)
        listed = ", ".join(f'{called}:"{one}"' if " " in one else f"{called}:{one}" for one in values(family))
        found.append(
            _("{name}:{value} finns inte. Skriv {values}.").format(name=called, value=value, values=listed)
        )
    return found
