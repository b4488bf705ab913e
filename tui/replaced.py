"""What somebody at this screen wrote and somebody else has just written over: nobody's text goes without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from board.forgetting import is_text
from board.ports import Doc, Event, Snapshot
from board.same import same

if TYPE_CHECKING:
    from board.versions import Waiting

RESERVED = "_"
"""Fields that begin so are the store's."""


class Over(NamedTuple):
    """A text that was written over: by whom (a reference), which field of which document, and on which card."""

    by: str
    table: str
    field: str
    card: str


class Replaced:
    """Keeps what each person has written at this screen since it was opened, and finds what others put in its place."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str, str], tuple[str, str]] = {}
        """Whose text stands in a field of a document, and the text."""

    def take(
        self, events: Iterable[Event], me: str | None, org: Snapshot, waiting: Waiting | None = None
    ) -> Over | None:
        """The last text of `me` that somebody else has written over in these events; None where there is none.

        Not one that is part of what they wrote, nor one in `waiting`, where both stand to be chosen between.
        """
        found = None
        who = same(org, me) if me else ""
        for event in events:
            by = same(org, event.by)
            for field, before, after in _texts(event):
                place = (event.table, event.id, field)
                writer, text = self._written.get(place, ("", ""))
                if who and by == who:
                    self._written[place] = (who, after)
                elif writer:
                    del self._written[place]
                    asked = field in (waiting or {}).get((event.table, event.id), ())
                    if writer == who and before == text and after and text not in after and not asked:
                        found = Over(by, event.table, field, _card_of(event))
        return found

    def forget(self) -> None:
        """Another board is in front."""
        self._written.clear()


def _texts(event: Event) -> Iterable[tuple[str, str, str]]:
    """The texts that an event changed: (field, before, after)."""
    before: Doc = event.before or {}
    after: Doc = event.after or {}
    for field in {*before, *after}:
        one, other = before.get(field), after.get(field)
        if one == other or field.startswith(RESERVED):
            continue
        if is_text(event.table, field, other or one):
            yield field, str(one or ""), str(other or "")


def _card_of(event: Event) -> str:
    if event.table == "cards":
        return event.id
    return str((event.after or {}).get("card") or "")
