"""Numbers over time as a row of small bars, for a line of a card."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

BARS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float | None], width: int, target: float | None = None) -> str:
    """Values as a row of small bars in at most `width` cells, a dot where there is none.

    Where there are more values than cells, each bar is the middle one of those it stands for. With a target its
    height stands last, after a line: "▂▃▅▆│▇".
    """
    room = max(width - (2 if target is not None else 0), 1)
    if len(values) > room:
        ends = [round(n * len(values) / room) for n in range(room + 1)]
        values = [_middle(values[a:b]) for a, b in pairwise(ends)]
    known = [value for value in (*values, target) if value is not None and math.isfinite(value)]
    if not known:
        return ""
    low, high = min(known) / 2, max(known) / 2

    def bar(value: float | None) -> str:
        if value is None or not math.isfinite(value):
            return "·"
        return BARS[round((value / 2 - low) / (high - low) * (len(BARS) - 1))] if high > low else BARS[3]

    told = "".join(map(bar, values))
    return f"{told}│{bar(target)}" if target is not None else told


def _middle(values: Sequence[float | None]) -> float | None:
    known = sorted(value for value in values if value is not None and math.isfinite(value))
    return known[(len(known) - 1) // 2] if known else None
