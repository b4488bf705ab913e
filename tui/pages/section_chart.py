"""The result of a card on its page: the run chart with what it says in words, and the prediction beside the outcome."""

from __future__ import annotations

from rich.cells import cell_len

from board.method.parts import cycle_of, of_try, parts_of
from board.method.series import points
from board.ports import Doc
from tui import charting
from tui import method_words as words
from tui.drawing import chart as drawing
from tui.drawing import spark
from tui.lines import Piece, Row, fit, wrap
from tui.pages.card_told import added
from tui.pages.section_rows import LABEL, SPACE, Around
from tui.text import _
from tui.unit_words import unit
from tui.widgets.rows_view import Item

LEAST, MOST = 10, 22
"""Rows of a chart: fewer cannot be read, more say nothing else."""


def charts(around: Around, card: str, height: int, key: str) -> list[Item]:
    """Every indicator of the card as a chart, with its verdict and its numbers before and after.

    The row that tells which rules it is read with can be chosen; `key` is the one that writes readings.
    """
    found = charting.indicators(around.board, card)
    if not found:
        return [_quiet(_("Inget mått än. Lägg till ett under Mål och mått."), around.width), SPACE]
    tall = max(min((height - 6) // min(len(found), 2), MOST), LEAST)
    items: list[Item] = []
    for id, doc in found.items():
        title: list[Piece] = [(fit(str(doc.get("text") or ""), around.width - 20), "strong")]
        if doc.get("balances"):
            title.append((f"  {_('håller ett öga på annat')}", "quiet"))
        items.append(Item((title,)))
        one = charting.charted(around.board, card, id)
        if one.ids:
            items += read(one, around.width, tall)
        else:
            items.append(_quiet(_("Inga mätvärden än. {key} skriver ett.").format(key=key), around.width))
        items.append(SPACE)
    return items


def _quiet(text: str, width: int) -> Item:
    return Item(tuple([(line, "quiet")] for line in wrap(text, width)))


def read(one: charting.Charted, width: int, tall: int) -> list[Item]:
    """A chart and what it says. The row that tells which rules it is read with can be chosen."""
    items = [Item((row,)) for row in drawing.draw(one.data, width, tall)]
    *told, rules = charting.verdict(one)
    for text in told:
        part = "accent" if text.startswith("◆") else "text"
        items.append(Item(tuple([(line, part)] for line in wrap(text, width))))
    choose = f"{rules}  {_('enter väljer andra')}"
    rows: list[Row] = [[(line, "quiet")] for line in wrap(choose, width)]
    items.append(Item(tuple(rows), f"field/indicator/{one.indicator}/rules"))
    if one.before is not None:
        items += [Item((row,)) for row in before_and_after(one, width)]
    return items


def before_and_after(one: charting.Charted, width: int) -> list[Row]:
    """Numbers before and after the first try, beside each other."""
    lead, column = LABEL, max(min((width - LABEL) // 2, 24), 10)
    rows: list[Row] = [[(f"{'':<{lead}}{_('före'):<{column}}{_('efter')}", "quiet")]]
    for what, before, after in charting.spread_told(one):
        rows.append([(f"{what:<{lead}}"[:lead], "quiet"), (f"{before:<{column}}", "text"), (after, "text")])
    return rows


def verdict(around: Around, card: str, doc: Doc) -> list[Row]:
    """What was expected beside what was seen: on the card, and in each experiment of its try that foretold it."""
    half = max((around.width - 4) // 2, 20)
    tried = of_try(parts_of(around.board, "experiment", card), cycle_of(doc))
    pairs = [(_plain(doc.get("prediction")), _plain(doc.get("outcome")))]
    pairs += [
        (_plain(one.get("prediction")), _plain(one.get("result")))
        for one in tried.values()
        if one.get("prediction")
    ]
    if len(pairs) > 1 and not any(pairs[0]):
        pairs = pairs[1:]
    rows: list[Row] = [
        [(f"{_('Vi väntade oss'):<{half + 4}}", "quiet"), (_("Det vi såg"), "quiet")],
    ]
    for expected, seen in pairs:
        left = wrap(expected or _("Ingen gissning skrevs innan ni började."), half)
        right = wrap(seen or _("Inget skrivet än."), half)
        for i in range(max(len(left), len(right))):
            a, b = left[i] if i < len(left) else "", right[i] if i < len(right) else ""
            rows.append([(a + " " * (half + 4 - cell_len(a)), "text"), (b, "text")])
    for told in added(around.board, card):
        rows += [[(line, "quiet")] for line in wrap(told, around.width)]
    return rows


def _plain(value: object) -> str:
    return " ".join(str(value or "").split())


def in_brief(around: Around, card: str) -> str:
    """The first indicator in a line: a sparkline, from what to what, and whether there is a signal."""
    found = charting.indicators(around.board, card)
    if not found:
        return ""
    one = charting.charted(around.board, card, next(iter(found)))
    values = charting.values(one)
    if not values:
        return ""
    bars = spark.spark(values, 12)
    last = points(around.board, next(iter(found)))[-1]
    latest = words.share(str(last.doc.get("typed") or ""), last.value)
    latest = latest or f"{words.number(values[-1])} {unit(one.data.unit, values[-1])}".rstrip()
    told = f"{bars} {words.number(values[0])} → {latest}" if len(values) > 1 else latest
    if one.chart.too_few:
        return f"{told} · {_('för få mätvärden ännu')}"
    return f"{told} · {_('en signal') if one.chart.signal else _('vanlig variation')}"
