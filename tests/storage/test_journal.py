"""Journals on disk: torn tails, damage, new segments, and what other hosts bring."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from board.errors import Problem
from storage import append
from storage.store import BoardStore
from tests.storage.tools import again, broken, cards, journal, put


def test_sessions_see_each_others_lines(store: BoardStore) -> None:
    other = again(store)
    put(store, "1", title="a")
    (event,) = other.refresh()
    assert event.after is not None
    assert event.after["title"] == "a"
    assert other.refresh() == ()
    made = put(other, "2", title="b")
    assert [event.id for event in made.events] == ["2"]
    assert [event.id for event in put(store, "3", title="c").events] == ["2", "3"]


@pytest.mark.parametrize("tail", [b"x", b'{"n":3,"p":"', b"\0" * 5000, b"\xff\n\xfe\n", b"\n\n\n"])
def test_a_torn_tail_is_set_aside_and_writing_goes_on(store: BoardStore, tail: bytes) -> None:
    put(store, "1", title="a")
    with journal(store).open("ab") as file:
        file.write(tail)
    other = again(store)
    assert cards(other) == {"1": {"title": "a"}}
    put(other, "2", title="b")
    assert cards(again(store)) == {"1": {"title": "a"}, "2": {"title": "b"}}
    (kept,) = broken(store)
    assert Path(store.home.folder, "broken", kept).read_bytes() == tail
    put(store, "3", title="c")
    assert len(cards(again(store))) == 3


def test_a_line_that_lacks_only_its_end_counts(store: BoardStore) -> None:
    put(store, "1", title="a")
    put(store, "2", title="b")
    path = journal(store)
    path.write_bytes(path.read_bytes()[:-1])
    other = again(store)
    put(other, "3", title="c")
    assert sorted(cards(again(store))) == ["1", "2", "3"]
    assert broken(store) == []


def test_a_reader_waits_for_the_rest_of_a_line(store: BoardStore) -> None:
    put(store, "1", title="a")
    path = journal(store)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    reader = again(store)
    assert cards(reader) == {}
    path.write_bytes(whole)
    assert [event.id for event in reader.refresh()] == ["1"]


def test_good_lines_after_damage_are_read(store: BoardStore) -> None:
    for n in range(4):
        put(store, str(n), title="a")
    path = journal(store)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = b"#" * 30 + b"\n"
    path.write_bytes(b"".join(lines))
    reader = again(store)
    assert sorted(cards(reader)) == ["0", "2", "3"]
    assert [fault.code for fault in reader.faults] == ["damaged", "missing_number"]
    put(reader, "5", title="b")
    assert sorted(cards(again(store))) == ["0", "2", "3", "5"]


def test_bad_bytes_between_lines_that_go_on_are_torn(store: BoardStore) -> None:
    put(store, "1", title="a")
    path = journal(store)
    first = path.read_bytes()
    put(store, "2", title="b")
    path.write_bytes(first + b"rubbish\n" + path.read_bytes()[len(first) :])
    reader = again(store)
    assert sorted(cards(reader)) == ["1", "2"]
    assert [fault.code for fault in reader.faults] == ["torn"]
    assert not reader.damaged


def test_a_full_segment_is_followed_by_a_new_one(store: BoardStore, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = again(store)
    monkeypatch.setattr(append, "SEGMENT_LIMIT", 1000)
    stamps = [put(store, str(n), title="x" * 100).stamps[0] for n in range(40)]
    segments = sorted(path.name for path in journal(store).parent.iterdir())
    assert len(segments) > 5
    assert segments[0] == "000000000001.jsonl"
    assert len(reader.refresh()) == 40
    assert len(cards(again(store))) == 40
    assert [line.stamp for line in reader.backwards()] == stamps[::-1]
    for stamp in stamps:
        line = reader.line(stamp)
        assert line is not None
        assert line.stamp == stamp


def test_another_hosts_lines_merge_and_conflict_is_kept(store: BoardStore, tmp_path: Path) -> None:
    from tests.storage.tools import make

    put(store, "1", title="start")
    away = make(tmp_path / "away").create_board("ett")

    def ship(one: BoardStore, two: BoardStore) -> None:
        for path in Path(one.home.folder, "journal", one.home.replica()).glob("*.jsonl"):
            target = Path(two.home.folder, "journal", path.parent.name, path.name)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())

    ship(store, away)
    away.refresh()
    put(away, "1", title="deras")
    put(store, "1", title="vårt")
    ship(away, store)
    ship(store, away)
    store.refresh()
    away.refresh()
    assert cards(store) == cards(away)
    assert sorted(store.heads("cards", "1", "title").values()) == ["deras", "vårt"]
    assert store.conflicts() == away.conflicts() != {}
    put(store, "1", title="gemensamt")
    ship(store, away)
    away.refresh()
    assert away.conflicts() == {}
    assert cards(away)["1"]["title"] == "gemensamt"


def test_a_journal_that_was_replaced_is_read_again(store: BoardStore) -> None:
    put(store, "1", title="a")
    path = journal(store)
    older = path.read_bytes()
    put(store, "2", title="b")
    path.unlink()
    path.write_bytes(older)
    (event,) = store.refresh()
    assert (event.do, event.id, event.after) == ("went_back", "2", None)
    assert cards(store) == {"1": {"title": "a"}}
    path.unlink()
    path.write_bytes(older)
    assert store.refresh() == (), "the same lines in another file are no news"


def test_a_board_whose_folder_is_gone_says_so_and_shows_what_was_read(store: BoardStore) -> None:
    put(store, "1", title="a")
    away = store.home.folder + "-away"
    os.rename(store.home.folder, away)
    for work in (store.refresh, lambda: put(store, "2", title="b")):
        with pytest.raises(Problem) as refused:
            work()
        assert refused.value.code == "gone"
    assert cards(store) == {"1": {"title": "a"}}
    assert not store.checkpoint_if_due()
    assert not os.path.exists(store.home.folder), "nothing is made where there was a board"
    os.rename(away, store.home.folder)
    assert store.refresh() == ()
    put(store, "2", title="b")
    assert cards(store) == {"1": {"title": "a"}, "2": {"title": "b"}}


def test_a_failed_sync_goes_on_in_a_new_segment(store: BoardStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "1", title="a")
    reader = again(store)

    def fail(fd: int) -> None:
        raise OSError(errno.EIO, "broken disk")

    monkeypatch.setattr(os, "fdatasync", fail)
    put(store, "2", title="b")
    monkeypatch.undo()
    assert len(list(journal(store).parent.iterdir())) == 2
    put(store, "3", title="c")
    assert sorted(cards(again(store))) == ["1", "2", "3"]
    reader.refresh()
    assert sorted(cards(reader)) == ["1", "2", "3"]
    assert again(store).faults == []


def test_a_disk_that_never_syncs_refuses_and_recovers(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="a")

    def fail(fd: int) -> None:
        raise OSError(errno.EIO, "broken disk", "/secret/path")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", fail)
        patch.setattr(os, "fsync", fail)
        with pytest.raises(Problem, match="io_error") as told:
            put(store, "2", title="b")
    assert told.value.params == {"errno": "EIO"}
    assert told.value.exit_code == 3
    assert cards(again(store)) == {"1": {"title": "a"}}
    put(store, "3", title="c")
    assert sorted(cards(again(store))) == ["1", "3"]


def test_what_is_said_when_a_file_is_closed_changes_nothing(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a network file system does where the quota is full; what was acknowledged was synced before."""
    put(store, "1", title="a")
    put(store, "1", title="b")
    close, said = os.close, []

    def closed(fd: int) -> None:
        close(fd)
        said.append(fd)
        raise OSError(errno.EDQUOT, "quota exceeded")

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", closed)
        store.close()
    assert said
    assert cards(again(store)) == {"1": {"title": "b"}}


