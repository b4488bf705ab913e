"""The schema of a card's parts, made from board.method.kinds: a definition of each kind, and what its commands give."""

from __future__ import annotations

from board.codes import OUTCOMES
from board.method import kinds
from board.method.kinds import FIELDS_OF_CARD, KINDS, OF_A_TRY, RULE_SETS, SECTIONS, Field, Kind
from board.method.quality import FEATURES
from board.results import MIXES, STANDINGS
from tui.cli import events_schema
from tui.cli.schema_pieces import (
    DATE,
    FLAG,
    MEAN,
    NUMBER,
    PERSON,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    TIME,
    Schema,
    listed,
    one_of,
    or_null,
    ref,
    thing,
)
from tui.cli.table import DRAWINGS

_PLACE: Schema = {"type": ["integer", "null"], "minimum": 1}


def of_field(field: Field) -> Schema:
    """The schema of a field's value; null for absent, but in a set and a flag."""
    linked = {"description": f"a {field.to}'s id"}
    return {
        kinds.CHOICE: one_of(field.choices, null=True),
        kinds.CHOICES: listed(one_of(field.choices)),
        kinds.PERSON: PERSON,
        kinds.PEOPLE: listed(TEXT),
        kinds.DAY: DATE,
        kinds.NUMBER: MEAN,
        kinds.SCALE: {"enum": [1, 2, 3, 4, None]},
        kinds.FLAG: FLAG,
        kinds.WORDS: listed(TEXT),
        kinds.LINK: {**or_null(PUBLIC_ID), **linked},
        kinds.LINKS: {**listed(PUBLIC_ID), **linked},
        kinds.GOAL: {**or_null(PUBLIC_ID), "description": "a goal of the unit"},
        kinds.CARD: {**or_null(PUBLIC_ID), "description": "a card on the same board"},
    }.get(field.type, TEXT_OR_NULL)


def of_kind(kind: Kind) -> Schema:
    """The schema of a part of a kind."""
    own: dict[str, Schema] = {"board": TEXT_OR_NULL} if kind.home == "org" else {}
    own |= {field.name: of_field(field) for field in kind.fields}
    if kind.name == "reading":
        own |= dict.fromkeys(("value", "low", "high"), MEAN)
        own["sort"] = one_of(("exact", "span", "about", "below", "above"))
    return thing(
        id=PUBLIC_ID,
        short=TEXT,
        n={**_PLACE, "description": "its place among its kind on the card"},
        kind={"const": kind.name},
        card=or_null(PUBLIC_ID),
        cycle={**_PLACE, "description": "the try that it belongs to, null where it belongs to the card"},
        **own,
        created=ref("stamped"),
        changed=ref("stamped"),
    )


_SPREAD: Schema = or_null(
    thing(
        **{
            name: NUMBER if name == "number" else {"type": "number"}
            for name in ("number", "least", "lower_quartile", "median", "upper_quartile", "greatest")
        }
    )
)
_OF: dict[str, Schema] = {
    "kind": {**TEXT_OR_NULL, "description": "the kind of part, null for the card's own fields"},
    "of": {**listed(TEXT), "description": "what it was derived from: parts' ids, or names of fields"},
}

OF_TRY: dict[str, Schema] = {
    **{name: of_field(FIELDS_OF_CARD[name]) for name in OF_A_TRY},
    "tested": TIME,
    "predicted": TIME,
}
"""What the method keeps with each try."""

