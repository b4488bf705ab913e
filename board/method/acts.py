"""Commands on a card's parts and on the fields that the method adds to a card: one way to write, change and remove.

Each is a command as those of board.commands: it runs under the lock on the newest board. Parts of kind `lift` lie with
people and roles (Session.organise), all others on the board (Session.do). What faces need of the neighbours (a value
checked, a part found, the bones) is reached here, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from board import text
from board.codes import SET_FIELDS
from board.context import Command, Context, as_stored, card_doc, escape, near
from board.errors import Problem
from board.ids import document_id, public_id
from board.method.began import test_began
from board.method.bones import bones as bones
from board.method.bones import bones_of as bones_of
from board.method.deciding import check_decides, decided, with_reason
from board.method.given import check_not_under_itself, field_called, held, kind_called, listed, understood
from board.method.given import checked as checked
from board.method.given import find_part as find_part
from board.method.kinds import FIELDS_OF_CARD, KINDS, PREDICTED, SETS, Field, Kind
from board.method.parts import cycle_of, parts_of
from board.method.voting import vote as vote
from board.ports import Change, Doc, Draft


def add(kind: str, card: str | None, fields: Mapping[str, Any], *, id: str | None = None) -> Command:
    """A new part. `card` is the card's document id, or None for a part of the board."""
    return add_many(kind, card, (fields,), ids=(id,) if id else ())


def add_many(
    kind: str,
    card: str | None,
    rows: Sequence[Mapping[str, Any]],
    *,
    ids: Sequence[str] = (),
    board: str = "",
) -> Command:
    """Several new parts of a kind as one change, which one undo takes back. `board` is needed for a lift.

    Raises:
        Problem: `empty_text` where a part's first field is empty, and what `checked` raises.
    """
    of = kind_called(kind)

    def decide(context: Context) -> Sequence[Draft]:
        cycle = cycle_of(card_doc(context, card)) if card is not None else 1
        changes = []
        made: list[Mapping[str, Any]] = []
        why: str | None = None
        own = [*ids, *_ascending(context, len(rows) - len(ids))]
        for place, fields in enumerate(rows):
            cells = _cells(of, {}, fields, context, card or "")
            if not cells.get(of.lead):
                raise Problem("empty_text", field=of.lead)
            cells |= {"created": context.stamp, "by": context.me}
            if card is not None:
                cells["card"] = card
            if of.home == "org":
                cells["board"] = board
            if of.tried:
                cells["cycle"] = cycle
            cells |= _first(of, cells, context)
            needed = check_decides(of, cells, {}, context)
            cells |= with_reason(of, cells, {}, needed)
            why = needed or why
            made.append(cells)
            changes.append(Change(of.table, own[place], cells))
        changes += _started(of, card, made, context)
        return [Draft(f"add_{kind}", tuple(changes), why)] if changes else []

    return decide


def _ascending(context: Context, count: int) -> list[str]:
    """New ids that keep the order in which they are given out: many are made in the same millisecond."""
    return sorted((context.new_id() for _one in range(count)), key=lambda id: (len(id), id))


