"""What the unit itself has besides its cards: parts of the board, in the form of `kinds.py`, which has them all."""

from __future__ import annotations

from board.method.shape import CARD, CHOICE, DAY, FLAG, LINK, NUMBER, PEOPLE, PERSON, SCALE, TEXT, Field, Kind

PERSPECTIVES = ("society", "citizens", "operation", "economy", "employer", "attractive")
"""The six perspectives on results, in the source's order; the sixth is for the municipality as a place to live."""
EVENT_SORTS = ("deviation", "view", "positive")
VIEW_CATEGORIES = ("improvement", "complaint", "praise", "guarantee")
"""What a view from somebody outside is about, in the source's order: these four."""
EVENT_STATES = ("new", "card", "noted", "example")
"""An event waits to be sorted, is worked with on a card, was read and answered, or is a good example (ours)."""
STAGES = ("analyse", "enable", "carry_out", "follow_up")
"""The four steps of a unit's year, in the source's order."""
EVERY = ("two_years", "year", "half", "quarter", "month")
CONTROLLED = ("yes", "partly", "no")

_GOAL = Kind(
    "goal",
    "goals",
    "goal",
    (
        Field("text", TEXT),
        Field("form", CHOICE, ("direction", "measurable")),
        Field("parent", LINK, to="goal"),
        Field("perspective", CHOICE, PERSPECTIVES),
        Field("indicator"),
        Field("target_by", DAY),
        Field("ended", FLAG),
    ),
    home="board",
)
_EVENT = Kind(
    "event",
    "events",
    "routine",
    (
        Field("text", TEXT),
        Field("sort", CHOICE, EVENT_SORTS),
        Field("category", CHOICE, VIEW_CATEGORIES),
        Field("on", DAY),
        Field("routine", LINK, to="routine"),
        Field("consequence", TEXT),
        Field("reference"),
        Field("status", CHOICE, EVENT_STATES),
        Field("answer", TEXT),
        Field("led_to", CARD),
        Field("severity", SCALE),
        Field("probability", SCALE),
        Field("manager_severity", SCALE),
        Field("manager_probability", SCALE),
    ),
    home="board",
)
_RISK = Kind(
    "risk",
    "risks",
    "measures",
    (
        Field("text", TEXT),
        Field("action", LINK, to="action"),
        Field("severity", SCALE),
        Field("probability", SCALE),
        Field("manager_severity", SCALE),
        Field("manager_probability", SCALE),
        Field("severity_after", SCALE),
        Field("probability_after", SCALE),
        Field("manager_severity_after", SCALE),
        Field("manager_probability_after", SCALE),
    ),
)
_TIME = Kind(
    "time",
    "times",
    "",
    (
        Field("text"),
        Field("day", DAY),
        Field("minutes", NUMBER),
        Field("got", NUMBER),
        Field("who", PEOPLE),
    ),
    home="board",
)
"""Time for improvement work: planned, and what came of it. Told in sum, never by person (method P11)."""
_YEARLY = Kind(
    "yearly",
    "yearlies",
    "",
    (
        Field("text"),
        Field("stage", CHOICE, STAGES),
        Field("month", CHOICE, tuple(map(str, range(1, 13)))),
        Field("every", CHOICE, EVERY),
        Field("from_year", NUMBER),
        Field("purpose", TEXT),
        Field("responsible", PERSON),
        Field("ended", FLAG),
    ),
    home="board",
)
"""Something in the unit's year. `every` counts from `month`: every quarter from January is four months of a year.
`from_year` is the first year of what comes every second one."""
_YEARLY_DONE = Kind(
    "yearly_done",
    "yearly_dones",
    "",
    (Field("on", DAY), Field("yearly", LINK, to="yearly"), Field("note", TEXT)),
    lead="on",
    home="board",
)
_CONTROL = Kind(
    "control",
    "controls",
    "",
    (Field("text", TEXT), Field("theme"), Field("ended", FLAG)),
    home="board",
)
"""A line of the team's own checklist (egenkontroll). None is official, and none is written for the team."""
_CONTROL_ANSWER = Kind(
    "control_answer",
    "control_answers",
    "",
    (
        Field("answer", CHOICE, CONTROLLED),
        Field("control", LINK, to="control"),
        Field("year", NUMBER),
        Field("on", DAY),
        Field("note", TEXT),
        Field("led_to", CARD),
    ),
    lead="answer",
    home="board",
)
_YEAR_POINT = Kind(
    "year_point",
    "year_points",
    "",
    (Field("text", TEXT), Field("year", NUMBER), Field("result", TEXT), Field("goal", LINK, to="goal")),
    home="board",
)
"""A point of the year's follow-up plan: what it is, and when the year has gone what came of it."""
UNIT = (_GOAL, _EVENT, _RISK, _TIME, _YEARLY, _YEARLY_DONE, _CONTROL, _CONTROL_ANSWER, _YEAR_POINT)
"""In the order that they are shown. A risk lies on a card, and is assessed as an event is (board.risk)."""
