"""`tavla calendar`: the boards' or persons' days as iCalendar files, in a folder that a web server can publish."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from board.context import person
from board.errors import Problem
from board.model import board_of, people_of
from tui import calendar
from tui.calendar import Board
from tui.cli.call import Call
from tui.cli.output import put_bytes, put_json, say
from tui.files import write_file
from tui.text import _

PERSON = "person-"
"""Begins the name of a person's file."""


class _File(NamedTuple):
    name: str
    title: str
    boards: list[Board]
    board: str | None = None
    person: str | None = None
    handle: str | None = None
    archived: bool = False


def calendar_file(call: Call) -> int:
    """Write what has changed since the last time; files that would be the same are left as they are."""
    session, folder = call.session, _folder(call)
    session.who()
    files = list(_files(call))
    if folder is None and len(files) != 1:
        raise Problem("usage", message=_("Säg vilken mapp kalendrarna ska skrivas i, eller en person"))
    told: list[dict[str, Any]] = []
    archived = {one.board for one in files if one.archived}
    today = session.clock().date()
    for one in files:
        data = calendar.write(one.boards, session.org, today, one.title, one.person)
        path = os.path.join(folder, one.name) if folder is not None else None
        new = path is None or _held(path) != data
        if path is None and not call.json:
            put_bytes(data)
        elif path is not None and new:
            write_file(path, data)
        told.append(
            {
                "file": path,
                "board": one.board,
                "person": one.handle,
                "events": data.count(b"\nBEGIN:VEVENT\r\n"),
                "written": path is not None and new,
                "text": data.decode("utf-8") if path is None else None,
            }
        )
    if call.json:
        put_json({"files": told})
    elif folder is not None:
        for one_told in told:
            said = _("Skrev {file}") if one_told["written"] else _("{file} är som den var")
            if one_told["board"] in archived and one_told["written"]:
                said = _("Tömde {file}: tavlan är arkiverad")
            say(said.format(file=one_told["file"]))
    return 0


def _folder(call: Call) -> str | None:
    """Where the files go; None for stdout."""
    return call.args.folder or None


def _files(call: Call) -> Iterator[_File]:
    """The chosen board's file, every board's where a folder is given, or persons'."""
    session = call.session
    if call.args.persons:
        boards = [board for id in session.board_ids() if (board := _open(call, id)) is not None]
        people = people_of(session.org_snapshot)
        for given in call.args.persons:
            ref = person(given, session.org_snapshot)
            who = people[ref]
            yield _File(f"{PERSON}{who.handle}.ics", who.name, boards, person=ref, handle=who.handle)
        return
    ids = session.board_ids() if _folder(call) and not session.wanted_board else [session.store().board]
    for id in ids:
        board, name = _open(call, id), board_of(session.open(id).snapshot).name or id
        for file in _names(call, id):
            if board is not None:
                yield _File(file, name, [board], board=id)
            elif (folder := _folder(call)) is not None and _is_ours(os.path.join(folder, file)):
                # Without days rather than taken away: who subscribes to it keeps what a missing file had.
                yield _File(file, name, [], board=id, archived=True)


def _names(call: Call, board: str) -> Iterator[str]:
    """What a board's file is called, which no person's is: no id begins with _. A board whose file had the name of a
    person's keeps that one too, as long as there is no such person."""
    if not board.startswith(PERSON):
        yield f"{board}.ics"
        return
    yield f"_{board}.ics"
    folder, people = _folder(call), people_of(call.session.org_snapshot).values()
    taken = {f"{PERSON}{one.handle}" for one in people}
    if folder is not None and board not in taken and _is_ours(os.path.join(folder, f"{board}.ics")):
        yield f"{board}.ics"


def _open(call: Call, id: str) -> Board | None:
    """A board that is in use; one that is laid aside has no days."""
    store = call.session.open(id)
    return None if board_of(store.snapshot).archived else Board(id, store)


def _is_ours(path: str) -> bool:
    return calendar.MADE_BY in (_held(path) or b"")


def _held(path: str) -> bytes | None:
    try:
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
