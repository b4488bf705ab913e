"""Rounds of self-assessment as the objects that `--json` prints. Of answers only what a closed round's result has."""

from __future__ import annotations

from typing import Any

from board import readiness_time
from board.ids import public_id
from board.ports import Snapshot
from board.readiness import FEWEST_SHOWN, Answer, Item, Tally, items_of, numbers_of
from board.readiness_rounds import Round, Status, cards_from, status
from board.readiness_verdict import TOOLS_OWN, Verdict
from tui.cli.shapes import Handles


def one_round(
    one: Round, home: Snapshot, org: Snapshot, board: str, cards: Snapshot, handle: Handles
) -> dict[str, Any]:
    """A round; `board` and `cards` are the chosen board, whose cards may come from the round."""
    result = one.result
    return {
        "id": one.public,
        "form": one.form,
        "scope": one.scope,
        "board": board if one.scope == "board" else None,
        "area": one.area,
        "opened": {"at": _at(one.opened), "by": handle(one.opened_by)},
        "closes": one.closes.isoformat() if one.closes else None,
        "closed": {"at": _at(one.closed), "by": handle(one.closed_by)} if one.closed else None,
        "invited": sorted(str(handle(ref)) for ref in one.invited),
        "status": how_far(status(home, org, one.id)),
        "baseline": one.baseline,
        "competing": one.competing,
        "answers": result.answers if result else None,
        "items": [_item(tally, one) for tally in result.tallies] if result else [],
        "comments": list(result.loose) if result else [],
        "verdict": verdict(one.verdict) if one.verdict else None,
        "conclusion": one.conclusion,
        "ending": one.ending,
        "ending_why": one.ending_why,
        "cards": {public_id(card): item for card, item in cards_from(cards, one.id).items()},
    }


def _at(at: Any) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def how_far(found: Status) -> dict[str, int]:
    return dict(found._asdict())


def _item(tally: Tally, one: Round) -> dict[str, Any]:
    item = items_of(one.form)[tally.key]
    return {
        "key": tally.key,
        "number": numbers_of(one.form)[tally.key],
        "group": item.group,
        "source_silent": item.source_silent,
        "mean": _rounded(tally.shown_mean),
        "unsure": tally.unsure,
        "counts": list(tally.shown) if tally.shown else None,
        "spread": _rounded(tally.spread) if tally.shown else None,
        "extra": shown_extra(item, tally),
        "comments": list(tally.comments),
        "agreed": one.agreed.get(tally.key),
    }


def shown_extra(item: Item, tally: Tally) -> dict[str, dict[str, int]]:
    """What an item asks besides, counted by choice; a field that fewer than FEWEST_SHOWN answered is left out."""
    choices = dict(item.asks)
    return {
        field: dict(zip(choices[field], chosen, strict=True))
        for field, chosen in tally.extra.items()
        if sum(chosen) >= FEWEST_SHOWN
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def verdict(found: Verdict) -> dict[str, Any]:
    return {
        "code": found.code,
        "category": found.category,
        "will": _rounded(found.will),
        "ability": _rounded(found.ability),
        "spread": _rounded(found.spread),
        "will_state": found.will_state,
        "ability_state": found.ability_state,
        "by_chair": found.by_chair,
        "near": [near._asdict() for near in found.near],
        "advice": list(found.advice),
        "thresholds": TOOLS_OWN._asdict(),
    }


def own(form: str, answer: Answer) -> list[dict[str, Any]]:
    """What the one who asks has answered, item by item; a rating of 0 is vet ej, null not answered."""
    found = []
    for key, item in items_of(form).items():
        reply = answer.get(key)
        found.append(
            {
                "key": key,
                "rating": reply.rating if reply else None,
                "comment": reply.comment if reply else "",
                "extra": {field: reply.extra.get(field) if reply else None for field, _ in item.asks},
            }
        )
    return found


def comparison(found: readiness_time.Comparison) -> dict[str, Any]:
    return {
        "baseline": found.baseline.public if found.baseline else None,
        "rounds": [
            {"id": one.public, "day": one.day.isoformat() if one.day else None} for one in found.rounds
        ],
        "groups": [_course(course) for course in found.groups],
        "items": [_course(course) for course in found.items],
    }


def _course(course: readiness_time.Course) -> dict[str, Any]:
    return {**course._asdict(), "means": [_rounded(mean) for mean in course.means]}


def overview(found: readiness_time.Overview) -> dict[str, Any]:
    return {
        "units": [
            {
                "board": one.unit,
                "round": one.latest.public if one.latest else None,
                "day": one.latest.day.isoformat() if one.latest and one.latest.day else None,
                "rounds": one.rounds,
                "verdict": verdict(one.verdict) if one.verdict else None,
                "due": one.due.isoformat() if one.due else None,
                "overdue": one.overdue,
                "will_since_first": one.will_since_first,
                "ability_since_first": one.ability_since_first,
            }
            for one in found.standings
        ],
        "common": [{**one._asdict(), "mean": _rounded(one.mean)} for one in found.common],
        "overdue": list(found.overdue),
        "categories": dict(found.categories),
    }
