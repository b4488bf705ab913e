"""What the unit itself has besides its cards: parts of the board, in the form of `kinds.py`, which has them all."""

from __future__ import annotations

from board.method.shape import CHOICE, DAY, FLAG, LINK, TEXT, Field, Kind

PERSPECTIVES = ("society", "citizens", "operation", "economy", "employer", "attractive")
"""The six perspectives on results, in the source's order; the sixth is for the municipality as a place to live."""

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
UNIT = (_GOAL,)
"""In the order that they are shown."""
