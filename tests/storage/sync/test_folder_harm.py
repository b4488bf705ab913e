"""A shared folder that is full, closed, broken or hostile: said in a code, nothing outside touched, nothing lost."""

from __future__ import annotations

import errno
import os
import random
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from board.errors import REMOTE_CODES, Problem
from storage.lines import seal
from storage.sync import tree
from storage.sync.base import Finding
from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.runs import LARGEST
from tests.storage.sync.folders import A, B, C, at, files, lay, ready, segment
from tests.storage.sync.scribe import Scribe, read, send, whole

NOBODY = 65534


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return ready(tmp_path / "place")


def code(transport: FolderTransport, scribe: Scribe) -> tuple[str, object]:
    """How keeping the scribe's lines is refused."""
    with pytest.raises(Problem) as caught:
        send(transport, scribe)
    return caught.value.code, caught.value.params.get("reason")


# what may lie there


def test_links_are_never_followed(place: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    anna = Scribe(A).write(3)
    secret = lay(outside, A, anna)
    (place / A).symlink_to(outside / A)
    (place / B / "ett").mkdir(parents=True)
    (place / B / "ett" / A).symlink_to(secret.parent)
    (place / C / "ett" / A).mkdir(parents=True)
    (place / C / "ett" / A / secret.name).symlink_to(secret)
    d = at(place, "dddddd")
    assert d.heads(None) == {}
    assert list(d.pull("ett", {A: 0})) == []
    assert set(d.findings()) == {
        Finding(A, "link"),
        Finding(f"{B}/ett/{A}", "link"),
        Finding(f"{C}/ett/{A}/{secret.name}", "link"),
    }


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_nothing_is_written_through_a_link(place: Path, tmp_path: Path, depth: int) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    parts = [A, "ett", A, "000000000001.jsonl"]
    link = place.joinpath(*parts[: depth + 1])
    link.parent.mkdir(parents=True, exist_ok=True)
    target = outside / "victim" if depth == 3 else outside
    link.symlink_to(target)
    if depth == 3:
        send(at(place, A), Scribe(A).write(1))
        assert whole(at(place, B), Scribe(A).write(1))
    else:
        assert code(at(place, A), Scribe(A).write(1)) == ("remote_failed", "odd_file")
    assert list(outside.iterdir()) == []


def test_whatever_else_lies_there_is_told_and_left_alone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = Scribe(A).write(2)
    path = lay(place, A, anna)
    os.mkfifo(path.with_name("000000000003.jsonl"))
    monkeypatch.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("000000000004.jsonl")
    path.with_name("000000000005.jsonl").mkdir()
    path.with_name("anteckning.txt").touch()
    path.with_name("000000000000.jsonl").touch()
    path.with_name(".syncthing.000000000003.jsonl.tmp").write_bytes(b"half")
    (place / "Semester").mkdir()
    (place / "tavla-remote.sync-conflict-20261122-034001-ABCDEFG.json").touch()
    (place / A / "ETT").mkdir()
    (place / os.fsdecode(b"\xff\x1b[2J")).touch()
    (place / "lost+found").mkdir()
    b = at(place, B)
    assert whole(b, anna)
    journal = f"{A}/ett/{A}"
    assert b.findings() == sorted(
        [
            Finding("??[2J", "odd_name"),
            Finding("Semester", "odd_name"),
            Finding("tavla-remote.sync-conflict-20261122-034001-ABCDEFG.json", "conflict_copy"),
            Finding(f"{A}/ETT", "odd_name"),
            Finding(f"{journal}/000000000000.jsonl", "odd_name"),
            Finding(f"{journal}/000000000003.jsonl", "odd_file"),
            Finding(f"{journal}/000000000004.jsonl", "odd_file"),
            Finding(f"{journal}/000000000005.jsonl", "odd_name"),
            Finding(f"{journal}/anteckning.txt", "odd_name"),
        ]
    )


def test_a_device_is_not_opened(place: Path) -> None:
    path = segment(place, A, A)
    path.parent.mkdir(parents=True)
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this account may not make device files")
    b = at(place, B)
    assert b.heads(None) == {}
    assert b.findings() == [Finding(f"{A}/ett/{A}/{path.name}", "odd_file")]


def test_a_huge_file_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lay(place, A, Scribe(A).write(2))
    os.truncate(path, 1 << 40)
    lay(place, B, Scribe(B).write(1))
    longest = [0]
    pread = os.pread

    def measured(fd: int, length: int, offset: int) -> bytes:
        longest[0] = max(longest[0], length + offset)
        return pread(fd, length, offset)

    monkeypatch.setattr(os, "pread", measured)
    c = at(place, C)
    assert whole(c, Scribe(B).write(1))
    assert c.findings() == [Finding(f"{A}/ett/{A}/{path.name}", "too_large")]
    assert longest[0] < LARGEST


def test_very_many_names_are_not_all_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_NAMES", 50)
    lay(place, A, Scribe(A).write(1))
    for number in range(200):
        (place / B / f"board{number}").mkdir(parents=True)
    c = at(place, C)
    c.heads(None)
    assert c.findings() == [Finding(B, "too_many")]


def test_names_that_are_no_boards_or_replicas_are_never_asked_for(place: Path) -> None:
    a = at(place, A)
    anna = Scribe(A).write(1)
    for board in ("..", "../..", "a/b", "", "ETT", ".git"):
        assert a.heads([board]) == {}
        assert list(a.pull(board, {A: 0})) == []
        with pytest.raises(Problem):
            a.push(board, anna.batch())
    assert list(a.pull("ett", {"../../": 0, "": 0})) == []
    with pytest.raises(Problem):
        a.push("ett", anna.batch()._replace(replica="../../"))
    assert [path.name for path in place.iterdir()] == ["tavla-remote.json"]


def test_what_is_not_a_line_with_its_number_is_not_kept(place: Path) -> None:
    anna = Scribe(A).write(3)
    a = at(place, A)
    for batch in (
        anna.batch()._replace(first=2),
        anna.batch()._replace(lines=[b"hej"]),
        anna.batch()._replace(lines=[anna.lines[0] + b"\n" + anna.lines[1]]),
        anna.batch()._replace(lines=[anna.lines[0], anna.lines[0]]),
        anna.batch()._replace(lines=[anna.lines[0], seal(b'{"n":2,"p":"00000000"}')[0][:-1]]),
    ):
        with pytest.raises(Problem) as caught:
            a.push("ett", batch)
        assert caught.value.params["reason"] == "bad_line"
    assert files(place) == {}


def test_random_bytes_in_every_place_harm_nobody(place: Path) -> None:
    rng = random.Random(11)
    anna, bo = Scribe(A).write(40), Scribe(B).write(40)
    path = lay(place, A, anna)
    lay(place, B, bo)
    good = path.read_bytes()
    c = at(place, C)
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            start = rng.randrange(len(data))
            data[start : start + rng.randint(0, 60)] = rng.randbytes(rng.randint(0, 60))
        path.write_bytes(data)
        lines = read(c)
        assert lines[B] == bo.lines
        assert lines.get(A, []) == anna.lines[: len(lines.get(A, []))]
    path.write_bytes(good)
    assert whole(c, anna, bo)


# what the system refuses


@contextmanager
def as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        pytest.skip("only root can act as another account")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every account can reach."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def test_a_folder_that_we_may_not_write_in_is_denied(public: Path) -> None:
    prepare(str(public))
    (public / "tavla-remote.json").chmod(0o644)
    with as_nobody():
        assert code(at(public, A), Scribe(A).write(1)) == ("remote_denied", "EACCES")
    public.chmod(0o700)
    with as_nobody():
        assert code(at(public, A), Scribe(A).write(1)) == ("remote_denied", "EACCES")
    public.chmod(0o777)
    with as_nobody():
        send(at(public, A), Scribe(A).write(1))
    assert whole(at(public, B), Scribe(A).write(1))


def test_a_file_that_we_may_not_read_is_told_and_the_others_are_read(public: Path) -> None:
    prepare(str(public))
    (public / "tavla-remote.json").chmod(0o644)
    path = lay(public, A, Scribe(A).write(1))
    lay(public, B, Scribe(B).write(1))
    path.chmod(0o600)
    with as_nobody():
        c = at(public, C)
        assert whole(c, Scribe(B).write(1))
        assert c.findings() == [Finding(f"{A}/ett/{A}/{path.name}", "unreadable")]
        path_of_b = segment(public, B, B).parent
    path_of_b.chmod(0o700)
    with as_nobody():
        assert c.heads(None) == {}
        assert Finding(f"{B}/ett/{B}", "unreadable") in c.findings()


def test_our_own_file_that_we_may_not_read_is_not_taken_for_nothing(public: Path) -> None:
    prepare(str(public))
    (public / "tavla-remote.json").chmod(0o644)
    public.chmod(0o777)
    anna = Scribe(A).write(2)
    with as_nobody():
        send(at(public, A), anna)
        path = segment(public, A, A)
        path.chmod(0)
        assert code(at(public, A), anna.write(1)) == ("remote_denied", "EACCES")
        assert len(files(public)) == 1
        path.chmod(0o600)
        assert send(at(public, A), anna) == 1
    assert whole(at(public, B), anna)


@contextmanager
def mounted(place: Path, options: str) -> Iterator[None]:
    """A small file system of memory in a folder."""
    place.mkdir(exist_ok=True)
    run = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tavla", str(place)], capture_output=True)
    if run.returncode:
        pytest.skip(f"mounting is not allowed here: {run.stderr.decode()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_share_is_said_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    place = tmp_path / "small"
    anna = Scribe(A).write(1000)
    with mounted(place, "size=64k"):
        prepare(str(place))
        a = at(place, A)
        send(a, Scribe(A).write(20))
        before = files(place)
        assert code(a, anna) == ("remote_full", "ENOSPC")
        assert files(place) == before, "half of what did not fit is not left there"
        assert read(at(place, B)) == {A: anna.lines[:20]}
        subprocess.run(["mount", "-o", "remount,size=4m", str(place)], check=True)
        assert send(a, anna) == 980
        assert whole(at(place, B), anna)


def test_a_share_that_may_only_be_read_is_said_and_read(tmp_path: Path) -> None:
    place = tmp_path / "small"
    anna = Scribe(A).write(3)
    with mounted(place, "size=1m"):
        prepare(str(place))
        a = at(place, A)
        send(a, anna)
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        assert whole(at(place, B), anna)
        assert code(a, anna.write(1)) == ("remote_read_only", "EROFS")
        assert code(at(place, B), Scribe(B).write(1)) == ("remote_read_only", "EROFS")
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
        assert send(a, anna) == 1


def test_an_unmounted_share_is_not_filled(tmp_path: Path) -> None:
    place = tmp_path / "mnt"
    with mounted(place, "size=1m"):
        prepare(str(place))
        a = at(place, A)
        send(a, Scribe(A).write(1))
    assert code(a, Scribe(A).write(2))[0] == "remote_not_ready"
    assert list(place.iterdir()) == []


class Failing:
    """os.fsync or os.write that fails at given calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, number: int, at: set[int]) -> None:
        self.real = getattr(os, name)
        self.count = 0
        self.number = number
        self.at = at
        monkeypatch.setattr(os, name, self)

    def __call__(self, *given: object, **named: object) -> object:
        self.count += 1
        if self.count in self.at:
            raise OSError(self.number, "made to fail")
        return self.real(*given, **named)


def test_after_a_failed_fsync_the_lines_are_written_again_to_a_new_file(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = at(place, A)
    anna = Scribe(A).write(2)
    send(a, anna)
    Failing(monkeypatch, "fsync", errno.EIO, {1})
    send(a, anna.write(2))
    send(a, anna.write(2))
    assert set(files(place)) == {f"{A}/ett/{A}/{first:012d}.jsonl" for first in (1, 3)}
    assert whole(at(place, B), anna)


@pytest.mark.parametrize("name", ["fsync", "write", "mkdir", "open", "fchmod"])
@pytest.mark.parametrize(
    "number", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.ESTALE, errno.ENOTCONN]
)
def test_whatever_fails_is_a_code_and_the_next_try_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    """Every call of that kind that keeping lines makes, one after the other, made to fail."""
    for call in range(1, 40):
        place = ready(tmp_path / f"place{call}")
        a = at(place, A)
        anna = Scribe(A).write(3)
        with monkeypatch.context() as patch:
            failing = Failing(patch, name, number, {call})
            problems = []
            try:
                send(a, anna)
                send(a, anna.write(2))
            except Problem as problem:
                problems.append(problem)
        assert all(problem.code in REMOTE_CODES for problem in problems)
        assert all(problem.params["reason"] == errno.errorcode[number] for problem in problems)
        anna.write(5 - len(anna.lines))
        send(a, anna)
        send(a, anna.write(1))
        assert whole(at(place, B), anna)
        assert not list(place.rglob("*.aside-*")), "what could not be read for once was not taken for broken"
        if failing.count < call:
            return
    pytest.fail("it never ended")


def test_a_share_that_cannot_promise_to_keep_anything_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = at(place, A)
    lay(place, A, Scribe(A).write(1))
    Failing(monkeypatch, "fsync", errno.EINVAL, {1})
    assert code(a, Scribe(A).write(2)) == ("remote_failed", "no_fsync")