@pytest.mark.parametrize("short", [0, 1, 50])
def test_a_write_cut_short_leaves_no_trace(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    put(store, "1", title="a")
    before = journal(store).read_bytes()
    write = os.write
    calls = iter([short])

    def limited(fd: int, data: memoryview) -> int:
        length = next(calls, None)
        if not length:
            raise OSError(errno.ENOSPC, "full")
        return write(fd, data[:length])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", limited)
        with pytest.raises(Problem, match="disk_full"):
            put(store, "2", title="b")
    assert journal(store).read_bytes() == before
    put(store, "3", title="c")
    assert sorted(cards(again(store))) == ["1", "3"]


def test_the_same_lines_twice_are_one(store: BoardStore) -> None:
    put(store, "1", title="a")
    put(store, "2", title="b")
    path = journal(store)
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1])
    reader = again(store)
    assert sorted(cards(reader)) == ["1", "2"]
    assert reader.faults == []


def test_a_redacted_line_counts_in_the_chain(store: BoardStore) -> None:
    from storage.lines import decode, seal, to_json

    for n in range(3):
        put(store, str(n), title="a")
    path = journal(store)
    lines = path.read_bytes().splitlines()
    for n in (1, 2):
        raw = decode(lines[n])
        assert raw is not None
        gone = {"n": raw["n"], "p": raw["p"], "t": raw["t"], "gone": lines[n][-8:].decode()}
        lines[n] = seal(to_json(gone).encode())[0][:-1]
    path.write_bytes(b"\n".join(lines) + b"\n")
    reader = again(store)
    assert sorted(cards(reader)) == ["0"]
    assert reader.faults == []
    put(reader, "4", title="b")
    reader.checkpoint()
    last = again(store)
    assert last.distrusted is None
    assert (sorted(cards(last)), last.faults) == (["0", "4"], [])


