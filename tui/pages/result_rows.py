"""The unit's goals and measures in rows: by perspective, each measure with how it goes and what watches it beside it.

In a large window a measure is a chart; in a small one a line of bars. Keys: measure/<id>, goal/<id>,
goal/<id>/<field>, card/<id>, type/<code> and those below.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

from board.method.goals import FEW, tied_cards
from board.method.kinds import KINDS
from board.results import Group, Measure, OfGoal, Results
from tui import charting, result_words
from tui import method_words as words
from tui.drawing import chart as drawing
from tui.drawing.spark import spark
from tui.lines import Piece, Row, cut, fit, row_width, side_by_side, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around, field_item
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

LACKING, OTHERS, NEW = "lacking", "others", "new"
LARGE = (110, 30)
"""Cells and rows of a window in which measures are drawn as charts."""
CHART = 11
"""Rows of such a chart."""
MOST = 4
"""Measures of one goal that are shown before somebody asks for all of them."""
BARS = 20
GAP = 4
NAME = 30


class Shown(NamedTuple):
    """What the rows are made with. large: whether there is room for charts. opened: the row whose details stand
    under it. reading: the key that writes a reading."""

    around: Around
    results: Results
    opened: str
    large: bool
    reading: str

    @property
    def width(self) -> int:
        return self.around.width


def items(shown: Shown) -> list[Item]:
    """Everything about goals and measures."""
    found: list[Item] = []
    if not shown.results.groups and not shown.results.others:
        return _nothing(shown)
    for group in shown.results.groups:
        found += _group(shown, group)
    found += _others(shown)
    found += _lacking(shown)
    found += _types(shown)
    goals = sum(bool(goal.id) for group in shown.results.groups for goal in group.goals)
    if goals > FEW:
        told = _("Ni har {n} mål. Få mål är lättare att hålla i minnet.").format(n=goals)
        found.append(_quiet(told, shown.width))
    return found


def _nothing(shown: Shown) -> list[Item]:
    told = _(
        "Här ser ni hur det går: enhetens mål och mått, och måtten på kort som hör till ett mål."
        " Börja med ett mål eller ett mått som ni redan följer."
    )
    lines: list[Row] = [[(line, "text")] for line in wrap(told, shown.width)]
    new: Row = [("+ ", "accent"), (_("Skriv ett mål eller ett mått"), "strong")]
    return [SPACE, Item(tuple(lines)), SPACE, Item((new,), NEW)]


def _quiet(text: str, width: int) -> Item:
    return Item(tuple([(line, "quiet")] for line in wrap(text, width)))


def _group(shown: Shown, group: Group) -> list[Item]:
    name: Row = [(result_words.perspective(group.perspective), "title")]
    found = [SPACE, Item((name,))]
    for goal in group.goals:
        found += _goal(shown, goal)
    return found


def _goal(shown: Shown, goal: OfGoal) -> list[Item]:
    key, found = f"goal/{goal.id}", list[Item]()
    pad = "    " if goal.under else "  "
    if goal.id:
        told = "" if goal.measures else _("inget mått än")
        text = " ".join(str(goal.doc.get("text") or "").split())
        lines = wrap(text, max(shown.width - len(pad) - len(told) - 2, 10), 2)
        rows: list[Row] = [
            [(pad + ("◎ " if n == 0 else "  ") + line, "strong")] for n, line in enumerate(lines)
        ]
        rows[0] = spread(rows[0], [(told, "quiet")], shown.width)
        found.append(Item(tuple(rows), key))
        if shown.opened == key:
            found += _of_goal(shown, goal)
    most = len(goal.measures) if shown.opened == f"more/{goal.id}" else MOST
    for one in goal.measures[:most]:
        found += measure(shown, one, len(pad) + (2 if goal.id else 0))
    left = len(goal.measures) - most
    if left > 0:
        told = ngettext("och {n} mått till", "och {n} mått till", left).format(n=left)
        found.append(Item(([(pad + "  " + told, "quiet")],), f"more/{goal.id}"))
    return found


def _of_goal(shown: Shown, goal: OfGoal) -> list[Item]:
    """A goal's fields, and the cards that are tied to it."""
    found = [
        field_item(shown.around, "goal", field, goal.doc.get(field.name), f"goal/{goal.id}/{field.name}", 4)
        for field in KINDS["goal"].fields
    ]
    return found + card_items(shown.around, tied_cards(shown.around.board).of.get(goal.id, ()))


# --- a measure


def measure(shown: Shown, one: Measure, indent: int) -> list[Item]:
    """A measure, with what watches it beside it (large) or under it."""
    if shown.large:
        return [*_charts(shown, one, indent), SPACE]
    found = [_line(shown, one, indent, "")]
    found += [_line(shown, other, indent + 2, "↔ ") for other in one.beside]
    return found


