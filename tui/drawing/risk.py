"""The matrix of risk: severity upwards, probability to the right, the points in each cell and which cells alarm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len

from board.risk import SEVERE, STEPS, Assessed
from tui.drawing.legend import Told, packed
from tui.lines import Piece, Row, fit
from tui.text import _, ngettext

REPORTER: Piece = ("●", "accent")
MANAGER: Piece = ("◆", "new")
ALARM, WATCH = "!", "(!)"
LABEL_MOST, CELL_MOST = 22, 18
ROWS = 8
"""The rows of a drawing without its legend."""


class Axes(NamedTuple):
    """What the steps of each axis are called, 1 to 4."""

    severity: Mapping[int, str]
    probability: Mapping[int, str]


def sign(at: Assessed) -> Piece:
    """What a cell calls for: a sign and its ink, empty where nothing."""
    if at.alarm:
        return ALARM, "late"
    return (WATCH, "still") if at.watch else ("", "quiet")


def draw(
    axes: Axes,
    width: int,
    reporter: Assessed | None = None,
    manager: Assessed | None = None,
    counts: Mapping[tuple[int, int], int] | None = None,
) -> list[Row]:
    """Four rows of cells over the names of the probabilities, and the legend.

    The two assessments stand as two signs; `counts` is how many lie in each cell, (severity, probability).
    """
    label = min(max(width // 4, 10), LABEL_MOST)
    cell = min((width - label - 5) // len(STEPS), CELL_MOST)
    rule = "─" * cell
    rows: list[Row] = [
        [
            (f"{fit(_('Allvarlighet'), label - 1):<{label}}", "quiet"),
            ("┬".join(["┌" + rule, rule, rule, rule + "┐"]), "rule"),
        ]
    ]
    for severity in reversed(STEPS):
        name = fit(f"{severity} {axes.severity[severity]}", label - 1)
        row: list[Piece] = [
            (name + " " * (label - cell_len(name)), "strong" if severity >= SEVERE - 1 else "text")
        ]
        for probability in STEPS:
            at = Assessed(severity, probability)
            here = [one for one, word in ((REPORTER, reporter), (MANAGER, manager)) if word == at]
            row += [("│", "rule"), *_cell(at, cell, here, (counts or {}).get((severity, probability), 0))]
        rows.append([*row, ("│", "rule")])
    rows.append([(" " * label, "text"), ("┴".join(["└" + rule, rule, rule, rule + "┘"]), "rule")])
    below: list[Piece] = [(" " * label, "text")]
    for probability in STEPS:
        name = fit(f"{probability} {axes.probability[probability]}", cell)
        below.append((" " + name + " " * (cell - cell_len(name)), "text"))
    rows.append(below)
    rows.append([(" " * label + " " + fit(_("Sannolikhet"), width - label - 1), "quiet")])
    most = max((counts or {}).values(), default=0)
    told = legend(width, assessed=counts is None or bool(reporter or manager), most=most)
    return [*rows, *([(line, "quiet")] for line in told)]


ROOMY = 10
"""Cells that points and signs need to stand apart."""


def _cell(at: Assessed, width: int, here: list[Piece], count: int) -> list[Piece]:
    mark, part = sign(at)
    gap = " " if width >= ROOMY else ""
    said = fit(f" {at.points:>2} {mark:<3}" if gap else f" {at.points}{mark}", width)
    pieces: list[Piece] = [(said, part)]
    more = [(gap + text, ink) for text, ink in here] + ([(f" {count}×", "strong")] if count else [])
    used = cell_len(said)
    for text, ink in more:
        if used + cell_len(text) <= width:
            pieces.append((text, ink))
            used += cell_len(text)
    return [*pieces, (" " * max(width - used, 0), "text")]


def legend(width: int, assessed: bool, most: int = 0) -> list[str]:
    """What the signs mean. most: how many lie in the fullest cell."""
    items = [Told(_("{sign} den som rapporterade").format(sign=REPORTER[0]))] if assessed else []
    items += [Told(_("{sign} förbättringsledaren").format(sign=MANAGER[0]))] if assessed else []
    items += [
        Told(_("{sign} allvarlig risk").format(sign=ALARM)),
        Told(_("{sign} förebygg ändå").format(sign=WATCH)),
        Told(_("siffran är poäng")),
    ]
    if most:
        there = ngettext("{n}×: {n} risk ligger där", "{n}×: {n} risker ligger där", most)
        items.append(Told(there.format(n=most)))
    return packed(items, width)
