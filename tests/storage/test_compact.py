"""What is a year old is packed: everything reads as before, nothing is lost, whoever comes back and whatever breaks."""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from storage import journal as tracks
from storage import segments as module
from storage.check import check
from storage.compact import compact
from storage.durable import read_file
from storage.moments import restore
from storage.segments import packed, segment_bytes, unpacked
from storage.store import BoardStore
from storage.sync.intake import held
from storage.sync.rounds import Report, Syncing
from storage.sync.shelf import Shelf
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.tools import Ticking, again, cards, finish, journal, make, put, start

YEARS = timedelta(days=800)


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.append.SEGMENT_LIMIT", 1500)


def packed_up(store: BoardStore) -> int:
    """Pack what can be packed on a board; how many segments were."""
    return compact(store.home, store.locked)


def write(store: BoardStore, first: int, many: int) -> None:
    for n in range(first, first + many):
        put(store, str(n), title=f"kort {n}", why="därför att vi har sett det flera gånger")


@pytest.fixture
def old(store: BoardStore, clock: Ticking) -> BoardStore:
    """A board of which most was written two years ago."""
    clock.now -= YEARS
    write(store, 1, 20)
    clock.now += YEARS
    write(store, 21, 3)
    return store


def kinds(store: BoardStore) -> list[str]:
    return [path.name[12:] for path in sorted(journal(store).parent.iterdir())]


def bad(workspace: Workspace) -> list[str]:
    return [found.code for found in check(workspace) if found.severity in ("damage", "warning")]


def rebuilt(store: BoardStore) -> dict[str, dict[str, object]]:
    """The board as the journals alone tell it."""
    Path(store.path).unlink(missing_ok=True)
    return cards(again(store))


