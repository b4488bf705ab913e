"""The schema of what `tavla meeting`, `calendar` and `digest` give."""

from __future__ import annotations

from board.meeting.meetings import FORMS
from board.meeting.rhythm import RULE, START
from tui.cli.schema_pieces import (
    DATE,
    FLAG,
    NUMBER,
    PERSON,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    Schema,
    listed,
    one_of,
    or_null,
    ref,
    thing,
)

_LOCAL: Schema = {"type": "string", "description": "the wall clock's time of the place, YYYY-MM-DDTHH:MM"}
_MEETING = thing(
    day={**DATE, "description": "the day that it would have been on by the rhythm"},
    start=_LOCAL,
    minutes=NUMBER,
    place=TEXT_OR_NULL,
    moved=FLAG,
    own={**FLAG, "description": "booked beside the rhythm"},
)
_TIMES = thing(
    **{"from": DATE, "to": DATE},
    planned={**NUMBER, "type": "number", "description": "minutes, in sum"},
    got={**NUMBER, "type": "number"},
    written=NUMBER,
    awaited=NUMBER,
    meetings=NUMBER,
    in_rhythm=NUMBER,
)
_HELD = thing(
    id=PUBLIC_ID,
    form=one_of(tuple(FORMS)),
    started=TIME,
    ended=TIME,
    by=PERSON,
    present=listed(TEXT),
    guests=NUMBER,
    point={**TEXT_OR_NULL, "description": "where it is, while it runs"},
    paused=FLAG,
    seconds={**NUMBER, "description": "without pauses"},
    points=listed(
        thing(
            point=TEXT,
            title={**TEXT_OR_NULL, "description": "of a point that the team has added"},
            given={**NUMBER, "description": "seconds"},
            taken=NUMBER,
            skipped=FLAG,
        )
    ),
)
OUTPUTS: dict[str, dict[str, Schema]] = {
    "meeting": {
        "rhythm": or_null(
            thing(
                rule={**TEXT, "description": "an RRULE of RFC 5545"},
                start=_LOCAL,
                minutes=NUMBER,
                place=TEXT_OR_NULL,
                on_red_days=FLAG,
            )
        ),
        "trouble": {
            **one_of((RULE, START), null=True),
            "description": "the field that cannot be read, so that there is no rhythm",
        },
        "next": listed(_MEETING),
        "events": listed(ref("event")),
    },
    "calendar": {
        "files": listed(
            thing(
                file={**TEXT_OR_NULL, "description": "null where the calendar is in text"},
                board=TEXT_OR_NULL,
                person=TEXT_OR_NULL,
                events=NUMBER,
                written={**FLAG, "description": "false where the file was so already"},
                text=TEXT_OR_NULL,
            )
        )
    },
    "digest": {
        "due": listed(thing(board=TEXT, day=DATE, what=TEXT, late=FLAG, text=TEXT)),
        "meetings": listed({"allOf": [thing(board=TEXT), _MEETING]}),
        "to_thin": {
            **listed(thing(board=TEXT, comments=NUMBER)),
            "description": "comments older than the board keeps them; only to the person whose role it is",
        },
        "sent": {**listed(TEXT), "description": "the addresses that the mail server took it for"},
    },
    "meeting show": {
        "meeting": {**or_null(_HELD), "description": "the one that is held now; null for the one to come"},
        "points": listed(
            thing(
                point=TEXT,
                title={**TEXT_OR_NULL, "description": "of a point that the team has added"},
                given={**NUMBER, "description": "seconds"},
                skipped=FLAG,
                things=listed(
                    thing(
                        kind=one_of(("card", "lift", "routine", "activity", "event")),
                        id=PUBLIC_ID,
                        card=or_null(PUBLIC_ID),
                        text=TEXT,
                        wished=FLAG,
                        why=TEXT_OR_NULL,
                        days=NUMBER,
                    )
                ),
            )
        ),
    },
    "meeting list": {"meetings": listed(_HELD)},
    "meeting join": {"meeting": _HELD, "events": listed(ref("event"))},
    "meeting minutes": {
        "meeting": _HELD,
        "done": listed(
            thing(
                point=TEXT,
                card=or_null(PUBLIC_ID),
                do=TEXT,
                why=TEXT_OR_NULL,
                table=TEXT,
                changes=listed(ref("change")),
            )
        ),
        "notes": listed(thing(point=TEXT, card=or_null(PUBLIC_ID), text=TEXT)),
        "promised": listed(
            thing(id=PUBLIC_ID, card=or_null(PUBLIC_ID), text=TEXT, who=PERSON, due=DATE, done=FLAG)
        ),
    },
    "meeting time": {"time": _TIMES, "to_come": listed(DATE)},
}
