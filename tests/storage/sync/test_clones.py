"""Cloned machines and restored backups: whatever they wrote, all hosts end alike and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.storage.sync.clones import fails, told


def test_hosts_that_wrote_as_one_lose_nothing(tmp_path: Path) -> None:
    for seed in range(150):
        assert fails(tmp_path, seed) is None, told(tmp_path, seed)
