"""Asking for the last day to answer. A day that has just been is said to have been, and never becomes next year's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from board.errors import Problem
from board.when import parse_ahead
from tui.acts import days
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.shell import Shell


def ask_last_day(
    shell: Shell, then: Callable[[date | None], object], before: date | None = None, hint: str = ""
) -> None:
    """Ask; `then` gets the day, or None for an empty answer. before: the day that is told now."""
    today = shell.tavla.now.date()

    def read(text: str) -> date | Problem | None:
        return days.understood(parse_ahead, text, today) if text.strip() else None

    def echo(text: str) -> list[Option]:
        found = read(text)
        if isinstance(found, Problem) and found.params.get("reason") in ("past", "just_passed"):
            day = date.fromisoformat(str(found.params["day"]))
            said = f"{dates.day_week(day, today)}, {_('har redan varit')}"
            return [Option("", [("= ", "late"), (said, "late")])]
        return days.echo(found, today)

    def answer(text: str, key: str | None) -> None:
        found = read(text)
        if isinstance(found, Problem):
            shell.prompt.say(shell.words_for(found))
        else:
            then(found)

    shell.ask(
        Question(
            _("Sista dagen att svara?"),
            answer,
            explain=[
                (_("Till exempel fre, 4/12 eller om 2 veckor."), "quiet"),
                (_("Kan vara tomt. Inget stänger av sig självt."), "quiet"),
            ],
            text=before.isoformat() if before else "",
            renew=before is not None,
            options=echo,
            hint=hint,
        )
    )
