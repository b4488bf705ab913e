"""One measure, large: its chart with what it says in words, what watches it, its fields and its readings."""

from __future__ import annotations

from collections.abc import Sequence

from board.method.kinds import KINDS
from board.model import people_of
from board.ports import Doc
from board.results import Measure, results_of
from tui import charting, result_words
from tui.acts import part_fields, parts
from tui.acts.cards import open_card
from tui.acts.measuring import add_readings
from tui.charting import spread_told
from tui.lines import Row, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.page import Page
from tui.pages.section_chart import read
from tui.pages.section_rows import LABEL, SPACE, Around, field_item, padded, part_item
from tui.text import _
from tui.widgets.rows_view import Item

LEAST, MOST = 10, 26
"""Rows of the chart."""
READINGS = 30
"""Readings that are shown, the latest first."""


class MeasurePage(Page):
    """Enter changes a field or a reading, and opens the card; + writes a reading."""

    name_of_page = "measure"
    widest = 150

    def __init__(self, measure: str) -> None:
        super().__init__()
        self.measure = measure

    @property
    def doc(self) -> Doc:
        return self.tavla.live.board.get("indicators", self.measure) or {}

    @property
    def card(self) -> str | None:
        return str(self.doc["card"]) if self.doc.get("card") else None

    def _watched_by(self) -> Sequence[Measure]:
        found = results_of(self.tavla.live.board).every
        return tuple(one for one in found if one.doc.get("balances") == self.measure)

    def build(self, width: int) -> Sequence[Item]:
        live, doc = self.tavla.live, self.doc
        if not doc:
            gone = self.shell.keyed(
                _("Måttet finns inte längre. {undo} ångrar om det var du som tog bort det.")
            )
            return [Item(tuple([(line, "still")] for line in wrap(gone, width)))]
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), width)
        tall = max(min(self.size.height - 9, MOST), LEAST)
        items = self._charted(around, self.measure, "heading", tall)
        for one in self._watched_by():
            items += [SPACE, *self._charted(around, one.id, "title", LEAST)]
        if self.card:
            items += [SPACE, Item(([(_("På kortet"), "strong")],)), *card_items(around, (self.card,))]
        items += [SPACE, Item(([(_("Om måttet"), "strong")],))]
        items += [
            field_item(
                around,
                "indicator",
                field,
                doc.get(field.name),
                f"field/indicator/{self.measure}/{field.name}",
            )
            for field in KINDS["indicator"].asked(self.card)
            if field.name != "rules"
        ]
        return [*items, SPACE, *self._readings(around)]

    def _charted(self, around: Around, id: str, part: str, tall: int) -> list[Item]:
        """A measure with its chart and verdict."""
        doc = around.board.get("indicators", id) or {}
        one = charting.charted(around.board, str(doc.get("card") or ""), id)
        key = f"measure/{id}" if id != self.measure else None
        name = " ".join(str(doc.get("text") or "").split())
        lines = wrap(name if id == self.measure else "↔ " + name, around.width - 24)
        rows: list[Row] = [[(line, part)] for line in lines]
        shown = next((m for m in results_of(around.board).every if m.id == id), None)
        if shown is not None:
            rows[0] = spread(rows[0], [result_words.target(shown)], around.width)
        if not one.ids:
            told = _("Inga mätvärden än. {key} skriver ett.").format(key=self.shell.key_of("result_reading"))
            return [Item((*rows, [(told, "quiet")]), key)]
        items = [Item(tuple(rows), key), *read(one, around.width, tall)]
        if one.before is None and one.after is not None:
            items += [
                Item(([(padded(what, LABEL), "quiet"), (told, "text")],))
                for what, _no, told in spread_told(one)
            ]
        return items

    def _readings(self, around: Around) -> list[Item]:
        docs = around.board.table("readings")
        own = [id for id, doc in docs.items() if doc.get("indicator") == self.measure]
        own.sort(key=lambda id: (str(docs[id].get("on") or ""), len(id), id), reverse=True)
        told = _("{key} skriver mätvärden, ett eller många").format(key=self.shell.key_of("result_reading"))
        items = [Item(([(_("Mätvärden"), "strong"), ("  " + told, "quiet")],), "new/reading")]
        return items + [part_item(around, KINDS["reading"], id, docs[id], 0, False) for id in own[:READINGS]]

    # --- keys

    def opened(self) -> None:
        what, *named = (self.key or "").split("/")
        if what == "field":
            part_fields.edit(self.shell, named[0], named[1], named[2])
        elif what == "part":
            part_fields.edit(self.shell, named[0], named[1], "typed")
        elif what == "measure":
            self.shell.open_page(MeasurePage(named[0]))
        elif what == "new":
            self.act("reading")
        elif what == "card":
            open_card(self.shell, named[0])

    def act(self, what: str) -> None:
        kind, *named = (self.key or "").split("/")
        if what == "reading" and self.doc:
            of = named[0] if kind == "measure" else self.measure
            doc = self.tavla.live.board.get("indicators", of) or {}
            add_readings(self.shell, str(doc.get("card") or ""), of)
        elif what == "delete" and kind == "part":
            parts.remove(self.shell, named[0], named[1])
