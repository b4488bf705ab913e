"""`tavla export --above` and the import of what it wrote: challenges, throws and programmes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from board import __version__, restoring, restoring_above
from board.errors import Problem
from board.ids import public_id
from tui.cli.call import Call, handles
from tui.cli.files_in import (
    all_rejected,
    json_in,
    listed_people,
    missing_people,
    put_result,
    reason_for,
    tell_rejected,
)
from tui.cli.output import SCHEMA, put_bytes, put_json, say, tell
from tui.cli.progress import telling
from tui.files import write_file
from tui.text import _, ngettext

_BEGINS = f'"{restoring_above.KEY}"'.encode()


def told(counted: Mapping[str, int]) -> str:
    """How many there are of each, in words."""
    said = {
        "challenge": ngettext("{n} utmaning", "{n} utmaningar", counted.get("challenge", 0)),
        "throw": ngettext("{n} förfrågan", "{n} förfrågningar", counted.get("throw", 0)),
        "programme": ngettext("{n} satsning", "{n} satsningar", counted.get("programme", 0)),
    }
    return ", ".join(said[name].format(n=count) for name, count in counted.items())


def is_such(data: bytes) -> bool:
    """Whether a file is what `export --above` writes, and not a board or a table."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{" or _BEGINS not in data:
        return False
    try:
        given = json_in(data)
    except Problem:
        return False  # what is wrong with it is told where it is read
    return isinstance(given, dict) and restoring_above.KEY in given and "tables" not in given


def write_out(call: Call) -> int:
    """One JSON object with all of it, and the people that it names."""

    args, org = call.args, call.session.org_snapshot
    if args.format not in (None, "json") or (args.file or "").lower().endswith((".csv", ".xlsx")):
        raise Problem("usage", message=_("--above skrivs som json"))
    handle = handles(call)
    tables = restoring_above.written(org, handle)
    named = restoring.named_people(restoring.Found(tables, 0, []))
    people = [
        {"id": doc.get("handle"), "ref": public_id(id), "name": doc.get("name")}
        for id, doc in org.table("people").items()
        if doc.get("handle") in named
    ]
    data = {
        "schema": SCHEMA,
        "export": restoring.FORMAT,
        "program": f"tavla {__version__}",
        "at": call.session.clock().isoformat(timespec="seconds"),
        "people": people,
        restoring_above.KEY: tables,
    }
    written = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    counted = restoring_above.counted(tables)
    if not args.file:
        put_bytes(written)
        return 0
    write_file(args.file, written)
    if call.json:
        put_json(
            {
                "file": args.file,
                "format": "json",
                "counts": {name: counted.get(name, 0) for name in restoring_above.COUNTED},
            }
        )
    else:
        what = told(counted) or _("inget")
        say(_("Skrev {what} till {file}").format(what=what, file=args.file))
    return 0


def take_in(call: Call, data: bytes) -> int:
    """What is not here yet; the people that it names come first."""
    session, dry = call.session, call.args.dry_run
    if not session.board_ids():
        raise Problem("no_board")
    with telling(_("Läser filen … ctrl+c avbryter, och inget är inläst.")):
        given: Any = json_in(data)
        found = restoring_above.read(given, session.org_snapshot)
    created = sum(map(len, found.new.values()))
    rejected = [(place, reason_for(problem)) for place, problem in found.rejected]
    if rejected and not created and not found.unchanged:
        raise all_rejected(rejected)
    if created and not dry:
        session.who() or session.join()
        missing = missing_people(call, listed_people(given), restoring.named_people(found))
        if missing:
            session.organise(restoring.bring_people(missing))
        session.organise(restoring_above.bring(given))
    if call.json:
        put_result(created, found.unchanged, rejected, dry)
        return 0
    counts = restoring_above.counted(found.new)
    words = (
        _("Skulle läsa in: {new}. {same} finns redan.") if dry else _("Läste in: {new}. {same} fanns redan.")
    )
    tell(words.format(new=told(counts) or _("inget nytt"), same=found.unchanged))
    tell_rejected(rejected)
    return 0