DEFINITIONS: dict[str, Schema] = {
    **{f"part {kind.name}": of_kind(kind) for kind in KINDS.values()},
    "method": thing(
        **{field.name: of_field(field) for field in FIELDS_OF_CARD.values()},
        tested={**TIME, "description": "when the test began; from then on the prediction is read-only"},
        predicted={**TIME, "description": "when the prediction was written"},
        cycle_began=TIME,
        bones={**TEXTS, "description": "the team's own names of the fishbone's bones"},
    ),
    "result measure": thing(
        indicator=PUBLIC_ID,
        text=TEXT_OR_NULL,
        card={**or_null(PUBLIC_ID), "description": "null for a measure of the unit itself"},
        perspective=one_of(kinds.PERSPECTIVES, null=True),
        unit=TEXT_OR_NULL,
        target=MEAN,
        readings=NUMBER,
        first=MEAN,
        latest=MEAN,
        latest_on=DATE,
        standing={
            **one_of(STANDINGS),
            "description": "the latest reading against the target; neutral where nothing is set to compare with",
        },
        signal={"type": ["boolean", "null"], "description": "null where the readings are too few to say"},
        beside={**listed(ref("result measure")), "description": "measures that hold an eye on it"},
    ),
    "chart finding": thing(
        rule=TEXT,
        signal=FLAG,
        observed=NUMBER,
        least={"type": ["integer", "null"]},
        most={"type": ["integer", "null"]},
        groups=listed(thing(points=listed(NUMBER), way=TEXT_OR_NULL)),
    ),
    "chart": thing(
        card={**or_null(PUBLIC_ID), "description": "null for a measure of the unit itself"},
        indicator=ref("part indicator"),
        rules=one_of(RULE_SETS),
        points={
            **listed(
                thing(
                    id=PUBLIC_ID,
                    on=DATE,
                    value={"type": "number"},
                    low=MEAN,
                    high=MEAN,
                    sort=TEXT,
                    typed=TEXT,
                    note=TEXT_OR_NULL,
                    signal=FLAG,
                    **{"class": one_of(("neutral", "improving", "worsening", "changed"))},
                )
            ),
            "description": "in time order; the findings' points are places in it, from 0",
        },
        centre={**MEAN, "description": "the median, or with xmr the mean"},
        baseline_until={**DATE, "description": "the last day of what the centre is of"},
        target=MEAN,
        limits=or_null(
            thing(
                **{
                    name: {"type": "number"}
                    for name in ("mean", "low", "high", "near_low", "near_high", "range_high")
                },
                used=NUMBER,
                trial=FLAG,
                screened=listed(NUMBER),
            )
        ),
        useful={**NUMBER, "description": "points that the verdict rests on"},
        too_few=FLAG,
        signal=FLAG,
        findings=listed(ref("chart finding")),
        assurance=one_of(("pass", "fail", "hit_and_miss"), null=True),
        starts=listed(thing(on=DATE, experiment=NUMBER)),
        before=_SPREAD,
        after=_SPREAD,
        verdict={**listed(TEXT), "description": "in words, with what it was derived from"},
    ),
    "derived": thing(
        came_of={**listed(PUBLIC_ID), "description": "the events that it comes of, the latest first"},
        points={**listed(thing(cause=PUBLIC_ID, points=NUMBER)), "description": "votes, most first"},
        voters=NUMBER,
        vital_few=thing(
            causes=listed(PUBLIC_ID),
            tied=listed(PUBLIC_ID),
            points=NUMBER,
            total=NUMBER,
            share={"type": "number", "minimum": 0, "maximum": 1},
        ),
        roots=thing(marked=listed(PUBLIC_ID), ends=listed(PUBLIC_ID)),
        actions=listed(
            thing(
                action=PUBLIC_ID,
                answered=NUMBER,
                asked=NUMBER,
                questions={"type": "object", "additionalProperties": FLAG},
                quadrant=one_of(("high_high", "high_low", "low_high", "low_low"), null=True),
            )
        ),
        evaluable=thing(ready=FLAG, checks=listed(thing(code=TEXT, met=FLAG, lacking=listed(TEXT), **_OF))),
        hints=listed(thing(code=TEXT, section=one_of(tuple(SECTIONS)), params={"type": "object"}, **_OF)),
        aims={
            **listed(thing(indicator=PUBLIC_ID, missing=listed(TEXT))),
            "description": "fields that lack before an indicator says from what, to what, by when and for whom",
        },
        ramp={
            **listed(
                thing(
                    number=NUMBER,
                    current=FLAG,
                    began=TIME,
                    ended=TIME,
                    tested=TIME,
                    hypothesis=TEXT_OR_NULL,
                    prediction=TEXT_OR_NULL,
                    measure=TEXT_OR_NULL,
                    outcome=TEXT_OR_NULL,
                    decision=TEXT_OR_NULL,
                    finish=one_of(OUTCOMES, null=True),
                    verdicts=TEXTS,
                    said=TEXTS,
                    skips=TEXTS,
                    parts={"type": "object", "additionalProperties": listed(PUBLIC_ID)},
                    carried={"type": "object", "additionalProperties": NUMBER},
                    foretold={**FLAG, "description": "the prediction was written before the test began"},
                    before={"type": ["integer", "null"], "description": "the try that it goes on from"},
                )
            ),
            "description": "the card's tries in order, the present one last",
        },
        charts=listed(thing(indicator=PUBLIC_ID, signal=FLAG, too_few=FLAG, verdict=listed(TEXT))),
    ),
}

