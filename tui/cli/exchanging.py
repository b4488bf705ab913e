"""`tavla import` and `tavla export`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from board import exchange, past, restoring
from board.errors import Problem
from board.exchange_csv import EXTRA_MARK
from board.ports import Line, Snapshot
from tui import excel, taking_in, words
from tui.cli import exchanging_above, method_columns, shapes, taking_readings
from tui.cli.call import Call, handles
from tui.cli.files_in import (
    OfTable,
    all_rejected,
    json_in,
    listed_people,
    missing_people,
    put_result,
    read_file,
    reason_for,
    refs_here,
    tell_rejected,
)
from tui.cli.output import columns_wide, put, put_bytes, put_json, say, table, tell
from tui.cli.progress import telling
from tui.files import write_file
from tui.text import _, ngettext


def import_file(call: Call) -> int:
    """Take a file in: a table (CSV, Excel) as cards or readings, or a whole board that `export` wrote."""
    session = call.session
    session.who()
    if not session.exists:  # said before the file is looked at: nothing has begun here
        raise Problem("no_board")
    data = read_file(call.args.file)
    if exchanging_above.is_such(data):
        return exchanging_above.take_in(call, data)
    session.store()
    if data.startswith(excel.BEGINS):
        return _import_table(call, lambda: excel.table_in(data, call.args.sheet))
    if call.args.sheet:
        raise Problem("usage", message=_("--sheet är till för Excel-filer (.xlsx)"))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and not call.args.map:
        return _restore(call, data)
    return _import_table(call, lambda: exchange.read_table(data))


def _import_table(call: Call, read: Callable[[], exchange.Table]) -> int:
    args, session = call.args, call.session
    mapping = exchange.read_mapping(read_file(args.map)) if args.map else None
    with telling(_("Läser filen … ctrl+c avbryter, och inget är inläst.")):
        found, now, board = read(), session.clock(), session.store().snapshot
        readings = taking_in.readings_in(found, board, now) if mapping is None else None
        if readings is not None:
            return taking_readings.take_in(call, readings)
        cards = taking_in.cards_in(found, board, session.org_snapshot, now, mapping)
    new, same = cards.new, cards.same
    if not args.dry_run and new:
        with telling(_("Sparar …")):
            session.do(cards.command)
    rejected = [(line, reason_for(problem)) for line, problem in cards.bad]
    if rejected and not new and not same:
        raise all_rejected(rejected)
    if call.json:
        columns = {name.removeprefix(EXTRA_MARK): field for name, field in cards.columns.items()}
        put_result(len(new), len(same), rejected, args.dry_run, table=OfTable(columns, cards.nobody))
        return 0
    if args.dry_run:
        _show_plan(cards.columns, new, same)
    _tell(call, len(new), len(same), rejected)
    if new and not args.dry_run:
        _tell_columns(cards, mapping is not None)
    return 0


def _tell_columns(cards: taking_in.Cards, mapped: bool) -> None:
    """What became of the columns that do not go by the screen's own words. mapped: somebody has said what they are."""
    known, lost = cards.told()
    if known and not mapped:
        tell(" ".join(known))
    for one in lost:
        say(one)


def _show_plan(columns: Mapping[str, str | None], new: list[exchange.Row], same: list[exchange.Row]) -> None:
    """What would come of each column and each row."""
    put(_("Kolumner"))
    told = {exchange.EXTRA: _("sparas på kortet"), None: _("läses inte")}
    listed = [
        [heading, "→", told.get(field) or words.field(field or "")] for heading, field in columns.items()
    ]
    for line in table(listed, 0, columns_wide(), indent="  "):
        put(line)
    put("")
    put(_("Rader"))
    rows = [
        (row, _("nytt i {phase}").format(phase=words.phase(row.fields.get("phase", "inbox")))) for row in new
    ]
    rows += [(row, _("finns redan")) for row in same]
    rows.sort(key=lambda pair: pair[0].line)
    listed = [[_("rad {n}").format(n=row.line), row.fields["title"], told_row] for row, told_row in rows]
    for line in table(listed, 1, columns_wide(), indent="  "):
        put(line)
    put("")


def _tell(
    call: Call, created: int, unchanged: int, rejected: list[tuple[int, str]], history: int = 0
) -> None:
    told = (
        _("Skulle läsa in {new}, {same} finns redan.")
        if call.args.dry_run
        else _("Läste in {new}, {same} fanns redan.")
    )
    tell(told.format(new=words.cards(created), same=unchanged))
    if history:
        told = ngettext(
            "Historiken följer med: {n} ändring.", "Historiken följer med: {n} ändringar.", history
        )
        tell(told.format(n=history))
    tell_rejected(rejected)


def _restore(call: Call, data: bytes) -> int:
    session = call.session
    snapshot = session.store().snapshot
    with telling(_("Läser filen … ctrl+c avbryter, och inget är inläst.")):
        given = json_in(data)
        found = restoring.read(given, snapshot)
    created = len(found.new.get("cards", {}))
    rejected = [(place, reason_for(problem)) for place, problem in found.rejected]
    if rejected and not created and not found.unchanged:
        raise all_rejected(rejected)
    empty = restoring.untouched(snapshot)
    lines = restoring.history(given, found) if empty else []
    lifts = restoring.read_lifts(given, session.org_snapshot)
    if not call.args.dry_run and (any(found.new.values()) or lifts.new):
        with telling(_("Sparar …")):
            _take_in(call, given, found, lifts, lines, empty)
    if call.json:
        put_result(created, found.unchanged, rejected, call.args.dry_run, history=len(lines))
    else:
        _tell(call, created, found.unchanged, rejected, len(lines))
    return 0


