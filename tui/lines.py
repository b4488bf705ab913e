"""Text for a terminal's cells: measured, cut and wrapped, in named parts that the theme gives a colour.

A piece is (text, part); a row is a list of pieces. Nothing here parses anything out of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

Piece: TypeAlias = tuple[str, str]
Row: TypeAlias = Sequence[Piece]

ELLIPSIS = "…"


def fit(text: str, width: int) -> str:
    """`text` in at most `width` cells, with an ellipsis where something was cut."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = set_cell_size(text, width - 1)
    while cell_len(kept) > width - 1:
        # Letters without a width of their own can lead the library's guess astray.
        kept = kept[:-1]
    return kept.rstrip().removesuffix(ELLIPSIS).rstrip() + ELLIPSIS


def fit_words(text: str, width: int) -> str:
    """The same, cut between two words where that leaves one."""
    cut = fit(text, width)
    kept = cut.removesuffix(ELLIPSIS)
    if cut == text or not text.startswith(kept) or text[len(kept)] == " " or " " not in kept:
        return cut
    return kept.rpartition(" ")[0].rstrip(" ,:·") + ELLIPSIS


def wrap(text: str, width: int, most: int | None = None, *, whole: bool = False) -> list[str]:
    """`text` broken at spaces into lines of at most `width` cells; a longer word is broken with a hyphen.

    With `most`, what does not fit in so many lines is cut with an ellipsis, between words where `whole`. At least
    one line.
    """
    lines: list[str] = []
    width = max(width, 3)  # a wide letter and a hyphen
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width:
                head = _first_part(word, width - 1)
                lines.append(head + "-")
                word = word[len(head) :]
            line = word
            if most is not None and len(lines) > most:
                break
        lines.append(line)
        if most is not None and len(lines) > most:
            break
    if most is not None and len(lines) > most:
        last = f"{lines[most - 1]} {lines[most]}"
        lines = [*lines[: most - 1], fit_words(last, width) if whole else fit(last, width)]
        if not lines[-1].endswith(ELLIPSIS):
            lines[-1] = fit(lines[-1] + " " + ELLIPSIS, width)
    return lines


def shared(texts: Sequence[Piece], width: int, room: int | None = None) -> tuple[list[Row], bool]:
    """Texts under one another in at most `room` rows, and whether anything was cut.

    Where they need more, the long ones give way alike and the short ones are whole.
    """
    whole = [wrap(text, width) for text, _ in texts]
    if room is None or sum(map(len, whole)) <= room:
        return [
            [(line, part)] for lines, (_, part) in zip(whole, texts, strict=True) for line in lines
        ], False
    share = max(
        (n for n in range(1, room + 1) if sum(min(len(lines), n) for lines in whole) <= room), default=1
    )
    rows: list[Row] = []
    for lines, (text, part) in zip(whole, texts, strict=True):
        rows += [[(line, part)] for line in (lines if len(lines) <= share else wrap(text, width, share))]
    return rows[:room], True


VOWELS = frozenset("aeiouyåäöé")


def _first_part(word: str, width: int) -> str:
    """The beginning of a word that is broken: where Swedish would, one consonant and a vowel begin the rest."""
    most = set_cell_size(word, width).rstrip()
    for at in range(len(most), max(len(most) // 2, 2), -1):
        rest = word[at : at + 2].lower()
        if len(rest) == 2 and rest[0].isalpha() and rest[0] not in VOWELS and rest[1] in VOWELS:
            return word[:at]
    return most


def row_width(row: Row) -> int:
    return sum(cell_len(text) for text, _ in row)


def cut(row: Row, width: int) -> list[Piece]:
    """A row in at most `width` cells."""
    left = width
    kept: list[Piece] = []
    for text, part in row:
        size = cell_len(text)
        if size > left:
            last = fit(text, left)
            if last.strip() != ELLIPSIS or not (kept and kept[-1][0].rstrip().endswith(ELLIPSIS)):
                kept.append((last, part))  # what was cut already says so
            break
        kept.append((text, part))
        left -= size
    return kept


def spread(left: Row, right: Row, width: int, part: str = "text") -> list[Piece]:
    """`left` and `right` at each end of `width` cells; the right end gives way last."""
    right = cut(right, width)
    room = width - row_width(right)
    start = cut(left, max(room - 1, 0)) if right else cut(left, width)
    gap = width - row_width(start) - row_width(right)
    return [*start, (" " * max(gap, 0), part), *right]


def side_by_side(left: Sequence[Row], right: Sequence[Row], at: int) -> list[Row]:
    """Two blocks of rows beside one another, the second beginning `at` cells from the left."""
    rows: list[Row] = []
    for a, b in zip_longest(left, right, fillvalue=()):
        kept = cut(a, at)
        rows.append([*kept, (" " * (at - row_width(kept)), "text"), *b] if b else kept)
    return rows
