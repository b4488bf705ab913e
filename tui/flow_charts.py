"""The flow of a board as pictures: what each is drawn from, and what the weeks' run chart says in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from board.flow import ENOUGH, percentile
from board.flow_series import Bands, Flow, bands, flow, red_days_in
from board.flow_trails import Trail
from board.method.runs import anhoej, median
from tui import words
from tui.drawing import chart, cumulative, scatter
from tui.drawing.legend import rows
from tui.flow_words import PERCENTS
from tui.lines import Row, wrap
from tui.text import _, ngettext


class Flowing(NamedTuple):
    """A board's flow, as all of its figures and pictures need it."""

    flow: Flow
    bands: Bands


def flowing(trails: Mapping[str, Trail], today: date, since: date | None = None) -> Flowing:
    found = flow(trails, today, since)
    return Flowing(found, bands(trails.values(), found.first, found.today))


def over_time(of: Flowing, width: int, height: int) -> list[Row]:
    """The cumulative flow diagram."""
    counts = of.bands.counts
    drawn = [cumulative.Band(_("Avslutade"), counts["done"])]
    drawn += [
        cumulative.Band(words.phase(phase), counts[phase]) for phase in reversed(list(of.flow.under_way))
    ]
    return cumulative.draw(of.bands.first, drawn, red_days_in(of.flow.first, of.flow.today), width, height)


def days_per_card(of: Flow, width: int, height: int) -> list[Row]:
    """The scatter of cycle times."""
    times = of.times
    lines = [(percent, within) for percent in PERCENTS if (within := percentile(times, percent)) is not None]
    dots = [scatter.Dot(one.day, one.days) for one in of.done]
    return scatter.draw(dots, lines, (of.first, of.today), red_days_in(of.first, of.today), width, height)


def per_week(of: Flow, width: int, height: int) -> list[Row]:
    """The run chart of finished cards per week."""
    if not of.weeks:
        return rows(wrap(_("Ingen hel vecka har gått än."), width))
    counts = [float(len(week.cards)) for week in of.weeks]
    found = anhoej([(week.monday, count) for week, count in zip(of.weeks, counts, strict=True)])
    flagged = {
        point
        for finding in (found.findings if not _is_one_sided(of) else ())
        if finding.signal and finding.rule != "crossings"
        for group in finding.groups
        for point in group.points
    }
    data = chart.ChartData(
        [chart.Reading(week.monday, count) for week, count in zip(of.weeks, counts, strict=True)],
        _("kort"),
        median=median(counts) if len(counts) >= ENOUGH else None,
        flagged=flagged,
        red=red_days_in(of.first, of.today),
        called=_("en vecka"),
    )
    return chart.draw(data, width, height)


def _is_one_sided(of: Flow) -> bool:
    """Whether nothing was finished in most weeks: every other week is then above the median, and that says nothing."""
    return bool(of.weeks) and median([float(len(week.cards)) for week in of.weeks]) == 0


def said_of_weeks(of: Flow) -> str:
    """Whether the weeks say more than chance."""
    found = anhoej([(week.monday, float(len(week.cards))) for week in of.weeks])
    if found.too_few:
        left = max(ENOUGH - found.useful, 1)
        return ngettext(
            "För få veckor än: {n} till som skiljer sig från medianen behövs innan det går att säga något.",
            "För få veckor än: {n} till som skiljer sig från medianen behövs innan det går att säga något.",
            left,
        ).format(n=left)
    if _is_one_sided(of):
        return _(
            "Minst hälften av veckorna blev inget kort klart. Då går slumpen inte att skilja från annat."
        )
    if found.signal:
        return _("◆ Något annat än slumpen har hänt. Det kan vara arbetet, eller hur ni skriver kort.")
    return _("Inget tyder på annat än vanlig variation mellan veckorna.")
