"""Gives the command line's tests their workspace."""

import pytest

from tests.cli.assessing import Unit
from tests.cli.running import Tavla, empty, tavla

__all__ = ["empty", "tavla", "unit"]


@pytest.fixture
def unit(tavla: Tavla) -> Unit:
    """Öster with Vera as nyckelperson, Anna and Bo."""
    return Unit(tavla)
