"""`tavla draw` and `tavla cause bones`: a card's causes and measures as the pictures that a team has on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from board.errors import Problem
from board.method import causes, measures
from board.method.bones import bones as name_bone
from board.method.bones import bones_of
from board.method.parts import parts_of
from board.ports import Doc, Snapshot
from tui import method_words
from tui.cli import event_shapes
from tui.cli.call import Call, card_object, find_card, handles
from tui.cli.drawing import labelled
from tui.cli.output import columns_wide, put, put_json, say
from tui.cli.part_place import Place
from tui.cli.part_typed import assigned
from tui.lines import Row
from tui.text import _

FIELD_ROWS = 15


def draw(call: Call) -> int:
    """The picture that is named, or each that there is something to draw of."""
    session = call.session
    board = session.store().snapshot
    session.who()
    card = find_card(board, call.args.card)
    named = call.args.what
    drawn: dict[str, list[str]] = {}
    for name, picture in _PICTURES.items():
        if named in (None, name) and (rows := picture(board, card)):
            drawn[name] = ["".join(text for text, _part in row).rstrip() for row in rows]
    if call.json:
        put_json({"drawings": drawn})
        return 0
    if not drawn:
        say(_("Inget att rita än. Skriv först orsaker eller åtgärder."))
    for place, lines in enumerate(drawn.values()):
        if place:
            put("")
        for line in lines:
            put(line)
    return 0


def _said(doc: Doc) -> str:
    return " ".join(str(doc.get("text") or "").split())


def _problem(board: Snapshot, card: str) -> str:
    doc = board.get("cards", card) or {}
    return str(doc.get("problem") or doc.get("title") or "")


def _fishbone(board: Snapshot, card: str) -> Iterable[Row]:
    from tui.drawing.fishbone import Bone, Mark, Twig
    from tui.drawing.fishbone import draw as drawn

    found = parts_of(board, "cause", card)
    if not found:
        return []
    points = causes.points(board, card)

    def mark(doc: Doc) -> Mark:
        if doc.get("root"):
            return "root"
        status = doc.get("status")
        return "confirmed" if status == "confirmed" else "dismissed" if status == "dismissed" else ""

    drawn_on = causes.twigs(found)

    def twigs(key: str) -> list[Twig]:
        return [Twig(_said(found[id]), mark(found[id]), points.get(id, 0)) for id in drawn_on.get(key, ())]

    bones = [Bone(name or method_words.bone(key), twigs(key)) for key, name in _bones(board, card).items()]
    loose = twigs("")
    return drawn(
        _problem(board, card),
        [*bones, *([Bone(method_words.unplaced(), loose)] if loose else [])],
        columns_wide(),
    )


def _bones(board: Snapshot, card: str) -> dict[str, str]:
    return bones_of(board.get("cards", card) or {}, parts_of(board, "cause", card).values())


def _whys(board: Snapshot, card: str) -> Iterable[Row]:
    from tui.drawing.whys import Why
    from tui.drawing.whys import draw as drawn

    found = parts_of(board, "cause", card)
    tree = causes.tree(found)
    if not tree.below:
        return []
    made: dict[str, Why] = {}
    for id in reversed(list(tree.depth)):  # what answers a cause comes after it
        doc = found[id]
        below = tuple(made[one] for one in tree.below.get(id, ()))
        made[id] = Why(
            _said(doc), below, bool(doc.get("root")), str(doc["stopped"]) if doc.get("stopped") else None
        )
    return drawn([made[id] for id in tree.starts], columns_wide(), _problem(board, card))


def _votes(board: Snapshot, card: str) -> Iterable[Row]:
    from tui.drawing.pareto import draw as drawn

    points, found = causes.points(board, card), parts_of(board, "cause", card)
    if not any(points.values()):
        return []
    return drawn([(_said(found[id]), given) for id, given in points.items()], columns_wide())


def _field(board: Snapshot, card: str) -> Iterable[Row]:
    from tui.drawing.fourfield import Dot
    from tui.drawing.fourfield import draw as drawn

    docs = parts_of(board, "action", card)
    going = [placed.id for placed in measures.in_order(docs)]
    if not going:
        return []
    dots = [
        Dot(
            str(list(docs).index(id) + 1),
            _said(docs[id]),
            docs[id].get("effect"),
            docs[id].get("feasibility"),
        )
        for id in going
    ]
    return drawn(dots, columns_wide(), FIELD_ROWS)


_PICTURES: Mapping[str, Callable[[Snapshot, str], Iterable[Row]]] = {
    "fishbone": _fishbone,
    "whys": _whys,
    "votes": _votes,
    "field": _field,
}


def bones(place: Place) -> int:
    """`tavla cause bones`: what the fishbone's bones are called, after giving names; `KEY=` takes one off."""
    call, card = place.call, place.card or ""
    names = {}
    for word in call.args.bones:
        found = assigned(word)
        if found is None or found[1]:
            raise Problem("usage", message=_("”{given}” är inte BEN=NAMN").format(given=word[:40]))
        names[bone_key(place.board, card, found[0])] = found[2].strip() or None
    commits = [place.do(name_bone(card, key, name)) for key, name in names.items()]
    held = {key: name or method_words.bone(key) for key, name in _bones(place.board, card).items()}
    if call.json:
        happened = [event for one in commits for event in one.events]
        stamps = [stamp for one in commits for stamp in one.stamps]
        handle = handles(call)
        shown = {"card": card_object(call, card, handle), "bones": held}
        put_json({**shown, "events": event_shapes.events(happened, stamps, handle)})
        return 0
    for line in labelled(list(held.items())):
        put(line)
    return 0


def bone_key(board: Snapshot, card: str, given: str) -> str:
    """The key of a bone that is named by its key or by what it is called; a new bone's key is its name."""
    held = _bones(board, card)
    said = given.strip().lower()
    for key, name in held.items():
        if said in (key.lower(), (name or method_words.bone(key)).lower()):
            return key
    return given.strip()
