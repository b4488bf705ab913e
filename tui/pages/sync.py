"""The other places that the boards live on: how it stands with each, and what has been noticed."""

from __future__ import annotations

from collections.abc import Sequence

from board.errors import Problem
from tui import sync_words
from tui.lines import Row, fit, wrap
from tui.pages.page import Page
from tui.problems import AT_COMMAND_LINE, message
from tui.text import _
from tui.widgets.rows_view import Item

SHOWN = 8
"""Of the latest notices, how many."""


class SyncPage(Page):
    """A row for each place; enter tries it again now."""

    name_of_page = "sync"

    def build(self, width: int) -> Sequence[Item]:
        items = [Item(([(_("Andra datorer"), "heading")], [("", "text")]))]
        places = self.tavla.synced.places()
        if self.tavla.synced.unreadable:
            words = message(Problem("places_unreadable"))
            wanted = "  " + fit(_(AT_COMMAND_LINE["places_unreadable"]), width - 2)
            kept: list[Row] = [[(line, "text")] for line in wrap(words, width)]
            return [*items, Item((*kept, [("", "text")], [(wanted, "strong")]))]
        if not places:
            words = _(
                "Tavlan finns bara på den här datorn. Den som sköter datorerna kan lägga till en plats:"
            )
            rows: list[Row] = [[(line, "text")] for line in wrap(words, width)]
            command = "tavla remote add kontoret file:/delad/mapp"
            return [*items, Item((*rows, [("", "text")], [("  " + fit(command, width - 2), "strong")]))]
        now = self.tavla.now
        for place, noted in places:
            status = self.tavla.synced.states.get(place.name, noted)
            wrong = status.problem is not None
            stands = wrap(sync_words.state(status, now), width - 4)
            sign = ("! ", "late") if wrong else ("● ", "good")
            head: Row = [
                sign,
                (fit(place.name, width // 3), "strong"),
                ("  " + fit(place.url, width // 2), "quiet"),
            ]
            rows = [[("    " + line, "still" if wrong else "text")] for line in stands]
            items += [Item((head, *rows), place.name), Item(([("", "text")],))]
        told = sync_words.told([word for _place, status in places for word in status.said])[-SHOWN:]
        if told:
            items.append(Item(([(_("Det här har hänt"), "strong")],)))
        for at, said in reversed(told):
            lines = wrap(f"{sync_words.when(at, now)}  {said}", width - 2)
            items.append(Item(tuple([("  " + line, "text")] for line in lines)))
        return items

    def opened(self) -> None:
        if self.key is not None:
            self.tavla.synced.hurry()
            self.shell.say(_("Försöker igen nu."))
