"""What the unit's work has come to: goals and measures by perspective, improvements finished, time freed, and pride.

Figures are the unit's, never a person's, and each says which cards it counts. A value by itself is neither good nor
bad: only a target that the unit has set makes it so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from board.method import series
from board.method.goals import goals_of
from board.method.kinds import GOAL_TYPES, PERSPECTIVES
from board.method.series import Point
from board.ports import Doc, Snapshot
from board.rules import covered, has, is_open
from board.values import moment

TYPED = 3
"""Measures with a type of goal from which the mix of them says something (ours): the first may well count activity."""


class Measure(NamedTuple):
    """A measure on a board.

    card: "" for the unit's own. goal: "" for none. perspective: its own, else its goal's, "" for none.
    beside: measures that hold an eye on it, so that nothing else gets worse.
    """

    board: Snapshot
    id: str
    doc: Doc
    card: str
    goal: str
    perspective: str
    beside: tuple[Measure, ...] = ()

    @property
    def points(self) -> Sequence[Point]:
        """Its readings in time order."""
        return series.points(self.board, self.id)

    @property
    def written(self) -> tuple[int, str]:
        """When its readings were last written to, to sort by."""
        newest = series.newest(self.board, self.id)
        return len(newest), newest

    @property
    def family(self) -> tuple[Measure, ...]:
        """Itself, and those that hold an eye on it."""
        return (self, *self.beside)


class OfGoal(NamedTuple):
    """A goal, whether it stands under another, and its measures; no goal (id "") has those that belong to none."""

    id: str
    doc: Doc
    under: bool
    measures: tuple[Measure, ...]


class Group(NamedTuple):
    """What belongs to one perspective, or ("") to none."""

    perspective: str
    goals: tuple[OfGoal, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(one for goal in self.goals for one in goal.measures)


class Results(NamedTuple):
    """The unit's goals and measures.

    groups: in the order of PERSPECTIVES, those with something in them; what has no perspective last.
    lacking: the perspectives that no measure belongs to, in the same order.
    others: measures of cards that are tied to no goal, the one that was last written to first.
    types: the measures of each type of goal that is used, in the order of GOAL_TYPES.
    """

    groups: tuple[Group, ...]
    lacking: tuple[str, ...]
    others: tuple[Measure, ...]
    types: Mapping[str, tuple[Measure, ...]]

    @property
    def every(self) -> tuple[Measure, ...]:
        """All measures, each once, in the order that they are shown."""
        tops = [*(one for group in self.groups for one in group.measures), *self.others]
        return tuple(one for top in tops for one in top.family)


def results_of(board: Snapshot, internal: bool = True) -> Results:
    """The unit's goals, its own measures, and those of cards that are open or became a routine.

    internal: whether cards that the team keeps to itself are among them; not so on the wall.

    Kept till what it is made of changes: a table that has not changed is the same object.
    """
    made_of = tuple(board.table(name) for name in ("cards", "goals", "indicators", "readings"))
    kept = _kept.get(internal)
    if kept is None or any(a is not b and (a or b) for a, b in zip(kept[0], made_of, strict=True)):
        kept = _kept[internal] = made_of, _results(board, internal)
    return kept[1]


_kept: dict[bool, tuple[tuple[Mapping[str, Doc], ...], Results]] = {}


def _results(board: Snapshot, internal: bool) -> Results:
    aims = goals_of(board).aims
    holding: dict[str, Doc] = {}
    beneath: dict[str, str] = {}
    for aim in aims:
        holding |= {aim.id: aim.doc, **aim.under}
        beneath |= dict.fromkeys(aim.under, aim.id)
    views = {id: _perspective(id, holding, beneath) for id in holding}
    found = {one.id: one for one in _measures(board, holding, views, internal)}
    tops = _beside(found)
    of_goal: dict[str, list[Measure]] = {}
    for one in tops:
        of_goal.setdefault(one.goal, []).append(one)
    groups = []
    for perspective in (*PERSPECTIVES, ""):
        goals = [
            OfGoal(id, doc, views.get(beneath.get(id, "")) == perspective, tuple(of_goal.get(id, ())))
            for id, doc in holding.items()
            if views[id] == perspective
        ]
        loose = tuple(one for one in of_goal.get("", ()) if not one.card and one.perspective == perspective)
        if loose:
            goals.append(OfGoal("", {}, False, loose))
        if goals:
            groups.append(Group(perspective, tuple(goals)))
    used = {one.perspective for one in found.values()}
    others = [one for one in of_goal.get("", ()) if one.card]
    others.sort(key=lambda one: one.written, reverse=True)
    of_unit = [one for one in found.values() if one.goal or not one.card]
    types = {
        code: having
        for code in GOAL_TYPES
        if (having := tuple(one for one in of_unit if one.doc.get("goal_type") == code))
    }
    return Results(tuple(groups), tuple(one for one in PERSPECTIVES if one not in used), tuple(others), types)


def _perspective(id: str, goals: Mapping[str, Doc], beneath: Mapping[str, str]) -> str:
    """A goal's perspective: its own, else that of the direction it stands under."""
    for one in (id, beneath.get(id, "")):
        said = goals.get(one, {}).get("perspective")
        if said in PERSPECTIVES:
            return str(said)
    return ""


