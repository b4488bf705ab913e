"""What can be done to a cycle from page v, on whichever of one's boards it lies: ask kindly, comment, hand over, take
it up at the next meeting, move it, open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board import commands, remind
from board.context import Command
from board.cycle_view import Row
from board.errors import Problem
from board.handover import hand_over
from board.meeting.rhythm import next_meetings
from board.model import people_of
from board.ports import Commit
from tui import cycle_words, handover_words, rhythm_words
from tui.acts import newcomer
from tui.acts.asking import do, in_front, with_person
from tui.acts.fields import person_options
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.cycles import CyclesPage
    from tui.shell import Shell


def page_of(shell: Shell) -> CyclesPage | None:
    """The page, where it is in front."""
    from tui.pages.cycles import CyclesPage

    return in_front(shell, CyclesPage)


def _row(shell: Shell) -> Row | None:
    page = page_of(shell)
    return page.cycle if page is not None else None


def apply(
    shell: Shell, board: str, command: Command, said: str, after: Callable[[], object] = lambda: None
) -> None:
    """Make a change on any board, say how it went, and show how things are then."""
    live, page = shell.tavla.live, page_of(shell)

    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said):
            after()
        if page is not None and board != live.board_id:  # the open one has news of it
            page.read(board)

    if board == live.board_id:
        with_person(shell, lambda: live.do(command, then))
    else:
        with_person(shell, lambda: live.do_on(board, command, then))


# --- asking and telling


def ask_how_it_goes(shell: Shell) -> None:
    """Ask the one it waits for how it goes; the question can be written over. They see it on Min sida."""
    row, page = _row(shell), page_of(shell)
    if row is None or page is None:
        return
    me = shell.tavla.live.me
    whom = [ref for ref in row.wait.who if ref != me]
    if not whom:
        shell.say(_nobody(shell, page, row), "quiet")
        return
    people = people_of(shell.tavla.live.org)
    names = ", ".join(people[ref].short if ref in people else "" for ref in whom)

    def answer(text: str, key: str | None) -> None:
        said = _("{name} ser frågan på Min sida, och på kortet.").format(name=names)
        apply(shell, row.board, remind.remind(row.card, whom, text), said)

    explain: list[Piece] = [
        (fit(row.title, 70), "strong"),
        (_("Väntar på: {what}").format(what=cycle_words.waits(row, page.called, page.names)), "quiet"),
    ]
    title = _("Fråga {name} hur det går").format(name=names)
    shell.ask(Question(title, answer, explain=explain, text=cycle_words.ask(row), many=True, renew=True))


def _nobody(shell: Shell, page: CyclesPage, row: Row) -> str:
    """Why there is nobody to ask, and what one can do."""
    if row.wait.who:
        return _("Det här väntar på dig. {key} öppnar kortet.").format(key=shell.key_of("row_open"))
    if row.wait.code == "lift":
        whom = cycle_words.on_whom(row.wait, page.called, page.names)
        return _("Lyftet ligger hos {whom}, som ser det under Lyft. Säg det gärna också.").format(whom=whom)
    told = _("Det finns ingen att fråga än. {key} väljer någon som håller i det.")
    return told.format(key=shell.key_of("cycle_owner"))


def comment(shell: Shell) -> None:
    row = _row(shell)
    if row is None:
        return
    draft = f"comment/{row.card}"

    def answer(text: str, key: str | None) -> None:
        command = commands.comment(row.card, text)
        apply(shell, row.board, command, _("Kommentaren är sparad."), lambda: shell.forget_draft(draft))

    explain: list[Piece] = [(fit(row.title, 70), "quiet")]
    shell.ask(Question(_("Skriv en kommentar"), answer, explain=explain, many=True, draft=draft))


def hand(shell: Shell) -> None:
    """Give a card to somebody, with what its owner has promised on it and the story so far."""
    row = _row(shell)
    if row is None:
        return
    live = shell.tavla.live

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        command: Command
        if row.owner and row.owner != key:
            tell = handover_words.story(live.org, row.owner, key, shell.tavla.now)
            command = hand_over(row.owner, key, tell, card=row.card)
        else:
            command = commands.edit(row.card, {"owner": key})
        people = people_of(live.org)
        name = people[key].short if key in people else ""
        apply(shell, row.board, command, _("{name} håller i kortet nu.").format(name=name))

    def options(text: str) -> list[Option]:
        return [one for one in person_options(shell, text, live.me) if one.key != row.owner]

    explain: list[Piece] = [(fit(row.title, 70), "strong")]
    if row.owner:
        explain.append((_("Det som är lovat på kortet följer med, och vad som hänt hittills."), "quiet"))
    question = Question(_("Vem tar över?"), answer, explain=explain, options=options, pick=True)
    shell.ask(newcomer.or_new(shell, question))


def next_meeting(shell: Shell) -> None:
    """Put a card on the next meeting, or take it off again."""
    row = _row(shell)
    if row is None:
        return
    said = on_meeting_words(shell, row.board, not row.on_meeting)
    apply(shell, row.board, commands.edit(row.card, {"on_meeting": not row.on_meeting}), said)


def next_meeting_with(shell: Shell) -> None:
    """The same for the card one stands on or has opened."""
    id, live = shell.card, shell.tavla.live
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state", "open") != "open":
        shell.say(_("Kortet är inte på tavlan. Ta upp det igen först."), "still")
        return
    wanted = not card.get("on_meeting")
    said = on_meeting_words(shell, live.board_id or "", wanted)
    do(shell, commands.edit(id, {"on_meeting": wanted}), said)


def on_meeting_words(shell: Shell, board: str, wanted: bool) -> str:
    """That a card is taken up at the next meeting, and when that is where this is the open board's."""
    live, now = shell.tavla.live, shell.tavla.now
    if not wanted:
        return _("Tas inte upp på nästa möte.")
    if board != live.board_id:
        return _("Tas upp på nästa möte.")
    coming = next_meetings(live.board, now)
    if not coming:
        return _("Tas upp på nästa möte. Ingen mötestid är bestämd.")
    return _("Tas upp på mötet {when}.").format(when=rhythm_words.when(coming[0], now))


# --- going there


def forward(shell: Shell) -> None:
    _step(shell, 1)


def back(shell: Shell) -> None:
    _step(shell, -1)


def _step(shell: Shell, steps: int) -> None:
    row = _row(shell)
    if row is None:
        return
    if row.board != shell.tavla.live.board_id:
        shell.say(_("Kortet ligger på en annan tavla. Öppna det först med enter."), "quiet")
        return
    from tui.acts import cards

    (cards.forward if steps > 0 else cards.back)(shell)
