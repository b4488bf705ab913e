"""Starta om: pick one small card, park the rest kindly, say when to meet. Nothing in it asks why it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from board import restart as again
from board.cycle_view import Row
from board.errors import Problem
from board.meeting.rhythm import next_meetings
from board.ports import Commit, Doc, Snapshot
from board.swedish import fold
from tui import cycle_words, rhythm_words, words
from tui.acts.asking import has_board
from tui.acts.cycles import apply, page_of
from tui.acts.deciding import left_on_cards
from tui.acts.rhythm import ask_book
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

MOST = 30
"""Cards that are listed to begin with; more are found by their words."""


def begin(shell: Shell) -> None:
    """Ask which card to begin with, on the board of the row in front or else the open one."""
    if not has_board(shell):
        return
    page, live = page_of(shell), shell.tavla.live
    board = (page.board_here if page is not None else None) or live.board_id or ""
    found: list[Snapshot] = []

    def work() -> Commit:
        found.append(shell.tavla.desk.open(board).snapshot)
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        elif not shell.asking:
            _ask_card(shell, board, found[0], page.cycle if page is not None else None)

    live.ask(work, then)


def _ask_card(shell: Shell, board: str, snapshot: Snapshot, row: Row | None) -> None:
    ids = again.small_first(snapshot)
    cards = snapshot.table("cards")
    if not ids:
        shell.say(_("Det finns inget kort att börja med. Notera ett först."), "quiet")
        return

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        named = [id for id in ids if all(word in fold(str(cards[id].get("title") or "")) for word in wanted)]
        return [_option(id, cards[id]) for id in named[:MOST]]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _ask_rest(shell, board, snapshot, key)

    explain: list[Piece] = [
        (
            _(
                "Det händer att det stannar av. Välj ett litet kort som går att komma framåt med redan den här veckan."
            ),
            "text",
        ),
        (_("De minsta står först."), "quiet"),
    ]
    shell.ask(
        Question(
            _("Starta om: vilket kort börjar ni med?"), answer, explain=explain, options=options, pick=True
        )
    )


def _option(id: str, doc: Doc) -> Option:
    place = (
        words.phase(doc.get("phase")) if doc.get("state", "open") == "open" else words.state(doc.get("state"))
    )
    return Option(id, [(fit(str(doc.get("title") or ""), 50), "text"), (f"  {place}", "quiet")])


def _ask_rest(shell: Shell, board: str, snapshot: Snapshot, card: str) -> None:
    """What becomes of the other cards."""
    everything = again.rest_of(snapshot, card)
    running = again.rest_of(snapshot, card, proposals=False)
    if not everything:
        _do(shell, board, card, (), None)
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "none":
            _do(shell, board, card, (), None)
        else:
            _ask_why(shell, board, card, everything if key == "all" else running)

    parked = ngettext("Parkera det andra: {n} kort", "Parkera allt annat: {n} kort", len(everything))
    options = [Option("all", [(parked.format(n=len(everything)), "text")])]
    if running and len(running) < len(everything):
        told = ngettext(
            "Parkera bara det som pågår: {n} kort", "Parkera bara det som pågår: {n} kort", len(running)
        )
        options.append(
            Option(
                "running",
                [(told.format(n=len(running)), "text"), ("  " + _("förslagen ligger kvar"), "quiet")],
            )
        )
    options.append(Option("none", [(_("Låt det andra ligga kvar"), "text")]))
    title = str((snapshot.get("cards", card) or {}).get("title") or "")
    explain: list[Piece] = [
        (_("Ni börjar med: {title}").format(title=fit(title, 70)), "strong"),
        (
            _("Det som parkeras finns kvar med allt som står på det, och kan tas upp igen när som helst."),
            "quiet",
        ),
    ]
    if severe := again.severe_of(snapshot, card):
        explain.append((f"! {cycle_words.severe_stay(len(severe))}", "late"))
    explain += left_on_cards(snapshot, everything)
    shell.ask(
        Question(_("Vad gör ni med resten?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def _ask_why(shell: Shell, board: str, card: str, park: Sequence[str]) -> None:
    """One reason for all, that the ones who noted the cards can read."""

    def answer(text: str, key: str | None) -> None:
        _do(shell, board, card, park, text.strip() or None)

    explain: list[Piece] = [
        (_("Det här står på varje kort som parkeras, så att den som noterade det förstår."), "quiet")
    ]
    shell.ask(
        Question(
            _("Vad säger ni om dem?"),
            answer,
            explain=explain,
            text=cycle_words.restarted(),
            many=True,
            renew=True,
        )
    )


def _do(shell: Shell, board: str, card: str, park: Sequence[str], why: str | None) -> None:
    here = board == shell.tavla.live.board_id
    said = _("Ni har startat om. Kortet tas upp på nästa möte.")
    if park:
        told = ngettext(
            "Ni har startat om, och {n} kort är parkerat.",
            "Ni har startat om, och {n} kort är parkerade.",
            len(park),
        )
        if here:  # undo is about the board that is open
            told = ngettext(
                "Ni har startat om. {n} kort är parkerat, {undo} ångrar.",
                "Ni har startat om. {n} kort är parkerade, {undo} ångrar.",
                len(park),
            )
        said = told.format(n=len(park), undo=shell.key_of("undo"))

    def after() -> None:
        if here:
            shell.board_view.select(card)
            _ask_meeting(shell, said)

    apply(shell, board, again.restart(card, park, why), said, after)


def _ask_meeting(shell: Shell, said: str) -> None:
    """When to meet next: a meeting that is booked already is told, else one can be booked."""
    coming = next_meetings(shell.tavla.live.board, shell.tavla.now)
    if coming:
        when = rhythm_words.when(coming[0], shell.tavla.now)
        shell.say(f"{said} " + _("Ni ses {when}.").format(when=when))
    else:
        ask_book(shell)
