"""Bytes that change on the disk: one bit of every byte of a journal and a checkpoint, and checkpoints cut or zeroed.

It must be found every time, cost nothing or the one line at most, and be put right by a repair that deletes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from storage.check import check
from storage.look import Finding
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.bench.report import Figure
from tests.soak.children import BOARD, in_memory, made, now, opened
from tests.storage.tools import cards, put

LINES = 4
_REPAIRED = 7
"""In the short run every so many changes are repaired as well, in the long one all."""


class _Sample:
    """A board with a journal of a few lines, and a checkpoint where one is wanted."""

    def __init__(self, root: Path, checkpoint: bool) -> None:
        self.root = root
        store = made(root)
        for n in range(LINES):
            put(store, str(n % 3), title=f"Kort {n} på avdelningen", **{f"tags/t{n}": True})
        put(store, "8", _deleted=True, title="borta")
        if checkpoint:
            store.checkpoint()
        self.shown = cards(store)
        self.checkpoint = Path(store.path)
        self.journal = next(root.glob("boards/*/journal/*/*.jsonl"))
        self.whole = self.journal.read_bytes()
        self.saved = self.checkpoint.read_bytes() if checkpoint else b""
        store.close()

    def restore(self) -> None:
        self.journal.write_bytes(self.whole)
        if self.saved:
            self.checkpoint.write_bytes(self.saved)
        shutil.rmtree(self.checkpoint.parent / "broken", ignore_errors=True)

    def findings(self, repair: bool = False) -> list[Finding]:
        return check(Workspace(str(self.root), now), BOARD, repair=repair)

    def lost(self) -> int:
        """How many of the lines are not to be seen on the board."""
        there = cards(opened(self.root))
        tags = {tag for card in there.values() for tag in card.get("tags", ())}
        return LINES - len(tags & {f"t{n}" for n in range(LINES)}) + ("8" in there)

    def store(self) -> BoardStore:
        return opened(self.root)


def run(folder: Path, count: int) -> list[Figure]:
    """`count` 1 changes one bit of each byte, 8 each of its bits."""
    with in_memory(folder) as place:
        return _run(place, count)


def _run(folder: Path, count: int) -> list[Figure]:
    found: dict[str, list[str]] = {"unseen": [], "cost": [], "crash": [], "unhealed": [], "unlike": []}
    tried = 0
    for checkpoint in (False, True):
        sample = _Sample(folder / f"journal-{checkpoint}", checkpoint)
        for position in range(len(sample.whole)):
            for bit in range(min(count, 8)):
                tried += 1
                data = _flipped(sample.whole, position, position + bit)
                work = partial(_journal, sample, data, count > 1 or tried % _REPAIRED == 0)
                _guarded(found, f"journal {position}", work)
    sample = _Sample(folder / "checkpoint", True)
    for name, bad in _bad_checkpoints(sample.saved, min(count, 8)):
        tried += 1
        work = partial(_checkpoint, sample, bad, bad is None or count > 1 or tried % _REPAIRED == 0)
        _guarded(found, name, work)
    for names in found.values():
        for name in names[:5]:
            print(name)
    return [
        Figure("changes that were not found", len(found["unseen"]), "bytes", 0, note=f"{tried} tried"),
        Figure("changes that cost more than their line", len(found["cost"]), "bytes", 0),
        Figure("changes that crashed it", len(found["crash"]), "bytes", 0),
        Figure("changes that a repair did not put right", len(found["unhealed"]), "bytes", 0),
        Figure("checkpoints that were not rebuilt as they were", len(found["unlike"]), "files", 0),
    ]


def _flipped(data: bytes, position: int, bit: int) -> bytes:
    return data[:position] + bytes([data[position] ^ 1 << bit % 8]) + data[position + 1 :]


def _guarded(found: dict[str, list[str]], name: str, work: Callable[[], str]) -> None:
    try:
        wrong = work()
    except Exception as error:  # a crash, whatever it is
        found["crash"].append(f"{name}: {error!r}")
    else:
        if wrong:
            found[wrong].append(f"{name}: {wrong}")


def _journal(sample: _Sample, data: bytes, repaired: bool) -> str:
    sample.journal.write_bytes(data)
    try:
        allowed = 2 if data.count(b"\n") != sample.whole.count(b"\n") else 1
        if sample.lost() > allowed:
            return "cost"
        if not any(found.severity in ("damage", "warning") for found in sample.findings()):
            return "unseen"
        if not repaired:
            return ""
        sample.findings(repair=True)
        if sample.journal.read_bytes() != sample.whole or cards(sample.store()) != sample.shown:
            return "unhealed"
        return (
            "" if all(found.severity in ("sound", "repaired") for found in sample.findings()) else "unhealed"
        )
    finally:
        sample.restore()


def _bad_checkpoints(whole: bytes, bits: int) -> Iterator[tuple[str, bytes | None]]:
    """Checkpoints gone wrong, with a name for each; None is one that is not there."""
    yield "deleted", None
    for position in range(len(whole)):
        for bit in range(bits):
            yield f"bit of byte {position}", _flipped(whole, position, position + bit)
    for length in range(0, len(whole), 7):
        yield f"cut to {length}", whole[:length]
        yield f"zeros from {length}", whole[:length] + bytes(len(whole) - length)
        yield f"zeros to {length}", bytes(length) + whole[length:] if length else bytes(len(whole))


def _checkpoint(sample: _Sample, data: bytes | None, repaired: bool) -> str:
    if data is None:
        sample.checkpoint.unlink()
    else:
        sample.checkpoint.write_bytes(data)
    try:
        if sample.lost():
            return "cost"
        if data is not None and not any(found.severity == "damage" for found in sample.findings()):
            return "unseen"
        if not repaired:
            return ""
        kept: list[bytes] = []
        if data is None:
            sample.store().checkpoint()
        else:
            sample.findings(repair=True)
            kept = [path.read_bytes() for path in (sample.checkpoint.parent / "broken").glob("board.json*")]
            if data not in kept:
                return "unhealed"
        if sample.checkpoint.read_bytes() != sample.saved or sample.lost():
            return "unlike"
        return "" if not [found for found in sample.findings() if found.severity == "damage"] else "unhealed"
    finally:
        sample.restore()
