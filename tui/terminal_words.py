"""What the fields of a shared terminal are called."""

from __future__ import annotations

from collections.abc import Mapping

from board.ids import GUEST
from tui.text import N_, _


def somebody(ref: object) -> str:
    """Who it was where there is no name to say: somebody who noted without one, or whom nobody knows any more."""
    return _("någon utan namn") if ref == GUEST else _("någon")


FIELDS: Mapping[str, str] = {
    "pins": N_("PIN-kod"),
    "idle": N_("Minuter tills den som skrev loggas ut"),
    "wall_seconds": N_("Sekunder per vy på väggen"),
    "wall_names": N_("Namn på väggen"),
    "guests": N_("Gäster får notera"),
    "nameless": N_("Förslag utan namn"),
}
