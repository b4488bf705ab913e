"""Commands on boards: start one, list them, change what a board is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from board import ids, organisation, rights, stall, text
from board.codes import COLUMNS, PHASES
from board.errors import Problem
from board.ports import Doc, Snapshot
from board.risk import AXES, NAMES
from tui.cli import event_shapes, shapes
from tui.cli.call import Call, handles, known_code
from tui.cli.output import columns_wide, put, put_json, say, table, tell, wrap
from tui.text import _


def board_object(id: str, snapshot: Snapshot) -> dict[str, Any]:
    """A board as an object."""
    doc: Doc = snapshot.get("board", "1") or {}
    counts = dict.fromkeys(PHASES, 0)
    open_cards = 0
    active = stall.happened(stall.latest(snapshot)) or str(doc.get("created") or "")
    for card in snapshot.table("cards").values():
        phase = str(card.get("phase"))
        counts[phase] = counts.get(phase, 0) + (card.get("state", "open") in ("open", "finished"))
        open_cards += card.get("state", "open") == "open"
    return {
        "id": id,
        "name": str(doc.get("name") or id),
        **{name: shapes.text_of(doc, name) for name in ("unit", "area", "purpose", "focus")},
        "archived": bool(doc.get("archived")),
        "made_up": bool(doc.get("made_up")),
        "limits": shapes.mapping_of(doc, "limits"),
        **{name: shapes.mapping_of(doc, name) for name in NAMES},
        "strict": sorted(rights.strict_of(snapshot)),
        "cards": counts,
        "open": open_cards,
        "active": active or None,
    }


def init(call: Call) -> int:
    """`tavla init`: a board, in a workspace that is made if it is not there."""
    session, name = call.session, text.title(" ".join(call.args.name))
    known = session.board_ids()
    wanted = ids.checked_slug(call.args.id) if call.args.id else ids.slug(name) or "tavla"
    if wanted in known:
        raise Problem("exists", (_free_id(wanted, known),), what="board", given=wanted)
    session.who()
    session.workspace.create(call.args.group)
    store = session.new_board(wanted)
    session.wanted_board = wanted
    session.do(organisation.start_board(name))
    made = board_object(wanted, store.snapshot)
    if call.json:
        put_json({"board": made})
    else:
        tell(
            _('Tavlan {name} är startad. Notera det första: tavla add "Det vi vill förbättra"').format(**made)
        )
    return 0


def _free_id(wanted: str, known: list[str]) -> str:
    return next(f"{wanted[:28]}-{n}" for n in range(2, len(known) + 3) if f"{wanted[:28]}-{n}" not in known)


def boards(call: Call) -> int:
    """`tavla boards`: every board with its pulse."""
    session = call.session
    session.who()
    snapshots = [(id, session.open(id).snapshot) for id in session.board_ids()]
    found = [board_object(id, snapshot) for id, snapshot in snapshots]
    if call.json:
        put_json({"boards": found})
    elif not found:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN"))
    else:
        name = handles(call).name
        for place, (one, (_id, snapshot)) in enumerate(zip(found, snapshots, strict=True)):
            if place:
                put("")
            by = stall.latest(snapshot).get("_by")
            for line in board_lines(one, session.clock(), name(by) if by else ""):
                put(line)
    return 0


def board_lines(one: dict[str, Any], now: datetime, who: str) -> list[str]:
    """A board in a few lines: what it is called, how much is where, when something last happened and whose it was."""
    from tui import words
    from tui.text import dates

    name = one["name"] + (f" ({_('arkiverad')})" if one["archived"] else "")
    counts = " · ".join(f"{words.phase(phase)} {one['cards'].get(phase, 0)}" for phase in PHASES)
    active = one["active"]
    when = dates.told(active, now)
    last = (
        _("senast {when}, {who}").format(when=when, who=who) if who else _("senast {when}").format(when=when)
    )
    about = " · ".join(text for text in (one["unit"], one["area"], last if active else "") if text)
    indented = [line for text in (counts, about) if text for line in wrap(text, columns_wide(), "  ")]
    return [*wrap(f"{name}  [{one['id']}]", columns_wide()), *indented]


def board(call: Call) -> int:
    """`tavla board`: rename, archive, reopen or set what a board is."""
    args, session = call.args, call.session
    store = session.store()
    if args.action == "strict":
        return _strict(call)
    if args.action == "rename":
        fields: dict[str, Any] = {"name": " ".join(args.name)}
    elif args.action == "set":
        fields = _fields(args.fields)
    else:
        fields = {"archived": args.action == "archive"}
    commit = session.do(organisation.change_board(fields))
    made = board_object(store.board, store.snapshot)
    if call.json:
        put_json({"board": made, "events": event_shapes.events(commit.events, commit.stamps, handles(call))})
    else:
        tell((_("Ändrat: {name}") if commit.stamps else _("Inget att ändra: {name}")).format(**made))
    return 0


def _strict(call: Call) -> int:
    """`tavla board strict`: what only the board's own roles do; `RIGHT` makes it so and `no-RIGHT` lets go of it."""
    from tui import rights_words

    session, given = call.session, call.args.rights
    store = session.store()
    events: list[dict[str, Any]] = []
    if given:
        wanted = {one.removeprefix("no-"): not one.startswith("no-") for one in given}
        commit = session.do(organisation.change_board({"strict": wanted}))
        events = event_shapes.events(commit.events, commit.stamps, handles(call))
    now = rights.strict_of(store.snapshot)
    if call.json:
        put_json({"board": board_object(store.board, store.snapshot), "events": events})
        return 0
    rows = [
        [right, rights_words.right(right), rights_words.whose(right, right in now)]
        for right in rights.CAN_BE_STRICT
    ]
    for line in table(rows, 2, columns_wide()):
        put(line)
    return 0


def _fields(given: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        name = name.strip().lower()
        if not equals or not name:
            raise Problem("usage", message=_("”{given}” är inte FÄLT=VÄRDE").format(given=one[:40]))
        head, dot, phase = name.partition(".")
        if head in ("limit", "limits") and dot:
            fields.setdefault("limits", {})[known_code("phase", phase, COLUMNS)] = _limit(value)
        elif head in AXES and dot:
            fields.setdefault(f"{head}_names", {})[phase] = value.strip()
        elif name in ("archived", "made_up"):
            raise Problem("unknown_field", organisation.BOARD_FIELDS, field=name)
        else:
            fields[name] = value
    return fields


def _limit(value: str) -> int:
    try:
        return int(value or "0")
    except ValueError:
        raise Problem("bad_limit", given=value[:20]) from None
