"""Many hosts on one database for some seconds; the long run is `python -m tests.soak municipality`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.soak.municipality import play


def test_what_is_written_on_any_host_reaches_all_that_have_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*filter(lambda name: name.startswith("PG"), os.environ), "PGPASSFILE"]:
        monkeypatch.setenv(name, "")  # put back afterwards
    figures, told = play(tmp_path, replicas=12, boards=8, minutes=0.08, speed=10, history=20)
    lost = next(figure for figure in figures if figure.name.startswith("edits that did not reach"))
    assert lost.value == 0, told
    assert any(" deliveries to other hosts" in row and not row.startswith("0 ") for row in told)
