"""The idea bank: what other teams tried and let others read, found by words and copied to one's own board."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from board.errors import Problem
from board.method.ideas import Idea, copies_of, found
from board.ports import Commit
from tui import idea_words
from tui.lines import Row, fit, spread, wrap
from tui.live import News
from tui.pages.page import Page
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

LABEL = 28
MOST = 200
"""Ideas that are listed at a time; more is found by searching."""
NARROW = 80
"""Columns below which a label has a line of its own."""


class IdeasPage(Page):
    """Every board's ideas, latest first, or those that have the words searched for."""

    name_of_page = "ideas"

    def __init__(self) -> None:
        super().__init__()
        self._ideas: list[Idea] | None = None
        self.asked = ""

    def on_mount(self) -> None:
        self._read()

    def news(self, news: News) -> None:
        self._read()

    def _read(self) -> None:
        """Other boards are read in the storage thread."""
        read: list[Idea] = []
        desk = self.tavla.desk

        def work() -> Commit:
            for board in desk.board_ids:
                with suppress(Problem):  # `tavla check` tells why a board cannot be read
                    read.extend(desk.ideas(board))
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._ideas = sorted(read, key=lambda idea: idea.when, reverse=True)
            self.fill()

        self.tavla.live.ask(work, then)

    @property
    def idea(self) -> Idea | None:
        """The idea under the cursor."""
        return next((idea for idea in self._ideas or () if idea.card == self.key), None)

    def narrow(self, words: str) -> None:
        """Show only the ideas that have these words."""
        if words != self.asked:
            self.asked = words
            self.fill()

    def build(self, width: int) -> Sequence[Item]:
        head: list[Row] = [[(_("Idébank"), "heading")]]
        if self._ideas is None:
            return [Item((*head, [(_("Tavlorna läses …"), "quiet")]))]
        shown = found(self._ideas, self.asked)
        count = ngettext("{n} idé", "{n} idéer", len(self._ideas)).format(n=len(self._ideas))
        if self.asked.strip():
            count = _("{shown} av {of} för ”{words}”").format(
                shown=len(shown), of=len(self._ideas), words=" ".join(self.asked.split())
            )
        head = [spread(head[0], [(count, "quiet")], width)]
        aim = _("Så gjorde andra, och det här lärde de sig. Läs, och ta det som passar er.")
        head += [[(line, "quiet")] for line in wrap(aim, width)]
        items = [Item((*head, [("", "text")]))]
        if not shown:
            return [*items, Item(tuple([(line, "text")] for line in wrap(self._none(), width)))]
        copied = copies_of(self.tavla.live.board)
        items += [self._row(idea, (idea.board, idea.card) in copied, width) for idea in shown[:MOST]]
        if (more := len(shown) - MOST) > 0:
            told = ngettext("och {n} till: sök med {key}", "och {n} till: sök med {key}", more)
            items.append(
                Item(([("  " + told.format(n=more, key=self.shell.key_of("idea_search")), "quiet")],))
            )
        return items

    def _none(self) -> str:
        if self._ideas:
            told = _("Ingen idé har de orden. Pröva färre eller andra ord: tryck {key}.")
            return told.format(key=self.shell.key_of("idea_search"))
        return _(
            "Här är tomt än. När ett kort avslutas kan ni låta andra läsa hur ni gjorde; då kommer det hit."
        )

    def _row(self, idea: Idea, copied: bool, width: int) -> Item:
        today = self.tavla.now.date()
        name: Row = [("  " + fit(idea.title, max(width - 18, 20)), "strong")]
        own = idea.board == self.tavla.live.board_id
        mark = _("er egen") if own else _("✓ på er tavla") if copied else ""
        facts = [fit(idea_words.where(idea), width // 2), idea_words.came_to(idea)]
        rows: list[Row] = [
            spread(name, [(idea_words.when(idea, today), "quiet")], width),
            spread(
                [("  " + fit(" · ".join(filter(None, facts)), width - len(mark) - 5), "quiet")],
                [(mark, "good")],
                width,
            ),
        ]
        if gist := idea_words.gist(idea):
            rows.append([("  " + wrap(gist, width - 2, 1)[0], "text")])
        return Item((*rows, [("", "text")]), idea.card)

    def opened(self) -> None:
        if self.idea is not None:
            self.shell.open_page(IdeaPage(self.idea))


class IdeaPage(Page):
    """One idea, whole."""

    name_of_page = "idea"

    def __init__(self, idea: Idea) -> None:
        super().__init__()
        self.idea: Idea | None = idea

    def build(self, width: int) -> Sequence[Item]:
        idea = self.idea
        if idea is None:
            return ()
        today = self.tavla.now.date()
        rows: list[Row] = [[(line, "heading")] for line in wrap(idea.title, width)]
        facts = " · ".join(
            filter(None, (idea_words.where(idea), idea_words.came_to(idea), idea_words.when(idea, today)))
        )
        rows += [[(line, "quiet")] for line in wrap(facts, width)]
        if idea.made_up:
            rows.append([(_("påhittade exempel"), "still")])
        rows.append([("", "text")])
        label = LABEL if width >= NARROW - 4 else 0
        for name, text in idea_words.fields(idea):
            if not label:
                rows.append([(name, "quiet")])
            for i, line in enumerate(wrap(text, width - label)):
                lead = f"{name if i == 0 else '':<{label}}" if label else ""
                rows.append([(lead, "quiet"), (line, "text")])
            rows.append([("", "text")])
        rows += [[(line, "accent")] for line in wrap(self._next(idea), width)]
        return [Item(tuple(rows))]

    def _next(self, idea: Idea) -> str:
        if idea.board == self.tavla.live.board_id:
            return _("Det här är er egen idé.")
        if (idea.board, idea.card) in copies_of(self.tavla.live.board):
            return _("✓ Idén finns på er tavla.")
        told = _(
            "{key} gör ett kort av idén i Förslag på er tavla, med problemet, det de prövade och det de lärde sig."
        )
        return told.format(key=self.shell.key_of("idea_copy"))
