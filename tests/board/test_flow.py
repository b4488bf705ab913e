"""How long cards take, how old they are, and what that is compared with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import commands, cycles
from board.context import Command
from board.errors import Problem
from board.flow import age, cycle_times, days_taken, older_than, pace, percentile
from board.flow_trails import CELLS, Trail, trails, trails_of
from tests.board.team import Team

DAY = date(2026, 3, 2)


def finished_after(*days: int) -> list[Trail]:
    """A trail for each number of days that a card took."""
    return [Trail(str(n), (), DAY, DAY + timedelta(days=took - 1)) for n, took in enumerate(days)]


def test_the_worked_example_of_the_source_by_nearest_rank() -> None:
    """Ten values: half is the fifth. The source's own way gives the eighth at 85 %; nearest rank gives the ninth."""
    times = cycle_times(finished_after(10, 20, 30, 40, 50, 60, 70, 80, 90, 100))
    assert [percentile(times, percent) for percent in (50, 85, 95, 100)] == [50, 90, 100, 100]


def test_under_ten_finished_cards_nothing_is_compared() -> None:
    times = cycle_times(finished_after(*range(1, 10)))
    assert len(times) == 9
    assert percentile(times, 50) is None
    assert older_than(times, 4) is None
    assert pace(times, 400) == ""


def test_an_age_among_earlier_cards() -> None:
    times = cycle_times(finished_after(5, 5, 6, 7, 8, 9, 10, 12, 20, 40))
    assert older_than(times, 5) == (0, 10)
    assert older_than(times, 13) == (8, 10)
    assert [pace(times, days) for days in (1, 8, 9, 20, 21)] == [
        "usual",
        "usual",
        "slow",
        "slow",
        "very_slow",
    ]


@given(st.lists(st.integers(1, 400), min_size=10, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_reach(values: list[int], percent: int) -> None:
    times = tuple(sorted(values))
    found = percentile(times, percent)
    assert found == times[ceil(percent * len(times) / 100 - 1e-9) - 1]
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def on_day(team: Team, day: int, *steps: Command) -> None:
    """Anna does this so many days after 2 March 2026."""
    team.now = team.now.replace(year=2026, month=3, day=2, hour=9, minute=0) + timedelta(days=day)
    team.does("anna", *steps)


def way(team: Team, card: str) -> Trail:
    return trails_of(team.board)[card]


@pytest.fixture
def march(team: Team) -> Team:
    on_day(team, 0)
    return team


def test_days_count_from_leaving_the_proposals_to_the_end(march: Team) -> None:
    card = march.notes()
    assert (way(march, card).started, age(way(march, card), DAY)) == (None, 0)
    on_day(march, 5, commands.move(card, "plan", "nu"))
    on_day(march, 7, commands.move(card, "do", "nu"))
    assert way(march, card).under_way
    assert age(way(march, card), DAY + timedelta(days=5)) == 1
    assert age(way(march, card), DAY + timedelta(days=14)) == 10
    on_day(march, 14, cycles.finish(card, "drop", "nej"))
    done = way(march, card)
    assert [(step.day - DAY).days for step in done.steps] == [0, 5, 7, 14]
    assert (days_taken(done), done.under_way) == (10, False)
    on_day(march, 30, commands.set_aside(card, "archived"))
    assert days_taken(way(march, card)) == 10


def test_a_card_that_is_tried_again_or_taken_up_again_goes_on(march: Team) -> None:
    card = march.notes()
    on_day(march, 1, commands.move(card, "act", "nu"))
    on_day(march, 3, cycles.finish(card, "retry", "en gång till"))
    assert (way(march, card).finished, way(march, card).now.phase) == (None, "plan")
    on_day(march, 5, cycles.finish(card, "routine", "klart"))
    assert days_taken(way(march, card)) == 5
    on_day(march, 8, commands.reopen(card, "det kom tillbaka"))
    assert (days_taken(way(march, card)), way(march, card).under_way) == (None, True)
    on_day(march, 10, cycles.finish(card, "routine", "klart"))
    assert days_taken(way(march, card)) == 10


def test_what_waits_keeps_its_age_and_is_not_under_way(march: Team) -> None:
    card, other = march.notes(), march.notes("Två")
    on_day(march, 1, commands.move(card, "do", "nu"), commands.move(other, "plan", "nu"))
    on_day(march, 2, commands.set_aside(card, "parked"), commands.move(other, "inbox"))
    for id in (card, other):
        assert not way(march, id).under_way
        assert age(way(march, id), DAY + timedelta(days=9)) == 9


def test_what_was_undone_never_happened_and_what_was_done_again_did(march: Team) -> None:
    card = march.notes()
    on_day(march, 1, commands.move(card, "plan", "fel"))
    on_day(march, 2)
    march.undoes("anna")
    assert way(march, card).started is None
    march.redoes("anna")
    assert way(march, card).started == DAY + timedelta(days=1)
    march.undoes("anna")
    on_day(march, 6, commands.move(card, "plan", "rätt"))
    assert [(step.day - DAY).days for step in way(march, card).steps] == [0, 6]


def test_nobody_knows_the_start_of_a_card_that_an_import_put_further_on(march: Team) -> None:
    from board.exchange import Row
    from board.importing import import_rows

    rows = [
        Row(2, {"title": "Ett", "phase": "do"}, (), {}, "a"),
        Row(3, {"title": "Två"}, (), {}, "b"),
    ]
    on_day(march, 0, import_rows(rows))
    for id in march.board.snapshot.table("cards"):
        on_day(march, 4, cycles.finish(id, "drop", "klart"))
    assert cycle_times(trails_of(march.board).values()) == (1,)
    assert [trail.finished is not None for trail in trails_of(march.board).values()] == [True, True]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["anna", "bo"]),
        st.sampled_from(
            ["move", "finish", "park", "archive", "reopen", "delete", "undo", "redo", "note", "edit"]
        ),
        st.integers(0, 30),
    ),
    max_size=25,
)


