"""`tavla restore`: a copy of everything as it was, to look at and take back from. What is in use is left as it is."""

from __future__ import annotations

import shlex

from tui.cli.call import Call
from tui.cli.output import put, put_json, tell
from tui.text import _, ngettext

_INDENT = 12


def restore(call: Call) -> int:
    """Make the copy, and tell how to look at it and what to do next."""
    from board.when_moment import parse_moment
    from tui.text.dates import stamp

    session = call.session
    now = session.clock()
    moment = parse_moment(call.args.at, now)
    folder = call.args.to or f"{session.root}-{moment:%Y-%m-%d-%H%M}"
    done = session.restore(moment, folder)
    if call.json:
        put_json(
            {
                "folder": done.folder,
                "at": moment.isoformat(timespec="seconds"),
                "boards": list(done.boards),
                "changes": done.lines,
                "left_out": done.left_out,
            }
        )
        return 0
    boards = ngettext("{n} tavla", "{n} tavlor", len(done.boards)).format(n=len(done.boards))
    tell(
        _("Så var det {when}: {boards}, i {folder}").format(
            when=stamp(moment, now), boards=boards, folder=folder
        )
    )
    tell(
        ngettext(
            "{n} senare ändring är inte med.", "{n} senare ändringar är inte med.", done.left_out
        ).format(n=done.left_out)
        + " "
        + _("De tavlor ni använder är orörda.")
    )
    there = f"tavla --workspace {shlex.quote(folder)}"
    put(_("Titta:").ljust(_INDENT) + there)
    if done.boards:
        board = done.boards[0]
        put(_("Hämta:").ljust(_INDENT) + f"{there} --board {board} export {board}.json")
        put(" " * _INDENT + f"tavla --board {board} import {board}.json")
        tell(_("Det lägger till kort som inte finns kvar och ändrar inga andra."))
    return 0
