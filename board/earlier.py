"""Earlier wordings: the texts that a line of history changed, and letting one of them hold again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from board import commands
from board.codes import SETTABLE
from board.context import Command, Context
from board.errors import Problem
from board.forgetting import MARK, is_text
from board.history import Entry
from board.method import acts
from board.method.kinds import BY_TABLE, FIELDS_OF_CARD
from board.ports import Draft
from board.values import moment


class Wording(NamedTuple):
    """A text that was changed: of which field of which document, what it said before and after, and when (ISO 8601).

    `became` is empty where the text was taken away.
    """

    table: str
    id: str
    field: str
    was: str
    became: str
    at: str


def wordings(entry: Entry) -> tuple[Wording, ...]:
    """The texts that were there before an entry of history and that it changed or took away."""
    if entry.table not in BY_TABLE and entry.table != "cards":
        return ()
    return tuple(
        Wording(entry.table, entry.id, field, old, new or "", entry.at)
        for field, old, new in entry.changes
        if _is_written(entry.table, field)
        and isinstance(old, str)
        and old
        and (new is None or isinstance(new, str))
        and new != old
    )


def _is_written(table: str, field: str) -> bool:
    """Whether a field is a text that people write, and can write again."""
    of = BY_TABLE.get(table)
    known = field in SETTABLE or field in FIELDS_OF_CARD if of is None else of.field(field) is not None
    return known and is_text(table, field, "a b")


def hold_again(wording: Wording, text: str, seen: str | None) -> Command:
    """Write one of a wording's texts again, as any edit of the field. `seen` is what stood there when it was chosen.

    Parts of kind `lift` lie with people and roles, as for board.method.acts.

    Raises:
        Problem: `text_erased` where the text is forgotten or has been erased since, and what editing the field raises.
    """
    of = BY_TABLE.get(wording.table)

    def decide(context: Context) -> Sequence[Draft]:
        home = context.org if of is not None and of.home == "org" else context.board
        erased = (home.get(wording.table, wording.id) or {}).get("erased")
        since = moment(erased.get(wording.field)) if isinstance(erased, dict) else None
        then = moment(wording.at)
        if text == MARK or (since is not None and (then is None or then <= since)):
            raise Problem("text_erased", field=wording.field)
        fields, base = {wording.field: text}, {wording.field: seen}
        if of is None:
            return commands.edit(wording.id, fields, base=base)(context)
        return acts.change(of.name, wording.id, fields, base=base)(context)

    return decide
