"""The merge: whatever order lines arrive in, every replica shows the same and no value is lost."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.ports import Change, Draft
from storage.cells import Cells, Touch
from storage.clock import HybridClock
from storage.compose import compose
from storage.fields import escape, unescape
from storage.lines import FIRST, Raw, changes_of, decode

START = datetime(2026, 11, 22, 3, 40, tzinfo=UTC)
REPLICAS = ("aaaaaa", "bbbbbb", "cccccc")
CELLS = ("title", "phase", "tags", "tags/x", "tags/y~1z", "map/a", "map/b", "_deleted")
VALUES = st.sampled_from([None, True, False, 0, 1, "a", "b", "", [1, 2], ["x"], {"x": 1}])


class Replica:
    """One host in memory: its cells, its clock (perhaps years wrong) and what it has written."""

    def __init__(self, name: str, skew: timedelta) -> None:
        self.name = name
        self.cells = Cells()
        self.moment = START + skew
        self.clock = HybridClock(lambda: self.moment)
        self.written: list[Raw] = []
        self.last = (0, FIRST)
        self.have: dict[str, int] = defaultdict(int)

    def write(self, changes: list[tuple[str, str, dict[str, Any]]]) -> None:
        drafts = [Draft("set", tuple(Change(*change) for change in changes))]
        lines, _ = compose(self.cells, self.clock, self.name, "p1", drafts, *self.last)
        for line in lines:
            raw = decode(line[:-1])
            assert raw is not None
            self.last = (raw["n"], line[-9:-1].decode())
            self.written.append(raw)
            self.take(raw)

    def take(self, raw: Raw) -> None:
        self.clock.observe(raw["t"])
        self.cells.apply(raw)

    def pull(self, other: Replica) -> None:
        for raw in other.written[self.have[other.name] :]:
            self.take(raw)
        self.have[other.name] = len(other.written)


step = st.one_of(
    st.tuples(
        st.just("write"),
        st.integers(0, 2),
        st.fixed_dictionaries({"title": st.sampled_from("abc")}),
        st.just("1"),
    ),
    st.tuples(
        st.just("write"),
        st.integers(0, 2),
        st.dictionaries(st.sampled_from(CELLS), VALUES, min_size=1, max_size=3),
        st.sampled_from(["1", "2"]),
    ),
    st.tuples(st.just("pull"), st.integers(0, 2), st.integers(0, 2), st.none()),
)
skews = st.tuples(*(st.sampled_from([-3650, 0, 0, 3650]) for _ in REPLICAS))


def history(skew: tuple[int, ...], steps: list[Any]) -> list[Replica]:
    replicas = [Replica(name, timedelta(days=days)) for name, days in zip(REPLICAS, skew, strict=True)]
    for kind, which, what, id in steps:
        if kind == "write":
            replicas[which].write([("cards", id, what)])
        elif what != which:
            replicas[which].pull(replicas[what])
    return replicas


def everything(cells: Cells, named: set[tuple[str, str]]) -> dict[str, Any]:
    """All that a replica can show, in one comparable value."""
    return {
        "live": {table: docs for table, docs in cells.tables.items() if docs},
        "deleted": cells.deleted,
        "heads": {(id, cell): cells.heads("cards", id, cell) for id, cell in named},
        "stamps": {(id, cell): cells.stamp_of("cards", id, cell) for id, cell in named},
        "conflicts": cells.conflicts(),
        "awaited": cells.awaited,
    }


def written_cells(lines: list[Raw]) -> set[tuple[str, str]]:
    return {(id, cell) for raw in lines for _, id, cells, _ in changes_of(raw) for cell in cells}


def expected_heads(lines: list[Raw]) -> dict[tuple[str, str], dict[str, Any]]:
    """The rule as the format words it, the slow way."""
    written: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    replaced: dict[tuple[str, str], set[str]] = defaultdict(set)
    for raw in lines:
        for _, id, cells, named in changes_of(raw):
            for cell, value in cells.items():
                written[id, cell][raw["t"]] = bool(value) or None if cell == "_deleted" else value
                replaced[id, cell] |= set(named.get(cell, ()))
    return {
        key: {s: v for s, v in stamps.items() if s not in replaced[key]} for key, stamps in written.items()
    }


def interleaved(replicas: list[Replica], seed: int) -> list[Raw]:
    """All lines, each replica's in its own order, some twice."""
    chance = random.Random(seed)
    queues = [list(replica.written) for replica in replicas]
    order: list[Raw] = []
    while any(queues):
        queue = chance.choice([queue for queue in queues if queue])
        order.append(queue.pop(0))
        if chance.random() < 0.3:
            order.append(chance.choice(order))
    return order