OF_CARD: dict[str, Schema] = {
    kind.name: listed(ref(f"part {kind.name}")) for kind in KINDS.values() if kind.on_card
}
"""What `show` gives of each kind."""
_WRITTEN = {"card": or_null(ref("whole_card")), "events": listed(ref("event"))}

OUTPUTS: dict[str, dict[str, Schema]] = {
    **events_schema.OUTPUTS,
    **{
        name: schema
        for kind in KINDS.values()
        for name, schema in (
            (kind.name.replace("_", "-"), {**_WRITTEN, "parts": listed(ref(f"part {kind.name}"))}),
            (f"{kind.name.replace('_', '-')} list", {"parts": listed(ref(f"part {kind.name}"))}),
        )
    },
    "reading import": {
        "created": NUMBER,
        "unchanged": NUMBER,
        "rejected": listed(thing(line=NUMBER, reason=TEXT)),
        "dry_run": FLAG,
    },
    "vote": {**_WRITTEN, "parts": listed(ref("part cause"))},
    "vote list": {
        "parts": listed(ref("part cause")),
        "votes": listed(thing(cause=PUBLIC_ID, points=NUMBER)),
    },
    "programme take": {**_WRITTEN, "parts": listed(ref("part programme_part"))},
    "programme report": {
        "programme": PUBLIC_ID,
        "file": TEXT_OR_NULL,
        "format": one_of(("md", "html")),
        "text": {**TEXT_OR_NULL, "description": "the report, null where it was written to a file"},
    },
    "cause bones": {
        "card": ref("whole_card"),
        "events": listed(ref("event")),
        "bones": {**TEXTS, "description": "what each bone is called, by its key"},
    },
    "draw": {
        "drawings": {
            "type": "object",
            "propertyNames": one_of(DRAWINGS),
            "additionalProperties": listed(TEXT),
            "description": "the lines of each picture",
        }
    },
    "chart": {"chart": ref("chart")},
    "results": {
        "results": thing(
            perspectives=listed(
                thing(
                    perspective=one_of(kinds.PERSPECTIVES, null=True),
                    goals=listed(
                        thing(
                            goal=or_null(PUBLIC_ID),
                            text=TEXT_OR_NULL,
                            under=FLAG,
                            measures=listed(ref("result measure")),
                        )
                    ),
                )
            ),
            lacking={
                **listed(one_of(kinds.PERSPECTIVES)),
                "description": "perspectives that no measure belongs to",
            },
            others={
                **listed(ref("result measure")),
                "description": "of cards that are tied to no goal",
            },
            goal_types={"type": "object", "additionalProperties": listed(PUBLIC_ID)},
            mix=one_of(MIXES, null=True),
            routines={**listed(PUBLIC_ID), "description": "cards that became a routine, the latest first"},
            this_year=listed(PUBLIC_ID),
            dropped=listed(PUBLIC_ID),
            minutes_a_week={"type": "number", "description": "freed by the routines, in all"},
            freed=listed(
                thing(
                    card=PUBLIC_ID, minutes={"type": "number"}, noticed=TEXT_OR_NULL, **{"for": TEXT_OR_NULL}
                )
            ),
            lessons=listed(PUBLIC_ID),
            good=listed(PUBLIC_ID),
            events=listed(
                thing(
                    routine=PUBLIC_ID,
                    events=listed(PUBLIC_ID),
                    recent={**listed(PUBLIC_ID), "description": "of the last 90 days"},
                    card={**or_null(PUBLIC_ID), "description": "an open card that one of them led to"},
                    suggested=FLAG,
                )
            ),
        )
    },
    "method": {
        "method": listed(
            thing(
                feature=one_of(FEATURES),
                cards=listed(PUBLIC_ID),
                of=listed(PUBLIC_ID),
                share={**MEAN, "description": "null where the cards are too few for it to mean anything"},
            )
        ),
        "least": {**NUMBER, "description": "cards from which a share is told"},
    },
}
