"""Whom a challenge can be sent to: the workspace's boards and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.challenges import Throw
from board.model import everyone
from board.swedish import sort_key
from tui.acts.fields import only_account
from tui.text import _

if TYPE_CHECKING:
    from tui.pages.above import AbovePage


def receivers(page: AbovePage, before: Throw | None) -> list[tuple[str, str, str]]:
    """Boards, as far as they have been read, and people: (key, name, what it is); who threw it comes first."""
    live = page.tavla.live
    lies_here = before is not None and before.holder[0] == live.board_id
    known = [
        (f"board {id}", name, _("tavla") if id != live.board_id else _("tavlan du står på"))
        for id, name in sorted(page.names.items(), key=lambda one: sort_key(one[1]))
        if id != live.board_id or not lies_here
    ]
    known += [
        (f"person {one.ref}", one.name, _("person"))
        for one in sorted(everyone(live.org), key=lambda one: sort_key(one.name))
        if one.active and one.ref != live.me and not only_account(page.shell, one)
    ]
    if before is not None:
        known.sort(key=lambda one: one[0] not in (f"board {before.board}", f"person {before.by}"))
    return known