def _try(team: Team, who: str, what: str, number: int) -> None:
    cards = [*team.board.snapshot.table("cards"), *(id for _table, id in team.board.snapshot.deleted)]
    card = sorted(cards)[number % len(cards)]
    does: dict[str, Callable[[], object]] = {
        "move": lambda: team.does(
            who, commands.move(card, ["inbox", "plan", "do", "check", "act"][number % 5], "så")
        ),
        "finish": lambda: team.does(who, cycles.finish(card, ["routine", "retry", "drop"][number % 3], "så")),
        "park": lambda: team.does(who, commands.set_aside(card, "parked")),
        "archive": lambda: team.does(who, commands.set_aside(card, "archived")),
        "reopen": lambda: team.does(who, commands.reopen(card, "så")),
        "delete": lambda: team.does(who, commands.delete(card)),
        "edit": lambda: team.does(who, commands.edit(card, {"problem": str(number)})),
        "note": lambda: team.notes(str(number), who),
        "undo": lambda: team.undoes(who),
        "redo": lambda: team.redoes(who),
    }
    with suppress(Problem):
        does[what]()


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_history_in_any_order_and_piece_by_piece_gives_the_same_trails(
    steps: list[tuple[int, str, str, int]], random: Random
) -> None:
    team = Team()
    team.notes("Ett")
    team.notes("Två")
    for days, who, what, number in steps:
        team.now += timedelta(days=days)
        _try(team, who, what, number)
        followed = trails_of(team.board)
    followed = trails_of(team.board)
    cards = team.board.snapshot.table("cards")
    lines = list(team.board.backwards())
    random.shuffle(lines)
    assert followed == trails(lines, cards) == trails(team.board.backwards(CELLS), cards)
    assert set(followed) == set(cards)
    for id, trail in followed.items():
        assert (trail.now.phase, trail.now.state) == (cards[id]["phase"], cards[id]["state"])
        assert list(trail.steps) == sorted(trail.steps, key=lambda step: step.day)
        assert (trail.finished is not None) == ((cards[id]["phase"]) == "done")
        assert trail.finished is None or trail.started is None or trail.started <= trail.finished
