"""TinyDB's way to a checkpoint: `TinyDB(path, storage=BoardStorage)` for queries, export and check."""

from __future__ import annotations

from typing import Any

from tinydb.storages import Storage

from board.errors import Problem
from storage.checkpoint import dump, verified
from storage.durable import Modes, Told, read_file, replace
from storage.lines import from_json


class BoardStorage(Storage):
    """Reads a checkpoint that carries its own checksum; writes by atomic replace, never in place."""

    def __init__(self, path: str, modes: Modes | None = None) -> None:
        super().__init__()
        self._path = path
        self._modes = modes or Modes(False)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, or None where there is no file."""
        with Told():
            try:
                data = read_file(self._path)
            except FileNotFoundError:
                return None
        if not verified(data):
            raise Problem("damaged", what="checkpoint")
        tables: dict[str, dict[str, Any]] = from_json(data)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file whole. The store calls this; a query never does."""
        with Told():
            replace(self._path, dump(data), self._modes.file)
