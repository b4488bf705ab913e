"""A bundle that is none, is cut off, or was made to do harm: refused in a code, at once, and nothing is touched."""

from __future__ import annotations

import os
import random
import struct
import time
import zipfile
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.bundle import BundleTransport
from storage.sync.runs import LARGEST
from storage.sync.tree import MARKER
from tests.storage.sync.bundles import MARK, SEGMENT, A, carry, zipped
from tests.storage.sync.scribe import Scribe, read, whole


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
    assert (caught.value.code, caught.value.params) == ("remote_failed", {"reason": "no_folder"})


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
        refused(zipped(path, [(MARKER, MARK), (name, b"x" if not name.endswith("/") else b"")]))
        == "other_files"
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
