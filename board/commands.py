"""Everything that can be done to a card, as commands (board.context): each looks at the newest board and says what to
write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from board import places, stall, text
from board.codes import COLUMNS, OUTCOMES, PHASES, SET_FIELDS, SETTABLE
from board.context import Command, Context, as_stored, card_doc, checked, escape, near, person
from board.errors import Problem
from board.ports import Change, Doc, Draft
from board.rules import answered, covered, is_open, missing_for, over_limit


def note(title: str, **fields: Any) -> Command:
    """A new card in the inbox: one line is enough. `tags` may be given; other fields are those of `edit`."""

    def decide(context: Context) -> Sequence[Draft]:
        return [Draft("add", (new_card(context, title, fields),))]

    return decide


def new_card(context: Context, title: str, fields: Mapping[str, Any]) -> Change:
    """The change that makes a card."""
    cells: dict[str, Any] = {
        "title": text.title(title),
        "kind": "problem",
        "phase": "inbox",
        "state": "open",
        "cycle": 1,
        "rank": context.landing,
        "since": context.stamp,
        "created": context.stamp,
        "by": context.me,
    }
    for name, value in fields.items():
        if name == "tags":
            cells |= {f"tags/{escape(text.tag(tag))}": True for tag in value}
        elif name not in SETTABLE and (more := _method_cells(context, "", {}, name, value, None)) is not None:
            cells |= more
        elif (stored := checked(name, value, context.org)) is not None:
            cells[name] = stored
    return Change("cards", context.new_id(), cells)


def edit(
    id: str,
    fields: Mapping[str, Any] | None = None,
    *,
    add: Mapping[str, Sequence[str]] | None = None,
    remove: Mapping[str, Sequence[str]] | None = None,
    base: Mapping[str, Any] | None = None,
) -> Command:
    """Set fields of a card; `add` and `remove` take elements of its sets (tags, doers, and those of the method).

    `base` is what the person saw while typing: a field that someone has changed since is refused with both texts
    (Problem `changed_meanwhile`) rather than written over unseen.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        cells: dict[str, Any] = {}
        for name, value in (fields or {}).items():
            if (
                name not in SETTABLE
                and (more := _method_cells(context, id, card, name, value, base)) is not None
            ):
                cells |= more
                continue
            stored = checked(name, value, context.org)
            now = card.get(name) or None
            if base is not None and name in base and now != stored:
                seen = as_stored(base[name])
                if seen == stored:
                    continue  # left as it was seen, and somebody has changed it since: theirs stands
                if seen != now:
                    raise Problem(
                        "changed_meanwhile", field=name, theirs=now, mine=stored, by=card.get("_by")
                    )
            if now != stored:
                cells[name] = stored
        for value_for, group in ((True, add or {}), (None, remove or {})):
            for name, elements in group.items():
                cells |= _elements(context, id, card, name, elements, value_for)
        cells |= answered(card, cells) if cells else {}
        if cells and cells.keys() <= stall.WISHES:
            cells |= stall.quiet(card, context.stamp)
        return [Draft("set", (Change("cards", id, cells),))] if cells else []

    return decide


