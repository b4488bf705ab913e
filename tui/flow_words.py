"""The flow of a board in words: each figure with the cards behind it, and what is counted from where.

Screen and command line say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from board.flow import ENOUGH, HALF, MOST, NEARLY_ALL, percentile
from board.flow_series import Bands, Flow, longer_than
from board.method.runs import median
from tui import words
from tui.text import _, dates, ngettext

PERCENTS = (HALF, MOST, NEARLY_ALL)
RECENT = 4
"""Weeks that are told one by one."""


class Figure(NamedTuple):
    """A figure: its name, what it is, and the cards it counts. level: 1 for a part of the one above it. stayed: its
    cards' days in one phase, where it is about that."""

    key: str
    name: str
    told: str
    cards: Sequence[str] = ()
    level: int = 0
    stayed: Mapping[str, int] | None = None


def cards(count: int) -> str:
    return ngettext("{n} kort", "{n} kort", count).format(n=count)


def days(count: int) -> str:
    return ngettext("{n} dag", "{n} dagar", count).format(n=count)


def since_start(count: int) -> str:
    """How old a card is, said so that it is not taken for its days in the phase where it lies."""
    return ngettext("{n} dag sedan start", "{n} dagar sedan start", count).format(n=count)


def stayed(count: int) -> str:
    """How long a card lay in a phase: days from coming to leaving."""
    return days(count) if count else _("vidare samma dag")


def figures(flow: Flow) -> list[Figure]:
    """All figures in order."""
    return [*under_way(flow), *waiting(flow), *finished(flow), *_per_week(flow), *_stays(flow)]


def under_way(flow: Flow) -> list[Figure]:
    """What is under way now, and where."""
    everything = [id for ids in flow.under_way.values() for id in ids]
    found = [Figure("wip", _("Pågår nu"), cards(flow.wip), everything)]
    for phase, ids in flow.under_way.items():
        told = cards(len(ids))
        if ids and (oldest := flow.ages.get(ids[0])):
            told += ", " + _("det äldsta {age}").format(age=since_start(oldest))
        found.append(Figure(f"wip-{phase}", words.phase(phase), told, ids, 1))
    if came := [id for id in everything if id not in flow.ages]:
        told = _("{cards} kom med en import").format(cards=cards(len(came)))
        found.append(Figure("unknown_start", _("Utan känd start"), told, came, 1))
    return found


def waiting(flow: Flow) -> list[Figure]:
    """What was begun and lies aside, where anything does."""
    found = []
    if flow.parked:
        found.append(Figure("parked", _("Påbörjat, parkerat"), cards(len(flow.parked)), flow.parked))
    if flow.put_back:
        found.append(
            Figure("put_back", _("Påbörjat, i Förslag igen"), cards(len(flow.put_back)), flow.put_back)
        )
    return found


def finished(flow: Flow) -> list[Figure]:
    """What was finished, and how many days it took."""
    told = _("{cards} sedan {day}").format(cards=cards(len(flow.done)), day=_day(flow.first))
    found = [Figure("done", _("Avslutade"), told, [one.card for one in reversed(flow.done)])]
    if flow.unknown:
        told = _("{cards}, starten är inte känd").format(cards=cards(len(flow.unknown)))
        found.append(Figure("unknown", _("Avslutade från import"), told, flow.unknown))
    times = flow.times
    if len(times) < ENOUGH:
        by_days = [one.card for one in sorted(flow.done, key=lambda one: one.days)]
        return [*found, Figure("too_few", _("Dagar per kort"), too_few(times), by_days)]
    for percent in PERCENTS:
        within = percentile(times, percent) or 0
        longer = longer_than(flow, within)
        told = _("högst {days}").format(days=days(within))
        if longer:
            told += ", " + _("{cards} tog längre").format(cards=cards(len(longer)))
        found.append(Figure(f"p{percent}", share(percent), told, longer, 1))
    return found


def share(percent: int) -> str:
    """ "Hälften", "85 av 100"."""
    return _("Hälften tog") if percent == HALF else _("{percent} av 100 tog").format(percent=percent)


