"""The servers that these tests start."""

from __future__ import annotations

from tests.storage.sync.pgserver import pg_server, place, proxy

__all__ = ["pg_server", "place", "proxy"]
