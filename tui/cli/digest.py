"""`tavla digest`: what is on its way, to read or to send by mail; nothing at all where there is nothing."""

from __future__ import annotations

from typing import Any

from board.context import person
from board.model import board_of, people_of
from board.ports import Snapshot
from tui import calendar_words, digest
from tui.cli.call import Call
from tui.cli.output import put_bytes, put_json, say
from tui.cli.rhythm import meeting_object
from tui.text import _, language


def digest_of(call: Call) -> int:
    """Tell it, or mail it to each address by itself."""
    session, args = call.session, call.args
    session.who()
    org, now = session.org_snapshot, session.clock()
    who = person(args.person, org) if args.person else None
    boards = _boards(call, who)
    found = digest.collect(boards, org, now, args.days, who)
    title = people_of(org)[who].name if who is not None else board_of(boards[0][1]).name or boards[0][0]
    sent: list[str] = []
    if args.receivers or args.smtp:
        sent = _mail(call, found, title, len(boards) > 1)
    if call.json:
        put_json(_object(found, sent))
    elif args.receivers or args.smtp:
        for to in sent:
            say(_("Skickat till {to}").format(to=to))
    elif not found.quiet:
        told = digest.story(found, title, now, len(boards) > 1)
        put_bytes((_html(told) if args.html else digest.plain(told)).encode("utf-8"))
    return 0


def _boards(call: Call, who: str | None) -> list[tuple[str, Snapshot]]:
    """The chosen board; of a person every board that is in use, unless one is named."""
    session = call.session
    if who is None or session.wanted_board:
        store = session.store()
        return [(store.board, store.snapshot)]
    every = [(id, session.open(id).snapshot) for id in session.board_ids()]
    return [(id, snapshot) for id, snapshot in every if not board_of(snapshot).archived]


def _mail(call: Call, found: digest.Digest, title: str, several: bool) -> list[str]:
    from board.errors import Problem
    from tui import mail

    args = call.args
    if not (args.receivers and args.smtp):
        raise Problem("usage", message=_("Säg både vart det ska (--to) och genom vilken server (--smtp)"))
    server, to = mail.server(args.smtp), [mail.address(one) for one in dict.fromkeys(args.receivers)]
    sender = mail.address(args.sender) if args.sender else mail.own_address()
    if found.quiet:
        return []
    told = digest.story(found, title, call.session.clock(), several)
    text, html, subject = digest.plain(told), _html(told), digest.subject(found, title)
    mails = [mail.message(sender, one, subject, text, html, language()) for one in to]
    return mail.send(server, mails, call.session.env)


def _html(told: Any) -> str:
    from tui.story import html

    return html.written(told)


def _object(found: digest.Digest, sent: list[str]) -> dict[str, Any]:
    due = [*found.late, *found.today, *found.soon]
    return {
        "due": [
            {
                "board": one.board,
                "day": one.one.day.isoformat(),
                "what": one.one.code,
                "late": one.one.late,
                "text": calendar_words.about(one.one),
            }
            for one in due
        ],
        "meetings": [{"board": one.board, **meeting_object(one.meeting)} for one in found.meetings],
        "to_thin": [{"board": one.board, "comments": one.comments} for one in found.thin],
        "sent": sent,
    }
