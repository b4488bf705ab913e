"""The faults of tests/soak in the size of every `./check`: nothing acknowledged is lost, nothing is left unreadable.

What is counted gates here; times are printed and gate only in the long form.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.soak.disk import NEEDS_MOUNT, CannotMount, of_size

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.timeout(240)


def soak(name: str, count: int) -> dict[str, Any]:
    """What a run of so many printed, by the figures' names; everything that is counted must be as it should."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", name, "--count", str(count), "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    figures = json.loads(lines[-1])
    print(done.stdout)
    missed = [figure for figure in figures if not figure["met"] and figure["unit"] not in ("ms", "s")]
    assert not missed, done.stdout[-4000:] + done.stderr[-4000:]
    return {figure["name"]: figure["value"] for figure in figures}


def may_mount(place: Path) -> None:
    """Skip by name where the kernel does not let this account mount."""
    try:
        with of_size(place / "probe", "64k"):
            pass
    except CannotMount:
        pytest.skip(NEEDS_MOUNT)


def test_32_processes_with_50_edits_each_lose_nothing_and_none_is_refused() -> None:
    soak("writers", 32)


def test_500_kills_lose_nothing_acknowledged() -> None:
    soak("kills", 500)


def test_system_calls_that_fail_fall_short_or_are_the_last() -> None:
    soak("calls", 240)


def test_60_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    may_mount(tmp_path)
    soak("powercuts", 60)


def test_every_byte_of_a_journal_and_a_checkpoint_with_a_bit_of_it_changed() -> None:
    soak("rot", 1)


def test_the_wall_before_300_changes_and_as_many_turns() -> None:
    soak("wall", 300)


def test_5000_files_of_nonsense() -> None:
    soak("fuzz", 5000)
