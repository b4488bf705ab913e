"""The schema of what `tavla events --json` prints."""

from __future__ import annotations

from tui.cli.schema_pieces import DATE, FLAG, NUMBER, PUBLIC_ID, Schema, listed, one_of, or_null, thing

_STEP: Schema = {"enum": [1, 2, 3, 4]}
_ASSESSED: Schema = or_null(
    thing(
        severity=_STEP,
        probability=_STEP,
        points={"type": "integer", "minimum": 1, "maximum": 16},
        alarm={**FLAG, "description": "by the cell, never by the points"},
        watch={**FLAG, "description": "no alarm, and so severe that it is worth preventing"},
    )
)
_EVENTS: Schema = {**listed(PUBLIC_ID), "description": "events, the latest first"}

OUTPUTS: dict[str, dict[str, Schema]] = {
    "events": {
        "events": thing(
            total=NUMBER,
            unsorted={**listed(PUBLIC_ID), "description": "events that wait to be sorted, the oldest first"},
            by=one_of(("week", "month")),
            periods=listed(
                thing(
                    start=DATE,
                    events=_EVENTS,
                    good={**listed(PUBLIC_ID), "description": "those of them that tell of something good"},
                )
            ),
            routines=listed(
                thing(
                    routine=PUBLIC_ID,
                    events=_EVENTS,
                    recent={**listed(PUBLIC_ID), "description": "those of the last `days` days"},
                    card={**or_null(PUBLIC_ID), "description": "an open card that one of the recent led to"},
                    suggested={**FLAG, "description": "`least` or more recent ones, and no open card yet"},
                )
            ),
            days=NUMBER,
            least=NUMBER,
            risks=listed(
                thing(
                    kind=one_of(("event", "risk")),
                    id=PUBLIC_ID,
                    card=or_null(PUBLIC_ID),
                    reporter=_ASSESSED,
                    manager=_ASSESSED,
                    alarm=FLAG,
                    going={**FLAG, "description": "not sorted yet, or its card is open"},
                )
            ),
        )
    },
}
