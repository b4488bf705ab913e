"""The unit's results in words: what a measure says, what the mix of goals is like, what has been finished and freed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from board.method.spread import spread
from board.results import (
    FEW_TYPED,
    MIXED,
    MOSTLY_ACTIVITY,
    MOSTLY_EFFECT,
    NEUTRAL,
    ONE_TYPE,
    REACHED,
    SHORT,
    Freed,
    Measure,
    is_turned,
    mix,
    standing,
)
from tui import charting
from tui import method_words as words
from tui.lines import Piece
from tui.text import N_, _, dates, ngettext
from tui.unit_words import unit

_MIX: Mapping[str, str] = {
    MOSTLY_ACTIVITY: N_("Mest aktivitetsmål: vad blev det för brukaren?"),
    MOSTLY_EFFECT: N_("Mest effektmål: de rör sig långsamt. Vad märks redan i år?"),
    MIXED: N_("En blandning: det ni gör, och vad det ger."),
    ONE_TYPE: N_("Mål av bara ett slag. Vad säger ett annat slag?"),
    FEW_TYPED: N_("Få mått har en måltyp än, så blandningen säger inget."),
}


def perspective(code: str) -> str:
    """A perspective by its name; what belongs to none."""
    return words.choice("perspective", code) if code else _("Utan perspektiv")


def lacking(perspectives: Sequence[str]) -> str:
    """The perspectives without a measure, by name; nothing where each has one."""
    if not perspectives:
        return ""
    return _("Inget mått än: {names}").format(names=", ".join(map(perspective, perspectives)))


def types_told(types: Mapping[str, Sequence[Measure]]) -> str:
    """What the mix of goals is like."""
    code = mix(types)
    return _(_MIX[code]) if code else ""


def target(one: Measure) -> Piece:
    """The latest reading against the target, in words and with a colour; neutral where nothing is set."""
    aim = one.doc.get("target")
    if aim is None:
        return _("inget mål satt"), "quiet"
    value = value_told(aim, one.doc)
    if is_turned(one):
        higher = one.doc.get("better") == "higher"
        told = (
            _("målet är {value}, och alla värden är högre: är lägre bättre?")
            if higher
            else _("målet är {value}, och alla värden är lägre: är högre bättre?")
        )
        return told.format(value=value), "still"
    return {
        REACHED: (_("✓ når målet {value}").format(value=value), "good"),
        SHORT: (_("○ målet är {value}").format(value=value), "still"),
        NEUTRAL: (_("målet är {value}").format(value=value), "text"),
    }[standing(one)]


def value_told(value: object, doc: Mapping[str, object]) -> str:
    """A value with its unit."""
    number = words.number(round(value, 2) if isinstance(value, float) else value)
    return f"{number} {unit(doc.get('unit'), value)}".rstrip()


def from_to(one: Measure) -> str:
    """The first and the latest reading: "9 → 4 st"; nothing where there is none."""
    if not one.points:
        return ""
    last = one.points[-1]
    latest = words.share(str(last.doc.get("typed") or ""), last.value) or value_told(
        _plain(last.value), one.doc
    )
    return latest if len(one.points) == 1 else f"{words.number(_plain(one.points[0].value))} → {latest}"


def _plain(value: float) -> float | int:
    value = round(value, 2)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def facts(one: Measure, found: charting.Charted, today: date) -> list[str]:
    """What is worth telling of a measure beside its chart: how its readings lie, what the rules see, and when."""
    if not one.points:
        return [_("inga mätvärden än")]
    told = [seen(found), _("senaste värdet {day}").format(day=dates.day(one.points[-1].day, today))]
    lies = spread(point.value for point in one.points)
    if lies is not None and len(one.points) >= SPREAD:
        low, high = (words.number(_plain(value)) for value in (lies.lower_quartile, lies.upper_quartile))
        told.append(_("hälften av värdena är {low}–{high}").format(low=low, high=high))
    return told


SPREAD = 4
"""Readings from which it is told how half of them lie."""


def seen(found: charting.Charted) -> str:
    """What the rules saw, in a few words."""
    if found.chart.too_few:
        return _("för få mätvärden än")
    return _("◆ något har förändrats") if found.chart.signal else _("vanlig variation")


def minutes(total: float) -> str:
    """Minutes a week: "350 minuter i veckan"."""
    count = _plain(total)
    return ngettext("{n} minut i veckan", "{n} minuter i veckan", round(count)).format(n=words.number(count))


def hours(total: float) -> str:
    """So many minutes in hours and halves, where they are two or more: "6,5 timmar"."""
    halves = _plain(round(total / 30) / 2)
    return _("{n} timmar").format(n=words.number(halves)) if halves >= 2 else ""


def freed(one: Freed) -> str:
    """What a routine has freed, and to whom the time goes."""
    if one.minutes < 0:
        more = _plain(-one.minutes)
        return ngettext(
            "tar {n} minut mer i veckan än förut", "tar {n} minuter mer i veckan än förut", round(more)
        ).format(n=words.number(more))
    told = minutes(one.minutes)
    return _("{time} till {whom}").format(time=told, whom=one.given_to) if one.given_to else told


def improvements(count: int) -> str:
    return ngettext("{n} förbättring blev rutin", "{n} förbättringar blev rutin", count).format(n=count)


def let_go(count: int) -> str:
    told = ngettext("{n} försök släpptes", "{n} försök släpptes", count).format(n=count)
    return f"{told}: {_('också det lär man sig av')}"


def recent_events(recent: int, every: int) -> str:
    """How many events a routine has had of late, and in all."""
    told = ngettext("{n} på 90 dagar", "{n} på 90 dagar", recent).format(n=recent)
    return told if every == recent else f"{told} · {_('{n} i allt').format(n=every)}"
