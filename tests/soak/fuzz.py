"""Nonsense in every file that is read: lines sealed as ours or not, checkpoints, and the small files beside them.

Nothing may end in a traceback, and nothing that is not understood may change what is shown without `check` saying so.
"""

from __future__ import annotations

import json
import random
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from board.errors import STORAGE_CODES, Problem
from storage.check import check
from storage.checkpoint import verified
from storage.lines import seal
from storage.workspace import Workspace
from tests.bench.report import Figure
from tests.soak.children import BOARD, in_memory, made, now, opened
from tests.soak.nonsense import bent, garbled, resealed
from tests.storage.tools import cards, put
from tui.cli.care import finding_words

USUAL = frozenset({"polling_only"})


class _Ground:
    """A sound workspace that is put back before every try."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "w"
        store = made(self.root)
        for n in range(5):
            put(store, str(n % 3), title=f"Kort {n} åäö", **{f"tags/t{n}": True})
        store.checkpoint()
        store.close()
        self.kept = folder / "kept"
        shutil.copytree(self.root, self.kept)
        self.shown = cards(opened(self.root))
        self.journal = next(self.root.glob("boards/*/journal/*/*.jsonl"))
        self.checkpoint = Path(store.path)
        self.small = [next(self.root.glob("hosts/*/replica.json")), self.checkpoint.with_name("board.lock")]
        self.lines = self.journal.read_bytes().splitlines(keepends=True)

    def restore(self) -> None:
        for path in (self.journal, self.checkpoint, *self.small):
            path.write_bytes((self.kept / path.relative_to(self.root)).read_bytes())
        for path in self.root.glob("boards/*/broken"):
            shutil.rmtree(path)
        for path in self.root.glob("boards/*/journal/*"):
            if path != self.journal.parent:
                shutil.rmtree(path)
        for path in self.journal.parent.iterdir():
            if path != self.journal:
                path.unlink()


def run(folder: Path, count: int) -> list[Figure]:
    """`count` files of nonsense, the same ones each time for the same count."""
    with in_memory(folder) as place:
        return _run(place, count)


def _run(folder: Path, count: int) -> list[Figure]:
    ground = _Ground(folder)
    chance = random.Random(count)
    crashed = silent = lost = 0
    for number in range(count):
        name, legal = chance.choice(WAYS)(ground, chance)
        bytes_then = ground.journal.read_bytes()
        try:
            wrong = _try(ground, legal, number % 10 == 0)
        except Exception:  # a traceback, whatever it is
            crashed += 1
            if crashed <= 5:
                print(f"{number} {name}: {bytes_then[-700:]!r}\n{traceback.format_exc()}")
        else:
            silent += wrong == "silent"
            lost += wrong == "lost"
            if wrong and silent + lost <= 5:
                print(f"{number} {name}: {wrong}: {bytes_then[-700:]!r}")
        ground.restore()
    return [
        Figure("tracebacks", crashed, "files", 0, note=f"{count} tried"),
        Figure("changes that nothing told of", silent, "files", 0),
        Figure("times that bytes were gone after the next change and a repair", lost, "files", 0),
    ]


def _try(ground: _Ground, legal: Any, go_on: bool) -> str:
    before = ground.journal.read_bytes()
    refused = False
    shown: dict[str, Any] = {}
    try:
        shown = cards(opened(ground.root))
    except Problem as problem:
        if problem.code not in STORAGE_CODES:
            raise
        refused = True
    found = check(Workspace(str(ground.root), now), BOARD)
    for finding in found:
        assert len(finding_words(finding.as_json())) > 20, finding
        json.dumps(finding.as_json())
    said = refused or {finding.code for finding in found} - USUAL
    if not ground.checkpoint.exists() and any(
        before == b"".join(ground.lines[:n]) for n in range(len(ground.lines))
    ):
        # Lines that are missing at the end, where nothing else has seen them, nobody on this host can miss.
        return ""
    if not legal and not said and shown != ground.shown:
        return "silent"
    if legal == "must tell" and not said:
        return "silent"
    if before != ground.journal.read_bytes():
        return "lost"
    return _gone_on(ground, before) if go_on else ""


def _gone_on(ground: _Ground, before: bytes) -> str:
    """Repair and change something: all bytes are still there, in the journal or set aside."""
    check(Workspace(str(ground.root), now), BOARD, repair=True)
    try:
        store = opened(ground.root)
        put(store, "9", title="vidare")
        store.checkpoint()
        store.close()
        assert cards(opened(ground.root))["9"] == {"title": "vidare"}
    except Problem as problem:
        if problem.code != "newer_format":
            raise
    kept = b"".join(path.read_bytes() for path in ground.root.glob("boards/*/broken/*"))
    kept += b"".join(path.read_bytes() for path in ground.root.glob("boards/*/journal/*/*.jsonl"))
    return "" if all(piece in kept for piece in before.split(b"\n")) else "lost"


Way = Callable[[_Ground, random.Random], tuple[str, Any]]


def _sealed_line(ground: _Ground, chance: random.Random) -> tuple[str, Any]:
    """A line that carries its own checksum, in its place in the chain, with something in it that is not right."""
    place = chance.randrange(len(ground.lines))
    name, body, legal = bent(ground.lines[place][:-10], chance)
    line, crc = seal(body)
    rest, p = [], crc
    for later in ground.lines[place + 1 :]:
        raw = json.loads(later[:-10]) | {"p": p}
        again, p = seal(json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode())
        rest.append(again)
    ground.journal.write_bytes(b"".join([*ground.lines[:place], line, *rest]))
    ground.checkpoint.unlink()
    return name, legal


def _spoilt_line(ground: _Ground, chance: random.Random) -> tuple[str, Any]:
    place = chance.randrange(len(ground.lines))
    lines = list(ground.lines)
    name, lines[place] = garbled(lines[place], chance)
    ground.journal.write_bytes(b"".join(lines))
    if chance.random() < 0.5:
        ground.checkpoint.unlink()
    return name, False


def _spoilt_journal(ground: _Ground, chance: random.Random) -> tuple[str, Any]:
    name, data = garbled(ground.journal.read_bytes(), chance)
    ground.journal.write_bytes(data)
    if chance.random() < 0.5:
        ground.checkpoint.unlink()
    return name, False


def _spoilt_checkpoint(ground: _Ground, chance: random.Random) -> tuple[str, Any]:
    data = ground.checkpoint.read_bytes()
    name, data = garbled(data, chance) if chance.random() < 0.4 else resealed(data, chance)
    ground.checkpoint.write_bytes(data)
    return f"checkpoint {name} {'sealed' if verified(data) else ''}", False


def _spoilt_small(ground: _Ground, chance: random.Random) -> tuple[str, Any]:
    path = chance.choice(ground.small)
    name, data = garbled(path.read_bytes(), chance)
    path.write_bytes(data)
    return f"{path.name} {name}", False


WAYS: tuple[Way, ...] = (
    _sealed_line,
    _sealed_line,
    _spoilt_line,
    _spoilt_journal,
    _spoilt_checkpoint,
    _spoilt_small,
)
