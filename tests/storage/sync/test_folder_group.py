"""A shared folder on one machine, with several accounts of it: whom the folder lets in reads what the others write."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.bundle import BundleTransport
from storage.sync.marker import prepare
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.folders import A, at
from tests.storage.sync.scribe import Scribe, send
from tests.storage.test_workspace import as_user, let_others_through, root_only
from tests.storage.tools import Ticking, cards, put

ANNA, BO, OUTSIDE = 12001, 12002, 12003


@pytest.fixture
def group() -> int:
    import grp

    return grp.getgrnam("users").gr_gid


@pytest.fixture
def shared(tmp_path: Path, group: int) -> Path:
    """The folder of a group, as operation.md has it made."""
    let_others_through(tmp_path)
    folder = tmp_path / "delad"
    folder.mkdir()
    os.chown(folder, 0, group)
    folder.chmod(0o2770)
    for uid in (ANNA, BO, OUTSIDE):
        home = tmp_path / str(uid)
        home.mkdir()
        os.chown(home, uid, uid)
    return folder


def as_member(uid: int, group: int, work: Callable[[], None], mask: int = 0o022) -> None:
    def masked() -> None:
        os.umask(mask)
        work()

    as_user(uid, uid, [] if uid == OUTSIDE else [group], masked)


def sync(home: Path, place: Path, title: str, expected: set[str]) -> None:
    """Write a card and exchange, as somebody with a workspace of their own."""
    workspace = Workspace(str(home / "arbete"), Ticking())
    board = workspace.board("ett") if "ett" in workspace.board_ids() else workspace.create_board("ett")
    put(board, title, title=title)
    transport = at(place, workspace.replica())
    try:
        Syncing(workspace).exchange(transport)
        board.refresh()
        assert set(cards(board)) == expected
        assert transport.findings() == []
    finally:
        transport.close()


@root_only
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_two_accounts_that_share_a_folder_read_each_other(
    tmp_path: Path, shared: Path, group: int, mask: int
) -> None:
    place = shared / "tavla"
    as_member(ANNA, group, partial(_prepared, place), mask)
    as_member(ANNA, group, partial(sync, tmp_path / str(ANNA), place, "1", {"1"}), mask)
    as_member(BO, group, partial(sync, tmp_path / str(BO), place, "2", {"1", "2"}), mask)
    as_member(ANNA, group, partial(sync, tmp_path / str(ANNA), place, "3", {"1", "2", "3"}), mask)
    for path in (place, *place.rglob("*")):
        status = path.stat()
        assert stat.S_IMODE(status.st_mode) == (0o2770 if path.is_dir() else 0o660), path
        assert status.st_gid == group, path

    def refused() -> None:
        with pytest.raises(Problem, match="remote_denied"):
            at(place, A).heads(None)

    as_member(OUTSIDE, group, refused)


def _prepared(place: Path) -> None:
    prepare(str(place))


@root_only
def test_a_folder_that_becomes_a_groups_is_shared_by_preparing_it_once_more(
    tmp_path: Path, shared: Path, group: int
) -> None:
    place = shared / "egen"
    place.mkdir(0o700)
    os.chown(place, ANNA, group)
    as_member(ANNA, group, partial(_prepared, place))
    (place / ".stfolder").mkdir(0o700)
    as_member(ANNA, group, partial(sync, tmp_path / str(ANNA), place, "1", {"1"}))
    place.chmod(0o2770)

    def unreadable() -> None:
        with pytest.raises(Problem, match=r"remote_denied|remote_not_ready"):
            at(place, A).heads(None)

    as_member(BO, group, unreadable)
    as_member(ANNA, group, partial(_prepared, place))
    as_member(BO, group, partial(sync, tmp_path / str(BO), place, "2", {"1", "2"}))
    assert (place / ".stfolder").stat().st_mode & 0o777 == 0o700, "is not ours to change"


@root_only
def test_a_file_to_carry_is_the_groups_where_the_folder_is(tmp_path: Path, shared: Path, group: int) -> None:
    path = shared / "sticka.tavla"
    "".encode("cp437")  # what zipfile loads late, the others may not read

    def write(uid: int) -> None:
        bundle = BundleTransport(str(path))
        send(bundle, Scribe(f"u{uid}").write(1))
        bundle.finish()
        assert len(bundle.heads(None)["ett"]) == uid - ANNA + 1
        bundle.close()

    as_member(ANNA, group, partial(write, ANNA))
    as_member(BO, group, partial(write, BO))
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert path.stat().st_gid == group
