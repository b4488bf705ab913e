"""A day as people type it: what it was understood as stands under the line while they write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar

from board.errors import Problem
from tui.text import dates
from tui.widgets.prompt import Option

P = ParamSpec("P")
T = TypeVar("T")


def understood(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Problem:
    """What a reader of words makes of them, or why they were not understood."""
    try:
        return read(*args, **kwargs)
    except Problem as problem:
        return problem


def echo(found: date | Problem | None, today: date) -> list[Option]:
    """The day that was understood with how far away it is; nothing where none was."""
    if not isinstance(found, date):
        return []
    told = f"{dates.day_week(found, today)}, {dates.relative(found, today)}"
    return [Option("", [("= ", "accent"), (told, "text")])]


def to_change(held: object, read: Callable[[str], date], today: date) -> str:
    """A stored day as it is told everywhere, where that is understood when it comes back; else as an ISO day."""
    try:
        now = date.fromisoformat(str(held or ""))
    except ValueError:
        return str(held or "")
    told = dates.day(now, today)
    return next(
        (one for one in (told, f"{told} {now.year}") if understood(read, one) == now), now.isoformat()
    )
