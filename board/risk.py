"""Risk as the unit judges it: how bad (severity) and how likely again (probability), each 1 to 4, by two.

The one who reported and the manager judge for themselves, and both are shown. The points are the product, 1 to 16;
what calls for attention goes by the cell and never by the points (method.md 1.25): the third and fourth severity
together with a probability of 2 to 4. The fourth severity is seen to at any probability (formulas_and_peers.md 4.6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from board import text
from board.errors import Problem
from board.model import BOARD_ID
from board.ports import Doc, Snapshot
from board.rules import is_open

STEPS = (1, 2, 3, 4)
ALARMS = frozenset((severity, probability) for severity in (3, 4) for probability in (2, 3, 4))
"""The cells (severity, probability) that give an alarm; 6 points do in (3, 2) and do not in (2, 3)."""
SEVERE = 4
"""A severity that is worth preventing even where it is unlikely."""
WHO = ("reporter", "manager")
AXES = ("severity", "probability")
FIELDS: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("reporter", False): ("severity", "probability"),
    ("manager", False): ("manager_severity", "manager_probability"),
    ("reporter", True): ("severity_after", "probability_after"),
    ("manager", True): ("manager_severity_after", "manager_probability_after"),
}
"""Who judges, and whether it is of how it is after what was done: the fields of severity and of probability."""
SCALED: Mapping[str, str] = {
    name: axis for pair in FIELDS.values() for axis, name in zip(AXES, pair, strict=True)
}
"""The fields whose steps the board may have names of its own for, with the axis of each."""
NAMES = ("severity_names", "probability_names")
"""Fields of the board: a map from a step, `1` to `4`, to what the unit calls it."""
NAME_LIMIT = 40


class Assessed(NamedTuple):
    """One person's word on a risk."""

    severity: int
    probability: int

    @property
    def points(self) -> int:
        """1 to 16."""
        return self.severity * self.probability

    @property
    def alarm(self) -> bool:
        return (self.severity, self.probability) in ALARMS

    @property
    def watch(self) -> bool:
        """Whether it gives no alarm and is still worth preventing, being so severe."""
        return self.severity == SEVERE and not self.alarm


def assessed(doc: Doc, who: str, after: bool = False) -> Assessed | None:
    """What the reporter or the manager judged; None where either step lacks. after: how it is after the measure."""
    severity, probability = (_step(doc.get(name)) for name in FIELDS[who, after])
    return Assessed(severity, probability) if severity and probability else None


def _step(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in STEPS else 0


def latest(doc: Doc, who: str) -> Assessed | None:
    """What somebody judged last: after the measure where they have, else before it."""
    return assessed(doc, who, True) or assessed(doc, who)


def alarmed_by(doc: Doc) -> tuple[str, ...]:
    """Which of the two give an alarm as it stands now, of WHO."""
    return tuple(who for who in WHO if (found := latest(doc, who)) is not None and found.alarm)


class Risk(NamedTuple):
    """An event (kind `event`) or a risk ahead of a change (kind `risk`) that somebody has judged.

    card: the card that it lies on, or the one that the event led to. going: nobody has handled it yet: the event is
    not sorted, or its card is not finished, also where that is put away or taken away; a risk ahead of a change goes
    with the change, while its card is open or parked.
    """

    kind: str
    id: str
    card: str
    text: str
    reporter: Assessed | None
    manager: Assessed | None
    going: bool

    @property
    def points(self) -> int:
        """The higher of the two."""
        return max((one.points for one in (self.reporter, self.manager) if one), default=0)

    @property
    def alarm(self) -> bool:
        return any(one.alarm for one in (self.reporter, self.manager) if one)

    @property
    def watch(self) -> bool:
        return not self.alarm and any(one.watch for one in (self.reporter, self.manager) if one)


def risks(board: Snapshot) -> tuple[Risk, ...]:
    """All that have been judged by at least one: those that are going on first, then alarms, then most points."""
    return tuple(sorted(_judged(board), key=_order))


def alarms(board: Snapshot) -> tuple[Risk, ...]:
    """Those of `risks` that give an alarm and are going on."""
    return tuple(sorted((one for one in _judged(board) if one.going and one.alarm), key=_order))


def _order(one: Risk) -> tuple[bool, bool, bool, int, str]:
    return not one.going, not one.alarm, not one.watch, -one.points, one.id


def _judged(board: Snapshot) -> Iterator[Risk]:
    cards = board.table("cards")
    for kind, table in (("event", "events"), ("risk", "risks")):
        for id, doc in board.table(table).items():
            reporter, manager = latest(doc, "reporter"), latest(doc, "manager")
            if reporter is None and manager is None:
                continue
            card = str(doc.get("led_to" if kind == "event" else "card") or "")
            at = cards.get(card)
            words = " ".join(str(doc.get("text") or "").split())
            yield Risk(kind, id, card, words, reporter, manager, _is_going(kind, doc, at))


def _is_going(kind: str, doc: Doc, card: Doc | None) -> bool:
    if card is not None and is_open(card):
        return True
    if kind == "risk":
        return card is not None and card.get("state") == "parked"
    status = doc.get("status")
    return status in (None, "new") or (
        status == "card" and (card is None or card.get("state") in ("parked", "archived"))
    )


def left_on(board: Snapshot, cards: Collection[str]) -> tuple[int, int]:
    """What is not done on cards: their risks that give an alarm, and what somebody has promised to do."""
    promised = (
        doc for doc in board.table("activities").values() if doc.get("card") in cards and not doc.get("done")
    )
    return sum(1 for one in alarms(board) if one.card in cards), sum(1 for _doc in promised)


def names(board: Snapshot, axis: str) -> dict[int, str]:
    """What the board itself calls the steps of an axis; steps that it has not named are not there."""
    held = (board.get("board", BOARD_ID) or {}).get(f"{axis}_names")
    found = held if isinstance(held, Mapping) else {}
    return {step: str(found[str(step)]) for step in STEPS if found.get(str(step))}


def name_cells(field: str, given: Any) -> dict[str, Any]:
    """Names of steps, {1: "liten"}, as cells of the board; an empty name goes back to the usual one.

    Raises:
        Problem: `unknown` step, `too_long`.
    """
    cells: dict[str, Any] = {}
    for step, name in dict(given).items():
        if str(step) not in ("1", "2", "3", "4"):
            raise Problem("unknown", tuple(map(str, STEPS)), what="step", given=str(step)[:40])
        cells[f"{field}/{step}"] = text.line(str(name), field, NAME_LIMIT) or None if name else None
    return cells
