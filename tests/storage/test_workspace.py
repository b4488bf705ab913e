"""The workspace's folder: nothing by looking, copies become hosts of their own, groups share."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from board.errors import Problem
from storage import workspace as module
from storage.store import BoardStore
from storage.sync import remotes
from storage.workspace import Workspace
from tests.storage.tools import ROOT, Ticking, again, cards, journal, make, put

root_only = pytest.mark.skipif(os.getuid() != 0, reason="kernel privilege: another uid")


def listing(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def let_others_through(folder: Path) -> None:
    """Let another user reach a folder of the test's own."""
    for place in (folder, *folder.parents):
        mode = stat.S_IMODE(place.stat().st_mode)
        if mode | 0o055 != mode:
            place.chmod(mode | 0o055)


def as_user(uid: int, gid: int, groups: list[int], work: Callable[[], None]) -> None:
    """Do something as another user, in a child; its failure is this test's."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups(groups)
            os.setgid(gid)
            os.setuid(uid)
            os.umask(0o022)
            work()
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status == 0


def test_looking_creates_nothing(tmp_path: Path) -> None:
    workspace = Workspace(str(tmp_path / "w"), Ticking())
    assert not workspace.exists
    assert workspace.board_ids() == []
    assert workspace.org.snapshot.tables == {}
    assert workspace.person_of_login("vera") is None
    with pytest.raises(Problem, match="unknown"):
        workspace.board("ett")
    assert not (tmp_path / "w").exists()


def test_opening_a_board_creates_nothing(store: BoardStore, workspace: Workspace) -> None:
    put(store, "1", title="a")
    before = listing(Path(workspace.root))
    other = Workspace(workspace.root, Ticking())
    assert cards(other.board("ett")) == {"1": {"title": "a"}}
    assert list(other.board("ett").backwards())
    assert listing(Path(workspace.root)) == before


@pytest.mark.parametrize("id", ["../x", "", ".", "..", "a/b", "A", "x" * 33, "\0", "å", "a\n"])
def test_no_name_becomes_a_path(workspace: Workspace, id: str) -> None:
    with pytest.raises(Problem, match="bad_id"):
        workspace.create_board(id)
    with pytest.raises(Problem, match="unknown"):
        workspace.board(id)


def test_boards_are_found_by_their_folders(workspace: Workspace) -> None:
    workspace.create_board("b.två".replace("å", "a"))
    workspace.create_board("a-1")
    Path(workspace.root, "boards", "Inte En").mkdir()
    Path(workspace.root, "boards", "fil").touch()
    assert workspace.board_ids() == ["a-1", "b.tva"]
    with pytest.raises(Problem, match="exists"):
        workspace.create_board("a-1")


def test_all_boards_of_a_host_have_one_replica(workspace: Workspace) -> None:
    put(workspace.org, "1", title="a")
    put(workspace.create_board("ett"), "1", title="a")
    session = Workspace(workspace.root, Ticking())
    assert session.replica() == workspace.replica()
    names = {path.parent.name for path in Path(workspace.root).rglob("*.jsonl")}
    assert names == {workspace.replica()}
    assert workspace.notes == []


@pytest.mark.parametrize("away", [False, True])
def test_a_copy_writes_as_a_host_of_its_own(
    store: BoardStore, workspace: Workspace, tmp_path: Path, away: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="a")
    store.checkpoint()
    shutil.copytree(workspace.root, tmp_path / "copy")
    if away:
        monkeypatch.setattr(module, "host_id", lambda: "0123456789ab")
    copy = Workspace(str(tmp_path / "copy"), Ticking())
    board = copy.board("ett")
    assert cards(board) == {"1": {"title": "a"}}
    put(board, "2", title="b")
    assert copy.notes == ["copied"]
    assert copy.replica() != workspace.replica()
    assert sorted(cards(again(board))) == ["1", "2"]
    assert Workspace(copy.root, Ticking()).replica() == copy.replica()
    assert cards(store) == {"1": {"title": "a"}}


def test_a_moved_workspace_is_the_same_host(store: BoardStore, workspace: Workspace, tmp_path: Path) -> None:
    put(store, "1", title="a")
    replica = workspace.replica()
    os.rename(workspace.root, tmp_path / "moved")
    moved = Workspace(str(tmp_path / "moved"), Ticking())
    assert moved.replica() == replica
    assert moved.notes == []


@pytest.mark.parametrize("content", ["", "[]", '{"replica": "../../x"}', '{"replica": 7}', "\0"])
def test_a_damaged_note_of_the_replica_gives_a_new_one(workspace: Workspace, content: str) -> None:
    put(workspace.create_board("ett"), "1", title="a")
    before = workspace.replica()
    Path(workspace.host, "replica.json").write_text(content)
    session = Workspace(workspace.root, Ticking())
    put(session.board("ett"), "2", title="b")
    assert session.replica() == workspace.replica() != before
    assert sorted(cards(session.board("ett"))) == ["1", "2"]


def test_logins_are_remembered(workspace: Workspace) -> None:
    workspace.remember_login("vera", "p7")
    workspace.remember_login("bo", "p8")
    session = Workspace(workspace.root, Ticking())
    assert (session.person_of_login("vera"), session.person_of_login("bo")) == ("p7", "p8")
    assert session.person_of_login("eva") is None


def test_a_file_of_this_host_that_cannot_be_read_is_kept_beside_the_one_made_anew(
    workspace: Workspace,
) -> None:
    """Somebody has changed it by hand, and left out a comma."""
    Path(workspace.host).mkdir(parents=True)
    written = {
        "logins.json": '{"vera":"p7" "bo":"p8"}',
        "remotes.json": '{"kontoret":"file:/a" "hemma":"file:/b"}',
    }
    for name, text in written.items():
        Path(workspace.host, name).write_text(text)
    workspace.remember_login("siv", "p9")
    remotes.add(workspace, "stickan", f"file:{workspace.root}-delad")
    assert workspace.person_of_login("siv") == "p9"
    assert [place.name for place in remotes.remotes(workspace)] == ["stickan"]
    for name, text in written.items():
        assert Path(workspace.host, f"{name}.unreadable").read_text() == text


def test_what_was_kept_beside_is_not_overwritten_by_the_next(workspace: Workspace) -> None:
    Path(workspace.host).mkdir(parents=True)
    for number, name in enumerate(("ett", "två", "tre")):
        Path(workspace.host, "remotes.json").write_text(f'{{"{name}":')
        remotes.add(workspace, f"plats{number}", f"file:{workspace.root}-delad")
    kept = sorted(path.read_text() for path in Path(workspace.host).glob("remotes.json.unreadable*"))
    assert kept == ['{"ett":', '{"tre":', '{"två":']


def test_on_a_shared_file_system_lock_and_checkpoint_are_the_hosts_own(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "is_remote", lambda _: True)
    session = Workspace(workspace.root, Ticking())
    store = session.create_board("ett")
    put(store, "1", title="a")
    store.checkpoint()
    assert sorted(p.name for p in Path(session.host, "ett").iterdir()) == ["board.json", "board.lock"]
    assert sorted(p.name for p in Path(store.home.folder).iterdir()) == ["journal"]
    assert cards(Workspace(workspace.root, Ticking()).board("ett")) == {"1": {"title": "a"}}


def test_files_are_the_owners_alone(store: BoardStore, workspace: Workspace) -> None:
    put(store, "1", title="a")
    store.checkpoint()
    for path in Path(workspace.root).rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path.name


def test_an_unknown_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="unknown_group"):
        Workspace(str(tmp_path / "w"), Ticking()).create(group="finns-inte")


@root_only
def test_a_group_shares_a_workspace(tmp_path: Path) -> None:
    import grp

    group = grp.getgrnam("users")
    let_others_through(tmp_path)
    root = str(tmp_path / "delad")
    mask = os.umask(0o022)
    os.umask(mask)
    try:
        workspace = Workspace(root, Ticking())
        workspace.create(group="users")
        put(workspace.create_board("ett"), "1", title="av root")
    finally:
        os.umask(mask)

    def write(uid: int) -> None:
        session = Workspace(root, Ticking())
        store = session.board("ett")
        put(store, str(uid), by=f"p{uid}", title=f"av {uid}")
        store.checkpoint()
        put(session.org, str(uid), title="org")
        session.remember_login(f"u{uid}", f"p{uid}")

    for uid in (12001, 12002, 12001):
        as_user(uid, uid, [group.gr_gid], partial(write, uid))
    assert sorted(cards(Workspace(root, Ticking()).board("ett"))) == ["1", "12001", "12002"]
    for path in (Path(root), *Path(root).rglob("*")):
        status = path.stat()
        assert stat.S_IMODE(status.st_mode) == (0o2770 if path.is_dir() else 0o660), path.name
        assert status.st_gid == group.gr_gid, path.name

    def refused() -> None:
        with pytest.raises(Problem, match="no_permission"):
            Workspace(root, Ticking()).board_ids()

    as_user(12003, 12003, [], refused)


@root_only
def test_a_folder_that_may_only_be_read_opens_and_refuses_a_change(
    store: BoardStore, workspace: Workspace
) -> None:
    put(store, "1", title="a")
    for path in (Path(workspace.root), *Path(workspace.root).rglob("*")):
        os.chmod(path, 0o755 if path.is_dir() else 0o644)
    let_others_through(Path(workspace.root).parent)

    def read() -> None:
        session = Workspace(workspace.root, Ticking())
        board = session.board("ett")
        assert cards(board) == {"1": {"title": "a"}}
        with pytest.raises(Problem, match="no_permission") as told:
            put(board, "2", title="b")
        assert str(told.value.params).find("/") < 0
        assert not board.checkpoint_if_due()
        with pytest.raises(Problem, match="no_permission"):
            session.create_board("nytt")

    as_user(12003, 12003, [], read)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(Problem, match="io_error") as told:
        make(tmp_path / "fil" / "w")
    assert told.value.params == {"errno": "ENOTDIR"}


def test_the_mount_table_tells_remote_file_systems() -> None:
    from storage.durable import is_remote

    assert not is_remote(str(ROOT))
    assert not is_remote("/finns/inte")


def test_temporary_files_of_a_crash_are_swept(store: BoardStore) -> None:
    from storage.durable import sweep, temp_files

    put(store, "1", title="a")
    stray = Path(store.home.folder, ".tmp-board.json-1-abc")
    stray.touch()
    sweep(store.home.folder, stray.stat().st_mtime + 60)
    assert temp_files(store.home.folder) == [stray.name]
    sweep(store.home.folder, stray.stat().st_mtime + 7200)
    assert temp_files(store.home.folder) == []


def test_the_replicas_note_is_json(store: BoardStore, workspace: Workspace) -> None:
    put(store, "1", title="a")
    note = json.loads(Path(workspace.host, "replica.json").read_text())
    assert note == {"replica": workspace.replica(), "inode": os.stat(workspace.root).st_ino}
    assert journal(store).parent.name == workspace.replica()
