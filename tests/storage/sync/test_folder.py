"""A folder between several hosts: what one puts there the others find."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.runs import SEGMENT_BYTES
from tests.storage.sync.folders import A, B, C, at, files, ready
from tests.storage.sync.scribe import Scribe, read, send, whole
from tests.storage.tools import ROOT, until


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return ready(tmp_path / "place")


# what hosts do


def test_what_one_host_keeps_there_another_finds(place: Path) -> None:
    a, b = at(place, A), at(place, B)
    anna, bo = Scribe(A).write(3), Scribe(B).write(2)
    send(a, anna)
    send(b, bo)
    send(a, Scribe(A).write(1), board="_workspace")
    assert b.heads(None) == {"ett": {A: anna.head, B: bo.head}, "_workspace": {A: Scribe(A).write(1).head}}
    assert b.heads(["ett"]) == {"ett": {A: anna.head, B: bo.head}}
    assert b.heads(["tva"]) == {}
    assert whole(a, anna, bo)
    assert whole(b, anna, bo)
    anna.write(2)
    send(a, anna)
    assert [(x.first, x.lines) for x in b.pull("ett", {A: 3, C: 0})] == [(4, anna.lines[3:])]


def test_keeping_the_same_lines_again_changes_nothing(place: Path) -> None:
    anna = Scribe(A).write(5)
    at(place, A).push("ett", anna.batch(1, 3))
    at(place, A).push("ett", anna.batch())
    before = files(place)
    at(place, A).push("ett", anna.batch())
    at(place, A).push("ett", anna.batch(2, 4))
    assert files(place) == before
    assert whole(at(place, B), anna)


def test_each_host_writes_only_below_its_own_name(place: Path) -> None:
    send(at(place, A), Scribe(A).write(2))
    before = files(place)
    send(at(place, B), Scribe(B).write(2))
    assert {name: size for name, size in files(place).items() if not name.startswith(B)} == before


def test_lines_of_others_are_kept_only_where_nobody_has_them(place: Path) -> None:
    anna = Scribe(A).write(5)
    b = at(place, B)
    b.push("ett", anna.batch(1, 3))
    assert set(files(place)) == {f"{B}/ett/{A}/000000000001.jsonl"}
    at(place, C).push("ett", anna.batch())
    assert f"{C}/ett/{A}/000000000004.jsonl" in files(place)
    assert whole(b, anna)
    size = files(place)[f"{B}/ett/{A}/000000000001.jsonl"]
    b.push("ett", anna.batch())
    assert files(place)[f"{B}/ett/{A}/000000000001.jsonl"] == size
    at(place, A).push("ett", anna.batch())
    assert f"{A}/ett/{A}/000000000001.jsonl" in files(place), "one's own lines are always one's own to keep"
    assert whole(at(place, C), anna)


def test_segments_stay_small(place: Path) -> None:
    anna = Scribe(A).write(400, "x" * 9000)
    a = at(place, A)
    for first in range(1, 401, 50):
        a.push("ett", anna.batch(first, first + 49))
    sizes = list(files(place).values())
    assert len(sizes) == 4
    assert max(sizes) <= SEGMENT_BYTES + 64 * 1024, "one line over at most"
    assert whole(at(place, B), anna)
    assert all(len(batch.lines) <= 500 for batch in at(place, B).pull("ett", {A: 0}))


def test_a_host_that_gets_a_new_name_writes_in_a_new_place(place: Path) -> None:
    name = [A]
    a = FolderTransport(str(place), lambda: name[0])
    send(a, Scribe(A).write(1))
    name[0] = C
    send(a, Scribe(C).write(1))
    assert set(files(place)) == {f"{A}/ett/{A}/000000000001.jsonl", f"{C}/ett/{C}/000000000001.jsonl"}


@pytest.mark.parametrize(("given", "file", "folder"), [(0o2770, 0o660, 0o2770), (0o700, 0o600, 0o700)])
def test_whoever_may_write_in_the_folder_may_write_in_what_is_made_there(
    tmp_path: Path, given: int, file: int, folder: int
) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    place.chmod(given)
    before = os.umask(0o022)
    try:
        prepare(str(place))
        send(at(place, A), Scribe(A).write(1))
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_file()}
    assert modes == {file}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_dir()} == {folder}


# the marker


def refused(transport: FolderTransport) -> Problem:
    with pytest.raises(Problem) as caught:
        transport.heads(None)
    with pytest.raises(Problem) as pushing:
        transport.push("ett", Scribe(transport.writer).write(1).batch())
    assert pushing.value.code == caught.value.code
    return caught.value


def test_a_place_where_nothing_is_mounted_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "mnt").mkdir()
    assert refused(at(tmp_path / "mnt", A)).code == "remote_not_ready"
    assert list((tmp_path / "mnt").iterdir()) == []
    assert refused(at(tmp_path / "gone", A)).code == "remote_unreachable"
    assert not (tmp_path / "gone").exists()


def test_the_share_that_comes_back_serves_the_same_transport(place: Path, tmp_path: Path) -> None:
    a = at(place, A)
    anna = Scribe(A).write(2)
    send(a, anna)
    place.rename(tmp_path / "away")
    place.mkdir()
    assert refused(a).code == "remote_not_ready"
    place.rmdir()
    (tmp_path / "away").rename(place)
    assert whole(a, anna)
    assert send(a, anna.write(1)) == 1


@pytest.mark.parametrize(
    ("marker", "code"),
    [
        (b"", "remote_not_ready"),
        (b"\0" * 40, "remote_not_ready"),
        (b'{"format":1,', "remote_not_ready"),
        (b'{"format":"1","id":7}', "remote_not_ready"),
        (b"[" * 4000, "remote_not_ready"),
        (b'{"format":2,"id":"x"}', "remote_newer"),
    ],
)
def test_a_marker_that_cannot_be_read_is_not_taken_for_one(place: Path, marker: bytes, code: str) -> None:
    (place / "tavla-remote.json").write_bytes(marker)
    assert refused(at(place, A)).code == code


def test_a_folder_is_made_ready_once(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / ".stfolder").mkdir()
    id = prepare(str(place))
    send(at(place, A), Scribe(A).write(1))
    assert prepare(str(place)) == id
    (place / "tavla-remote.json").write_bytes(b"\0\0")
    assert prepare(str(place)) != id
    assert whole(at(place, B), Scribe(A).write(1))


@pytest.mark.parametrize(
    ("there", "reason"),
    [("semester.jpg", "not_empty"), ("boards", "is_workspace"), ("hosts", "is_workspace")],
)
def test_a_folder_of_something_else_is_not_made_one_of_ours(tmp_path: Path, there: str, reason: str) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / there).touch()
    with pytest.raises(Problem) as caught:
        prepare(str(tmp_path / "place"))
    assert (caught.value.code, caught.value.params["reason"]) == ("remote_not_ready", reason)
    assert [path.name for path in (tmp_path / "place").iterdir()] == [there]


def test_a_folder_is_not_made_where_the_one_above_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        prepare(str(tmp_path / "usb" / "place"))
    assert caught.value.code == "remote_unreachable"
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        prepare(str(tmp_path / "file"))
    assert caught.value.code == "remote_failed"


# waiting


def test_looking_again_reads_nothing_where_nothing_has_changed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for writer in (A, B):
        send(at(place, writer), Scribe(writer).write(50))
    c = at(place, C)
    first = c.heads(None)
    reads: list[int] = []
    pread = os.pread

    def counted(fd: int, length: int, offset: int) -> bytes:
        reads.append(offset)
        return pread(fd, length, offset)

    monkeypatch.setattr(os, "pread", counted)
    assert c.heads(None) == first
    assert reads == []
    assert not c.wait(0)
    c.close()


@pytest.mark.parametrize("hints", [True, False])
def test_waiting_ends_when_another_host_has_written(
    place: Path, hints: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hints:
        monkeypatch.setattr("storage.sync.folder.is_remote", lambda _path: True)
    a, b = at(place, A), at(place, B)
    anna = Scribe(A).write(1)
    send(a, anna)
    b.heads(None)
    assert not b.wait(0)
    writing = threading.Timer(0.1, lambda: send(a, anna.write(1)))
    writing.start()
    began = time.monotonic()
    assert b.wait(20)
    assert time.monotonic() - began < (5 if hints else 10)
    writing.join()
    assert whole(b, anna)
    send(b, Scribe(B).write(1))
    assert not b.wait(0), "what one wrote oneself is no news"
    b.close()


def test_waiting_ends_when_it_is_told_to(place: Path) -> None:
    a = at(place, A)
    a.heads(None)
    a.wake()
    began = time.monotonic()
    assert not a.wait(30)
    for end in (a.wake, a.close):
        timer = threading.Timer(0.1, end)
        timer.start()
        assert not a.wait(30)
        timer.join()
    assert time.monotonic() - began < 20
    assert not a.wait(30)
    a.close()
    a.wake()


def test_nothing_stays_open(place: Path) -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    before = count()
    a = at(place, A)
    send(a, Scribe(A).write(3))
    assert whole(a, Scribe(A).write(3))
    assert count() == before
    assert not a.wait(0)
    a.close()
    assert count() == before


def test_how_soon_another_host_sees_a_line(place: Path) -> None:
    """From before the push to after the pull. The figure is printed; only the limit of 2 s gates."""
    a, b = at(place, A), at(place, B)
    anna = Scribe(A)
    send(a, anna.write(1))
    seen: list[float] = []
    read(b)

    def follow() -> None:
        while len(seen) < 101:
            if b.wait(5):
                heads = b.heads(None)["ett"]
                lines = sum(len(batch.lines) for batch in b.pull("ett", {A: len(seen)}))
                assert heads[A].n >= len(seen) + lines
                seen.extend([time.monotonic()] * lines)

    seen.append(0)
    reader = threading.Thread(target=follow, daemon=True)
    reader.start()
    latencies = []
    for count in range(2, 102):
        began = time.monotonic()
        send(a, anna.write(1))
        until(partial(lambda count: len(seen) >= count, count))
        latencies.append(seen[count - 1] - began)
    reader.join()
    b.close()
    latencies.sort()
    print(f"folder, local disk: p50 {latencies[49] * 1000:.1f} ms, p95 {latencies[94] * 1000:.1f} ms")
    assert latencies[94] <= 2


# many at once, and kills

PUSHING = """
import sys
from storage.sync.folder import FolderTransport
from tests.storage.sync.scribe import Scribe
path, replica, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
transport, scribe = FolderTransport(path, replica), Scribe(replica)
scribe.write(count)
n = transport.heads(["ett"]).get("ett", {}).get(replica, (0,))[0]
print(n, flush=True)
while n < count:
    transport.push("ett", scribe.batch(n + 1, min(n + 3, count)))
    n = min(n + 3, count)
    print(n, flush=True)
"""


def pushing(place: Path, replica: str, count: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PUSHING, str(place), replica, str(count)]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE)


def test_hosts_that_write_at_the_same_time_lose_nothing(place: Path) -> None:
    processes = [pushing(place, replica, 120) for replica in (A, B, C)]
    reader = at(place, "dddddd")
    expected = {replica: Scribe(replica).write(120).lines for replica in (A, B, C)}
    while any(process.poll() is None for process in processes):
        for replica, lines in read(reader).items():
            assert lines == expected[replica][: len(lines)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert read(reader) == expected


def test_kill_9_while_writing_loses_nothing_that_was_kept(place: Path) -> None:
    rng = random.Random(7)
    kept = 0
    for _ in range(12):
        process = pushing(place, A, 3000)
        assert process.stdout is not None
        for _ in range(rng.randint(1, 30)):
            kept = int(process.stdout.readline())
        process.kill()
        process.stdout.close()
        process.wait()
        there = at(place, B).heads(None).get("ett", {})
        assert (there[A].n if there else 0) >= kept
    whole_journal = Scribe(A).write(kept).lines
    assert read(at(place, B))[A][:kept] == whole_journal
