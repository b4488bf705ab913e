"""Small things that a user's own account remembers: which board each person last opened on screen."""

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
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def last_board(path: str, root: str, person: str | None) -> str | None:
    """The board that this person last opened in the workspace on this account."""
    found = _read(path).get(_key(root, person))
    return found if isinstance(found, str) else None


def remember_board(path: str, root: str, person: str | None, board: str) -> None:
    """Remember it. A home that cannot be written to is no reason to stop."""
    kept = _read(path)
    if kept.get(_key(root, person)) == board:
        return
    kept.pop(_key(root, person), None)
    kept[_key(root, person)] = board
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(dict(list(kept.items())[-MOST:]), file, ensure_ascii=True)
        os.replace(temporary, path)


def _key(root: str, person: str | None) -> str:
    return f"{os.path.realpath(root)} {person or ''}"
