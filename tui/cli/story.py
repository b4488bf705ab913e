"""`tavla story`: what became of a card, as a page to read, print and share."""

from __future__ import annotations

from board.ids import public_id
from tui.cli.call import Call, find_card
from tui.cli.output import put_bytes, put_json, say
from tui.files import write_file
from tui.story.forms import form_for, written
from tui.text import _


def story(call: Call) -> int:
    """A card's story as a file, or on stdout."""
    args, session = call.args, call.session
    session.who()
    snapshot = session.store().snapshot
    id = find_card(snapshot, args.card)
    form = form_for(args.file, args.format)
    text = written(snapshot, session.org_snapshot, id, session.clock().date(), form, args.names)
    if args.file:
        write_file(args.file, text.encode("utf-8"))
    if call.json:
        told = None if args.file else text
        put_json({"card": public_id(id), "file": args.file, "format": form, "text": told})
    elif args.file:
        say(_("Skrev berättelsen till {file}").format(file=args.file))
        say(_("Läs igenom den innan ni delar den: det ni själva har skrivit kan nämna personer."))
    else:
        put_bytes(text.encode("utf-8"))
    return 0
