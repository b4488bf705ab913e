"""An indicator's readings as a chart: the points to draw, what the chosen rules saw in them, and that in words.

Screen, command line and story show the same. The rules are board.method.runs and xmr; every sentence says what it
was derived from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from board.method import series
from board.method.kinds import RULE_SETS
from board.method.parts import parts_of
from board.method.runs import ENOUGH, Finding, RunChart, anhoej, in_order, quality_improvement
from board.method.spread import Spread, before_and_after, spread
from board.method.xmr import XmrChart, xmr
from board.model import day_in
from board.ports import Doc, Snapshot
from tui import method_words as words
from tui.drawing.chart import ChartData, Reading
from tui.text import _, ngettext

MARKS: dict[str, Any] = {"about": "~", "below": "<", "above": ">", "span": "span"}


class Charted(NamedTuple):
    """`ids` are the readings' in time order, as the points; `chart` is what the rules saw."""

    indicator: str
    doc: Doc
    rules: str
    ids: tuple[str, ...]
    data: ChartData
    chart: RunChart | XmrChart
    before: Spread | None
    after: Spread | None
    since: date | None


def indicators(board: Snapshot, card: str) -> dict[str, Doc]:
    """The card's indicators by id, those that balance others last."""
    return series.ordered(parts_of(board, "indicator", card))


def charted(board: Snapshot, card: str, indicator: str, rules: str | None = None) -> Charted:
    """The chart of one indicator. `rules` is one of RULE_SETS; without it the indicator's own, or Anhøj's.

    Kept till what it is made of changes: a table that has not changed is the same object.
    """
    made_of = tuple(board.table(name) for name in ("readings", "indicators", "experiments"))
    kept = _kept.get((card, indicator, rules))
    if kept is not None and all(
        one is other or not (one or other) for one, other in zip(kept[0], made_of, strict=True)
    ):
        return kept[1]
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    found = _charted(board, card, indicator, rules)
    _kept[card, indicator, rules] = made_of, found
    return found


MOST_KEPT = 30
_kept: dict[tuple[str, str, str | None], tuple[tuple[Mapping[str, Doc], ...], Charted]] = {}


def _charted(board: Snapshot, card: str, indicator: str, rules: str | None) -> Charted:
    doc = board.get("indicators", indicator) or {}
    chosen = rules or str(doc.get("rules") or RULE_SETS[0])
    readings = series.points(board, indicator)
    points = in_order([(day, value) for day, value, _id, _one in readings])
    frozen, starts = day_in(doc, "baseline_until"), _starts(board, card)
    if frozen is None and starts and sum(1 for day, _value in points if day < starts[0][0]) >= ENOUGH:
        frozen = max(day for day, _value in points if day < starts[0][0])
    better: Any = doc.get("better") or ""
    target = _number(doc, "target")
    chart: RunChart | XmrChart
    if chosen == "xmr":
        chart = xmr(points, frozen, better, target)
    else:
        chart = (quality_improvement if chosen == "qi" else anhoej)(points, frozen)
    since = starts[0][0] if starts else None
    before, after = before_and_after(points, since) if since else (None, spread(v for _day, v in points))
    data = ChartData(
        points=[_reading(day, value, one) for day, value, _id, one in readings],
        unit=str(doc.get("unit") or ""),
        median=chart.centre if isinstance(chart, RunChart) else None,
        median_until=frozen,
        target=target,
        baseline=_number(doc, "baseline"),
        limits=_limits(chart),
        starts=starts,
        notes=[(day, "*") for day, _value, _id, one in readings if one.get("note")],
        flagged=_flagged(chart),
    )
    return Charted(
        indicator, doc, chosen, tuple(id for _d, _v, id, _o in readings), data, chart, before, after, since
    )


def _number(doc: Doc, name: str) -> float | None:
    value = doc.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _reading(day: date, value: float, one: Doc) -> Reading:
    low, high = _number(one, "low"), _number(one, "high")
    return Reading(day, value, MARKS.get(str(one.get("sort") or ""), ""), low, high)


def _starts(board: Snapshot, card: str) -> list[tuple[date, str]]:
    """When each try began, with its number."""
    found = []
    for place, one in enumerate(parts_of(board, "experiment", card).values(), 1):
        day = day_in(one, "start")
        if day is not None:
            found.append((day, str(place)))
    return sorted(found)


def _limits(chart: RunChart | XmrChart) -> tuple[float, float, float] | None:
    if isinstance(chart, RunChart) or chart.limits is None:
        return None
    return chart.limits.low, chart.limits.high, chart.limits.mean


def _flagged(chart: RunChart | XmrChart) -> frozenset[int]:
    return frozenset(
        point
        for finding in chart.findings
        if finding.signal and finding.rule not in ("crossings", "runs")
        for group in finding.groups
        for point in group.points
    )


def verdict(found: Charted) -> list[str]:
    """What the rules saw, in sentences that say what they rest on; last which rules were used."""
    return [*_seen(found), _("Läst efter {rules}.").format(rules=words.choice("rules", found.rules))]


