"""A card's parts as lines for people: by section, each part with its number, and nothing about what is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from board.ids import public_id, short_ids
from board.method.kinds import (
    BY_TABLE,
    CARD_FIELDS,
    FIELDS_OF_CARD,
    OF_A_TRY,
    SECTIONS,
    Field,
    Kind,
    kinds_in,
)
from board.method.parts import ids_of, linked_text, parts_of
from board.ports import Doc, Event, Snapshot
from tui import lift_words, method_words
from tui.cli.call import Call, handles
from tui.cli.drawing import labelled
from tui.cli.output import columns_wide, cut, wrap
from tui.cli.shapes import Handles
from tui.text import _, dates, ngettext

Linked: TypeAlias = Callable[[str, Any], str]
"""A linked part as words, by its kind and id."""

MOST_READINGS = 5
"""Readings that `show` shows; the rest is for the list and the chart."""


def linker(board: Snapshot, org: Snapshot) -> Linked:
    """What linked parts say, those that are removed too."""
    return lambda kind, id: linked_text(board, org, kind, id)


def listed(
    call: Call, kind: Kind, home: Snapshot, board: Snapshot, ids: Sequence[str], card: str | None
) -> Iterator[str]:
    """Parts of a kind, under their cards where they are not all one card's."""
    handle, linked = handles(call), linker(board, call.session.org_snapshot)
    today = call.session.clock().date()
    docs, shorts = home.table(kind.table), short_ids(board.table("cards"))
    own = short_ids(docs) if kind.home == "org" and card is None else {}
    before: str | None = card or ""
    numbers: dict[str, int] = {}
    for id in ids:
        of = str(docs[id].get("card") or "")
        if card is None and kind.loose and not of and not numbers:
            yield _("Enhetens egna, utan kort")
        if of != before or not numbers:
            numbers = {one: n for n, one in enumerate(ids_of(home, kind.name, of), 1)}
        if card is None and of and of != before:
            told = str((board.get("cards", of) or {}).get("title") or docs[id].get("board") or "")
            yield cut(f"{shorts[of]}  {told}" if of in shorts else told, columns_wide())
        before = of
        mark = own[id] if own else str(numbers.get(id, ""))
        yield from lines_of(kind, docs[id], mark, handle, linked, today)


def in_order(kind: Kind, home: Snapshot, ids: Sequence[str]) -> list[str]:
    """Parts as they are read: readings by their days, others as they were written."""
    docs = home.table(kind.table)
    return sorted(ids, key=lambda id: str(docs[id].get("on") or "")) if kind.name == "reading" else list(ids)


def _is_past(day: Any, today: date) -> bool:
    return isinstance(day, str) and day < today.isoformat()


def lines_of(kind: Kind, doc: Doc, mark: str, handle: Handles, linked: Linked, today: date) -> Iterator[str]:
    """One part: its number or id and what it says, then its other fields."""
    wide = columns_wide()
    begin = f"  {mark}  "
    under = " " * len(begin)
    if kind.name == "reading":
        first, rest = _reading(doc, linked)
    else:
        lead = kind.field(kind.lead) or Field(kind.lead)
        first = said(lead, doc.get(kind.lead), handle, linked)
        rest = [
            method_words.labelled(method_words.field(kind.name, field.name), told)
            for field in kind.fields
            if field.name != kind.lead and (told := said(field, doc.get(field.name), handle, linked, today))
        ]
    if kind.name == "lift" and not doc.get("answer") and _is_past(doc.get("answer_by"), today):
        rest.append(_("! svaret dröjer"))
    lines = wrap(first, wide - len(begin))
    yield (begin + lines[0]).rstrip()
    yield from (under + line for line in lines[1:])
    if rest:
        yield from wrap(" · ".join(" ".join(one.split()) for one in rest), wide, under)


def _reading(doc: Doc, linked: Linked) -> tuple[str, list[str]]:
    """A reading is a day and what was typed; its indicator is told under it."""
    try:
        when = dates.day(date.fromisoformat(str(doc.get("on"))))
    except ValueError:
        when = "–"
    rest = [linked("indicator", doc["indicator"])] if doc.get("indicator") else []
    return f"{when}  {reading_said(doc)}", [*rest, *([str(doc["note"])] if doc.get("note") else [])]


def reading_said(doc: Doc) -> str:
    """A reading as it was typed, and as what it counts where that is another number."""
    typed, value = str(doc.get("typed") or ""), doc.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return typed
    whole = int(value) if float(value).is_integer() and abs(value) < 1e15 else value
    told = method_words.number(whole)
    plain = "".join(typed.replace(".", ",").split())
    return typed if told.replace(".", ",") in plain else method_words.reading_value(typed, whole)


