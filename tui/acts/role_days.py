"""Asking from which day a role is held, and till which."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from board import organisation
from board.errors import Problem
from board.model import day_in
from board.when import parse_date
from tui.acts.asking import with_person
from tui.text import _, dates
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


def ask(shell: Shell, id: str) -> None:
    """First the first day, then the last; an empty last day is until further notice."""
    role = shell.tavla.live.org.get("roles", id) or {}
    start = day_in(role, "start")

    def answer(text: str, key: str | None) -> None:
        day = _day(shell, text) if text.strip() else start
        if day is not None:
            shell.answered()
            _ask_last(shell, id, day)

    now = dates.day(start, shell.tavla.now.date()) if start else ""
    hint = _("Till exempel imorgon eller 1/2. Enter utan text låter dagen stå.")
    explain = [(_("Nu: {day}").format(day=now), "text"), (hint, "quiet")] if now else [(hint, "quiet")]
    shell.ask(Question(_("Från vilken dag gäller rollen?"), answer, explain=explain))


def _ask_last(shell: Shell, id: str, start: date) -> None:
    def answer(text: str, key: str | None) -> None:
        last = _day(shell, text) if text.strip() else None
        if text.strip() and last is None:
            return
        end = last + timedelta(days=1) if last else None
        command = organisation.change_role(id, start=start, end=end, lasting=end is None)
        live = shell.tavla.live
        with_person(
            shell, lambda: live.organise(command, lambda o: shell.tell(o, _("Dagarna är sparade. u ångrar.")))
        )

    explain = [(_("Enter utan text: tills vidare."), "quiet")]
    shell.ask(Question(_("Till och med vilken dag?"), answer, explain=explain))


def _day(shell: Shell, text: str) -> date | None:
    try:
        return parse_date(text, shell.tavla.now.date())
    except Problem as problem:
        shell.prompt.say(shell.words_for(problem), "still")
        return None
