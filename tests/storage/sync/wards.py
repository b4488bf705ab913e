"""Two wards with a workspace each, who sometimes meet: then each gets what the other has written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from board.service import Service
from tests.storage.tools import Ticking, make


class Ward:
    """A workspace of its own, and somebody at work there."""

    def __init__(self, root: Path, me: str, clock: Ticking) -> None:
        self.workspace = make(root / me, clock)
        self.me = me
        self.store = self.workspace.create_board("ett")
        self.replica = self.store.home.replica()
        self.service = Service(self.store, self.workspace.org, me, clock)

    def card(self, id: str = "1") -> dict[str, Any] | None:
        doc = self.store.snapshot.get("cards", id)
        return None if doc is None else {name: value for name, value in doc.items() if name[0] != "_"}


def meet(*wards: Ward) -> None:
    """Let each have what the others have written."""
    folders = [Path(ward.store.home.folder, "journal") for ward in wards]
    for ward, folder in zip(wards, folders, strict=True):
        for other in folders:
            if other is not folder:
                shutil.copytree(
                    other, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(ward.replica)
                )
        ward.store.refresh()
