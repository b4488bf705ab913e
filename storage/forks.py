"""Two hosts that wrote as one replica: a cloned machine, a restored backup.

Both wrote lines with the same numbers, so the replica cannot go on for either. **It ends before the first number
that has two lines.** Each version of the lines from there on lives on as a replica of its own, a *branch*, numbered
from 1. Its id and its bytes follow from the lines alone, so that whoever meets the fork, on whichever host and in
whichever order, writes the same branch; nothing has to be agreed on and nothing is lost. A branch's first line is a
mark that says where it comes from: `"fork":["k3f9a2",101,"0mwr6esxs.00"]`.

A line names the stamps that it replaced. One that named a stamp of a replica that ended may have meant any of its
branches, so the stamps of all of them count as named (`Branches.widen`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from storage.clock import BRANCH, REPLICA, base36, replica_of
from storage.lines import FIRST, LIMIT, Raw, chain_crc, decode, part_of, seal, to_json


class Origin(NamedTuple):
    """Where a branch left the replica that ended: before the line with number `n`, written at stamp time `since`."""

    replica: str
    n: int
    since: str


def branch_id(replica: str, n: int, crc: str) -> str:
    """The id of the branch whose first line had number `n` and checksum `crc` in the replica that ended."""
    digest = hashlib.sha256(f"tavla fork:{replica}:{n}:{crc}".encode()).digest()
    return BRANCH + base36(int.from_bytes(digest[:4]) % 36**5, 5)


def branch(replica: str, n: int, lines: Sequence[bytes]) -> tuple[str, list[bytes]]:
    """The branch that the lines from number `n` on become: its id and its lines, all without LF.

    Raises:
        ValueError: something that is not a sound line, or no line.
    """
    raws = [decode(line) for line in lines]
    if not raws or None in raws:
        raise ValueError("not lines")
    first = raws[0]
    assert first is not None
    crc = chain_crc(first, lines[0])
    id = branch_id(replica, n, crc)
    since = str(first.get("t", ""))[:-7]
    mark = {"n": 1, "p": FIRST, "t": "", "gone": crc, "why": "fork", "fork": [replica, n, since]}
    written, p = [seal(to_json(mark).encode("utf-8"))[0][:-1]], crc
    renamed: set[str] = set()
    for number, raw in enumerate(raws, start=2):
        assert raw is not None
        fresh = {**raw, "n": number, "p": p}
        _rename(fresh, replica, id, renamed)
        line = seal(to_json(fresh).encode("utf-8"))[0][:-1]
        if len(line) >= LIMIT:
            # A number longer by a digit can do that only to a line that another program wrote to the limit.
            gone = {key: fresh[key] for key in ("n", "p", "t")} | {"gone": "", "why": "too_long"}
            line = seal(to_json(gone).encode("utf-8"))[0][:-1]
        p = chain_crc(decode(line) or {}, line)
        written.append(line)
    return id, written


def fork_point(before: Sequence[Raw], n: int) -> int:
    """Where a replica ends whose versions differ first at `n`: not between the parts of one command."""
    for raw in reversed(before):
        part = part_of(raw)
        if part is None or part[0] == part[1]:
            break
        n = raw["n"]
    return n


def _rename(raw: Raw, replica: str, id: str, renamed: set[str]) -> None:
    """Let a line's own stamp, and the branch's earlier ones that it names, be the branch's."""

    def new(stamp: Any) -> Any:
        return stamp[:-6] + id if stamp in renamed else stamp

    stamp = raw.get("t")
    if type(stamp) is str and stamp.endswith(replica):
        renamed.add(stamp)
        raw["t"] = new(stamp)
    if type(raw.get("undoes")) is str:
        raw["undoes"] = new(raw["undoes"])
    if type(raw.get("ch")) is list:
        raw["ch"] = [_renamed_change(change, new) for change in raw["ch"]]


def _renamed_change(change: Any, new: Any) -> Any:
    if type(change) is not list or len(change) < 4 or type(change[3]) is not dict:
        return change
    named = {
        cell: [new(stamp) if type(stamp) is str else stamp for stamp in stamps]
        if type(stamps) is list
        else stamps
        for cell, stamps in change[3].items()
    }
    return [*change[:3], named, *change[4:]]


def origin_of(raw: Raw) -> Origin | None:
    """What a journal's first line says that it branched from, or None."""
    fork = raw.get("fork")
    if type(fork) is not list or len(fork) != 3 or raw.get("n") != 1:
        return None
    replica, n, since = fork
    if type(replica) is not str or REPLICA.fullmatch(replica) is None or type(n) is not int or n < 1:
        return None
    return Origin(replica, n, since) if type(since) is str else None


class Branches:
    """All branches known on one board."""

    def __init__(self) -> None:
        self.origins: dict[str, Origin] = {}

    def end(self, replica: str) -> int | None:
        """The first number of the replica that no longer counts, or None where it never forked."""
        ends = [origin.n for origin in self.origins.values() if origin.replica == replica]
        return min(ends, default=None)

    def widen(self, raw: Raw) -> Raw:
        """The line with the branches' stamps named beside those of the replica that ended."""
        if not self.origins:
            return raw
        changes = []
        for change in raw["ch"]:
            if type(change) is list and len(change) > 3 and type(change[3]) is dict:
                named = {cell: self._widened(stamps) for cell, stamps in change[3].items()}
                change = [*change[:3], named, *change[4:]]
            changes.append(change)
        return {**raw, "ch": changes}

    def _widened(self, stamps: Any) -> Any:
        if type(stamps) is not list:
            return stamps
        wide = list(stamps)
        for stamp in stamps:
            if type(stamp) is str:
                replica, time = replica_of(stamp), stamp[:-7]
                root, own = self._root(replica), self.origins.get(replica)
                for id, origin in self.origins.items():
                    other = f"{time}.{id}"
                    # A branch found late begins earlier and has the lines of one found before it once more.
                    same_fork = own is not None and (own.replica, own.n) == (origin.replica, origin.n)
                    if (
                        self._root(id) == root
                        and not same_fork
                        and time >= origin.since
                        and other not in wide
                    ):
                        wide.append(other)
        return wide

    def _root(self, replica: str) -> str:
        """The replica that hosts wrote as, from which a branch has come by one fork or several."""
        seen = {replica}
        while replica in self.origins and self.origins[replica].replica not in seen:
            replica = self.origins[replica].replica
            seen.add(replica)
        return replica
