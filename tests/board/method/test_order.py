"""Parts that are written at once keep the order they were written in, whatever their ids come to be."""

from __future__ import annotations

from datetime import timedelta

from board.method import acts
from board.method.parts import parts_of
from board.service import Service
from tests.board.method.making import TODAY, made, said
from tests.board.team import Team


def backwards(team: Team) -> Service:
    """Anna at work, where each id is less than the one before, as happens within a millisecond."""
    ids = iter(range(10**15, 0, -(10**11)))
    return Service(team.board, team.org, team.refs["anna"], team.clock, lambda: str(next(ids)))


def test_parts_of_one_change_are_in_the_order_they_were_given(team: Team) -> None:
    card = team.notes()
    texts = [f"Sak {number}" for number in range(30)]
    backwards(team).do(acts.add_many("activity", card, [{"text": text} for text in texts]))
    assert said(team, "activity", card) == texts


def test_readings_of_one_day_are_in_the_order_they_were_typed(team: Team) -> None:
    card = team.notes()
    indicator = made(team, "indicator", card, text="Fall")
    typed = [str(number) for number in (9, 2, 30, 4)]
    day = TODAY - timedelta(days=1)
    backwards(team).do(acts.record(card, indicator, [(day, one, None) for one in typed]))
    found = [doc["typed"] for doc in parts_of(team.board.snapshot, "reading", card).values()]
    assert found == typed
