"""What follows from a card's parts, as the object that `show --json` prints: points, questions, hints and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from board.events import that_led_to
from board.method import causes, hints, measures
from board.method.parts import ids_of, parts_of
from board.method.ramp import Try, ramp
from board.ports import Snapshot
from tui.cli.part_shapes import public


def derived(board: Snapshot, org: Snapshot, card: str, today: date) -> dict[str, Any]:
    """All of it, with the parts that each was derived from."""
    found = parts_of(board, "cause", card)
    points = causes.points(board, card)
    few, roots = causes.vital_few(points), causes.roots(found)
    judged = hints.evaluable(board, card, today)
    return {
        "points": points_of(points),
        "voters": causes.voters(board, card),
        "vital_few": {
            "causes": _ids(few.few),
            "tied": _ids(few.tied),
            "points": few.points,
            "total": few.total,
            "share": few.share,
        },
        "roots": {"marked": _ids(roots.marked), "ends": _ids(roots.ends)},
        "actions": _actions(board, card),
        "evaluable": {
            "ready": judged.ready,
            "checks": [
                {
                    "code": check.code,
                    "met": check.met,
                    "kind": check.kind or None,
                    "of": _ids(check.of),
                    "lacking": _ids(check.lacking),
                }
                for check in judged.checks
            ],
        },
        "hints": [
            {
                "code": hint.code,
                "section": hint.section,
                "params": _plain(hint.params),
                "kind": hint.kind or None,
                "of": _ids(hint.of),
            }
            for hint in hints.hints(board, card, today, org)
        ],
        "aims": [
            {"indicator": public(id), "missing": list(hints.aim_sentence(doc).missing)}
            for id, doc in parts_of(board, "indicator", card).items()
        ],
        "came_of": _ids(that_led_to(board, card)),
        "charts": _charts(board, card),
        "ramp": [_try(one) for one in ramp(board, card)],
    }


def points_of(points: Mapping[str, int]) -> list[dict[str, Any]]:
    """Points by cause, most first."""
    return [{"cause": public(id), "points": given} for id, given in points.items()]


def _actions(board: Snapshot, card: str) -> list[dict[str, Any]]:
    """The measures in the order of the four fields, and which of the eight questions each has an answer to."""
    answers = measures.answers(board, card)
    docs = parts_of(board, "action", card)
    ordered = [placed.id for placed in measures.in_order(docs)]
    shown = []
    for id in (*ordered, *(id for id in docs if id not in ordered)):
        answered, asked = measures.answered(answers[id])
        shown.append(
            {
                "action": public(id),
                "answered": answered,
                "asked": asked,
                "questions": {answer.question: answer.met for answer in answers[id]},
                "quadrant": measures.quadrant(docs[id]),
            }
        )
    return shown


def _try(one: Try) -> dict[str, Any]:
    """A try of the card's ramp; the one that it is in has no end."""
    texts = (
        "began", "ended", "tested", "hypothesis", "prediction", "measure", "outcome", "decision", "finish",
    )  # fmt: skip
    return {
        "number": one.number,
        "current": one.current,
        **{name: getattr(one, name) or None for name in texts},
        "verdicts": dict(one.verdicts),
        "said": dict(one.said),
        "skips": dict(one.skips),
        "parts": {kind: _ids(ids) for kind, ids in one.parts.items()},
        "carried": {kind: len(ids) for kind, ids in one.carried.items()},
        "foretold": one.foretold,
        "before": one.before,
    }


def _charts(board: Snapshot, card: str) -> list[dict[str, Any]]:
    """What the rules say of each indicator; nothing is loaded for a card that has none."""
    if not ids_of(board, "indicator", card):
        return []
    from tui import charting

    shown = []
    for id in charting.indicators(board, card):
        found = charting.charted(board, card, id)
        shown.append(
            {
                "indicator": public(id),
                "signal": found.chart.signal,
                "too_few": found.chart.too_few,
                "verdict": charting.verdict(found),
            }
        )
    return shown


def _ids(given: Iterable[str]) -> list[str]:
    return [public(one) or "" for one in given]


def _plain(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}