def _first(kind: Kind, cells: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What a new part has without being asked."""
    today = context.now.date().isoformat()
    given: dict[str, Any] = {}
    if kind.name == "action":
        given = {"status": "proposed"}
    elif kind.name == "cause":
        given = {"status": "unconfirmed"}
    elif kind.name == "throw":
        given = {"state": "sent"}
    elif kind.name in ("log", "reading", "routine_check", "spread"):
        given = {"on": today}
    elif kind.name == "event":
        given = {"on": today, "sort": "deviation", "status": "new", **_settled(cells, {})}
    elif kind.name == "dialogue":
        given = {"on": today, "coach": context.me}
    elif kind.name == "control_answer":
        given = {"on": today, "year": context.now.year}
    elif kind.name == "year_point":
        given = {"year": context.now.year}
    elif kind.name == "yearly":
        given = {"every": "year"}
    given = {name: value for name, value in given.items() if name not in cells}
    return given | decided(kind, cells, {}, context) | _predicted(kind.name, cells, context)


def _predicted(what: str, cells: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """When the prediction got the words it has: what is written once the test has begun predicts nothing."""
    if what not in ("experiment", "card") or "prediction" not in cells:
        return {}
    return {"predicted": context.stamp if cells["prediction"] else None}


def _started(
    kind: Kind, card: str | None, cells: Iterable[Mapping[str, Any]], context: Context
) -> list[Change]:
    """The test has started when an experiment has: from then on what was predicted is read-only."""
    if kind.name != "experiment" or not card or not any(_is_past(one.get("start"), context) for one in cells):
        return []
    tested = card_doc(context, card).get("tested")
    return [] if tested else [Change("cards", card, {"tested": context.stamp})]


def change(
    kind: str,
    id: str,
    fields: Mapping[str, Any] | None = None,
    *,
    add: Mapping[str, Sequence[Any]] | None = None,
    remove: Mapping[str, Sequence[Any]] | None = None,
    base: Mapping[str, Any] | None = None,
    why: str | None = None,
) -> Command:
    """Set fields of a part; a set's field takes a list of all it is to have, `add` and `remove` take elements.

    `base` is what the person saw while typing (as for commands.edit). `why` is the reason, which a target that is
    revised has to have, and a decision that is another's to make.

    Raises:
        Problem: `unknown`, `cycle_closed` for a part of an earlier try, `test_started` for a prediction whose test has
            begun, `under_itself`, `changed_meanwhile`, `reason_needed`, and what `checked` raises.
    """
    of = kind_called(kind)

    def decide(context: Context) -> Sequence[Draft]:
        doc = part_doc(context, of, id)
        card = str(doc.get("card") or "")
        wanted = _seen(of, doc, fields or {}, base, context, card)
        cells = _cells(of, doc, wanted, context, card)
        for elements, value in ((add, True), (remove, None)):
            for name, given in (elements or {}).items():
                cells |= _elements(field_called(of, name, card), doc, given, value, context, card)
        if of.lead in cells and not cells[of.lead]:
            raise Problem("empty_text", field=of.lead)
        if not cells:
            return []
        _check_writable(context, of, doc, card, {cell.partition("/")[0] for cell in cells})
        home = context.org if of.home == "org" else context.board
        check_not_under_itself(of, id, cells, home.table(of.table))
        cells |= decided(of, cells, doc, context) | _answered(of, cells, doc, context)
        cells |= _settled(cells, doc) if of.name == "event" else {}
        cells |= _predicted(of.name, cells, context)
        said = text.body(why, "reason") if why else None
        if of.name == "indicator" and "target" in cells and doc.get("target") is not None and not said:
            raise Problem("reason_needed", do="target")
        needed = check_decides(of, cells, doc, context, said)
        cells |= with_reason(of, cells, doc, needed)
        said = needed or said
        extra = _started(of, card, (cells,), context)
        return [Draft(f"set_{kind}", (Change(of.table, id, cells), *extra), said)]

    return decide


def _answered(kind: Kind, cells: Mapping[str, Any], doc: Doc, context: Context) -> dict[str, Any]:
    """Who answered a lift or a throw first, and when. An answer to a throw is a view until it is agreed or dropped."""
    if kind.name not in ("lift", "throw") or doc.get("answer") or doc.get("answered_on"):
        return {}
    state = cells.get("state")
    if not cells.get("answer") and state in (None, "sent"):
        return {}
    found = {"answered_by": context.me, "answered_on": context.now.date().isoformat()}
    return found | ({"state": "answered"} if kind.name == "throw" and state is None else {})


def part_doc(context: Context, kind: Kind, id: str) -> Doc:
    """The part, or Problem: `deleted`, `unknown`."""
    home = context.org if kind.home == "org" else context.board
    doc = home.get(kind.table, id)
    if doc is None:
        code = "deleted" if (kind.table, id) in home.deleted else "unknown"
        raise Problem(code, what=kind.name, given=public_id(id) if document_id(public_id(id)) else id)
    return doc


def _check_writable(context: Context, kind: Kind, doc: Doc, card: str, names: set[str]) -> None:
    if kind.tried and card:
        now = cycle_of(context.board.get("cards", card) or {})
        if cycle_of(doc) < now:
            raise Problem("cycle_closed", cycle=cycle_of(doc), now=now)
    rewritten = sorted(name for name in names & {*PREDICTED} if doc.get(name))
    if kind.name == "experiment" and rewritten and _is_past(doc.get("start"), context):
        raise Problem("test_started", field=rewritten[0])
    if kind.name == "dialogue" and "expected" in names and doc.get("expected") and _has_begun(context, doc):
        raise Problem("test_started", field="expected")


def _is_past(day: Any, context: Context) -> bool:
    """Whether a day has come."""
    return bool(day) and str(day) <= context.now.date().isoformat()


def _has_begun(context: Context, dialogue: Doc) -> bool:
    experiment = context.board.get("experiments", str(dialogue.get("experiment") or "")) or {}
    return _is_past(experiment.get("start"), context)


def _seen(
    kind: Kind,
    doc: Doc,
    fields: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    context: Context,
    card: str,
) -> dict[str, Any]:
    """The fields without those that were left as they were seen and that somebody else has changed since."""
    return {
        name: value
        for name, value in fields.items()
        if not _is_theirs(field_called(kind, name, card), doc, value, base, context, card)
    }


def _is_theirs(
    field: Field, doc: Doc, value: Any, base: Mapping[str, Any] | None, context: Context, card: str
) -> bool:
    """Whether what stands in the field is another's and is to stay: `value` is what was seen before they wrote.

    Raises:
        Problem: `changed_meanwhile` where both have written something of their own.
    """
    if base is None or field.name not in base or field.type in SETS:
        return False
    now, mine = held(doc.get(field.name)), checked(field, value, context, card)
    if now == mine:
        return False
    seen = held(as_stored(base[field.name]))
    if seen == mine:
        return True
    if seen != now:
        raise Problem("changed_meanwhile", field=field.name, theirs=now, mine=mine, by=doc.get("_by"))
    return False


def _cells(kind: Kind, doc: Doc, fields: Mapping[str, Any], context: Context, card: str) -> dict[str, Any]:
    """The cells that differ from what the part has."""
    cells: dict[str, Any] = {}
    for name, value in fields.items():
        field = field_called(kind, name, card)
        if field.type in SETS:
            wanted = [checked(field, one, context, card) for one in listed(value)]
            gone = [one for one in doc.get(name) or [] if one not in wanted]
            cells |= _elements(field, doc, wanted, True, context, card)
            cells |= _elements(field, doc, gone, None, context, card)
        elif (stored := checked(field, value, context, card)) != held(doc.get(name)):
            cells[name] = stored
        if kind.name == "reading" and name == "typed" and cells.get("typed"):
            cells |= understood(str(cells["typed"]))
    if (
        kind.name in ("reading", "event", "yearly_done")
        and str(cells.get("on") or "") > context.now.date().isoformat()
    ):
        raise Problem("future_day", given=cells["on"])
    return cells


def _elements(
    field: Field, doc: Doc, given: Iterable[Any], value: bool | None, context: Context, card: str
) -> dict[str, Any]:
    have = doc.get(field.name) or []
    cells: dict[str, Any] = {}
    for one in given:
        stored = one if value is None and one in have else checked(field, one, context, card)
        if stored and (stored in have) != (value is True):
            cells[f"{field.name}/{escape(str(stored))}"] = value
    return cells


def remove(kind: str, id: str) -> Command:
    """Take a part away. History keeps it and undo brings it back."""
    of = kind_called(kind)

    def decide(context: Context) -> Sequence[Draft]:
        doc = part_doc(context, of, id)
        _check_writable(context, of, doc, str(doc.get("card") or ""), set())
        if of.name == "amendment":
            raise Problem("test_started", field=str(doc.get("about") or "prediction"))
        return [Draft(f"remove_{kind}", (Change(of.table, id, {"_deleted": True}),))]

    return decide


def card_cells(
    context: Context, id: str, card: Doc, name: str, value: Any, base: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The cells that a method field of a card gets, none where it has the value already; asked by commands.edit.

    Raises:
        Problem: `test_started`, `changed_meanwhile`, and what `checked` raises.
    """
    field = FIELDS_OF_CARD[name]
    if _is_theirs(field, card, value, base, context, id):
        return {}
    if field.type in SETS:
        wanted = [checked(field, one, context, id) for one in listed(value)]
        gone = [one for one in card.get(name) or [] if one not in wanted]
        return _elements(field, card, wanted, True, context, id) | _elements(
            field, card, gone, None, context, id
        )
    stored = checked(field, value, context, id)
    if stored == held(card.get(name)):
        return {}
    if name in PREDICTED and card.get(name) and test_began(context.board, id, card, context.now.date()):
        raise Problem("test_started", field=name)
    return {name: stored, **_predicted("card", {name: stored}, context)}


def card_elements(
    context: Context, id: str, card: Doc, name: str, elements: Sequence[Any], value: bool | None
) -> dict[str, Any]:
    """The cells that put elements into a method set of a card, or (None) take them out; asked by commands.edit.

    Raises:
        Problem: `unknown_field` where the card has no such set.
    """
    field = FIELDS_OF_CARD.get(name)
    if field is None or field.type not in SETS:
        known = (*SET_FIELDS, *(one.name for one in FIELDS_OF_CARD.values() if one.type in SETS))
        raise Problem("unknown_field", near(name, known), field=name[:40])
    return _elements(field, card, elements, value, context, id)


def record(card: str | None, indicator: str, rows: Sequence[tuple[date, str, str | None]]) -> Command:
    """Readings of an indicator, as typed: (day, what was typed, note). `card` is None for one of the unit itself.

    Raises:
        Problem: `unknown` indicator, `bad_reading`, `future_day`, `too_long`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if card is not None:
            card_doc(context, card)
        of = KINDS["reading"]
        measure = find_part(indicator, parts_of(context.board, "indicator", card or ""), "indicator")
        today = context.now.date()
        changes = []
        own = _ascending(context, len(rows))
        for id, (on, typed, note) in zip(own, rows, strict=True):
            if on > today:
                raise Problem("future_day", given=on.isoformat())
            kept = text.line(typed, "typed")
            if not kept:
                raise Problem("empty_text", field="typed")
            cells: dict[str, Any] = {
                "card": card,
                "indicator": measure,
                "on": on.isoformat(),
                "typed": kept,
                **understood(kept),
                "note": text.line(note, "note", 500) if note else None,
                "created": context.stamp,
                "by": context.me,
            }
            cells = {name: value for name, value in cells.items() if value is not None}
            changes.append(Change(of.table, id, cells))
        return [Draft("add_reading", tuple(changes))] if changes else []

    return decide


def _settled(cells: Mapping[str, Any], doc: Doc) -> dict[str, Any]:
    """What follows from what is written on an event: tied to a card, or answered, it is sorted."""
    if "status" in cells:
        return {}
    card, now = cells.get("led_to"), doc.get("status")
    if card:
        return {"status": "card"} if now != "card" else {}
    if "led_to" in cells and now == "card":
        return {"status": "new"}
    if cells.get("answer") and now in (None, "new"):
        return {"status": "noted"}
    return {}
