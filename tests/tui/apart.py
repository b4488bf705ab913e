"""Another place with the same board: what is done there and here does not meet till it is carried over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.carrying import meet
from tests.tui.seat import session_at
from tui.compose import Session


class Elsewhere:
    """A copy of a workspace at another place, where somebody else acts."""

    def __init__(self, root: Path, clock: Callable[[], datetime], person: str = "bo") -> None:
        self.here, self.there = root, root.parent / "elsewhere"
        shutil.copytree(root, self.there)
        self.session: Session = session_at(
            self.there, clock, person=person, board="oster", home=root.parent / "home there"
        )

    def meet(self) -> None:
        """Carry each place's journals to the other."""
        meet(self.here, self.there)