def test_what_is_old_and_closed_is_packed_and_reads_as_before(
    workspace: Workspace, old: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    before, lines, size = cards(old), list(old.backwards()), len(kinds(old))
    watching = again(old)
    assert packed_up(old) >= 2
    assert packed_up(old) == 0
    assert {".jsonl.xz", ".jsonl"} == set(kinds(old))
    assert kinds(old)[-1] == ".jsonl"
    assert len(kinds(old)) == size
    assert rebuilt(old) == before
    assert list(again(old).backwards()) == lines
    assert all(old.line(line.stamp) == line for line in lines)
    assert bad(workspace) == []
    put(watching, "99", title="skrivet av en som hade tavlan öppen")
    assert set(cards(again(old))) == {*before, "99"}
    copy = restore(workspace, clock.now, str(tmp_path / "copy"))
    assert set(cards(Workspace(copy.folder, clock).board("ett"))) == {*before, "99"}


def test_what_is_young_stays_as_it_is(store: BoardStore) -> None:
    write(store, 1, 20)
    assert packed_up(store) == 0
    assert set(kinds(store)) == {".jsonl"}


def test_an_idle_session_packs_some_with_each_checkpoint(old: BoardStore) -> None:
    assert old.checkpoint_if_due()
    assert kinds(old).count(".jsonl.xz") == 1
    write(old, 50, 1)
    assert old.checkpoint_if_due()
    assert kinds(old).count(".jsonl.xz") == 2


def test_a_session_that_read_half_of_it_goes_on_after_it_was_packed(
    workspace: Workspace, store: BoardStore, clock: Ticking
) -> None:
    clock.now -= YEARS
    write(store, 1, 5)
    slow = again(store)
    write(store, 6, 20)
    clock.now += YEARS
    assert packed_up(store) >= 2
    slow.refresh()
    assert cards(slow) == cards(store)
    assert slow.faults == []


def test_a_reader_whom_a_segment_is_taken_from_between_two_steps_reads_what_is_in_its_place(
    old: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had the names, and then a journal was healed: all lines in one segment, and the other segments gone."""
    before = cards(old)
    replica = journal(old).parent.name
    real, shelf = tracks.segments, Shelf(old.home)

    def healed_meanwhile(folder: str) -> list[str]:
        names = real(folder)
        monkeypatch.setattr(tracks, "segments", real)
        with held(shelf):
            shelf.rewrite(replica, [line for _raw, line in shelf.lines(replica, 0)], "healed")
        return names

    monkeypatch.setattr(tracks, "segments", healed_meanwhile)
    assert cards(again(old)) == before
    assert len(kinds(old)) == 1


def test_a_segment_that_becomes_plain_again_while_it_is_looked_for_is_found(
    old: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert packed_up(old)
    path = next(path for path in sorted(journal(old).parent.iterdir()) if path.suffix == ".xz")
    plain, data = path.with_suffix(""), segment_bytes(str(path.with_suffix("")))
    real = read_file

    def unpacked_meanwhile(name: str) -> bytes:
        if name == str(path):
            module.put_in_place(str(plain), data, 0o600)
        return real(name)

    monkeypatch.setattr(module, "read_file", unpacked_meanwhile)
    assert segment_bytes(str(plain)) == data


def test_where_the_newest_segment_is_lost_and_the_one_before_it_is_packed_writing_goes_on(
    old: BoardStore,
) -> None:
    """As in a backup that was put back without its last file."""
    assert packed_up(old)
    for plain in journal(old).parent.glob("*.jsonl"):
        plain.unlink()
    left = cards(again(old))
    put(again(old), "99", title="ny")
    assert cards(again(old)) == {**left, "99": {"title": "ny"}}


def test_a_new_year_begins_a_new_segment(store: BoardStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.append.SEGMENT_LIMIT", 1 << 20)
    put(store, "1", title="x" * 20_000)
    put(store, "2", title="samma år")
    assert len(kinds(store)) == 1
    last_year = time.time() - 366 * 86_400
    os.utime(journal(store), (last_year, last_year))
    put(store, "3", title="nytt år")
    put(store, "4", title="nytt år")
    assert len(kinds(store)) == 2
    assert set(cards(again(store))) == {"1", "2", "3", "4"}


def settle(shop: Shop, *hosts: Workspace) -> list[Report]:
    reports = []
    for _ in range(4):
        reports += [Syncing(host).exchange(shop) for host in hosts]
    return reports


def test_a_replica_that_comes_back_after_years_is_merged_and_gets_all(
    workspace: Workspace, old: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    away = make(tmp_path / "away", clock)
    shop = Shop()
    clock.now -= YEARS
    theirs = away.create_board("ett")
    write(theirs, 100, 5)
    settle(shop, workspace, away)
    # Then away loses its network, and goes on alone.
    write(theirs, 105, 20)
    clock.now += YEARS
    write(old, 30, 3)
    assert packed_up(workspace.board("ett")) >= 2
    new = Shop()  # the place they meet at was renewed meanwhile and is empty
    settle(new, workspace, away)
    want = {*map(str, range(1, 24)), *map(str, range(30, 33)), *map(str, range(100, 125))}
    for host in (workspace, away):
        assert set(cards(host.board("ett"))) == want
        assert set(rebuilt(host.board("ett"))) == want
        assert bad(host) == []


CRASH = """
import os, shutil
from storage.check import check
from storage.compact import compact

def pack(board):
    return compact(board.home, board.locked)

NAMES = ("write", "fsync", "rename", "unlink", "open")
real = {name: getattr(os, name) for name in NAMES}
before = {id: doc["title"] for id, doc in store.snapshot.table("cards").items()}

def dies_at(root, step):
    child = os.fork()
    if child == 0:
        import storage.append
        left = [step]
        def counted(name):
            def call(*args, **more):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                return real[name](*args, **more)
            return call
        board = Workspace(root, clock).board("ett")
        for name in NAMES:
            setattr(os, name, counted(name))
        pack(board)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

step, died = 0, 0
while True:
    root = sys.argv[2] + "/" + str(step)
    shutil.copytree(sys.argv[1], root)
    code = dies_at(root, step)
    died += code == 9
    for again in range(2):
        workspace = Workspace(root, clock)
        board = workspace.board("ett")
        assert {id: doc["title"] for id, doc in board.snapshot.table("cards").items()} == before, step
        assert len(list(board.backwards())) == len(before), step
        found = [f.code for f in check(workspace) if f.severity in ("damage", "warning")]
        assert not found, (step, found)
        pack(board)  # and the next one finishes it
    assert pack(workspace.board("ett")) == 0
    shutil.rmtree(root)
    if code == 0:
        break
    step += 1
print(died)
"""


def test_killed_at_any_step_it_is_what_it_was_or_packed(old: BoardStore, tmp_path: Path) -> None:
    root = Path(old.home.folder).parent.parent
    assert int(finish(start(CRASH, str(root), str(tmp_path)))) > 20


def test_every_changed_byte_of_a_packed_file_is_found(
    old: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.segments.STREAM", 1000)
    data = b"".join(path.read_bytes() for path in sorted(journal(old).parent.iterdir()))
    whole = packed(data)
    assert whole.count(b"\xfd7zXZ\0") > 3
    assert unpacked(whole) == (data, True)
    lines = data.split(b"\n")
    most = max(len(stream) for stream in (data[at : at + 1400] for at in range(0, len(data), 1000)))
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        found = unpacked(bytes(changed))
        assert not found.sound, at
        kept = set(found.data.split(b"\n")) & set(lines)
        lost = sum(len(line) for line in lines if line not in kept)
        assert lost <= 2 * most, at
    for size in range(0, len(whole) - 1, 7):
        cut = unpacked(whole[:size])
        assert not cut.sound or data.startswith(cut.data)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)


def test_a_damaged_packed_file_is_told_repaired_and_healed_from_a_peer(
    workspace: Workspace, old: BoardStore, clock: Ticking, tmp_path: Path
) -> None:
    peer = make(tmp_path / "peer", clock)
    shop = Shop()
    settle(shop, workspace, peer)
    want = cards(old)
    assert packed_up(old) >= 2
    first = min(journal(old).parent.glob("*.xz"))
    original = first.read_bytes()
    flip(first, len(original) // 3)
    damaged = first.read_bytes()
    assert "journal_packed" in bad(workspace)
    assert any(found.severity == "damage" for found in check(workspace))
    again(old).checkpoint_if_due()
    check(workspace, repair=True)
    assert "journal_packed" not in bad(workspace)
    kept = Path(old.home.folder, "broken").glob("*.xz.damaged")
    assert damaged in {path.read_bytes() for path in kept}
    report = settle(shop, workspace, peer)
    assert "healed" in {word.code for one in report for word in one.said}
    assert rebuilt(workspace.board("ett")) == want
    assert bad(workspace) == []
    assert len(list(workspace.board("ett").backwards())) >= 23


def test_a_change_that_spoils_no_line_is_told_and_put_right(workspace: Workspace, old: BoardStore) -> None:
    want = cards(old)
    packed_up(old)
    first = min(journal(old).parent.glob("*.xz"))
    flip(first, first.stat().st_size - 1)
    assert bad(workspace) == ["journal_packed"]
    check(workspace, repair=True)
    assert bad(workspace) == []
    assert rebuilt(old) == want


def test_check_packs_where_it_is_asked_to(workspace: Workspace, old: BoardStore) -> None:
    found = check(workspace, compact=True)
    assert [(one.code, one.params["board"]) for one in found if one.severity == "repaired"] == [
        ("compacted", "ett")
    ]
    assert ".jsonl.xz" in kinds(old)
    assert not [one for one in check(workspace, compact=True) if one.code == "compacted"]
    shutil.rmtree(journal(old).parent)
