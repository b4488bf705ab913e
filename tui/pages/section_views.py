"""The views of a section, and what is drawn over its rows: the fishbone, the four fields, the chart.

A view says which parts its rows are. What follows from the parts is board.method's; here is only how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from board.method import acts, causes
from board.method.kinds import KINDS, Kind, kinds_in
from board.method.parts import parts_of
from board.ports import Doc
from tui import method_words as words
from tui.lines import Row
from tui.pages.section_rows import Around
from tui.text import N_, language

if TYPE_CHECKING:
    from tui.drawing.fishbone import Bone, Mark
    from tui.drawing.fourfield import Dot
    from tui.drawing.whys import Why

VIEWS: Mapping[str, Mapping[str, str]] = {
    "causes": {
        "bones": N_("Fiskben"),
        "whys": N_("5 varför"),
        "steps": N_("Arbetets steg"),
        "points": N_("Rösta"),
    },
    "measures": {
        "list": N_("Åtgärder"),
        "field": N_("Fyrfält"),
        "todo": N_("Att göra"),
        "risk": N_("Risker"),
    },
    "result": {"chart": N_("Diagram"), "readings": N_("Mätvärden"), "verdict": N_("Omdöme")},
}
"""The views of a section, first the one that it opens with. Other sections have one."""
KINDS_OF_VIEW: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("causes", "bones"): ("cause",),
    ("causes", "whys"): ("cause",),
    ("causes", "steps"): ("step",),
    ("causes", "points"): ("cause",),
    ("measures", "list"): ("action",),
    ("measures", "field"): ("action",),
    ("measures", "todo"): ("activity",),
    ("measures", "risk"): ("risk",),
    ("result", "chart"): (),
    ("result", "readings"): ("reading",),
    ("result", "verdict"): (),
}
VIEW_OF_FIELDS: Mapping[str, str] = {"measures": "list", "result": "verdict"}
"""Which view of a section has the card's own fields."""
FOLLOWS_CURSOR = frozenset({("causes", "bones"), ("measures", "field"), ("measures", "risk")})
"""Views whose drawing points at the part under the cursor."""
ROWS_LEFT = 5
"""Rows of the page that are kept for the parts under a drawing that stays in sight."""
FIELD_LEAST, FIELD_MOST = 11, 21
BONE_LEAST, BONE_MOST = 2, 8
NARROW = 70
"""Below so many cells the fishbone would be the list that the rows are already."""


def first_view(section: str) -> str:
    return next(iter(VIEWS.get(section, {"": ""})))


def kinds_of(section: str, view: str) -> tuple[Kind, ...]:
    """The kinds of part that a view has rows of."""
    named = KINDS_OF_VIEW.get((section, view))
    return kinds_in(section) if named is None else tuple(KINDS[name] for name in named)


def draw(
    around: Around, section: str, view: str, card: str, doc: Doc, here: str | None, height: int
) -> list[Row]:
    """The drawing of a view in about `height` rows where it can give way; `here` is the part under the cursor."""
    if (section, view) == ("causes", "bones"):
        return _fishbone(around, card, doc, here, height)
    if (section, view) == ("measures", "field"):
        from tui.drawing import fourfield

        found = placed(around, card)
        cursor = list(found).index(here) if here in found else None
        return list(fourfield.field(list(found.values()), around.width, field_height(height), cursor))
    if (section, view) == ("measures", "risk"):
        return _matrix(around, here)
    if (section, view) == ("result", "verdict"):
        from tui.pages.section_chart import verdict

        return verdict(around, card, doc)
    return []


def _matrix(around: Around, here: str | None) -> list[Row]:
    """The risk under the cursor as it is judged now, after the measure where somebody has done so."""
    from board.risk import latest
    from tui import risk_words
    from tui.drawing import risk

    doc = around.board.get("risks", here or "") or {}
    axes = risk_words.axes(around.board)
    return risk.draw(axes, around.width, latest(doc, "reporter"), latest(doc, "manager"))


def text_of(doc: Doc) -> str:
    return " ".join(str(doc.get("text") or "").split())


