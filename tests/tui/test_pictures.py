"""A few whole screens as text, to be read as a diff when the look is changed on purpose.

New ones: TAVLA_FREEZE=1 ./check tests/tui/test_pictures.py
"""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.contracts.tree import ROOT
from tests.tui.picture import KEYS, make_demo, seat_of_picture
from tests.tui.seat import sit_down
from tui.settings import Settings
from tui.text import set_language

FROZEN = Path(__file__).parent / "frozen"
FREEZE = os.environ.get("TAVLA_FREEZE")
"""Read before the tests' own account takes it away."""
SIZES = [(80, 24), (120, 36), (160, 45)]
PAGES = {
    "board": (),
    "note": ("n", *"letar nycklar"),
    "card": ("right", "right", "enter"),
    "boards": ("b",),
    "people": ("w",),
    "help": ("?",),
    "results": ("g",),
    "events": ("H", "right"),
    "year": ("Y",),
    "meeting": ("m", "enter", "enter", "right", "right", "right", "right"),
}
WIDE_AND_NARROW = ("board", "results", "meeting", "events", "year")
PICTURES = [
    *(("board", size, language) for size in SIZES for language in ("sv", "en")),
    *((page, (120, 36), "sv") for page in PAGES if page not in WIDE_AND_NARROW),
    *(("results", size, "sv") for size in ((80, 24), (160, 45))),
    *(
        (page, size, language)
        for page in ("events", "year")
        for size in ((80, 24), (160, 45))
        for language in ("sv", "en")
    ),
    *(("meeting", *how) for how in (((80, 24), "sv"), ((120, 36), "en"), ((160, 45), "sv"))),
    *((page, (80, 24), "en") for page in ("note", "card")),
]


@pytest.fixture(scope="session")
def same_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("same") / "tavla")


@pytest.mark.parametrize(("page", "size", "language"), PICTURES)
async def test_the_screen_is_as_it_was_frozen(
    same_demo: Path, tmp_path: Path, page: str, size: tuple[int, int], language: str
) -> None:
    root = tmp_path / "tavla"
    shutil.copytree(same_demo, root)
    set_language("en" if language == "en" else "sv")
    async with sit_down(
        root, person=None, board="kaprifolen", size=size, settings=Settings(language=language)
    ) as seat:
        await seat.press(*PAGES[page])
        shown = seat.text.rstrip() + "\n"
    shown = re.sub(r"(?<=kod |ode )[0-9a-z]{6}$", "······", shown, flags=re.M) if page == "card" else shown
    file = FROZEN / f"{page}-{size[0]}x{size[1]}-{language}.txt"
    if FREEZE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def text_of(svg: str) -> list[str]:
    """The letters of a picture, line by line, spaces left out."""
    lines: dict[str, list[str]] = {}
    for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 - our own file
        lines.setdefault(str(text.get("y")), []).append(text.text or "")
    return ["".join("".join(pieces).split()) for pieces in lines.values()]


@pytest.mark.parametrize("name", KEYS)
async def test_the_readmes_pictures_are_the_screen(tmp_path: Path, name: str) -> None:
    """If this fails the look has changed: python -m tests.tui.picture docs/board.svg docs/meeting.svg"""
    drawn, rows = await seat_of_picture(tmp_path, KEYS[name])
    kept = (ROOT / "docs" / name).read_text(encoding="utf-8")
    on_screen = [line for row in rows if (line := "".join(row.split()))]
    assert text_of(drawn) == on_screen
    assert text_of(kept) == on_screen
    assert kept == drawn
