"""Colours that can be read: measured as WCAG does, for every ink on every ground of every palette."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.style import Style

from tests.tui.seat import put, sit_down
from tui import themes
from tui.settings import Settings
from tui.themes import GROUNDS, INKS, PALETTES, Palette

PARTS = (*INKS, "title", "strong", "heading", "key", "bar", "flipped", "rule")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_is_readable_on_every_ground(palette: Palette, ground: str, ink: str) -> None:
    least = 7.0 if palette.name == "contrast" else 4.5
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_the_flipped_tab_and_the_lines_can_be_seen(palette: Palette) -> None:
    least = 7.0 if palette.name == "contrast" else 4.5
    assert contrast(palette.page, palette.accent) >= least
    assert contrast(palette.rule, palette.page) >= (3.0 if palette.name == "contrast" else 1.5)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_textuals_own_widgets_are_readable_too(palette: Palette) -> None:
    theme = themes.textual_theme(palette)
    least = 7.0 if palette.name == "contrast" else 4.5
    grounds = [theme.background, theme.surface, theme.panel]
    for ink in (theme.foreground, theme.primary, theme.warning, theme.error, theme.success):
        for ground in grounds:
            assert ink is not None
            assert ground is not None
            assert contrast(ink, ground) >= least
    variables = theme.variables
    for what in ("input-selection", "input-cursor"):
        pair = variables[f"{what}-foreground"], variables[f"{what}-background"]
        assert contrast(*pair) >= least


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_screen_has_a_style_with_ink_and_ground(name: str, part: str) -> None:
    for ground in GROUNDS:
        style = themes.style(name, part, ground)
        assert isinstance(style, Style)
        assert style.color is not None
        assert style.bgcolor is not None


def test_meanings_have_colours_of_their_own() -> None:
    for palette in PALETTES.values():
        inks = [getattr(palette, ink) for ink in ("late", "still", "good", "accent")]
        assert len(set(inks)) == len(inks)


def test_light_is_light_and_the_others_dark() -> None:
    assert {name: palette.dark for name, palette in PALETTES.items()} == {
        "dark": True, "light": False, "contrast": True, "colourblind": True,
    }  # fmt: skip
    for palette in PALETTES.values():
        assert (luminance(palette.page) < luminance(palette.text)) == palette.dark


async def test_a_card_without_a_ground_of_its_own_has_an_edge(board: Callable[..., Path]) -> None:
    async with sit_down(board(put("Nycklarna"), put("Kaffet")), settings=Settings(theme="contrast")) as seat:
        assert "▌ Kaffet" in seat.text
        assert "│ Nycklarna" in seat.text


async def test_without_colours_what_is_lit_is_not_darker_than_the_rest(
    board: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        assert seat.app.palette == "contrast"
    async with sit_down(root, settings=Settings(theme="light")) as seat:
        assert seat.app.palette == "light", "what somebody chose stays"
