"""What was acknowledged is there: after kill -9 at random, and before the screen shows it."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from contextlib import suppress
from itertools import cycle, islice

from storage.check import check
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.bench import startup
from tests.bench.ground import ROOT, Ground
from tests.bench.keys import RIGHT, latency
from tests.bench.report import Figure
from tests.bench.terminal import Gone, Terminal
from tests.storage.test_speed import card
from tests.storage.tools import Ticking, start

WRITES = 300
WRITE = f"""
print("ready", flush=True)
for n in range({WRITES}):
    put("k%d" % (n % 9), **{{"votes/" + sys.argv[2] + "-" + str(n): True, "title": "x" * (n % 400)}})
    print(n, flush=True)
    if n % 50 == 49:
        store.checkpoint()
"""
LASTS = 0.6
"""Seconds that 300 writes take at the least here; a kill comes at some moment of them."""


def measure_kills(ground: Ground, kills: int) -> list[Figure]:
    """One process writes 300 changes and a checkpoint now and then, and is killed in the middle, again and again."""
    chance = random.Random(4)
    workspace = Workspace(str(ground.folder / "kills"), Ticking())
    workspace.create()
    workspace.create_board("ett").commit("p1", lambda _: [card(0)])
    acknowledged, lost, shut, early = 0, 0, 0, 0
    for turn in range(kills):
        count = _killed(workspace, f"t{turn}", chance.uniform(0, LASTS))
        early += count < WRITES
        acknowledged += count
        try:
            snapshot = _opened(workspace).snapshot
        except Exception:  # whatever it is, the file did not open
            shut += 1
            continue
        votes = {vote for doc in snapshot.table("cards").values() for vote in doc.get("votes", ())}
        lost += len({f"t{turn}-{n}" for n in range(count)} - votes)
    damaged = [found for found in check(workspace) if found.severity == "damage"]
    note = f"{kills} kills, {early} before the end, {acknowledged} acknowledged"
    return [
        Figure(f"kill -9 in {WRITES} writes: changes lost", lost, "lines", 0, note=note),
        Figure("the same: times it would not open", shut + len(damaged), "times", 0, note="`check` sound"),
    ]


def _opened(workspace: Workspace) -> BoardStore:
    return Workspace(workspace.root, Ticking()).board("ett")


def _killed(workspace: Workspace, name: str, seconds: float) -> int:
    """How many writes a process had acknowledged when it was killed."""
    writer = start(WRITE, workspace.root, name)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    return writer.communicate()[0].count("\n")


_DONE = re.compile(
    r"(?P<pid>\d+) +(?:(?P<call>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>|<\.\.\. (?P<resumed>\w+) resumed>)"
)


def measure_shown(ground: Ground, moves: int) -> list[Figure]:
    """Moves on the real screen under strace: what is written to the terminal before the journal is synced."""
    env = ground.workspace(100, "traced")
    log = ground.folder / "trace"
    subject = startup.board(env)
    tracer = ("/usr/bin/strace", "-f", "-y", "--seccomp-bpf", "-s", "0", "-o", str(log))
    calls = ("-e", "trace=fdatasync,fsync,write")
    synced = early = 0
    with Terminal((*tracer, *calls, *subject.argv), env, str(ROOT)) as terminal:
        terminal.wait_for(*subject.words)
        terminal.settle(1.0)
        for _step in range(3):
            terminal.send(RIGHT)
            terminal.settle()
        terminal.replay()
        for key in islice(cycle((b">", b"<")), moves):
            read = log.stat().st_size
            latency(terminal, key, 0.4)
            order = calls_of(log.read_bytes()[read:].decode("utf-8", "replace"))
            at = order.index("synced") if "synced" in order else len(order)
            synced += "synced" in order
            early += "drawn" in order[:at]
        _end_traced(terminal)
    note = f"{synced} of {moves} moves had an fdatasync, seen by strace"
    return [Figure("moves drawn before they were durable", early + moves - synced, "moves", 0, note=note)]


def calls_of(trace: str) -> list[str]:
    """The order in which journal lines were written and synced and the terminal was drawn on."""
    begun: dict[str, tuple[str, str]] = {}
    order = []
    for line in trace.splitlines():
        found = _DONE.match(line)
        if found is None:
            continue
        call, path = (found["call"], found["path"]) if found["call"] else begun.pop(found["pid"], ("", ""))
        if line.endswith("<unfinished ...>"):
            begun[found["pid"]] = (call, path)
            if call == "write" and path.startswith("/dev/"):
                order.append("drawn")
        elif path.endswith(".jsonl"):
            order.append("synced" if call in ("fdatasync", "fsync") else "written")
        elif call == "write" and path.startswith("/dev/") and found["call"]:
            order.append("drawn")
    return order


def _end_traced(terminal: Terminal) -> None:
    """strace's child outlives it when it is killed: let the app end by itself."""
    terminal.send(b"q")
    with suppress(Gone):
        terminal.settle(1.0, 3.0)
