"""What a card can hold beyond its first lines: its fields and its parts, as one table that every face is made from.

A **field** is one value on the card; a **part** is a document of its own with fields, of which a card has any number
(a cause, a reading, an experiment), so that several people can write at once. Screen, command line, JSON, import and
history all go by this table; what a thing is called is in tui/method_words.py. Orders and enumerations are the
source's (domain notes, appendix C) unless a comment says they are ours. What belongs to the unit and not to a card is
in kinds_of_unit.py, what belongs to the organisation in kinds_of_org.py. More than 400 lines, since it is one table.
"""

from __future__ import annotations

from collections.abc import Mapping

from board.method.kinds_of_org import ORG
from board.method.kinds_of_org import REPORT as REPORT
from board.method.kinds_of_org import TRIGGERS as TRIGGERS
from board.method.kinds_of_unit import PERSPECTIVES as PERSPECTIVES
from board.method.kinds_of_unit import UNIT
from board.method.shape import (
    CARD as CARD,
)
from board.method.shape import (
    CHOICE as CHOICE,
)
from board.method.shape import (
    CHOICES as CHOICES,
)
from board.method.shape import (
    DAY as DAY,
)
from board.method.shape import (
    FLAG as FLAG,
)
from board.method.shape import (
    GOAL as GOAL,
)
from board.method.shape import (
    LINE as LINE,
)
from board.method.shape import (
    LINK as LINK,
)
from board.method.shape import (
    LINKS as LINKS,
)
from board.method.shape import (
    NUMBER as NUMBER,
)
from board.method.shape import (
    PEOPLE as PEOPLE,
)
from board.method.shape import (
    PERSON as PERSON,
)
from board.method.shape import (
    SCALE as SCALE,
)
from board.method.shape import (
    SETS as SETS,
)
from board.method.shape import (
    TEXT as TEXT,
)
from board.method.shape import (
    WORDS as WORDS,
)
from board.method.shape import (
    Field as Field,
)
from board.method.shape import (
    Kind as Kind,
)

GROUNDS = ("measured", "observed", "opinion")
"""What a fact or a cause rests on: mätning, observation, åsikt."""
CAUSE_METHODS = ("interviews", "surveys", "focus_groups", "experts", "fishbone", "five_whys", "process")
BONES = ("kompetens", "rutiner", "teknik", "utrustning")
"""The fishbone's first bones; a team renames them and adds its own (the card's map `bones`)."""
CAUSE_STATES = ("unconfirmed", "confirmed", "dismissed")
FRAMES = ("inside", "outside")
INFLUENCES = ("direct", "indirect", "none")
ACTION_STATES = ("proposed", "decided", "running", "done", "followed_up", "evaluated", "parked")
KNOWLEDGE = ("research", "practice", "user", "context")
GOAL_TYPES = ("resource", "activity", "outcome", "short_term", "long_term", "effect")
LEVELS = ("individual", "operation", "system")
VIEWS = ("inside_out", "outside_in")
VALUED_BY = ("politics", "staff", "individual", "residents")
"""The four aspects of value, in the source's order."""
TARGET_ORIGINS = ("law", "guarantee", "steering", "comparison", "own")
RULE_SETS = ("anhoj", "qi", "xmr")
FRICTION_KINDS = ("mismatch", "unknown")
FRICTION_CAUSES = ("difficulty", "unfamiliar", "closed")
VOICES = ("user", "relative", "organisation", "resident")
STEPS = ("planning", "follow_up", "analysis", "measures")
INVOLVEMENTS = ("none", "research_object", "passive", "active", "adviser", "evaluator")
"""Six levels of involvement, least first."""
REACHED = ("yes", "partly", "no", "unclear")
IMPROVEMENTS = ("improvement", "change", "worse", "unclear")
SOLVED = ("solved", "partly", "not")
FOLLOWED = ("yes", "partly", "no")
ALIKE = ("all", "some", "none")
SPREAD_ANSWERS = ("waiting", "interested", "adopted", "declined")
SIZES = ("one", "few", "group", "unit")
"""How large a try is, small first (ours, after the ramp of tests)."""
CAME_BACK = ("unprepared", "symptom", "changed")
"""Why a question bounces: poorly prepared or not accepted, only the symptom removed, or all around it changed."""
PAIRS = tuple(f"{a}-{b}" for i, a in enumerate(VALUED_BY) for b in VALUED_BY[i + 1 :])
"""The six pairs of aspects that may chafe."""

SECTIONS: Mapping[str, str] = {
    "understand": "plan",
    "causes": "plan",
    "measures": "plan",
    "goal": "plan",
    "value": "plan",
    "involvement": "plan",
    "trial": "do",
    "result": "check",
    "learning": "check",
    "routine": "act",
    "spread": "act",
    "coaching": "",
    "lift": "",
}
"""The card's sections and the phase that each belongs to; two go along with the card all the way."""

