"""The merge's theorem (docs/merge.md) on made-up histories; and thirty days apart merged on real disks.

`python -m tests.soak merge` plays ten times as many.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import places
from board.errors import Problem
from board.ports import Change, Draft, Snapshot
from tests.storage.sync.apart import apart, merge_apart
from tests.storage.sync.histories import (
    CELLS,
    VALUES,
    History,
    Host,
    World,
    fails,
    first_failing,
    history,
    play,
    shortest,
    told,
)
from tests.storage.sync.wards import Ward, meet
from tests.storage.tools import Ticking, put

CHUNK = 625


@pytest.mark.parametrize("start", range(0, 5000, CHUNK))
def test_every_history_ends_alike_everywhere_with_nothing_lost(start: int) -> None:
    seed = first_failing(range(start, start + CHUNK))
    assert seed is None, told(seed)


who = st.integers(0, 4)
change = st.tuples(
    st.sampled_from(("cards", "people")),
    st.sampled_from("12"),
    st.dictionaries(st.sampled_from(CELLS), st.sampled_from(VALUES), max_size=3),
)
step = st.one_of(
    st.tuples(
        st.just("write"),
        who,
        st.lists(st.lists(change, min_size=1, max_size=2), min_size=1, max_size=2),
        st.sampled_from(("saved", "saved", "saved", "before", "half", "unsaid")),
        st.booleans(),
    ),
    st.tuples(
        st.just("carry"),
        who,
        who,
        st.floats(0, 0.99),
        st.integers(0, 3),
        st.integers(1, 5),
        st.booleans(),
    ),
    st.tuples(st.just("checkpoint"), who),
    st.tuples(st.just("restart"), who, st.booleans(), st.integers(0, 4)),
    st.tuples(st.just("jump"), who, st.sampled_from((-3650.0, -1.0, 1.0, 3650.0))),
    st.tuples(st.just("forge"), st.integers(0, 10**9), st.sampled_from((-3650.0, 0.0, 3650.0))),
)
histories = st.builds(
    History,
    st.integers(0, 2**32),
    st.lists(st.sampled_from((-3650.0, 0.0, 3650.0)), min_size=3, max_size=5).map(tuple),
    st.booleans(),
    st.lists(step, min_size=1, max_size=30).map(tuple),
)


@settings(max_examples=150)
@given(histories)
def test_a_history_that_anybody_thinks_of_holds_too(made: History) -> None:
    play(made)


def test_a_history_that_fails_is_told_as_short_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.clock.HybridClock.observe", lambda _self, _stamp: None)
    seed = first_failing(range(100))
    assert seed is not None
    made = shortest(history(seed))
    assert 0 < len(made.steps) <= 4
    assert fails(made)
    assert not any(
        fails(made._replace(steps=made.steps[:at] + made.steps[at + 1 :])) for at in range(len(made.steps))
    )


# the order of cards in a column

insert = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9)), max_size=12)


@settings(max_examples=150)
@given(insert, st.booleans())
def test_cards_put_at_the_same_place_on_two_hosts_keep_their_order(
    inserts: list[tuple[int, int]], equal: bool
) -> None:
    world = World((0.0, 0.0), False)
    first, second = world.hosts
    keys = ("M", "M", "M") if equal else ("M", "N", "P")
    for id, key in zip("xyz", keys, strict=True):
        _write(first, Change("cards", id, {"phase": "plan", "state": "open", "rank": key}))
    _meet(world)
    order: dict[Host, list[str]] = {first: [], second: []}
    for number, (which, at) in enumerate(inserts):
        host, id = world.hosts[which], f"{which}-{number:02d}"
        column = _column(host)
        before = column[at] if at < len(column) else ""
        _write(
            host,
            Change("cards", id, {"phase": "plan", "state": "open"}),
            *places.above(_board(host), "plan", id, before),
        )
        order[host] = [card for card in _column(host) if card.startswith(f"{which}-")]
        assert _column(host).index(id) == min(at, len(column))
    _meet(world)
    assert _column(first) == _column(second)
    for which, host in enumerate(world.hosts):
        assert [card for card in _column(first) if card.startswith(f"{which}-")] == order[host]


def _board(host: Host) -> Snapshot:
    return host.cells.snapshot()


def _column(host: Host) -> list[str]:
    cards = _board(host).table("cards")
    return sorted(cards, key=lambda id: (cards[id].get("rank") or "", id))


def _write(host: Host, *changes: Change) -> None:
    merged: dict[str, dict[str, Any]] = {}
    for _, id, cells in changes:
        merged.setdefault(id, {}).update(cells)
    drafts = [Draft("move", tuple(Change("cards", id, cells) for id, cells in merged.items()))]
    host.write(drafts, "saved", False)


def _meet(world: World) -> None:
    for host in world.hosts:
        for other in world.hosts:
            for replica, lines in other.disk.items():
                have = len(host.disk.get(replica, ()))
                host.take(replica, have, lines[have:])


# undo, on real disks


@pytest.fixture
def wards(tmp_path: Path) -> tuple[Ward, Ward]:
    """Two who have the same card, made by a third."""
    clock = Ticking()
    anna, bo = Ward(tmp_path, "anna", clock), Ward(tmp_path, "bo", clock)
    put(anna.store, "1", by="x", title="Fall", phase="plan", **{"tags/natt": True})
    meet(anna, bo)
    return anna, bo


def test_undo_takes_back_ones_own_after_a_merge_and_leaves_the_others(wards: tuple[Ward, Ward]) -> None:
    anna, bo = wards
    put(anna.store, "1", by="anna", phase="do", **{"tags/natt": None})
    put(bo.store, "1", by="bo", title="Fall på natten", **{"tags/akut": True})
    meet(anna, bo)
    anna.service.undo()
    meet(anna, bo)
    for ward in wards:
        assert ward.card() == {"title": "Fall på natten", "phase": "plan", "tags": ["akut", "natt"]}


def test_undo_of_what_somebody_has_changed_later_without_seeing_it_is_refused(
    wards: tuple[Ward, Ward],
) -> None:
    anna, bo = wards
    put(anna.store, "1", by="anna", title="Annas")
    put(bo.store, "1", by="bo", title="Bos")
    meet(anna, bo)
    with pytest.raises(Problem) as refused:
        anna.service.undo()
    assert refused.value.code == "changed_since"
    assert set(anna.store.heads("cards", "1", "title").values()) == {"Annas", "Bos"}


def test_undo_does_not_take_away_what_somebody_wrote_earlier_without_seeing_it(
    wards: tuple[Ward, Ward],
) -> None:
    anna, bo = wards
    put(bo.store, "1", by="bo", title="Bos")
    put(anna.store, "1", by="anna", title="Annas")
    meet(anna, bo)
    with pytest.raises(Problem) as refused:
        anna.service.undo()
    assert refused.value.code == "changed_since"
    assert set(anna.store.heads("cards", "1", "title").values()) == {"Annas", "Bos"}


def test_undo_of_a_deletion_keeps_what_was_written_meanwhile(wards: tuple[Ward, Ward]) -> None:
    anna, bo = wards
    put(bo.store, "1", by="bo", problem="En timmes anteckningar")
    put(anna.store, "1", by="anna", _deleted=True)
    meet(anna, bo)
    assert anna.card() is None
    assert bo.card() is None
    anna.service.undo()
    meet(anna, bo)
    for ward in wards:
        assert ward.card() == {
            "title": "Fall",
            "phase": "plan",
            "problem": "En timmes anteckningar",
            "tags": ["natt"],
        }


# thirty days apart


def test_thirty_days_apart_are_merged_in_three_seconds_with_every_loser_listed(tmp_path: Path) -> None:
    here, there = apart(tmp_path, 5000)
    seconds, listed, losers = merge_apart(here, there)
    assert listed == losers
    assert len(losers) > 1000
    assert seconds <= 3.0
