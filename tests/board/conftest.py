"""The team that most tests of the domain begin with."""

from __future__ import annotations

import pytest

from tests.board.assessing import Rounds
from tests.board.team import Team


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.fixture
def rounds(team: Team) -> Rounds:
    return Rounds(team)
