"""The view over time: how each factor has moved since the first round, and the rounds as a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from board.readiness_rounds import Round, series_of
from board.readiness_time import Comparison, Course, compare
from tui import readiness_words as words
from tui.acts import readiness as acts
from tui.lines import Piece, Row, fit, wrap
from tui.pages.round_dialogue import SPACE
from tui.readiness_map import sparkline
from tui.text import _
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.pages.round import RoundPage

NAME, NUMBERS, MOVED = 28, 13, 14
INKS = {"up": "good", "down": "late", "same": "quiet"}
MOST = 12
"""Rounds in the small chart; the first is always among them."""


def items(page: RoundPage, one: Round, width: int) -> list[Item]:
    """The whole view."""
    found = compare(series_of(acts.home_of(page.tavla.live, one.scope), one))
    if len(found.rounds) < 2:
        told = _(
            "Det här är den första omgången, utgångsläget. Gör om den om ett år, så syns här vad som har ändrats."
        )
        head = [Item(tuple([(line, "text")] for line in wrap(told, width))), SPACE]
        return [*head, *_story(page, found, width)]
    first, last = found.baseline, found.rounds[-1]
    day = page.tavla.now.date()
    told = _("Från den första omgången, {first}, till den senaste, {last}.").format(
        first=words.when(first or last, day), last=words.when(last, day)
    )
    several = len(found.rounds) > 2
    rows: list[Row] = [[(line, "quiet")] for line in wrap(told, width)]
    heads = f"{'':<{NAME}}{_('snitt'):<{NUMBERS}}{_('sedan första'):<{MOVED}}"
    rows.append([(heads + (f"{_('sedan förra'):<{MOVED}}" if several else ""), "quiet")])
    rows += [_course(course, words.group(course.key), found, several, "strong") for course in found.groups]
    rows.append([("", "text")])
    result = [Item(tuple(rows))]
    for course in found.items:
        row = _course(course, words.name(course.key), found, several, "text")
        result.append(Item((row,), f"item:{course.key}"))
    return [*result, SPACE, *_story(page, found, width)]


def _course(course: Course, name: str, found: Comparison, several: bool, part: str) -> Row:
    at = found.rounds.index(found.baseline) if found.baseline else 0
    before, now = words.number(course.means[at]), words.number(course.means[-1])
    name = fit(name, NAME - 1)
    row: list[Piece] = [
        (name + " " * (NAME - cell_len(name)), part),
        (f"{before + ' → ' + now:<{NUMBERS}}", "text"),
        (f"{words.move(course.since_first):<{MOVED}}", INKS.get(course.since_first or "", "quiet")),
    ]
    if several:
        row.append((f"{words.move(course.since_last):<{MOVED}}", INKS.get(course.since_last or "", "quiet")))
    shown = course.means if len(course.means) <= MOST else (course.means[at], *course.means[1 - MOST :])
    return [*row, (sparkline(shown), "accent")]


def _story(page: RoundPage, found: Comparison, width: int) -> list[Item]:
    """The rounds, newest first: when, what it came to, what was decided and said."""
    rows: list[Row] = [[(_("Så har det gått"), "strong")]]
    today = page.tavla.now.date()
    for one in reversed(found.rounds):
        verdict = one.verdict
        what = words.category(verdict.code) if verdict else words.form(one.form)
        sign = "◎ " if one.baseline else "○ "
        row: list[Piece] = [(sign, "accent"), (f"{words.when(one, today):<16}", "text"), (what, "text")]
        if one.ending:
            row.append(
                (f"  {words.ending(one.ending).lower()}", "good" if one.ending == "ready" else "still")
            )
        rows.append(row)
        for said in filter(None, (one.conclusion, one.ending_why)):
            rows += [[("    " + line, "quiet")] for line in wrap(said, width - 4)]
    return [Item(tuple(rows))]
