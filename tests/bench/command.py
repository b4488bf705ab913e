"""A command for scripts against the cheapest thing that could read the file."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tests.bench.ground import ROOT, TAVLA, Ground
from tests.bench.report import Figure, median, spread


def spent(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds that a process takes from start to end."""
    begun = time.perf_counter()
    subprocess.run(argv, env=dict(env), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000


def measure(ground: Ground, runs: int) -> list[Figure]:
    """`list --json` on 100 cards against importing TinyDB, one after the other."""
    env = ground.workspace(100)
    commands: tuple[tuple[str, ...], ...] = (
        (sys.executable, "-c", "import tinydb"),
        (*TAVLA, "list", "--json"),
    )
    for argv in commands:
        spent(argv, env)
    times: list[list[float]] = [[], []]
    for _run in range(runs):
        for argv, mine in zip(commands, times, strict=True):
            mine.append(spent(argv, env))
    least, value = map(median, times)
    return [Figure("list --json, 100 cards", value, "ms", 3.0, least, True, spread(times[1]))]
