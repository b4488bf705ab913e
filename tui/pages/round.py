"""A closed round: what was answered as a ground for talk, what it comes to, and how it has moved over time."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from board.readiness_rounds import Round, is_locked, status
from tui import readiness_words as words
from tui.acts import readiness as acts
from tui.acts import readiness_after as after
from tui.acts.cards import open_card
from tui.acts.readiness_files import write_out
from tui.lines import Piece, Row, spread, wrap
from tui.live import News
from tui.pages import round_dialogue, round_result, round_time
from tui.pages.page import Page
from tui.tabs import NONE, tabs
from tui.text import N_, _, ngettext
from tui.widgets.rows_view import Item

VIEWS = {"dialogue": N_("Samtal"), "result": N_("Resultat"), "time": N_("Över tid")}
SPACE = Item(([("", "text")],))


class RoundPage(Page):
    """One round, in one of three views."""

    name_of_page = "round"

    def __init__(self, id: str, scope: str, view: str = "dialogue") -> None:
        super().__init__()
        self._round, self._scope = id, scope
        self._view = view
        self._divided_first = True
        self._tabs = NONE

    @property
    def round(self) -> Round | None:
        return acts.find(self.tavla.live, self._round, self._scope)

    @property
    def item(self) -> str | None:
        """The factor under the cursor."""
        what, _colon, key = (self.key or "").partition(":")
        return key if what == "item" else None

    def news(self, news: News) -> None:
        self.fill()

    def step(self, items: int) -> None:
        super().step(items)
        if self._view == "dialogue":  # what is said of the factor in front is shown whole
            self.fill()

    def _follow(self) -> None:
        """A view is read from its beginning, also where what can be chosen first is further down."""
        super()._follow()
        if all(item.key is None for item in self.items[: self.cursor]):
            self.top = 0

    def act(self, what: str) -> None:
        if what == "order":
            self._divided_first = not self._divided_first
            self.fill()
        elif what == "card":
            one = self.round
            if one is not None and one.result is not None:
                after.make_card(self.shell, one, self.item)
        elif what == "file":
            one = self.round
            if one is not None and one.result is not None:
                write_out(self.shell, one)
        else:
            names = list(VIEWS)
            self.show_view(names[(names.index(self._view) + (1 if what == "next" else -1)) % len(names)])

    def show_view(self, view: str) -> None:
        self._view, self.top, self.cursor = view, 0, 0
        self.set_items(())
        self.fill()

    def opened(self) -> None:
        one = self.round
        what, _colon, key = (self.key or "").partition(":")
        if one is None:
            return
        if what == "item":
            after.agree(self.shell, one, key)
        elif what == "conclusion":
            after.agree(self.shell, one, None)
        elif what == "ending":
            after.end(self.shell, one)
        elif what == "wills":
            after.say_wills(self.shell, one)
        elif what == "file":
            write_out(self.shell, one)
        elif what == "late":
            after.count_late(self.shell, one)
        elif what == "card":
            open_card(self.shell, key)
        elif what == "view":
            self.show_view(key)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.top + event.y == 1 and event.button == 1:
            hit = self._tabs.at(event.x - self.margin - 1)
            if hit is not None:
                self.show_view(hit)
            return
        super().on_mouse_down(event)

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        one = self.round
        if one is None or one.result is None:
            return [Item(([(_("Omgången har inget resultat."), "still")],))]
        items = [Item((*self._head(one, width), [("", "text")]))]
        items += self._late(one, width)
        if self._view == "dialogue":
            return [*items, *round_dialogue.items(self, one, width, self._divided_first)]
        if self._view == "result":
            return [*items, *round_result.items(self, one, width)]
        return [*items, *round_time.items(self, one, width)]

    def _head(self, one: Round, width: int) -> list[Row]:
        answers = one.result.answers if one.result else 0
        count = ngettext("{n} svar", "{n} svar", answers).format(n=answers)
        title: list[Piece] = [
            (words.form(one.form), "heading"),
            (f"  {acts.label_of(self.shell, one)}", "quiet"),
        ]
        facts = f"{words.when(one, self.tavla.now.date())} · {count}"
        if one.baseline:
            facts += " · " + _("den första, utgångsläget")
        self._tabs = tabs(VIEWS, self._view, width)
        return [spread(title, [(facts, "quiet")], width), self._tabs.row]

    def _late(self, one: Round, width: int) -> list[Item]:
        """Answers that came after, for the one who may count them in."""
        live = self.tavla.live
        late = status(acts.home_of(live, self._scope), live.org, one.id).late
        if not late or not acts.leads(self.shell, one.scope, one.area):
            return []
        told = ngettext(
            "{n} svar kom eller ändrades efter att omgången stängdes. Det är kvar men inte med.",
            "{n} svar kom eller ändrades efter att omgången stängdes. De är kvar men inte med.",
            late,
        ).format(n=late)
        locked = is_locked(acts.home_of(live, self._scope), one.id)
        if not locked:
            told += " " + _("Enter räknar med dem, om de är minst tre.")
        rows: list[Row] = [[(line, "still")] for line in wrap(told, width)]
        return [Item(tuple(rows), None if locked else "late"), SPACE]
