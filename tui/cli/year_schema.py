"""What `tavla year --json` gives, as JSON Schema."""

from __future__ import annotations

from board.method.kinds_of_unit import CONTROLLED, EVERY, STAGES
from tui.cli.schema_pieces import (
    FLAG,
    NUMBER,
    PERSON,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    listed,
    one_of,
    or_null,
    thing,
)

OUTPUTS: dict[str, dict[str, Schema]] = {
    "year": {
        "year": NUMBER,
        "wheel": listed(
            thing(
                id=PUBLIC_ID,
                text=TEXT_OR_NULL,
                stage=one_of(STAGES, null=True),
                every=one_of(EVERY),
                responsible=PERSON,
                months={
                    **listed(
                        thing(
                            month=NUMBER,
                            state=one_of(("done", "now", "ahead", "passed", "before")),
                            done=listed(PUBLIC_ID),
                        )
                    ),
                    "description": "those of the year; none in a year that it does not come",
                },
                next=or_null(thing(year=NUMBER, month=NUMBER)),
                near={**FLAG, "description": "to be done now"},
            )
        ),
        "control": listed(
            thing(
                id=PUBLIC_ID,
                text=TEXT_OR_NULL,
                theme=TEXT_OR_NULL,
                answer=one_of(CONTROLLED, null=True),
                note=TEXT_OR_NULL,
            )
        ),
        "points": listed(thing(id=PUBLIC_ID, text=TEXT, result=TEXT_OR_NULL)),
    }
}
