"""`tavla meeting rhythm`, `next`, `move`, `cancel`, `restore`, `book`, `time`: when a board meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from board import organisation
from board.errors import Problem
from board.meeting import rhythm_acts, spoken
from board.meeting.rhythm import (
    MINUTES,
    PLACE,
    RED,
    RULE,
    START,
    Meeting,
    checked,
    next_meetings,
    rhythm_of,
    trouble,
)  # fmt: skip
from board.ports import Commit
from board.when import parse_date
from board.when_words import MONTHS
from tui import rhythm_words
from tui.cli import event_shapes
from tui.cli.call import Call, handles
from tui.cli.output import columns_wide, put, put_json, say, tell, wrap
from tui.text import _, dates, ngettext

MOST = 50
"""Meetings that are told at once."""
NO_RHYTHM_AT = time(13, 0)
"""When a meeting is booked to where no time is said and there is no rhythm to take it from."""


def meeting_object(one: Meeting) -> dict[str, Any]:
    """A meeting as an object: times are local, without an offset."""
    return {
        "day": one.day.isoformat(),
        "start": one.start.isoformat(timespec="minutes"),
        "minutes": one.minutes,
        "place": one.place or None,
        "moved": one.moved,
        "own": one.own,
    }


def show(call: Call, count: int = 3, commit: Commit | None = None) -> int:
    """How often the board meets, and the next meetings."""
    board, now = call.session.store().snapshot, call.session.clock()
    rhythm, odd = rhythm_of(board), trouble(board)
    found = next_meetings(board, now, count)
    if call.json:
        put_json(
            {
                "rhythm": _rhythm_object(call),
                "trouble": odd,
                "next": [meeting_object(one) for one in found],
                "events": event_shapes.events(commit.events, commit.stamps, handles(call)) if commit else [],
            }
        )
        return 0
    if odd:
        for line in wrap(rhythm_words.trouble(), columns_wide()):
            put(line)
    told = rhythm_words.rhythm(rhythm) if rhythm is not None else ""
    if told:
        put(told[:1].upper() + told[1:] + (f", {rhythm.place}" if rhythm and rhythm.place else ""))
    elif not odd:
        say(_("Tavlan har ingen mötesrytm än. Till exempel: tavla meeting rhythm var tredje tis 13.30"))
    for one in found:
        put("  " + line_of(one, now))
    return 0


def line_of(one: Meeting, now: datetime) -> str:
    """ "tis 24 nov 13.30, om 2 dagar (flyttat från mån 23 nov)"."""
    odd = rhythm_words.odd(one)
    told = f"{rhythm_words.when(one, now)}, {rhythm_words.ahead(one, now)}"
    return f"{told} ({odd})" if odd else told


def _rhythm_object(call: Call) -> dict[str, Any] | None:
    rhythm = rhythm_of(call.session.store().snapshot)
    if rhythm is None or rhythm.rule is None or rhythm.start is None:
        return None
    return {
        "rule": rhythm.rule.text(),
        "start": rhythm.start.isoformat(timespec="minutes"),
        "minutes": rhythm.minutes,
        "place": rhythm.place or None,
        "on_red_days": rhythm.on_red,
    }


def _next(call: Call) -> int:
    return show(call, min(max(call.args.count, 1), MOST))


def _rhythm(call: Call) -> int:
    """Without words: how it is. With them: how it is to be."""
    args = call.args
    fields: dict[str, Any] = {}
    if args.end:
        fields = rhythm_acts.clear_rhythm()
    else:
        if args.words or args.start or args.without is not None:
            fields = _new_rhythm(call)
        if args.minutes is not None:
            fields[MINUTES] = checked(MINUTES, args.minutes)
        if args.place is not None:
            fields[PLACE] = args.place
        if args.words or args.red:
            fields[RED] = args.red
    if not fields:
        return show(call)
    return show(call, commit=call.session.do(organisation.change_board(fields)))


def _new_rhythm(call: Call) -> dict[str, Any]:
    args, now = call.args, call.session.clock()
    held = rhythm_of(call.session.store().snapshot)
    today = now.date()
    start = parse_date(args.start, today) if args.start else today
    if args.words:
        said = spoken.parse_rhythm(" ".join(args.words))
        rule, at = said.rule, said.at or (held.start.time() if held and held.start else None)
        if not rule.days:
            rule = rule._replace(days=(start.weekday(),))
        if at is None:
            raise Problem("bad_time", spoken.TIMES, given=" ".join(args.words)[:60])
    elif held is not None and held.rule is not None and held.start is not None:
        said, rule, at = None, held.rule, held.start.time()
        start = start if args.start else held.start.date()
    else:
        raise Problem("bad_rhythm", spoken.EXAMPLES, given=" ".join(args.words))
    if args.without is not None:
        rule = rule._replace(but=_months(args.without))
    on_red = args.red or bool(not args.words and held and held.on_red)
    first = spoken.first_from(rule, datetime.combine(start, at), on_red)
    fields: dict[str, Any] = {RULE: rule.text(), START: first.isoformat(timespec="minutes")}
    if said is not None and said.minutes:
        fields[MINUTES] = said.minutes
    return fields


def _months(given: str) -> tuple[int, ...]:
    from board.swedish import loose_fold

    words = loose_fold(given).replace(",", " ").split()
    unknown = [word for word in words if word not in MONTHS]
    if unknown or len(set(words)) > 3:
        raise Problem("bad_rhythm", ("juli", "juli,augusti"), given=(unknown or [given])[0][:40])
    return tuple(sorted({MONTHS[word] for word in words}))


def _which(call: Call) -> Meeting:
    """The meeting of --day, else the next one."""
    board, now = call.session.store().snapshot, call.session.clock()
    found = next_meetings(board, now, 60 if call.args.day else 1)
    if call.args.day:
        day = parse_date(call.args.day, now.date())
        found = tuple(one for one in found if day in (one.day, one.start.date()))
        if not found:
            raise Problem("unknown", what="meeting", given=day.isoformat())
    if not found:
        raise Problem("unknown", what="meeting", given="")
    return found[0]


def _move(call: Call) -> int:
    one, today = _which(call), call.session.clock().date()
    to = spoken.parse_when(" ".join(call.args.words), today, one.start.date(), one.start.time())
    return _answer(call, call.session.do(rhythm_acts.move_meeting(one.day, to)), _("Flyttat."))


def _cancel(call: Call) -> int:
    one = _which(call)
    told = _("Mötet {day} ställs in.").format(day=dates.day(one.start.date()))
    return _answer(call, call.session.do(rhythm_acts.cancel_meeting(one.day)), told)


def _restore(call: Call) -> int:
    day = parse_date(call.args.day, call.session.clock().date())
    return _answer(call, call.session.do(rhythm_acts.restore_meeting(day)), _("Mötet är som rytmen säger."))


def _book(call: Call) -> int:
    session = call.session
    held, today = rhythm_of(session.store().snapshot), session.clock().date()
    at = held.start.time() if held and held.start else NO_RHYTHM_AT
    to = spoken.parse_when(" ".join(call.args.words), today, today, at)
    return _answer(call, session.do(rhythm_acts.book_meeting(to)), _("Bokat."))


def _answer(call: Call, commit: Commit, told: str) -> int:
    if not call.json:
        tell(told if commit.stamps else _("Inget att ändra."))
    return show(call, commit=commit)


def _time(call: Call) -> int:
    """What was planned and what came of it, in sum."""
    from board.meeting import improvement_time

    session = call.session
    board, today = session.store().snapshot, session.clock().date()
    found = improvement_time.standing(board, today)
    coming = improvement_time.to_come(board, today)
    if call.json:
        put_json(
            {
                "time": {
                    "from": found.first.isoformat(),
                    "to": found.last.isoformat(),
                    "planned": found.planned,
                    "got": found.got,
                    "written": found.written,
                    "awaited": found.awaited,
                    "meetings": found.meetings,
                    "in_rhythm": found.in_rhythm,
                },
                "to_come": [day.isoformat() for day, _id in coming],
            }
        )
        return 0
    for row in time_lines(found):
        for line in wrap(row, columns_wide()):
            put(line)
    for day, id in coming[:5]:
        doc = board.table("times")[id]
        put(f"  {dates.day(day, today)}, {dates.relative(day, today)}  {doc.get('text') or ''}".rstrip())
    return 0


def time_lines(found: Any) -> list[str]:
    """Time for improvement work in sentences; `found` is board.meeting.improvement_time's Standing."""
    weeks = round(((found.last - found.first) + timedelta(days=1)).days / 7)
    rows = [
        _("Förbättringstid de senaste {n} veckorna: planerat {planned}, blev {got}.").format(
            n=weeks, planned=rhythm_words.hours(found.planned), got=rhythm_words.hours(found.got)
        )
    ]
    if found.awaited:
        rows.append(_("{times} säger inte vad det blev än.").format(times=rhythm_words.times(found.awaited)))
    if found.meetings:
        rows.append(
            ngettext(
                "Mötesrytmen gav {n} möte, {time}.", "Mötesrytmen gav {n} möten, {time}.", found.meetings
            ).format(n=found.meetings, time=rhythm_words.hours(found.in_rhythm))
        )
    if not (found.planned or found.got or found.awaited):
        rows.append(_('Planera en stund: tavla time add "Nycklarna" day=tis minutes=30'))
    return rows


ACTS: Mapping[str, Callable[[Call], int]] = {
    "rhythm": _rhythm,
    "next": _next,
    "move": _move,
    "cancel": _cancel,
    "restore": _restore,
    "book": _book,
    "time": _time,
}
