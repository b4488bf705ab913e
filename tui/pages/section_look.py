"""What a section is told from, and its smallest pieces: a heading to write under, a part, the fields of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from board.method.kinds import KINDS, Kind
from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from tui import method_words as words
from tui.lines import Row, wrap
from tui.pages import section_views as views
from tui.pages.section_rows import Around, begun, field_item, part_item
from tui.text import N_, _
from tui.widgets.rows_view import Item


class Look(NamedTuple):
    """What a section is told from. `org` has the people and the lifts; `height` is the
    page's, and `key_of` tells the key of an action."""

    around: Around
    org: Snapshot
    me: str | None
    section: str
    view: str
    card: str
    doc: Doc
    opened: str | None
    every: bool
    height: int
    key_of: Callable[[str], str]

    @property
    def width(self) -> int:
        return self.around.width

    def parts(self, kind: str) -> dict[str, Doc]:
        return parts_of(self.org if KINDS[kind].home == "org" else self.around.board, kind, self.card)


def new_item(look: Look, key: str, label: str, told: str = "") -> Item:
    """A heading that n and enter write a part under."""
    if not told:
        return Item(([(f"  {label}", "strong")],), key)
    if cell_len(label) + cell_len(told) + 4 <= look.width:
        return Item(([(f"  {label}", "strong"), (f"  {told}", "quiet")],), key)
    rows: list[Row] = [[("  " + line, "quiet")] for line in wrap(told, look.width - 2)]
    return Item(([(f"  {label}", "strong")], *rows), key)


def lead_item(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> Item:
    told = _("{new} skriver till") if docs else f"{words.lead_question(kind.name)}  {_('{new} skriver')}"
    if kind.name in _OWN_WAY:
        told = _(_OWN_WAY[kind.name])
    told = told.format(new=look.key_of("part_new"))
    return new_item(look, f"new/{kind.name}", begun(words.kind(kind.name, many=True)), told)


_OWN_WAY: Mapping[str, str] = {
    "dialogue": N_("{new} börjar ett samtal: en fråga i taget, och det går att sluta när som helst"),
    "lift": N_("{new} lyfter något till den som kan bestämma, och svaret kommer hit"),
}
"""Kinds whose parts are made by a few questions."""


def part_items(
    look: Look, kind: Kind, id: str, part: Doc, place: int = 0, facts: Sequence[str] = ()
) -> list[Item]:
    """A part, with its fields under it where it is open."""
    item = part_item(look.around, kind, id, part, place, id == look.opened, facts)
    return [item, *open_fields(look, kind, id, part)]


def open_fields(look: Look, kind: Kind, id: str, part: Doc) -> list[Item]:
    if id != look.opened:
        return []
    held = {**part}
    if part.get("bone"):
        held["bone"] = views.bones_of(look.doc, {id: part}).get(str(part["bone"]))
    return [
        field_item(
            look.around, kind.name, field, held.get(field.name), f"field/{kind.name}/{id}/{field.name}", 2
        )
        for field in kind.asked(look.card)
    ]
