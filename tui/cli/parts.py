"""`tavla cause`, `tavla reading`, `tavla lift` …: one family of commands for all kinds of part, from one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from board.codes import ROLES
from board.errors import Problem
from board.ids import find
from board.method import acts
from board.method.kinds import KINDS
from board.method.parts import ids_of
from tui import method_words
from tui.cli import part_shapes, part_text, part_typed
from tui.cli.call import Call, find_card, handles, known_code
from tui.cli.output import put, put_json, say, tell
from tui.cli.part_place import UNIT_ITSELF, Place, answered, of_card, put_parts
from tui.text import _


def part(call: Call) -> int:
    """Do what the word after the kind says; without one, list."""
    args, session = call.args, call.session
    session.who()
    kind = KINDS[args.kind]
    place = Place(call, kind, None)
    board = place.board  # where none can be chosen that is told before anything else
    given = getattr(args, "card", None)
    if given:
        place = place._replace(card="" if kind.loose and given == UNIT_ITSELF else find_card(board, given))
    act: Callable[[Place], int] = _ACTS[args.action or "list"]
    return act(place)


def _list(place: Place) -> int:
    found = on_board(place)
    if place.card is not None:
        found = part_text.in_order(place.kind, place.home, list(place.docs))
    if place.call.json:
        handle = handles(place.call)
        put_json({"parts": part_shapes.parts(place.kind, place.home, found, handle)})
        return 0
    if not found:
        say(_("Inget här än."))
    if place.kind.name == "lift" and not place.card:
        from tui.cli import lift_text

        lines = lift_text.lines(place.call)
    elif place.kind.name in ("challenge", "throw"):
        from tui.cli import above_text

        told = {"challenge": above_text.challenges, "throw": above_text.throws}
        lines = told[place.kind.name](place.call)
    else:
        lines = part_text.listed(place.call, place.kind, place.home, place.board, found, place.card)
    for line in lines if found else ():
        put(line)
    return 0


def on_board(place: Place) -> list[str]:
    """Every part of a kind that concerns the board: what the unit has without a card, its cards' parts by card, and
    what is lifted to it or to a role that the one who acts holds; of what the workspace shares, all."""
    kind = place.kind
    if kind.home == "board":
        return list(place.docs)
    if kind.home == "org" and kind.name != "lift":  # the workspace's, whichever board one stands at
        return sorted(place.home.table(kind.table), key=lambda id: (len(id), id))
    if kind.home == "org":
        from board.method.lifts import sent_by, sent_to

        session = place.call.session
        board = session.store().board
        me, today = session.who(), session.clock().date()
        concerned = {one.id for one in (*sent_by(place.home, board), *sent_to(place.home, board, me, today))}
        return sorted(concerned, key=lambda id: (len(id), id))
    from tui.cli.listing import in_order

    cards = [card for card, _doc in in_order(list(place.board.table("cards").items()))]
    return [
        id
        for card in ([""] if kind.loose else []) + cards
        for id in part_text.in_order(kind, place.home, ids_of(place.home, kind.name, card))
    ]


def _add(place: Place) -> int:
    call, kind = place.call, place.kind
    typed = part_typed.text_and_fields(call, kind, call.args.words)
    fields = typed.fields
    for name, elements in typed.add.items():
        fields[name] = [*fields.get(name, []), *elements]
    if kind.name == "reading":
        from tui.cli.measuring import add_reading

        return add_reading(place, fields)
    heard = _day_in(place, fields)
    # A throw goes back to the board that it came from.
    here = call.session.store() if kind.name in ("lift", "throw") else place.here
    board = here.board if here is not None else ""
    command = acts.add_many(kind.name, place.card or None, (_received(place, fields),), board=board)
    code = answered(place, place.do(command), None)
    if heard and not call.json:
        n = len(place.docs)
        tell(
            _("Dagen är ur det du skrev. Ändra den: {command}").format(command=f"tavla event set {n} on=DAG")
        )
    return code


def _day_in(place: Place, fields: dict[str, Any]) -> bool:
    """Let an event have the day that its line says, where no other is given; whether it says one."""
    if place.kind.name != "event" or "on" in fields:
        return False
    from board.when_past import day_said

    found = day_said(str(fields.get("text") or ""), place.call.session.clock().date())
    if found is not None:
        fields["on"] = found
    return found is not None


def _received(place: Place, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with what people call by a name as it is stored: a lift's receiver, a bone of the fishbone."""
    from difflib import get_close_matches

    if fields.get("bone"):
        from tui.cli.picturing import bone_key

        fields["bone"] = bone_key(place.board, place.card or "", str(fields["bone"]))
    if fields.get("to_board"):
        fields["to_board"] = board_named(place.call, str(fields["to_board"]))
    if fields.get("to_role"):
        role, at, area = str(fields["to_role"]).partition("@")
        try:
            role = known_code("role", role, ROLES)
        except Problem:
            if at or get_close_matches(role.lower(), ROLES, n=1, cutoff=0.75):
                raise
            role = " ".join(role.split())  # somebody outside the workspace, by name
        fields["to_role"] = role + at + area.strip()
    return fields