def _measures(
    board: Snapshot, goals: Mapping[str, Doc], views: Mapping[str, str], internal: bool
) -> Iterator[Measure]:
    """Those of the unit, then those of its cards, oldest first."""
    indicators, cards = board.table("indicators"), board.table("cards")
    ordered = sorted(indicators, key=lambda id: (bool(indicators[id].get("card")), len(id), id))
    for id in ordered:
        doc = indicators[id]
        card = str(doc.get("card") or "")
        if card and not _shows(cards.get(card), internal):
            continue
        goal = str((cards[card] if card else doc).get("goal") or "")
        goal = goal if goal in goals else ""
        said = doc.get("perspective") if not card else None
        own = str(said) if said in PERSPECTIVES else views.get(goal, "")
        yield Measure(board, id, doc, card, goal, own)


def _shows(card: Doc | None, internal: bool) -> bool:
    """Whether a card's measures are results: it is worked with, or what it tried became a routine."""
    if card is None or (card.get("internal") and not internal):
        return False
    return is_open(card) or card.get("finish") == "routine"


def _beside(found: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """The measures, each with those that hold an eye on it; of those that watch each other the oldest is first."""
    above: dict[str, str] = {}
    for id, one in found.items():
        of = str(one.doc.get("balances") or "")
        if of in found and of != id and above.get(of) != id:
            above[id] = of
    kept: dict[str, list[Measure]] = {}
    ringed = set()
    for id in above:
        top = _top(id, above)
        if top:
            kept.setdefault(top, []).append(found[id])
        else:
            ringed.add(id)
    tops = [id for id in found if id not in above or id in ringed]
    return tuple(found[id]._replace(beside=tuple(kept.get(id, ()))) for id in tops)


def _top(id: str, above: Mapping[str, str]) -> str:
    """What is watched in the end; "" where measures watch each other in a ring."""
    seen = set()
    while id in above:
        if id in seen:
            return ""
        seen.add(id)
        id = above[id]
    return id


REACHED, SHORT, NEUTRAL = STANDINGS = ("reached", "short", "neutral")


def standing(one: Measure, points: Sequence[Point] | None = None) -> str:
    """The latest reading against the target: REACHED, SHORT of it, or NEUTRAL where nothing is set to compare with.

    Which way is better is what the measure says, else the way from its baseline to its target. `points` are the
    readings that count, where not all do.
    """
    target, start = _number(one.doc.get("target")), _number(one.doc.get("baseline"))
    better = one.doc.get("better")
    if better not in ("higher", "lower") and None not in (target, start) and target != start:
        better = "higher" if (target or 0) > (start or 0) else "lower"
    points = one.points if points is None else points
    if target is None or not points or better not in ("higher", "lower"):
        return NEUTRAL
    latest = points[-1].value
    return REACHED if (latest >= target if better == "higher" else latest <= target) else SHORT


def is_turned(one: Measure) -> bool:
    """Whether what is said of a measure may be the wrong way round: all of two or more values, the baseline too, were
    past the target from the start. It may be so, and is worth a question."""
    target, start, better = (
        _number(one.doc.get("target")),
        _number(one.doc.get("baseline")),
        one.doc.get("better"),
    )
    values = [point.value for point in one.points] + ([] if start is None else [start])
    if target is None or better not in ("higher", "lower") or len(one.points) < 2:
        return False
    return all(value > target if better == "higher" else value < target for value in values)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


MOSTLY_ACTIVITY, MOSTLY_EFFECT, MIXED, ONE_TYPE, FEW_TYPED = MIXES = (
    "mostly_activity", "mostly_effect", "mixed", "one_type", "few_typed",
)  # fmt: skip


def mix(types: Mapping[str, Collection[Measure]]) -> str:
    """What the mix of types of goals is like: one of the codes above, "" where no measure has a type.

    More than half activities counts what is done and not what it gave; more than half effects moves slowly.
    """
    total = sum(map(len, types.values()))
    if not total:
        return ""
    if total < TYPED:
        return FEW_TYPED
    for most, code in (("activity", MOSTLY_ACTIVITY), ("effect", MOSTLY_EFFECT)):
        if len(types.get(most, ())) * 2 > total:
            return code
    return MIXED if len(types) > 1 else ONE_TYPE


class Freed(NamedTuple):
    """Minutes a week that a card's routine has freed, for whom or what, and what the user noticed."""

    card: str
    minutes: float
    given_to: str
    noticed: str


class Done(NamedTuple):
    """What has been finished.

    routines: cards that became a routine, the latest first. dropped: those that were tried and let go. this_year: the
    routines of the year that `today` is in. freed: what each routine has freed, most first. lessons: the routines
    with something learnt, the latest first. good: cards about something that goes unusually well.
    """

    routines: tuple[str, ...]
    this_year: tuple[str, ...]
    dropped: tuple[str, ...]
    freed: tuple[Freed, ...]
    lessons: tuple[str, ...]
    good: tuple[str, ...]

    @property
    def minutes(self) -> float:
        """Minutes a week in all; a routine that takes more time than it gives counts against."""
        return sum(one.minutes for one in self.freed)


def done_of(board: Snapshot, today: date, internal: bool = True) -> Done:
    """What the unit has finished, as its cards tell."""
    cards = board.table("cards")
    shown = {id: doc for id, doc in cards.items() if internal or not doc.get("internal")}
    ended = {id: doc for id, doc in shown.items() if doc.get("finish") and not is_open(doc)}
    routines = _latest(ended, (id for id in ended if became_routine(board, id)))
    freed = [
        Freed(id, minutes, _line(doc.get("freed_for")), _line(doc.get("noticed")))
        for id in routines
        for doc in [ended[id]]
        if (minutes := _number(doc.get("freed")))
    ]
    good = (
        id
        for id, doc in shown.items()
        if (doc.get("deviation") == "positive" or doc.get("kind") == "gott_exempel")
        and (is_open(doc) or doc.get("finish") == "routine")
    )
    return Done(
        routines,
        tuple(id for id in routines if _year(ended[id]) == today.year),
        _latest(ended, (id for id, doc in ended.items() if doc["finish"] == "drop")),
        tuple(sorted(freed, key=lambda one: -one.minutes)),
        tuple(id for id in routines if _line(ended[id].get("lesson"))),
        _latest(shown, good),
    )


def became_routine(board: Snapshot, card: str) -> bool:
    """Whether a finished card is an improvement that became a routine. One that was closed past every step, with
    nothing tried and nothing seen, is none to count."""
    doc = board.table("cards")[card]
    if doc.get("finish") != "routine":
        return False
    skips, instead = doc.get("skips"), covered(board).get(card, ())
    past = isinstance(skips, Mapping) and bool(skips.get("done"))
    return not past or any(has(doc, name, instead) for name in ("measure", "outcome", "freed", "lesson"))


def called_after(board: Snapshot, card: str) -> str:
    """What a finished card came to, in a line: its routine, else what was tried, else its title, which tells of what
    was wrong."""
    docs = board.table("routines").values()
    routine = max(
        (doc for doc in docs if doc.get("card") == card and not doc.get("ended")),
        key=lambda doc: str(doc.get("created") or ""),
        default={},
    )
    doc = board.table("cards").get(card) or {}
    return _line(routine.get("text")) or _line(doc.get("measure")) or _line(doc.get("title"))


def _latest(cards: Mapping[str, Doc], ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id: (str(cards[id].get("since") or ""), id), reverse=True))


def _year(card: Doc) -> int | None:
    ended = moment(card.get("since"))
    return ended.year if ended else None


def _line(given: object) -> str:
    return " ".join(str(given or "").split())
