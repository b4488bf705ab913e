"""A card's ramp of tries: each pass through the phases with what was thought, done, seen and decided in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from board.method.kinds import KINDS
from board.method.parts import cycle_of, hung_on, parts_of
from board.method.quality import number_of, predicted_before
from board.ports import Doc, Snapshot
from board.values import map_in, moment, text_in

VERDICTS = ("assumption_held", "execution_held", "goal_reached", "improvement", "solved")
"""The codes that a try is judged by, in the order they are asked."""
_LESSONS = ("process", "lesson", "conditions", "noticed")
OF_TRIES = tuple(kind.name for kind in KINDS.values() if kind.tried)
CARRIED = tuple(kind.name for kind in KINDS.values() if not kind.tried and kind.home == "card")
"""Kinds of part that live as long as the card: every try goes on from them."""


class Try(NamedTuple):
    """One pass. `id` is its own document's, "" for the one that the card is in or ended in.

    began, ended, tested: times as they are stored; ended is "" while it goes on.
    parts: the ids of what was made in it, by kind (experiments, log notes, dialogues …).
    verdicts: those that were given. said: process, lesson, conditions and what was noticed, as far as written.
    finish: routine, retry, drop, or "".
    foretold: whether the prediction was there before the test began.
    carried: the ids of what was on the card already when it began, by kind; empty for the first.
    before: the number of the try it goes on from; its prediction and verdicts are what this one learns from.
    """

    number: int
    id: str
    began: str
    ended: str
    tested: str
    hypothesis: str
    prediction: str
    measure: str
    outcome: str
    decision: str
    finish: str
    verdicts: Mapping[str, str]
    said: Mapping[str, str]
    skips: Mapping[str, Any]
    parts: Mapping[str, tuple[str, ...]]
    carried: Mapping[str, tuple[str, ...]]
    foretold: bool
    before: int | None

    @property
    def current(self) -> bool:
        """Whether it is the card's own, which can still be written in."""
        return not self.id

    @property
    def experiments(self) -> tuple[str, ...]:
        return self.parts.get("experiment", ())


def ramp(board: Snapshot, card: str) -> tuple[Try, ...]:
    """A card's tries in order, the present one last; none where there is no such card.

    Two people who ended the same try at once have left it twice, with the same number: both are told.
    """
    doc = board.get("cards", card)
    if doc is None:
        return ()
    held = hung_on(board, "cycles", card)
    past = sorted(held.items(), key=lambda pair: (number_of(pair[1]), len(pair[0]), pair[0]))
    own = {kind: parts_of(board, kind, card) for kind in OF_TRIES}
    lasting = {kind: _by_age(parts_of(board, kind, card)) for kind in CARRIED} if held else {}
    tries: list[Try] = []
    for id, one in [*past, ("", doc)]:
        number = number_of(one) if id else cycle_of(doc)
        before = max((each.number for each in tries if each.number < number), default=None)
        tries.append(_try(number, id, one, own, lasting if before is not None else {}, before))
    return tuple(tries)


def _by_age(parts: Mapping[str, Doc]) -> list[tuple[float, str]]:
    """When each part was made, as seconds, oldest first; what does not say is the oldest."""
    made = ((moment(doc.get("created")), id) for id, doc in parts.items())
    return sorted((at.timestamp() if at else 0.0, id) for at, id in made)


def _try(
    number: int,
    id: str,
    doc: Doc,
    own: Mapping[str, Mapping[str, Doc]],
    lasting: Mapping[str, Sequence[tuple[float, str]]],
    before: int | None,
) -> Try:
    def said(name: str) -> str:
        return text_in(doc, name) or ""

    began = said("began") if id else said("cycle_began") or said("created")
    ended = said("created") if id else said("since") if doc.get("state") == "finished" else ""
    # A try that was taken back has left its parts to the one before.
    parts = {
        kind: tuple(
            one
            for one, part in own[kind].items()
            if cycle_of(part) == number or (not id and cycle_of(part) > number)
        )
        for kind in OF_TRIES
    }
    starts = [
        start for one in parts["experiment"] if (start := str(own["experiment"][one].get("start") or ""))
    ]
    at = moment(began)
    until = at.timestamp() if at else 0.0
    carried = {
        kind: tuple(one for _made, one in listed[: bisect_right(listed, until, key=itemgetter(0))])
        for kind, listed in lasting.items()
    }
    return Try(
        number,
        id,
        began,
        ended,
        said("tested"),
        said("assumption"),
        said("prediction"),
        said("measure"),
        said("outcome"),
        said("decision"),
        said("finish"),
        {name: str(doc[name]) for name in VERDICTS if doc.get(name)},
        {name: said(name) for name in _LESSONS if said(name)},
        map_in(doc, "skips"),
        {kind: ids for kind, ids in parts.items() if ids},
        {kind: ids for kind, ids in carried.items() if ids},
        predicted_before(doc, min(starts, default="")),
        before,
    )
