"""The screens of a redo-analys as text, small and large, in both languages.

New ones: TAVLA_FREEZE=1 ./check tests/tui/test_pictures_readiness.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.readiness import FACTORS, Reply
from board.readiness_acts import agree, end, make_ready
from tests.tui.rounds import closed, do, leads_since, opened
from tests.tui.seat import NOW, sit_down
from tui.settings import Settings
from tui.text import set_language

Make = Callable[..., Path]
FROZEN = Path(__file__).parent / "frozen"
FREEZE = os.environ.get("TAVLA_FREEZE")
SIZES = [(80, 24), (160, 45)]
FIRST = ([2, 1, 2, 2, *[2] * 8], [1, 1, 2, 1, *[1, 2] * 4], [2, 2, 2, 2, *[2, 1] * 4])
SECOND = ([3, 2, 4, 3, *[2] * 8], [1, 4, 3, 2, *[3] * 8], [4, 3, 1, 3, *[3, 2] * 4])
PAGES = {
    "readiness": ("r",),
    "rating": ("r", "home", "enter", "3", "2"),
    "dialogue": ("r", "home", "down", "down", "down", "down", "enter"),
    "result": ("r", "home", "down", "down", "down", "down", "enter", "right"),
    "time": ("r", "home", "down", "down", "down", "down", "enter", "left"),
}
PICTURES = [
    *(
        (page, size, language)
        for page in ("rating", "dialogue", "result")
        for size in SIZES
        for language in ("sv", "en")
    ),
    ("rating", (60, 16), "sv"),
    ("readiness", (80, 24), "sv"),
    ("readiness", (80, 24), "en"),
    ("time", (80, 24), "sv"),
]


def two_years(root: Path) -> Path:
    """A first round, a second one that is talked about and decided on, and a third that is open."""
    leads_since(root, (NOW - timedelta(days=900)).date())
    closed(root, *FIRST, days_ago=760)
    second = [
        {
            item.key: Reply(rating, "Vi hinner inte" if rating == 1 else "")
            for item, rating in zip(FACTORS, given, strict=True)
        }
        for given in SECOND
    ]
    id = closed(root, *second, days_ago=380)
    do(root, "anna", agree(id, "forandringstryck", "Trycket är ojämnt: olika för dag och natt"))
    do(root, "anna", end(id, "not_yet", "Vi enas om målen först"))
    do(root, "anna", make_ready(id, "ledningsarbete", "Bestäm vem som beslutar"))
    opened(root)
    return root


@pytest.mark.parametrize(("page", "size", "language"), PICTURES)
async def test_the_screen_is_as_it_was_frozen(
    board: Make, page: str, size: tuple[int, int], language: str
) -> None:
    set_language("en" if language == "en" else "sv")
    async with sit_down(two_years(board()), size=size, settings=Settings(language=language)) as seat:
        await seat.press(*PAGES[page])
        shown = seat.text.rstrip() + "\n"
    file = FROZEN / f"readiness-{page}-{size[0]}x{size[1]}-{language}.txt"
    if FREEZE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