def said(field: Field, given: Any, handle: Handles, linked: Linked, today: date | None = None) -> str:
    """A field's value in words; given today, a day of another year with its year."""
    if field.name == "to_role" and given:
        return lift_words.role(str(given))
    if field.name == "bone" and given:
        return method_words.bone(str(given))
    return method_words.value(field, given, handle.name, linked, today)


def sections(call: Call, board: Snapshot, card: str) -> Iterator[str]:
    """Everything that the method has on a card, section by section; nothing where there is nothing."""
    doc, org = board.get("cards", card) or {}, call.session.org_snapshot
    handle, linked = handles(call), linker(board, org)
    for section in SECTIONS:
        rows = [
            (method_words.field(None, field.name), told)
            for field in CARD_FIELDS.get(section, ())
            if (told := said(field, doc.get(field.name), handle, linked))
        ]
        kinds = [
            (kind, found)
            for kind in kinds_in(section)
            if (found := ids_of(org if kind.home == "org" else board, kind.name, card))
        ]
        if not rows and not kinds:
            continue
        yield ""
        yield method_words.section(section)
        yield from labelled(rows)
        for kind, found in kinds:
            yield from _of_kind(call, kind, org if kind.home == "org" else board, board, card, found)


def rows_of_try(method: Mapping[str, Any], handle: Handles) -> Iterator[tuple[str, str]]:
    """What the method kept with an earlier try, as labels and texts."""
    for name in OF_A_TRY:
        if told := said(FIELDS_OF_CARD[name], method.get(name), handle, lambda _kind, id: str(id)):
            yield method_words.field(None, name), told


class Told(NamedTuple):
    """What tui.method_advice tells a card's hints with, as the screen's own Around has it."""

    board: Snapshot
    today: date
    person: Callable[[Any], str]
    linked: Linked


def advice(call: Call, board: Snapshot, card: str) -> Iterator[str]:
    """What is worth a thought on the card, which never stops anybody."""
    from board.method.hints import hints

    org, today = call.session.org_snapshot, call.session.clock().date()
    found = hints(board, card, today, org)
    if not found:
        return
    from tui import method_advice

    around: Any = Told(board, today, handles(call).name, linker(board, org))
    yield ""
    yield _("Att tänka på")
    for hint in found:
        if told := method_advice.sentence(hint, around):
            first, *more = wrap(told, columns_wide() - 4)
            yield f"  · {first}"
            yield from (f"    {line}" for line in more)


def _of_kind(
    call: Call, kind: Kind, home: Snapshot, board: Snapshot, card: str, found: Sequence[str]
) -> Iterator[str]:
    name = method_words.kind(kind.name, many=len(found) != 1)
    if method_words.kind(kind.name, many=True).lower() != method_words.section(kind.section).lower():
        yield f"  {name[:1].upper()}{name[1:]}:"
    shown = in_order(kind, home, found)
    if kind.name == "reading":
        shown = shown[-MOST_READINGS:]
    yield from (f"  {line}" for line in listed(call, kind, home, board, shown, card))
    if more := len(found) - len(shown):
        told = ngettext("och {n} till: {what}", "och {n} till: {what}", more)
        short = short_ids(board.table("cards")).get(card, public_id(card))
        yield "    " + told.format(n=more, what=f"tavla {kind.name} list {short}")


def tally(board: Snapshot, card: str) -> Iterator[str]:
    """The causes by their points, and which few stand for most."""
    from board.method import causes
    from tui.drawing.pareto import draw

    docs = parts_of(board, "cause", card)
    points = causes.points(board, card)
    items = [(str(docs[id].get("text") or ""), given) for id, given in points.items()]
    for row in draw(items, columns_wide()):
        yield "".join(text for text, _part in row).rstrip()


def turned_back(events: Sequence[Event]) -> str:
    """The parts that a change was about, for the answer to undo and redo: "orsak ”Nycklar”", "mätvärden (24)"."""
    kind = next((BY_TABLE[event.table] for event in events if event.table in BY_TABLE), None)
    if kind is None:
        return method_words.kind("vote", many=len(events) > 1)
    own = [event for event in events if event.table == kind.table]
    others = [event for event in events if event.table != kind.table and event.table in BY_TABLE]
    if others and events[0].do in ("import", "undo", "redo") and kind.home == "org":
        return f"{turned_back(own)}, {turned_back(others)}"
    if len(own) > 1:
        return f"{method_words.kind(kind.name, many=True)} ({len(own)})"
    doc = own[0].after or own[0].before or {}
    lead = cut(" ".join(str(doc.get(kind.lead) or "").split()), 60)
    name = method_words.kind(kind.name)
    return f"{name} {method_words.quoted(lead)}" if lead else name
