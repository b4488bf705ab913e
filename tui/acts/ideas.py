"""The idea bank: searching as one types, copying an idea here, and letting others read a finished card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board import commands
from board.errors import Problem
from board.method.ideas import copy
from board.ports import Commit
from tui import idea_words, method_words
from tui.acts.asking import do, has_board, in_front, title_of, with_person
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def search(shell: Shell) -> None:
    """Type words; the page shows what has them. Escape shows everything again."""
    from tui.pages.ideas import IdeasPage

    page = in_front(shell, IdeasPage)
    if page is None:
        return

    def answer(text: str, key: str | None) -> None:
        page.narrow(text)
        shell.answered()

    size = shell.size
    shell.ask(
        Question(
            _("Sök bland idéer"),
            answer,
            text=page.asked,
            live=page.narrow,
            cancelled=lambda: page.narrow(""),
            at=(1, size.height - 6, min(size.width - 2, 100)),
            hint=_("skriv några ord · enter behåller · esc visar alla"),
        )
    )


def copy_here(shell: Shell) -> None:
    """A card in Förslag out of the idea that is looked at."""
    from tui.pages.ideas import IdeaPage, IdeasPage

    page = in_front(shell, IdeasPage) or in_front(shell, IdeaPage)
    idea = page.idea if page is not None else None
    if idea is None or not has_board(shell):
        return
    said = _("Kortet ligger i Förslag på er tavla, med varifrån det kommer. {undo} ångrar.")
    said = said.format(undo=shell.key_of("undo"))
    command = copy(idea, idea_words.lesson(idea))

    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said) and page is not None:
            page.fill()

    with_person(shell, lambda: shell.tavla.live.do(command, then))


def share(shell: Shell, id: str) -> None:
    """Ask whether others may read a card; one that they may read is taken back at once."""
    if not (shell.cards.get(id) or {}).get("share"):
        offer(shell, id)
        return
    said = _("Nu läser bara ni kortet. {undo} ångrar.").format(undo=shell.key_of("undo"))
    do(shell, commands.edit(id, {"share": False}), said)


def offer(shell: Shell, id: str) -> None:
    """Ask whether others may read how it was done: once when a card is finished, and where somebody asks for it."""
    doc = shell.cards.get(id) or {}
    if shell.asking or doc.get("share"):
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            told = _("Andra kan nu läsa kortet i idébanken ({key}). {undo} ångrar.")
            if doc.get("state") != "finished":
                told = _("Andra kan läsa kortet i idébanken ({key}) när det är avslutat. {undo} ångrar.")
            said = told.format(key=shell.key_of("ideas"), undo=shell.key_of("undo"))
            do(shell, commands.edit(id, {"share": True}), said)

    options = [
        Option("no", [(_("Inte nu"), "text")]),
        Option("yes", [(_("Ja, gärna"), "text"), ("  " + _("kortet kan läsas i idébanken"), "quiet")]),
    ]
    explain = [
        (title_of(shell, id), "strong"),
        (
            _(
                "Den som läser ser problemet, det ni prövade och det ni lärde er. Se efter att ingen pekas ut."
            ),
            "quiet",
        ),
    ]
    title = method_words.question(None, "share")
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))
