"""What lies with people and roles and is seen by all boards, in the form of `kinds.py`, which has them all."""

from __future__ import annotations

from board.method.shape import DAY, LINK, PERSON, TEXT, Field, Kind

_LIFT = Kind(
    "lift",
    "lifts",
    "lift",
    (
        Field("text", TEXT),
        Field("to_board"),
        Field("to_role"),
        Field("asked", TEXT),
        Field("answer_by", DAY),
        Field("answer", TEXT),
        Field("answered_by", PERSON),
        Field("answered_on", DAY),
        Field("cause", LINK, to="cause"),
        Field("action", LINK, to="action"),
    ),
    home="org",
)

ORG = (_LIFT,)
"""In the order that they are shown."""