def _line(shown: Shown, one: Measure, indent: int, sign: str) -> Item:
    """A measure in a line of bars, and a line of what there is to say."""
    around = shown.around
    found = charting.charted(around.board, one.card, one.id)
    pad = " " * indent
    bars = spark([point.value for point in one.points], BARS)
    told = (
        result_words.from_to(one) if one.points else _("{key} skriver ett mätvärde").format(key=shown.reading)
    )
    right: list[Piece] = [
        (bars, "accent"),
        ("  " if bars else "", "text"),
        (told, "strong" if bars else "quiet"),
    ]
    name = pad + sign + " ".join(str(one.doc.get("text") or "").split())
    rows: list[Row] = []
    if len(name) + row_width(right) + 2 > around.width:
        rows.append([(fit(name, around.width), "text")])
        name = ""
    rows.append(spread([(name, "text")], right, around.width))
    aim, under = result_words.target(one), pad + " " * len(sign) + "  "
    facts = " · ".join([aim[0], *result_words.facts(one, found, around.today)])
    lines = wrap(facts, around.width - len(under))
    rows.append([(under, "text"), aim, (lines[0][len(aim[0]) :], "quiet")])
    rows += [[(under + line, "quiet")] for line in lines[1:]]
    return Item(tuple(rows), f"measure/{one.id}")


def _charts(shown: Shown, one: Measure, indent: int) -> list[Item]:
    """A measure as a chart, and beside it the chart of what watches it, or what there is to say."""
    width = shown.width - indent
    half = (width - GAP) // 2
    found = []
    pairs = list(zip_longest(*[iter(one.family)] * 2))
    for left, right in pairs:
        assert left is not None
        rooms = (half, half) if right is not None else (width * 3 // 5, width - width * 3 // 5 - GAP)
        first = _chart(shown, left, rooms[0], left is not one)
        second = _chart(shown, right, rooms[1], True) if right is not None else _aside(shown, left, rooms[1])
        rows = side_by_side(first, second, rooms[0] + GAP)
        found.append(Item(tuple([(" " * indent, "text"), *row] for row in rows), f"measure/{left.id}"))
    return found


def _chart(shown: Shown, one: Measure, width: int, watches: bool) -> list[Row]:
    """A measure's name, where it stands, and its chart."""
    around = shown.around
    sign = "↔ " if watches else ""
    rows: list[Row] = [
        [(sign + fit(str(one.doc.get("text") or ""), width - len(sign)), "strong")],
        cut(_stands(one, watches, around), width),
    ]
    if not one.points:
        told = _("Inga mätvärden än. {key} skriver ett.").format(key=shown.reading)
        return [*rows, *([(line, "quiet")] for line in wrap(told, width))]
    data = charting.charted(around.board, one.card, one.id).data
    return [*rows, *drawing.draw(data, max(width, 40), CHART)]


def _stands(one: Measure, watches: bool, around: Around) -> Row:
    """From what to what, against the target, and (where charts stand side by side) what the rules see."""
    row: list[Piece] = [(result_words.from_to(one) + "  ", "strong")] if one.points else []
    row.append(result_words.target(one))
    if one.points and (watches or one.beside):
        found = charting.charted(around.board, one.card, one.id)
        row.append(("  " + result_words.seen(found), "text"))
    return row


def _aside(shown: Shown, one: Measure, width: int) -> list[Row]:
    """What there is to say of a measure, to the right of its chart."""
    around = shown.around
    found = charting.charted(around.board, one.card, one.id)
    if not one.points:
        return []
    rows: list[Row] = [[], []]
    for fact in result_words.facts(one, found, around.today):
        rows += [[(line, "text")] for line in wrap(fact, width)]
    for told in charting.verdict(found)[:-1][:2]:
        rows += [[], *([(line, "quiet")] for line in wrap(told, width))]
    return rows[: CHART + 2]


# --- what is told of all of them


def _others(shown: Shown) -> list[Item]:
    """Measures on cards without a goal: counted, and shown when somebody asks."""
    others = shown.results.others
    if not others:
        return []
    told = ngettext("{n} mått på kort som inte hör till något mål", "{n} mått på kort som inte hör till något mål",
                    len(others)).format(n=len(others))  # fmt: skip
    found = [SPACE, Item(([(told, "strong")],), OTHERS)]
    if shown.opened == OTHERS or not shown.results.groups:
        for one in others[: MOST * 3]:
            found += measure(shown, one, 2)
    return found


def _lacking(shown: Shown) -> list[Item]:
    told = result_words.lacking(shown.results.lacking)
    rows: list[Row] = [[(line, "text")] for line in wrap(told, shown.width)]
    return [SPACE, Item(tuple(rows), LACKING)] if told else []


def _types(shown: Shown) -> list[Item]:
    """How many measures of each type of goal, and what the mix of them is like."""
    types = shown.results.types
    if not types:
        return []
    found = [SPACE, Item(([(_("Måltyper"), "strong"), ("  " + result_words.types_told(types), "text")],))]
    for code, having in types.items():
        name = words.choice("goal_type", code)
        bar = "▪" * min(len(having), max(shown.width - NAME - 8, 1))
        row: Row = [(f"  {name:<{NAME}}", "text"), (f"{len(having):>3} ", "strong"), (bar, "accent")]
        found.append(Item((row,), f"type/{code}"))
        if shown.opened == f"type/{code}":
            for one in having:
                text = fit(str(one.doc.get("text") or ""), shown.width - 6)
                found.append(Item(([("      " + text, "text")],), f"measure/{one.id}/{code}"))
    return found
