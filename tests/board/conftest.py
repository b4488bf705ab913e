"""The team that most tests of the domain begin with."""

from __future__ import annotations

import pytest

from tests.board.team import Team


@pytest.fixture
def team() -> Team:
    return Team()
