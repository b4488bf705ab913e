"""Personal identity numbers in lines that have been written: what came from elsewhere is let in, marked and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from board.identity_numbers import in_cells, is_confirmed, stands_in

Raw: TypeAlias = dict[str, Any]


class Where(NamedTuple):
    """A cell of a document; `reason` where it stands in what somebody gave as a reason."""

    table: str
    id: str
    cell: str


def numbers_in(raw: Raw) -> Iterator[tuple[Where, str]]:
    """The cells of a line in which a number stands, and the text. The form of the line need not be understood."""
    changes = [change for change in raw.get("ch") or () if type(change) is list and len(change) >= 3]
    for table, id, cells, *_more in changes:
        if type(cells) is dict:
            for cell, text in in_cells(cells):
                yield Where(str(table), str(id), str(cell)), text
    why = raw.get("why")
    if type(why) is str and changes and stands_in(why):
        yield Where(str(changes[0][0]), str(changes[0][1]), "reason"), why


def unconfirmed(raw: Raw) -> bool:
    """Whether a line has a number that nobody has said to be something else."""
    why = raw.get("why")
    return not is_confirmed(why if type(why) is str else None) and next(numbers_in(raw), None) is not None


class Numbers:
    """What is found in all lines of a board, in whatever order they are seen."""

    def __init__(self) -> None:
        self._found: dict[tuple[Where, str], None] = {}
        self._confirmed: set[tuple[Where, str]] = set()

    def see(self, raw: Raw) -> None:
        """Take note of a line. What was confirmed once is so when it is undone and done again."""
        for where, text in numbers_in(raw):
            why = raw.get("why")
            if is_confirmed(why if type(why) is str else None):
                self._confirmed.add((where, text))
            self._found[where, text] = None

    @property
    def left(self) -> list[Where]:
        """Where numbers stand, or have stood, that nobody has said to be something else."""
        left = dict.fromkeys(where for where, text in self._found if (where, text) not in self._confirmed)
        return list(left)
