"""What is worth a thought on a card: advice that follows from its parts, and whether what is to be tried can be judged.

Nothing here stops anybody. Where two aspects of value chafe is information and gives no advice. A hint tells which
parts it follows from, so that a face can show them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from board.codes import PHASES
from board.method.began import test_began
from board.method.causes import prioritised, standing, too_many
from board.method.measures import by_standing, unweighed
from board.method.parts import cycle_of, of_try, parts_of
from board.ports import Doc, Snapshot
from board.rules import covered, is_open, missing_for
from board.values import day_in, moment

EFFECT_YEARS = 1
"""An effect goal sooner than this rarely works (source: in an activity of one year)."""
SAME_NAME = 3
"""From this many places on a card, one name in all of them is worth a thought (ours)."""
SAME_DAY = 4
"""From this many things to do, all on one day are worth a thought (ours)."""
SHORT_DAYS = 7
"""Where as many as SAME_NAME things are to be done in fewer days than this, the time may be short (ours)."""
OWN_EXPERIENCE = ("user", "relative")


class Hint(NamedTuple):
    """A thought: `params` are what its sentence needs, `of` the parts of `kind` that it follows from, oldest first."""

    code: str
    section: str
    params: Mapping[str, Any] = {}
    kind: str = ""
    of: tuple[str, ...] = ()


class Check(NamedTuple):
    """A yes or no with what it was derived from.

    of: the parts of `kind`, or (kind "") the card's fields, that say yes. lacking: those that something lacks in.
    """

    code: str
    met: bool
    kind: str
    of: tuple[str, ...]
    lacking: tuple[str, ...]


class Evaluable(NamedTuple):
    """Whether it can be judged afterwards: goal_concrete, baseline, resources, if_then."""

    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        return all(check.met for check in self.checks)


class Aim(NamedTuple):
    """The parts of "[what] from [baseline] to [target] by [by] for [for_whom]"; `missing` names those not there."""

    what: str
    unit: str
    baseline: float | None
    target: float | None
    by: date | None
    for_whom: str
    missing: tuple[str, ...]


class _Card(NamedTuple):
    """What the hints look at."""

    board: Snapshot
    org: Snapshot | None
    id: str
    doc: Doc
    today: date
    parts: Mapping[str, Mapping[str, Doc]]
    first_reading: Mapping[str, date]
    """The day of the oldest reading of each indicator."""

    def phase(self) -> int:
        phase = self.doc.get("phase")
        return PHASES.index(phase) if phase in PHASES else 0

    @property
    def planning(self) -> bool:
        """Whether the card is past the inbox: a card just noted is left in peace."""
        return self.phase() >= PHASES.index("plan")


_KINDS = (
    "fact",
    "cause",
    "action",
    "activity",
    "indicator",
    "involvement",
    "experiment",
    "reading",
    "routine",
    "risk",
)


def hints(board: Snapshot, card: str, today: date, org: Snapshot | None = None) -> tuple[Hint, ...]:
    """What is worth a thought, section by section; nothing for a card that is finished or set aside.

    With `org` what has been lifted already is known, and is not said again.
    """
    doc = board.get("cards", card)
    if doc is None or not is_open(doc):
        return ()
    look = _look(board, org, card, doc, today)
    found: list[Hint] = []
    for section in (_understand, _causes, _measures, _goal, _involvement, _trial):
        found += section(look)
    return tuple(found)


def _look(board: Snapshot, org: Snapshot | None, card: str, doc: Doc, today: date) -> _Card:
    parts = {kind: parts_of(board, kind, card) for kind in _KINDS}
    first: dict[str, str] = {}
    for reading in parts["reading"].values():
        of, on = str(reading.get("indicator")), str(reading.get("on") or "")
        if on and (of not in first or on < first[of]):
            first[of] = on
    days = {of: found for of, on in first.items() if (found := day_in({"on": on}, "on")) is not None}
    return _Card(board, org, card, doc, today, parts, days)


def _understand(look: _Card) -> Iterator[Hint]:
    facts = look.parts["fact"]
    if facts and all(doc.get("ground") == "opinion" for doc in facts.values()):
        yield Hint("facts_all_opinions", "understand", {"count": len(facts)}, "fact", tuple(facts))


def _causes(look: _Card) -> Iterator[Hint]:
    causes = standing(look.parts["cause"])
    if causes and all(doc.get("frame") == "outside" for doc in causes.values()):
        yield Hint("causes_all_outside", "causes", {"count": len(causes)}, "cause", tuple(causes))
    if many := too_many(prioritised(causes)):
        yield Hint("many_prioritised", "causes", {"count": len(many)}, "cause", many)
    outside = [id for id, doc in causes.items() if doc.get("frame") == "outside"]
    if waiting := _not_lifted(look, "cause", outside):
        yield Hint("lift_cause", "causes", {"count": len(waiting)}, "cause", waiting)


def _measures(look: _Card) -> Iterator[Hint]:
    actions = look.parts["action"]
    going = {id: doc for id, doc in actions.items() if doc.get("status") != "parked"}
    causes = look.parts["cause"]
    loose = tuple(id for id, doc in going.items() if causes.keys().isdisjoint(_listed(doc.get("causes"))))
    if loose:
        yield Hint("action_without_cause", "measures", {"count": len(loose)}, "action", loose)
    indirect = [id for id, doc in going.items() if doc.get("influence") == "indirect"]
    if waiting := _not_lifted(look, "action", indirect):
        yield Hint("lift_action", "measures", {"count": len(waiting)}, "action", waiting)
    beyond = tuple(id for id, doc in going.items() if doc.get("influence") == "none")
    if beyond:
        yield Hint("park_action", "measures", {"count": len(beyond)}, "action", beyond)
    unsaid = tuple(
        id for id, doc in actions.items() if doc.get("status") == "parked" and not doc.get("influence_why")
    )
    if unsaid:
        yield Hint("parked_without_reason", "measures", {"count": len(unsaid)}, "action", unsaid)
    if unsigned := by_standing(actions).unsigned:
        yield Hint("decided_by_nobody", "measures", {"count": len(unsigned)}, "action", unsigned)
    if look.doc.get("touches") and (bare := unweighed(actions, look.parts["risk"])):
        yield Hint("weigh_risk", "measures", {"count": len(bare)}, "action", bare)
    yield from _names(look)
    yield from _dates(look)


def _not_lifted(look: _Card, kind: str, ids: list[str]) -> tuple[str, ...]:
    if not ids or look.org is None:
        return tuple(ids)
    lifted = {doc.get(kind) for doc in parts_of(look.org, "lift", look.id).values()}
    return tuple(id for id in ids if id not in lifted)


def _names(look: _Card) -> Iterator[Hint]:
    """One name only, wherever the card names somebody."""
    places = [look.doc.get(name) for name in ("owner", "leader", "support")]
    places += _listed(look.doc.get("doers"))
    for kind, field in (("activity", "who"), ("indicator", "collected_by"), ("routine", "responsible")):
        places += [doc.get(field) for doc in look.parts[kind].values()]
    for doc in look.parts["experiment"].values():
        places += _listed(doc.get("took_part"))
    named = [str(person) for person in places if person]
    if len(named) >= SAME_NAME and len({*named}) == 1:
        yield Hint("one_name", "measures", {"person": named[0], "count": len(named)})


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dates(look: _Card) -> Iterator[Hint]:
    todo = {
        id: doc for id, doc in look.parts["activity"].items() if not doc.get("done") and day_in(doc, "due")
    }
    days = Counter(day_in(doc, "due") for doc in todo.values())
    day, count = days.most_common(1)[0] if days else (None, 0)
    if day is not None and count >= SAME_DAY:
        of = tuple(id for id, doc in todo.items() if day_in(doc, "due") == day)
        yield Hint("same_day", "measures", {"count": count, "day": day}, "activity", of)
    last = max((found for found in days if found is not None), default=None)
    if last is None:
        return
    written = [at.date() for doc in todo.values() if (at := moment(doc.get("created"))) is not None]
    began = min(written, default=look.today)
    if len(todo) >= SAME_NAME and last - began < timedelta(days=SHORT_DAYS):
        params = {"count": len(todo), "days": max((last - began).days, 0), "day": last}
        yield Hint("short_time", "measures", params, "activity", tuple(todo))
    follow_up = day_in(look.doc, "due")
    if follow_up is not None and follow_up < last:
        after = tuple(id for id, doc in todo.items() if (day_in(doc, "due") or follow_up) > follow_up)
        params = {"count": len(after), "day": last, "follow_up": follow_up}
        yield Hint("followed_up_before_done", "measures", params, "activity", after)


def _goal(look: _Card) -> Iterator[Hint]:
    indicators = look.parts["indicator"]
    if indicators:
        yield from _measured(look, indicators)
    if look.planning and not look.doc.get("local"):
        goal = look.board.get("goals", str(look.doc.get("goal") or ""))
        if goal is None and not look.doc.get("challenge"):
            yield Hint("no_goal", "goal")
        elif goal is not None and goal.get("ended"):
            yield Hint(
                "goal_ended", "goal", {"text": str(goal.get("text") or "")}, "goal", (str(look.doc["goal"]),)
            )
    if _tries_next(look) and not look.doc.get("prediction"):
        experiments = of_try(look.parts["experiment"], cycle_of(look.doc))
        if not any(doc.get("prediction") for doc in experiments.values()):
            yield Hint("no_prediction", "goal")


def _tries_next(look: _Card) -> bool:
    """Whether the test has not begun and nothing else is waited for: Planera has all it wants, or a day is set."""
    if not look.planning or test_began(look.board, look.id, look.doc, look.today):
        return False
    if any(doc.get("start") for doc in of_try(look.parts["experiment"], cycle_of(look.doc)).values()):
        return True
    return not missing_for(look.doc, "do", covered(look.board).get(look.id, ()))


def _measured(look: _Card, indicators: Mapping[str, Doc]) -> Iterator[Hint]:
    everything = tuple(indicators)
    if all(_sort_of_goal(doc) == "activity" for doc in indicators.values()):
        yield Hint("only_activity_goals", "goal", {"count": len(indicators)}, "indicator", everything)
    if all(doc.get("view") == "inside_out" for doc in indicators.values()):
        yield Hint("all_inside_out", "goal", {"count": len(indicators)}, "indicator", everything)
    if not any("individual" in _listed(doc.get("values")) for doc in indicators.values()):
        yield Hint("individual_unvalued", "goal", {"count": len(indicators)}, "indicator", everything)
    for id, doc in indicators.items():
        by, made = day_in(doc, "target_by"), moment(doc.get("created"))
        began = made.date() if made else look.today
        if doc.get("goal_type") == "effect" and by is not None and by < _years_on(began):
            yield Hint("effect_goal_soon", "goal", {"day": by, "text": _text(doc)}, "indicator", (id,))
    without = tuple(
        id
        for id, doc in indicators.items()
        if _number(doc, "target") is not None and not doc.get("target_origin")
    )
    if without:
        yield Hint("target_without_origin", "goal", {"count": len(without)}, "indicator", without)
    lacking = tuple(id for id in indicators if not _has_baseline(look, id))
    if lacking:
        yield Hint("no_baseline", "goal", {"count": len(lacking)}, "indicator", lacking)


def _years_on(day: date) -> date:
    try:
        return day.replace(year=day.year + EFFECT_YEARS)
    except ValueError:  # the 29th of February, or the last year there is
        return day + timedelta(days=365) if day.year < date.max.year else date.max


def _sort_of_goal(indicator: Doc) -> object:
    """What a measure follows; one that only says that it follows what we do follows activities."""
    return indicator.get("goal_type") or {"activity": "activity"}.get(str(indicator.get("follows")))


def _text(doc: Doc) -> str:
    return str(doc.get("text") or "")


def _number(doc: Doc, name: str) -> float | None:
    value = doc.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _has_baseline(look: _Card, id: str) -> bool:
    """A number, or readings from before: up to the day that is set, or else to when the test began."""
    doc = look.parts["indicator"][id]
    if _number(doc, "baseline") is not None:
        return True
    until = day_in(doc, "baseline_until")
    if until is None:
        began = test_began(look.board, look.id, look.doc, look.today)
        until = day_in({"on": (began or "")[:10]}, "on") or look.today
    return id in look.first_reading and look.first_reading[id] <= until


def _involvement(look: _Card) -> Iterator[Hint]:
    involved = look.parts["involvement"]
    own = [
        id
        for id, doc in involved.items()
        if doc.get("who") in OWN_EXPERIENCE and doc.get("degree") not in ("none", "research_object")
    ]
    if look.planning and not own:
        yield Hint(
            "no_own_experience", "involvement", {"count": len(involved)}, "involvement", tuple(involved)
        )
    unheard = tuple(id for id, doc in involved.items() if not doc.get("represents"))
    if unheard:
        yield Hint("who_is_missing", "involvement", {"count": len(unheard)}, "involvement", unheard)
    unanswered = tuple(id for id, doc in involved.items() if not doc.get("because_of_it"))
    if unanswered and look.phase() >= PHASES.index("check"):
        yield Hint("nothing_came_of_it", "involvement", {"count": len(unanswered)}, "involvement", unanswered)


def _trial(look: _Card) -> Iterator[Hint]:
    large = tuple(
        id
        for id, doc in of_try(look.parts["experiment"], cycle_of(look.doc)).items()
        if doc.get("size") == "unit" and not doc.get("result")
    )
    if large and cycle_of(look.doc) == 1 and len(look.parts["experiment"]) == len(large):
        yield Hint("start_small", "trial", {"count": len(large)}, "experiment", large)


def evaluable(board: Snapshot, card: str, today: date) -> Evaluable:
    """The quick check before Genomföra: is the goal concrete, is there something to compare with, are there resources,
    and does it say what is expected of what?"""
    doc = board.get("cards", card) or {}
    look = _look(board, None, card, doc, today)
    indicators, actions = look.parts["indicator"], look.parts["action"]
    concrete = tuple(
        id for id, one in indicators.items() if one.get("unit") and _number(one, "target") is not None
    )
    known = tuple(id for id in indicators if _has_baseline(look, id))
    told = by_standing(actions)
    tried = told.decided or told.proposed
    paid = tuple(id for id in tried if actions[id].get("resources"))
    return Evaluable(
        (
            _check("goal_concrete", "indicator", concrete, tuple(indicators), some=True),
            _check("baseline", "indicator", known, tuple(indicators), some=True),
            _check("resources", "action", paid, tried),
            _if_then(look),
        )
    )


def _check(code: str, kind: str, of: tuple[str, ...], asked: tuple[str, ...], *, some: bool = False) -> Check:
    """Yes where all that are asked say yes, or (some) one of them."""
    lacking = tuple(id for id in asked if id not in of)
    return Check(code, bool(of) and (some or not lacking), kind, of, lacking)


def _if_then(look: _Card) -> Check:
    """If we do this, then that: on the card, or on an experiment of this try."""
    for id, doc in of_try(look.parts["experiment"], cycle_of(look.doc)).items():
        if doc.get("assumption") and doc.get("prediction"):
            return Check("if_then", True, "experiment", (id,), ())
    fields = ("assumption", "prediction")
    of = tuple(name for name in fields if look.doc.get(name))
    lacking = tuple(name for name in fields if name not in of)
    return Check("if_then", not lacking, "", of, lacking)


def aim_sentence(indicator: Doc) -> Aim:
    """What an indicator says of where to get, in parts of one sentence; it can do without a unit."""
    aim = Aim(
        _text(indicator),
        str(indicator.get("unit") or ""),
        _number(indicator, "baseline"),
        _number(indicator, "target"),
        day_in(indicator, "target_by"),
        str(indicator.get("for_whom") or ""),
        (),
    )
    names = ("text", "unit", "baseline", "target", "target_by", "for_whom")
    empty = (name for name, value in zip(names, aim, strict=False) if value in (None, ""))
    return aim._replace(missing=tuple(name for name in empty if name != "unit"))
