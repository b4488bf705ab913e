"""One server for the tests of a file: a board, and Anna, Bo and the manager, who is called Chef."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.running import empty, tavla
from tests.ssh.server import Server, served

__all__ = ["empty", "tavla"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served("anna", "bo", "chef", more="AcceptEnv LANG LC_* COLORTERM\n") as one:
        yield one
