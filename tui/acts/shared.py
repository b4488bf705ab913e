"""The terminal that several share: the wall, signing in from it, and who has gone being signed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board import terminal
from board.errors import Problem
from board.ports import Commit
from tui.acts.asking import has_board
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


def wall(shell: Shell) -> None:
    """Show the board to who walks by; nobody is at the keyboard any more."""
    if has_board(shell):
        shell.tavla.idle.sign_out(shell)


def sign_in(shell: Shell) -> None:
    """Somebody has touched a key at the wall: the board is theirs once they have said who they are."""
    if shell.asking:
        return
    if shell.tavla.desk.keyed:
        shell.close_pages()
        return
    from tui.acts.self_settings import ask_who

    guests = terminal.terminal_of(shell.tavla.live.board).guests
    told = ""
    if shell.tavla.idle.lost_one:
        told = _("Du loggades just ut. Text du skrev är kvar när du har sagt vem du är.")
    ask_who(shell, shell.close_pages, (lambda: note_as_guest(shell)) if guests else None, told=told)


def note_as_guest(shell: Shell) -> None:
    """A card by somebody who has no name here, or leaves it out. Whoever sat here before them has left."""
    live, desk = shell.tavla.live, shell.tavla.desk
    if live.me is not None and not desk.keyed:
        live.me = None
        desk.forget_person()
        shell.notice.lay_out()
        shell.close_pages()
        shell.redraw()

    def answer(text: str, key: str | None) -> None:
        save_without_name(shell, text, guest=True)

    shell.ask(Question(_("Vad vill du berätta?"), answer, explain=[_unnamed()]))


def note_begun(shell: Shell, begun: str) -> None:
    """What somebody typed who did not see that they were signed out: it may be a card, now that they are back."""
    from tui.acts.asking import with_person
    from tui.acts.cards import save_note

    def answer(text: str, key: str | None) -> None:
        with_person(shell, lambda: save_note(shell, text))

    told = _("Det här skrev du just när du loggades ut. Enter gör ett kort av det, esc kastar det.")
    question = Question(_("Vad vill du berätta?"), answer, explain=[(told, "still")], text=begun)
    shell.ask(question)
    question.at_first = ""  # so that one key does not throw it away


def note_nameless(shell: Shell) -> None:
    """A proposal by somebody of the team, without their name, where the team has allowed it."""
    if not has_board(shell):
        return
    if not terminal.terminal_of(shell.tavla.live.board).nameless:
        shell.say(_("Här noterar man med sitt namn. Teamet kan tillåta annat under Delad skärm."), "still")
        return

    def answer(text: str, key: str | None) -> None:
        save_without_name(shell, text, guest=False)

    shell.ask(Question(_("Vad vill du berätta, utan namn?"), answer, explain=[_unnamed()]))


def _unnamed() -> Piece:
    return _("Varken kortet eller historiken säger vem du är. Du kan inte ångra det själv sedan."), "quiet"


def save_without_name(shell: Shell, text: str, *, guest: bool) -> None:
    def heard(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("Noterat utan namn, och sparat i Förslag.")) and isinstance(outcome, Commit):
            shell.forget_draft("note")
            new = next((e.id for e in outcome.events if e.table == "cards"), None)
            if new is not None and not shell.pages:
                shell.board_view.select(new)
            if shell.pages:
                shell.pages[-1].receipt(_("Noterat. Det ligger i Förslag."))

    shell.tavla.live.do(terminal.note_without_name(text, guest=guest), heard)


def settings(shell: Shell) -> None:
    """What the board allows at a shared terminal."""
    from tui.pages.shared import SharedPage

    if has_board(shell):
        shell.open_page(SharedPage())
