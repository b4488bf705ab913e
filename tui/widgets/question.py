"""What is put to the prompt: a question, and what there is to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from board.ports import Event
from tui.lines import Piece, Row


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose. `row` is what is shown, `key` what is answered."""

    key: str
    row: Row


@dataclass(slots=True)
class Question:
    """What to ask. `answer` gets the text and the chosen key; it closes the prompt when the answer has been used.

    text: what the line holds at first; None asks only for a choice. many: Enter still answers, ctrl+j breaks a line.
    options: what there is to choose, or what tells it for the text typed so far. pick: one has to be chosen.
    live: told at every change.
    news: told what others do meanwhile.
    renew: what is written first replaces what the line held.
    draft: the name under which unsaved text is kept over a lost terminal.
    wide: what there is to choose is long, and gets what room there is.
    secret: what is written is shown as dots, and is neither kept nor copied.
    nothing: where there is nothing to choose: that it is so, and how to make one.
    enter: what enter does, with the key ("enter tar bort"), where it does not only save what is written.
    digits: a digit chooses its row at once; the rows say which.
    """

    title: str
    answer: Callable[[str, str | None], None]
    explain: Sequence[Piece] = ()
    text: str | None = ""
    many: bool = False
    options: Sequence[Option] | Callable[[str], Sequence[Option]] = ()
    pick: bool = False
    live: Callable[[str], None] | None = None
    cancelled: Callable[[], object] | None = None
    hint: str = ""
    news: Callable[[tuple[Event, ...]], None] | None = None
    draft: str | None = None
    at: tuple[int, int, int] | None = None
    renew: bool = False
    wide: bool = False
    secret: bool = False
    nothing: str = ""
    digits: bool = False
    enter: str = ""
    at_first: str = field(default="", init=False)
