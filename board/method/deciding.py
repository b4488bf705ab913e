"""Deciding a measure: who did and when, and whose it is to do; asked when one is written as decided, or becomes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from board.context import Context
from board.method.kinds import Kind
from board.ports import Doc
from board.rules import DECIDED


def decided(kind: Kind, cells: Mapping[str, Any], before: Doc, context: Context) -> dict[str, Any]:
    """Who decided an action, and when: a proposal never looks like a decision, nor the other way round."""
    if kind.name != "action":
        return {}
    status = cells.get("status")
    if status is None and cells.get("decided_by") and before.get("status") in (None, "proposed"):
        return {"status": "decided", "decided_on": cells.get("decided_on") or context.now.date().isoformat()}
    if status is None or status == before.get("status"):
        return {}
    if status == "proposed":
        return {name: None for name in ("decided_by", "decided_on", "decided_why") if before.get(name)}
    if status == "parked" or before.get("decided_by") or "decided_by" in cells:
        return {}
    return {"decided_by": context.me, "decided_on": cells.get("decided_on") or context.now.date().isoformat()}


def with_reason(kind: Kind, cells: Mapping[str, Any], before: Doc, why: str | None) -> dict[str, Any]:
    """The reason for which somebody decided a measure in another's place stands with the decision, till another is
    made."""
    if kind.name != "action" or "decided_why" in cells:
        return {}
    if why:
        return {"decided_why": why}
    anew = "decided_by" in cells or "decided_on" in cells
    return {"decided_why": None} if anew and before.get("decided_why") else {}


def check_decides(
    kind: Kind, cells: Mapping[str, Any], before: Doc, context: Context, reason: str | None = None
) -> str | None:
    """Whether the one who acts may decide a measure or judge a risk as the manager, where that is what happens; the
    reason to write beside it.

    To write down that somebody has decided whose it is to decide is everybody's, but where the board is strict.
    """
    from board import rights

    if kind.name in ("event", "risk") and any(name.startswith("manager_") for name in cells):
        return rights.check(context, rights.JUDGE_AS_MANAGER, reason)
    was, now = before.get("status"), cells.get("status")
    newly = now in DECIDED and was not in DECIDED
    by = cells.get("decided_by")
    if kind.name != "action" or not (newly or (by and by != before.get("decided_by"))):
        return None
    today, by = context.now.date(), by or context.me
    theirs = rights.asked(context.board, context.org, context.here, str(by), rights.DECIDE_MEASURES, today)
    return rights.check(context, rights.DECIDE_MEASURES, reason, soft=theirs.manner != "allowed")
