"""Taking in lines from elsewhere: the good ones go into their replica's journal, the bad are kept and shown.

A journal's numbers and chain go on past a line that cannot be taken: one that says so stands in its place (`gone`),
and the bytes lie under broken/. What may only be half there is left for the next time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from storage.clock import REPLICA, STAMP, milliseconds_of, time_of
from storage.durable import InTheWay, Told, read_file, set_aside
from storage.home import BROKEN
from storage.journal import START
from storage.lines import Raw, chain_crc, decode, erased, newer, seal, to_json
from storage.numbers import unconfirmed
from storage.store import BoardStore
from storage.sync.base import Batch
from storage.sync.shelf import SECOND_HAND, Shelf
from storage.sync.untrusted import JUDGE, legible, objection

AHEAD = timedelta(days=365_000)
"""A line stamped further ahead of this host's clock waits where it lies, and so do those after it. No honest clock is
wrong by a thousand years; a stamp near the end of time would leave no room for what others write after it.

Waiting is no refusal: the limit moves with the clock, so that hosts whose clocks differ by minutes take in the same
lines minutes apart, and a stamp that got past one of them drags the others along no later than that."""
_MS = timedelta(milliseconds=1)
_BEYOND = timedelta(minutes=1)
"""How far past what has been taken in already a line may be all the same: room for a million lines after it. Who wrote
them had to be later than what this host has, too."""


class Said(NamedTuple):
    """Something to tell about lines that came: a code, which replica, at which number, and why."""

    code: str
    board: str
    replica: str
    n: int
    why: str = ""


class Taken(NamedTuple):
    """What became of a batch. `forked` is set where the replica has other lines here."""

    lines: int
    said: tuple[Said, ...] = ()
    forked: bool = False


@contextmanager
def held(shelf: Shelf) -> Iterator[None]:
    """The board's lock, with everything read that others had written."""
    shelf.acquire()
    try:
        yield
    finally:
        shelf.release()


def take(shelf: Shelf, batch: Batch, ours: bool = False) -> Taken:
    """Add a batch to its replica's journal, as far as it goes on from what is here.

    `ours`: these lines have been taken in before, under another name, so that none of them is made to wait.

    Raises:
        Problem: from the local store, such as a full disk.
    """
    if REPLICA.fullmatch(batch.replica) is None:
        return Taken(0, (Said("line_refused", shelf.board, batch.replica[:6], batch.first, "replica"),))
    with held(shelf):
        judged = _Judge(shelf, batch.replica, waiting=not ours)
        for index, line in enumerate(batch.lines):
            following = batch.lines[index + 1] if index + 1 < len(batch.lines) else None
            if not judged.add(line, following):
                break
        if judged.refused:
            _keep_refused(shelf, batch.replica, judged.refused, JUDGE)
        if judged.second_hand:
            _keep_refused(shelf, batch.replica, judged.second_hand, None)
        if judged.good:
            shelf.append(batch.replica, judged.good)
    firsts = {why: n for n, why, _ in reversed(judged.refused)}
    refused = [Said("line_refused", shelf.board, batch.replica, n, why) for why, n in firsts.items()]
    return Taken(len(judged.good), (*refused, *judged.said), judged.forked)


def _keep_refused(
    shelf: Shelf, replica: str, refused: list[tuple[int, str, bytes]], judge: int | None
) -> None:
    """Put the lines aside in one file, once: what is sent again must not fill the disk. `judge` is None for lines that
    nobody has judged here."""
    (first, why, _), folder = refused[0], os.path.join(shelf.home.folder, BROKEN)
    name, data = f"{replica}-{first:012d}.refused", b"\n".join(line for _, _, line in refused)
    note: dict[str, object] = {"why": why, "replica": replica, "n": first, "judge": judge}
    if len(refused) > 1:
        note["lines"] = [[n, why] for n, why, _ in refused]
    with Told():
        try:
            known = read_file(os.path.join(folder, name)) == data
        except (FileNotFoundError, NotADirectoryError, InTheWay):
            known = False
        if not known:
            set_aside(folder, name, data, note, shelf.home.modes)


