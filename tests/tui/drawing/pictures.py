"""What every picture is held to, and pictures kept as text, to be read as a diff when the look is changed on purpose.

New ones: TAVLA_FREEZE=1 ./check tests/tui/drawing
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from tui import themes
from tui.lines import Row, row_width

FROZEN = Path(__file__).parent / "frozen"
FREEZE = os.environ.get("TAVLA_FREEZE")
"""Read before the tests' own account takes it away."""

ODD = ["a", "å", "Ö", "漢字", "🙂", "👩\u200d⚕️", "🇸🇪", "e\u0301", "\u0301", "\u200d", "\ufe0f", "\t", "\n"]
ODD += ["\x1b[31m", "\x9b", "[red]", "[/v2]", "–", "vårdplaneringskonferens"]
TEXTS = st.one_of(
    st.lists(st.sampled_from([*ODD, " "]), max_size=12).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
WIDTHS = st.integers(60, 170)


def lines(rows: Sequence[Row]) -> list[str]:
    return ["".join(text for text, _part in row) for row in rows]


def text_of(rows: Sequence[Row]) -> str:
    return "\n".join(lines(rows))


def check_rows(rows: Sequence[Row], width: int) -> None:
    """No row is wider than it may be, its parts are the palette's, and nothing in it would be obeyed by a terminal."""
    for part in {part for row in rows for _text, part in row}:
        assert themes.style("dark", part)
    assert all(row_width(row) <= width for row in rows)
    for line in lines(rows):
        assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Zl", "Zp")]


def check_frozen(name: str, rows: Sequence[Row]) -> None:
    shown = text_of(rows) + "\n"
    file = FROZEN / f"{name}.txt"
    if FREEZE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
