"""Every colour of the program, as palettes. A part of the screen names its part; the palette gives the style.

State is never shown by colour alone: each mark has its sign and its word besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from textual.theme import Theme

INKS = ("text", "quiet", "accent", "late", "still", "good", "new")
"""What text can be written in. `late`, `still`, `good` and `new` are the marks' meanings."""
GROUNDS = ("page", "card", "selected")
"""What text can stand on."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours, as #rrggbb. Every ink is readable on every ground (held by a test).

    edge: what a card's left side is drawn with, where its ground alone does not show where it is.
    """

    name: str
    dark: bool
    page: str
    card: str
    selected: str
    rule: str
    text: str
    quiet: str
    accent: str
    late: str
    still: str
    good: str
    new: str
    edge: str = " "


PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            "dark", True, page="#12161b", card="#1c2229", selected="#2a3d52", rule="#46525f", text="#ece9e2",
            quiet="#aab5c0", accent="#86c8ff", late="#ff9c87", still="#f2c765", good="#93d99a", new="#b3c2ff",
        ),
        Palette(
            "light", False, page="#f4f1ea", card="#ffffff", selected="#d3e5f5", rule="#b9b2a4", text="#1b2530",
            quiet="#4a5560", accent="#074f87", late="#9a1f16", still="#6b4700", good="#175a2b", new="#33469a",
        ),
        Palette(
            "contrast", True, page="#000000", card="#000000", selected="#00304f", rule="#ffffff", text="#ffffff",
            quiet="#e0e0e0", accent="#ffe95c", late="#ffb3b3", still="#ffd27a", good="#9dff9d", new="#c9d4ff",
            edge="│",
        ),
        Palette(
            "colourblind", True, page="#101418", card="#1b2127", selected="#2d3f4d", rule="#4b5761", text="#f0eee8",
            quiet="#b3bcc4", accent="#6cc4f5", late="#ff9a5c", still="#f5e663", good="#4fd6ac", new="#ecaed2",
        ),
    )
}  # fmt: skip
"""By name. `contrast` keeps at least 7:1; `colourblind` takes its hues from Okabe and Ito's set."""
DEFAULT = "dark"

_BOLD_PARTS = {"title": "text", "strong": "text", "heading": "accent", "key": "accent"}
"""Parts that are an ink in bold."""


@lru_cache(maxsize=1024)
def style(palette: str, part: str, ground: str = "page") -> Style:
    """The style of a part on a ground of a palette."""
    colours = PALETTES[palette]
    back = getattr(colours, ground)
    if part == "rule":
        return Style(color=colours.rule, bgcolor=back)
    if part == "bar":
        return Style(color=colours.accent, bgcolor=back, bold=True)
    if part == "flipped":
        return Style(color=colours.page, bgcolor=colours.accent, bold=True)
    if part in _BOLD_PARTS:
        return Style(color=getattr(colours, _BOLD_PARTS[part]), bgcolor=back, bold=True)
    return Style(color=getattr(colours, part), bgcolor=back)


def textual_theme(palette: Palette) -> Theme:
    """The same colours for Textual's own widgets."""
    from textual.theme import Theme

    return Theme(
        name=f"tavla-{palette.name}",
        primary=palette.accent,
        secondary=palette.new,
        accent=palette.accent,
        warning=palette.still,
        error=palette.late,
        success=palette.good,
        foreground=palette.text,
        background=palette.page,
        surface=palette.card,
        panel=palette.selected,
        dark=palette.dark,
        text_alpha=1.0,
        variables={
            "border": palette.accent,
            "border-blurred": palette.rule,
            "input-selection-background": palette.selected,
            "input-selection-foreground": palette.text,
            "input-cursor-background": palette.text,
            "input-cursor-foreground": palette.page,
            "rule": palette.rule,
            "quiet": palette.quiet,
        },
    )
