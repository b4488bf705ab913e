"""Lines of the journal: what is written comes back, and no bytes at all break the reader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.clock import STAMP, HybridClock
from storage.lines import FIRST, LIMIT, decode, encode, from_json, join_parts, seal, to_line
from storage.mend import mend, unglue
from tests.storage.tools import START

HEAD: dict[str, Any] = {
    "t": "0mwr6esxs.00.k3f9a2",
    "at": "2026-11-22T03:40:01+01:00",
    "by": "p7",
    "do": "set",
    "why": None,
    "undoes": None,
}
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(json_values, st.integers(1, 10**9))
def test_a_line_comes_back(value: Any, n: int) -> None:
    (line,), crc = encode(HEAD, [["cards", "1", {"x": value}]], n, FIRST)
    assert line.endswith(b"\t" + crc.encode() + b"\n")
    assert b"\n" not in line[:-1]
    raw = decode(line[:-1])
    assert raw is not None
    assert (raw["n"], raw["p"]) == (n, FIRST)
    assert to_line(raw).changes[0].cells == {"x": value}


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    decode(data)
    decode(seal(data)[0][:-1])


@pytest.mark.parametrize(
    "body",
    [
        b'{"n":1,"p":"00000000","ch":[["cards","1",{"x":NaN}]]}',
        b'{"n":1,"p":"00000000","ch":[["cards","1",{"x":1e999}]]}',
        b'{"n":1,"p":"00000000","ch":[["cards","1",{"x":"\\ud800"}]]}',
        b'{"n":1,"p":"00000000","x":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"n":1,"p":"00000000","x":' + b"9" * 5000 + b"}",
        b'{"n":true,"p":"00000000"}',
        b'{"n":1,"p":"00000000"} {}',
        b"\xff\xfe",
        b"[]",
        b"",
    ],
)
def test_what_json_should_not_have_is_no_line(body: bytes) -> None:
    assert decode(seal(body)[0][:-1]) is None


def test_a_long_command_has_parts_within_the_limit() -> None:
    ch = [["readings", str(n), {"note": "ö" * 400, "value": n}, {"note": ["x" * 19]}] for n in range(400)]
    lines, last = encode(HEAD, ch, 7, FIRST)
    assert len(lines) > 3
    assert all(len(line) <= LIMIT for line in lines)
    raws = [raw for line in lines if (raw := decode(line[:-1]))]
    assert [raw["n"] for raw in raws] == list(range(7, 7 + len(lines)))
    assert [raw["part"] for raw in raws] == [[k + 1, len(lines)] for k in range(len(lines))]
    assert lines[-1].endswith(last.encode() + b"\n")
    whole = to_line(join_parts(raws))
    assert [[*change, named] for change, named in zip(whole.changes, whole.replaced, strict=True)] == ch


@given(st.data())
def test_one_changed_byte_is_put_right(data: st.DataObject) -> None:
    (line,), _ = encode(HEAD, [["cards", "1", {"title": "Fall i trappan, åäö"}]], 3, "9f31c2aa")
    line = line[:-1]
    position = data.draw(st.integers(0, len(line) - 1))
    changed = (
        line[:position] + bytes([line[position] ^ data.draw(st.integers(1, 255))]) + line[position + 1 :]
    )
    assert mend(changed, 3, "9f31c2aa") == line
    assert mend(changed, 4, "9f31c2aa") is None


def test_two_lines_whose_newline_was_changed_are_told_apart() -> None:
    (one,), crc = encode(HEAD, [["cards", "1", {"x": '{"n":'}]], 1, FIRST)
    (two,), _ = encode(HEAD, [["cards", "2", {"x": 1}]], 2, crc)
    assert unglue(one[:-1] + b"\x8a" + two[:-1]) == (one[:-1], two[:-1])


@given(st.lists(st.integers(-(10**13), 10**14), min_size=1, max_size=30))
def test_stamps_only_grow_whatever_the_clock_says(offsets: list[int]) -> None:
    from datetime import timedelta

    moments = iter([START + timedelta(milliseconds=offset) for offset in offsets if abs(offset) < 10**13])
    clock = HybridClock(lambda: next(moments, START))
    stamps = [clock.tick("k3f9a2")[0] for _ in range(30)]
    assert stamps == sorted(set(stamps))
    assert all(STAMP.fullmatch(stamp) for stamp in stamps)


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    clock = HybridClock(lambda: START)
    stamps = [clock.tick("k3f9a2")[0] for _ in range(3000)]
    assert stamps == sorted(set(stamps))


def test_json_is_parsed_whole() -> None:
    assert from_json(b' {"a": 1}\n') == {"a": 1}
    with pytest.raises(ValueError, match="JSON"):
        from_json(b"")