def test_a_newer_format_is_only_read(store: BoardStore) -> None:
    put(store, "1", title="a")
    from storage.lines import encode

    place = store._journals.places()
    (replica, where) = next(iter(place.items()))
    head = {"v": 2, "t": f"0mwr6esxs.00.{replica}", "at": "", "by": "p", "do": "x"}
    (line,), _ = encode(head, [], where.n + 1, where.crc)
    with journal(store).open("ab") as file:
        file.write(line)
    reader = again(store)
    assert cards(reader) == {"1": {"title": "a"}}
    for session in (reader, store):
        with pytest.raises(Problem, match="newer_format"):
            put(session, "2", title="b")


def test_a_command_whose_parts_did_not_all_arrive_counts_for_nothing(store: BoardStore) -> None:
    put(store, "1", title="a")
    before = journal(store).stat().st_size
    put(store, "2", do="paste", **{f"values/{n}": "å" * 500 for n in range(300)})
    path = journal(store)
    data = path.read_bytes()
    first_part = data.index(b"\n", before) + 1
    path.write_bytes(data[:first_part])
    reader = again(store)
    assert cards(reader) == {"1": {"title": "a"}}
    put(reader, "3", title="c")
    reader.checkpoint()
    for session in (reader, again(store)):
        assert sorted(cards(session)) == ["1", "3"]
        assert [line.do for line in session.backwards()] == ["set", "set"]
        assert session.faults == []


def test_lines_that_arrive_late_take_their_place(store: BoardStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(append, "SEGMENT_LIMIT", 0)
    for n in range(4):
        put(store, "1", title=f"Kort {n}", **{f"tags/t{n}": True})
    middle = journal(store).parent / "000000000002.jsonl"
    content = middle.read_bytes()
    middle.unlink()
    reader = again(store)
    assert [fault.code for fault in reader.faults] == ["missing_number"]
    assert not reader.checkpoint_if_due()
    middle.write_bytes(content)
    reader.refresh()
    assert reader.faults == []
    assert cards(reader) == cards(store)