def _mark_of(cause: Doc) -> Mark:
    if cause.get("root"):
        return "root"
    marks: Mapping[object, Mark] = {"confirmed": "confirmed", "dismissed": "dismissed"}
    return marks.get(cause.get("status"), "")


# --- causes


POINTED = 24
"""Causes up to which the fish itself shows where the cursor is; a larger one would be laid out anew at every step."""


@lru_cache(maxsize=8)
def _fish(
    problem: str,
    bones: tuple[Bone, ...],
    width: int,
    cursor: tuple[int, int] | None,
    most: int,
    _language: str,
) -> tuple[Row, ...]:
    from tui.drawing import fishbone

    return tuple(fishbone.draw(problem, bones, width, cursor, most))


def _fishbone(around: Around, card: str, doc: Doc, here: str | None, height: int) -> list[Row]:
    from tui.drawing import fishbone

    if around.width < NARROW:
        return []
    found = parts_of(around.board, "cause", card)
    here = here if len(found) <= POINTED else None
    points = causes.points(around.board, card)
    drawn = causes.twigs(found, here)
    bones: list[fishbone.Bone] = []
    cursor = None
    for key, name in bones_of(doc, found).items():
        if not key:
            continue  # they stand in the rows; a bone for them would break the fish in two
        own = {id: found[id] for id in drawn.get(key, ())}
        if here in own:
            cursor = len(bones), list(own).index(here)
        twigs = tuple(
            fishbone.Twig(text_of(cause), _mark_of(cause), points.get(id, 0)) for id, cause in own.items()
        )
        bones.append(fishbone.Bone(name, twigs))
    most = min(max((height - 5) // 2 - 1, BONE_LEAST), BONE_MOST)
    problem = str(doc.get("problem") or doc.get("title") or "")
    return list(_fish(problem, tuple(bones), around.width, cursor, most, language()))


def bones_of(doc: Doc, found: Mapping[str, Doc]) -> dict[str, str]:
    """The bones by key with what they are called; the key "" is for causes that nobody has placed."""
    named = {key: name or words.bone(key) for key, name in acts.bones_of(doc, found.values()).items()}
    return {**named, "": words.unplaced()}


def whys(found: Mapping[str, Doc]) -> tuple[list[str], list[Why]]:
    """The causes as answers under answers, and their ids in the order that the answers are drawn in."""
    from tui.drawing.whys import Why

    tree = causes.tree(found)
    made: dict[str, Why] = {}
    for id in reversed(list(tree.depth)):  # what answers a cause comes after it
        cause = found[id]
        stopped = str(cause["stopped"]) if cause.get("stopped") else None
        below = tuple(made[one] for one in tree.below.get(id, ()))
        made[id] = Why(text_of(cause), below, bool(cause.get("root")), stopped)
    return list(tree.depth), [made[id] for id in tree.starts]


# --- measures


def letters(count: int) -> list[str]:
    """A, B … Z, then numbers: what a measure is called in the four fields."""
    return [chr(65 + n) if n < 26 else str(n + 1) for n in range(count)]


def placed(around: Around, card: str) -> dict[str, Dot]:
    """The measures that are not set aside, by id, with the letter and the place of each in the four fields."""
    from tui.drawing.fourfield import Dot

    going = {
        id: doc for id, doc in parts_of(around.board, "action", card).items() if doc.get("status") != "parked"
    }
    return {
        id: Dot(letter, text_of(doc), doc.get("effect"), doc.get("feasibility"))
        for letter, (id, doc) in zip(letters(len(going)), going.items(), strict=True)
    }


def field_height(height: int) -> int:
    return min(max(height, FIELD_LEAST), FIELD_MOST)


def hit(
    dots: Sequence[Dot], drawn: Row, x: int, y: int, width: int, height: int
) -> tuple[int | None, tuple[int, int] | None]:
    """What a click on a row of the four fields meets: (the measure's place in the list, (effect, feasibility))."""
    from tui.drawing.fourfield import place_at

    place = place_at(x, y, width, field_height(height))
    text = "".join(text for text, _part in drawn)
    if place is None or not 0 <= x < len(text) or not text[x].isalnum():
        return None, place
    start, end = x, x
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    found = (at for at, dot in enumerate(dots) if dot.letter == text[start:end])
    return next(found, None), place
