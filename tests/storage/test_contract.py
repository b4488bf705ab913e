"""What every store promises, on disk or in memory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from board.errors import Problem
from board.ports import Change, Draft, Snapshot, Store
from storage.memory import MemoryStore
from storage.workspace import Workspace
from tests.storage.tools import Ticking, cards, put


@pytest.fixture(params=["disk", "memory"])
def any_store(request: pytest.FixtureRequest, workspace: Workspace, clock: Ticking) -> Store:
    if request.param == "disk":
        return workspace.create_board("ett")
    return MemoryStore(clock, "ett")


def test_begins_empty(any_store: Store) -> None:
    assert any_store.board == "ett"
    assert not any_store.snapshot.tables
    assert any_store.refresh() == ()
    assert list(any_store.backwards()) == []
    assert any_store.line("0mwr6esxs.00.k3f9a2") is None
    assert any_store.line("../../etc/passwd") is None


def test_a_commit_gives_events_and_stamps(any_store: Store) -> None:
    made = put(any_store, "1", do="add", title="Fall i trappan", **{"tags/natt": True, "tags/akut": True})
    (event,) = made.events
    assert made.stamps == (event.stamp,)
    assert (event.do, event.by, event.table, event.id, event.before) == ("add", "p1", "cards", "1", None)
    assert event.after is not None
    assert dict(event.after) == {
        "title": "Fall i trappan",
        "tags": ["akut", "natt"],
        "_at": event.at,
        "_by": "p1",
    }
    assert any_store.snapshot.get("cards", "1") == event.after


def test_no_drafts_write_nothing(any_store: Store) -> None:
    assert any_store.commit("p1", lambda _: []).stamps == ()
    assert any_store.commit("p1", lambda _: [Draft("nothing", ())]).stamps == ()
    assert list(any_store.backwards()) == []


def test_a_refusal_writes_nothing(any_store: Store) -> None:
    def refuse(_: Snapshot) -> list[Draft]:
        raise Problem("step_missing")

    with pytest.raises(Problem, match="step_missing"):
        any_store.commit("p1", refuse)
    assert list(any_store.backwards()) == []


def test_a_refusal_keeps_what_it_read_of_others_for_the_next_who_asks(
    workspace: Workspace, clock: Ticking
) -> None:
    """A screen draws from events: what a refused command read must not be lost to it."""
    mine = workspace.create_board("ett")
    others = Workspace(workspace.root, clock).board("ett")
    put(others, "1", title="Från en annan session")

    def refuse(_: Snapshot) -> list[Draft]:
        raise Problem("step_missing")

    with pytest.raises(Problem, match="step_missing"):
        mine.commit("p1", refuse)
    assert [event.id for event in mine.refresh()] == ["1"]
    assert mine.refresh() == ()


def test_several_drafts_are_several_lines_in_order(any_store: Store) -> None:
    drafts = [Draft("add", (Change("cards", str(n), {"title": f"Kort {n}"}),)) for n in range(5)]
    drafts.append(Draft("set", (Change("cards", "0", {"title": "Bättre"}),), why="stavning"))
    made = any_store.commit("p1", lambda _: drafts)
    assert list(made.stamps) == sorted(set(made.stamps))
    assert cards(any_store)["0"] == {"title": "Bättre"}
    lines = list(any_store.backwards())
    assert [line.stamp for line in lines] == sorted(made.stamps, reverse=True)
    assert lines[0].why == "stavning"
    assert lines[0].replaced == ({"title": [made.stamps[0]]},)


def test_a_line_is_found_by_its_stamp(any_store: Store) -> None:
    made = [put(any_store, "1", title=str(n)).stamps[0] for n in range(50)]
    for n in (0, 25, 49):
        line = any_store.line(made[n])
        assert line is not None
        assert line.changes == (Change("cards", "1", {"title": str(n)}),)
    assert any_store.line(made[0][:-1] + "_") is None


def test_stamps_of_cells(any_store: Store) -> None:
    first = put(any_store, "1", title="a", phase="inbox", **{"tags/x": True}).stamps[0]
    second = put(any_store, "1", phase="plan").stamps[0]
    assert any_store.stamp_of("cards", "1", "title") == first
    assert any_store.stamp_of("cards", "1", "tags/x") == first
    assert any_store.stamp_of("cards", "1", "phase") == second
    assert any_store.stamp_of("cards", "1", "owner") is None
    assert any_store.stamp_of("cards", "2", "title") is None


def test_deletion_and_revival(any_store: Store) -> None:
    put(any_store, "1", title="a")
    (gone,) = put(any_store, "1", _deleted=True).events
    assert gone.after is None
    assert any_store.snapshot.get("cards", "1") is None
    assert any_store.snapshot.deleted["cards", "1"]["title"] == "a"
    (back,) = put(any_store, "1", _deleted=None).events
    assert back.before is None
    assert cards(any_store) == {"1": {"title": "a"}}
    put(any_store, "1", _deleted=True)
    put(any_store, "1", title="b")
    assert cards(any_store) == {"1": {"title": "b"}}


def test_a_clock_set_back_a_year_loses_nothing(any_store: Store, clock: Ticking) -> None:
    put(any_store, "1", title="före")
    clock.now -= timedelta(days=365)
    made = put(any_store, "1", title="efter")
    assert cards(any_store)["1"]["title"] == "efter"
    assert made.events[0].at < "2026"
    clock.now += timedelta(days=3650)
    put(any_store, "1", title="långt fram")
    clock.now -= timedelta(days=3650)
    put(any_store, "1", title="sist")
    assert cards(any_store)["1"]["title"] == "sist"


def test_what_the_caller_changes_afterwards_does_not_reach_the_store(any_store: Store) -> None:
    value = ["a"]
    put(any_store, "1", steps=value)
    value.append("b")
    assert cards(any_store)["1"]["steps"] == ["a"]


def test_a_value_longer_than_a_line_is_refused_in_words(any_store: Store) -> None:
    with pytest.raises(Problem, match="too_long"):
        put(any_store, "1", problem="x" * 70_000)
    put(any_store, "1", title="går ändå")
    assert cards(any_store) == {"1": {"title": "går ändå"}}


def test_a_command_longer_than_a_line_is_one_command(any_store: Store) -> None:
    readings = {f"values/{n}": "å" * 500 for n in range(300)}
    made = put(any_store, "1", do="paste", **readings)
    assert len(made.stamps) == 1
    assert len(made.events) == 1
    assert len(cards(any_store)["1"]["values"]) == 300
    line = any_store.line(made.stamps[0])
    assert line is not None
    assert sum(len(change.cells) for change in line.changes) == 300
    assert [line.do for line in any_store.backwards()] == ["paste"]


def test_only_the_lines_that_set_a_field_and_only_what_has_come_since(any_store: Store) -> None:
    (first,) = put(any_store, "1", title="Ett", phase="inbox").stamps
    put(any_store, "1", title="Två")
    (third,) = put(any_store, "1", phase="plan").stamps
    assert [line.stamp for line in any_store.backwards(["phase"])] == [third, first]
    journal = first.rpartition(".")[2]
    assert [line.stamp for line in any_store.backwards(["phase"], {journal: first})] == [third]
    assert list(any_store.backwards(["phase"], {journal: third})) == []
