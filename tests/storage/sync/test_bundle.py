"""One file to carry by hand: both ways, refused in a code where it is not what it should be, never half written."""

from __future__ import annotations

import os
import random
import stat
import struct
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.bundle import BundleTransport
from storage.sync.rounds import Syncing
from storage.sync.runs import LARGEST, SEGMENT_BYTES
from storage.sync.tree import MARKER
from tests.storage.sync.scribe import Scribe, read, send, whole
from tests.storage.tools import ROOT, cards, make, put

A, B = "aaaaaa", "bbbbbb"
SEGMENT = f"ett/{A}/000000000001.jsonl"
MARK = b'{"format":1,"id":"x"}'


def carry(path: Path, *scribes: Scribe) -> None:
    """One visit: what the bundle lacks is put into it."""
    bundle = BundleTransport(str(path))
    for scribe in scribes:
        send(bundle, scribe)
    bundle.finish()
    bundle.close()


def zipped(path: Path, members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.compress_type = method
            archive.writestr(info, data)
    return path


def lines(scribe: Scribe) -> bytes:
    return b"".join(line + b"\n" for line in scribe.lines)


def refused(path: Path) -> object:
    """The reason why the file is no bundle; it is not touched."""
    before = path.read_bytes()
    bundle = BundleTransport(str(path))
    with pytest.raises(Problem) as caught:
        bundle.heads(None)
    for use in (
        lambda: list(bundle.pull("ett", {A: 0})),
        lambda: bundle.push("ett", Scribe(A).write(1).batch()),
        bundle.finish,
    ):
        with pytest.raises(Problem) as again:
            use()
        assert again.value.params == caught.value.params
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == sorted({path.name, "home"})
    assert caught.value.code == "remote_failed"
    return caught.value.params["reason"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tavla.tavla"


# carried to and fro


def test_what_is_put_into_it_comes_out_of_it(path: Path) -> None:
    anna, bo = Scribe(A).write(3), Scribe(B).write(700)
    carry(path, anna)
    carry(path, bo)
    carry(path, anna.write(2))
    bundle = BundleTransport(str(path))
    assert whole(bundle, anna, bo)
    assert [(b.first, len(b.lines)) for b in bundle.pull("ett", {B: 650, A: 5})] == [(651, 50)]
    assert bundle.heads(["tva"]) == {}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_pushed_is_told_before_it_is_written(path: Path) -> None:
    anna = Scribe(A).write(3)
    carry(path, anna)
    bundle = BundleTransport(str(path))
    assert send(bundle, anna.write(2)) == 2
    assert whole(bundle, anna)
    bundle.push("ett", anna.batch())
    bundle.push("ett", anna.batch(4))
    bundle.close()
    assert whole(BundleTransport(str(path)), Scribe(A).write(3)), "and dropped where it is not finished"


def test_a_bundle_that_needs_nothing_is_not_written(path: Path) -> None:
    carry(path, Scribe(A).write(3))
    before = path.stat()
    carry(path, Scribe(A).write(3))
    assert path.stat() == before


def test_an_empty_bundle_is_one_too(path: Path) -> None:
    carry(path)
    assert BundleTransport(str(path)).heads(None) == {}
    carry(path, Scribe(A).write(1))
    assert whole(BundleTransport(str(path)), Scribe(A).write(1))


def test_many_visits_leave_few_segments(path: Path) -> None:
    anna = Scribe(A)
    for _ in range(20):
        carry(path, anna.write(30))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [MARKER, SEGMENT]
    carry(path, anna.write(300, "x" * 9000))
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 4
        assert max(info.file_size for info in archive.infolist()) < SEGMENT_BYTES + 64 * 1024
    assert whole(BundleTransport(str(path)), anna)


def test_the_same_lines_make_the_same_file(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        path = zipped(tmp_path / name, [(MARKER, MARK)])
        carry(path, Scribe(A).write(9), Scribe(B).write(4))
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_other_lines_with_the_same_numbers_are_a_fork(path: Path) -> None:
    anna = Scribe(A).write(3)
    clone = anna.clone(1_800_000_000_000).write(2)
    carry(path, anna.write(1))
    bundle = BundleTransport(str(path))
    for first in (4, 5):
        with pytest.raises(Problem) as caught:
            bundle.push("ett", clone.batch(first))
        assert (caught.value.code, caught.value.params) == ("remote_fork", {"n": 4})
    bundle.finish()
    assert whole(bundle, anna)


def test_two_workspaces_meet_over_a_bundle(tmp_path: Path, path: Path) -> None:
    workspaces = [make(tmp_path / name) for name in ("w1", "w2")]
    put(workspaces[0].create_board("ett"), "1", title="Hjälpmedel i rätt rum")
    for turn in range(5):
        workspace = workspaces[turn % 2]
        bundle = BundleTransport(str(path))
        Syncing(workspace).exchange(bundle)
        bundle.finish()
        if turn == 1:
            put(workspace.board("ett"), "2", title="Bo ser den")
    shown = [cards(workspace.board("ett")) for workspace in workspaces]
    assert shown[0] == shown[1] == {"1": {"title": "Hjälpmedel i rätt rum"}, "2": {"title": "Bo ser den"}}


def test_waiting_for_a_bundle_ends_when_it_is_told_to(path: Path) -> None:
    bundle = BundleTransport(str(path))
    assert not bundle.wait(0)
    began = time.monotonic()
    timer = threading.Timer(0.05, bundle.wake)
    timer.start()
    assert not bundle.wait(30)
    timer.join()
    bundle.close()
    assert not bundle.wait(30)
    assert time.monotonic() - began < 20


# what is refused


def test_a_file_that_is_no_bundle_is_refused(path: Path) -> None:
    for data in (b"", b"hej", b"\0" * 5000, b"%PDF-1.4" + bytes(range(256)) * 9):
        path.write_bytes(data)
        assert refused(path) == "not_a_bundle"
    zipped(path, [(SEGMENT, lines(Scribe(A).write(1)))])
    assert refused(path) == "not_a_bundle"
    zipped(path, [(MARKER, b"{}")])
    assert refused(path) == "not_a_bundle"
    zipped(path, [(MARKER, MARK)], zipfile.ZIP_BZIP2)
    assert refused(path) == "not_a_bundle"


def test_a_bundle_of_a_later_version_is_said(path: Path) -> None:
    zipped(path, [(MARKER, b'{"format":2,"id":"x"}')])
    with pytest.raises(Problem) as caught:
        BundleTransport(str(path)).heads(None)
    assert caught.value.code == "remote_newer"


def test_a_folder_or_a_device_is_no_bundle(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.tavla")
    (tmp_path / "folder.tavla").mkdir()
    for name in ("fifo.tavla", "folder.tavla"):
        with pytest.raises(Problem) as caught:
            BundleTransport(str(tmp_path / name)).heads(None)
        assert caught.value.params == {"reason": "not_a_file"}
    with pytest.raises(Problem) as caught:
        BundleTransport(str(tmp_path / "usb" / "tavla.tavla")).heads(None)
    assert (caught.value.code, caught.value.params) == ("remote_unreachable", {"reason": "no_folder"})


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../etc/passwd",
        f"ett/../{A}/000000000001.jsonl",
        f"ett/{A}/../000000000001.jsonl",
        f"ett\\{A}\\000000000001.jsonl",
        f"C:/ett/{A}/000000000001.jsonl",
        f"ett/{A}/000000000001.jsonl/x",
        f"ett/{A}/1.jsonl",
        f"ett/{A}/000000000001.jsonl\0.txt",
        f"ETT/{A}/000000000001.jsonl",
        "läsmig.txt",
        "../",
        "x" * 60_000,
    ],
)
def test_names_that_are_not_ours_are_refused(path: Path, name: str) -> None:
    assert (
        refused(zipped(path, [(MARKER, MARK), (name, b"x" if not name.endswith("/") else b"")])) == "bad_name"
    )


def test_folders_that_another_program_has_added_do_no_harm(path: Path) -> None:
    anna = Scribe(A).write(2)
    zipped(path, [("ett/", b""), (f"ett/{A}/", b""), (MARKER, MARK), (SEGMENT, lines(anna))])
    assert whole(BundleTransport(str(path)), anna)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_is_refused(path: Path) -> None:
    anna = lines(Scribe(A).write(1))
    assert refused(zipped(path, [(MARKER, MARK), (SEGMENT, anna), (SEGMENT, anna)])) == "twice"


def test_an_encrypted_bundle_is_refused(path: Path) -> None:
    zipped(path, [(MARKER, MARK), (SEGMENT, lines(Scribe(A).write(1)))])
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(signature)
        data[at + offset] |= 1
    path.write_bytes(data)
    assert refused(path) == "encrypted"


def test_a_bundle_that_unpacks_to_very_much_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(path, [(MARKER, MARK), (SEGMENT, b"\0" * (LARGEST + 1))])
    assert path.stat().st_size < 20_000
    assert refused(path) == "too_large"
    monkeypatch.setattr("storage.sync.bundle_file.MOST_BYTES", 3_000_000)
    many = [(f"ett/{A}/{n:012d}.jsonl", b"\0" * 1_000_000) for n in range(1, 5)]
    assert refused(zipped(path, [(MARKER, MARK), *many])) == "too_large"


def test_a_member_that_is_larger_than_it_says_is_refused(path: Path) -> None:
    zipped(path, [(MARKER, MARK), (SEGMENT, b"\0" * 100_000)])
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.rindex(signature) + offset, 500)
    path.write_bytes(data)
    assert refused(path) == "not_a_bundle"


def test_members_that_share_their_bytes_are_refused(path: Path) -> None:
    """A bomb without nesting: thousands of names for the same compressed bytes."""
    one = zipped(path, [(MARKER, MARK), (SEGMENT, os.urandom(5000))]).read_bytes()
    at = one.index(b"PK\x01\x02", one.rindex(SEGMENT.encode(), 0, one.rindex(b"PK\x01\x02")))
    entry = one[one.rindex(b"PK\x01\x02") : -22]
    copies = b"".join(entry.replace(b"000000000001", f"{n:012d}".encode()) for n in range(2, 40))
    directory = one[one.index(b"PK\x01\x02") : -22] + copies
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 40, 40, len(directory), one.index(b"PK\x01\x02"), 0)
    path.write_bytes(one[: one.index(b"PK\x01\x02")] + directory + end)
    assert at
    assert refused(path) == "too_large"


