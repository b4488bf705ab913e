"""`tavla meeting list`, `minutes` and `join`: the meetings that were held, what each came to, and two made one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from board.errors import Problem
from board.ids import public_id, short_ids
from board.meeting.holding import join as join_meetings
from board.meeting.meetings import MEETINGS, Meeting, last_held, meeting_in, meetings, running_beside
from board.meeting.minutes import Done, Minutes, find_meeting, minutes_of
from board.ports import Snapshot
from tui import meeting_words as words
from tui.cli import event_shapes
from tui.cli.call import Call, handles
from tui.cli.output import put, put_bytes, put_json, say, tell
from tui.cli.shapes import Handles
from tui.text import _, dates, ngettext


def list_meetings(call: Call) -> int:
    """The meetings of the board, the last held last."""
    session = call.session
    board, now = session.store().snapshot, session.clock()
    found = meetings(board)
    if call.json:
        put_json({"meetings": [meeting_object(one, call) for one in found]})
        return 0
    if not found:
        say(_("Inga möten har hållits än. På skärmen börjar ett med m."))
    shorts = short_ids(board.table(MEETINGS))
    for one in found:
        promised = ngettext("{n} löfte", "{n} löften", len(one.promised)).format(n=len(one.promised))
        facts = [words.there(len(one.present), one.guests), promised]
        facts.append(_("pågår") if one.runs else words.minutes(one.taken(now)))
        put(f"{shorts[one.id]}  {dates.stamp(one.started, now)}  {' · '.join(facts)}")
    say_if_two(board)
    return 0


def say_if_two(board: Snapshot) -> None:
    """That two meetings are going on, begun where neither saw the other, and what makes them one."""
    if running_beside(board):
        asked = _("Två möten pågår. Säg vilket ni går vidare med: {command}")
        say(asked.format(command=f"tavla meeting join {_('MÖTE')}"))


def join(call: Call) -> int:
    """Let other meetings that are going on go into the first that is named: those named, else all there are."""
    session = call.session
    store = session.store()
    first, *others = (find_meeting(store, given) for given in call.args.meetings)
    chosen = meeting_in(store.snapshot, first)
    if chosen is None or not chosen.runs:
        raise Problem("meeting_ended")
    if not others:
        others = [one.id for one in meetings(store.snapshot) if one.runs and one.id != first]
    commits = [session.do(join_meetings(first, other)) for other in others]
    if call.json:
        found, handle = meeting_in(session.store().snapshot, first), handles(call)
        happened = [event for one in commits for event in event_shapes.events(one.events, one.stamps, handle)]
        put_json({"meeting": meeting_object(found, call) if found else None, "events": happened})
    elif any(one.stamps for one in commits):
        tell(_("Nu är det ett möte. Allt från båda kommer i samma protokoll."))
    else:
        tell(_("Inget att ändra: bara ett möte pågår."))
    return 0


def minutes(call: Call) -> int:
    """What a meeting came to: the one named, else the last that was held."""
    session = call.session
    store, now = session.store(), session.clock()
    if call.args.meeting:
        id = find_meeting(store, call.args.meeting)
    else:
        last = last_held(store.snapshot)
        if last is None:
            raise Problem("no_meeting")
        id = last.id
    found = minutes_of(store, session.org_snapshot, id)
    if call.json:
        put_json({"meeting": meeting_object(found.meeting, call), **_minutes(found, call)})
        return 0
    from tui.meeting_minutes import story, written

    told = story(found, store.snapshot, session.org_snapshot, now)
    put_bytes(written(told, "html" if call.args.html else "md").encode("utf-8"))
    return 0


def meeting_object(one: Meeting, call: Call) -> dict[str, Any]:
    handle = handles(call)
    return {
        "id": one.public,
        "form": one.form,
        "started": one.started.isoformat(timespec="seconds"),
        "ended": one.ended.isoformat(timespec="seconds") if one.ended else None,
        "by": handle(one.by),
        "present": sorted(str(handle(ref)) for ref in one.present),
        "guests": one.guests,
        "point": one.point if one.runs else None,
        "paused": one.runs and one.ticking is None,
        "seconds": one.taken(call.session.clock()),
        "points": [
            {
                "point": key,
                "title": one.added.get(key),
                "given": one.seconds(key),
                "taken": one.elapsed(key, call.session.clock()),
                "skipped": key in one.skipped,
            }
            for key in one.points()
        ],
    }


def _minutes(found: Minutes, call: Call) -> dict[str, Any]:
    handle = handles(call)
    return {
        "done": [_done(one, handle) for one in found.done],
        "notes": [
            {"point": point, "card": public_id(card) if card else None, "text": text}
            for point, card, text in found.notes
        ],
        "promised": [
            {
                "id": public_id(id),
                "card": public_id(str(doc.get("card"))),
                "text": str(doc.get("text") or ""),
                "who": handle(doc.get("who")),
                "due": doc.get("due"),
                "done": bool(doc.get("done")),
            }
            for id, doc in found.promised
        ],
    }


def _done(one: Done, handle: Handles) -> dict[str, Any]:
    return {
        "point": one.point,
        "card": public_id(one.card) if one.card else None,
        "do": one.do,
        "why": one.why,
        "table": one.table,
        "changes": event_shapes.changed(one.changes, handle, one.table),
    }


ACTS: Mapping[str, Callable[[Call], int]] = {"list": list_meetings, "minutes": minutes, "join": join}
