"""An event as rows, on its own page and on the card that it led to."""

from __future__ import annotations

from collections.abc import Collection

from board import events
from board.method.kinds import KINDS
from tui import event_words as told
from tui import risk_words
from tui.drawing.legend import Told, packed
from tui.lines import Row, fit, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around, field_item
from tui.text import _
from tui.widgets.rows_view import Item

BEHIND = "events"
"""The key of the row that tells how many events a card comes of."""


def quiet(text: str, width: int) -> list[Item]:
    """Something said in passing."""
    return [Item(tuple([("  " + line, "quiet")] for line in wrap(text, width - 2)))]


def event(around: Around, id: str, opened: bool = False, indent: int = 0) -> list[Item]:
    """An event in two lines, with its fields under it where it is open: event/<id>, field/<id>/<name>."""
    doc = around.board.get(events.TABLE, id)
    if doc is None:
        return []
    pad, room = " " * (2 + indent), around.width - indent
    sign, ink = told.sign(doc)
    day = told.day(doc, around.today)
    text = fit(" ".join(str(doc.get("text") or "").split()), max(room - len(day) - 8, 10))
    left: Row = [(pad, "text"), (sign, ink), (" " + text, told.ink(doc))]
    facts = [told.sort(doc)]
    if doc.get("routine"):
        facts.append(_("rutin: {what}").format(what=around.linked("routine", doc["routine"])))
    if not events.is_unsorted(doc):
        facts.append(told.status(doc))
    facts += risk_words.facts(doc)
    facts += [" ".join(str(doc["answer"]).split())] if doc.get("answer") else []
    rows: list[Row] = [spread(left, [(day, "quiet")], around.width)]
    rows += [[(pad + "  " + line, "quiet")] for line in packed([Told(fact) for fact in facts], room - 6, 2)]
    found = [Item(tuple(rows), f"event/{id}")]
    if not opened:
        return found
    card = str(doc.get("led_to") or "")
    if around.board.get("cards", card):
        found += card_items(around, [card])
    return found + [
        field_item(around, "event", field, doc.get(field.name), f"field/{id}/{field.name}", indent + 4)
        for field in KINDS["event"].fields
        if field.name != "category" or doc.get("sort") == "view"
    ]


def behind(around: Around, card: str, unfolded: Collection[str]) -> list[Item]:
    """That a card comes of events, and which where it is unfolded; nothing on a card that comes of none."""
    found = events.that_led_to(around.board, card)
    if not found:
        return []
    sign = "▾ " if BEHIND in unfolded else "▸ "
    line: Row = [(sign, "accent"), (_("kommer av {events}").format(events=told.count(len(found))), "text")]
    items = [Item((line,), BEHIND)]
    if BEHIND in unfolded:
        items += [item for id in found for item in event(around, id)]
    return [*items, SPACE]
