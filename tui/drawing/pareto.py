"""The 80/20 view: causes by their points, what they come to together, and in words which few stand for most."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from board.method.causes import vital_few
from tui.drawing.canvas import joined, plain
from tui.lines import Piece, Row, cut, fit, wrap
from tui.text import _

MOST = 80
"""Per cent that is looked for: Pareto's."""
EIGHTHS = " ▏▎▍▌▋▊▉"
LEAST_TRACK = 12
"""Cells of bars under which only the numbers are shown."""


def few(points: Sequence[int]) -> int:
    """How many of the largest it takes to reach MOST per cent of all together; 0 where there are no points."""
    return len(vital_few({f"{at:06}": one for at, one in enumerate(points)}).few)


def in_words(points: Sequence[int]) -> str:
    """ "2 av 9 orsaker står för 78 % av poängen.", or that none stands out, or that there are no points yet."""
    n, of = few(points), len(points)
    if not of:
        return _("Inga orsaker än.")
    if not n:
        return _("Inga poäng än. När ni har röstat syns här vilka få orsaker som står för mest.")
    ordered = sorted((max(one, 0) for one in points), reverse=True)
    if of == 1:
        return _("Det finns bara en orsak än.")
    if 2 * n > of:
        return _("Poängen är utspridda: det är inte några få orsaker som står för det mesta.")
    share = round(100 * sum(ordered[:n]) / sum(ordered))
    return _("{n} av {of} orsaker står för {share} % av poängen.").format(n=n, of=of, share=share)


def draw(items: Sequence[tuple[str, int]], width: int, cursor: int | None = None) -> list[Row]:
    """A bar for each, the largest first, in at most `width` cells; `cursor` is a place among the items as given."""
    points = [max(value, 0) for _label, value in items]
    whole = sum(points)
    rows: list[Row] = [[(line, "strong")] for line in wrap(in_words(points), width)]
    if not items:
        return rows
    order = sorted(range(len(items)), key=lambda at: (-points[at], at))
    labels = [plain(label) for label, _value in items]
    wide = min(max(map(cell_len, labels)), max(width * 2 // 5, 12))
    numbers = max(len(str(max(points))), 2)
    track = width - wide - numbers - 9
    count = few(points) if 2 * few(points) <= len(items) else 0
    rows.append([])
    together = 0
    for place, at in enumerate(order):
        before, together = together, together + points[at]
        label = fit(labels[at], wide)
        part = "flipped" if at == cursor else "strong" if place < count else "text"
        row: list[Piece] = [("▸" if at == cursor else " ", "accent"), (label, part)]
        row += [(" " * (wide - cell_len(label) + 1), "text"), (f"{points[at]:>{numbers}} ", "text")]
        if whole and track >= LEAST_TRACK:
            row += _bar(points[at], before, whole, track, place < count)
        if whole:
            row.append((f" {round(100 * together / whole):>3} %" if points[at] else "", "quiet"))
        rows.append(joined(cut(row, width)))
        if place == count - 1 and count < len(items):
            rows.append([("┄" * min(wide + numbers + track + 9, width), "rule")])
    if whole and track >= LEAST_TRACK:
        told = _("█ poäng · ◇ så långt tillsammans med dem ovanför · ┆ 80 %")
        rows += [[], *([(line, "quiet")] for line in wrap(told, width))]
    return rows


def _bar(value: int, before: int, whole: int, track: int, is_few: bool) -> list[Piece]:
    """A bar whose whole track is all points, and where what was told so far ends."""
    eighths = round(8 * track * value / whole)
    bar = "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
    if value and not bar:
        bar = EIGHTHS[1]
    mark = min(round(track * (before + value) / whole), track - 1)
    line = track * MOST // 100
    cells: list[Piece] = [(sign, "accent" if is_few else "quiet") for sign in bar]
    for x in range(len(bar), track):
        sign = "◇" if x == mark and value else "┆" if x == line else "·" if x < mark and value else " "
        cells.append((sign, "quiet" if sign == "◇" else "rule"))
    return cells