def too_few(times: Sequence[int]) -> str:
    """Said where there are too few finished cards to compare with: what each of them took."""
    if not times:
        return _("visas när ett kort är avslutat")
    *most, last = sorted(times)
    each = (
        _("{days} och {last}").format(days=", ".join(map(str, most)), last=days(last)) if most else days(last)
    )
    return _("{cards}: {days}. Från {least} kort visas hur länge de flesta tar.").format(
        cards=cards(len(times)), days=each, least=ENOUGH
    )


def over_time(of: Bands, today: date) -> str:
    """How many cards are under way now beside the period's first day, and how many were finished: in a sentence."""
    under_way = [
        sum(counts) for counts in zip(*(of.counts[p] for p in of.counts if p != "done"), strict=True)
    ]
    if not under_way:
        return ""
    first, last = under_way[0], under_way[-1]
    told = (
        _("Sedan {day} har de kort som pågår blivit fler: från {first} till {last}.")
        if last > first
        else _("Sedan {day} har de kort som pågår blivit färre: från {first} till {last}.")
        if last < first
        else _("De kort som pågår är lika många som {day}: {last}.")
    ).format(day=dates.day(of.first, today), first=first, last=last)
    done = of.counts["done"][-1]
    return f"{told} {_('Under tiden har {cards} avslutats.').format(cards=cards(done))}"


def _per_week(flow: Flow) -> list[Figure]:
    if not flow.weeks:
        return [Figure("weeks", _("Avslutade per vecka"), _("visas när en hel vecka har gått"))]
    recent = flow.weeks[-RECENT:]
    counts = ", ".join(str(len(week.cards)) for week in recent)
    told = ngettext(
        "senaste hela veckan: {counts}", "senaste {n} hela veckorna: {counts}", len(recent)
    ).format(n=len(recent), counts=counts)
    if len(flow.weeks) >= ENOUGH:
        middle = median([len(week.cards) for week in flow.weeks])
        told += ", " + _("medianen är {n}").format(n=_half(middle))
    return [
        Figure(
            "weeks", _("Avslutade per vecka"), told, [id for week in reversed(recent) for id in week.cards]
        )
    ]


def _half(value: float) -> str:
    whole, half = divmod(round(value * 2), 2)
    return _("{n},5").format(n=whole) if half else str(whole)


def _stays(flow: Flow) -> list[Figure]:
    """How long finished cards lay in each phase where enough of them have been."""
    found = []
    for stays in flow.stays:
        taken = [stayed for stayed, _card in stays.stays]
        half, most = percentile(taken, HALF), percentile(taken, MOST)
        if half is None or most is None:
            continue
        told = (
            _("hälften låg högst {half}, 85 av 100 högst {most}")
            if half
            else _("hälften gick vidare samma dag, 85 av 100 låg högst {most}")
            if most
            else _("85 av 100 gick vidare samma dag")
        ).format(half=half, most=days(most))
        longest = {card: stayed for stayed, card in reversed(stays.stays)}
        name = _("I {phase}").format(phase=words.phase(stays.phase))
        found.append(Figure(f"stay-{stays.phase}", name, told, list(longest), stayed=longest))
    return found


def _day(day: date) -> str:
    return f"{day.day} {dates.month(day)} {day.year}"


def points() -> list[str]:
    """What is counted from where: stands with the figures wherever they are shown."""
    return [
        _(
            "Ett kort räknas från dagen det först lämnar Förslag till dagen det senast avslutas, vilket beslutet än"
            " blir. Alla dagar räknas, röda också; det som börjar och slutar samma dag tog 1 dag."
        ),
        _(
            "Ett kort som prövas igen eller tas upp igen fortsätter. Det som är parkerat eller ligger i Förslag igen"
            " pågår inte, men dagarna går. Arkiverade och borttagna kort räknas inte."
        ),
        _("I en fas räknas dagarna från att kortet kom dit till att det gick vidare."),
    ]
