"""The boards with each one's pulse: how many cards where, and when something last happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from board import ids, organisation
from board.codes import COLUMNS
from board.errors import Problem
from board.ports import Commit
from tui import words
from tui.acts.across import go_to_board
from tui.card_lines import person_name
from tui.desk import Pulse
from tui.lines import Piece, Row, fit, spread
from tui.pages.page import Page
from tui.text import _, dates
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item

IDEAS = "="
"""The row of the idea bank; no board has such an id."""


class BoardsPage(Page):
    """Choose a board, make one, name it anew, put it away."""

    name_of_page = "boards"

    def __init__(self) -> None:
        super().__init__()
        self._pulses: list[Pulse] | None = None

    def on_mount(self) -> None:
        self._read()

    def _read(self) -> None:
        found: list[Pulse] = []
        desk = self.tavla.desk

        def work() -> Commit:
            found.extend(desk.pulses())
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._pulses = found
            self.fill()

        self.tavla.live.ask(work, then)

    def news(self, news: Any) -> None:
        self._read()

    def build(self, width: int) -> Sequence[Item]:
        items = [Item(([(_("Tavlor"), "heading")], [("", "text")]))]
        if self._pulses is None:
            return [*items, Item(([(_("Tavlorna läses …"), "quiet")],))]
        for pulse in sorted(self._pulses, key=lambda p: (p.archived, p.name)):
            items += [Item(self._rows(pulse, width), pulse.board), Item(([("", "text")],))]
        row: Row = [("+ ", "accent"), (_("Gör en ny tavla"), "text")]
        bank: Row = [
            (self.shell.key_of("ideas") + " ", "accent"),
            (_("Idébank: läs hur andra gjorde"), "text"),
        ]
        return [*items, Item((bank,), IDEAS), Item((row,), "+")]

    def _rows(self, pulse: Pulse, width: int) -> tuple[Row, ...]:
        here = pulse.board == self.tavla.live.board_id
        name: list[Piece] = [("● " if here else "  ", "accent"), (fit(pulse.name, width // 2), "strong")]
        if pulse.unit and pulse.unit != pulse.name:
            name.append((f"  {fit(pulse.unit, width // 4)}", "quiet"))
        if pulse.archived:
            name.append(("  " + _("arkiverad"), "still"))
        if pulse.made_up:
            name.append(("  " + _("påhittade exempel"), "still"))
        counts = " · ".join(f"{words.phase(p)} {pulse.counts.get(p, 0)}" for p in COLUMNS)
        last = ""
        if pulse.at:
            who = person_name(self.shell.look().people, pulse.by)
            last = _("senast {when}, {who}").format(when=dates.told(pulse.at, self.tavla.now), who=who)
        return (
            spread(name, [(last, "quiet")], width),
            [("  " + fit(counts, width - 2), "quiet")],
        )

    def opened(self) -> None:
        if self.key == "+":
            ask_new_board(self)
        elif self.key == IDEAS:
            self.shell.run_action_of("ideas")
        elif self.key is not None:
            go_to_board(self.shell, self.key, refused=self._read)

    def act(self, what: str) -> None:
        key = self.key
        pulse = next((p for p in self._pulses or () if p.board == key), None)
        if pulse is None:
            return
        if what == "archive":
            self._archive(pulse)
        elif what == "rename":

            def answer(text: str, key: str | None) -> None:
                self._change(pulse.board, {"name": text}, _("Tavlan har ett nytt namn."))

            self.shell.ask(Question(_("Vad ska tavlan heta?"), answer, text=pulse.name))

    def _archive(self, pulse: Pulse) -> None:
        """Put a board away, which is asked about: it takes all its cards out of sight. One put away is taken out."""
        said = self.shell.keyed(_("Sparat. {undo} ångrar på den tavlan."))
        if pulse.archived:
            self._change(pulse.board, {"archived": False}, said)
            return

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if key == "yes":
                self._change(pulse.board, {"archived": True}, said)

        options = [
            Option("no", [(_("Nej, låt den vara"), "text")]),
            Option("yes", [(_("Ja, arkivera"), "text"), ("  " + _("allt finns kvar"), "quiet")]),
        ]
        title = _("Arkivera ”{name}”?").format(name=fit(pulse.name, 40))
        self.shell.ask(Question(title, answer, text=None, options=options, pick=True))

    def _change(self, board: str, fields: dict[str, Any], said: str) -> None:
        live = self.tavla.live
        command = organisation.change_board(fields)

        def then(outcome: Commit | Problem) -> None:
            self.shell.tell(outcome, said)
            self._read()

        live.do_on(board, command, then)


def ask_new_board(page: Page) -> None:
    """A board begins with its name; the rest is asked on its own page."""
    shell = page.shell
    live = shell.tavla.live

    def answer(text: str, key: str | None) -> None:
        name = text.strip()
        board = ids.slug(name)
        if not board:
            shell.prompt.say(_("Skriv vad tavlan ska heta, till exempel enhetens namn."), "still")
            return

        def refused(outcome: Commit | Problem) -> None:
            if isinstance(outcome, Problem):
                shell.tell(outcome)

        def done(outcome: Commit | Problem) -> None:
            if not shell.tell(outcome):
                return
            shell.close_pages()
            shell.show_board()
            from tui.acts.places import about

            about(shell)
            shell.say(
                shell.keyed(
                    _("Tavlan är klar. Skriv gärna enhet och syfte, eller tryck esc och börja med {note}.")
                )
            )

        live.switch(board, lambda: live.do(organisation.start_board(name), done), refused, new=True)

    shell.ask(Question(_("Vad ska tavlan heta?"), answer, explain=[(_("Ofta enhetens namn."), "quiet")]))
