"""The unit's results on the wall: goals and measures by perspective, what has been done, events per routine, and each
measure as a large chart. Pure, without a person's name, nothing of an event but how many, nothing from a card that the
team keeps to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from board.events import OfRoutine, per_routine
from board.ports import Snapshot
from board.results import Measure, Results, called_after, done_of, results_of
from tui import charting, result_words
from tui.drawing import chart as drawing
from tui.drawing.spark import spark
from tui.lines import Piece, Row, fit, row_width, side_by_side, spread, wrap
from tui.text import _, ngettext

GOALS, DONE, EVENTS, CHART = "goals", "done", "events", "result"
MOST_CHARTS = 12
"""Measures that take a turn with a chart of their own, those with the latest readings."""
BESIDE = 110
"""Cells from which what watches a measure stands beside it."""
WIDEST, TALLEST = 140, 26
NEAR = 120
"""Cells in which a figure is seen beside what it is about."""
BARS = 24


def turns(board: Snapshot, now: datetime) -> list[tuple[str, tuple[str, ...]]]:
    """What takes turns: a look at all goals and measures, what has been done, events, then a chart each."""
    results = results_of(board, internal=False)
    found: list[tuple[str, tuple[str, ...]]] = []
    if results.groups:
        found.append((GOALS, ()))
    done = done_of(board, now.date(), internal=False)
    if done.routines or done.good:
        found.append((DONE, ()))
    if _routines(board, now.date()):
        found.append((EVENTS, ()))
    return found + [(CHART, (one.id,)) for one in latest(results)]


def latest(results: Results, most: int = MOST_CHARTS) -> list[Measure]:
    """Measures with readings, those last written to first; what watches another goes with it."""
    tops = [*(one for group in results.groups for one in group.measures), *results.others]
    newest = sorted(tops, key=lambda one: one.written, reverse=True)
    return list(islice((one for one in newest if one.points), most))


def draw(
    board: Snapshot, now: datetime, kind: str, about: Sequence[str], width: int, height: int
) -> list[Row]:
    """One of the turns in at most so many rows."""
    near = min(width, NEAR)
    if kind == GOALS:
        return _goals(results_of(board, internal=False), near, height)
    if kind == DONE:
        return _done(board, now.date(), near, height)
    if kind == EVENTS:
        return _events(board, now.date(), near, height)
    every = results_of(board, internal=False).every
    one = next((one for one in every if one.id in about), None)
    if one is None:
        return [[(_("Resultatet finns inte längre på tavlan."), "quiet")]]
    return _charts(board, one, width, height)


def title(kind: str) -> str:
    return {DONE: _("Det här har vi gjort"), EVENTS: _("Händelser")}.get(kind, _("Resultat"))


# --- all goals and measures at a glance


def _goals(results: Results, width: int, height: int) -> list[Row]:
    rows: list[Row] = []
    measures: list[int] = []
    spaced = sum(2 + 2 * len(group.goals) + 2 * len(group.measures) for group in results.groups) < height - 3
    for group in results.groups:
        rows += [
            *([[]] if rows and rows[-1] else []),
            [(result_words.perspective(group.perspective), "heading")],
        ]
        for goal in group.goals:
            if goal.id:
                text = " ".join(str(goal.doc.get("text") or "").split())
                rows.append([("  ◎ " + fit(text, width - 4), "strong")])
            for top in goal.measures:
                for one in top.family:
                    measures.append(len(rows))
                    rows.append(_line(one, width, 4 if one is top else 6))
                rows += [[]] if spaced else []
    lacking = result_words.lacking(results.lacking)
    foot: list[Row] = [[], *([(line, "quiet")] for line in wrap(lacking, width))] if lacking else []
    room = height - len(foot)
    if len(rows) > room:
        left = sum(at >= room - 1 for at in measures)
        told = ngettext("och {n} mått till", "och {n} mått till", left).format(n=left)
        rows = [*rows[: room - 1], [("    " + told, "quiet")]]
    return [*rows, *foot]


def _line(one: Measure, width: int, indent: int) -> Row:
    """A measure: its name, how it has gone, and where it stands against its target."""
    sign = "↔ " if indent > 4 else ""
    bars = spark([point.value for point in one.points], BARS if width >= BESIDE else BARS // 2)
    told = result_words.from_to(one) if one.points else _("inga mätvärden än")
    aim = result_words.target(one) if one.points else ("", "quiet")
    size = 24 if width >= BESIDE else 20
    right: list[Piece] = [
        (bars, "accent"),
        ("  " if bars else "", "text"),
        (told, "strong" if bars else "quiet"),
    ]
    right.append(("  " + f"{fit(aim[0], size):<{size}}", aim[1]))
    name = fit(str(one.doc.get("text") or ""), max(width - row_width(right) - indent - len(sign) - 2, 8))
    return spread([(" " * indent + sign + name, "text")], right, width)


# --- what has been done


def _done(board: Snapshot, today: date, width: int, height: int) -> list[Row]:
    done = done_of(board, today, internal=False)
    cards = board.table("cards")

    def name(id: str, room: int) -> str:
        told = (
            called_after(board, id) if id in done.routines else str((cards.get(id) or {}).get("title") or "")
        )
        return fit(told, room)

    rows: list[Row] = []
    if done.routines:
        this = _("i år: {n}").format(n=len(done.this_year))
        rows += [
            spread([(result_words.improvements(len(done.routines)), "heading")], [(this, "strong")], width),
            [],
        ]
    if done.freed:
        told = _("Frigjord tid: ungefär {time}").format(time=result_words.minutes(done.minutes))
        rows.append(spread([(told, "heading")], [(result_words.hours(done.minutes), "strong")], width))
        for one in done.freed[: max(height // 8, 1)]:
            rows.append(
                [
                    ("  + " if one.minutes > 0 else "    ", "good"),
                    (fit(result_words.freed(one), width - 4), "text"),
                ]
            )
            rows.append([("    " + name(one.card, width - 4), "quiet")])
        rows.append([])
    proud = [*done.lessons, *(id for id in done.good if id not in done.lessons)] or list(done.routines)
    if proud:
        rows.append([(_("Det här är vi stolta över"), "heading")])
        room = max(height - len(rows) - 1, 1)
        shown = proud if len(proud) <= room else proud[: room - 1]
        rows += [[("  ★ ", "good"), (name(id, width - 4), "text")] for id in shown]
        if left := len(proud) - len(shown):
            rows.append([("    " + ngettext("och {n} till", "och {n} till", left).format(n=left), "quiet")])
    return rows


# --- events


def _routines(board: Snapshot, today: date) -> list[OfRoutine]:
    """The routines with events of late, but those of cards that the team keeps to itself."""
    cards, routines = board.table("cards"), board.table("routines")

    def shows(routine: str) -> bool:
        card = cards.get(str(routines.get(routine, {}).get("card") or ""))
        return not (card or {}).get("internal")

    return [one for one in per_routine(board, today) if one.recent and shows(one.routine)]


def _events(board: Snapshot, today: date, width: int, height: int) -> list[Row]:
    """How many, never what: who walks by sees that the team looks at it."""
    rows: list[Row] = [[(_("Händelser per rutin de senaste 90 dagarna"), "heading")], []]
    for one in _routines(board, today):
        name = " ".join(str(board.table("routines").get(one.routine, {}).get("text") or "").split())
        count = len(one.recent)
        told: list[Piece] = [("▪" * min(count, 12), "accent"), (f" {count:>3}", "strong")]
        rows.append(spread([(fit(name, width - row_width(told) - 2), "title")], told, width))
        if one.suggested:
            rows.append([("  " + _("förslag på vad vi kan ta tag i tillsammans"), "still")])
        elif one.card:
            rows.append([("  " + _("→ vi arbetar med det"), "quiet")])
        rows.append([])
    return rows[:height]


# --- a measure, large


def _charts(board: Snapshot, one: Measure, width: int, height: int) -> list[Row]:
    """A measure's chart, what watches it beside it, and what there is to say."""
    goal = board.get("goals", one.goal) or board.get("cards", one.card) or {}
    over = " ".join(str(goal.get("text") or goal.get("title") or "").split())
    parts = [result_words.perspective(one.perspective) if one.perspective else "", over]
    rows: list[Row] = [[(fit(" · ".join(part for part in parts if part), width), "quiet")]]
    found = charting.charted(board, one.card, one.id)
    told = [line for text in charting.verdict(found)[:-1][:2] for line in wrap(text, width)]
    tall = max(min(height - len(rows) - len(told) - 5, TALLEST), 8)
    beside = next((other for other in one.beside if other.points), None)
    if beside is not None and width >= BESIDE:
        half = (min(width, WIDEST) - 4) // 2
        left, right = (_chart(board, each, half, tall, each is beside) for each in (one, beside))
        rows += side_by_side(left, right, half + 4)
    else:
        rows += _chart(board, one, min(width, WIDEST), tall, False)
    return [*rows, [], *([(line, "text")] for line in told)]


def _chart(board: Snapshot, one: Measure, width: int, tall: int, watches: bool) -> list[Row]:
    lines = wrap(("↔ " if watches else "") + str(one.doc.get("text") or ""), width, 2)
    rows: list[Row] = [[(line, "heading")] for line in lines]
    aim = result_words.target(one)
    shown = [aim] if one.doc.get("target") is not None else []
    rows.append([(result_words.from_to(one) + "  ", "strong"), *shown])
    data = charting.charted(board, one.card, one.id).data
    return [*rows, [], *drawing.draw(data, width, tall)]