CARD_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "understand": (
        Field("important", CHOICE, ("yes", "no")),
        Field("important_why", TEXT),
        Field("deviation", CHOICE, ("problem", "positive")),
        Field("trigger", CHOICE, TRIGGERS),
        Field("internal", FLAG),
        Field("came_back", CHOICE, CAME_BACK),
    ),
    "measures": (Field("weighed", TEXT),),
    "goal": (
        Field("challenge", LINK, to="challenge"),
        Field("goal", GOAL),
        Field("local", FLAG),
        Field("assumption", TEXT),
        Field("prediction", TEXT),
    ),
    "value": tuple(Field(f"value_{aspect}", TEXT) for aspect in VALUED_BY),
    "involvement": (Field("touches", WORDS),),
    "result": (
        Field("assumption_held", CHOICE, REACHED),
        Field("execution_held", CHOICE, REACHED),
        Field("goal_reached", CHOICE, REACHED),
        Field("improvement", CHOICE, IMPROVEMENTS),
        Field("solved", CHOICE, SOLVED),
        Field("noticed", TEXT),
        Field("freed", NUMBER),
        Field("freed_for", LINE),
    ),
    "learning": (
        Field("process", TEXT),
        Field("lesson", TEXT),
        Field("conditions", TEXT),
        Field("comprehensible", TEXT),
        Field("manageable", TEXT),
        Field("meaningful", TEXT),
    ),
    "routine": (Field("alike", CHOICE, ALIKE),),
    "spread": (Field("share", FLAG),),
    "coaching": (Field("on_meeting", FLAG),),
}
"""Fields of the card by section, beside those of its first lines (board.codes.SETTABLE)."""

OF_A_TRY = (
    "assumption",
    "prediction",
    "assumption_held",
    "execution_held",
    "goal_reached",
    "improvement",
    "solved",
    "noticed",
    "process",
    "lesson",
    "conditions",
    "comprehensible",
    "manageable",
    "meaningful",
    "freed",
    "freed_for",
)
"""Card fields that are kept with the try they were written in, and asked anew in the next."""
PREDICTED = ("assumption", "prediction")
"""Read-only from the moment the test starts; what is added later is an `amendment` and marked as such."""

QUESTIONS = (
    "challenge", "target", "latest", "result", "learned", "next", "expected", "visit",
)  # fmt: skip
"""The coach's eight questions, in the source's order; the eighth is a day."""

