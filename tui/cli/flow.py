"""`tavla flow`: how work flows on a board, in figures, in pictures and as series. The team's, never a person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from board.flow import age, cycle_times, older_than, pace, percentile
from board.flow_series import Bands, Flow, bands, flow, red_days_in
from board.flow_trails import Trail, trails_of
from board.ids import public_id, short_ids
from board.ports import Snapshot
from tui import flow_words
from tui.cli.call import Call
from tui.cli.output import cells, columns_wide, put, put_json, say, tell, wrap
from tui.flow_words import PERCENTS, Figure
from tui.text import _

PICTURE_ROWS = 20


def show(call: Call) -> int:
    """The figures, the picture that is named, or all of it as an object."""
    session = call.session
    session.who()
    now = session.clock()
    since = _since(call)
    board = session.choose_board()
    store = session.open(board) if board else None
    trails: Mapping[str, Trail] = trails_of(store) if store is not None else {}
    found = flow(trails, now.date(), since)
    if call.json:
        days = bands(trails.values(), found.first, found.today)
        snapshot = store.snapshot if store is not None else Snapshot({})
        put_json({"flow": {"board": board, **_object(found, days, trails, snapshot)}})
    elif board is None:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN"))
    elif call.args.picture:
        _draw(call.args.picture, found, bands(trails.values(), found.first, found.today))
    else:
        _tell(found)
    return 0


def _since(call: Call) -> date | None:
    if not call.args.since:
        return None
    from board.when_moment import parse_moment

    return parse_moment(call.args.since, call.session.clock()).date()


def _tell(found: Flow) -> None:
    figures = flow_words.figures(found)
    wide = max(cells(_name(figure)) for figure in figures) + 2
    for figure in figures:
        first, *more = wrap(figure.told, max(columns_wide() - wide, 20))
        put(_name(figure).ljust(wide) + first)
        for line in more:
            put(" " * wide + line)
    put()
    for told in flow_words.points():
        tell(told)


def _name(figure: Figure) -> str:
    return "  " * figure.level + figure.name


def _draw(name: str, found: Flow, days: Bands) -> None:
    from tui import flow_charts

    of, wide = flow_charts.Flowing(found, days), columns_wide()
    draw = {
        "over-time": lambda: flow_charts.over_time(of, wide, PICTURE_ROWS),
        "days": lambda: flow_charts.days_per_card(found, wide, PICTURE_ROWS),
        "weeks": lambda: flow_charts.per_week(found, wide, PICTURE_ROWS),
    }
    for row in draw[name]():
        put("".join(text for text, _part in row).rstrip())


def _object(found: Flow, days: Bands, trails: Mapping[str, Trail], board: Snapshot) -> dict[str, Any]:
    shorts = short_ids(board.table("cards"))
    earlier = cycle_times(trails.values())

    def card(id: str) -> dict[str, Any]:
        doc = board.get("cards", id) or {}
        return {
            "id": public_id(id),
            "short": shorts.get(id, public_id(id)),
            "title": str(doc.get("title") or ""),
        }

    def going(id: str) -> dict[str, Any]:
        old, trail = age(trails[id], found.today), trails[id]
        among = older_than(earlier, old) if old else None
        return {
            **card(id),
            "phase": trail.now.phase,
            "state": trail.now.state,
            "started": _day(trail.started),
            "age": old or None,
            "older_than": {"cards": among[0], "of": among[1]} if among else None,
            "pace": (pace(earlier, old) if old else "") or None,
        }

    done = {one.card: one.days for one in found.done}
    ended = sorted((*done, *found.unknown), key=lambda id: (trails[id].finished or found.today, id))
    return {
        "from": found.first.isoformat(),
        "to": found.today.isoformat(),
        "points": POINTS,
        "wip": found.wip,
        "under_way": [going(id) for ids in found.under_way.values() for id in ids],
        "waiting": [going(id) for id in (*found.parked, *found.put_back)],
        "finished": [
            {
                **card(id),
                "started": _day(trails[id].started),
                "finished": _day(trails[id].finished),
                "days": done.get(id),
            }
            for id in ended
        ],
        "percentiles": _percentiles(found.times),
        "phases": [
            {
                "phase": stays.phase,
                "days": [stayed for stayed, _card in stays.stays],
                "percentiles": _percentiles([stayed for stayed, _card in stays.stays]),
            }
            for stays in found.stays
        ],
        "weeks": [
            {
                "week": "{0.year}-W{0.week:02}".format(week.monday.isocalendar()),
                "monday": week.monday.isoformat(),
                "finished": len(week.cards),
            }
            for week in found.weeks
        ],
        "this_week": len(found.this_week),
        "cumulative": {
            "from": days.first.isoformat(),
            **{phase: list(n) for phase, n in days.counts.items()},
        },
        "red_days": [day.isoformat() for day in red_days_in(found.first, found.today)],
    }


POINTS = {
    "start": "the day that a card first left inbox",
    "finish": "the day of its latest finish, with any outcome, if it has not been reopened since",
    "days": "calendar days, finish - start + 1; red days are counted",
    "percentiles": "nearest rank; null for fewer than 10 cards",
    "phases": "days from coming to a phase to leaving it, of finished cards, all visits together",
    "cumulative": "cards in each phase at the end of each day from `from`; done are those finished since then",
}
"""What is counted from where, for those who read the series."""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _percentiles(ascending: Sequence[int]) -> dict[str, int | None]:
    return {str(percent): percentile(ascending, percent) for percent in PERCENTS}
