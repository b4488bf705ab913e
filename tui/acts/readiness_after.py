"""What a closed round of the self-assessment leads to: words that the group agrees on, a decision, cards in Planera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board import readiness_acts as acts
from board.errors import Problem
from board.ports import Commit
from board.readiness_rounds import Round
from board.swedish import fold, sort_key
from tui import readiness_words as words
from tui.acts.asking import has_board, with_person
from tui.acts.readiness import ask_wills, board_for, run
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.shell import Shell


def say_wills(shell: Shell, one: Round) -> None:
    """The leader's word, given after closing."""

    def then(said: bool | None) -> None:
        if said is not None:
            command = acts.close(one.id, said, board=board_for(shell.tavla.live, one.scope))
            run(shell, one.scope, command, lambda outcome: shell.tell(outcome, _("Sparat.")))

    ask_wills(shell, one, then)


def count_late(shell: Shell, one: Round) -> None:
    command = acts.close(one.id, board=board_for(shell.tavla.live, one.scope), count_late=True)
    run(shell, one.scope, command, lambda o: shell.tell(o, _("De sena svaren är med i resultatet nu.")))


def agree(shell: Shell, one: Round, item: str | None) -> None:
    """Write what the group agrees on, of a factor or of the whole."""
    before = (one.agreed.get(item) if item else one.conclusion) or ""
    draft = f"agreed/{one.id}/{item or ''}"

    def answer(text: str, key: str | None) -> None:
        def heard(outcome: Commit | Problem) -> None:
            if shell.tell(outcome, shell.keyed(_("Sparat. {undo} ångrar."))):
                shell.forget_draft(draft)

        command = acts.agree(one.id, item, text, shared=one.scope != "board")
        run(shell, one.scope, command, heard)

    title = (
        _("Det här är vi överens om: {factor}").format(factor=words.name(item)) if item else _("Vår slutsats")
    )
    shell.ask(Question(title, answer, text=before, many=True, draft=draft))


def end(shell: Shell, one: Round) -> None:
    """Redo, or inte redo än, with a word on why if there is one."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _ask_why(shell, one, key)

    options = [
        Option("not_yet", [(words.ending("not_yet"), "text"), ("  " + _("vi gör oss redo först"), "quiet")]),
        Option("ready", [(words.ending("ready"), "text"), ("  " + _("vi sätter i gång"), "quiet")]),
    ]
    told = _("Båda är svar. När ni har bestämt er är resultatet låst; beslutet går att ändra.")
    shell.ask(
        Question(_("Är vi redo?"), answer, explain=[(told, "quiet")], text=None, options=options, pick=True)
    )


def _ask_why(shell: Shell, one: Round, ending: str) -> None:
    def answer(text: str, key: str | None) -> None:
        command = acts.end(one.id, ending, text or None, shared=one.scope != "board")
        run(
            shell,
            one.scope,
            command,
            lambda outcome: shell.tell(outcome, shell.keyed(_("Beslutet är sparat. {undo} ångrar."))),
        )

    explain: list[Piece] = [(_("Vad behöver vi, eller vad börjar vi med? Kan vara tomt."), "quiet")]
    shell.ask(
        Question(
            words.ending(ending),
            answer,
            explain=explain,
            text=one.ending_why if one.ending == ending and one.ending_why else "",
            hint=_("enter sparar · tomt går bra · esc avbryter"),
        )
    )


def make_card(shell: Shell, one: Round, item: str | None) -> None:
    """A card in Planera of a factor; which one is asked where none is in front."""
    if not has_board(shell):
        return
    if item is None:
        shell.say(_("Gå till en faktor först, så blir kortet om den."), "still")
        return
    draft = f"ready/{one.id}/{item}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv vad ni behöver göra, på en rad."), "still")
        elif len(shell.tavla.desk.board_ids) > 1:
            title = text
            _ask_board(shell, lambda board: _make(shell, one, item, title, board, draft))
        else:
            _make(shell, one, item, text, shell.tavla.live.board_id or "", draft)

    told = _("Kortet hamnar i Planera, och på det står att det kommer ur {form}: {factor}.").format(
        form=words.form(one.form), factor=words.name(item)
    )
    shell.ask(
        Question(_("Vad behöver ni göra för att bli redo?"), answer, explain=[(told, "quiet")], draft=draft)
    )


def _ask_board(shell: Shell, then: Callable[[str], None]) -> None:
    """Which board the card is for; the one in front is the first."""
    live, desk = shell.tavla.live, shell.tavla.desk
    names: dict[str, str] = {}

    def read() -> Commit:
        names.update({pulse.board: pulse.name for pulse in desk.pulses() if not pulse.archived})
        return Commit((), ())

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            then(key)

    def options(text: str) -> list[Option]:
        ids = sorted(names, key=lambda id: (id != live.board_id, sort_key(names[id])))
        return [Option(id, [(names[id], "text")]) for id in ids if fold(text.strip()) in fold(names[id])]

    def ask(outcome: Commit | Problem) -> None:
        shell.ask(Question(_("På vilken tavla?"), answer, options=options, pick=True))

    live.ask(read, ask)


def _make(
    shell: Shell, one: Round, item: str, title: str, board: str, draft: str, reason: str | None = None
) -> None:
    """Make it; where the column is full a reason is asked for."""
    live = shell.tavla.live
    command = acts.make_ready(one.id, item, title, form=one.form, reason=reason)

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "limit_reached":
            _ask_reason(shell, outcome, lambda why: _make(shell, one, item, title, board, draft, why))
        elif shell.tell(outcome, shell.keyed(_("Kortet ligger i Planera. {undo} ångrar."))):
            shell.forget_draft(draft)

    with_person(shell, lambda: live.do_on(board, command, heard))


def _ask_reason(shell: Shell, problem: Problem, then: Callable[[str], None]) -> None:
    def answer(text: str, key: str | None) -> None:
        if text.strip():
            then(text)
        else:
            shell.prompt.say(_("Skriv ett kort skäl, eller tryck esc."), "still")

    shell.ask(Question(_("Varför?"), answer, explain=[(shell.words_for(problem), "quiet")]))
