"""The storm of tests/soak in the size of every `./check`."""

from __future__ import annotations

import pytest

from tests.storage.test_soak import soak


@pytest.mark.timeout(120)
def test_a_storm_between_four_hosts_and_their_server_loses_nothing() -> None:
    soak("storm", 12)
