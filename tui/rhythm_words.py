"""A board's meetings in words: how often, when the next is, what was moved; nobody needs to know RFC 5545."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from board.meeting.rhythm import (
    BUT,
    CANCELLED,
    MINUTES,
    RULE,
    START,
    Meeting,
    Rhythm,
    Rule,
    local,
    parse_rule,
)
from tui import words
from tui.text import _, dates, ngettext

_MONDAY = date(2024, 1, 1)


def day(code: int) -> str:
    """ "tis" for 1."""
    return dates.weekday(_MONDAY.replace(day=code + 1))


def rule(given: Rule) -> str:
    """ "var tredje tis", "första tis i månaden"."""
    days = ", ".join(map(day, given.days))
    if given.months:
        nth = {
            1: _("första {days} i månaden"),
            2: _("andra {days} i månaden"),
            3: _("tredje {days} i månaden"),
            4: _("fjärde {days} i månaden"),
            -1: _("sista {days} i månaden"),
        }[given.nth]
        told = nth.format(days=days)
        if given.months > 1:
            told = _("{rule}, var {n}:e månad").format(rule=told, n=given.months)
    elif given.weeks == 1 and given.days == (0, 1, 2, 3, 4):
        told = _("varje vardag")
    else:
        often = {
            1: _("varje {days}"),
            2: _("varannan {days}"),
            3: _("var tredje {days}"),
            4: _("var fjärde {days}"),
        }.get(given.weeks, _("var {n}:e vecka, {days}"))
        told = often.format(days=days, n=given.weeks)
    return told


def without(given: Rule) -> str:
    """ "inte i juli"; empty where there are meetings all the year."""
    months = ", ".join(dates.month(date(2024, month, 1)) for month in given.but)
    return _("inte i {months}").format(months=months) if months else ""


def minutes(count: int) -> str:
    """ "45 min"."""
    return _("{n} min").format(n=count)


def hours(count: float) -> str:
    """ "2 h 30 min", "45 min", "0 min"."""
    whole, left = divmod(round(count), 60)
    if not whole:
        return minutes(left)
    return _("{h} h {n} min").format(h=whole, n=left) if left else _("{h} h").format(h=whole)


def rhythm(given: Rhythm) -> str:
    """ "var tredje tis 13.30, 60 min, inte i juli, inte på röda dagar"; empty where there are only single meetings."""
    if given.rule is None or given.start is None:
        return ""
    told = [f"{rule(given.rule)} {dates.clock(given.start)}", minutes(given.minutes), without(given.rule)]
    return ", ".join(filter(None, [*told, "" if given.on_red else _("inte på röda dagar")]))


def when(meeting: Meeting, now: datetime) -> str:
    """ "tis 24 nov 13.30"."""
    return f"{dates.day(meeting.start.date(), now.date())} {dates.clock(meeting.start)}"


def ahead(meeting: Meeting, now: datetime) -> str:
    """ "om 2 dagar"; of one that is going on, "pågår"."""
    if meeting.start <= now.replace(tzinfo=None):
        return _("pågår")
    return dates.relative(meeting.start.date(), now.date())


def next_one(meeting: Meeting, now: datetime) -> str:
    """ "tis 24 nov 13.30, om 2 dagar"."""
    return f"{when(meeting, now)}, {ahead(meeting, now)}"


def brief(meeting: Meeting, now: datetime, *, short: bool) -> str:
    """What the top line says: "möte tis 24 nov 13.30, om 2 dagar", or short "möte tis 24 nov 13.30"."""
    if not short:
        return _("möte {when}, {ahead}").format(when=when(meeting, now), ahead=ahead(meeting, now))
    today = meeting.start.date() == now.date()
    told = f"{_('i dag')} {dates.clock(meeting.start)}" if today else when(meeting, now)
    return _("möte {when}").format(when=told)


def tight(meeting: Meeting, now: datetime) -> str:
    """ "möte 24/11 13.30", where there is room for no more."""
    day = meeting.start.date()
    told = _("i dag") if day == now.date() else f"{day.day}/{day.month}"
    return _("möte {when}").format(when=f"{told} {dates.clock(meeting.start)}")


def trouble() -> str:
    """Said where another replica wrote a rhythm that is none."""
    return _("Mötesrytmen går inte att läsa, och räknas inte. Skriv den på nytt, så gäller den.")


def odd(meeting: Meeting) -> str:
    """What is not by the rhythm: "flyttat från tis 24 nov", "eget möte"; empty else."""
    if meeting.moved:
        return _("flyttat från {day}").format(day=dates.day(meeting.day, meeting.start.date()))
    return _("utöver rytmen") if meeting.own else ""


def told(head: str, element: str, new: Any) -> str:
    """A change of one of FIELDS as history says it."""
    if head == BUT:
        try:
            of = dates.day(date.fromisoformat(element))
        except ValueError:
            of = element
        at = local(new)
        if new == CANCELLED:
            return _("mötet {day} ställs in").format(day=of)
        if at is None:
            return _("mötet {day} är som vanligt").format(day=of)
        to = f"{dates.day(at.date())} {dates.clock(at)}"
        return _("mötet {day} är {to}").format(day=of, to=to)
    label = words.field(head).lower()
    return f"{label}: {value(head, new) if new not in (None, '') else '–'}"


def value(head: str, new: Any) -> str:
    """A value of one of the fields of board.meeting.rhythm."""
    if head == BUT and new == CANCELLED:
        return _("ställs in")
    found, at = parse_rule(new) if head == RULE else None, local(new) if head in (START, BUT) else None
    if found is not None:
        return ", ".join(filter(None, (rule(found), without(found))))
    if at is not None:
        return f"{dates.day(at.date())} {dates.clock(at)}"
    if head == MINUTES and isinstance(new, int) and not isinstance(new, bool):
        return minutes(new)
    return _("ja") if new is True else " ".join(str(new).split())[:60]


def times(count: int) -> str:
    """ "1 tillfälle", "4 tillfällen"."""
    return ngettext("{n} tillfälle", "{n} tillfällen", count).format(n=count)
