"""A board's or a person's days as an iCalendar file (RFC 5545), written with icalendar, which is an extra.

The same board gives the same bytes at every replica: each event has the id of what it is about, and its SEQUENCE and
stamps come from when that was last changed. Meetings are one recurring event, without the red days of the coming years
and the meetings that are cancelled; one that is moved has its RECURRENCE-ID. Other days are events of a whole day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from board.coming import Coming, coming, is_of
from board.errors import Problem
from board.ids import public_id
from board.meeting.rhythm import BUT, FIELDS, Rhythm, is_by_rule, meetings_between, red_days_hit, rhythm_of
from board.model import BOARD_ID, board_of
from board.ports import Doc, Store
from board.values import moment
from tui import calendar_words
from tui.text import _

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

ZONE = "Europe/Stockholm"
"""Boards tell local times; this is where they are."""
YEARS = 3
"""Red days and the like are taken out of the recurrence for so many years to come, counted in whole years."""
MADE_BY = b"-//Tavla//SV"
"""What a calendar says that it was made by."""
ALARM = timedelta(hours=-1)
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


class Board(NamedTuple):
    """A board whose days are written."""

    id: str
    store: Store


def write(boards: Sequence[Board], org: Store, today: date, name: str, person: str | None = None) -> bytes:
    """The file: everything of the boards, or what is a person's.

    Raises:
        Problem: `calendar_missing` where icalendar is not installed.
    """
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise Problem("calendar_missing") from None
    file = Calendar()
    file.add("prodid", MADE_BY.decode())
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(" ".join(name.split())))
    file.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for board in boards:
        _add(file, board, org, today, person)
    file.subcomponents.insert(0, _zone())
    return bytes(file.to_ical())


def _zone() -> Timezone:
    """Summer time as a rule, as all of Europe has had it since 1996: Outlook reads no long list of days."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001 - local by its nature
        part.add("rrule", vRecur({"freq": "yearly", "bymonth": month, "byday": "-1SU"}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _add(file: Calendar, board: Board, org: Store, today: date, person: str | None) -> None:
    snapshot = board.store.snapshot
    if person is None or is_of(snapshot, org.snapshot, board.id, person, today):
        for event in _meetings(board, today):
            file.add_component(event)
    for one in coming(snapshot, org.snapshot, board.id, today, person):
        store = org if one.kind == "lift" else board.store
        file.add_component(_day(one, store, _name(board)))


def _name(board: Board) -> str:
    return board_of(board.store.snapshot).name or board.id


# --- meetings


def _meetings(board: Board, today: date) -> Iterable[Event]:
    rhythm = rhythm_of(board.store.snapshot)
    if rhythm is None:
        return
    doc = board.store.snapshot.get("board", BOARD_ID) or {}
    held = doc.get(BUT)
    cells = [name for name in (*FIELDS, "name") if doc.get(name) is not None]
    cells += [f"{BUT}/{day}" for day in (held if isinstance(held, dict) else ())]
    changed = _changed(board.store, "board", BOARD_ID, doc, cells)
    uid = f"meeting.{board.id}.{_digest(board.id, doc)}@tavla"
    last = date(today.year + YEARS, 12, 31)
    yield from _recurring(board, rhythm, uid, changed, last)
    for day, to in sorted(rhythm.but.items()):
        if to is None:
            continue
        if is_by_rule(rhythm, day) and rhythm.start is not None:
            moved = _meeting(board, rhythm, uid, changed, to)
            moved.add("recurrence-id", _local(datetime.combine(day, rhythm.start.time())))
            yield moved
        elif to.date() == day:
            yield _meeting(
                board, rhythm, f"meeting.{board.id}.{_digest(board.id, doc)}.{day}@tavla", changed, to
            )


def _recurring(board: Board, rhythm: Rhythm, uid: str, changed: datetime, last: date) -> Iterable[Event]:
    if rhythm.rule is None or rhythm.start is None:
        return
    from icalendar import vRecur

    on_all = rhythm._replace(on_red=True, but={})
    first = next(
        iter(meetings_between(on_all, rhythm.start.date(), rhythm.start.date() + timedelta(days=800)))
    )
    event = _meeting(board, rhythm, uid, changed, first.start)
    event.add("rrule", vRecur.from_ical(rhythm.rule.text()))
    cancelled = [day for day, to in rhythm.but.items() if to is None and is_by_rule(rhythm, day)]
    without = sorted({*red_days_hit(rhythm, first.day, last), *cancelled})
    for day in without:
        event.add("exdate", _local(datetime.combine(day, rhythm.start.time())))
    yield event


def _meeting(board: Board, rhythm: Rhythm, uid: str, changed: datetime, at: datetime) -> Event:
    event = _event(uid, changed, calendar_words.meeting(_name(board)))
    event.add("dtstart", _local(at))
    event.add("dtend", _local(at + timedelta(minutes=rhythm.minutes)))
    if rhythm.place:
        event.add("location", rhythm.place)
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", calendar_words.meeting(_name(board)))
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    return event


def _local(at: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return at.replace(tzinfo=ZoneInfo(ZONE))


# --- days


def _day(one: Coming, store: Store, board: str) -> Event:
    doc = store.snapshot.get(one.table, one.id) or {}
    cells = [name for name, value in doc.items() if name[:1] != "_" and not isinstance(value, dict | list)]
    changed = _changed(store, one.table, one.id, doc, cells)
    event = _event(f"{one.code}.{public_id(one.id)}@tavla", changed, calendar_words.about(one))
    event.add("dtstart", one.day)
    if one.day < date.max:
        event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    told = [_("Tavlan {name}").format(name=board)]
    if one.title and one.text:
        told.append(_("Kortet: {title}").format(title=one.title))
    event.add("description", "\n".join(told))
    return event


# --- what every event has


def _event(uid: str, changed: datetime, summary: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(int((changed - _EPOCH).total_seconds()), 0))
    event.add("summary", summary)
    return event


def _changed(store: Store, table: str, id: str, doc: Doc, cells: Iterable[str]) -> datetime:
    """When something was last changed, the same at every replica: the latest stamp of what it shows, and the day that
    the document tells where something was taken away from it. Whole seconds."""
    stamps = [stamp for cell in cells if (stamp := store.stamp_of(table, id, cell))]
    moments = [datetime.fromtimestamp(int(stamp[:9], 36) // 1000, UTC) for stamp in stamps]
    read = moment(doc.get("_at"))
    told = [read.astimezone(UTC).replace(microsecond=0)] if read else []
    return max([*moments, *told], default=_EPOCH)


def _digest(id: str, doc: Doc) -> str:
    """Tells two boards of one name apart, the same at every replica."""
    made = f"{id} {doc.get('created')} {doc.get('by')}"
    return hashlib.sha256(made.encode()).hexdigest()[:12]
