"""What a board has as a workbook: a sheet each for cards, measures, readings, goals and events, as units have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from board.exchange_columns import EXTRA, match_columns
from board.exchange_csv import EXTRA_MARK
from board.method import kinds
from board.method.kinds import FIELDS_OF_CARD, KINDS, Field, Kind
from board.method.parts import linked_text
from board.model import people_of
from board.ports import Doc, Snapshot
from board.values import moment
from tui import method_words, words
from tui.excel import Cell, Sheet
from tui.text import _, pgettext

_KINDS = ("indicator", "reading", "goal", "event")
_CARD = (
    "id", "title", "phase", "state", "kind", "problem", "why", "owner", "leader", "support", "due", "measure",
    "outcome", "decision", "tags", "created",
)  # fmt: skip


def sheets(board: Snapshot, org: Snapshot) -> list[Sheet]:
    """All of them, those without rows too, so that a sheet is where it was the last time."""
    return [_cards(board, org), *(_parts(board, org, KINDS[name]) for name in _KINDS)]


def _sheet_name(kind: str) -> str:
    return {
        "indicator": pgettext("sheet", "Mått"),
        "reading": pgettext("sheet", "Mätvärden"),
        "goal": pgettext("sheet", "Mål"),
        "event": pgettext("sheet", "Händelser"),
    }[kind]


# --- cards


def heading(name: str) -> str:
    """What a column of cards is called."""
    own = {"id": _("Kort-id"), "created": _("Noterat")}
    return own.get(name) or words.field(name)


def _cards(board: Snapshot, org: Snapshot) -> Sheet:
    from tui.cli import method_columns, shapes
    from tui.cli.listing import in_order

    handle = shapes.Handles(org)
    docs = in_order(list(board.table("cards").items()))
    told = [
        shapes.card("", id, doc, handle, "") | method_columns.cells(board, doc) | _typed(doc)
        for id, doc in docs
    ]
    more = [name for name in FIELDS_OF_CARD if any(one.get(name) not in (None, "", []) for one in told)]
    kept = dict.fromkeys(name for one in told for name in one["extra"])
    names = (*_CARD, *more)
    heads = tuple(heading(name) for name in names)
    rows = tuple(
        (
            *(_card_cell(name, one.get(name)) for name in names),
            *(str(one["extra"].get(name) or "") for name in kept),
        )
        for one in told
    )
    return Sheet(pgettext("sheet", "Kort"), (*heads, *_kept(kept, heads)), rows)


def _kept(names: Iterable[str], heads: tuple[str, ...]) -> Iterator[str]:
    """The headings of kept columns, those marked that would be taken for one of the board's own."""
    from tui.cli import method_columns

    listed = tuple(names)
    found = match_columns((heading("title"), *listed), None, method_columns.headings())
    for name in listed:
        own = name in heads or found[name] != EXTRA or name.startswith(EXTRA_MARK)
        yield EXTRA_MARK + name if own else name


def _typed(doc: Doc) -> dict[str, Any]:
    """Numbers as numbers."""
    return {
        name: doc[name]
        for name, field in FIELDS_OF_CARD.items()
        if field.type == kinds.NUMBER and isinstance(doc.get(name), int | float)
    }


def _card_cell(name: str, value: Any) -> Cell:
    if name == "due":
        return _day(value)
    if name == "created":
        at = moment((value or {}).get("at"))
        return at.date() if at else None
    if name in ("phase", "state", "kind"):
        return {"phase": words.phase, "state": words.state, "kind": words.kind}[name](value)
    field = FIELDS_OF_CARD.get(name)
    if field is not None and field.type == kinds.CHOICE and value:
        return method_words.choice(name, value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "")


# --- the others


def _parts(board: Snapshot, org: Snapshot, kind: Kind) -> Sheet:
    people = people_of(org)

    def person(ref: Any) -> str:
        return people[str(ref)].name if str(ref) in people else _("någon")

    def linked(of: str, id: Any) -> str:
        return linked_text(board, org, of, id)

    fields = kind.fields
    heads = [method_words.field(kind.name, field.name) for field in fields]
    rows = []
    docs = board.table(kind.table)
    for id in sorted(docs, key=lambda id: (str(docs[id].get("on") or ""), len(id), id)):
        doc = docs[id]
        cells = [_cell(field, doc.get(field.name), person, linked) for field in fields]
        rows.append((*cells, *_beside(board, kind, doc)))
    return Sheet(_sheet_name(kind.name), (*heads, *_beside_heads(kind)), tuple(rows))


def _beside_heads(kind: Kind) -> Iterator[str]:
    if kind.name == "reading":
        yield _("Tal")
    if kind.on_card:
        yield _("Kort")


def _beside(board: Snapshot, kind: Kind, doc: Mapping[str, Any]) -> Iterator[Cell]:
    if kind.name == "reading":
        value = doc.get("value")
        yield value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if kind.on_card:
        yield str((board.get("cards", str(doc.get("card") or "")) or {}).get("title") or "")


def _cell(field: Field, value: Any, person: Any, linked: Any) -> Cell:
    if field.type == kinds.DAY:
        return _day(value)
    if field.type in (kinds.NUMBER, kinds.SCALE) and isinstance(value, int | float):
        return value
    return method_words.value(field, value, person, linked)


def _day(value: Any) -> Cell:
    """A day as a day; what is none stays as it was written. Excel begins in 1900."""
    try:
        day = date.fromisoformat(str(value or ""))
    except ValueError:
        return str(value or "")
    return day if day.year > 1900 else day.isoformat()
