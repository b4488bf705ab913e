"""`tavla show` and `tavla history`: all about a card, and what has happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from board.history import Entry, entries
from board.ids import public_id
from board.ports import Doc, Snapshot
from board.versions import Choice, about, choices
from tui import words
from tui.cli import event_shapes, shapes
from tui.cli.call import Call, card_object, find_card, handles
from tui.cli.output import columns_wide, put, put_json, say, wrap
from tui.privacy_words import reason
from tui.text import _, dates

Linked: TypeAlias = Callable[[str, Any], str]
MOST_AT_ONCE = 3
"""More readings than this that were written at once are counted, not listed."""


def show(call: Call) -> int:
    """Everything on a card, by phase, with its comments and history."""
    session = call.session
    session.who()
    store = session.store()
    snapshot = store.snapshot
    id = find_card(snapshot, call.args.card)
    handle = handles(call)
    happened = with_lifts(call, entries(store, id), id)
    waits = choices(store, about(store, id))
    if call.json:
        put_json(
            {
                "card": card_object(call, id, handle),
                **_method_of(call, snapshot, id, handle),
                "comments": comments_of(snapshot, id, handle),
                "cycles": cycles_of(snapshot, id, handle),
                "versions": _versions_of(call, waits, handle),
                "events": [event_shapes.event(one, one.changes, one.card, handle) for one in happened],
            }
        )
        return 0
    for line in _card_lines(call, snapshot, id, handle):
        put(line)
    if waits:
        for line in _waiting_lines(call, waits, handle):
            put(line)
    put("")
    put(_("Historik"))
    for line in history_lines(happened, handle, session.clock(), linked=linker(call, snapshot)):
        put(line)
    return 0


def with_lifts(call: Call, happened: list[Entry], card: str | None) -> list[Entry]:
    """History with what has been lifted from the board, or from one card of it, which lies with people and roles."""
    org, board = call.session.org_snapshot, call.session.store().board
    lifts = {
        **org.table("lifts"),
        **{id: doc for (table, id), doc in org.deleted.items() if table == "lifts"},
    }
    mine = {id for id, doc in lifts.items() if doc.get("board") == board and card in (None, doc.get("card"))}
    if not mine:
        return happened
    lifted = [one for one in entries(call.session.org, card) if one.table == "lifts" and one.id in mine]
    return sorted([*happened, *lifted], key=lambda one: one.stamp)


def linker(call: Call, snapshot: Snapshot) -> Linked:
    """What a part that history names says first."""
    org = call.session.org_snapshot

    def linked(kind: str, id: Any) -> str:
        from board.method.parts import linked_text

        return linked_text(snapshot, org, kind, id)

    return linked


def _method_of(call: Call, snapshot: Snapshot, id: str, handle: shapes.Handles) -> dict[str, Any]:
    """The card's parts by kind, and what follows from them."""
    from tui.cli import part_shapes
    from tui.cli.part_derived import derived

    org, today = call.session.org_snapshot, call.session.clock().date()
    return {
        "parts": part_shapes.of_card(snapshot, org, id, handle),
        "derived": derived(snapshot, org, id, today),
    }


def _versions_of(call: Call, waits: list[Choice], handle: shapes.Handles) -> list[dict[str, Any]]:
    if not waits:
        return []
    from tui.cli import versions

    return versions.of(call.session.store(), handle, waits)


def _waiting_lines(call: Call, waits: list[Choice], handle: shapes.Handles) -> Iterator[str]:
    """That there are several versions of something, and how to see them."""
    from tui import version_words

    yield ""
    for choice in waits:
        told = version_words.sentence(choice, handle.name, call.session.clock())
        yield from wrap(f"{version_words.label(choice, handle.name)} {told}", columns_wide(), "  ")
    yield "  " + _("Se alla: {what}").format(what=f"tavla versions {call.args.card}")


def comments_of(snapshot: Snapshot, id: str, handle: shapes.Handles) -> list[dict[str, Any]]:
    """A card's comments, oldest first."""
    found = [
        {
            "id": public_id(key),
            "at": shapes.text_of(doc, "created"),
            "by": handle(doc.get("by")),
            "text": str(doc.get("text") or ""),
            "to": [handle(ref) for ref in shapes.names_of(doc, "to")],
        }
        for key, doc in snapshot.table("comments").items()
        if doc.get("card") == id
    ]
    return sorted(found, key=lambda one: (str(one["at"]), str(one["id"])))