@settings(max_examples=250, deadline=None)
@given(skews, st.lists(step, min_size=1, max_size=25), st.integers(0, 2**32))
def test_any_order_gives_the_same_board(skew: tuple[int, ...], steps: list[Any], seed: int) -> None:
    replicas = history(skew, steps)
    lines = [raw for replica in replicas for raw in replica.written]
    named = written_cells(lines)
    for replica in replicas:
        for other in replicas:
            if other is not replica:
                replica.pull(other)
    late = Cells()
    for raw in interleaved(replicas, seed):
        late.apply(raw, [] if seed % 2 else None)
    shown = everything(late, named)
    for replica in replicas:
        assert everything(replica.cells, named) == shown
    assert shown["heads"] == expected_heads(lines)
    assert not shown["awaited"]


@settings(max_examples=150, deadline=None)
@given(skews, st.lists(step, min_size=1, max_size=25))
def test_what_a_document_shows_follows_from_the_heads(skew: tuple[int, ...], steps: list[Any]) -> None:
    replicas = history(skew, steps)
    cells = replicas[0].cells
    lines = [raw for replica in replicas for raw in replica.written]
    heads = {key: cells.heads("cards", *key) for key in written_cells(lines)}
    for id in {id for id, _ in heads}:
        latest: dict[str, tuple[str, Any]] = {
            cell: max(found.items()) for (of, cell), found in heads.items() if of == id and found
        }
        if not latest:
            continue
        deletion = latest.pop("_deleted", ("", None))
        shown: dict[str, Any] = {}
        for cell, (_, value) in latest.items():
            if "/" not in cell and value is not None:
                shown[cell] = value
        for field in ("tags", "map"):
            elements = {
                unescape(cell.partition("/")[2]): value
                for cell, (_, value) in latest.items()
                if cell.startswith(field + "/") and value is not None
            }
            if elements:
                shown[field] = sorted(elements) if all(v is True for v in elements.values()) else elements
        dead = deletion[1] is True and all(deletion[0] >= stamp for stamp, _ in latest.values())
        live = cells.tables["cards"].get(id)
        doc = cells.deleted[("cards", id)] if live is None else live
        assert (live is None) == dead
        assert {field: value for field, value in doc.items() if field not in ("_at", "_by")} == shown


def two() -> tuple[Replica, Replica]:
    a, b = Replica("aaaaaa", timedelta()), Replica("bbbbbb", timedelta(seconds=1))
    a.write([("cards", "1", {"title": "Fall", "tags/natt": True})])
    b.pull(a)
    return a, b


def test_the_loser_of_a_concurrent_edit_is_kept_until_settled() -> None:
    a, b = two()
    a.write([("cards", "1", {"title": "A"})])
    b.write([("cards", "1", {"title": "B"})])
    a.pull(b)
    b.pull(a)
    assert a.cells.tables["cards"]["1"]["title"] == "B"
    assert sorted(a.cells.conflicts()["cards", "1"]["title"].values()) == ["A", "B"]
    a.write([("cards", "1", {"title": "C"})])
    b.pull(a)
    assert not a.cells.conflicts()
    assert not b.cells.conflicts()
    assert b.cells.tables["cards"]["1"]["title"] == "C"


def test_an_edit_later_than_a_deletion_revives() -> None:
    a, b = two()
    a.write([("cards", "1", {"_deleted": True})])
    assert "1" not in a.cells.tables["cards"]
    assert ("cards", "1") in a.cells.deleted
    b.write([("cards", "1", {"problem": "En timmes anteckningar"})])
    a.pull(b)
    b.pull(a)
    for replica in (a, b):
        assert replica.cells.tables["cards"]["1"]["problem"] == "En timmes anteckningar"
        assert not replica.cells.deleted


def test_a_line_cannot_replace_what_is_written_after_it() -> None:
    a, b = two()
    b.write([("cards", "1", {"title": "B"})])
    later = b.written[-1]["t"]
    hostile = {
        **a.written[0],
        "t": later[:-6] + "aaaaaa",
        "ch": [["cards", "1", {"title": "A"}, {"title": [later]}]],
    }
    for order in ([b.written[-1], hostile], [hostile, b.written[-1]]):
        cells = Cells()
        for raw in (a.written[0], *order):
            cells.apply(raw)
        assert cells.tables["cards"]["1"]["title"] == "B"
        assert sorted(cells.heads("cards", "1", "title").values()) == ["A", "B"]


