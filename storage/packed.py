"""A document as the checkpoint has it: bytes, of which a field is read when it is asked for.

A board of ten thousand cards is mostly text that nobody looks at, and the objects of a parsed card take three times
its bytes. The few fields that every change asks of all cards are kept at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any

from storage.lines import from_json, to_json

_KEPT = frozenset({"phase", "state", "owner", "due", "rank"})
_KEPT_IN = re.compile(rb',"(phase|state|owner|due|rank)":("[^"\\]*"|.)').findall
_FIRST = tuple(b'{"%s"' % name.encode() for name in _KEPT)


_OFTEN = 2
"""Who asks a document for more fields than this has it parsed."""


class _Codes(dict[bytes | None, str | None]):
    """Texts by their JSON: the same object for every document that has this code, person or day."""

    def __missing__(self, value: bytes | None) -> str | None:
        if value is None:
            return None
        found = self[value] = intern(_plain(value))
        return found


_codes = _Codes()


def _plain(value: bytes) -> str:
    """The text of a JSON string without escapes; ValueError for anything else, of which `_KEPT_IN` has one byte."""
    if len(value) == 1:
        raise ValueError("not a plain text")
    return value[1:-1].decode()


class Packed(Mapping[str, Any]):
    """A document as `to_json` wrote it, never changed. Equal to a dict of the same fields.

    `raw` is its JSON, in which no field is null. Who asks for a field or two, as of every card, is answered from the
    bytes; who goes on asking the same document gets it parsed. ValueError where the bytes are no JSON.
    """

    __slots__ = ("due", "owner", "phase", "rank", "raw", "state")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        # Within another object there could be other fields of the same name.
        if raw.find(b"{", 1) < 0 and not raw.startswith(_FIRST):
            found = dict(_KEPT_IN(raw)).get
            try:
                self.phase, self.state = _codes[found(b"phase")], _codes[found(b"state")]
                self.owner, self.due = _codes[found(b"owner")], _codes[found(b"due")]
                rank = found(b"rank")
                self.rank = _plain(rank) if rank else None
                return
            except ValueError:
                pass
        fields = from_json(raw, ours=True)
        for name in _KEPT:
            setattr(self, name, fields.get(name))

    def get(self, name: str, default: Any = None) -> Any:
        if name in _KEPT:
            found = getattr(self, name)
            return default if found is None else found
        global _latest
        document, asked, fields = _latest
        if document is not self:
            _latest = self, 1, None
        elif asked >= _OFTEN:
            return (fields or self._fields()).get(name, default)
        else:
            _latest = self, asked + 1, None
        raw, key = self.raw, _keys.get(name) or _key(name)
        at = raw.find(key)
        if at < 0:
            if not raw.startswith(key[1:], 1):
                return default
            at = 0
        at += len(key)
        # An object within could have a key of the same name; one behind it cannot be what was found first.
        if raw.startswith(b'"', at) and raw.find(b"{", 1, at) < 0:
            found = raw[at + 1 : raw.index(b'"', at + 1)]
            if b"\\" not in found:
                return found.decode()
        return self._fields().get(name, default)

    def unpacked(self) -> dict[str, Any]:
        """Its fields, the caller's to change."""
        fields: dict[str, Any] = from_json(self.raw, ours=True)
        return fields

    def __getitem__(self, name: str) -> Any:
        found = self.get(name, _keys)
        if found is _keys:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name, _keys) is not _keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields())

    def __len__(self) -> int:
        return len(self._fields())

    def __bool__(self) -> bool:
        return self.raw != b"{}"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed) and self.raw == other.raw:
            return True
        return isinstance(other, Mapping) and self._fields() == dict(other)

    # Equal to a dict, which has no hash either; the stubs of object promise one.
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._fields())

    def _fields(self) -> dict[str, Any]:
        global _latest
        document, _asked, fields = _latest
        if document is not self or fields is None:
            fields = from_json(self.raw, ours=True)
            _latest = self, _OFTEN, fields
        return fields


_latest: tuple[Packed | None, int, dict[str, Any] | None] = None, 0, None
"""Which document was asked last, how often in a row, its fields if they were parsed: a tuple, for threads share it."""
_keys: dict[str, bytes] = {}


def _key(name: str) -> bytes:
    return _keys.setdefault(name, f",{to_json(name)}:".encode("utf-8", "replace"))
