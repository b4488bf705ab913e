"""The views of causes and measures as rows: bones with their causes, the tree of whys, points, the four fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from board.method.causes import hung, own_points, tree
from board.method.causes import points as points_of
from board.method.kinds import Kind
from board.ports import Doc
from tui.lines import Row
from tui.pages import section_views as views
from tui.pages.section_look import Look, lead_item, new_item, open_fields, part_items
from tui.pages.section_rows import SPACE, part_item
from tui.text import _
from tui.widgets.rows_view import Item


def _bones(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """Causes under the bones that they hang on, answers to why under theirs; n writes one on the bone of the cursor."""
    items: list[Item] = []
    places = hung(docs)
    told = _("{new} skriver en orsak här").format(new=look.key_of("part_new"))
    for key, name in views.bones_of(look.doc, docs).items():
        own = [id for id, place in places.items() if place.bone == key]
        if not key and not own:
            continue
        items.append(new_item(look, f"bone/{key}", name, "" if own else told))
        for id in own:
            items += _under(look, kind, id, docs[id], places[id].below)
    items.append(Item(([("  " + _("Ett ben till"), "quiet")],), "bone_new"))
    return [*items, SPACE]


DEEPEST = 6
"""Answers under answers that are still moved in."""


def _under(look: Look, kind: Kind, id: str, cause: Doc, below: int, facts: Sequence[str] = ()) -> list[Item]:
    """A cause as a row, moved in under the cause whose why it answers."""
    if not below:
        return part_items(look, kind, id, cause, 0, facts)
    lead = "  " * min(below, DEEPEST)
    narrower = look._replace(around=look.around._replace(width=look.width - len(lead)))
    item, *_fields = part_items(narrower, kind, id, cause, 0, facts)
    first, *rest = item.rows
    rows: list[Row] = [[(lead + "└ ", "quiet"), *first[1:]], *([(lead, "quiet"), *row] for row in rest)]
    return [Item(tuple(rows), item.key), *open_fields(look, kind, id, cause)]


def _whys(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The tree of answers, a row or more for each; n answers the why of the cursor."""
    from tui.drawing import whys

    problem = str(look.doc.get("problem") or look.doc.get("title") or "")
    asked = [[("  ", "text"), *row] for row in whys.asked(problem, look.width - 2)]
    if not docs:
        none = _("Inga svar än. {new} skriver ett.").format(new=look.key_of("part_new"))
        asked.append([("  " + none, "quiet")])
    items = [Item(tuple(asked), "new/cause")]
    ids, chains = views.whys(docs)
    for id, rows in zip(ids, whys.answers(chains, look.width - 2), strict=True):
        drawn: tuple[Row, ...] = tuple([("  ", "text"), *row] for row in rows)
        items += [Item(drawn, f"part/cause/{id}"), *open_fields(look, kind, id, docs[id])]
    return [*items, SPACE]


def _points(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The causes with one's own points and everybody's, and under them which few stand for most."""
    from tui.drawing import pareto

    items = [lead_item(look, kind, docs)]
    total = points_of(look.around.board, look.card)
    mine = own_points(look.around.board, look.org, look.card, look.me)
    for id, depth in tree(docs).depth.items():
        facts = [_("dina poäng: {n}").format(n=mine[id])] if mine.get(id) else []
        facts += [_("tillsammans: {n}").format(n=total[id])] if total.get(id) else []
        items += _under(look, kind, id, docs[id], depth, facts)
    if docs:
        listed = [(views.text_of(docs[id]), given) for id, given in total.items()]
        drawn = pareto.draw(listed, look.width)
        items += [SPACE, *(Item((row,)) for row in (drawn if any(total.values()) else drawn[:1]))]
    return [*items, SPACE]


def _field(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The measures by their letters in the four fields."""
    from tui.drawing.fourfield import place_in_words

    items = [lead_item(look, kind, docs)]
    for id, dot in views.placed(look.around, look.card).items():
        doc = {name: docs[id].get(name) for name in ("text", "status")}
        item = part_item(look.around, kind, id, doc, 0, id == look.opened, [place_in_words(dot)])
        first: Row = [(f"  {dot.letter} ", "accent"), *item.rows[0][1:]]
        items += [Item((first, *item.rows[1:]), item.key), *open_fields(look, kind, id, docs[id])]
    return [*items, SPACE]


BY_VIEW: Mapping[tuple[str, str], Callable[[Look, Kind, Mapping[str, Doc]], list[Item]]] = {
    ("causes", "bones"): _bones,
    ("causes", "whys"): _whys,
    ("causes", "points"): _points,
    ("measures", "field"): _field,
}
