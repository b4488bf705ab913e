"""In which state and order files may arrive in a shared folder, and what becomes of our own there behind our back."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from board.errors import Problem
from storage.lines import decode, seal, to_json
from storage.sync.base import Finding
from tests.storage.sync.folders import A, B, C, at, files, lay, ready, segment
from tests.storage.sync.scribe import Scribe, read, send, whole


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return ready(tmp_path / "place")


@pytest.mark.parametrize("filler", [b"", b"\0"], ids=["cut", "zeros"])
def test_a_file_that_is_half_there_is_read_as_far_as_it_is_whole(place: Path, filler: bytes) -> None:
    anna = Scribe(A).write(3)
    path = lay(place, A, anna)
    data = path.read_bytes()
    b = at(place, B)
    for size in range(len(data) + 1):
        path.write_bytes(data[:size] + filler * (len(data) - size))
        there = data[:size].count(b"\n")
        assert read(b) == ({A: anna.lines[:there]} if there else {})
        half = there < 3 and (filler or not data[:size].endswith(b"\n")) and (size or filler)
        expected = [Finding(f"{A}/ett/{A}/000000000001.jsonl", "half_there")] if half else []
        assert b.findings() == expected
    assert whole(b, anna)


def test_segments_may_arrive_in_any_order(place: Path) -> None:
    anna = Scribe(A).write(30)
    for order in itertools.permutations([(1, 10), (11, 20), (21, 30)]):
        b = at(place, B)
        for count, (first, last) in enumerate(order, start=1):
            lay(place, A, anna, first, last)
            arrived = {number for first, last in order[:count] for number in range(first, last + 1)}
            whole_to = next(number for number in range(31) if number + 1 not in arrived)
            assert read(b) == ({A: anna.lines[:whole_to]} if whole_to else {})
        for path in place.rglob("0*.jsonl"):
            path.unlink()


def test_a_hole_is_filled_by_whoever_has_the_lines(place: Path) -> None:
    anna = Scribe(A).write(30)
    for first in (1, 11, 21):
        lay(place, A, anna, first, first + 9)
    a, b = at(place, A), at(place, B)
    assert whole(b, anna)
    segment(place, A, A, 11).unlink()
    assert b.heads(None)["ett"][A].n == 10
    assert [batch.first for batch in b.pull("ett", {A: 20})] == [21], "who lacks only later ones gets them"
    send(b, anna)
    assert whole(b, anna)
    segment(place, A, A, 1).unlink()
    assert send(a, anna) == 30
    assert whole(b, anna)


def test_parts_of_one_journal_in_several_places_make_it_whole(place: Path) -> None:
    anna = Scribe(A).write(40)
    rng = random.Random(4)
    for writer, first in ((A, 1), (B, 8), (C, 15), (B, 21), (A, 30)):
        lay(place, writer, anna, first, min(first + rng.randint(7, 15), 40))
    lay(place, C, anna, 28, 40)
    assert whole(at(place, B), anna)
    assert [line for batch in at(place, B).pull("ett", {A: 25}) for line in batch.lines] == anna.lines[25:]


@pytest.mark.parametrize(
    "name",
    [
        "000000000001.sync-conflict-20261122-034001-ABCDEFG.jsonl",
        "000000000001 (conflicted copy 2026-11-22 034001).jsonl",
        "000000000001_conflict-20261122-034001.jsonl",
        "000000000001 (Annas konfliktkopia 2026-11-22).jsonl",
    ],
)
def test_a_conflict_copy_is_pointed_out_and_its_lines_are_not_lost(place: Path, name: str) -> None:
    anna = Scribe(A).write(6)
    path = lay(place, A, anna, 1, 4)
    b = at(place, B)
    assert read(b) == {A: anna.lines[:4]}
    path.with_name(name).write_bytes(b"".join(line + b"\n" for line in anna.lines))
    assert whole(b, anna)
    assert b.findings() == [Finding(f"{A}/ett/{A}/{name}", "conflict_copy")]
    other = Scribe(A, start=1_800_000_000_000).write(4)
    path.with_name(name).write_bytes(b"".join(line + b"\n" for line in other.lines))
    assert read(b) == {A: anna.lines[:4]}, "the proper file counts where both have the number"


def test_a_file_that_shrinks_or_is_replaced_is_read_anew(place: Path) -> None:
    anna = Scribe(A).write(6)
    path = lay(place, A, anna)
    b = at(place, B)
    assert whole(b, anna)
    lay(place, A, anna, 1, 3)
    assert read(b) == {A: anna.lines[:3]}
    other = Scribe(A, start=1_800_000_000_000).write(8)
    fresh = path.with_name(".syncthing.tmp")
    fresh.write_bytes(b"".join(line + b"\n" for line in other.lines))
    fresh.rename(path)
    assert whole(b, other)
    path.unlink()
    assert read(b) == {}


def test_a_file_that_is_replaced_while_it_is_read_gives_no_wrong_line(place: Path) -> None:
    anna = Scribe(A).write(2000)
    lay(place, A, anna)
    other = Scribe(A, start=1_800_000_000_000).write(2000, "Något annat")
    b = at(place, B)
    batches = b.pull("ett", {A: 0})
    first = next(batches)
    lay(place, A, other)
    rest = [line for batch in batches for line in batch.lines]
    assert first.lines == anna.lines[:500]
    assert all(line in anna.lines or line in other.lines for line in rest)
    assert whole(b, other)


# our own files, changed behind our back


def test_after_a_crash_in_the_middle_of_a_line_writing_goes_on_in_a_new_file(place: Path) -> None:
    anna = Scribe(A).write(3)
    send(at(place, A), anna)
    path = segment(place, A, A)
    path.write_bytes(path.read_bytes()[:-40])
    assert send(at(place, A), anna.write(2)) == 3
    assert set(files(place)) == {f"{A}/ett/{A}/{first:012d}.jsonl" for first in (1, 3)}
    assert whole(at(place, B), anna)


@pytest.mark.parametrize("garbage", [b"", b"\0" * 100, b"{}\n"], ids=["empty", "zeros", "other"])
def test_our_own_file_without_any_line_is_put_aside(place: Path, garbage: bytes) -> None:
    anna = Scribe(A).write(3)
    send(at(place, A), anna)
    segment(place, A, A).write_bytes(garbage)
    send(at(place, A), anna)
    assert whole(at(place, B), anna)
    aside = list(place.rglob("*.aside-*"))
    assert [path.read_bytes() for path in aside] == [garbage]


def test_an_older_copy_of_our_own_file_is_filled_up(place: Path) -> None:
    anna = Scribe(A).write(3)
    a = at(place, A)
    send(a, anna)
    old = segment(place, A, A).read_bytes()
    send(a, anna.write(4))
    segment(place, A, A).write_bytes(old)
    assert send(a, anna) == 4
    assert whole(at(place, B), anna)


def test_other_lines_with_our_numbers_are_a_fork_and_nothing_is_written(place: Path) -> None:
    """A cloned machine, or a backup that was put back, wrote here under our name."""
    anna = Scribe(A).write(3)
    clone = anna.clone(1_800_000_000_000).write(2, "Klonen")
    anna.write(4)
    send(at(place, A), clone)
    before = files(place)
    for transport in (at(place, A), at(place, B)):
        with pytest.raises(Problem) as caught:
            transport.push("ett", anna.batch(4))
        assert (caught.value.code, caught.value.params) == ("remote_fork", {"n": 4})
        with pytest.raises(Problem) as caught:
            transport.push("ett", anna.batch(6))
        assert (caught.value.code, caught.value.params) == ("remote_fork", {"n": 5})
    assert files(place) == before
    assert whole(at(place, B), clone)


def test_two_versions_of_one_journal_are_told(place: Path) -> None:
    anna = Scribe(A).write(3)
    clone = anna.clone(1_800_000_000_000).write(2, "Klonen")
    lay(place, A, anna.write(4))
    lay(place, B, clone)
    c = at(place, C)
    assert whole(c, anna)
    assert c.findings() == [Finding(f"{B}/ett/{A}/000000000001.jsonl", "two_versions")]


def test_lines_of_two_versions_are_never_joined(place: Path) -> None:
    anna = Scribe(A).write(3)
    clone = anna.clone(1_800_000_000_000).write(5, "Klonen")
    anna.write(2)
    lay(place, A, anna)
    lay(place, B, clone, 6, 8)
    c = at(place, C)
    assert whole(c, anna)
    path = lay(place, A, anna)
    path.write_bytes(path.read_bytes() + b"".join(line + b"\n" for line in clone.lines[5:]))
    assert whole(c, anna), "nor where both have written to one file"
    assert Finding(f"{A}/ett/{A}/{path.name}", "half_there") in c.findings()
    send(at(place, A), anna.write(2))
    assert whole(c, anna)


def test_a_redacted_line_is_the_same_line(place: Path) -> None:
    anna = Scribe(A).write(4)
    path = lay(place, A, anna)
    raw = decode(anna.lines[1])
    assert raw is not None
    gone, _ = seal(
        to_json({"n": 2, "p": raw["p"], "t": raw["t"], "gone": anna.lines[1][-8:].decode()}).encode()
    )
    redacted = [anna.lines[0], gone[:-1], *anna.lines[2:]]
    path.write_bytes(b"".join(line + b"\n" for line in redacted))
    b = at(place, B)
    assert b.heads(None)["ett"][A] == anna.head
    assert read(b) == {A: redacted}
    before = files(place)
    b.push("ett", anna.batch())
    assert files(place) == before
