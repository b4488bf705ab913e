"""Bundles to test with, as visits and as other programs make them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from storage.sync.bundle import BundleTransport
from tests.storage.sync.scribe import Scribe, send

A, B = "aaaaaa", "bbbbbb"
SEGMENT = f"ett/{A}/000000000001.jsonl"
MARK = b'{"format":1,"id":"x"}'


def carry(path: Path, *scribes: Scribe) -> None:
    """One visit: what the bundle lacks is put into it."""
    bundle = BundleTransport(str(path))
    for scribe in scribes:
        send(bundle, scribe)
    bundle.finish()
    bundle.close()


def zipped(path: Path, members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.compress_type = method
            archive.writestr(info, data)
    return path
