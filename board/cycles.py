"""The end of a try: introduced, tried again or not; each pass through the phases is kept as a cycle of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from board import text
from board.codes import OUTCOMES
from board.context import Command, Context, card_doc, near
from board.errors import Problem
from board.method.kinds import OF_A_TRY
from board.ports import Change, Doc, Draft
from board.rules import covered, is_open, missing_for
from board.values import whole_in


def finish(id: str, outcome: str, reason: str | None = None) -> Command:
    """End a cycle: `routine` introduces it, `retry` adjusts and tries again with everything kept, `drop` closes it
    with its lesson. A reason stands in for a decision not written down.

    Raises:
        Problem: `step_missing` where what was seen or decided is not there and no reason is given; `not_yours` or
            `only_theirs` for a routine, see board.rights.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if outcome not in OUTCOMES:
            raise Problem("unknown", near(outcome, OUTCOMES) or OUTCOMES, what="outcome", given=outcome[:40])
        card = card_doc(context, id)
        if not is_open(card):
            raise Problem("not_open", state=card.get("state"))
        why = text.body(reason, "reason") if reason else None
        beside = None
        missing = missing_for(card, "done", covered(context.board).get(id, ()))
        if missing and not why:
            raise Problem("step_missing", missing, missing=missing, phase="done", full=None)
        if outcome == "routine":
            from board import rights

            beside = rights.check(context, rights.INTRODUCE_ROUTINE, context.reason or why)
        cells: dict[str, Any] = {"finish": outcome, "since": context.stamp, "rank": context.landing}
        if why and not card.get("decision"):
            cells["decision"] = why
            missing = tuple(name for name in missing if name != "decision")
        if missing:
            cells["skips/done"] = why
        if outcome == "retry":
            return [_next_cycle(context, id, card, cells, why)]
        cells |= {"phase": "done", "state": "finished"}
        return [Draft("finish", (Change("cards", id, cells),), beside or why)]

    return decide


CYCLE_FIELDS = ("measure", "due", "outcome", "decision", "tested", "predicted", *OF_A_TRY)
"""What belongs to one try and is kept with it when the next begins."""


def _next_cycle(context: Context, id: str, card: Doc, cells: dict[str, Any], why: str | None) -> Draft:
    """The try that ended becomes a document of its own; the card goes on to Planera with everything else kept."""
    number = whole_in(card, "cycle", 1)
    kept = {name: cells.get(name) or card.get(name) for name in CYCLE_FIELDS}
    kept = {name: value for name, value in kept.items() if value not in (None, "")}
    began = card.get("cycle_began") or card.get("created")
    held = card.get("skips")
    skips: dict[str, str] = held if isinstance(held, dict) else {}
    past = {
        "card": id,
        "number": number,
        "finish": "retry",
        "began": began,
        "created": context.stamp,
        "by": context.me,
        **kept,
        **{f"skips/{phase}": said for phase, said in skips.items()},
    }
    if "skips/done" in cells:
        past["skips/done"] = cells.pop("skips/done")
    cells |= {
        "phase": "plan",
        "cycle": number + 1,
        "cycle_began": context.stamp,
        "finish": None,
        **{name: None for name in CYCLE_FIELDS if name != "measure" and name in kept},
    }
    cells |= {f"skips/{phase}": None for phase in skips}
    return Draft("finish", (Change("cards", id, cells), Change("cycles", context.new_id(), past)), why)
