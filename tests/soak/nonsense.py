"""Bytes that are not what they should be."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from storage.checkpoint import _with_sum

MUST_TELL = "must tell"
_BAD = (
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5000,
    b"[" * 20_000,
    b"[" * 20_000 + b"]" * 20_000,
    b'{"a":' * 3000 + b"1" + b"}" * 3000,
    b'"\\ud800"',
    b'"\xed\xa0\x80"',
    b'"\xff\xfe"',
    b'"\x00"',
    b"'a'",
    b"01",
    b"tru",
    b"",
)
"""What no JSON of ours has in the place of a value."""
_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    {"a": None},
    "\ufeff",
    "\u202e",
    "0" * 300,
    [None, 1],
    "2026-13-45",
)
"""What is JSON, where something else should stand."""
_DUPLICATE = re.compile(rb'"(\w+)":')


def bent(body: bytes, chance: random.Random) -> tuple[str, bytes, Any]:
    """A line's JSON gone wrong: what it is, the bytes, and whether it is still a line that may be taken as it is."""
    way = chance.randrange(6)
    if way == 0:
        bad = chance.choice(_BAD)
        places = [found.end() for found in _DUPLICATE.finditer(body)]
        at = chance.choice(places)
        end = min(at + chance.choice([0, 1, 4, 9]), len(body))
        return f"{bad[:9]!r} in it", body[:at] + bad + body[end:], False
    if way == 1:
        name, data = garbled(body, chance)
        # With a checksum of its own, what happens to be a line is one.
        return name, data.replace(b"\n", b" "), True
    raw = json.loads(body)
    if way == 2:
        raw["v"] = chance.choice([2, 99, "x", 1.5, None, [], 2**70])
        return "newer", _json(raw), MUST_TELL
    if way == 3:
        key = chance.choice([*raw])
        value = chance.choice(_ODD)
        kept = type(value) is type(raw[key]) and key not in ("n", "p", "t", "ch")
        odd = key in ("why", "undoes", "at", "by", "do") or (key == "ch" and value == [])
        raw[key] = value
        return f"{key}={value!r}"[:60], _json(raw), kept or odd
    if way == 4:
        change = raw["ch"][0]
        place = chance.randrange(len(change))
        value = chance.choice(_ODD)
        same = type(value) is type(change[place]) and value != ""
        change[place] = value
        return f"change {place}={value!r}"[:60], _json(raw), True if same else MUST_TELL
    cells = raw["ch"][0][2]
    cell = chance.choice([*cells])
    cells[cell] = chance.choice(_ODD)
    return "a value", _json(raw), True


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def garbled(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Bytes as disks, other programs and other systems leave them."""
    start = chance.randrange(max(len(data), 1))
    length = chance.choice([1, 2, 8, 100, 512, 4096])
    piece = data[start : start + length]
    ways = {
        "cut": data[:start],
        "cut out": data[:start] + data[start + length :],
        "zeros": data[:start] + bytes(len(piece)) + data[start + length :],
        "zeros put in": data[:start] + bytes(length) + data[start:],
        "noise": data[:start] + chance.randbytes(len(piece)) + data[start + length :],
        "twice": data[:start] + piece + data[start:],
        "empty": b"",
        "all zeros": bytes(len(data)),
        "utf-16": data.decode("utf-8", "replace").encode("utf-16"),
        "a mark before": b"\xef\xbb\xbf" + data,
        "latin-1": data.decode("utf-8", "replace").encode("latin-1", "replace"),
        "crlf": data.replace(b"\n", b"\r\n"),
        "spaces": data.replace(b":", b" : "),
        "bit": data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]
        if data
        else b"",
        "nonsense": chance.choice([b"null\n", b"[]\n", b"{}\n", b"1e999\n", b"\n\n\n", b"{" * 5000, b"NaN"]),
    }
    name = chance.choice([*ways])
    return name, ways[name]


def resealed(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A checkpoint with something else in it, and a checksum that fits."""
    tables = json.loads(data)
    name = chance.choice([*tables])
    documents = tables[name]
    way = chance.randrange(4)
    odd = chance.choice(_ODD)
    if way == 0:
        tables[name] = odd
    elif way == 1 and documents:
        documents[chance.choice([*documents])] = odd
    elif documents:
        document = documents[chance.choice([*documents])]
        document[chance.choice([*document])] = odd
    else:
        del tables[name]
    rows = []
    for table, held in tables.items():
        if isinstance(held, dict):
            inner = ",\n".join(f"{json.dumps(id)}: {_json(doc).decode()}" for id, doc in held.items())
            rows.append(f"{json.dumps(table)}: {{\n{inner}{chr(10) if inner else ''}}}")
        else:
            rows.append(f"{json.dumps(table)}: {json.dumps(held)}")
    blank = re.sub(r'"sha256":"[0-9a-f]{64}"', '"sha256":"' + "0" * 64 + '"', ",\n".join(rows))
    return f"{name} {way} {odd!r}"[:60], _with_sum(("{\n" + blank + "\n}\n").encode("utf-8", "replace"))
