"""`tavla events`: how many there are by week or month and per routine, and what somebody judged as a risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from board import events, risk
from board.ids import public_id
from board.method.parts import linked_text
from board.ports import Snapshot
from board.risk import Assessed
from tui import event_words, risk_words
from tui.cli.call import Call
from tui.cli.output import columns_wide, put, put_json, say, table, wrap
from tui.text import _, dates

PERIODS = 12


def show(call: Call) -> int:
    """The counts as text or as an object, with what is behind each."""
    session = call.session
    session.who()
    board = session.choose_board()
    snapshot = session.open(board).snapshot if board else Snapshot({})
    today = session.clock().date()
    if call.json:
        put_json({"events": _object(snapshot, today, call.args.months)})
    elif board is None:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN"))
    elif not snapshot.table(events.TABLE):
        say(_("Inga händelser än. Notera en: tavla event add TEXT"))
    else:
        _tell(snapshot, today, call.args.months)
    return 0


def _periods(board: Snapshot, today: date, months: bool) -> Sequence[events.Period]:
    return (events.per_month if months else events.per_week)(board, today, PERIODS)


def _tell(board: Snapshot, today: date, months: bool) -> None:
    waits, alarms = len(events.unsorted(board)), len(risk.alarms(board))
    head = [event_words.count(len(board.table(events.TABLE)))]
    head += [event_words.to_sort(waits)] if waits else []
    head += [f"! {event_words.alarms(alarms)}"] if alarms else []
    put(" · ".join(head))
    put()
    put(_("Per månad") if months else _("Per vecka"))
    for one in _periods(board, today, months):
        name = f"{dates.month(one.start)} {one.start.year}" if months else dates.week(one.start)
        number = len(one.events)
        put(f"  {name:<10} {number:>3}  {'▇' * min(number, columns_wide() - 20)}".rstrip())
    found = events.per_routine(board, today)
    if found:
        put()
        put(_("Per rutin"))
        rows = [
            [linked_text(board, board, "routine", one.routine), event_words.of_routine(one)] for one in found
        ]
        for line in table(rows, 0, columns_wide(), indent="  "):
            put(line)
        if any(one.suggested for one in found):
            said = _("Tre eller fler på 90 dagar: kanske ett förbättringsområde? Sidan Händelser gör kortet.")
            for line in wrap(said, columns_wide()):
                put(line)
    judged = risk.risks(board)
    if judged:
        put()
        put(_("Risker: den som rapporterade, och förbättringsledaren"))
        told = [
            [
                ("! " if one.alarm and one.going else "  ") + one.text,
                *(risk_words.points(word) if word else "–" for word in (one.reporter, one.manager)),
            ]
            for one in judged
        ]
        for line in table(told, 0, columns_wide(), indent="  "):
            put(line)


def _object(board: Snapshot, today: date, months: bool) -> dict[str, Any]:
    docs = board.table(events.TABLE)
    return {
        "total": len(docs),
        "unsorted": _ids(events.unsorted(board)),
        "by": "month" if months else "week",
        "periods": [
            {
                "start": one.start.isoformat(),
                "events": _ids(one.events),
                "good": _ids([id for id in one.events if events.is_good(docs[id])]),
            }
            for one in _periods(board, today, months)
        ],
        "routines": [
            {
                "routine": public_id(one.routine),
                "events": _ids(one.events),
                "recent": _ids(one.recent),
                "card": public_id(one.card) if one.card else None,
                "suggested": one.suggested,
            }
            for one in events.per_routine(board, today)
        ],
        "days": events.RECENT_DAYS,
        "least": events.MANY,
        "risks": [
            {
                "kind": one.kind,
                "id": public_id(one.id),
                "card": public_id(one.card) if one.card else None,
                "reporter": _assessed(one.reporter),
                "manager": _assessed(one.manager),
                "alarm": one.alarm,
                "going": one.going,
            }
            for one in risk.risks(board)
        ],
    }


def _assessed(one: Assessed | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "severity": one.severity,
        "probability": one.probability,
        "points": one.points,
        "alarm": one.alarm,
        "watch": one.watch,
    }


def _ids(ids: Sequence[str]) -> list[str]:
    return [public_id(id) for id in ids]