def _method_cells(
    context: Context, id: str, card: Doc, name: str, value: Any, base: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """The cells of a field that the method adds to a card, or None where it is no such field."""
    from board.method import acts, kinds

    if name not in kinds.FIELDS_OF_CARD:
        return None
    return acts.card_cells(context, id, card, name, value, base)


def _elements(
    context: Context, id: str, card: Doc, name: str, elements: Sequence[str], value: bool | None
) -> dict[str, Any]:
    if name not in SET_FIELDS:
        from board.method import acts

        return acts.card_elements(context, id, card, name, elements, value)
    have = card.get(name) or []
    cells: dict[str, Any] = {}
    for element in elements:
        stored = text.tag(element) if name == "tags" else person(element, context.org)
        if (stored in have) != (value is True):
            cells[f"{name}/{escape(stored)}"] = value
    return cells


def move(id: str, phase: str, reason: str | None = None, *, before: str | None = None) -> Command:
    """Take a card to a phase, in either direction, or to another place in its column (`before` a card's id).

    Raises:
        Problem: `step_missing` or `limit_reached` without a reason; `not_open`; `use_finish` for the phase done.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        if card.get("phase") == phase and before in (None, id):
            return []
        _check_movable(card, phase)
        why = text.body(reason, "reason") if reason else None
        placed = places.above(context.board, phase, id, before) if before is not None else ()
        cells = _landing_cells(context, id, card, phase, why) if card.get("phase") != phase else {}
        others = [change for change in placed if change.id != id]
        for change in placed:
            cells |= change.cells if change.id == id else {}
        return [Draft("move", (Change("cards", id, cells), *others), why)] if cells else []

    return decide


def _check_movable(card: Doc, phase: str) -> None:
    if phase not in PHASES:
        raise Problem("unknown", near(phase, PHASES) or PHASES, what="phase", given=phase[:40])
    if not is_open(card):
        raise Problem("not_open", state=card.get("state"))
    if phase == "done":
        raise Problem("use_finish", OUTCOMES)


def _landing_cells(context: Context, id: str, card: Doc, phase: str, why: str | None) -> dict[str, Any]:
    """The cells of an arrival in `phase`; asks for a reason where a step is missing or the column is full."""
    missing = missing_for(card, phase, covered(context.board).get(id, ()))
    full = over_limit(context.board, phase, id)
    if not why and missing:
        raise Problem("step_missing", missing, missing=missing, phase=phase, full=full)
    if not why and full:
        raise Problem("limit_reached", phase=phase, count=full[0], limit=full[1])
    cells: dict[str, Any] = {"phase": phase, "since": context.stamp, "rank": context.landing}
    if missing:
        cells[f"skips/{phase}"] = why
    return cells | answered(card, cells) | _tested(context, id, card, phase)


def _tested(context: Context, id: str, card: Doc, phase: str) -> dict[str, Any]:
    """When the test started: from then on what was predicted is read-only. A card that goes back to planning without
    having been tried has not started."""
    if PHASES.index(phase) >= PHASES.index("do"):
        return {} if card.get("tested") else {"tested": context.stamp}
    if not card.get("tested"):
        return {}
    from board.method.began import has_evidence_of_test
    from board.method.parts import cycle_of

    tried = has_evidence_of_test(context.board, id, cycle_of(card), context.now.date())
    return {} if tried else {"tested": None}


def triage(id: str, reason: str | None) -> Command:
    """Not important enough to go on with: closed with an answer that the one who noted it can read."""

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        if not is_open(card) or card.get("phase") != "inbox":
            raise Problem("not_in_inbox", phase=card.get("phase"), state=card.get("state"))
        return _leave(context, id, "triage", "archived", _needed(reason, "triage"))

    return decide


def _needed(reason: str | None, do: str) -> str:
    why = text.body(reason, "reason") if reason else ""
    if not why:
        raise Problem("reason_needed", do=do)
    return why


def _leave(context: Context, id: str, do: str, state: str, why: str | None) -> Sequence[Draft]:
    cells = {"state": state, "state_why": why, "since": context.stamp}
    return [Draft(do, (Change("cards", id, cells),), why)]


def set_aside(id: str, state: str, reason: str | None = None) -> Command:
    """Park an open card for later, or archive any. It stays findable."""
    do = {"parked": "park", "archived": "archive"}[state]

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        if card.get("state") == state:
            return []
        if state == "parked" and not is_open(card):
            raise Problem("not_open", state=card.get("state"))
        why = text.body(reason, "reason") if reason else None
        return _leave(context, id, do, state, why or None)

    return decide


def reopen(id: str, reason: str | None = None) -> Command:
    """Take a card up again: a parked, archived or deleted one where it was, a finished one in Agera.

    Raises:
        Problem: `reason_needed` for one that was finished or archived.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if ("cards", id) in context.board.deleted:
            why = text.body(reason, "reason") if reason else None
            return [Draft("reopen", (Change("cards", id, {"_deleted": None}),), why)]
        card = card_doc(context, id)
        if is_open(card):
            return []
        why = text.body(reason, "reason") if reason else None
        if card.get("state") != "parked":
            why = _needed(reason, "reopen")
        cells: dict[str, Any] = {
            "state": "open",
            "state_why": None,
            "since": context.stamp,
            "rank": context.landing,
        }
        if card.get("phase") not in COLUMNS:
            cells |= {"phase": "act", "finish": None}
            cells |= answered(card, cells)
        if card.get("came_back"):
            cells["came_back"] = None  # what was said of why it came back before is not why it does now
        return [Draft("reopen", (Change("cards", id, cells),), why)]

    return decide


def delete(id: str, reason: str | None = None) -> Command:
    """Delete a card. History keeps it and undo brings it back.

    Raises:
        Problem: `not_yours` or `only_theirs` for a card that another noted and owns, see board.rights.
    """

    def decide(context: Context) -> Sequence[Draft]:
        from board import rights

        card = card_doc(context, id)
        why = text.body(reason, "reason") if reason else None
        if not rights.is_own(context.org, card, context.me):
            why = rights.check(context, rights.DELETE, why) or why
        return [Draft("delete", (Change("cards", id, {"_deleted": True}),), why or None)]

    return decide


def comment(id: str, words: str) -> Command:
    """Say something on a card."""

    def decide(context: Context) -> Sequence[Draft]:
        card_doc(context, id)
        said = text.body(words, "comment")
        if not said:
            raise Problem("empty_text", field="comment")
        cells = {"card": id, "text": said, "created": context.stamp, "by": context.me}
        return [Draft("comment", (Change("comments", context.new_id(), cells),))]

    return decide