def test_a_million_members_are_refused_at_once(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MARKER, MARK)
    one = path.read_bytes()
    start = one.index(b"PK\x01\x02")
    entry = one[start:-22]
    for count, extra in ((1_000_000, b""), (65_535, b""), (1_000_000, b"PK\x06\x07" + b"\0" * 16)):
        directory = entry * count + extra
        shown = min(count, 65_535)
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, shown, shown, len(directory), start, 0)
        path.write_bytes(one[:start] + directory + end)
        began = time.monotonic()
        assert refused(path) == "too_many"
        assert time.monotonic() - began < 5
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), start, 0)
    path.write_bytes(one[:start] + entry + b"PK\x06\x07" + b"\0" * 16 + end)
    assert refused(path) == "too_many"


def test_a_bundle_that_is_cut_off_anywhere_is_refused(path: Path) -> None:
    carry(path, Scribe(A).write(5))
    data = path.read_bytes()
    for size in range(len(data)):
        path.write_bytes(data[:size])
        assert refused(path) in ("truncated", "not_a_bundle")


def test_wrong_bytes_anywhere_are_refused_or_do_no_harm(path: Path) -> None:
    rng = random.Random(3)
    anna = Scribe(A).write(60)
    carry(path, anna)
    data = path.read_bytes()
    for _ in range(500):
        wrong = bytearray(data)
        for _ in range(rng.randint(1, 3)):
            wrong[rng.randrange(len(wrong))] = rng.randrange(256)
        path.write_bytes(wrong)
        try:
            found = read(BundleTransport(str(path)))
        except Problem as problem:
            reason = problem.code
        else:
            reason = ""
            for lines in found.values():
                assert lines == anna.lines[: len(lines)]
        assert reason in ("", "remote_failed", "remote_newer")


