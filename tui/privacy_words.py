"""What is said about privacy where somebody writes: nobody is to be recognised, and where the law wants a report."""

from __future__ import annotations

from board.identity_numbers import CONFIRMED
from tui.text import _


def reminder() -> str:
    """Said at the first text of a session."""
    return _("Skriv så att ingen brukare eller närstående går att känna igen.")


def report() -> str:
    """Said where the words are those of the statutory event system."""
    return _(
        "Lex Sarah, lex Maria och vårdskador rapporteras i kommunens system för händelser. Tavlan ersätter inte det."
    )


def reason(why: str) -> str:
    """A reason as it is shown: one that says that a number was confirmed to be something else says so in words."""
    if not why.endswith(CONFIRMED):
        return why
    given = why.removesuffix(CONFIRMED).strip()
    said = _("bekräftat att det inte är ett personnummer")
    return f"{given} ({said})" if given else said
