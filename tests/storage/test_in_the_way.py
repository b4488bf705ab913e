"""A folder, a pipe or a socket where a file of ours should be, and small files with wrong bytes in them.

Opening, a change, `check` and its repair answer each time, nobody waits for ever, and no change is lost.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from board.errors import STORAGE_CODES, Problem
from storage.check import check
from storage.durable import InTheWay, problem_of, replace
from storage.index import Index
from storage.look import Finding
from storage.pins import Pins
from storage.redact import forget
from storage.segments import segment_name, segments
from storage.store import BoardStore
from storage.sync.remotes import add, remotes
from storage.sync.rounds import Report, Syncing
from storage.watch import Watch
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.tools import cards, journal, make, put
from tui.cli.care import finding_words
from tui.problems import message as sentence

SECONDS = 20


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    """A call that waits for ever is an error of its test."""

    def late(*_: object) -> None:
        raise AssertionError("it waits for ever")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "brev.txt").write_text("någons")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)
        try:
            one.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def link_to_folder(path: Path) -> None:
    other = next(above for above in path.parents if above.name == "w").with_name("annat")
    other.mkdir(exist_ok=True)
    path.symlink_to(other)


Thing = Callable[[Path], None]
THINGS: tuple[Thing, ...] = (folder, pipe, bound, link_to_folder)


def session(workspace: Workspace) -> Workspace:
    return Workspace(workspace.root, workspace.clock, wait=1)


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def told(found: list[Finding]) -> None:
    """Every finding has words, and none of them a path."""
    for finding in found:
        assert len(finding_words(finding.as_json())) > 20, finding
        assert "/" not in str(finding.params.get("name", "")), finding


# segments


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("number", [0, 2, 3, 999])
@pytest.mark.parametrize("ending", ["", ".xz"])
def test_what_is_no_file_is_no_segment(
    store: BoardStore, workspace: Workspace, thing: Thing, number: int, ending: str
) -> None:
    put(store, "1", title="a")
    put(store, "2", title="b")
    thing(journal(store).parent / (segment_name(number) + ending))
    board = session(workspace).board("ett")
    assert cards(board) == {"1": {"title": "a"}, "2": {"title": "b"}}
    put(board, "3", title="c")
    found = check(session(workspace))
    told(found)
    assert not [finding for finding in found if finding.severity == "damage"]
    assert codes(found) & {"folder_in_the_way", "odd_in_the_way"}
    check(session(workspace), repair=True)
    assert codes(check(session(workspace))) <= {"polling_only"}
    assert sorted(cards(session(workspace).board("ett"))) == ["1", "2", "3"]
    if thing is folder:
        assert [path.read_text() for path in Path(store.home.folder, "broken").rglob("brev.txt")] == [
            "någons"
        ]


@pytest.mark.parametrize("thing", THINGS)
def test_a_new_segment_begins_though_something_has_its_name(
    store: BoardStore, workspace: Workspace, thing: Thing, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="a")
    thing(journal(store).parent / segment_name(2))
    monkeypatch.setattr("storage.append.SEGMENT_LIMIT", 10)
    board = session(workspace).board("ett")
    put(board, "2", title="b")
    assert len(segments(str(journal(store).parent))) == 2
    assert sorted(cards(session(workspace).board("ett"))) == ["1", "2"]
    if thing is folder:
        assert list(Path(store.home.folder, "broken").rglob("brev.txt"))


@pytest.mark.parametrize("thing", THINGS)
def test_a_packed_segment_is_read_past_what_has_its_plain_name(
    store: BoardStore, workspace: Workspace, thing: Thing
) -> None:
    from storage.segments import packed

    put(store, "1", title="a")
    plain = journal(store)
    plain.with_name(plain.name + ".xz").write_bytes(packed(plain.read_bytes()))
    plain.unlink()
    thing(plain)
    board = session(workspace).board("ett")
    assert cards(board) == {"1": {"title": "a"}}
    put(board, "2", title="b")
    told(check(session(workspace)))
    check(session(workspace), repair=True)
    assert sorted(cards(session(workspace).board("ett"))) == ["1", "2"]
    assert codes(check(session(workspace))) <= {"polling_only"}


def test_a_link_to_a_segment_is_followed_and_one_to_nothing_refused(
    store: BoardStore, workspace: Workspace, tmp_path: Path
) -> None:
    """A journal that was moved to another disk is read there, and never begun anew while that disk is away."""
    put(store, "1", title="a")
    path, moved = journal(store), tmp_path / "moved"
    path.rename(moved)
    path.symlink_to(moved)
    assert cards(session(workspace).board("ett")) == {"1": {"title": "a"}}
    put(session(workspace).board("ett"), "2", title="b")
    moved.rename(tmp_path / "away")
    with pytest.raises(Problem, match="unreadable"):
        put(session(workspace).board("ett"), "3", title="c")
    assert "unreadable" in codes(check(session(workspace), repair=True))
    (tmp_path / "away").rename(moved)
    assert sorted(cards(session(workspace).board("ett"))) == ["1", "2"]


@pytest.mark.parametrize("thing", THINGS)
def test_looking_for_changes_goes_past_what_is_no_file(
    store: BoardStore, workspace: Workspace, thing: Thing
) -> None:
    put(store, "1", title="a")
    newest = journal(store)
    thing(newest.parent / segment_name(999))
    watch = Watch([str(newest.parents[1])], lambda: None)
    watch.close()
    assert list(watch._seen) == [str(newest)]


# the lock


@pytest.mark.parametrize("thing", THINGS)
def test_what_lies_in_the_lock_s_place_is_told_and_moved_by_a_repair(
    store: BoardStore, workspace: Workspace, thing: Thing
) -> None:
    put(store, "1", title="a")
    path = Path(store.home.side, "board.lock")
    path.unlink()
    thing(path)
    with pytest.raises(Problem, match="_in_the_way") as refused:
        put(session(workspace).board("ett"), "2", title="b")
    assert refused.value.exit_code == 3
    assert "board.lock" in sentence(refused.value)
    assert "Inget är ändrat" in sentence(refused.value)
    assert store._lock.holder().person is None
    found = [finding for finding in check(session(workspace)) if finding.code.endswith("_in_the_way")]
    assert [(finding.severity, finding.params["name"]) for finding in found] == [("damage", "board.lock")]
    told(found)
    check(session(workspace), repair=True)
    put(session(workspace).board("ett"), "2", title="b")
    assert sorted(cards(session(workspace).board("ett"))) == ["1", "2"]
    assert codes(check(session(workspace))) <= {"polling_only"}


@pytest.mark.parametrize("thing", THINGS)
def test_a_door_that_is_none_is_gone_past(store: BoardStore, workspace: Workspace, thing: Thing) -> None:
    put(store, "1", title="a")
    path = Path(store.home.side, "board.lock.next")
    thing(path)
    board = session(workspace).board("ett")
    for n in range(4):
        put(board, str(n), title="b")
    holding, waiting = session(workspace).board("ett"), session(workspace).board("ett")
    with holding.locked("p1"), pytest.raises(Problem, match="locked"):
        put(waiting, "9", title="c")
    found = [finding for finding in check(session(workspace)) if finding.code.endswith("_in_the_way")]
    assert [finding.severity for finding in found] == ["warning"]
    told(found)
    check(session(workspace), repair=True)
    assert not os.path.lexists(path) or path.is_file()


def test_what_cannot_be_moved_is_told_with_all_else(
    store: BoardStore, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="a")
    folder(Path(workspace.host, "logins.json"))
    folder(Path(store.home.side, "board.lock.next"))

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refused)
        found = check(session(workspace), repair=True)
    names = {finding.params["name"] for finding in found if finding.code == "folder_in_the_way"}
    assert names == {"logins.json", "board.lock.next"}


def test_a_small_file_that_is_replaced_says_what_lies_there(tmp_path: Path) -> None:
    folder(tmp_path / "forgotten.json")
    with pytest.raises(InTheWay) as refused:
        replace(str(tmp_path / "forgotten.json"), b"{}", 0o600)
    assert sentence(problem_of(refused.value)).startswith("En mapp heter forgotten.json")
    assert not list(tmp_path.glob(".tmp-*"))


# everything else


def harm(path: Path) -> dict[str, Callable[[], None]]:
    """What may have happened to a small file, by name."""
    data = path.read_bytes() if path.is_file() else b""

    def put_there(thing: Thing) -> Callable[[], None]:
        def act() -> None:
            if path.is_dir():
                path.rename(path.with_name(path.name + "-flyttad"))
            elif path.exists():
                path.unlink()
            path.parent.mkdir(parents=True, exist_ok=True)
            thing(path)

        return act

    def written(what: bytes) -> Callable[[], None]:
        def write(at: Path) -> None:
            at.write_bytes(what)

        return put_there(write)

    ways = {thing.__name__: put_there(thing) for thing in THINGS}
    ways |= {"empty": written(b""), "zeros": written(bytes(600)), "nonsense": written(b"[[[[" * 60_000)}
    ways |= {
        "list": written(b"[1]\n"),
        "latin": written("å".encode("latin-1")),
        "digits": written(b"9" * 5000),
    }
    if data:
        ways |= {"zero tail": written(data + bytes(512)), "zeroed end": written(data[:-9] + bytes(9))}
        ways |= {
            f"flip {at}": written(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
            for at in range(0, len(data), max(len(data) // 5, 1))
        }
    return ways


def prepared(workspace: Workspace) -> None:
    """Something in every small file."""
    store = workspace.board("ett")
    put(store, "1", title="a")
    put(store, "2", title="b")
    store.checkpoint()
    put(store, "3", title="c")
    workspace.remember_login("anna", "p1")
    Pins(workspace.host, workspace.modes, workspace.clock).set("p1", "4711")
    add(workspace, "plats", "file:" + workspace.root + "-plats")
    Index(workspace).facts("ett")


NAMES = """
hosts hosts/HOST hosts/HOST/replica.json hosts/HOST/logins.json hosts/HOST/logins.lock hosts/HOST/pins.json
hosts/HOST/pins.lock hosts/HOST/remotes.json hosts/HOST/remotes.lock hosts/HOST/forgotten.json hosts/HOST/_index
hosts/HOST/_index/ett hosts/HOST/sync-plats.json _workspace _workspace/board.json _workspace/journal
boards/ett/board.json boards/ett/board.lock boards/ett/board.lock.next boards/ett/broken boards/ett/journal/abcdef
boards/ett/journal/zabcde
""".split()


def allowed(does: Callable[[], Any]) -> Any:
    """What it gives, or None where it is refused in words."""
    try:
        return does()
    except Problem as error:
        problem = error
    assert problem.code in STORAGE_CODES | {"pins_damaged", "places_unreadable", "exists"}, problem.code
    assert len(sentence(problem)) > 20
    return None


@pytest.mark.parametrize("name", NAMES)
def test_whatever_lies_there_everything_answers_and_no_change_is_lost(
    store: BoardStore, workspace: Workspace, name: str, tmp_path: Path
) -> None:
    prepared(workspace)
    place = Path(workspace.root, name.replace("HOST", Path(workspace.host).name))
    kept = tmp_path / "kept"
    shutil.copytree(workspace.root, kept)
    for what, does in harm(place).items():
        does()
        signal.alarm(SECONDS)
        try:
            _try(workspace)
        except Exception as error:
            raise AssertionError(f"{name}: {what}: {error!r}") from error
        shutil.rmtree(workspace.root)
        shutil.rmtree(workspace.root + "-deras", ignore_errors=True)
        shutil.copytree(kept, workspace.root)
        # A copy has another inode, and would be a host of its own.
        known = Path(workspace.host, "replica.json")
        inode = os.stat(workspace.root).st_ino
        known.write_text(json.dumps(json.loads(known.read_text()) | {"inode": inode}))


def exchanged(workspace: Workspace) -> None:
    """One round with another place, which has a board of its own."""
    shop, theirs = Shop(), make(Path(workspace.root + "-deras"))
    put(theirs.board("ett") if theirs.board_ids() else theirs.create_board("ett"), "8", title="h")
    Syncing(theirs).exchange(shop, Report())
    Syncing(workspace).exchange(shop, Report())


def _try(workspace: Workspace) -> None:
    mine = session(workspace)
    opened = allowed(lambda: mine.board("ett"))
    saved = {"1", "2", "3"}
    if opened is not None:
        assert set(cards(opened)) == saved
        if allowed(lambda: put(opened, "4", title="d")) is not None:
            saved.add("4")
        allowed(opened.checkpoint)
        opened.checkpoint_if_due()
        allowed(lambda: list(opened.backwards()))
    allowed(lambda: mine.org)
    allowed(lambda: mine.person_of_login("anna"))
    allowed(lambda: mine.remember_login("bo", "p2"))
    pins = Pins(mine.host, mine.modes, mine.clock, wait=1)
    allowed(lambda: pins.has("p1"))
    pins.persons()
    allowed(lambda: remotes(mine))
    allowed(lambda: add(mine, "annan", "file:" + mine.root + "-annan"))
    if opened is not None:
        allowed(lambda: Index(mine).facts("ett"))
        allowed(lambda: exchanged(mine))
    allowed(lambda: forget(mine))
    told(check(session(workspace)))
    told(check(session(workspace), repair=True))
    after = session(workspace).board("ett")
    assert set(cards(after)) >= saved
    put(after, "5", title="e")
    after.checkpoint()
    assert set(cards(session(workspace).board("ett"))) >= {*saved, "5"}
    left = [finding for finding in check(session(workspace)) if finding.severity == "damage"]
    assert not left
