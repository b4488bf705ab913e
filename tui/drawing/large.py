"""Words in letters of blocks, to be read across a room: three rows high, or six where there is room."""

from __future__ import annotations

from collections.abc import Sequence

_GLYPHS = {
    "A": " # /# #/###/# #/# #", "B": "## /# #/## /# #/## ", "C": " ##/#  /#  /#  / ##", "D": "## /# #/# #/# #/## ",
    "E": "###/#  /## /#  /###", "F": "###/#  /## /#  /#  ", "G": " ###/#   /# ##/#  #/ ###", "H": "# #/# #/###/# #/# #",
    "I": "#/#/#/#/#", "J": "  #/  #/  #/# #/ # ", "K": "#  #/# # /##  /# # /#  #", "L": "#  /#  /#  /#  /###",
    "M": "#   #/## ##/# # #/#   #/#   #", "N": "#  #/## #/# ##/#  #/#  #", "O": " ## /#  #/#  #/#  #/ ## ",
    "P": "## /# #/## /#  /#  ", "Q": " ## /#  #/#  #/# # / # #", "R": "## /# #/## /# #/# #", "S": " ##/#  / # /  #/## ",
    "T": "###/ # / # / # / # ", "U": "#  #/#  #/#  #/#  #/ ## ", "V": "# #/# #/# #/# #/ # ",
    "W": "#   #/#   #/# # #/## ##/#   #", "X": "# #/# #/ # /# #/# #", "Y": "# #/# #/ # / # / # ",
    "Z": "###/  #/ # /#  /###",
    "0": " # /# #/# #/# #/ # ", "1": " # /## / # / # /###", "2": "## /  #/ # /#  /###", "3": "## /  #/ # /  #/## ",
    "4": "# #/# #/###/  #/  #", "5": "###/#  /## /  #/## ", "6": " ##/#  /###/# #/###", "7": "###/  #/ # / # / # ",
    "8": "###/# #/###/# #/###", "9": "###/# #/###/  #/## ", "+": "   / # /###/ # /   ", "-": "   /   /###/   /   ",
    " ": "  /  /  /  /  ",
}  # fmt: skip
_OVER = {"Å": ("A", " # "), "Ä": ("A", "# #"), "Ö": ("O", "#  #")}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
LOW, TALL = 3, 6


def large(text: str, width: int, tall: bool = True) -> Sequence[str]:
    """The text in rows of at most `width` cells: TALL of them where `tall` and there is room, else LOW; none where it
    does not fit or has a letter that is not drawn."""
    dots = _dots(text.upper())
    if not dots:
        return ()
    if tall and len(dots[0]) * 2 <= width:
        return ["".join("██" if dot else "  " for dot in row) for row in dots]
    if len(dots[0]) <= width:
        return [
            "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
            for upper, lower in zip(dots[::2], dots[1::2], strict=True)
        ]
    return ()


def _dots(text: str) -> list[list[bool]]:
    """Six rows of dots, the first for what stands over a letter."""
    rows: list[list[bool]] = [[] for _row in range(TALL)]
    for letter in text:
        base, over = _OVER.get(letter, (letter, ""))
        if base not in _GLYPHS:
            return []
        drawn = _GLYPHS[base].split("/")
        for row, dots in zip(rows, (over.ljust(len(drawn[0])), *drawn), strict=True):
            row += [*([False] if row else []), *(dot == "#" for dot in dots)]
    return rows if rows[0] else []