_FACT = Kind(
    "fact",
    "facts",
    "understand",
    (
        Field("text", TEXT),
        Field("ground", CHOICE, GROUNDS),
        Field("source"),
        Field("figure"),
        Field("on", DAY),
    ),
)
_CAUSE = Kind(
    "cause",
    "causes",
    "causes",
    (
        Field("text", TEXT),
        Field("bone", LINE),
        Field("parent", LINK, to="cause"),
        Field("root", FLAG),
        Field("stopped", LINE),
        Field("status", CHOICE, CAUSE_STATES),
        Field("evidence", TEXT),
        Field("ground", CHOICE, GROUNDS),
        Field("frame", CHOICE, FRAMES),
        Field("prioritised", FLAG),
        Field("step", LINK, to="step"),
        Field("found_by", CHOICE, CAUSE_METHODS),
    ),
)
_STEP = Kind(
    "step",
    "steps",
    "causes",
    (Field("text"), Field("trouble", FLAG), Field("differs", FLAG), Field("place", NUMBER)),
)
_ACTION = Kind(
    "action",
    "actions",
    "measures",
    (
        Field("text", TEXT),
        Field("causes", LINKS, to="cause"),
        Field("influence", CHOICE, INFLUENCES),
        Field("influence_why", LINE),
        Field("effect", SCALE),
        Field("feasibility", SCALE),
        Field("status", CHOICE, ACTION_STATES),
        Field("decided_by", PERSON),
        Field("decided_on", DAY),
        Field("decided_why", LINE),
        Field("purpose", TEXT),
        Field("resources", TEXT),
        Field("follow_how", TEXT),
        Field("follow_on", DAY),
        Field("evaluate_how", TEXT),
        Field("grounds", CHOICES, KNOWLEDGE),
    ),
)
_ACTIVITY = Kind(
    "activity",
    "activities",
    "measures",
    (
        Field("text"),
        Field("action", LINK, to="action"),
        Field("who", PERSON),
        Field("due", DAY),
        Field("done", FLAG),
    ),
)
_INDICATOR = Kind(
    "indicator",
    "indicators",
    "goal",
    (
        Field("text"),
        Field("unit"),
        Field("better", CHOICE, ("higher", "lower")),
        Field("follows", CHOICE, ("activity", "effect")),
        Field("goal_type", CHOICE, GOAL_TYPES),
        Field("level", CHOICE, LEVELS),
        Field("view", CHOICE, VIEWS),
        Field("values", CHOICES, VALUED_BY),
        Field("baseline", NUMBER),
        Field("baseline_until", DAY),
        Field("target", NUMBER),
        Field("target_by", DAY),
        Field("target_origin", CHOICE, TARGET_ORIGINS),
        Field("for_whom"),
        Field("collected_how"),
        Field("collected_by", PERSON),
        Field("collected_often"),
        Field("balances", LINK, to="indicator"),
        Field("rules", CHOICE, RULE_SETS),
        Field("goal", GOAL, own=True),
        Field("perspective", CHOICE, PERSPECTIVES, own=True),
    ),
    loose=True,
)
_AMENDMENT = Kind(
    "amendment",
    "amendments",
    "goal",
    (Field("text", TEXT), Field("about", CHOICE, PREDICTED)),
    tried=True,
)
_FRICTION = Kind(
    "friction",
    "frictions",
    "value",
    (
        Field("text", TEXT),
        Field("pair", CHOICE, PAIRS),
        Field("sort", CHOICE, FRICTION_KINDS),
        Field("because", CHOICE, FRICTION_CAUSES),
        Field("todo", TEXT),
    ),
)
_INVOLVEMENT = Kind(
    "involvement",
    "involvements",
    "involvement",
    (
        Field("text", TEXT),
        Field("who", CHOICE, VOICES),
        Field("step", CHOICE, STEPS),
        Field("level", CHOICE, LEVELS),
        Field("degree", CHOICE, INVOLVEMENTS),
        Field("method"),
        Field("number", NUMBER),
        Field("represents"),
        Field("because_of_it", TEXT),
    ),
)
_EXPERIMENT = Kind(
    "experiment",
    "experiments",
    "trial",
    (
        Field("text", TEXT),
        Field("size", CHOICE, SIZES),
        Field("action", LINK, to="action"),
        Field("assumption", TEXT),
        Field("prediction", TEXT),
        Field("start", DAY),
        Field("end", DAY),
        Field("took_part", PEOPLE),
        Field("result", TEXT),
        Field("surprised", TEXT),
        Field("learned", TEXT),
    ),
    tried=True,
)
_LOG = Kind(
    "log",
    "logs",
    "trial",
    (Field("text", TEXT), Field("on", DAY), Field("experiment", LINK, to="experiment")),
    tried=True,
)
_READING = Kind(
    "reading",
    "readings",
    "result",
    (Field("typed"), Field("indicator", LINK, to="indicator"), Field("on", DAY), Field("note")),
    lead="typed",
    loose=True,
)
_ROUTINE = Kind(
    "routine",
    "routines",
    "routine",
    (
        Field("text"),
        Field("how", TEXT),
        Field("responsible", PERSON),
        Field("valid_from", DAY),
        Field("review", DAY),
        Field("ended", FLAG),
    ),
    loose=True,
)
_ROUTINE_CHECK = Kind(
    "routine_check",
    "routine_checks",
    "routine",
    (
        Field("answer", CHOICE, FOLLOWED),
        Field("routine", LINK, to="routine"),
        Field("on", DAY),
        Field("note", TEXT),
    ),
    lead="answer",
    loose=True,
)
_SPREAD = Kind(
    "spread",
    "spreads",
    "spread",
    (Field("text"), Field("on", DAY), Field("answer", CHOICE, SPREAD_ANSWERS), Field("note", TEXT)),
)
_DIALOGUE = Kind(
    "dialogue",
    "dialogues",
    "coaching",
    (
        *(Field(question, DAY if question == "visit" else TEXT) for question in QUESTIONS),
        Field("coach", PERSON),
        Field("coached", PEOPLE),
        Field("experiment", LINK, to="experiment"),
        Field("on", DAY),
    ),
    lead="challenge",
    tried=True,
)
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _FACT, _CAUSE, _STEP, _ACTION, _ACTIVITY, _INDICATOR, _AMENDMENT, _FRICTION, _INVOLVEMENT, _EXPERIMENT, _LOG,
        _READING, _ROUTINE, _ROUTINE_CHECK, _SPREAD, _DIALOGUE, *UNIT, *ORG,
    )
}  # fmt: skip
BY_TABLE: Mapping[str, Kind] = {kind.table: kind for kind in KINDS.values()}
FIELDS_OF_CARD: Mapping[str, Field] = {
    field.name: field for fields in CARD_FIELDS.values() for field in fields
}


def kinds_in(section: str) -> tuple[Kind, ...]:
    """The kinds of part that a section of the card shows, in their order."""
    return tuple(kind for kind in KINDS.values() if kind.section == section and kind.on_card)
