"""`tavla results`: the unit's goals and measures, what has been done, and events per routine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from board.events import OfRoutine, per_routine
from board.ports import Snapshot
from board.results import Done, Measure, Results, done_of, mix, results_of, standing
from tui import charting, method_words, result_words
from tui.cli.call import Call
from tui.cli.output import columns_wide, put, put_json, table, tell, wrap
from tui.cli.part_shapes import public
from tui.drawing.spark import spark
from tui.text import _

BARS = 16


def results(call: Call) -> int:
    """For people as the page on the screen has it, for scripts with the ids of everything that is counted."""
    session = call.session
    session.who()
    name = session.choose_board()
    board = session.open(name).snapshot if name else Snapshot({})
    today = session.clock().date()
    found, done, events = results_of(board), done_of(board, today), per_routine(board, today)
    if call.json:
        put_json({"results": _object(board, found, done, events)})
        return 0
    if not (found.every or found.groups or done.routines or events):
        tell(_("Inget att visa än: skriv ett mål (tavla goal add) eller ett mått (tavla indicator add -)."))
        return 0
    for line in [*_goals(board, found, today), *_done(board, done), *_events(board, events)]:
        put(line)
    return 0


# --- for people


def _goals(board: Snapshot, found: Results, today: date) -> Iterator[str]:
    wide = columns_wide()
    for group in found.groups:
        yield result_words.perspective(group.perspective)
        for goal in group.goals:
            if goal.id:
                yield from wrap(_plain(goal.doc.get("text")), wide, "  ")
            for top in goal.measures:
                yield from _measures(board, top, today)
        yield ""
    if found.others:
        yield _("På kort som inte hör till något mål")
        for top in found.others:
            yield from _measures(board, top, today)
        yield ""
    for sentence in (result_words.lacking(found.lacking), result_words.types_told(found.types)):
        yield from wrap(sentence, wide) if sentence else ()
    rows = [
        [method_words.choice("goal_type", code), str(len(having))] for code, having in found.types.items()
    ]
    yield from table(rows, 0, wide, indent="  ")


def _measures(board: Snapshot, top: Measure, today: date) -> Iterator[str]:
    """A measure and what watches it, each with how it has gone and what there is to say."""
    wide = columns_wide()
    for one in top.family:
        pad = "    " if one is top else "      "
        told = [_plain(one.doc.get("text"))]
        if one.points:
            told.append(f"{spark([point.value for point in one.points], BARS)} {result_words.from_to(one)}")
        sign = "" if one is top else "↔ "
        yield from (pad + line for line in wrap(sign + "  ".join(told), wide - len(pad)))
        facts = [result_words.target(one)[0]]
        facts += result_words.facts(one, charting.charted(board, one.card, one.id), today)
        yield from wrap(" · ".join(facts), wide, pad + "  ")


def _done(board: Snapshot, done: Done) -> Iterator[str]:
    wide, cards = columns_wide(), board.table("cards")
    if done.routines or done.dropped or done.good:
        yield ""
        yield _("Det här har vi gjort")
    if done.routines:
        this = _("i år: {n}").format(n=len(done.this_year))
        yield f"  {result_words.improvements(len(done.routines))} ({this})"
    if done.dropped:
        yield from wrap(result_words.let_go(len(done.dropped)), wide, "  ")
    if done.freed:
        yield "  " + _("Frigjord tid: ungefär {time}").format(time=result_words.minutes(done.minutes))
        for one in done.freed:
            told = f"{_plain(cards[one.card].get('title'))}: {result_words.freed(one)}"
            yield from wrap(told, wide, "    ")
    for id in done.lessons:
        told = f"★ {_plain(cards[id].get('title'))}: {_plain(cards[id].get('lesson'))}"
        yield from wrap(told, wide, "  ")
    for id in done.good:
        yield from wrap(f"+ {_plain(cards[id].get('title'))}", wide, "  ")


def _events(board: Snapshot, events: Sequence[OfRoutine]) -> Iterator[str]:
    if not events:
        return
    yield ""
    yield _("Händelser per rutin")
    for one in events:
        name = _plain((board.get("routines", one.routine) or {}).get("text"))
        told = f"{name}: {result_words.recent_events(len(one.recent), len(one.events))}"
        if one.suggested:
            told += " · " + _("förslag på vad ni kan ta tag i tillsammans")
        yield from wrap(told, columns_wide(), "  ")


def _plain(given: object) -> str:
    return " ".join(str(given or "").split())


# --- for scripts


def _object(board: Snapshot, found: Results, done: Done, events: Sequence[OfRoutine]) -> dict[str, Any]:
    return {
        "perspectives": [
            {
                "perspective": group.perspective or None,
                "goals": [
                    {
                        "goal": public(goal.id),
                        "text": goal.doc.get("text"),
                        "under": goal.under,
                        "measures": [_measure(board, one) for one in goal.measures],
                    }
                    for goal in group.goals
                ],
            }
            for group in found.groups
        ],
        "lacking": list(found.lacking),
        "others": [_measure(board, one) for one in found.others],
        "goal_types": {code: [public(one.id) for one in having] for code, having in found.types.items()},
        "mix": mix(found.types) or None,
        "routines": _ids(done.routines),
        "this_year": _ids(done.this_year),
        "dropped": _ids(done.dropped),
        "minutes_a_week": done.minutes,
        "freed": [
            {
                "card": public(one.card),
                "minutes": one.minutes,
                "for": one.given_to or None,
                "noticed": one.noticed or None,
            }
            for one in done.freed
        ],
        "lessons": _ids(done.lessons),
        "good": _ids(done.good),
        "events": [
            {
                "routine": public(one.routine),
                "events": _ids(one.events),
                "recent": _ids(one.recent),
                "card": public(one.card),
                "suggested": one.suggested,
            }
            for one in events
        ],
    }


def _ids(ids: Sequence[str]) -> list[str | None]:
    return [public(id) for id in ids]


def _measure(board: Snapshot, one: Measure) -> dict[str, Any]:
    chart = charting.charted(board, one.card, one.id).chart
    return {
        "indicator": public(one.id),
        "text": one.doc.get("text"),
        "card": public(one.card),
        "perspective": one.perspective or None,
        "unit": one.doc.get("unit"),
        "target": one.doc.get("target"),
        "readings": len(one.points),
        "first": one.points[0].value if one.points else None,
        "latest": one.points[-1].value if one.points else None,
        "latest_on": one.points[-1].day.isoformat() if one.points else None,
        "standing": standing(one),
        "signal": None if chart.too_few else chart.signal,
        "beside": [_measure(board, other) for other in one.beside],
    }
