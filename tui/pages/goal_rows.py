"""The unit's goals in rows: directions with what stands under them, the cards tied to each, and cards without one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from board.method.goals import FEW, Goals, Tied, goals_of, tied_cards
from board.method.kinds import KINDS
from board.ports import Doc
from board.rules import is_open
from tui import words
from tui.lines import Row, fit, spread, wrap
from tui.pages.section_rows import SPACE, Around, day_told, field_item
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

WITHOUT, LOCAL, ENDED, NEW = "goals/without", "goals/local", "goals/ended", "goals/new"


class Shown(NamedTuple):
    """What the goals are told with; `open` is the row whose details stand under it."""

    around: Around
    open: str
    goals: Goals
    tied: Tied


def items(around: Around, opened: str) -> list[Item]:
    """The goals, and what is said of them, as rows. Keys: goal/<id>, goal/<id>/<field>, card/<id> and those above."""
    shown = Shown(around, opened, goals_of(around.board), tied_cards(around.board))
    found = [SPACE, Item(([(_("Enhetens mål"), "strong")],))]
    for aim in shown.goals.aims:
        found += _goal(shown, aim.id, aim.doc, 0)
        for id, doc in aim.under.items():
            found += _goal(shown, id, doc, 2)
    new = (
        _("Skriv ett inriktningsmål: vad vill enheten uppnå?")
        if not shown.goals.aims
        else _("ett inriktningsmål till")
    )
    found.append(Item(([("  + ", "accent"), (fit(new, around.width - 4), "quiet")],), NEW))
    if shown.goals.number > FEW:
        told = _("Ni har {n} mål. Få mål är lättare att hålla i minnet.").format(n=shown.goals.number)
        found.append(Item(tuple([("  " + line, "quiet")] for line in wrap(told, around.width - 2))))
    if shown.goals.aims:
        found += _cards_beside(shown)
    if shown.goals.ended:
        found += _ended(shown)
    return found


def _goal(shown: Shown, id: str, doc: Doc, indent: int) -> list[Item]:
    key, width = f"goal/{id}", shown.around.width
    cards = shown.tied.of.get(id, ())
    count = _cards(len(cards)) if cards else ""
    pad = " " * (2 + indent)
    lead = "· " if indent else ""
    lines = wrap(" ".join(str(doc.get("text") or "").split()), max(width - len(pad) - len(lead) - 12, 10))
    rows: list[Row] = []
    for n, line in enumerate(lines):
        left: Row = [(pad + (lead if n == 0 else " " * len(lead)) + line, "text" if indent else "title")]
        rows.append(spread(left, [(count, "quiet")], width) if n == 0 and count else left)
    facts = _facts(doc, shown.around.today)
    if facts:
        rows += [[(pad + "  " + line, "quiet")] for line in wrap(facts, max(width - len(pad) - 2, 10))]
    found = [Item(tuple(rows), key)]
    return [*found, *_details(shown, id, doc, cards)] if shown.open == key else found


def _facts(doc: Doc, today: date) -> str:
    facts = []
    if doc.get("indicator"):
        facts.append(_("mäts med {what}").format(what=doc["indicator"]))
    if doc.get("target_by"):
        facts.append(_("till {day}").format(day=day_told(doc["target_by"], today)))
    return " · ".join(facts)


def _details(shown: Shown, id: str, doc: Doc, cards: Sequence[str]) -> list[Item]:
    """A goal's fields, and the cards that are tied to it."""
    found = [
        field_item(shown.around, "goal", field, doc.get(field.name), f"goal/{id}/{field.name}", 4)
        for field in KINDS["goal"].fields
    ]
    found += card_items(shown.around, cards)
    if not cards and not doc.get("ended"):
        told = _("Inga kort hör till målet än. Det väljs på kortet, under Mål och mått.")
        found.append(Item(tuple([("      " + line, "quiet")] for line in wrap(told, shown.around.width - 6))))
    return found


def card_items(around: Around, cards: Sequence[str]) -> list[Item]:
    """Cards by their titles and where they are; enter opens one."""
    found = []
    for id in cards:
        doc = around.board.get("cards", id) or {}
        where = words.phase(doc.get("phase")) if is_open(doc) else words.state(doc.get("state"))
        left: Row = [("      ▫ " + fit(str(doc.get("title") or ""), max(around.width - 26, 10)), "text")]
        found.append(Item((spread(left, [(where, "quiet")], around.width),), f"card/{id}"))
    return found


def _cards_beside(shown: Shown) -> list[Item]:
    """Open cards without a goal are counted, since one may have been forgotten; that is all."""
    found: list[Item] = []
    for key, ids, told in (
        (WITHOUT, shown.tied.without, _("{cards} som ni arbetar med hör inte till något mål än")),
        (LOCAL, shown.tied.local, _("{cards} har ett eget mål")),
    ):
        if not ids:
            continue
        line = told.format(cards=_cards(len(ids)))
        found.append(Item(([("  " + fit(line, shown.around.width - 2), "quiet")],), key))
        if shown.open == key:
            found += card_items(shown.around, ids)
    return found


def _ended(shown: Shown) -> list[Item]:
    count = len(shown.goals.ended)
    line = ngettext("{n} mål gäller inte längre", "{n} mål gäller inte längre", count).format(n=count)
    found = [Item(([("  " + line, "quiet")],), ENDED)]
    inside = any(shown.open == f"goal/{id}" for id in shown.goals.ended)
    if shown.open == ENDED or inside:
        for id, doc in shown.goals.ended.items():
            found += _goal(shown, id, doc, 4)
    return found


def _cards(count: int) -> str:
    return ngettext("{n} kort", "{n} kort", count).format(n=count)


def goal_at(key: str) -> str | None:
    """The goal that a row is about, or is a field of."""
    return key.split("/")[1] if key.startswith("goal/") else None


def top_of(around: Around, id: str) -> str:
    """The goal that one stands under, or itself."""
    aims = goals_of(around.board).aims
    return next((aim.id for aim in aims if id == aim.id or id in aim.under), id)
