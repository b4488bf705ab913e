"""A shared folder to test on, and files in it as a sync program brings them."""

from __future__ import annotations

from pathlib import Path

from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from tests.storage.sync.scribe import Scribe

A, B, C = "aaaaaa", "bbbbbb", "cccccc"


def ready(place: Path) -> Path:
    """A folder that hosts may share."""
    prepare(str(place))
    return place


def at(place: Path, writer: str) -> FolderTransport:
    return FolderTransport(str(place), writer)


def files(place: Path) -> dict[str, int]:
    """Every file below the writers' names, with its size."""
    return {str(path.relative_to(place)): path.stat().st_size for path in sorted(place.glob("*/**/*.*"))}


def segment(place: Path, writer: str, replica: str, first: int = 1) -> Path:
    return place / writer / "ett" / replica / f"{first:012d}.jsonl"


def lay(place: Path, writer: str, scribe: Scribe, first: int = 1, last: int | None = None) -> Path:
    """A segment as a sync program brings it."""
    path = segment(place, writer, scribe.replica, first)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(line + b"\n" for line in scribe.lines[first - 1 : last]))
    return path
