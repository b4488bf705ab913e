"""The chart and the fishbone as SVG: signs and words beside colours, and a description for who cannot see them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import TypeAlias

from tui import method_words
from tui.drawing.axis import Days, number, scale
from tui.escaped import xml
from tui.story.blocks import Curve, Fish
from tui.text import _, dates

WIDE, TALL, LOW = 720, 260, 190
"""How wide pictures are, and how high a chart is alone and among other things, in px of the drawing."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 96, 36, 34
ROWS, COLUMNS = 11, 80
"""How finely the axes are named, as rows and columns of letters."""
MOST_DOTS = 150
"""More points than this are drawn as a line only."""
_LETTER = 6.4
"""About how wide a letter of 12 px is."""
_BOLD = 7.4
_LINE = 15
_HEAD = 150
MOST_BONES = 6
"""More bones than this are drawn in several lengths of the spine."""
MOST_LINES = 9
"""Lines of causes that a bone has room for."""
Bone: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


def legend(block: Curve | Fish) -> str:
    """What the signs mean, in words."""
    if isinstance(block, Fish):
        marks = {mark for _bone, twigs in block.bones for _text, mark in twigs}
        told = [
            f"◆ {method_words.field('cause', 'root').lower()}" if "root" in marks else "",
            f"✓ {method_words.choice('status', 'confirmed')}" if "confirmed" in marks else "",
        ]
        return " · ".join(filter(None, told))
    told = [_("heldragen linje: värdena")]
    signs = {
        "median": _("streckad: medianen"),
        "mean": _("streckad: medelvärdet"),
        "limit": _("tunn: väntas mellan dem"),
        "goal": _("prickad: målet"),
    }
    for kind in dict.fromkeys(kind for kind, _label, _value in block.levels):
        until = _("till och med {day}").format(day=_short(block.frozen)) if block.frozen else ""
        told.append(" ".join(filter(None, [signs[kind], until if kind == "median" else ""])))
    if block.flagged and len(block.points) <= MOST_DOTS:
        told.append(_("◆ mer än vanlig variation"))
    told += [_("lodrät med siffra: då började vi pröva något")] if block.starts else []
    return " · ".join(told)


# --- the chart


def curve(block: Curve, key: str, tall: int = TALL) -> str:
    """Readings over calendar time. `key` begins the ids within the page, `tall` is the height in px of the drawing."""
    values = [value for _day, value in block.points]
    lines = [value for _kind, _label, value in block.levels]
    upwards = scale(min([*values, *lines]), max([*values, *lines]), ROWS)
    low, high = upwards.low, upwards.high
    first, last = block.points[0][0], block.points[-1][0]
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return _LEFT + (WIDE - _LEFT - _RIGHT) * (day - first).days / days

    def y(value: float) -> float:
        return tall - _BOTTOM - (tall - _BOTTOM - _TOP) * (value / 2 - low / 2) / (high / 2 - low / 2)

    right = WIDE - _RIGHT
    drawn = [
        f'<svg viewBox="0 0 {WIDE} {tall}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{xml(block.name)}</title>',
        f'<desc id="{key}-d">{xml(block.told)}</desc>',
    ]
    for tick, told in upwards.ticks:
        drawn.append(f'<path class="rule" d="M{_LEFT - 4} {y(tick):.1f}H{_LEFT}"/>')
        drawn.append(_text(_LEFT - 8, y(tick) + 4, told, "quiet", "end"))
    drawn.append(f'<path class="rule" d="M{_LEFT} {_TOP}V{tall - _BOTTOM}H{right}"/>')
    if block.unit:
        drawn.append(_text(4, 12, block.unit, "quiet"))
    for when, told in Days(first, first + timedelta(days), COLUMNS).ticks():
        drawn.append(f'<path class="rule" d="M{x(when):.1f} {tall - _BOTTOM}v4"/>')
        drawn.append(_text(x(when), tall - _BOTTOM + 18, told, "quiet", "middle"))
    for when, nth in block.starts:
        drawn.append(f'<path class="rule" d="M{x(when):.1f} {_TOP}V{tall - _BOTTOM}"/>')
        drawn.append(_text(x(when), _TOP - 6, nth, "head", "middle"))
    drawn += _levels(block, y, right)
    path = " ".join(f"{x(day):.1f},{y(value):.1f}" for day, value in block.points)
    drawn.append(f'<polyline class="line" points="{path}"/>')
    for place, (day, value) in enumerate(block.points):
        if len(block.points) <= MOST_DOTS:
            drawn.append(f'<circle class="point" cx="{x(day):.1f}" cy="{y(value):.1f}" r="3"/>')
            if place in block.flagged:
                drawn.append(f'<path class="point" d="M{x(day):.1f} {y(value) - 7:.1f}l6 7 -6 7 -6 -7z"/>')
    return "".join([*drawn, "</svg>"])


