"""`tavla report`: a draft of the unit's yearly report, from its board."""

from __future__ import annotations

from board.errors import Problem
from board.model import board_of
from tui.cli.call import Call
from tui.cli.output import put_bytes, put_json, say
from tui.files import write_file
from tui.story.forms import form_for, told_in
from tui.story.year import story
from tui.text import _


def report(call: Call) -> int:
    """The draft as a file, or on stdout.

    Raises:
        Problem: `usage` for a year that is none, `pdf_missing`.
    """
    args, session = call.args, call.session
    session.who()
    store, today = session.store(), session.clock().date()
    year = args.year or today.year
    if not 1900 <= year <= today.year + 1:
        raise Problem("usage", message=_("År {year} går inte att berätta om").format(year=year))
    ending = (args.file or "").lower().rpartition(".")[2]
    form = args.format or ("pdf" if ending == "pdf" else form_for(args.file, None))
    told = story(store.snapshot, session.org_snapshot, year, today, board_of(store.snapshot).name, args.names)
    data = told_in(told, form)
    if args.file:
        write_file(args.file, data)
    if call.json:
        text = None if args.file or form == "pdf" else data.decode("utf-8")
        put_json({"year": year, "file": args.file, "format": form, "text": text})
    elif args.file:
        say(_("Skrev årets berättelse till {file}").format(file=args.file))
        say(_("Läs igenom den innan ni delar den: det ni själva har skrivit kan nämna personer."))
    else:
        put_bytes(data)
    return 0
