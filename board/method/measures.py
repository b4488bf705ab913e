"""What follows from a card's measures (actions): the eight questions, the four fields, proposals beside decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from board.method.causes import age_of
from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from board.rules import DECIDED

QUESTIONS = (
    "purpose",
    "activities",
    "resources",
    "who",
    "when",
    "follow_how",
    "follow_on",
    "evaluate_how",
)
"""The eight questions to every measure, in the source's order."""
OF_ACTIVITIES = ("activities", "who", "when")
"""Those that the activities of the measure answer."""
QUADRANTS = ("high_high", "high_low", "low_high", "low_low")
"""The four fields as effect_feasibility. The first first is the source's; the order of the others is ours."""
_NO_ORDER = len(QUADRANTS)


class Answer(NamedTuple):
    """Whether one of the eight questions is answered.

    of: the activities that answer it (whose field of the measure does, is the question's own name).
    lacking: the activities that it is not answered for; who and when are asked of each.
    """

    question: str
    met: bool
    of: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


class Placed(NamedTuple):
    """A measure in the four fields; `quadrant` is None where it is not placed on both."""

    id: str
    quadrant: str | None


class Standing(NamedTuple):
    """The measures by what they are. A proposal is no decision.

    unsigned: those of the decided that do not say who decided.
    """

    proposed: tuple[str, ...]
    decided: tuple[str, ...]
    parked: tuple[str, ...]
    unsigned: tuple[str, ...]


def answers(board: Snapshot, card: str) -> dict[str, tuple[Answer, ...]]:
    """The eight questions of every measure of a card, answered or not."""
    activities: dict[str, dict[str, Doc]] = {}
    for id, doc in parts_of(board, "activity", card).items():
        activities.setdefault(str(doc.get("action") or ""), {})[id] = doc
    return {
        id: answers_of(doc, activities.get(id, {})) for id, doc in parts_of(board, "action", card).items()
    }


def answers_of(action: Doc, activities: Mapping[str, Doc]) -> tuple[Answer, ...]:
    """The eight questions of one measure."""
    found = []
    for question in QUESTIONS:
        if question not in OF_ACTIVITIES:
            found.append(Answer(question, bool(action.get(question))))
            continue
        field = {"who": "who", "when": "due"}.get(question, "text")
        of = tuple(id for id, doc in activities.items() if doc.get(field))
        lacking = tuple(id for id in activities if id not in of)
        found.append(Answer(question, bool(of) and not lacking, of, lacking))
    return tuple(found)


def answered(found: tuple[Answer, ...]) -> tuple[int, int]:
    """(answered, asked): "6 av 8"."""
    return sum(1 for answer in found if answer.met), len(found)


def quadrant(action: Doc) -> str | None:
    """Which of the four fields a measure is in: 1-2 is low, 3-4 high. None where it is not placed."""
    effect, feasibility = _scale(action.get("effect")), _scale(action.get("feasibility"))
    if effect is None or feasibility is None:
        return None
    return f"{'high' if effect > 2 else 'low'}_{'high' if feasibility > 2 else 'low'}"


def _scale(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 4 else None


def in_order(actions: Mapping[str, Doc]) -> tuple[Placed, ...]:
    """The measures that are not parked, those with much effect that are easy first and those not placed last."""

    def key(id: str) -> tuple[int, int, int, tuple[int, str]]:
        doc = actions[id]
        field = quadrant(doc)
        if field is None:
            return _NO_ORDER, 0, 0, age_of(id)
        effect, feasibility = _scale(doc.get("effect")) or 0, _scale(doc.get("feasibility")) or 0
        return QUADRANTS.index(field), -effect - feasibility, -effect, age_of(id)

    going = [id for id, doc in actions.items() if doc.get("status") != "parked"]
    return tuple(Placed(id, quadrant(actions[id])) for id in sorted(going, key=key))


def judged(influence: str, why: str = "") -> dict[str, str]:
    """The cells of a measure once it is said who decides about it (one of INFLUENCES): what nobody here can decide
    is parked, with why."""
    if influence != "none":
        return {"influence": influence}
    return {"influence": influence, "influence_why": why, "status": "parked"}


def by_standing(actions: Mapping[str, Doc]) -> Standing:
    """A state of a newer version counts as a proposal: it is not known to be decided."""
    decided = tuple(id for id, doc in actions.items() if doc.get("status") in DECIDED)
    parked = tuple(id for id, doc in actions.items() if doc.get("status") == "parked")
    return Standing(
        tuple(id for id in actions if id not in decided and id not in parked),
        decided,
        parked,
        tuple(id for id in decided if not actions[id].get("decided_by")),
    )


def unweighed(actions: Mapping[str, Doc], risks: Mapping[str, Doc]) -> tuple[str, ...]:
    """Measures that are decided and not done, and that nobody has thought of what can go wrong with."""
    weighed = {doc.get("action") for doc in risks.values()}
    if None in weighed:
        return ()
    return tuple(
        id for id, doc in actions.items() if doc.get("status") in ("decided", "running") and id not in weighed
    )
