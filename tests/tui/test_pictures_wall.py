"""The wall's views as text, to be read as a diff when the look is changed on purpose.

New ones: TAVLA_FREEZE=1 ./check tests/tui/test_pictures_wall.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.seat import sit_down
from tests.tui.test_pictures import FREEZE, FROZEN, SIZES, same_demo
from tests.tui.test_screen_wall import turns
from tui.settings import Settings
from tui.text import set_language

__all__ = ["same_demo"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_wall_is_as_it_was_frozen(
    same_demo: Path, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    root = tmp_path / "tavla"
    shutil.copytree(same_demo, root)
    set_language("en" if language == "en" else "sv")
    async with sit_down(
        root, person=None, board="kaprifolen", size=size, settings=Settings(language=language), wall=True
    ) as seat:
        rule = "\n" + "=" * size[0] + "\n"
        shown = rule.join(view.strip("\n") for view in (await turns(seat))[:7]) + "\n"
    file = FROZEN / f"wall-{size[0]}x{size[1]}-{language}.txt"
    if FREEZE:
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
