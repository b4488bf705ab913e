"""The heads of the board's columns: name and how many, what it is for, and a rule that says what is above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from board.codes import COLUMNS
from tui import words
from tui.lines import Piece, Row, cut, spread
from tui.text import _, ngettext


def tabs(shown: Sequence[str], current: str, counts: Mapping[str, int], width: int) -> Row:
    """Every column with its count, where there is room for one or two columns only."""
    pieces: list[Piece] = []
    for phase in COLUMNS:
        part = "flipped" if phase == current else "strong" if phase in shown else "quiet"
        pieces += [(f" {words.phase(phase)} {counts[phase]} ", part), (" ", "text")]
    return cut(pieces, width)


def count(cards: int, limit: int | None, found: int | None) -> Piece:
    """How many cards, of how many; past the limit with sign and colour; while searching how many were found."""
    if found is not None:
        return ngettext("{n} träff", "{n} träffar", found).format(n=found), "accent" if found else "quiet"
    if limit is None:
        return str(cards), "quiet"
    text = _("{count} av {limit}").format(count=cards, limit=limit)
    return (f"▲ {text}", "still") if cards > limit else (text, "quiet")


NARROW = 24
"""Cells of a column under which its count stands by its name: at the other end it would stand by the next one's."""


def name(phase: str, how_many: Piece, lit: bool, width: int) -> Row:
    called: Piece = (words.phase(phase), "heading" if lit else "strong")
    if width < NARROW and cell_len(called[0]) + 2 + cell_len(how_many[0]) <= width:
        return [called, (" ", "text"), how_many]
    return spread([called], [how_many], width)


def aim(phase: str, width: int) -> Row:
    told = words.phase_aim(phase)
    return [(told if cell_len(told) < width else words.phase_aim(phase, brief=True), "quiet")]


def rule(above: int, lit: bool, width: int) -> Row:
    """The line under a head, with how many cards are scrolled away above it."""
    line, part = ("━", "bar") if lit else ("─", "rule")
    if not above:
        return [(line * width, part)]
    told = f" {ngettext('↑ {n} till', '↑ {n} till', above).format(n=above)} "
    return cut([(line * 2, part), (told, "quiet"), (line * max(width - 2 - cell_len(told), 0), part)], width)
