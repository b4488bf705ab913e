"""What the unit itself has besides its cards: parts of the board, in the form of `kinds.py`, which has them all."""

from __future__ import annotations

from board.method.shape import CARD, CHOICE, DAY, FLAG, LINK, NUMBER, PEOPLE, SCALE, TEXT, Field, Kind

PERSPECTIVES = ("society", "citizens", "operation", "economy", "employer", "attractive")
"""The six perspectives on results, in the source's order; the sixth is for the municipality as a place to live."""
EVENT_SORTS = ("deviation", "view", "positive")
VIEW_CATEGORIES = ("improvement", "complaint", "praise", "guarantee")
"""What a view from somebody outside is about, in the source's order: these four."""
EVENT_STATES = ("new", "card", "noted", "example")
"""An event waits to be sorted, is worked with on a card, was read and answered, or is a good example (ours)."""

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
UNIT = (_GOAL, _EVENT, _RISK, _TIME)
"""In the order that they are shown. A risk lies on a card, and is assessed as an event is (board.risk)."""
