"""Putting one changed byte of a line right again, from the line's own checksum.

CRC-32 is linear, so the difference between the checksum found and the one written, carried backwards through
the line, shows where one byte was changed and what it was. The number and the chain must fit as well.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

from storage.lines import Raw, decode, sound

_CRC = 8
_START = b'{"n":'


@cache
def _tables() -> tuple[list[int], list[int], dict[int, int]]:
    """The CRC's table, the index that each top byte comes from, and the byte error that each entry shows."""
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
        table.append(crc)
    back = [0] * 256
    for index, crc in enumerate(table):
        back[crc >> 24] = index
    return table, back, {crc: byte for byte, crc in enumerate(table) if byte}


def _changed_byte(body: bytes, claimed: int) -> bytes | None:
    table, back, errors = _tables()
    difference = crc32(body) ^ claimed
    for position in range(len(body) - 1, -1, -1):
        error = errors.get(difference)
        if error is not None:
            return body[:position] + bytes([body[position] ^ error]) + body[position + 1 :]
        index = back[difference >> 24]
        difference = (difference ^ table[index]) << 8 & 0xFFFFFFFF | index
    return None


def _fits(line: bytes, n: int, p: str) -> bool:
    raw: Raw | None = decode(line)
    return raw is not None and raw["n"] == n and (not p or raw["p"] == p)


def mend(line: bytes, n: int, p: str) -> bytes | None:
    """The line with number `n` after the one with checksum `p`, if one byte of it was changed; else None."""
    body, ending = line[: -_CRC - 1], line[-_CRC - 1 :]
    right = b"\t%08x" % crc32(body)
    if sum(a != b for a, b in zip(right, ending, strict=False)) == 1 and _fits(body + right, n, p):
        return body + right
    try:
        claimed = int(ending[1:], 16)
    except ValueError:
        return None
    mended = _changed_byte(body, claimed)
    if mended is not None and _fits(mended + ending, n, p):
        return mended + ending
    return None


def unglue(line: bytes) -> tuple[bytes, bytes] | None:
    """Two lines whose LF between them was changed, or None."""
    position = line.find(_START, len(_START))
    while position > 0:
        before, after = line[: position - 1], line[position:]
        if sound(before):
            return before, after
        position = line.find(_START, position + 1)
    return None


def repaired(data: bytes, start: int, n: int, p: str) -> tuple[bytes, int] | None:
    """The good line at `start`, where the bytes are not one, and where the next line begins; or None."""
    end = data.find(b"\n", start)
    if end < 0:
        # All but the LF: a write that was cut short would have it or be no whole line.
        tail = data[start:-1]
        return (tail, len(data)) if data[start:] and sound(tail) and _fits(tail, n, p) else None
    line = data[start:end]
    split = unglue(line)
    if split is not None and _fits(split[0], n, p):
        return split[0], start + len(split[0]) + 1
    mended = mend(line, n, p)
    if mended is not None:
        return mended, end + 1
    next_end = data.find(b"\n", end + 1)
    mended = mend(data[start:next_end], n, p) if next_end > 0 else None
    return (mended, next_end + 1) if mended is not None else None
