"""Dates and ages as people here say them: "tis 24 nov v. 48", "om 3 dagar", "i dag 14.02".

Needs neither the process's locale nor a library: two lists of words and ISO weeks are all there is to it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from tui.text import _, language, ngettext, pgettext

_WEEK = 7
_MONTH = 30.44
_YEAR = 365.25


def weekday(when: date) -> str:
    """ "tis", "Tue"."""
    return (
        pgettext("weekday", "mån"),
        pgettext("weekday", "tis"),
        pgettext("weekday", "ons"),
        pgettext("weekday", "tors"),
        pgettext("weekday", "fre"),
        pgettext("weekday", "lör"),
        pgettext("weekday", "sön"),
    )[when.weekday()]


def month(when: date) -> str:
    """ "nov", "Nov"."""
    return (
        pgettext("month", "jan"),
        pgettext("month", "feb"),
        pgettext("month", "mars"),
        pgettext("month", "apr"),
        pgettext("month", "maj"),
        pgettext("month", "juni"),
        pgettext("month", "juli"),
        pgettext("month", "aug"),
        pgettext("month", "sep"),
        pgettext("month", "okt"),
        pgettext("month", "nov"),
        pgettext("month", "dec"),
    )[when.month - 1]


def day(when: date, today: date | None = None) -> str:
    """ "tis 24 nov"; given today, with the year where it is another: "tis 24 nov 2025"."""
    text = f"{weekday(when)} {when.day} {month(when)}"
    return text if today is None or when.year == today.year else f"{text} {when.year}"


def week(when: date) -> str:
    """ "v. 48", "week 48": the week as Swedish calendars number it."""
    return _("v. {week}").format(week=when.isocalendar().week)


def day_week(when: date, today: date | None = None) -> str:
    """ "tis 24 nov v. 48"."""
    return f"{day(when, today)} {week(when)}"


def relative(when: date, today: date) -> str:
    """How far away a day is, in the largest unit that still says something: days for a fortnight, then weeks."""
    distance = (when - today).days
    if distance in (-1, 0, 1):
        return (_("i går"), _("i dag"), _("i morgon"))[distance + 1]
    n, unit = _unit(abs(distance))
    if unit == "day":
        ahead, ago = (
            ngettext("om {n} dag", "om {n} dagar", n),
            ngettext("för {n} dag sedan", "för {n} dagar sedan", n),
        )
    elif unit == "week":
        ahead = ngettext("om {n} vecka", "om {n} veckor", n)
        ago = ngettext("för {n} vecka sedan", "för {n} veckor sedan", n)
    elif unit == "month":
        ahead = ngettext("om {n} månad", "om {n} månader", n)
        ago = ngettext("för {n} månad sedan", "för {n} månader sedan", n)
    else:
        ahead, ago = (
            ngettext("om {n} år", "om {n} år", n),
            ngettext("för {n} år sedan", "för {n} år sedan", n),
        )
    return (ahead if distance > 0 else ago).format(n=n)


def _unit(days: int) -> tuple[int, str]:
    if days < 2 * _WEEK:
        return days, "day"
    if days < 9 * _WEEK:
        return days // _WEEK, "week"
    if days < 2 * _YEAR:
        return round(days / _MONTH), "month"
    return int(days / _YEAR), "year"


def clock(moment: datetime) -> str:
    """ "14.02", "14:02"."""
    return moment.strftime("%H.%M" if language() == "sv" else "%H:%M")


def stamp(moment: datetime, now: datetime) -> str:
    """When something happened or will, seen from now: shorter the nearer it is.

    "i dag 14.02", "i går 14.02", within the last week "tis 14.02", else "tis 24 nov 14.02", with the year where it
    is another. Both are shown in `now`'s time zone.
    """
    if moment.tzinfo is not None and now.tzinfo is not None:
        with suppress(OverflowError):  # there is no day before the first or after the last
            moment = moment.astimezone(now.tzinfo)
    today = now.date()
    distance = (moment.date() - today).days
    if -1 <= distance <= 1:
        what = relative(moment.date(), today)
    elif -_WEEK < distance < 0:
        what = weekday(moment)
    else:
        what = day(moment.date(), today)
    return f"{what} {clock(moment)}"


def age(days: int) -> str:
    """How long something has stood, in the least space: "9 d", "5 v", "2 år"."""
    if days < 2 * _WEEK:
        return _("{n} d").format(n=max(days, 0))
    if days < 2 * _YEAR:
        return _("{n} v").format(n=days // _WEEK)
    return _("{n} år").format(n=int(days / _YEAR))


def told(value: object, now: datetime) -> str:
    """A stored time as it is said; as it stands where it cannot be read."""
    try:
        return stamp(datetime.fromisoformat(str(value)), now)
    except ValueError:
        return str(value or "")
