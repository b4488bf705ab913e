"""Who does what by when, asked a question at a time: what, on which card, who, which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from board.meeting import holding
from board.method.kinds import KINDS, Field
from board.ports import Commit
from board.rules import is_open
from board.swedish import fold
from tui import words
from tui.acts import values
from tui.acts.asking import title_of, with_person
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

DRAFT = "meeting promise"
_ACTIVITY = KINDS["activity"]


def ask(shell: Shell, meeting: str, card: str | None) -> None:
    """What is to be done. `card` is the one it belongs to, or it is asked for."""

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad som ska göras."), "still")
            return
        shell.answered()
        if card is not None:
            _who(shell, meeting, text, card)
        else:
            _on_which(shell, meeting, text)

    explain: list[Piece] = [(title_of(shell, card), "quiet")] if card else []
    hint = _("enter går vidare · esc avbryter")
    shell.ask(Question(_("Vad ska göras?"), answer, explain=explain, draft=DRAFT, hint=hint))


def _on_which(shell: Shell, meeting: str, text: str) -> None:
    def options(wanted: str) -> list[Option]:
        new = Option("", [("+ ", "accent"), (_("ett eget kort i Förslag"), "text")])
        parts = fold(wanted).split()
        found = [
            Option(
                id,
                [
                    (fit(str(doc.get("title") or ""), 46), "text"),
                    (f"  {words.phase(doc.get('phase'))}", "quiet"),
                ],
            )
            for id, doc in shell.cards.items()
            if is_open(doc) and all(part in fold(str(doc.get("title") or "")) for part in parts)
        ]
        return (found or [new]) if parts else [new, *found]

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
