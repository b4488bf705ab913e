"""Who does what by when, asked a question at a time: what, on which card, who, which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from board.meeting import holding
from board.method.kinds import KINDS, Field
from board.ports import Commit, Doc
from board.rules import is_open
from board.swedish import fold
from tui import words
from tui.acts import values
from tui.acts.asking import with_person
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

DRAFT = "meeting promise"
_ACTIVITY = KINDS["activity"]


def ask(shell: Shell, meeting: str, card: str | None) -> None:
    """What is to be done. Which card it is on is asked next; `card` is the one that stands marked."""

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad som ska göras."), "still")
            return
        shell.answered()
        _on_which(shell, meeting, text, card)

    hint = _("enter går vidare · esc avbryter")
    shell.ask(Question(_("Vad ska göras?"), answer, draft=DRAFT, hint=hint))


def _on_which(shell: Shell, meeting: str, text: str, marked: str | None) -> None:
    def options(wanted: str) -> list[Option]:
        new = Option("", [("+ ", "accent"), (_("ett eget kort i Förslag"), "text")])
        parts = fold(wanted).split()
        found = [
            _card(id, doc, id == marked)
            for id, doc in shell.cards.items()
            if is_open(doc) and all(part in fold(str(doc.get("title") or "")) for part in parts)
        ]
        found.sort(key=lambda one: one.key != marked)
        if parts:
            return found or [new]
        at = 1 if found and found[0].key == marked else 0
        return [*found[:at], new, *found[at:]]

    def answer(wanted: str, key: str | None) -> None:
        shell.answered()
        _who(shell, meeting, text, key or None)

    hint = _("skriv några bokstäver · enter väljer · esc gör ett eget kort")
    go_on = lambda: _who(shell, meeting, text, None)  # noqa: E731  # one of a question's answers
    explain: list[Piece] = [(text, "quiet")]
    title = _("Till vilket kort hör det?")
    shell.ask(
        Question(title, answer, explain=explain, options=options, pick=True, hint=hint, cancelled=go_on)
    )


def _card(id: str, doc: Doc, marked: bool) -> Option:
    title, phase = fit(str(doc.get("title") or ""), 46 if not marked else 32), words.phase(doc.get("phase"))
    told = f"  {phase}  {_('markerat just nu')}" if marked else f"  {phase}"
    return Option(id, [(title, "text"), (told, "quiet")])


def _who(shell: Shell, meeting: str, text: str, card: str | None) -> None:
    def save(who: Any) -> None:
        shell.answered()
        _when(shell, meeting, text, card, who)

    _value(shell, "who", _("Vem gör det?"), text, save)


def _when(shell: Shell, meeting: str, text: str, card: str | None, who: str | None) -> None:
    def save(due: Any) -> None:
        command = holding.promise(meeting, text, who, date.fromisoformat(due) if due else None, card)

        def then(outcome: Commit | Problem) -> None:
            if shell.tell(
                outcome, _("Skrivet: vem gör vad. {undo} ångrar.").format(undo=shell.key_of("undo"))
            ):
                shell.forget_draft(DRAFT)

        with_person(shell, lambda: shell.tavla.live.do(command, then))

    _value(shell, "due", _("Till när?"), text, save)


def _value(shell: Shell, name: str, title: str, text: str, save: Any) -> None:
    field = _ACTIVITY.field(name) or Field(name)
    explain: list[Piece] = [(text, "quiet")]
    values.ask(shell, values.Asked(field, None, title, save, explain, cancelled=lambda: save(None)))
