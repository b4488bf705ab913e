"""Fyrfältet: measures placed by expected effect (upwards) and how easy they are to carry out (to the right)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.drawing.canvas import Canvas, plain
from tui.lines import Piece, Row, cut, fit, wrap
from tui.text import _

STEPS = 4
"""Steps along each side: 1 and 2 are low, 3 and 4 high."""
BESIDE = 110
"""From so many cells the list stands beside the field."""
LEAST = 11
"""The least rows of the field."""
SIDE = 8
"""Cells left of the field, for what its height means."""


class Dot(NamedTuple):
    """A measure with the letter it is placed by. effect, feasibility: 1 to 4, or None while it is not placed."""

    letter: str
    text: str
    effect: int | None = None
    feasibility: int | None = None


def is_high(step: int) -> bool:
    """Whether a step lies in the high half."""
    return step > STEPS // 2


def draw(items: Sequence[Dot], width: int, height: int, cursor: int | None = None) -> list[Row]:
    """The field in `height` rows (at least LEAST) with the list of measures under it, or beside it where there is room.

    `cursor` is a place among the items. Every item is in the list; those not placed stand last there.
    """
    beside = width >= BESIDE
    wide = width * 3 // 5 if beside else width
    drawn = field(items, wide, height, cursor)
    listed = _list(items, width - wide - 3 if beside else width, cursor)
    if not beside:
        return [*drawn, [], *listed]
    rows: list[Row] = []
    for y in range(max(len(drawn), len(listed))):
        left = list(drawn[y]) if y < len(drawn) else []
        if y < len(listed) and listed[y]:
            gap = wide + 3 - sum(cell_len(text) for text, _part in left)
            left += [(" " * gap, "text"), *listed[y]]
        rows.append(left)
    return rows


def field(items: Sequence[Dot], width: int, height: int, cursor: int | None = None) -> list[Row]:
    """The field alone, in `height` rows (at least LEAST)."""
    return _field(items, width, max(height, LEAST), cursor)


def place_at(x: int, y: int, width: int, height: int) -> tuple[int, int] | None:
    """(effect, feasibility), 1 to 4 each, of a cell of `field`; None beside it."""
    height = max(height, LEAST)
    bottom, wide = height - 2, width - SIDE - 1
    middle_x, middle_y = SIDE + 1 + wide // 2, bottom // 2
    if not (SIDE < x < width and 0 <= y < bottom) or x == middle_x or y == middle_y:
        return None
    easy, high = x > middle_x, y < middle_y
    half = _span(STEPS if easy else STEPS // 2, SIDE + 1, middle_x, width)[0]
    y0, y1 = (1, middle_y - 1) if high else (middle_y + 2, bottom - 1)
    lower = y >= (y0 + y1 + 1) // 2
    return (4 if high else 2) - lower, (3 if easy else 1) + (x >= half)


def _field(items: Sequence[Dot], width: int, height: int, cursor: int | None) -> list[Row]:
    canvas = Canvas(width, height)
    left, bottom = SIDE, height - 2
    wide = width - SIDE - 1
    middle_x, middle_y = left + 1 + wide // 2, bottom // 2
    for y in range(bottom):
        canvas.put(left, y, "│", "rule")
        canvas.put(middle_x, y, "┼" if y == middle_y else "│", "rule")
    canvas.put(left + 1, middle_y, "─" * (middle_x - left - 1), "rule")
    canvas.put(middle_x + 1, middle_y, "─" * (width - middle_x - 1), "rule")
    canvas.put(left, bottom, "└" + "─" * wide, "rule")
    for y, words in ((0, _("hög")), (1, _("effekt")), (bottom - 2, _("låg")), (bottom - 1, _("effekt"))):
        text = fit(words, SIDE - 1)
        canvas.words(SIDE - 1 - cell_len(text), y, text, "quiet")
    for feasible, words in ((False, _("svår att genomföra")), (True, _("lätt att genomföra"))):
        x, room = (middle_x + 1, width - middle_x - 1) if feasible else (left + 1, middle_x - left - 1)
        text = fit(words, room)
        canvas.words(x + (room - cell_len(text)) // 2, bottom + 1, text, "quiet")
    for (effect, feasible), words in _names().items():
        x, room = (middle_x + 2, width - middle_x - 3) if feasible else (left + 2, middle_x - left - 3)
        text = fit(words, room)
        first = feasible and effect
        canvas.words(x, 0 if effect else middle_y + 1, text, "heading" if first else "quiet")
    _place(canvas, items, (left + 1, middle_x, width), (0, middle_y, bottom), cursor)
    return canvas.rows()


def _names() -> dict[tuple[bool, bool], str]:
    """What each field says, by (high effect, easy)."""
    return {
        (True, True): _("börja här"),
        (True, False): _("ger mycket, kräver mer"),
        (False, True): _("lätt, men ger lite"),
        (False, False): _("låt vänta"),
    }


def _place(
    canvas: Canvas,
    items: Sequence[Dot],
    across: tuple[int, int, int],
    down: tuple[int, int, int],
    cursor: int | None,
) -> None:
    """Each measure's letter in the cell of its steps, those of one cell side by side."""
    cells: dict[tuple[int, int], list[int]] = {}
    for at, item in enumerate(items):
        if item.effect is not None and item.feasibility is not None:
            place = _step(item.effect), _step(item.feasibility)
            cells.setdefault(place, []).append(at)
    for (effect, feasibility), members in cells.items():
        x0, x1 = _span(feasibility, across[0], across[1], across[2])
        y1, y0 = down[2] - 1, down[0] + 1
        if is_high(effect):
            y1 = down[1] - 1
        else:
            y0 = down[1] + 2
        half = (y0 + y1 + 1) // 2
        y0, y1 = (y0, half - 1) if effect % 2 == 0 else (half, y1)
        _fill(canvas, items, members, (x0, x1), (y0, max(y0, y1)), cursor)


