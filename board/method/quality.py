"""A board's method measure: how much of the method the team's tried cards have. For the team, never for persons.

Counted are cards that have been tried: those that have reached Genomföra, whatever became of them later. Each share
tells which cards it counts. The features are those that published reviews of improvement work look for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from board.method.parts import cycle_of
from board.model import map_in, moment
from board.ports import Doc, Snapshot
from board.rules import covered, missing_for

LEAST_CARDS = 5
"""A share of fewer cards than this is not told (ours)."""
READINGS = 3
DAYS = 3
"""Data over time: at least so many readings of one indicator, on at least so many different days (ours)."""
_TRIED = ("do", "check", "act", "done")

FEATURES = ("several_cycles", "data_over_time", "predicted_before", "cause_first", "reasons_given")


class Share(NamedTuple):
    """How many of the cards that it is asked of have a feature.

    several_cycles: more than one try, or more than one experiment.
    data_over_time: at least three readings of one indicator on at least three days.
    predicted_before: a prediction that was written before the test began, in any of its tries.
    cause_first: a cause that was written before the first measure, or where no measure is written, before the test.
    reasons_given: of those that skipped a step or lack what a phase behind them wants, those with a reason for each.

    ids: the cards that have it. of: the cards that it was asked of, oldest first.
    """

    feature: str
    ids: tuple[str, ...]
    of: tuple[str, ...]

    @property
    def having(self) -> int:
        """How many cards have it."""
        return len(self.ids)

    @property
    def told(self) -> bool:
        """Whether the cards are enough for a share to mean anything."""
        return len(self.of) >= LEAST_CARDS

    @property
    def share(self) -> float | None:
        """0-1; None where the cards are too few."""
        return len(self.ids) / len(self.of) if self.told else None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The cards that do not have it."""
        there = {*self.ids}
        return tuple(id for id in self.of if id not in there)


def quality(board: Snapshot) -> tuple[Share, ...]:
    """The method measure of a board, in the order of FEATURES."""
    past = _by_card(board, "cycles")
    cards = board.table("cards")
    tried = [
        id for id in sorted(cards, key=lambda id: (len(id), id)) if _is_tried(cards[id], past.get(id, ()))
    ]
    experiments = _by_card(board, "experiments")
    timed = _over_time(board)
    began = _first_made(board, "causes"), _first_made(board, "actions")
    instead = covered(board)
    kept: dict[str, list[str]] = {feature: [] for feature in FEATURES}
    skipped = []
    for id in tried:
        doc, tries = cards[id], past.get(id, ())
        own = experiments.get(id, ())
        if cycle_of(doc) > 1 or tries or len(own) > 1:
            kept["several_cycles"].append(id)
        if id in timed:
            kept["data_over_time"].append(id)
        if any(predicted_before(one) for one in (doc, *tries)) or any(_foretold(one) for one in own):
            kept["predicted_before"].append(id)
        if _cause_first(id, doc, tries, *began):
            kept["cause_first"].append(id)
        reasons = [reason for one in (doc, *tries) for reason in map_in(one, "skips").values()]
        unsaid = _lacks_unsaid(doc, instead.get(id, frozenset()))
        if reasons or unsaid:
            skipped.append(id)
            if all(reasons) and not unsaid:
                kept["reasons_given"].append(id)
    return tuple(
        Share(feature, tuple(kept[feature]), tuple(skipped if feature == "reasons_given" else tried))
        for feature in FEATURES
    )


def _by_card(board: Snapshot, table: str) -> Mapping[str, list[Doc]]:
    found: defaultdict[str, list[Doc]] = defaultdict(list)
    for doc in board.table(table).values():
        found[str(doc.get("card"))].append(doc)
    return found


def _is_tried(card: Doc, tries: object) -> bool:
    return bool(card.get("phase") in _TRIED or card.get("tested") or cycle_of(card) > 1 or tries)


def _over_time(board: Snapshot) -> set[str]:
    """Cards with an indicator that has enough readings on enough days."""
    days: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for doc in board.table("readings").values():
        if doc.get("on") and doc.get("value") is not None:
            days[str(doc.get("card")), str(doc.get("indicator"))].append(doc["on"])
    return {card for (card, _of), on in days.items() if len(on) >= READINGS and len({*on}) >= DAYS}


def predicted_before(one: Doc) -> bool:
    """Whether a card's present try, or an earlier one, has a prediction that is older than its test.

    What does not say when it was written counts, since a prediction cannot be changed once the test has begun.
    """
    if not one.get("prediction") or not one.get("tested"):
        return False
    written, tested = moment(one.get("predicted")), moment(one.get("tested"))
    return written is None or tested is None or written <= tested


def _foretold(experiment: Doc) -> bool:
    """Whether an experiment that has a day was predicted on it at the latest."""
    start = experiment.get("start")
    if not experiment.get("prediction") or not start:
        return False
    written = moment(experiment.get("predicted"))
    return written is None or written.date().isoformat() <= str(start)


def _first_made(board: Snapshot, table: str) -> Mapping[str, datetime]:
    """When the first of a card's parts was made, by card."""
    first: dict[str, tuple[int, str, Doc]] = {}
    for id, doc in board.table(table).items():
        card, key = str(doc.get("card")), (len(id), id, doc)
        if card not in first or key[:2] < first[card][:2]:
            first[card] = key
    return {card: at for card, (*_, doc) in first.items() if (at := moment(doc.get("created"))) is not None}


def _cause_first(
    id: str,
    card: Doc,
    tries: Sequence[Doc],
    causes: Mapping[str, datetime],
    actions: Mapping[str, datetime],
) -> bool:
    if id not in causes:
        return False
    if id in actions:
        return causes[id] <= actions[id]
    tested = [at for one in (card, *tries) if (at := moment(one.get("tested"))) is not None]
    return not tested or causes[id] <= min(tested)


def _lacks_unsaid(card: Doc, instead: frozenset[str]) -> bool:
    """Whether a phase behind the card wants what is not there, and nobody said why when it was passed."""
    if map_in(card, "skips") or card.get("phase") not in _TRIED:
        return False
    return bool(missing_for({**card, "phase": "inbox"}, str(card["phase"]), instead))
