"""How the team works, as its cards tell: for each part of the way of working how many of the tried cards have it.

For the team itself: no person is counted, and nothing is compared with other boards.
"""

from __future__ import annotations

from collections.abc import Sequence

from board.method.quality import LEAST_CARDS, Share, quality
from board.model import people_of
from tui import quality_words
from tui.acts.asking import no_board
from tui.acts.cards import open_card
from tui.lines import Row, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.page import Page
from tui.pages.section_rows import SPACE, Around
from tui.text import _, ngettext
from tui.widgets.rows_view import Item, text_item

WIDE = 96
"""Cells that a row takes at most, so that a number is seen beside what it is about."""


class MethodPage(Page):
    """A row for each part; enter shows the cards behind it, and enter on a card opens it."""

    name_of_page = "method"

    def __init__(self) -> None:
        super().__init__()
        self._open = ""

    @property
    def card(self) -> str | None:
        kind, _slash, id = (self.key or "").partition("/")
        return id if kind == "card" else None

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        if live.board_id is None:
            return [text_item(no_board(self.shell), "quiet")]
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), min(width, WIDE))
        aim = _(
            "Så mycket av arbetssättet finns på kort som ni har prövat. Bara för er: ingen person räknas."
        )
        head: list[Row] = [
            [(_("Så arbetar ni"), "heading")],
            *([(line, "quiet")] for line in wrap(aim, width)),
        ]
        items = [Item(tuple(head)), SPACE]
        found = quality(live.board)
        tried = max((len(share.of) for share in found), default=0)
        if tried < LEAST_CARDS:
            items += [Item(tuple([(line, "text")] for line in wrap(_too_few(tried), width))), SPACE]
        for share in found:
            items += self._share(share, around)
        return items

    def _share(self, share: Share, around: Around) -> list[Item]:
        told = quality_words.share(share)
        row = spread([(quality_words.feature(share.feature), "text")], [(told, "strong" if share.told else "quiet")],
                     around.width)  # fmt: skip
        rows: list[Row] = [row]
        items = [Item(tuple(rows), share.feature)]
        if self._open != share.feature:
            return items
        meaning = quality_words.meaning(share.feature)
        items.append(Item(tuple([("    " + line, "quiet")] for line in wrap(meaning, around.width - 4))))
        for name, ids in ((_("har det"), share.ids), (_("har det inte"), share.lacking)):
            if ids:
                items.append(Item(([("    " + name, "quiet")],)))
                items += card_items(around, ids)
        return [*items, SPACE]

    def opened(self) -> None:
        key = self.key or ""
        if self.card is not None:
            open_card(self.shell, self.card)
        elif key:
            self._open = "" if self._open == key else key
            self.fill()


def _too_few(tried: int) -> str:
    counted = ngettext("{n} kort", "{n} kort", tried).format(n=tried)
    return _("För få kort än: ni har prövat {cards}. Andelar sägs från {least} kort.").format(
        cards=counted, least=LEAST_CARDS
    )
