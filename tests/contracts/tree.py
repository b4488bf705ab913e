"""The project's files, for the tests that read them as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("board", "storage", "tui", "tests", "docs", ".ci")
TOP = (
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "check",
    "hatch_build.py",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "tavla",
)
MADE = {".mo", ".pyc"}


def files() -> Iterator[Path]:
    """Every file that people wrote or that is kept in git, and none that tools leave behind."""
    yield from (ROOT / name for name in TOP)
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix not in MADE and "__pycache__" not in file.parts:
                yield file
