"""Makes the README's pictures from the real screen: `python -m tests.tui.picture docs/board.svg docs/meeting.svg`.

The demo board at 120x32 in dark, Swedish, at the tests' own time, drawn as SVG with the letters as text.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len
from textual.strip import Strip

from board.demo import STARTED_DAYS_AGO, SetClock, build
from storage.workspace import Workspace
from tests.tui.seat import Clock, Seat, session_at, sit_down
from tui import themes
from tui.settings import Settings

SIZE = (120, 32)
KEYS = {"board.svg": (), "meeting.svg": ("m", "enter", "enter", "right", "right", "right", "right")}
"""What is pressed before the picture is taken; the meeting is at Följa upp."""
WIDE, HIGH = 8.4, 19.0
"""A letter's cell in the picture's units."""
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def make_demo(root: Path) -> Path:
    """The demo as `tavla demo` makes it, with the same ids every time, so that cards of one moment keep their order."""
    now = Clock()()
    clock = SetClock(now - timedelta(days=STARTED_DAYS_AGO + 1))
    workspace = Workspace(str(root), clock)
    workspace.create()
    session = session_at(root, clock)
    me = session.join()
    clock.now = now
    numbers = count(1)
    build(workspace.create_board, workspace.org, clock, me, lambda: str(next(numbers) << 22))
    return root


def svg(strips: list[Strip], palette: str) -> str:
    """Lines of the screen as SVG: a rectangle a ground, a text a piece, each stretched to its cells."""
    width = max(strip.cell_length for strip in strips) * WIDE + 24
    height = len(strips) * HIGH + 24
    page = themes.PALETTES[palette].page
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{FONT}"'
        f' font-size="14" role="img" aria-label="Tavla">',
        f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{page}"/>',
    ]
    for y, strip in enumerate(strips):
        parts += _line(strip, 12 + y * HIGH, page)
    return "\n".join([*parts, "</svg>", ""])


def _line(strip: Strip, top: float, page: str) -> list[str]:
    grounds: list[str] = []
    texts: list[str] = []
    x = 0
    for text, style, _control in strip:
        cells = cell_len(text)
        left, wide = 12 + x * WIDE, cells * WIDE
        x += cells
        ground = style.bgcolor.get_truecolor().hex if style and style.bgcolor else page
        if ground != page:
            grounds.append(
                f'<rect x="{left:.1f}" y="{top:g}" width="{wide:.1f}" height="{HIGH:g}" fill="{ground}"/>'
            )
        if not text.strip():
            continue
        ink = style.color.get_truecolor().hex if style and style.color else "#fff"
        bold = ' font-weight="bold"' if style and style.bold else ""
        texts.append(
            f'<text x="{left:.1f}" y="{top + 14:g}" fill="{ink}"{bold} textLength="{wide:.1f}"'
            f' lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(text)}</text>'
        )
    return [*grounds, *texts]


async def seat_of_picture(folder: Path, keys: Sequence[str]) -> tuple[str, list[str]]:
    """(the picture, the screen's lines)."""
    async with sit_down(
        make_demo(folder / "tavla"),
        person=None,
        board="kaprifolen",
        size=SIZE,
        settings=Settings(theme="dark"),
    ) as seat:
        await seat.press(*keys)
        return picture_of(seat), seat.rows


def picture_of(seat: Seat) -> str:
    return svg(seat.app.screen._compositor.render_strips(), seat.app.palette)


def main(paths: Sequence[str]) -> None:
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    for path in map(Path, paths):
        with tempfile.TemporaryDirectory() as folder:
            drawn, _rows = asyncio.run(seat_of_picture(Path(folder), KEYS[path.name]))
        path.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
