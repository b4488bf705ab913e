"""Cloned machines and restored backups: whatever they wrote, all hosts end alike and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.storage.sync.clones import fails, told

FOUND = (465, 508, 1068, 1326, 1000499, 1001123, 1001923)
"""Histories that once lost a write or brought a replaced one back: forks of branches, one found late, equal stamps."""


def test_hosts_that_wrote_as_one_lose_nothing(tmp_path: Path) -> None:
    for seed in (*range(150), *FOUND):
        assert fails(tmp_path, seed) is None, told(tmp_path, seed)
