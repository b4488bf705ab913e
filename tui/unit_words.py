"""A value with the unit that people wrote for it. "1 gånger" is said as one does: "1 gång"."""

from __future__ import annotations

from collections.abc import Mapping

ONE: Mapping[str, str] = {
    "gånger": "gång",
    "sekunder": "sekund",
    "minuter": "minut",
    "timmar": "timme",
    "dagar": "dag",
    "nätter": "natt",
    "veckor": "vecka",
    "månader": "månad",
    "personer": "person",
    "händelser": "händelse",
    "avvikelser": "avvikelse",
    "times": "time",
    "seconds": "second",
    "minutes": "minute",
    "hours": "hour",
    "days": "day",
    "nights": "night",
    "weeks": "week",
    "months": "month",
    "persons": "person",
    "people": "person",
    "events": "event",
    "points": "point",
}
"""Units that are often written in the plural, and what they are called where there is one. Others stay as written."""


def unit(written: object, value: object) -> str:
    """A unit beside a value: as it was written, but that one of it is one. Only its first word has a number."""
    said = str(written or "").strip()
    if value not in (1, "1"):
        return said
    first, space, rest = said.partition(" ")
    return f"{ONE.get(first.lower(), first)}{space}{rest}"
