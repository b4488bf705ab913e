"""What `tavla cycles --json` gives, as JSON Schema."""

from __future__ import annotations

from board.codes import PHASES, ROLES
from tui.cli.schema_pieces import (
    DATE,
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
    "cycles": {
        "cycles": listed(
            thing(
                board=TEXT,
                id=PUBLIC_ID,
                short=TEXT,
                title=TEXT,
                phase=one_of(PHASES),
                owner=PERSON,
                sign=TEXT_OR_NULL,
                wheel=TEXT,
                age_days={**or_null(NUMBER), "description": "since it left inbox, today included"},
                older_than=or_null(thing(cards=NUMBER, of=NUMBER)),
                pace=one_of(("usual", "slow", "very_slow"), null=True),
                age=TEXT_OR_NULL,
                quiet_days={**NUMBER, "description": "since anything happened"},
                stall=one_of(("still", "still_long"), null=True),
                quiet=TEXT,
                waits_for=TEXT,
                waits_on=listed(PERSON),
                waits=TEXT,
                next=or_null(thing(day=DATE, what=TEXT, late=FLAG)),
                on_meeting=FLAG,
                asked={
                    **DATE,
                    "description": "when somebody was last asked how it goes and has not answered",
                },
                mine={**FLAG, "description": "whether it waits for the one who acts"},
                questions=listed(thing(code=TEXT, cause=TEXT_OR_NULL, told=TEXT)),
            )
        ),
        "boards": listed(
            thing(
                board=TEXT,
                name=TEXT,
                stall=one_of(("still", "still_long"), null=True),
                quiet_days=NUMBER,
                rhythm_days=NUMBER,
                proposals=NUMBER,
                waited_days=NUMBER,
                without_owner=listed(PUBLIC_ID),
                relieve=TEXT_OR_NULL,
                lacking=listed(one_of(ROLES)),
                no_deputy=listed(one_of(ROLES)),
            )
        ),
    },
}
