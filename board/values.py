"""What single fields of a document hold, read without harm whatever is there. Loads no dataclass: see board.model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from board.ports import Doc

_YEARS = range(1900, 2200)


def text_in(doc: Doc, name: str) -> str | None:
    """A field's text; None where there is none or it is of another type."""
    value = doc.get(name)
    return value if isinstance(value, str) and value else None


def map_in(doc: Doc, name: str) -> Mapping[str, Any]:
    value = doc.get(name)
    return value if isinstance(value, dict) else {}


def whole_in(doc: Doc, name: str, otherwise: int) -> int:
    """A field's whole number; `otherwise` where there is none, it is none, or it is 0."""
    value = doc.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value else otherwise


def day_in(doc: Doc, name: str) -> date | None:
    try:
        return date.fromisoformat(str(doc.get(name) or ""))
    except ValueError:
        return None


def monday_of(day: date) -> date:
    """The day that the week of a day begins."""
    return day - timedelta(days=day.weekday())


def moment(value: object) -> datetime | None:
    """A stored time with offset, or None where there is none, it cannot be read, or it is in no year of ours, so that
    it can be told in any time zone."""
    try:
        found = datetime.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return found if found.tzinfo and found.year in _YEARS else None