def heal(shelf: Shelf, replica: str, theirs: list[tuple[Raw, bytes]]) -> int:
    """Put the lines of another place where damaged or refused ones are; the number of lines put back, 0 where it is
    no help.

    `theirs` are whole and chained from the first on. Nothing that is readable here is given up for them, and words that
    were taken away here do not come back.
    """
    with held(shelf):
        whole = {raw["n"]: line for raw, line in theirs}
        ours: dict[int, bytes] = {}
        for data in shelf.bytes_of(replica).values():
            for line in data.split(b"\n"):
                raw = decode(line)
                if raw is not None:
                    ours.setdefault(raw["n"], line)
        kept: list[bytes] = []
        put_back = refused = 0
        far = _Far(shelf)
        for raw, line in theirs:
            mine = ours.get(raw["n"])
            same = mine is not None and chain_crc(decode(mine) or {}, mine) in ("", chain_crc(raw, line))
            if (mine is not None and not same) or (mine is None and far.ahead(raw)):
                return 0
            forgotten = mine is not None and same and b'"gone"' in mine and b'"ch":' in mine
            kept.append(mine if forgotten and mine is not None else line)
            put_back += mine is None or (b'"gone"' in mine and "gone" not in raw and not forgotten)
            refused += mine is not None and b'"why":"refused"' in mine and b'"gone"' in mine
        beyond = [ours[n] for n in sorted(ours) if n not in whole]
        judge = _Judge(shelf, replica, anew=True)
        lines = kept + beyond
        if not all(judge.add(line, None) for line in lines) or len(judge.refused) > refused:
            return 0
        put_back -= len(judge.refused)
        if put_back <= 0:
            return 0
        shelf.rewrite(replica, judge.good, "healed")
    # Made of the journal as it was: the documents have to be read anew.
    BoardStore(shelf.home).checkpoint()
    return put_back


class _Far:
    """Which lines are too far ahead of this host's clock, and of all that is here, to be taken in yet."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._limit = time_of(int(shelf.home.clock().timestamp() * 1000) + AHEAD // _MS)
        self._looked = False

    def ahead(self, raw: Raw) -> bool:
        stamp = raw.get("t")
        if type(stamp) is not str or stamp <= self._limit:
            return False
        if not self._looked:
            self._looked = True
            known = max(map(self._shelf.last_stamp, self._shelf.heads()), default="")
            if STAMP.fullmatch(known) is not None and known > self._limit:
                self._limit = time_of(milliseconds_of(known) + _BEYOND // _MS)
        return stamp > self._limit


class _Judge:
    """One replica's next lines, judged in order."""

    def __init__(self, shelf: Shelf, replica: str, anew: bool = False, waiting: bool = True) -> None:
        place = START if anew else shelf.place(replica)
        self.replica = replica
        self.board = shelf.board
        self.end = shelf.end(replica)
        self.n, self.crc = place.n, place.crc
        self.stamp = "" if anew else shelf.last_stamp(replica)
        self.good: list[bytes] = []
        self.refused: list[tuple[int, str, bytes]] = []
        self.second_hand: list[tuple[int, str, bytes]] = []
        self.said: list[Said] = []
        self.forked = False
        self.numbered = False
        self.far = _Far(shelf) if waiting and not anew else None

    def add(self, line: bytes, following: bytes | None) -> bool:
        """Judge a line; False where the ones after it cannot be judged yet."""
        raw = decode(line) if legible(line) else None
        if raw is None:
            return self._illegible(line, following)
        if raw["n"] < self.n or (raw["n"] == self.n and self.crc in ("", chain_crc(raw, line))):
            return True
        if self.end is not None and raw["n"] >= self.end:
            self.forked = True
            return False
        if raw["n"] == self.n or (raw["n"] == self.n + 1 and self.crc and raw["p"] != self.crc):
            self.forked = True
            return False
        if raw["n"] != self.n + 1:
            return False
        if newer(raw):
            self.said.append(Said("line_newer", self.board, self.replica, raw["n"]))
            return False
        why = objection(raw, self.replica, self.stamp)
        if why is None and self.far is not None and self.far.ahead(raw):
            self.said.append(Said("line_ahead", self.board, self.replica, raw["n"]))
            return False
        if why is None:
            self.good.append(line)
            self.stamp = raw["t"] or self.stamp
            if erased(raw) and raw.get("why") == "refused":
                self.second_hand.append((raw["n"], SECOND_HAND, line))
            if not self.numbered and unconfirmed(raw):
                self.numbered = True
                self.said.append(Said("identity_number", self.board, self.replica, raw["n"]))
        else:
            self._replace(line, why, chain_crc(raw, line))
        self.n, self.crc = raw["n"], chain_crc(raw, line)
        return True

    def _illegible(self, line: bytes, following: bytes | None) -> bool:
        """Bytes that are no line are left for the next time, unless a good line that names them comes after."""
        raw: Raw | None = decode(following) if following is not None and legible(following) else None
        if raw is None or raw["n"] != self.n + 2:
            self.said.append(Said("line_waits", self.board, self.replica, self.n + 1))
            return False
        self._replace(line, "illegible", raw["p"])
        self.n, self.crc = self.n + 1, raw["p"]
        return True

    def _replace(self, line: bytes, why: str, crc: str) -> None:
        gone = {"n": self.n + 1, "p": self.crc, "t": self.stamp, "gone": crc, "why": "refused"}
        self.good.append(seal(to_json(gone).encode("utf-8"))[0][:-1])
        self.refused.append((self.n + 1, why, line))