def _levels(block: Curve, y: Callable[[float], float], right: float) -> Iterator[str]:
    """The lines across with their words at the right, never on top of each other."""
    found = [(y(value), kind, f"{label} {number(value)}") for kind, label, value in block.levels]
    below = -math.inf
    for height, kind, told in sorted(found):
        yield f'<path class="{kind}" d="M{_LEFT} {height:.1f}H{right}"/>'
        below = max(height + 4, below + _LINE)
        yield _text(right + 6, below, told, "goal-text" if kind == "goal" else "")


def _short(day: date) -> str:
    return f"{day.day} {dates.month(day)}"


# --- the fishbone


def fish(block: Fish, key: str) -> str:
    """The problem is the head; bones lie above and below the spine, causes as lines of text along them.

    Many bones become several lengths, one below the other; what a bone has no room for is counted.
    """
    each = MOST_BONES if len(block.bones) <= MOST_BONES else MOST_BONES - 2
    lengths = [block.bones[at : at + each] for at in range(0, len(block.bones), each)]
    drawn: list[str] = []
    top = 0
    for at, bones in enumerate(lengths):
        head = block.problem if at == len(lengths) - 1 else ""
        lines, height = _length(bones, head, top)
        drawn += lines
        top += height
    begun = [
        f'<svg viewBox="0 0 {WIDE} {top}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{xml(block.problem)}</title>',
        f'<desc id="{key}-d">{xml(block.told)}</desc>',
    ]
    return "".join([*begun, *drawn, "</svg>"])


def _length(bones: Sequence[Bone], problem: str, top: int) -> tuple[list[str], int]:
    """A length of the spine with its bones, and the head where there is one: what is drawn, and how high it is."""
    slot = (WIDE - _HEAD - 20) / max((len(bones) + 1) // 2, 1)
    letters = max(int((slot - 34) / _LETTER), 8)
    laid = [(_short_of(bone, int(slot / _BOLD)), _twigs(twigs, letters)) for bone, twigs in bones]
    up = max((len(lines) for _bone, lines in laid[0::2]), default=0)
    down = max((len(lines) for _bone, lines in laid[1::2]), default=0)
    said = _lines(problem, int((_HEAD - 16) / _BOLD), 8)
    half = len(said) * _LINE // 2 + 12
    above = max(48 + up * _LINE, half)
    below = max(44 + down * _LINE if down else 30, half)
    spine = top + above
    drawn = [f'<path class="bone" d="M8 {spine}H{WIDE - _HEAD}"/>']
    for at, (bone, lines) in enumerate(laid):
        drawn += _bone(bone, lines, 14 + (at // 2) * slot, slot, spine, at % 2 == 0)
    if said:
        tall = len(said) * _LINE + 14
        edge = spine - tall / 2
        left, wide = WIDE - _HEAD, _HEAD - 4
        drawn.append(f'<rect class="box" x="{left}" y="{edge:.1f}" width="{wide}" height="{tall}" rx="6"/>')
        drawn += [_text(left + 8, edge + 19 + at * _LINE, line, "head") for at, line in enumerate(said)]
    return drawn, above + below


def _twigs(twigs: Sequence[tuple[str, str]], letters: int) -> list[str]:
    """The causes of a bone as lines, the first ones where there is no room for all, and how many more there are."""
    signs = {"root": "◆ ", "confirmed": "✓ "}
    told: list[str] = []
    for at, (text, mark) in enumerate(twigs):
        first, *rest = _lines(signs.get(mark, "– ") + text, letters, 3)
        lines = [first, *(f"\u2003{line}" for line in rest)]
        left = len(twigs) - at
        if len(told) + len(lines) > MOST_LINES - (left > 1):
            return [*told, _("+{n} till").format(n=left)]
        told += lines
    return told


def _lines(text: str, letters: int, most: int) -> list[str]:
    """A text on at most so many lines."""
    found = wrap(" ".join(text.split()), letters)
    return found if len(found) <= most else [*found[: most - 1], _short_of(found[most - 1] + "…", letters)]


def _short_of(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip("…") + "…"


def _bone(
    bone: str, lines: Sequence[str], left: float, slot: float, spine: float, above: bool
) -> Iterator[str]:
    """A bone slanting towards the head, its name at the far end and its causes to the left of it."""
    length = len(lines) * _LINE + 14
    end = spine - length if above else spine + length
    lean = min(26.0, slot / 6)
    foot = left + slot - 8
    yield f'<path class="bone" d="M{foot - lean:.1f} {end:.1f}L{foot:.1f} {spine}"/>'
    yield _text(foot - lean, end - 6 if above else end + 15, bone, "head", "end")
    for at, line in enumerate(lines):
        height = end + 13 + at * _LINE if above else spine + 17 + at * _LINE
        yield _text(left, height, line)


def _text(x: float, y: float, said: str, style: str = "", anchor: str = "") -> str:
    named = f' class="{style}"' if style else ""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}{placed}>{xml(said)}</text>'