def cycles_of(snapshot: Snapshot, id: str, handle: shapes.Handles) -> list[dict[str, Any]]:
    """The tries that came before the one a card is in, first one first."""
    found = []
    for doc in snapshot.table("cycles").values():
        if doc.get("card") == id:
            number = doc.get("number")
            texts = {
                name: shapes.text_of(doc, name)
                for name in ("measure", "due", "outcome", "decision", "finish")
            }
            found.append(
                {
                    "number": number if isinstance(number, int) else None,
                    **texts,
                    "skips": shapes.mapping_of(doc, "skips"),
                    "method": _of_try(doc, handle),
                    "began": shapes.text_of(doc, "began"),
                    "at": shapes.text_of(doc, "created"),
                    "by": handle(doc.get("by")),
                }
            )
    return sorted(found, key=lambda one: (one["number"] or 0, str(one["at"])))


def _of_try(doc: Doc, handle: shapes.Handles) -> dict[str, Any]:
    """What the method keeps with a try: what was thought, seen and learned in it."""
    from board.method.kinds import FIELDS_OF_CARD, OF_A_TRY
    from tui.cli.part_shapes import MADE, value_of

    found = {name: value_of(FIELDS_OF_CARD[name], doc.get(name), handle) for name in OF_A_TRY}
    return found | {name: shapes.text_of(doc, name) for name in MADE if name != "cycle_began"}


def _card_lines(call: Call, snapshot: Snapshot, id: str, handle: shapes.Handles) -> Iterator[str]:
    from tui.cli import part_text
    from tui.cli.drawing import labelled

    doc = snapshot.get("cards", id) or {}
    store = call.session.store()
    card = shapes.one_card(store.board, snapshot, id, handle)
    wide, today = columns_wide(), call.session.clock().date()
    yield from wrap(card["title"], wide)
    where = [words.phase(card["phase"])]
    if card["state"] != "open" and (card["phase"], card["state"]) != ("done", "finished"):
        where.append(words.state(card["state"]))
    if card["finish"]:
        where.append(words.outcome(card["finish"]))
    where += [words.kind(card["kind"]), _("försök {n}").format(n=card["cycle"])]
    yield from wrap(" · ".join(where), wide)
    yield ""
    people = [
        (words.field(name), handle.name(doc[name]))
        for name in ("owner", "leader", "support")
        if doc.get(name)
    ]
    doers = ", ".join(handle.name(ref) for ref in shapes.names_of(doc, "doers"))
    texts = [
        (words.field(name), card[name] or "") for name in ("problem", "why", "measure", "outcome", "decision")
    ]
    rows = [
        *people,
        (words.field("doers"), doers),
        *texts[:3],
        (words.field("due"), _day(card["due"], today)),
        *texts[3:],
        (words.field("tags"), ", ".join(f"#{tag}" for tag in card["tags"])),
        (words.field("state_why"), card["reason"] or ""),
        *(
            (_("Hoppade över före {phase}").format(phase=words.phase(phase)), str(why))
            for phase, why in card["skips"].items()
        ),
        *((str(name), str(value)) for name, value in card["extra"].items()),
        (words.field("origin"), _origin(doc) if card["origin"] else ""),
        (_("Kommer av"), "; ".join(_events(snapshot, id))),
        (_("Noterat"), _by_at(card["created"], doc.get("by"), handle, call.session.clock())),
        ("id", card["id"]),
    ]
    yield from labelled(rows)
    yield from part_text.sections(call, snapshot, id)
    yield from part_text.advice(call, snapshot, id)
    yield from _tries(snapshot, id, handle, today)
    yield from _said(call, snapshot, id, handle)


def _events(board: Snapshot, card: str) -> Iterator[str]:
    """What the events say that a card comes of."""
    docs = board.table("events")
    if docs:
        from board.events import that_led_to

        yield from (" ".join(str(docs[id].get("text") or "").split()) for id in that_led_to(board, card))


def _origin(doc: Mapping[str, Any]) -> str:
    """ "Redo-analys: Fokus", "Idé från Hemtjänst Öster"."""
    told = words.origin(doc).removeprefix("◇ ")
    return told[:1].upper() + told[1:]


def _day(iso: str | None, today: date) -> str:
    try:
        when = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return f"{dates.day_week(when, today)} ({dates.relative(when, today)})"


def _by_at(made: dict[str, Any], ref: Any, handle: shapes.Handles, now: datetime) -> str:
    return f"{handle.name(ref)} · {_moment(made['at'], now)}" if made["at"] else handle.name(ref)