def _take_in(
    call: Call, given: Any, found: restoring.Found, lifts: restoring.Found, lines: list[Line], empty: bool
) -> None:
    """Everything new: first the people, then on an empty board its roles and its history, then what was lifted, then
    the documents."""
    session = call.session
    session.who() or session.join()
    people = listed_people(given)
    roles = _roles_here(people) if empty else []
    handles = {str(one["ref"]): handle for handle, one in people.items() if isinstance(one.get("ref"), str)}
    named = restoring.named_people(found) | restoring.named_people(lifts)
    named |= {handles[ref] for ref in past.people_in(lines) if ref in handles}
    named |= {
        str(role[name]) for role in roles for name in ("person", "deputy", "earlier_deputy") if role.get(name)
    }
    missing = missing_people(call, people, named)
    if missing or roles:
        session.organise(restoring.bring_people(missing, roles, session.store().board))
    journal = None
    if lines:
        here = refs_here(call)
        refs = {ref: here[handle] for ref, handle in handles.items() if handle in here}
        journal = session.bring(past.renamed(lines, refs), restoring.untouched)
    if lifts.new:
        session.organise(restoring.bring_lifts(given, session.store().board))
    session.do(restoring.settle(given, journal) if journal else restoring.restore(given))


def _roles_here(people: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Roles on the board that the file tells of, each with its person."""
    return [
        {**role, "person": handle}
        for handle, one in people.items()
        for role in (one.get("roles") if isinstance(one.get("roles"), list) else None) or []
        if isinstance(role, dict)
    ]


def export(call: Call) -> int:
    """Write the board out: JSON whole and without loss, CSV the cards for a spreadsheet, a workbook some sheets."""
    from tui.cli.listing import in_order

    args, session = call.args, call.session
    session.who()
    if args.above:
        return exchanging_above.write_out(call)
    store = session.store()
    snapshot = store.snapshot
    ending = (args.file or "").lower().rpartition(".")[2]
    kind = args.format or (ending if ending in ("csv", "xlsx") else "json")
    if kind == "xlsx":
        from tui.workbook import sheets

        if not args.file and sys.stdout.isatty():
            raise Problem("usage", message=_("säg vilken fil: tavla export FIL.xlsx"))
        data = excel.written(sheets(snapshot, session.org_snapshot), session.clock())
    elif kind == "csv":
        shown = in_order(list(snapshot.table("cards").items()))
        data = _csv(store.board, snapshot, shown, handles(call))
    else:
        data = _whole(call, store)
    if args.file:
        write_file(args.file, data)
    count = len(snapshot.table("cards"))
    if args.file and call.json:
        put_json({"file": args.file, "format": kind, "cards": count})
    elif args.file:
        say(_("Skrev {cards} till {file}").format(cards=words.cards(count), file=args.file))
    elif kind == "csv" and call.json:
        put_json({"file": None, "format": kind, "cards": count, "text": data.decode("utf-8-sig")})
    elif kind == "xlsx" and call.json:
        put_json({"file": None, "format": kind, "cards": count, "text": None})
    else:
        put_bytes(data)
    if kind == "json" and not call.json:
        _tell_left_out(restoring.left_out(snapshot, session.org_snapshot, store.board))
    return 0


def _tell_left_out(counted: Mapping[str, int]) -> None:
    """What has to do with the board and lies above it: a file with a board does not have it."""
    if told := exchanging_above.told(counted):
        say(_("Det som ligger ovanför tavlorna är inte med i filen: {what}.").format(what=told))
        say(_("De skrivs ut för sig: {command}").format(command="tavla export --above"))


def _csv(board: str, snapshot: Snapshot, shown: list[Any], handle: shapes.Handles) -> bytes:
    cards = [
        shapes.card(board, id, doc, handle, "") | method_columns.cells(snapshot, doc) for id, doc in shown
    ]
    columns = exchange.card_columns(cards, method_columns.NAMES)
    return exchange.csv_text(cards, columns).encode("utf-8-sig")


def _whole(call: Call, store: Any) -> bytes:
    from board import __version__
    from tui.cli.organising import board_object
    from tui.cli.output import SCHEMA
    from tui.cli.people import people_objects

    handle, snapshot = handles(call), store.snapshot
    lines = list(store.backwards())
    refs = refs_here(call)
    data = {
        "schema": SCHEMA,
        "export": restoring.FORMAT,
        "program": f"tavla {__version__}",
        "at": call.session.clock().isoformat(timespec="seconds"),
        "board": board_object(store.board, snapshot),
        "people": [_person(one, store.board, refs) for one in people_objects(call)],
        "tables": restoring.documents(snapshot, handle),
        restoring.LIFTS: restoring.lifted(call.session.org_snapshot, store.board, handle),
        "journal": past.written(reversed(lines)),
    }
    return laid_out(data).encode("utf-8", "replace") + b"\n"


def _person(one: dict[str, Any], board: str, refs: dict[str, str]) -> dict[str, Any]:
    """A person as an export has them: `ref` is who they are in its journal, `roles` those on this board."""
    roles = [
        {name: value for name, value in held.items() if name not in ("board", "area")}
        for held in one["held"]
        if held["board"] == board
    ]
    return {"id": one["id"], "ref": refs.get(one["id"]), "name": one["name"], "roles": roles}


def laid_out(data: dict[str, Any]) -> str:
    """JSON to be read by eye, and the journal, which is long, a line each."""
    import json

    lines = ",\n  ".join(json.dumps(line, ensure_ascii=False) for line in data["journal"])
    whole = json.dumps({**data, "journal": []}, ensure_ascii=False, indent=1)
    return whole.removesuffix("[]\n}") + (f"[\n  {lines}\n ]\n}}" if lines else "[]\n}")
