"""Events: those that wait to be sorted, all of them over time, those of each routine, and what somebody called a risk.

Every number opens what is behind it, where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from board import events, organisation, risk
from board.events import OfRoutine, Period
from board.model import people_of
from board.ports import Doc
from tui import event_words as told
from tui import risk_words
from tui.acts.asking import do
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages import event_rows, risk_rows
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _, dates
from tui.widgets.prompt import Question
from tui.widgets.rows_view import Item

VIEWS: Mapping[str, str] = {
    "sort": N_("Att sortera"),
    "all": N_("Alla händelser"),
    "routine": N_("Per rutin"),
    "risk": N_("Risker"),
}
MOST = 100
"""Events that are listed before somebody asks for all of them."""
EVERY = "every"
LOW = 28
"""Rows of a window under which fewer weeks are told."""
FEW_PERIODS, PERIODS = 6, 12


class EventsPage(TabbedPage):
    """Enter opens what is on the row: an event's fields, the events of a week or a routine, a card."""

    name_of_page = "events"
    views: ClassVar[Mapping[str, str]] = VIEWS

    def __init__(self, view: str = "sort", event: str | None = None) -> None:
        super().__init__()
        self.view = view
        self._first = f"event/{event}" if event else ""
        self._open: set[str] = {self._first} if event else set()
        self._months = False

    @property
    def event(self) -> str | None:
        """The event that the row is, or is a field of."""
        what, *named = (self.key or "").split("/")
        if what in ("event", "field") and named:
            return named[0]
        return named[1] if what == "risk" and named[0] == "event" else None

    @property
    def routine(self) -> OfRoutine | None:
        """The routine that the row is."""
        what, _slash, id = (self.key or "").partition("/")
        if what != "routine":
            return None
        return next((one for one in self._per_routine() if one.routine == id), None)

    @property
    def idle(self) -> set[str]:
        sorting = {"event_tie", "event_answer", "event_example", "event_delete"}
        if self.event is not None:
            return {"event"}
        one = self.routine
        return sorting if one is not None and one.recent and not one.card else {*sorting, "event_card"}

    @property
    def hints(self) -> Mapping[str, str]:
        return {"row_open": _("öppna")}

    def fill(self) -> None:
        super().fill()
        if self._first in self.keys:
            self.set_items(self.items, keep=self._first)
            self._first = ""
        self.shell.key_line.update()

    def show(self, view: str) -> None:
        super().show(view)
        if view == "risk":
            self.fill()  # the matrix points at the risk under the cursor, which is known now

    def step(self, items: int) -> None:
        super().step(items)
        self.shell.key_line.update()
        if self.view == "risk":
            self.fill()

    def _per_routine(self) -> tuple[OfRoutine, ...]:
        return events.per_routine(self.tavla.live.board, self.tavla.now.date())

    @property
    def _docs(self) -> Mapping[str, Doc]:
        return self.tavla.live.board.table(events.TABLE)

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), width)
        rows = {"sort": self._to_sort, "all": self._all, "routine": self._routines, "risk": self._risks}
        waits = len(events.unsorted(around.board))
        fact = told.to_sort(waits) if waits else _("allt är sorterat")
        first, tabs = self.head(_("Händelser"), fact, width)
        return [Item((first, tabs, [("", "text")])), *rows[self.view](around)]

    def _risks(self, around: Around) -> list[Item]:
        return risk_rows.items(around, self._open, self.key)

    def _to_sort(self, around: Around) -> list[Item]:
        found = events.unsorted(around.board)
        if not found:
            key = self.shell.key_of("event")
            none = _("Inget att sortera. {key} noterar strul, en synpunkt eller något som gick bra.")
            return event_rows.quiet(none.format(key=key), around.width)
        items = [item for id in found for item in self._event(around, id)]
        hint = _(
            "Vad ska det bli av det? Ett kort, ett kort som redan finns, ett svar eller ett gott exempel."
        )
        return [*items, SPACE, *event_rows.quiet(hint, around.width), *self._statutory(around.width)]

    def _statutory(self, width: int) -> list[Item]:
        said = _(
            "Lex Sarah och vårdskada rapporteras i händelsesystemet. Här står på sin höjd numret därifrån."
        )
        return event_rows.quiet(said, width)

    def _event(self, around: Around, id: str, indent: int = 0) -> list[Item]:
        return event_rows.event(around, id, f"event/{id}" in self._open, indent)

    def _all(self, around: Around) -> list[Item]:
        docs = self._docs
        if not docs:
            return self._to_sort(around)
        count = PERIODS if self.size.height >= LOW else FEW_PERIODS
        periods = (events.per_month if self._months else events.per_week)(around.board, around.today, count)
        label = (
            _("Per månad  enter visar per vecka") if self._months else _("Per vecka  enter visar per månad")
        )
        items = [Item(([("  " + label, "strong")],), "turn")]
        most = max(len(one.events) for one in periods)
        for one in periods:
            items += self._period(around, one, most)
        listed = events.newest_first(docs)
        items += [SPACE, Item(([("  " + told.count(len(listed)), "strong")],))]
        few = [id for n, id in enumerate(listed) if n < MOST or f"event/{id}" in self._open]
        for id in listed if EVERY in self._open else few:
            items += self._event(around, id)
        if len(listed) > len(few) and EVERY not in self._open:
            more = _("Visa {n} till").format(n=len(listed) - len(few))
            items.append(Item(([("  " + more, "quiet")],), EVERY))
        return items

    def _period(self, around: Around, one: Period, most: int) -> list[Item]:
        """A week or a month as a bar with its number; enter lists what is in it."""
        key = f"period/{one.start.isoformat()}"
        name = f"{dates.month(one.start)} {one.start.year}" if self._months else dates.week(one.start)
        number = len(one.events)
        good = sum(1 for id in one.events if events.is_good(self._docs[id]))
        room = max(around.width - 34, 8)
        long = -(-room * number // most) if most else 0
        ends = -(-long * good // number) if number else 0
        bar: Row = [("▇" * (long - ends), "accent"), ("▒" * ends, "good")]
        row: Row = [
            (f"    {fit(name, 14):<15}", "quiet"),
            (f"{number:>3} ", "text" if number else "quiet"),
            *bar,
        ]
        if good:
            row = [*row, (" " + _("{n} bra").format(n=good), "good")]
        found = [Item((row,), key if number else None)]
        if key in self._open:
            found += [item for id in one.events for item in self._event(around, id, 4)]
        return found

    def _routines(self, around: Around) -> list[Item]:
        found = self._per_routine()
        if not found:
            none = _(
                "Ingen händelse är kopplad till en rutin än. Välj rutin när du noterar, eller på händelsen."
            )
            return event_rows.quiet(none, around.width)
        return [item for one in found for item in self._routine(around, one)]

    def _routine(self, around: Around, one: OfRoutine) -> list[Item]:
        key = f"routine/{one.routine}"
        name = fit(around.linked("routine", one.routine), max(around.width - 34, 10))
        mark: Piece = ("◇ ", "accent") if one.suggested else ("  ", "text")
        rows: list[Row] = [
            spread(
                [mark, (name, "strong" if one.many else "text")],
                [(told.of_routine(one), "quiet")],
                around.width,
            )
        ]
        if one.suggested:
            said = _("Det har hänt flera gånger. {key} gör rutinen till ett förbättringsområde.")
            rows += [
                [("    " + line, "accent")]
                for line in wrap(said.format(key=self.shell.key_of("event_card")), around.width - 4)
            ]
        found = [Item(tuple(rows), key)]
        if one.card:
            found += card_items(around, [one.card])
        if key in self._open:
            found += [item for id in one.events for item in self._event(around, id, 2)]
        return found

    # --- keys

    def opened(self) -> None:
        from tui.acts.cards import open_card
        from tui.acts.part_fields import edit

        what, *named = (self.key or "").split("/")
        if what == "card":
            open_card(self.shell, named[0])
        elif what == "field":
            edit(self.shell, "event", named[0], named[1])
        elif what == "risk" and len(named) == 3:
            edit(self.shell, named[0], named[1], named[2])
        elif what == "names" and named:
            self._rename(named[0], int(named[1]))
        elif what == "turn":
            self._months = not self._months
            self.fill()
        elif self.key is not None:
            self._open ^= {self.key}
            self.fill()

    def _rename(self, axis: str, step: int) -> None:
        def answer(text: str, chosen: str | None) -> None:
            do(self.shell, organisation.change_board({f"{axis}_names": {step: text}}), _("Sparat."))

        own = risk.names(self.tavla.live.board, axis).get(step, "")
        hint = _("enter sparar · tomt ger tillbaka det vanliga ordet · esc avbryter")
        self.shell.ask(Question(risk_words.name_title(axis, step), answer, text=own, hint=hint))
