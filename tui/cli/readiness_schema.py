"""The schema of what `tavla readiness` gives: rounds, verdicts and what they come to over time."""

from __future__ import annotations

from board.readiness_verdict import CODES as VERDICTS
from tui.cli.schema_pieces import (
    DATE,
    FLAG,
    MEAN,
    NUMBER,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    Schema,
    listed,
    one_of,
    or_null,
    ref,
    thing,
)  # fmt: skip

DEFINITIONS: dict[str, Schema] = {
    "verdict": thing(
        code=one_of(VERDICTS),
        category=one_of(("A", "B", "C", "D"), null=True),
        will=MEAN,
        ability=MEAN,
        spread={
            **MEAN,
            "description": "mean spread of factors 1-4, null where fewer than three rated one of them",
        },
        will_state=one_of(("competing", "clear", "weak"), null=True),
        ability_state=one_of(("low", "high"), null=True),
        by_chair=FLAG,
        near={
            **listed(thing(what=one_of(("will", "ability", "spread")), instead=one_of(VERDICTS))),
            "description": "lines so near that a small change gives another category",
        },
        advice=listed(TEXT),
        thresholds={
            "type": "object",
            "description": "the tool's own",
            "additionalProperties": {"type": "number"},
        },
    ),
    "rated": thing(
        key=TEXT,
        number=NUMBER,
        group=TEXT,
        source_silent=FLAG,
        mean=MEAN,
        unsure={
            "type": ["integer", "null"],
            "description": "how many did not know; null where fewer than three answered the round",
        },
        counts={
            "anyOf": [{**listed(NUMBER), "minItems": 4, "maxItems": 4}, {"type": "null"}],
            "description": "how many gave 1, 2, 3, 4; null under three ratings",
        },
        spread=MEAN,
        extra={"type": "object"},
        comments={
            **listed(TEXT),
            "description": "mixed, for each item by itself; empty where fewer than three answered the round",
        },
        agreed=TEXT_OR_NULL,
    ),
    "round": thing(
        id=PUBLIC_ID,
        form=one_of(("readiness", "climate")),
        scope=one_of(("board", "area", "organisation")),
        board=TEXT_OR_NULL,
        area=TEXT_OR_NULL,
        opened=ref("stamped"),
        closes=DATE,
        closed=or_null(ref("stamped")),
        invited=listed(TEXT),
        status=thing(invited=NUMBER, answered=NUMBER, whole=NUMBER, paper=NUMBER, late=NUMBER),
        baseline=FLAG,
        competing={"type": ["boolean", "null"], "description": "the chair's word on whether wills compete"},
        answers={"type": ["integer", "null"], "description": "how many answered; null while it is open"},
        items={**listed(ref("rated")), "description": "empty while it is open"},
        comments={
            **listed(TEXT),
            "description": "what was commented where fewer than three answered: mixed, and at no item",
        },
        verdict=or_null(ref("verdict")),
        conclusion=TEXT_OR_NULL,
        ending=one_of(("ready", "not_yet"), null=True),
        ending_why=TEXT_OR_NULL,
        cards={**TEXTS, "description": "cards on the chosen board that make ready, each with its item"},
    ),
    "course": thing(
        key=TEXT,
        means=listed(MEAN),
        since_first=one_of(("up", "down", "same"), null=True),
        since_last=one_of(("up", "down", "same"), null=True),
    ),
}
_CHANGED = {"card": ref("whole_card"), "events": listed(ref("event"))}

OUTPUTS: dict[str, dict[str, Schema]] = {
    "readiness": {"round": ref("round")},
    "readiness list": {"rounds": listed(ref("round"))},
    "readiness answer": {
        "round": PUBLIC_ID,
        "answer": listed(
            thing(
                key=TEXT,
                rating={
                    "type": ["integer", "null"],
                    "description": "1-4; 0 for not knowing, null for not answered",
                },
                comment=TEXT,
                extra={"type": "object"},
            )
        ),
        "late": {**FLAG, "description": "it came after the round was closed: kept and not counted"},
    },
    "readiness card": _CHANGED,
    "readiness import": {
        "round": PUBLIC_ID,
        "created": NUMBER,
        "unchanged": NUMBER,
        "rejected": listed(thing(line=NUMBER, reason=TEXT)),
        "dry_run": FLAG,
    },
    "story": {
        "card": PUBLIC_ID,
        "file": TEXT_OR_NULL,
        "format": one_of(("md", "html", "a3", "a3-md")),
        "text": TEXT_OR_NULL,
    },
    "report": {
        "year": NUMBER,
        "file": TEXT_OR_NULL,
        "format": one_of(("md", "html", "pdf")),
        "text": {**TEXT_OR_NULL, "description": "null where it is in a file, and for PDF"},
    },
    "readiness export": {
        "round": PUBLIC_ID,
        "file": TEXT_OR_NULL,
        "format": one_of(("md", "html", "csv")),
        "text": TEXT_OR_NULL,
    },
    "readiness compare": {
        "comparison": thing(
            baseline=or_null(PUBLIC_ID),
            rounds=listed(thing(id=PUBLIC_ID, day=DATE)),
            groups=listed(ref("course")),
            items=listed(ref("course")),
        )
    },
    "readiness overview": {
        "overview": thing(
            units=listed(
                thing(
                    board=TEXT,
                    round=or_null(PUBLIC_ID),
                    day=DATE,
                    rounds=NUMBER,
                    verdict=or_null(ref("verdict")),
                    due=DATE,
                    overdue=FLAG,
                    will_since_first=TEXT_OR_NULL,
                    ability_since_first=TEXT_OR_NULL,
                )
            ),
            common=listed(thing(key=TEXT, mean=MEAN, units=NUMBER, lowest_in=NUMBER)),
            overdue=listed(TEXT),
            categories={"type": "object", "additionalProperties": NUMBER},
        )
    },
    "readiness remind": {"months": NUMBER},
}
