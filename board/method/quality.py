"""A board's method measure: how much of the method the team's tried cards have. For the team, never for persons.

Counted are cards that have been tried: those that have reached Genomföra, whatever became of them later. Each share
tells which cards it counts. The features are those that published reviews of improvement work look for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from board.method.parts import cycle_of
from board.ports import Doc, Snapshot
from board.rules import covered, has, missing_for
from board.values import map_in, moment

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
    past = _kept(board, "cycles", _by_card)
    cards = board.table("cards")
    tried = [id for id in cards if _is_tried(cards[id], past.get(id, ()))]
    tried.sort()
    tried.sort(key=len)
    experiments, foretold, starts = _kept(board, "experiments", _experiments)
    timed = _kept(board, "readings", _over_time)
    causes, actions = _kept(board, "causes", _first), _kept(board, "actions", _first)
    instead = covered(board)
    kept: dict[str, list[str]] = {feature: [] for feature in FEATURES}
    skipped = []
    for id in tried:
        doc, tries = cards[id], past.get(id, ())
        if tries or experiments.get(id, 0) > 1 or cycle_of(doc) > 1:
            kept["several_cycles"].append(id)
        if id in timed:
            kept["data_over_time"].append(id)
        if (
            id in foretold
            or predicted_before(doc, starts.get((id, cycle_of(doc)), ""))
            or any(predicted_before(one, starts.get((id, number_of(one)), "")) for one in tries)
        ):
            kept["predicted_before"].append(id)
        if id in causes and _is_first(causes[id], actions.get(id), (doc, *tries)):
            kept["cause_first"].append(id)
        reasons = _reasons(doc, tries)
        unsaid = not reasons and _lacks(doc, instead.get(id, frozenset()))
        if reasons or unsaid:
            skipped.append(id)
            if all(reasons) and not unsaid:
                kept["reasons_given"].append(id)
    return tuple(
        Share(feature, tuple(kept[feature]), tuple(skipped if feature == "reasons_given" else tried))
        for feature in FEATURES
    )


_Found = TypeVar("_Found")
_held: dict[str, tuple[Mapping[str, Doc], Any]] = {}
"""What was last found in each table, with the table it was found in: one that has not changed is the same object."""


def _kept(board: Snapshot, table: str, find: Callable[[Mapping[str, Doc]], _Found]) -> _Found:
    docs = board.table(table)
    held = _held.get(table)
    if held is None or held[0] is not docs:
        held = _held[table] = docs, find(docs)
    found: _Found = held[1]
    return found


def _by_card(docs: Mapping[str, Doc]) -> Mapping[str, list[Doc]]:
    found: defaultdict[str, list[Doc]] = defaultdict(list)
    for doc in docs.values():
        found[str(doc.get("card"))].append(doc)
    return found


def _is_tried(card: Doc, tries: object) -> bool:
    return bool(card.get("phase") in _TRIED or card.get("tested") or cycle_of(card) > 1 or tries)


class _Experiments(NamedTuple):
    """How many each card has, the cards with one that was foretold, and the first day of each try that has one."""

    each: Mapping[str, int]
    foretold: set[str]
    starts: Mapping[tuple[str, int], str]


def _experiments(docs: Mapping[str, Doc]) -> _Experiments:
    count: dict[str, int] = {}
    foretold: set[str] = set()
    starts: dict[tuple[str, int], str] = {}
    for doc in docs.values():
        card = str(doc.get("card"))
        count[card] = count.get(card, 0) + 1
        if doc.get("start"):
            key, start = (card, cycle_of(doc)), str(doc["start"])
            starts[key] = min(start, starts.get(key, start))
            if doc.get("prediction") and _foretold(doc):
                foretold.add(card)
    return _Experiments(count, foretold, starts)


def _over_time(docs: Mapping[str, Doc]) -> set[str]:
    """Cards with an indicator that has enough readings on enough days."""
    days: dict[str, list[str]] = {}
    cards: dict[str, str] = {}
    for doc in docs.values():
        on, of = str(doc.get("on") or ""), str(doc.get("indicator"))
        if on and doc.get("value") is not None:
            held = days.get(of)
            if held is None:
                days[of], cards[of] = [on], str(doc.get("card"))
            else:
                held.append(on)
    return {cards[of] for of, on in days.items() if len(on) >= READINGS and len({*on}) >= DAYS}


def number_of(cycle: Doc) -> int:
    """The number of a try that has ended."""
    value = cycle.get("number")
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def predicted_before(one: Doc, start: str = "") -> bool:
    """Whether a card's present try, or an earlier one, has a prediction that is older than its test.

    start: the day of the try's first experiment, which may be written down after it began. What does not say when it
    was written counts, since a prediction cannot be changed once the test has begun.
    """
    if not one.get("prediction") or not one.get("tested"):
        return False
    if start and str(one.get("predicted") or "")[: len(start)] > start:
        return False
    return _not_later(one.get("predicted"), one.get("tested"))


def _foretold(experiment: Doc) -> bool:
    """Whether an experiment that has a day was predicted on it at the latest."""
    start = experiment.get("start")
    if not experiment.get("prediction") or not start:
        return False
    written = moment(experiment.get("predicted"))
    return written is None or written.date().isoformat() <= str(start)


def _not_later(one: object, other: object) -> bool:
    """Whether a stored time is no later than another, or either cannot be read. Of one offset they sort as they are."""
    first, second = str(one or ""), str(other or "")
    if len(first) == len(second) == _STAMP and first[_OFFSET:] == second[_OFFSET:]:
        return first <= second
    a, b = moment(first), moment(second)
    return a is None or b is None or a <= b


_STAMP = len("2026-11-22T09:00:00+01:00")
_OFFSET = -len("+01:00")


def _first(docs: Mapping[str, Doc]) -> Mapping[str, Doc]:
    """The first of a card's parts that was made, by card."""
    first: dict[str, str] = {}
    for id, doc in docs.items():
        card = str(doc.get("card"))
        held = first.get(card)
        if held is None or (id < held if len(id) == len(held) else len(id) < len(held)):
            first[card] = id
    return {card: docs[id] for card, id in first.items()}


def _is_first(cause: Doc, action: Doc | None, tries: Sequence[Doc]) -> bool:
    """Whether a cause was written before a measure, or, where only the card says what is tried, before any test."""
    made = cause.get("created")
    if action is not None:
        return _not_later(made, action.get("created"))
    return all(_not_later(made, one.get("tested")) for one in tries)


def _reasons(card: Doc, tries: Sequence[Doc]) -> list[object]:
    """What was said of each step that was skipped."""
    if not card.get("skips") and not any(one.get("skips") for one in tries):
        return []
    return [reason for one in (card, *tries) for reason in map_in(one, "skips").values()]


def _lacks(card: Doc, instead: Collection[str]) -> bool:
    """Whether a phase behind the card wants what is not there."""
    wanted = _BEHIND.get(str(card.get("phase")), ())
    return not all(map(card.get, wanted)) and any(not has(card, name, instead) for name in wanted)


_BEHIND = {phase: missing_for({}, phase) for phase in _TRIED}
"""The fields that the phases behind each wants."""
