"""The servers that these tests start."""

from __future__ import annotations

from tests.storage.sync.pgserver import durable, pg_server, place, proxy

__all__ = ["durable", "pg_server", "place", "proxy"]
