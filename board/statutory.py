"""Words of what the law has its own system for: a report there is a duty, and a card is never that report."""

from __future__ import annotations

import re
from functools import cache


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        r"\blex[\s-]+(?:sara|maria)|\bvårdskad|\bmissförhålland|\bpatientskad|\bivo[\s-]?anmäl", re.IGNORECASE
    )


def mentioned(text: str) -> bool:
    """Whether a text is about something that may have to be reported (lex Sarah, lex Maria, vårdskada)."""
    return len(text) > 5 and _words().search(text) is not None
