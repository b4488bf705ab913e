"""What lies with people and roles and is seen by all boards, in the form of `kinds.py`, which has them all."""

from __future__ import annotations

from board.method.shape import CHOICE, DAY, FLAG, LINK, PERSON, TEXT, Field, Kind

TRIGGERS = ("threat", "opportunity", "person", "leader")
"""What set it going, in the source's order; of a card and of a challenge."""
THROW_STATES = ("sent", "answered", "agreed", "dropped")
OUTLOOK = ("outlook_now", "outlook_way", "outlook_future", "outlook_why")
"""The long view's four questions, in the source's order."""
REPORT = ("aims", "carried_out", "result", "reached", "lessons", "continuation")
"""The headings of a programme part's final report, in the source's order."""

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
        Field("keeper", PERSON),
    ),
    home="org",
)
_CHALLENGE = Kind(
    "challenge",
    "challenges",
    "",
    (
        Field("text", TEXT),
        Field("owner", PERSON),
        Field("parent", LINK, to="challenge"),
        Field("area"),
        Field("trigger", CHOICE, TRIGGERS),
        Field("trigger_said", TEXT),
        Field("current", TEXT),
        Field("target", TEXT),
        Field("obstacles", TEXT),
        Field("from", DAY),
        Field("until", DAY),
        *(Field(question, TEXT) for question in OUTLOOK),
        Field("ended", FLAG),
    ),
    home="org",
)
_THROW = Kind(
    "throw",
    "throws",
    "",
    (
        Field("text", TEXT),
        Field("challenge", LINK, to="challenge"),
        Field("to_board"),
        Field("to_person", PERSON),
        Field("state", CHOICE, THROW_STATES),
        Field("answer", TEXT),
        Field("answered_by", PERSON),
        Field("answered_on", DAY),
        Field("previous", LINK, to="throw"),
    ),
    home="org",
)
_PROGRAMME = Kind(
    "programme",
    "programmes",
    "",
    (
        Field("text"),
        Field("purpose", TEXT),
        Field("owner", PERSON),
        Field("from", DAY),
        Field("until", DAY),
        Field("ended", FLAG),
    ),
    home="org",
)
_PROGRAMME_PART = Kind(
    "programme_part",
    "programme_parts",
    "programme",
    (
        Field("text"),
        Field("programme", LINK, to="programme"),
        *(Field(heading, TEXT) for heading in REPORT),
    ),
    home="org",
)

ORG = (_LIFT, _CHALLENGE, _THROW, _PROGRAMME, _PROGRAMME_PART)
"""In the order that they are shown."""
