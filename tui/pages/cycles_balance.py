"""Balans: how the open cards are shared on one's boards and who could step in. For relief, never to compare: people
stand in the order of the alphabet, and enter shows which cards it is about (method.md P7, P14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from board.cycle_view import Seen
from board.swedish import sort_key
from tui import cycle_words as told
from tui.acts.across import open_card_on
from tui.lines import Row, fit, wrap
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.pages.cycles import CyclesPage


def items(page: CyclesPage, width: int) -> Sequence[Item]:
    """A board after the other."""
    aim = _(
        "Så är korten fördelade. Det är till för att avlasta varandra, och för att inget ska stanna om någon är borta."
    )
    found = [Item(tuple([(line, "quiet")] for line in wrap(aim, width)))]
    for seen in page.boards():
        found += _board(page, seen, width)
    return found


def _board(page: CyclesPage, seen: Seen, width: int) -> list[Item]:
    balance = seen.balance
    found = [Item(([("", "text")], [(seen.name, "strong")]))]
    for sentence in told.relief(balance, page.called):
        found.append(Item(tuple([("  " + line, "still")] for line in wrap(sentence, width - 2))))
    if balance.loose:
        found.append(
            Item(([("  " + fit(told.loose(len(balance.loose)), width - 2), "still")],), f"loose/{seen.board}")
        )
        found += _cards(page, seen, f"loose/{seen.board}", balance.loose, width)
    if not balance.has_news:
        found.append(Item(([("  " + _("Flera delar på korten, och någon kan rycka in."), "good")],)))
    for ref in sorted(balance.shares, key=lambda ref: sort_key(page.called(ref))):
        cards = balance.shares[ref]
        key = f"{seen.board}/{ref}"
        count = ngettext("{n} kort", "{n} kort", len(cards)).format(n=len(cards))
        line: Row = [
            ("  ▸ " if key not in page.unfolded else "  ▾ ", "quiet"),
            (_begun(page.called(ref)), "text"),
            (f"  {count}", "quiet"),
        ]
        found.append(Item((line,), key))
        found += _cards(page, seen, key, cards, width)
    return found


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cards(page: CyclesPage, seen: Seen, key: str, cards: Sequence[str], width: int) -> list[Item]:
    """The cards behind a figure, where they are asked for."""
    if key not in page.unfolded:
        return []
    return [
        Item(([("      " + fit(seen.titles.get(id, ""), width - 6), "text")],), f"card/{seen.board}/{id}")
        for id in cards
    ]


def opened(page: CyclesPage) -> None:
    """Unfold the row, or open the card."""
    key = page.key or ""
    if key.startswith("card/"):
        _card, board, id = key.split("/")
        open_card_on(page.shell, board, id)
    elif key:
        page.unfolded ^= {key}
        page.fill()
