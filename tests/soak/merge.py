"""Made-up histories of several hosts: whether all end alike and nothing is lost. And thirty days apart, merged."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from tests.bench.report import Figure
from tests.storage.sync import clones
from tests.storage.sync.apart import apart, merge_apart
from tests.storage.sync.histories import fails, history, told

CHUNK = 500
FIRST = 1_000_000
"""Other seeds than those of every `./check`."""


def run(folder: Path, count: int) -> list[Figure]:
    """`count` histories, spread over the processors."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        failed = [seed for found in pool.map(_failing, _chunks(count)) for seed in found]
        forked = [
            seed for found in pool.map(_forked, repeat(str(folder)), _chunks(count // 10)) for seed in found
        ]
    for seed in failed[:3]:
        print(told(seed))
    for seed in forked[:3]:
        print(clones.told(folder, seed))
    here, there = apart(folder / "apart", 5000)
    seconds, listed, losers = merge_apart(here, there)
    note = f"{len(losers)} cells that both changed"
    return [
        Figure(
            "histories that end differently or lose a write", len(failed), "of all", 0, note=f"of {count}"
        ),
        Figure(
            "the same with clones and backups, on disk", len(forked), "of all", 0, note=f"of {count // 10}"
        ),
        Figure("30 days apart, 5,000 edits a side, merged", seconds, "s", 3, note=note),
        Figure("losers not listed", len(losers.items() - listed.items()), "cells", 0),
    ]


def _chunks(count: int) -> list[range]:
    return [range(at, min(at + CHUNK, FIRST + count)) for at in range(FIRST, FIRST + count, CHUNK)]


def _forked(folder: str, seeds: range) -> list[int]:
    return [seed for seed in seeds if clones.fails(Path(folder), seed)]


def _failing(seeds: range) -> list[int]:
    return [seed for seed in seeds if fails(history(seed))]