def _step(value: int) -> int:
    return min(max(value, 1), STEPS)


def _span(step: int, left: int, middle: int, right: int) -> tuple[int, int]:
    """The first cell of a step's quarter and the one after its last."""
    start, end = (middle + 2, right) if is_high(step) else (left + 1, middle)
    half = (start + end) // 2
    return (half, end) if step % 2 == 0 else (start, half)


def _fill(
    canvas: Canvas,
    items: Sequence[Dot],
    members: list[int],
    across: tuple[int, int],
    down: tuple[int, int],
    cursor: int | None,
) -> None:
    """Letters side by side, from the first line; the pointed at first, and how many there was no room for."""
    ordered = sorted(members, key=lambda at: at != cursor)
    x, y = across[0], down[0]
    for n, at in enumerate(ordered):
        letter = _letter(items[at])
        rest = len(ordered) - n
        more = f"+{rest}"
        size = cell_len(letter) + 2
        room = across[1] - x - (len(more) + 1 if y == down[1] and rest > 1 else 0)
        if size > room and y < down[1]:
            x, y = across[0], y + 1
            room = across[1] - x - (len(more) + 1 if y == down[1] and rest > 1 else 0)
        if size > room and n:
            canvas.words(x, y, more, "quiet")
            return
        if at == cursor:
            canvas.put(x, y, "▸", "accent")
        canvas.words(x + 1, y, letter, "flipped" if at == cursor else "strong")
        x += size


def _letter(item: Dot) -> str:
    return fit(plain(item.letter), 3) or "?"


def priority(items: Sequence[Dot]) -> list[int]:
    """The items' places in the order of the list: high effect and easy first, those not placed last."""

    def weight(at: int) -> tuple[bool, bool, bool, int, int]:
        one = items[at]
        if one.effect is None or one.feasibility is None:
            return True, False, False, 0, at
        both = is_high(one.effect) and is_high(one.feasibility)
        return False, not both, not is_high(one.effect), -(one.effect + one.feasibility), at

    return sorted(range(len(items)), key=weight)


def place_in_words(item: Dot) -> str:
    """ "hög förväntad effekt, lätt att genomföra", or that it is not placed yet."""
    if item.effect is None or item.feasibility is None:
        return _("inte placerad än")
    effect = _("hög förväntad effekt") if is_high(item.effect) else _("låg förväntad effekt")
    easy = _("lätt att genomföra") if is_high(item.feasibility) else _("svår att genomföra")
    return f"{effect}, {easy}"


def _list(items: Sequence[Dot], width: int, cursor: int | None) -> list[Row]:
    """Every measure by its letter, under the words for where it stands."""
    if not items:
        return [[(fit(_("Inga åtgärder än."), width), "quiet")]]
    rows: list[Row] = []
    told = ""
    letters = max(cell_len(_letter(item)) for item in items)
    for at in priority(items):
        item = items[at]
        where = place_in_words(item)
        if where != told:
            if rows:
                rows.append([])
            rows += [[(line, "quiet")] for line in wrap(where[:1].upper() + where[1:], width)]
            told = where
        letter = _letter(item)
        lead: list[Piece] = [
            ("▸" if at == cursor else " ", "accent"),
            (letter, "key"),
            (" " * (letters - cell_len(letter) + 1), "text"),
        ]
        room = max(width - letters - 2, 3)
        for n, line in enumerate(wrap(plain(item.text), room, 2)):
            first = lead if n == 0 else [(" " * (letters + 2), "text")]
            rows.append(cut([*first, (line, "flipped" if at == cursor else "text")], width))
    return rows