def test_elements_set_by_two_people_are_both_there() -> None:
    a, b = two()
    a.write([("cards", "1", {"tags/akut": True, "tags/natt": None})])
    b.write([("cards", "1", {"tags/å~1ö": True})])
    a.pull(b)
    assert a.cells.tables["cards"]["1"]["tags"] == ["akut", "å/ö"]


def test_a_snapshot_never_changes() -> None:
    a, _ = two()
    before = a.cells.snapshot()
    kept = {table: {id: dict(doc) for id, doc in docs.items()} for table, docs in before.tables.items()}
    a.write([("cards", "1", {"title": "Annat", "tags/natt": None})])
    a.write([("cards", "2", {"title": "Nytt"})])
    a.write([("cards", "1", {"_deleted": True})])
    assert before.tables == kept
    assert not before.deleted


def test_touches_say_what_a_line_did() -> None:
    a, b = two()
    a.write([("cards", "1", {"title": "Annat"}), ("cards", "2", {"title": "Nytt"})])
    touched: list[Touch] = []
    b.cells.apply(a.written[-1], touched)
    assert [
        (touch.id, (touch.before or {}).get("title"), (touch.after or {}).get("title")) for touch in touched
    ] == [
        ("1", "Fall", "Annat"),
        ("2", None, "Nytt"),
    ]


@given(st.text())
def test_escaped_names_come_back(name: str) -> None:
    assert unescape(escape(name)) == name
    assert "/" not in escape(name)


@pytest.mark.parametrize("cell", ["*", "_at", "_by", "_id", "", "/x"])
def test_names_the_store_keeps_are_not_merged(cell: str) -> None:
    a, _ = two()
    raw = {"t": "zz", "at": "", "by": "p", "ch": [["cards", "9", {cell: 1}]]}
    Cells().apply({**raw, "t": a.written[0]["t"]})
    with pytest.raises(ValueError, match="not a cell"):
        a.write([("cards", "9", {cell: 1})])


def test_a_change_that_sets_nothing_does_not_say_who_was_there_last() -> None:
    a, b = two()
    b.write([("cards", "1", {}), ("cards", "2", {"title": "B"})])
    for lines in ([*a.written, *b.written], [*b.written, *a.written]):
        cells = Cells()
        for raw in lines:
            cells.apply(raw)
        assert cells.tables["cards"]["1"]["_at"] == a.written[0]["at"]


@pytest.mark.parametrize(
    "twice", [[{"title": "x"}, {"title": "y"}], [{"tags/a/b": True, "tags/a~1b": True}]], ids=str
)
def test_a_line_that_names_a_cell_twice_is_replaced_whole_whenever_it_comes(twice: list[Any]) -> None:
    a, b = Replica("aaaaaa", timedelta()), Replica("bbbbbb", timedelta(seconds=1))
    a.write([("cards", "1", cells) for cells in twice])
    b.pull(a)
    b.write([("cards", "1", {"title": "z", "tags/a~1b": None})])
    late = Cells()
    for raw in (*b.written, *a.written):
        late.apply(raw)
    for cell in twice[0]:
        assert late.heads("cards", "1", cell) == b.cells.heads("cards", "1", cell)
    assert not late.awaited


def test_a_cell_spelled_in_another_way_is_the_same_cell() -> None:
    a, _ = two()
    a.write([("cards", "1", {"tags/å~1ö": True})])
    a.write([("cards", "1", {"tags/å/ö": None})])
    assert a.cells.tables["cards"]["1"]["tags"] == ["natt"]
    assert not a.cells.conflicts()


def test_two_who_wrote_the_same_have_nothing_to_settle() -> None:
    a, b = two()
    a.write([("cards", "1", {"title": "Samma", "phase": 1})])
    b.write([("cards", "1", {"title": "Samma", "phase": True})])
    a.pull(b)
    assert len(a.cells.heads("cards", "1", "title")) == 2
    assert list(a.cells.conflicts()["cards", "1"]) == ["phase"]


@pytest.mark.parametrize("named", [None, 5, "x", {"a": 1}, [None, 5, [1]]], ids=str)
def test_a_list_of_replaced_stamps_of_a_wrong_type_replaces_nothing(named: Any) -> None:
    a, b = two()
    b.write([("cards", "1", {"title": "B"})])
    b.written[-1]["ch"][0][3] = {"title": named}
    a.pull(b)
    assert a.cells.tables["cards"]["1"]["title"] == "B"
    assert len(a.cells.heads("cards", "1", "title")) == 2
