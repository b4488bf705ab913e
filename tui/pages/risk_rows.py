"""Risks as rows under their matrix: two assessments side by side, and what the unit calls the steps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from board import risk
from board.method import kinds
from board.method.kinds import KINDS
from board.risk import Risk
from tui import event_words as told
from tui import risk_words
from tui.drawing import risk as drawing
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around, field_item
from tui.text import _
from tui.widgets.rows_view import Item


def items(around: Around, opened: Collection[str], key: str | None) -> list[Item]:
    """The matrix with all that nobody has handled, pointing at the risk under the cursor; the risks under it; then what
    the steps are called."""
    found = risk.risks(around.board)
    here = next((one for one in found if key is not None and (key + "/").startswith(_key(one) + "/")), None)
    axes = risk_words.axes(around.board)
    if here is not None:
        drawn = drawing.draw(axes, around.width, here.reporter, here.manager, _counts(found))
    else:
        drawn = drawing.draw(axes, around.width, counts=_counts(found))
    items = [*(Item((row,)) for row in drawn), SPACE]
    alarms = [one for one in found if one.going and one.alarm]
    if not found:
        none = _("Ingen har bedömt någon risk än. Det görs på händelsen, eller på ett korts åtgärder.")
        items += [Item(tuple([("  " + line, "quiet")] for line in wrap(none, around.width - 2)))]
    elif alarms:
        items.append(Item(([("  ! " + told.alarms(len(alarms)), "late")],)))
    for one in found:
        items += _risk(around, one, opened)
    items.append(SPACE)
    unfolded = "names" in opened
    items.append(
        Item(
            ([("  ▾ " if unfolded else "  ▸ ", "quiet"), (_("Vad nivåerna heter hos oss"), "quiet")],),
            "names",
        )
    )
    if unfolded:
        items += _names(around)
    return items


def _risk(around: Around, one: Risk, opened: Collection[str]) -> list[Item]:
    right = risk_words.briefly(one.reporter, one.manager)
    mark: Piece = ("! ", "late") if one.alarm and one.going else ("  ", "text")
    size = sum(len(text) for text, _part in right)
    text = fit(one.text, max(around.width - size - 6, 10))
    left: Row = [("  ", "text"), mark, (text, "text" if one.going else "quiet")]
    key = _key(one)
    found = [Item((spread(left, right, around.width),), key)]
    if key not in opened:
        return found
    if around.board.get("cards", one.card):
        found += card_items(around, [one.card])
    table = KINDS[one.kind].table
    doc = around.board.get(table, one.id) or {}
    found += [
        field_item(around, one.kind, field, doc.get(field.name), f"{key}/{field.name}", 4)
        for field in KINDS[one.kind].fields
        if field.type == kinds.SCALE
    ]
    return found


def _names(around: Around) -> list[Item]:
    items: list[Item] = []
    for axis in risk.AXES:
        for step in risk.STEPS:
            name = risk_words.level(around.board, axis, step)
            own = step in risk.names(around.board, axis)
            label = f"{_axis(axis)} {step}"
            row: list[Piece] = [(f"    {label:<24}", "quiet"), (name, "text" if own else "quiet")]
            if not own:
                row.append(("  " + _("vårt förslag"), "quiet"))
            items.append(Item((row,), f"names/{axis}/{step}"))
    return items


def _axis(axis: str) -> str:
    return {"severity": _("Allvarlighet"), "probability": _("Sannolikhet")}[axis]


def _key(one: Risk) -> str:
    return f"risk/{one.kind}/{one.id}"


def _counts(found: Sequence[Risk]) -> dict[tuple[int, int], int]:
    """How many lie in each cell, by the manager's word where there is one."""
    counts: dict[tuple[int, int], int] = {}
    for one in found:
        at = one.manager or one.reporter
        if at is not None and one.going:
            cell = at.severity, at.probability
            counts[cell] = counts.get(cell, 0) + 1
    return counts
