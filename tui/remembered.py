"""Small things that a user's own account remembers: the board each person last opened, choices, unsaved text."""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

MOST = 200
"""Entries kept; the oldest go first."""


def _read(path: str) -> dict[str, Any]:
    """What is remembered. A file that cannot be read is worth nothing and is written anew."""
    try:
        # A pipe that somebody has laid there is not waited for, and gives nothing.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def recall(path: str, name: str) -> str | None:
    """What is remembered under a name, or None."""
    found = _read(path).get(name)
    return found if isinstance(found, str) else None


def remember(path: str, name: str, value: str | None) -> None:
    """Remember a text under a name; None forgets it. A home that cannot be written to is no reason to stop."""
    kept = _read(path)
    if kept.get(name) == value:
        return
    kept.pop(name, None)
    if value is not None:
        kept[name] = value
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        temporary = f"{path}.{os.getpid()}"
        with open(
            os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(dict(list(kept.items())[-MOST:]), file)
        os.replace(temporary, path)
