"""What `tavla overview` and `tavla search` give with `--json`, as JSON Schema."""

from __future__ import annotations

from board.codes import PHASES, STATES
from board.method.kinds_of_unit import EVENT_SORTS
from tui.cli.schema_pieces import (
    DATE,
    FLAG,
    NUMBER,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    Schema,
    listed,
    one_of,
    or_null,
    thing,
)

OUTPUTS: dict[str, Schema] = {
    "overview": {
        "boards": listed(
            thing(
                id=TEXT,
                name=TEXT,
                unit=TEXT_OR_NULL,
                area=TEXT_OR_NULL,
                made_up=FLAG,
                open=NUMBER,
                cards={"type": "object", "description": "open cards by phase"},
                active=or_null(TIME),
                pulse={
                    **listed(NUMBER),
                    "description": "changes in each of the last weeks, the last of which ends today",
                },
                reasons={
                    **listed(thing(why=TEXT, number=NUMBER)),
                    "description": "what calls for support; boards are in the order of areas and names, never ranked",
                },
                still=listed(PUBLIC_ID),
                late=listed(PUBLIC_ID),
                leads={
                    **listed(thing(role=one_of(("nyckelperson", "forbattringsledare")), person=TEXT)),
                    "description": "who keeps the work going; a role that nobody has is among the reasons",
                },
                lifts=listed(PUBLIC_ID),
                readiness={
                    **or_null(thing(category=TEXT_OR_NULL, on=DATE, overdue=FLAG)),
                    "description": "null for who is neither ambassadör of the area nor specialist",
                },
            )
        ),
        "common": listed(
            thing(
                theme=one_of(("tag", "title", "cause", "routine")),
                word=TEXT,
                boards=listed(TEXT),
                cards=listed(thing(board=TEXT, id=PUBLIC_ID)),
            )
        ),
        "unreadable": {**listed(TEXT), "description": "boards that could not be read"},
    },
    "search": {
        "cards": listed(
            thing(
                id=PUBLIC_ID,
                board=TEXT,
                name={**TEXT, "description": "the board's"},
                title=TEXT,
                phase=one_of(PHASES),
                state=one_of(STATES),
                tags=listed(TEXT),
                active=or_null(TIME),
            )
        ),
        "events": listed(
            thing(
                id=PUBLIC_ID,
                board=TEXT,
                name={**TEXT, "description": "the board's"},
                text=TEXT,
                sort=one_of(EVENT_SORTS),
                on=DATE,
            )
        ),
        "found": {**NUMBER, "description": "how many cards and events there are in all"},
        "unreadable": {**listed(TEXT), "description": "boards that could not be read"},
    },
}