def board_named(call: Call, given: str) -> str:
    """The id of the board that receives a lift.

    Raises:
        Problem: `unknown` with near ids.
    """
    known = call.session.board_ids()
    if given in known:
        return given
    from board.context import near
    from board.ids import slug

    wanted = slug(given)
    if wanted in known:
        return wanted
    raise Problem("unknown", near(wanted, known) or tuple(known[:5]), what="board", given=given[:40])


def _set(place: Place) -> int:
    call, kind = place.call, place.kind
    typed = part_typed.read(call, kind, call.args.fields)
    id = acts.find_part(call.args.part, place.docs, kind.name)
    command = acts.change(
        kind.name,
        id,
        _received(place, typed.fields),
        add=typed.add,
        remove=typed.remove,
        why=call.args.reason,
    )
    return answered(place, place.do(command), id)


def _remove(place: Place) -> int:
    kind, docs = place.kind, place.docs
    id = acts.find_part(place.call.args.part, docs, kind.name)
    n = list(docs).index(id) + 1
    commit = place.do(acts.remove(kind.name, id))
    if place.call.json:
        return put_parts(place, commit, [])
    told = _("Borttaget: {what} {n}{of} (tavla undo tar tillbaka det)")
    tell(told.format(what=method_words.kind(kind.name), n=n, of=of_card(place)))
    return 0


def _answer(place: Place) -> int:
    """Answer a lift or a throw to this board, or one from it that was answered by word of mouth."""
    docs = {id: place.home.table(place.kind.table)[id] for id in on_board(place)}
    given = place.call.args.part
    try:
        id = find(given, docs, place.kind.name)
    except Problem:
        id = acts.find_part(given, docs, place.kind.name)
    commit = place.do(acts.change(place.kind.name, id, {"answer": " ".join(place.call.args.words)}))
    return answered(place._replace(card=None), commit, id)


def _take(place: Place) -> int:
    from tui.cli.programme import take

    return take(place)


def _report(place: Place) -> int:
    from tui.cli.programme import report

    return report(place)


def _sort(place: Place) -> int:
    """Say what is to come of an event: a new card, a card there is, an answer, a good example."""
    from board import events

    args = place.call.args
    id = acts.find_part(args.part, place.docs, place.kind.name)
    if args.new_card:
        return answered(place, place.do(events.to_card([id])), id)
    fields: dict[str, Any] = {"status": "example"}
    if args.to:
        fields = {"led_to": find_card(place.board, args.to)}
    elif args.answer is not None:
        fields = {"answer": args.answer, "status": "noted"}
    return answered(place, place.do(acts.change(place.kind.name, id, fields)), id)


def _bones(place: Place) -> int:
    from tui.cli.picturing import bones

    return bones(place)


def _import(place: Place) -> int:
    from tui.cli.measuring import import_readings

    return import_readings(place)


_ACTS: Mapping[str, Callable[[Place], int]] = {
    "list": _list,
    "add": _add,
    "set": _set,
    "remove": _remove,
    "answer": _answer,
    "take": _take,
    "report": _report,
    "bones": _bones,
    "sort": _sort,
    "import": _import,
}


def vote(call: Call) -> int:
    """`tavla vote`: points to causes, instead of those given before; without points, how the votes stand."""
    session = call.session
    store = session.store()
    session.who()
    card = find_card(store.snapshot, call.args.card)
    place = Place(call, KINDS["cause"], card)
    if not call.args.points:
        return _votes(place)
    points = {}
    for word in call.args.points:
        cause, equals, given = word.rpartition("=")
        cause, given = (cause, given) if equals else (word, "1")  # a simple mark
        if not given.strip().isdecimal():
            raise Problem("usage", message=_("”{given}” är inte ORSAK=POÄNG").format(given=word[:40]))
        points[acts.find_part(cause.strip(), place.docs, "cause")] = int(given)
    commit = session.do(acts.vote(card, points))
    if call.json:
        return put_parts(place, commit, list(place.docs))
    tell((_("Din röst är sparad") if commit.stamps else _("Inget att ändra")) + of_card(place))
    return 0


def _votes(place: Place) -> int:
    """How the votes stand, most points first."""
    if place.call.json:
        from board.method import causes
        from tui.cli.part_derived import points_of

        put_json(
            {
                "parts": part_shapes.parts(place.kind, place.home, list(place.docs), handles(place.call)),
                "votes": points_of(causes.points(place.board, place.card or "")),
            }
        )
        return 0
    for line in part_text.tally(place.board, place.card or ""):
        put(line)
    return 0
