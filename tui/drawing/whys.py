"""5 varför as a tree: every answer becomes the next question, and a question may have several answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.drawing.canvas import joined, plain
from tui.lines import Piece, Row, fit, wrap
from tui.text import _

DEEPEST = 8
"""Levels that are drawn further in; those below stand under one another."""
ENDS = ".!?…:; "


class Why(NamedTuple):
    """An answer and those to the next why. stopped: why nobody asked further; here: it is pointed at."""

    text: str
    answers: Sequence[Why] = ()
    root: bool = False
    stopped: str | None = None
    here: bool = False


class _Step(NamedTuple):
    why: Why
    level: int
    stem: str
    is_last: bool


def question(text: str) -> str:
    """What is asked after an answer: "Varför ”Vi hinner inte”?"."""
    return _("Varför ”{answer}”?").format(answer=plain(text).rstrip(ENDS))


def draw(chains: Sequence[Why], width: int, problem: str = "") -> list[Row]:
    """The answers under their questions in at most `width` cells, the first question being about the problem."""
    rows = asked(problem, width) if problem else []
    if not chains:
        return [*rows, [(fit(_("Inga svar än."), width), "quiet")]]
    return [*rows, *(row for answer in answers(chains, width) for row in answer)]


def asked(problem: str, width: int) -> list[Row]:
    """The first question."""
    return [[(line, "strong")] for line in wrap(question(problem), width)]


def answers(chains: Sequence[Why], width: int) -> list[list[Row]]:
    """The rows of each answer, every one followed by the answers to its own why."""
    found: list[list[Row]] = []
    left = [_Step(why, 1, "", at == len(chains) - 1) for at, why in enumerate(chains)][::-1]
    while left:
        step = left.pop()
        own = step.stem + ("   " if step.is_last else "│  ") if step.level <= DEEPEST else step.stem
        found.append(_step_rows(step, own, width))
        below = step.why.answers
        left += [_Step(one, step.level + 1, own, at == len(below) - 1) for at, one in enumerate(below)][::-1]
    return found


def _step_rows(step: _Step, own: str, width: int) -> list[Row]:
    why = step.why
    edge = step.stem + ("└─ " if step.is_last else "├─ ") if step.level <= DEEPEST else step.stem
    number = f"{step.level} "
    lead: list[Piece] = [(edge[:-1], "quiet"), ("▸" if why.here else edge[-1:], "accent"), (number, "quiet")]
    if not edge:
        lead = [(number, "quiet")]
    sign = "◆ " if why.root else ""
    part = "flipped" if why.here else "strong" if why.root else "text"
    rest: list[Piece] = [(own, "quiet"), (" " * len(number + sign), "text")]
    if sign:
        lead.append((sign, "accent"))
    room = max(width - len(own) - len(number + sign), 3)
    lines = wrap(plain(why.text), room)
    rows: list[Row] = [joined([*(lead if n == 0 else rest), (line, part)]) for n, line in enumerate(lines)]
    inner: list[Piece] = [(own + " " * len(number), "quiet")]
    room = max(width - len(own) - len(number), 3)

    def told(text: str, part: str, most: int | None = None) -> None:
        rows.extend([*inner, (line, part)] for line in wrap(text, room, most))

    if why.root:
        told(_("Rotorsak"), "accent")
    if why.stopped is not None:
        stopped = plain(why.stopped)
        told(_("Vi stannade här: {note}").format(note=stopped) if stopped else _("Vi stannade här."), "still")
    if why.answers:
        told(question(why.text), "quiet", 1)
    elif not why.root and why.stopped is None:
        told(_("Varför?"), "quiet")
    return rows
