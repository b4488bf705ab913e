"""A workspace as it was: the copy has what there was then, and the one in use stays as it is."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from board.errors import Problem
from storage.check import check
from storage.moments import restore
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.carrying import meet
from tests.storage.tools import Ticking, cards, journal, make, put


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def later(clock: Ticking) -> datetime:
    """An hour passes; the moment before it."""
    moment = clock.now
    clock.now += timedelta(hours=1)
    return moment + timedelta(minutes=1)


def test_the_copy_is_as_it_was_and_the_original_is_untouched(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    put(store, "1", title="Som det var")
    then = later(clock)
    put(store, "1", title="Som det blev")
    put(workspace.create_board("senare"), "1", title="En tavla som inte fanns")
    store.checkpoint()
    before = files(tmp_path / "w")
    done = restore(workspace, then, str(tmp_path / "copy"))
    assert files(tmp_path / "w") == before
    assert (done.boards, done.lines, done.left_out) == (("ett",), 1, 2)
    copy = Workspace(done.folder, clock)
    assert copy.board_ids() == ["ett"]
    assert cards(copy.board("ett")) == {"1": {"title": "Som det var"}}
    assert not [found for found in check(copy) if found.severity == "damage"]


def test_the_copy_writes_under_a_name_of_its_own_and_can_be_joined_again(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    put(store, "1", title="Som det var")
    then = later(clock)
    put(store, "2", title="Senare")
    copy = Workspace(restore(workspace, then, str(tmp_path / "copy")).folder, clock)
    put(copy.board("ett"), "3", title="I kopian")
    assert copy.replica() != workspace.replica()
    meet(Path(copy.root), Path(workspace.root))
    store.refresh()
    assert set(cards(store)) == {"1", "2", "3"}
    assert not [found for found in check(workspace) if found.severity == "damage"]


def test_each_journal_ends_where_the_moment_is(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    put(store, "1", title="Här")
    other = make(tmp_path / "other", clock)
    there = other.create_board("ett")
    put(there, "2", title="Där")
    then = later(clock)
    put(there, "2", title="Där, senare")
    meet(Path(other.root), Path(workspace.root))
    copy = Workspace(restore(workspace, then, str(tmp_path / "copy")).folder, clock)
    assert cards(copy.board("ett")) == {"1": {"title": "Här"}, "2": {"title": "Där"}}


def test_a_clock_that_went_wrong_for_a_while_hides_nothing_after_it(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    put(store, "1", title="Före")
    right = clock.now
    clock.now += timedelta(days=400)
    put(store, "2", title="Medan klockan gick ett år före")
    clock.now = right + timedelta(hours=1)
    put(store, "3", title="Efter")
    copy = Workspace(
        restore(workspace, clock.now + timedelta(minutes=1), str(tmp_path / "copy")).folder, clock
    )
    assert set(cards(copy.board("ett"))) == {"1", "2", "3"}


def test_a_damaged_journal_is_copied_as_far_as_it_says_when(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    for n in range(3):
        put(store, str(n), title="x" * 30)
    path = journal(store)
    data = bytearray(path.read_bytes())
    data[200:204] = b"\0\0\0\0"
    path.write_bytes(data)
    done = restore(workspace, clock.now + timedelta(hours=1), str(tmp_path / "copy"))
    assert Path(next(Path(done.folder).glob("boards/ett/journal/*/*.jsonl"))).read_bytes() == bytes(data)


def test_only_a_new_or_empty_folder_outside_is_taken(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    put(store, "1", title="a")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("x")
    for folder, code in ((full, "exists"), (full / "mine", "exists"), (tmp_path / "w" / "x", "inside")):
        with pytest.raises(Problem) as refused:
            restore(workspace, clock.now, str(folder))
        assert refused.value.code == code
    with pytest.raises(Problem) as refused:
        restore(workspace, clock.now - timedelta(days=1), str(tmp_path / "new"))
    assert refused.value.code == "nothing_then"
    empty = tmp_path / "empty"
    empty.mkdir()
    restore(workspace, clock.now, str(empty))
    assert {"empty", "full", "w"} == {*os.listdir(tmp_path)} - {"home"}


def test_what_fails_half_way_leaves_nothing(
    workspace: Workspace, store: BoardStore, clock: Ticking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="a")
    real = os.fsync
    calls: list[int] = []

    def full(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 8:
            raise OSError(28, "full")
        real(fd)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as refused:
        restore(workspace, clock.now, str(tmp_path / "copy"))
    assert refused.value.code == "disk_full"
    assert {*os.listdir(tmp_path)} - {"home"} == {"w"}
