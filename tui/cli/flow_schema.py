"""The schema of what `tavla flow` gives: figures, the cards behind them, and series."""

from __future__ import annotations

from board.codes import COLUMNS, PHASES, STATES
from tui.cli.schema_pieces import (
    DATE,
    NUMBER,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    Schema,
    listed,
    one_of,
    or_null,
    thing,
)

_DAYS: Schema = {"type": ["integer", "null"], "minimum": 0}
_CARD = {"id": PUBLIC_ID, "short": TEXT, "title": TEXT}
_PERCENTILES = thing(**{"50": _DAYS, "85": _DAYS, "95": _DAYS})
_GOING = listed(
    thing(
        **_CARD,
        phase=one_of(COLUMNS),
        state=one_of(STATES),
        started={**DATE, "description": "null where an import brought it, and nobody knows"},
        age={**_DAYS, "description": "days since it was started, today included"},
        older_than={
            **or_null(thing(cards=NUMBER, of=NUMBER)),
            "description": "how many of the finished cards took fewer days; null for fewer than 10",
        },
        pace={
            **one_of(("usual", "slow", "very_slow"), null=True),
            "description": "to the 50th percentile, to the 85th, above it",
        },
    )
)
OUTPUTS: dict[str, dict[str, Schema]] = {
    "flow": {
        "flow": thing(
            board=TEXT_OR_NULL,
            **{"from": DATE, "to": DATE},
            points={**TEXTS, "description": "what is counted from where, in words"},
            wip=NUMBER,
            under_way=_GOING,
            waiting={**_GOING, "description": "started, then parked or put back in inbox"},
            finished=listed(thing(**_CARD, started=DATE, finished=DATE, days=_DAYS)),
            percentiles=_PERCENTILES,
            phases=listed(thing(phase=one_of(COLUMNS[1:]), days=listed(NUMBER), percentiles=_PERCENTILES)),
            weeks=listed(thing(week=TEXT, monday=DATE, finished=NUMBER)),
            this_week=NUMBER,
            cumulative=thing(**{"from": DATE}, **{phase: listed(NUMBER) for phase in PHASES[1:]}),
            red_days=listed(DATE),
        )
    }
}
