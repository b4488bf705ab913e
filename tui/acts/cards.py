"""Noting a card, opening it and moving it. Rules are the board's; here they are asked about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from board import commands
from board.codes import PHASES
from board.errors import Problem
from board.ports import Commit, Doc
from board.terminal import terminal_of
from tui import words
from tui.acts.asking import do, has_board, move, with_person
from tui.acts.deciding import SOLVED, ask_solved, finish, reopen, solved_option
from tui.acts.shared import save_without_name
from tui.lines import fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def note(shell: Shell) -> None:
    """One key, one line, enter. Cards that sound the same are shown under it while typing."""
    from board.similar import similar

    if not has_board(shell):
        return
    candidates = _candidates(shell)

    def alike(text: str) -> list[Option]:
        found = similar(text, candidates) if len(text.strip()) > 3 else []
        return [_like(shell, id) for id, _score in found]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _go_to(shell, key)
            return
        guests = terminal_of(shell.tavla.live.board).guests
        as_guest = partial(save_without_name, shell, text, guest=True) if guests else None
        with_person(shell, lambda: save_note(shell, text), as_guest)

    shell.ask(
        Question(
            _("Vad vill du berätta?"),
            answer,
            options=alike,
            draft="note",
            hint=_("en rad räcker · enter sparar · ↓ till ett kort som liknar · esc avbryter"),
        )
    )


def _candidates(shell: Shell) -> list[tuple[str, str, str]]:
    here = [
        (id, str(card.get("title") or ""), str(card.get("problem") or "")) for id, card in shell.cards.items()
    ]
    return here + shell.tavla.desk.other_cards(shell.tavla.live.board_id)


def _like(shell: Shell, id: str) -> Option:
    card = shell.cards.get(id)
    if card is None:
        title, board = shell.tavla.desk.other_card(id)
        told = _("idé: ") if shell.tavla.desk.idea(id) is not None else _("liknar: ")
        return Option(id, [(told, "quiet"), (fit(title, 40), "text"), (f"  ({board})", "quiet")])
    place = words.phase(card.get("phase")) if card.get("state") == "open" else words.state(card.get("state"))
    return Option(
        id, [(_("liknar: "), "quiet"), (fit(str(card["title"]), 46), "text"), (f"  ({place})", "quiet")]
    )


def _go_to(shell: Shell, id: str) -> None:
    if id in shell.cards:
        shell.board_view.select(id)
        open_card(shell, id)
    elif (idea := shell.tavla.desk.idea(id)) is not None:
        from tui.pages.ideas import IdeaPage

        shell.open_page(IdeaPage(idea))
    else:
        title, board = shell.tavla.desk.other_card(id)
        shell.say(
            shell.keyed(
                _("”{title}” finns på tavlan {board}. Tryck {boards} för att öppna den."),
                title=title,
                board=board,
            )
        )


def save_note(shell: Shell, text: str) -> None:
    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("Noterat, och sparat i Förslag.")) and isinstance(outcome, Commit):
            shell.forget_draft("note")
            new = next((e.id for e in outcome.events if e.do == "add" and e.before is None), None)
            if new is not None and not shell.pages:
                shell.board_view.select(new)

    shell.tavla.live.do(commands.note(text), then)


def from_starter(shell: Shell) -> None:
    from tui.acts.starting import begin

    begin(shell)


def story(shell: Shell) -> None:
    from tui.acts.story import story

    if shell.card is not None:
        story(shell, shell.card)


def open_card(shell: Shell, id: str | None = None) -> None:
    card = id or shell.card
    if card is None:
        if not shell.cards:
            note(shell)
        return
    from tui.pages.card import CardPage

    shell.open_page(CardPage(card))


def forward(shell: Shell) -> None:
    _step(shell, 1)


def back(shell: Shell) -> None:
    _step(shell, -1)


def _step(shell: Shell, steps: int) -> None:
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state", "open") != "open":
        reopen(shell, id)
        return
    at = PHASES.index(str(card.get("phase"))) + steps
    if at < 0:
        shell.say(_("Kortet är redan i Förslag."), "quiet")
    elif PHASES[at] == "done":
        finish(shell)
    else:
        move(shell, id, PHASES[at])


def move_to(shell: Shell) -> None:
    """Choose the phase from a list."""
    id = shell.card
    if id is None:
        return
    here = (shell.cards.get(id) or {}).get("phase")

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "done":
            finish(shell)
        elif key == SOLVED:
            ask_solved(shell, id)
        elif key is not None:
            move(shell, id, key)

    options = [
        Option(p, [(words.phase(p), "text"), ("  " + words.phase_aim(p), "quiet")])
        for p in PHASES
        if p != here
    ]
    if (shell.cards.get(id) or {}).get("state", "open") == "open":
        options.append(solved_option())
    shell.ask(Question(_("Flytta kortet till"), answer, text=None, options=options, pick=True))


def raise_card(shell: Shell) -> None:
    _reorder(shell, -1)


def lower_card(shell: Shell) -> None:
    _reorder(shell, 2)


def _reorder(shell: Shell, rows: int) -> None:
    id = shell.board_view.selected
    card = shell.cards.get(id) if id else None
    place = shell.board_view.columns.find(id, card) if id else None
    if (
        id is None
        or place is None
        or place[1] + min(rows, 1) not in range(shell.board_view.columns.size(place[0]))
    ):
        return
    before = shell.board_view.columns.at(place[0], place[1] + rows) or ""
    do(shell, commands.move(id, place[0], before=before), "")


def drop(shell: Shell, id: str, phase: str, before: str) -> None:
    """A card was let go with the mouse."""
    card: Doc | None = shell.cards.get(id)
    if card is None or before == id:
        return
    if card.get("phase") == phase:
        do(shell, commands.move(id, phase, before=before), "")
    else:
        move(shell, id, phase, before)
