"""A new card out of a starter: what it begins with is chosen first, then the line is written as for any card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.errors import Problem
from board.method.starters import STARTERS, starter
from board.ports import Commit
from tui import starter_words
from tui.acts.asking import has_board, with_person
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def begin(shell: Shell) -> None:
    """Choose a starter."""
    if not has_board(shell):
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _write(shell, key)

    options = [
        Option(name, [(starter_words.name(name), "text"), ("  " + starter_words.aim(name), "quiet")])
        for name in STARTERS
    ]
    told = _("Kortet får några saker att göra och något att mäta. Ändra och ta bort som ni vill.")
    shell.ask(
        Question(
            _("Vad handlar det om?"), answer, explain=[(told, "quiet")], text=None, options=options, pick=True
        )
    )


def _write(shell: Shell, name: str) -> None:
    draft = f"starter/{name}"

    def answer(text: str, key: str | None) -> None:
        with_person(shell, lambda: shell.tavla.live.do(starter(name, text, starter_words.say), heard))

    def heard(outcome: Commit | Problem) -> None:
        said = _("Noterat, och sparat i Förslag. Öppna kortet för att se vad det börjar med.")
        if shell.tell(outcome, said) and isinstance(outcome, Commit):
            shell.forget_draft(draft)
            new = next((e.id for e in outcome.events if e.table == "cards" and e.before is None), None)
            if new is not None and not shell.pages:
                shell.board_view.select(new)

    shell.ask(Question(starter_words.name(name), answer, explain=[(_ask(name), "quiet")], draft=draft))


def _ask(name: str) -> str:
    """What the line is to say."""
    return {
        "order": _("Vilket ställe gäller det? Till exempel: Förrådet på Syrenen"),
        "deviation": _("Vad händer? Till exempel: Larmet hörs inte i matsalen"),
        "good_example": _("Vad lyckas någon med? Till exempel: Syrenen har lugna måltider"),
        "routine": _("Vad ska rutinen handla om? Till exempel: Första dagen för den som är ny"),
        "innovation": _("Vems behov gäller det, och vad? Till exempel: Unga som vill flytta hemifrån"),
    }.get(name, "")
