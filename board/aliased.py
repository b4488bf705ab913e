"""A command that is written under another name than that of the one who acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from board.context import Command, Context
from board.ports import Draft, Snapshot


class Aliased:
    """A command whose line carries `alias` as the one who did it, and which is therefore nobody's to undo.

    alias: gives the name, from the documents that are written on and the acting person's reference. The context still
    says who acts.
    """

    __slots__ = ("alias", "decide")

    def __init__(self, decide: Command, alias: Callable[[Snapshot, str], str]) -> None:
        self.decide = decide
        self.alias = alias

    def __call__(self, context: Context) -> Sequence[Draft]:
        return self.decide(context)
