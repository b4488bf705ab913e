"""`tavla meeting show`: what the meeting that is held goes through, or else the one to come, point by point."""

from __future__ import annotations

from board.ids import public_id, short_ids
from board.meeting.agenda import agenda, called
from board.meeting.meetings import running
from board.meeting.rhythm import next_meetings
from tui import meeting_words as words
from tui.cli.call import Call
from tui.cli.meeting_minutes import meeting_object, say_if_two
from tui.cli.output import columns_wide, put, put_json, wrap
from tui.text import _, dates


def show(call: Call) -> int:
    """Nothing is begun or changed: a meeting is held on the screen."""
    session = call.session
    store, org, now = session.store(), session.org_snapshot, session.clock()
    board = store.snapshot
    meeting = running(board)
    points = agenda(board, org, store.board, now, meeting)
    if call.json:
        put_json(
            {
                "meeting": meeting_object(meeting, call) if meeting is not None else None,
                "points": [
                    {
                        "point": point.key,
                        "title": point.words or None,
                        "given": point.seconds,
                        "skipped": point.skipped,
                        "things": [
                            {
                                "kind": thing.kind,
                                "id": public_id(thing.id),
                                "card": public_id(thing.card) if thing.card else None,
                                "text": called(board, org, thing),
                                "wished": thing.wished,
                                "why": thing.why or None,
                                "days": thing.days,
                            }
                            for thing in point.things
                        ],
                    }
                    for point in points
                ],
            }
        )
        return 0
    if meeting is not None:
        put(_("Ett möte pågår sedan {when}").format(when=dates.stamp(meeting.started, now)))
    elif found := next_meetings(board, now, 1):
        from tui.cli.rhythm import line_of

        put(_("Nästa möte: {when}").format(when=line_of(found[0], now)))
    shorts = short_ids(board.table("cards"))
    for point in points:
        if point.skipped or point.key in ("changes", "reflection"):
            continue  # nothing to decide waits there
        waits = words.things(len(point.things)) if point.things else _("inget just nu")
        put(f"{words.point(point)}: {waits}")
        for thing in point.things:
            why = words.why(thing, now.date())[0]
            wished = _("önskat till mötet") if thing.wished else ""
            told = " · ".join(filter(None, (called(board, org, thing), wished, why)))
            id = shorts.get(thing.card, "")
            for line in wrap(f"{id:<6}{told}", columns_wide(), "  "):
                put(line)
    say_if_two(board)
    return 0