# the file is replaced whole


def test_a_file_that_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    anna, bo = Scribe(A).write(3), Scribe(B).write(2)
    carry(path, anna)
    bundle = BundleTransport(str(path))
    send(bundle, anna.write(1))
    carry(path, bo)
    with pytest.raises(Problem) as caught:
        bundle.finish()
    assert caught.value.params == {"reason": "changed"}
    assert whole(BundleTransport(str(path)), Scribe(A).write(3), bo)
    assert sorted(os.listdir(path.parent)) == ["home", path.name]


def test_a_full_stick_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    run = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tavla", str(stick)], capture_output=True)
    if run.returncode:
        pytest.skip(f"mounting is not allowed here: {run.stderr.decode()}")
    try:
        path = stick / "tavla.tavla"
        carry(path, Scribe(A).write(100))
        before = path.read_bytes()
        bundle = BundleTransport(str(path))
        send(bundle, Scribe(A).write(5000))
        with pytest.raises(Problem) as caught:
            bundle.finish()
        assert caught.value.code == "remote_full"
        assert path.read_bytes() == before
        assert os.listdir(stick) == [path.name]
        subprocess.run(["mount", "-o", "remount,size=8m", str(stick)], check=True)
        bundle.finish()
        assert whole(BundleTransport(str(path)), Scribe(A).write(5000))
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        with pytest.raises(Problem) as caught:
            carry(path, Scribe(B).write(1))
        assert caught.value.code == "remote_read_only"
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=True)


CARRYING = """
import sys
from storage.sync.bundle import BundleTransport
from tests.storage.sync.scribe import Scribe, send
scribe = Scribe("aaaaaa").write(int(sys.argv[2]))
while True:
    bundle = BundleTransport(sys.argv[1])
    send(bundle, scribe.write(200))
    bundle.finish()
    print(len(scribe.lines), flush=True)
"""


def test_kill_9_while_it_is_written_leaves_the_old_or_the_new_file(path: Path) -> None:
    rng = random.Random(5)
    kept = 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", CARRYING, str(path), str(kept)],
            env=environment,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        for _ in range(rng.randint(1, 4)):
            kept = int(process.stdout.readline())
        time.sleep(rng.random() * 0.02)
        process.kill()
        process.stdout.close()
        process.wait()
        there = BundleTransport(str(path)).heads(None)["ett"][A].n
        assert there >= kept
        kept = there
        assert whole(BundleTransport(str(path)), Scribe(A).write(kept))
    for left in path.parent.glob(".tmp-*"):
        os.utime(left, (0, 0))
    carry(path, Scribe(B).write(1))
    assert not list(path.parent.glob(".tmp-*"))
