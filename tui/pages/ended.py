"""Cards that have left the columns: finished, parked, archived. They stay findable and can be taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from board.marks import Mark
from board.model import moment
from board.ports import Doc
from tui import words
from tui.acts.cards import open_card
from tui.acts.deciding import bring_back
from tui.card_lines import person_name
from tui.lines import Row, fit, spread, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

GROUPS = ("finished", "parked", "archived")


class EndedPage(Page):
    """By how they left, newest first."""

    name_of_page = "ended"

    @property
    def card(self) -> str | None:
        return None if self.key in self._gone else self.key

    @property
    def _gone(self) -> set[str]:
        return {id for table, id in self.tavla.live.board.deleted if table == "cards"}

    def opened(self) -> None:
        if self.key in self._gone:
            bring_back(self.shell, str(self.key))
        elif self.key is not None:
            open_card(self.shell, self.key)

    def build(self, width: int) -> Sequence[Item]:
        items: list[Item] = [Item(([(_("Det som har lämnat tavlan"), "heading")], [("", "text")]))]
        cards = self.shell.cards
        for state in GROUPS:
            found = sorted(
                (
                    (str(doc.get("since") or ""), id, doc)
                    for id, doc in cards.items()
                    if doc.get("state") == state
                ),
                reverse=True,
            )
            count = ngettext("{n} kort", "{n} kort", len(found)).format(n=len(found))
            head: Row = [(words.state(state).capitalize(), "strong"), (f"  {count}", "quiet")]
            items.append(Item((head,)))
            items += [Item(self._rows(id, doc, width), id) for _since, id, doc in found]
            items.append(Item(([("", "text")],)))
        return [*items, *self._deleted(width)]

    def _deleted(self, width: int) -> list[Item]:
        """What has been taken away can be brought back by anyone."""
        board = self.tavla.live.board
        found = sorted(
            (
                (str(doc.get("_at") or ""), id, doc)
                for (table, id), doc in board.deleted.items()
                if table == "cards"
            ),
            reverse=True,
        )
        if not found:
            return []
        count = ngettext("{n} kort", "{n} kort", len(found)).format(n=len(found))
        items = [Item(([(_("Borttaget"), "strong"), (f"  {count} · {_('enter tar tillbaka')}", "quiet")],))]
        for at, id, doc in found:
            when = moment(at)
            day = dates.day(when.date(), self.tavla.now.date()) if when else ""
            title = fit(str(doc.get("title") or ""), width - 14)
            items.append(Item((spread([("  " + title, "text")], [(day, "quiet")], width),), id))
        return items

    def _rows(self, id: str, doc: Doc, width: int) -> tuple[Row, ...]:
        who = person_name(self.shell.look().people, doc.get("owner") or doc.get("by"))
        since = moment(doc.get("since"))
        when = dates.day(since.date(), self.tavla.now.date()) if since else ""
        what = words.outcome(doc["finish"]) if doc.get("finish") else words.phase(doc.get("phase"))
        title = fit(str(doc.get("title") or ""), width - 14)
        rows: list[Row] = [spread([("  " + title, "text")], [(when, "quiet")], width)]
        why = str(doc.get("state_why") or doc.get("decision") or "")
        told = f"{what} · {who}" + (f" · {why}" if why else "")
        rows.append([("  " + wrap(told, width - 2, 1)[0], "quiet")])
        if id in self.tavla.live.versions:
            rows.append([("  " + words.mark(Mark("versions"), self.tavla.now.date()), "accent")])
        return tuple(rows)