def _seen(found: Charted) -> list[str]:
    chart = found.chart
    if chart.too_few:
        return [_too_few(found)]
    told = []
    if not chart.signal:
        told.append(_("Inget tyder på annat än vanlig variation. Det betyder inte att inget har hänt."))
    told += [_sentence(finding) for finding in chart.findings if finding.signal or finding.observed]
    if isinstance(chart, XmrChart):
        told += _of_limits(found, chart)
    elif chart.centre is not None:
        told.append(_median(found, chart))
    if chart.signal:
        told.append(_("Något annat än slumpen har hänt. Vad det var ser ni i era anteckningar."))
    return told


def _too_few(found: Charted) -> str:
    until = found.data.median_until
    if until is not None and (lacking := _lacking_before(found, until)):
        return lacking
    count = found.chart.useful if isinstance(found.chart, RunChart) else found.chart.points
    left = max(ENOUGH - count, 1)
    return ngettext(
        "För få mätvärden ännu: {n} till behövs innan det går att säga något.",
        "För få mätvärden ännu: {n} till behövs innan det går att säga något.",
        left,
    ).format(n=left)


def _lacking_before(found: Charted, until: date) -> str:
    """Said where no number of later readings helps: the days that count as before hold too few to compare with."""
    held = sum(1 for one in found.data.points if one.day <= until)
    if held == 0:
        return _("Det finns inga mätvärden från före förändringen att jämföra med.")
    if held == 1 and isinstance(found.chart, XmrChart):
        return _("Det finns bara ett mätvärde från före förändringen. Det behövs minst två att jämföra med.")
    return ""


def _median(found: Charted, chart: RunChart) -> str:
    value = words.number(round(chart.centre or 0.0, 6))
    if found.data.median_until is not None:
        return ngettext(
            "Medianen {value} är av det första värdet, före förändringen.",
            "Medianen {value} är av de {n} första värdena, före förändringen.",
            chart.baseline,
        ).format(value=value, n=chart.baseline)
    return ngettext(
        "Medianen är {value}, av {n} värde.", "Medianen är {value}, av {n} värden.", chart.baseline
    ).format(value=value, n=chart.baseline)


def _of_limits(found: Charted, chart: XmrChart) -> list[str]:
    if chart.limits is None:
        return []
    low, high, mean = (
        words.number(round(value, 2)) for value in (chart.limits.low, chart.limits.high, chart.limits.mean)
    )
    told = [
        _("Medelvärdet är {mean}. Mellan {low} och {high} väntas värdena om inget ändras.").format(
            mean=mean, low=low, high=high
        )
    ]
    if chart.limits.trial:
        told.append(_("Gränserna är preliminära: färre än tolv värden."))
    if chart.assurance is not None:
        told.append(
            {
                "pass": _("Som det är nu nås målet hela tiden."),
                "fail": _("Som det är nu nås målet inte alls."),
                "hit_and_miss": _("Som det är nu nås målet ibland, av en slump."),
            }[chart.assurance.verdict]
        )
    return told


def _sentence(finding: Finding) -> str:
    """One rule: what was seen, and what chance alone would give."""
    n, most, least = finding.observed, finding.most, finding.least
    told = {
        "longest_run": _("Längsta raden på samma sida om medianen är {n}; högst {most} väntas av slumpen."),
        "crossings": ngettext(
            "Linjen korsar medianen {n} gång; minst {least} väntas av slumpen.",
            "Linjen korsar medianen {n} gånger; minst {least} väntas av slumpen.",
            n or 0,
        ),
        "shift": _("Längsta raden på samma sida om medianen är {n}; sex eller fler räknas som ett skifte."),
        "trend": _("Längsta följden uppåt eller nedåt är {n}; fem eller fler räknas som en trend."),
        "runs": _("Antalet rader är {n}; mellan {least} och {most} väntas av slumpen."),
        "outside": ngettext(
            "{n} värde ligger utanför gränserna.", "{n} värden ligger utanför gränserna.", n or 0
        ),
        "one_side": _("Längsta raden på samma sida om medelvärdet är {n}; sju eller fler är en signal."),
        "rising_falling": _("Längsta följden uppåt eller nedåt är {n}; sju eller fler är en signal."),
        "near_limit": _("{n} värden ligger två av tre nära samma gräns."),
    }.get(finding.rule, finding.rule)
    sign = "◆ " if finding.signal else ""
    return sign + told.format(n=n, most=most, least=least)


def spread_told(found: Charted) -> list[tuple[str, str, str]]:
    """Before and after as (what, before, after): numbers beside each other, without a verdict of their own."""
    before, after = found.before, found.after

    def told(of: Spread | None, name: str) -> str:
        return words.number(round(getattr(of, name), 6)) if of is not None else "–"

    def between(of: Spread | None, low: str, high: str) -> str:
        return f"{told(of, low)} – {told(of, high)}" if of is not None else "–"

    return [
        (_("Antal värden"), told(before, "number"), told(after, "number")),
        (_("Median"), told(before, "median"), told(after, "median")),
        (
            _("Hälften ligger mellan"),
            between(before, "lower_quartile", "upper_quartile"),
            between(after, "lower_quartile", "upper_quartile"),
        ),
        (_("Minst och störst"), between(before, "least", "greatest"), between(after, "least", "greatest")),
    ]


def values(found: Charted) -> Sequence[float]:
    """The values in time order."""
    return [one.value for one in found.data.points]
