"""What stands over the rows of a section: the fishbone, the whys, the points, the four fields.

Each view is a drawing of the card's parts and says which parts its rows are, in which order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from board.method import acts
from board.method.parts import parts_of
from board.ports import Doc
from tui import method_words as words
from tui.lines import Row
from tui.pages.section_rows import Around
from tui.text import N_

if TYPE_CHECKING:
    from tui.drawing.whys import Why

VIEWS: Mapping[str, Mapping[str, str]] = {
    "causes": {
        "bones": N_("Fiskben"),
        "whys": N_("5 varför"),
        "steps": N_("Arbetets steg"),
        "points": N_("Rösta"),
    },
    "measures": {"list": N_("Åtgärder"), "field": N_("Fyrfält"), "todo": N_("Att göra")},
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
    ("result", "chart"): (),
    ("result", "readings"): ("reading",),
    ("result", "verdict"): (),
}
HEIGHT = 15


def draw(
    around: Around, section: str, view: str, card: str, doc: Doc, here: str | None, height: int
) -> list[Row]:
    """The drawing of a view; `here` is the part under the cursor."""
    if section == "causes":
        return _causes(around, view, card, doc, here)
    if (section, view) == ("measures", "field"):
        return _fourfield(around, card, here)
    if section == "result":
        from tui.pages.section_chart import chart, verdict

        return (
            chart(around, card, height)
            if view == "chart"
            else verdict(around, card, doc)
            if view == "verdict"
            else []
        )
    return []


def _causes(around: Around, view: str, card: str, doc: Doc, here: str | None) -> list[Row]:
    causes = parts_of(around.board, "cause", card)
    if view == "bones":
        return _fishbone(around, card, doc, causes, here)
    if view == "whys":
        from tui.drawing import whys

        return list(
            whys.draw(chains(causes, here), around.width, str(doc.get("problem") or doc.get("title")))
        )
    if view == "points":
        from tui.drawing import pareto

        points = points_of(around, card)
        listed = [(_text(cause), points.get(id, 0)) for id, cause in causes.items()]
        return list(pareto.draw(listed, around.width)) if listed else []
    return []


def _text(doc: Doc) -> str:
    return " ".join(str(doc.get("text") or "").split())


def points_of(around: Around, card: str) -> dict[str, int]:
    """The team's points to each cause."""
    most: dict[tuple[str, str], int] = {}
    for doc in around.board.table("votes").values():
        if doc.get("card") == card:
            key = str(doc.get("by")), str(doc.get("cause"))
            most[key] = max(most.get(key, 0), int(doc.get("points") or 0))
    points: dict[str, int] = {}
    for (_by, cause), given in most.items():
        points[cause] = points.get(cause, 0) + given
    return points


def mark_of(cause: Doc) -> str:
    status = str(cause.get("status") or "")
    return "root" if cause.get("root") else status if status in ("confirmed", "dismissed") else ""


def _fishbone(around: Around, card: str, doc: Doc, causes: Mapping[str, Doc], here: str | None) -> list[Row]:
    from tui.drawing import fishbone

    points = points_of(around, card)
    bones = []
    for key, name in bones_of(doc, causes).items():
        twigs = [
            fishbone.Twig(_text(cause), mark_of(cause), points.get(id, 0), id == here)  # type: ignore[arg-type]  # one of Mark's
            for id, cause in causes.items()
            if (cause.get("bone") or "") == key
        ]
        if key or twigs:
            bones.append(fishbone.Bone(name, twigs))
    return list(fishbone.draw(str(doc.get("problem") or doc.get("title") or ""), bones, around.width))


def bones_of(doc: Doc, causes: Mapping[str, Doc]) -> dict[str, str]:
    """The bones by key with what they are called; the key "" is for causes that nobody has placed."""
    named = {key: name or words.bone(key) for key, name in acts.bones_of(doc, causes.values()).items()}
    return {**named, "": words.unplaced()}


def chains(causes: Mapping[str, Doc], here: str | None) -> list[Why]:
    """The causes as answers under answers; a loop that two people made at once is cut where it closes."""
    from tui.drawing.whys import Why

    under: dict[str, list[str]] = {}
    for id, cause in causes.items():
        parent = str(cause.get("parent") or "")
        under.setdefault(parent if parent in causes else "", []).append(id)
    seen: set[str] = set()

    def tree(id: str) -> Why:
        seen.add(id)
        cause = causes[id]
        stopped = str(cause["stopped"]) if cause.get("stopped") else None
        below = tuple(tree(one) for one in under.get(id, ()) if one not in seen)
        return Why(_text(cause), below, bool(cause.get("root")), stopped, id == here)

    found = [tree(id) for id in under.get("", ())]
    found += [tree(id) for id in causes if id not in seen]
    return found


def in_order_of_whys(causes: Mapping[str, Doc]) -> list[tuple[str, int]]:
    """(id, depth) of the causes, each followed by the answers to its why."""
    under: dict[str, list[str]] = {}
    for id, cause in causes.items():
        parent = str(cause.get("parent") or "")
        under.setdefault(parent if parent in causes and parent != id else "", []).append(id)
    found: dict[str, int] = {}
    stack = [(id, 0) for id in reversed(under.get("", []))]
    while stack or len(found) < len(causes):
        if not stack:
            stack.append((next(id for id in causes if id not in found), 0))
        id, depth = stack.pop()
        if id not in found:
            found[id] = depth
            stack += [(one, depth + 1) for one in reversed(under.get(id, []))]
    return list(found.items())


def letters(count: int) -> list[str]:
    """A, B … Z, then numbers: what a measure is called in the four fields."""
    return [chr(65 + n) if n < 26 else str(n + 1) for n in range(count)]


def _fourfield(around: Around, card: str, here: str | None) -> list[Row]:
    from tui.drawing import fourfield

    actions = parts_of(around.board, "action", card)
    dots = [
        fourfield.Dot(letter, _text(doc), doc.get("effect"), doc.get("feasibility"))
        for letter, doc in zip(letters(len(actions)), actions.values(), strict=True)
    ]
    cursor = list(actions).index(here) if here in actions else None
    return list(fourfield.draw(dots, around.width, HEIGHT, cursor))