def _moment(iso: str | None, now: datetime) -> str:
    try:
        return dates.stamp(datetime.fromisoformat(iso or ""), now)
    except (ValueError, TypeError):
        return iso or "–"


def _tries(snapshot: Snapshot, id: str, handle: shapes.Handles, today: date) -> Iterator[str]:
    from tui.cli import part_text
    from tui.cli.drawing import labelled

    for one in cycles_of(snapshot, id, handle):
        yield ""
        yield _("Försök {n}: {how}").format(n=one["number"], how=words.outcome(one["finish"]))
        yield from labelled(
            [
                (words.field("measure"), one["measure"] or ""),
                (words.field("due"), _day(one["due"], today)),
                (words.field("outcome"), one["outcome"] or ""),
                (words.field("decision"), one["decision"] or ""),
                *part_text.rows_of_try(one["method"], handle),
            ]
        )


def _said(call: Call, snapshot: Snapshot, id: str, handle: shapes.Handles) -> Iterator[str]:
    said = [
        (doc, str(doc.get("created") or ""))
        for doc in snapshot.table("comments").values()
        if doc.get("card") == id
    ]
    if said:
        yield ""
        yield _("Kommentarer")
    for doc, at in sorted(said, key=lambda pair: pair[1]):
        by, to = handle.name(doc.get("by")), ", ".join(handle.name(ref) for ref in shapes.names_of(doc, "to"))
        whose = _("{by} frågar {to}").format(by=by, to=to) if to else by
        yield f"  {whose} · {_moment(at, call.session.clock())}"
        yield from wrap(str(doc.get("text") or ""), columns_wide(), "    ")


def history(call: Call) -> int:
    """What happened on the board or to one card, newest last."""
    session = call.session
    session.who()
    board = session.choose_board()
    happened: list[Entry] = []
    if board is not None:
        store = session.open(board)
        card = find_any_card(store.snapshot, call.args.card) if call.args.card else None
        happened = with_lifts(call, entries(store, card), card)
    elif call.args.card:
        session.store()
    if call.args.limit is not None:
        happened = happened[-call.args.limit :]
    handle = handles(call)
    if call.json:
        put_json({"events": [event_shapes.event(one, one.changes, one.card, handle) for one in happened]})
        return 0
    if not happened:
        say(_("Inget har hänt än."))
    snapshot = session.open(board).snapshot if board else Snapshot({})
    cards, linked = None if call.args.card else snapshot, linker(call, snapshot)
    for line in history_lines(happened, handle, session.clock(), cards, linked):
        put(line)
    return 0


def find_any_card(snapshot: Snapshot, given: str) -> str:
    """A card by its id, a deleted one too: its history is kept."""
    from board.errors import Problem
    from board.ids import find

    try:
        return find(given, snapshot.table("cards"))
    except Problem as problem:
        if problem.code != "unknown":
            raise
        return find(given, [id for table, id in snapshot.deleted if table == "cards"])


def history_lines(
    happened: list[Entry],
    handle: shapes.Handles,
    now: datetime,
    cards: Snapshot | None = None,
    linked: Linked | None = None,
) -> Iterator[str]:
    """History as lines: when and who, then what; with `cards`, which card it was about. `linked` names a part."""
    wide = columns_wide()
    at_once = Counter((one.stamp, one.table) for one in happened)
    counted: set[tuple[str, str]] = set()
    for one in happened:
        if one.table == "cycles" or (one.table == "cards" and one.do.startswith(("add_", "set_"))):
            continue  # the same command's line about the card or the part says it
        key = (one.stamp, one.table)
        if one.table == "readings" and at_once[key] > MOST_AT_ONCE:
            if key in counted:
                continue
            counted.add(key)
            told = f"{words.did(one.do, (), handle.name, one.table)} ({at_once[key]})"
        else:
            told = words.did(one.do, one.changes, handle.name, one.table, one.id, linked)
        if cards is not None and one.card:
            doc = cards.get("cards", one.card) or cards.deleted.get(("cards", one.card)) or {}
            told = _("”{title}”: {what}").format(title=doc.get("title") or public_id(one.card), what=told)
        lines = wrap(f"{_moment(one.at, now)}  {handle.name(one.by)} {told}", wide - 4)
        yield f"  {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
        if one.why:
            yield from wrap(_("skäl: {why}").format(why=reason(one.why)), wide, "    ")
