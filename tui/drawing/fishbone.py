"""A fishbone: the problem is the head, each heading a bone above or below the spine, each cause a twig on its bone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from rich.cells import cell_len

from tui.drawing import legend
from tui.drawing.canvas import Canvas, joined, plain
from tui.drawing.legend import Told
from tui.lines import Piece, Row, fit, wrap
from tui.text import _

NARROW = 70
"""Below so many cells a list is easier to read than a fish."""
MOST = 8
"""Lines of causes on a bone, if nothing else is said."""
SLOT = 24
"""The least cells for a bone with its twigs, before the fish is drawn in several lengths."""
LINES = 3
"""The most lines for one cause."""

ABOVE, BELOW = "╲", "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}"
"""What a bone above and one below the spine is made of."""

Mark: TypeAlias = Literal["", "confirmed", "dismissed", "root"]
Cursor: TypeAlias = tuple[int, int | None]
"""A bone and one of its causes, or None for the bone itself."""


class Twig(NamedTuple):
    """A cause. points: its votes together; here: it is pointed at (as a cursor does)."""

    text: str
    mark: Mark = ""
    points: int = 0
    here: bool = False


class Bone(NamedTuple):
    """A heading and its causes."""

    name: str
    causes: Sequence[Twig] = ()


SIGNS: dict[str, tuple[str, str, str]] = {
    "": ("", "text", "text"),
    "confirmed": ("✓", "good", "text"),
    "dismissed": ("×", "quiet", "quiet"),
    "root": ("◆", "accent", "strong"),
}
"""By mark: its sign, the sign's part and the words' part."""
_WEIGHT = {"root": 0, "confirmed": 1, "": 2, "dismissed": 3}


def importance(causes: Sequence[Twig]) -> list[int]:
    """The causes' places, the most important first: root causes, then votes, then what is confirmed.

    What was dismissed comes last. Those alike keep their order.
    """

    def weight(at: int) -> tuple[bool, bool, int, int, int]:
        one = causes[at]
        return one.mark == "dismissed", one.mark != "root", -one.points, _WEIGHT[one.mark], at

    return sorted(range(len(causes)), key=weight)


def draw(
    problem: str, bones: Sequence[Bone], width: int, cursor: Cursor | None = None, most: int = MOST
) -> list[Row]:
    """The fish in at most `width` cells, with its legend. `most` is how many lines of causes a bone has room for.

    A bone whose causes have no room shows the most important first and how many more there are; the one pointed at
    is always shown. Many bones in a narrow window become several lengths of one spine; below NARROW it is a list.
    """
    here = _pointed(bones, cursor)
    if width < NARROW:
        rows = _listed(problem, bones, width, here)
    else:
        rows = []
        lengths = _lengths(bones, width)
        first = 0
        for at, own in enumerate(lengths):
            if at:
                rows.append([])
            head = problem if at == len(lengths) - 1 else None
            rows += _Length(own, first, width, head, here, at > 0, max(most, 2)).rows()
            first += len(own)
    return [*rows, *_legend(bones, width)]


def _pointed(bones: Sequence[Bone], cursor: Cursor | None) -> Cursor | None:
    if cursor is not None:
        return cursor
    places = ((i, j) for i, bone in enumerate(bones) for j, twig in enumerate(bone.causes) if twig.here)
    return next(places, None)


def _head_width(width: int) -> int:
    """Cells of the head with its frame."""
    return min(max(width // 5, 18), 34)


def _lengths(bones: Sequence[Bone], width: int) -> list[Sequence[Bone]]:
    """The bones of each length of the spine, alike many pairs in each where it can be."""
    pairs = max((len(bones) + 1) // 2, 1)
    room = (width - _head_width(width) - MOST) // SLOT
    lengths = -(-pairs // max(room, 1))
    each = -(-pairs // lengths) * 2
    return [bones[i : i + each] for i in range(0, max(len(bones), 1), each)]


class _Length:
    """A length of the spine with its bones, and the head where it is the last one."""

    def __init__(
        self,
        bones: Sequence[Bone],
        first: int,
        width: int,
        head: str | None,
        here: Cursor | None,
        goes_on: bool,
        most: int,
    ) -> None:
        self.bones, self.first, self.here, self.goes_on = bones, first, here, goes_on
        self.head = None if head is None else _head_lines(head, _head_width(width) - 4)
        self.body = width - (_head_width(width) if head is not None else 3)
        self.columns = max((len(bones) + 1) // 2, 1)
        self.depth = most + 1
        for _again in range(2):
            # What the twigs need decides how far the bones slant, and that how wide the twigs may be.
            self.slot = (self.body - self.depth) // self.columns
            self.twigs = [
                _bone_lines(bone, self.slot - 4, most, self._cursor_on(i)) for i, bone in enumerate(bones)
            ]
            self.depth = max((len(lines) for lines in self.twigs), default=0) + 1
            self.depth = max(self.depth, 3)
        self.up = self._side(0)
        self.down = self._side(1)
        self.spine = self.up + 1
        height = self.spine + self.down + 2
        if self.head is not None:
            rest = len(self.head) + 2 - (len(self.head) + 2) // 2
            self.spine = max(self.spine, (len(self.head) + 2) // 2)
            height = self.spine + max(self.down + 2, rest)
        self.canvas = Canvas(width, height)
        self.named = [-1, -1]
        """Where the last name above the spine ends, and the last one below it."""

    def _side(self, side: int) -> int:
        """How many rows the bones of a side reach."""
        lines = [len(own) for i, own in enumerate(self.twigs) if i % 2 == side]
        return max(max(lines, default=0) + 1, 3)

    def _cursor_on(self, at: int) -> int | None:
        if self.here is None or self.here[0] != at + self.first:
            return None
        return -1 if self.here[1] is None else self.here[1]

    def base(self, column: int) -> int:
        """Where a column's bones meet the spine."""
        return self.depth + (column + 1) * self.slot - 1

    def rows(self) -> list[Row]:
        for i, bone in enumerate(self.bones):
            self._draw_bone(i, bone)
        self._draw_spine()
        rows = self.canvas.rows()
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def _draw_bone(self, at: int, bone: Bone) -> None:
        above = at % 2 == 0
        reach, sign = (self.up, ABOVE) if above else (self.down, BELOW)
        base = self.base(at // 2)
        for far in range(1, reach + 1):
            self.canvas.put(base - far, self._y(far, above), sign, "quiet")
        lines = self.twigs[at]
        for n, (pieces, pointed, is_first) in enumerate(lines):
            far = reach - n if above else reach - len(lines) + 1 + n
            self._draw_twig(pieces, pointed, is_first, base - far, self._y(far, above))
        pointed = self._cursor_on(at) == -1
        y = self._y(reach + 1, above)
        x, name = self._name_at(fit(plain(bone.name), self.slot - 3), base - reach - 1, y, at % 2)
        self.canvas.words(x, y, name, "flipped" if pointed else "heading")
        if pointed:
            self.canvas.put(x - 1, y, "▸", "accent")

    def _name_at(self, name: str, middle: int, y: int, side: int) -> tuple[int, str]:
        """Where a bone's name begins: over its end, but beside the head and the name before it."""
        end = self.body - 1 if self._is_beside_head(y) else self.canvas.width
        x = min(middle - cell_len(name) // 2, end - cell_len(name))
        x = max(x, 1, self.named[side] + 2)
        name = fit(name, end - x)
        self.named[side] = x + cell_len(name)
        return x, name

    def _is_beside_head(self, y: int) -> bool:
        if self.head is None:
            return False
        top = self.spine - (len(self.head) + 2) // 2
        return top <= y <= top + len(self.head) + 1

    def _y(self, far: int, above: bool) -> int:
        return self.spine - far if above else self.spine + far

    def _draw_twig(self, pieces: Sequence[Piece], pointed: bool, is_first: bool, bone: int, y: int) -> None:
        """A line of a cause from the left edge of its slot, the first one with its twig to the bone."""
        x = left = bone - self.slot + 2
        for text, part in pieces:
            self.canvas.words(x + len(text) - len(text.lstrip()), y, text, part)
            x += cell_len(text)
        if pointed and is_first:
            self.canvas.put(left - 1, y, "▸", "accent")
        if is_first:
            self.canvas.put(x + 1, y, "─" * (bone - x - 1), "rule")

    def _draw_spine(self) -> None:
        y, end = self.spine, self.body
        if self.goes_on:
            self.canvas.put(0, y, "┅┅", "accent")
        else:
            for far in (1, 2):
                self.canvas.put(2 - far, y - far, ABOVE, "accent")
                self.canvas.put(2 - far, y + far, BELOW, "accent")
        self.canvas.put(2, y, "━" * (end - 2), "accent")
        if self.head is None:
            self.canvas.put(end, y, "┅┅", "accent")
            return
        wide = self.canvas.width - end
        top = y - (len(self.head) + 2) // 2
        self.canvas.put(end, top, f"╭{'─' * (wide - 2)}╮", "accent")
        for n, line in enumerate(self.head, top + 1):
            self.canvas.put(end, n, "┥" if n == y else "│", "accent")
            self.canvas.words(end + 2, n, line, "strong")
            self.canvas.put(end + wide - 1, n, "│", "accent")
        self.canvas.put(end, top + len(self.head) + 1, f"╰{'─' * (wide - 2)}╯", "accent")


def _head_lines(problem: str, width: int) -> list[str]:
    return wrap(plain(problem) or _("Problemet"), width, 7)


_Line: TypeAlias = tuple[list[Piece], bool, bool]
"""A line of a cause: its pieces, whether it is pointed at, whether it is the cause's first."""


def _bone_lines(bone: Bone, width: int, most: int, pointed: int | None) -> list[_Line]:
    """The causes of a bone in at most `most` lines, each cause in as many as all can have alike."""
    every = list(range(len(bone.causes)))
    for share in range(LINES, 0, -1) if len(every) <= most else ():
        drawn = [_twig_lines(bone.causes[at], width, share, at == pointed) for at in every]
        if sum(map(len, drawn)) <= most:
            return [line for lines in drawn for line in lines]
    shown = importance(bone.causes)[: most - 1]
    if pointed is not None and pointed >= 0 and pointed not in shown:
        shown[-1] = pointed
    lines = [_twig_lines(bone.causes[at], width, 1, at == pointed)[0] for at in shown]
    more: Piece = (fit(_("+{n} till").format(n=len(every) - len(shown)), width), "quiet")
    return [*lines, ([more], False, True)]


def _twig_lines(twig: Twig, width: int, most: int, pointed: bool) -> list[_Line]:
    sign, sign_part, part = SIGNS[twig.mark]
    if pointed:
        part = "flipped"
    lead = f"{sign} " if sign else ""
    points = f" ({twig.points})" if twig.points else ""
    room = max(width - len(lead), 3)
    lines = _wrapped(plain(twig.text), room, most)
    if cell_len(lines[-1] + points) > room:
        lines = _wrapped(plain(twig.text), max(room - len(points), 3), most)
    found: list[_Line] = []
    for n, line in enumerate(lines):
        pieces: list[Piece] = [(lead if n == 0 else " " * len(lead), sign_part)] if lead else []
        pieces.append((line, part))
        if points and n == len(lines) - 1:
            pieces.append((points, "quiet"))
        found.append((pieces, pointed, n == 0))
    return found


def _wrapped(text: str, width: int, most: int) -> list[str]:
    return [fit(text, width)] if most == 1 else wrap(text, width, most)


def _listed(problem: str, bones: Sequence[Bone], width: int, here: Cursor | None) -> list[Row]:
    """The same as a list: everything is shown, whole."""
    rows: list[Row] = [[(line, "strong")] for line in wrap(plain(problem) or _("Problemet"), width)]
    for i, bone in enumerate(bones):
        last_bone = i == len(bones) - 1
        part = "flipped" if here == (i, None) else "heading"
        rows.append([("└─ " if last_bone else "├─ ", "quiet"), (fit(plain(bone.name), width - 3), part)])
        for j, twig in enumerate(bone.causes):
            pointed = here == (i, j)
            stem = ("   " if last_bone else "│  ") + ("└─" if j == len(bone.causes) - 1 else "├─")
            rest = ("   " if last_bone else "│  ") + ("  " if j == len(bone.causes) - 1 else "│ ")
            for pieces, _here, is_first in _twig_lines(twig, width - 6, 1000, pointed):
                edge: list[Piece] = [
                    (stem if is_first else rest, "quiet"),
                    ("▸" if pointed and is_first else " ", "accent"),
                ]
                rows.append(joined([*edge, *pieces]))
    return rows


def _legend(bones: Sequence[Bone], width: int) -> list[Row]:
    """What the signs mean that are there."""
    every = [twig for bone in bones for twig in bone.causes]
    if not every:
        return [[("", "text")], [(fit(_("Inga orsaker än."), width), "quiet")]]
    marks = {twig.mark for twig in every}
    told = [
        Told(f"{sign} {word}")
        for mark, sign, word in (
            ("root", "◆", _("rotorsak")),
            ("confirmed", "✓", _("bekräftad")),
            ("dismissed", "×", _("avfärdad")),
        )
        if mark in marks
    ]
    if any(twig.points for twig in every):
        told.append(Told(_("(5) poäng")))
    return [[("", "text")], *legend.rows(legend.packed(told, width))] if told else []
