"""What a question says about privacy while somebody writes, and the key that says that a number is something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets.text_area import Selection

from board.errors import Problem
from board.identity_numbers import Confirming, find
from board.statutory import mentioned
from tui import privacy_words
from tui.lines import Row, wrap
from tui.text import _

if TYPE_CHECKING:
    from tui.live import Job
    from tui.widgets.prompt import Question
    from tui.widgets.prompt_parts import Field

CONFIRM = "ctrl+t"


class Privacy:
    """For one session: the reminder is said once."""

    def __init__(self) -> None:
        self._reminded = self._reminds = False
        self._about: str | None = None
        self.refused = False
        """Whether the answer was refused for a number that may be somebody's."""

    def begin(self, question: Question) -> None:
        """A question is put."""
        self.refused = False
        if question.draft is None:
            return  # a list beside a text, perhaps, which is asked for again with what was written
        goes_on = self._reminds and question.draft == self._about and bool(question.text)
        self._reminds, self._about = goes_on or not self._reminded, question.draft
        self._reminded = True

    def hear(self, job: Job | None, field: Field) -> None:
        """How it went: a number that was refused is pointed at, so that what is typed next takes its place."""
        outcome = job.outcome if job is not None else None
        self.refused = isinstance(outcome, Problem) and outcome.code == "identity_number"
        found = next(find(field.text), None) if self.refused else None
        if found is not None:
            field.selection = Selection(*(_location(field.text, index) for index in found))

    @property
    def key(self) -> str:
        """What ends the hint about keys."""
        return f" · {CONFIRM} {_('det är inget personnummer')}" if self.refused else ""

    def confirm(self, answer: Callable[[], object]) -> None:
        """Answer once more, what looks like a number being something else."""
        with Confirming():
            answer()

    def rows(self, question: Question, text: str, width: int) -> list[Row]:
        """What stands over the hint."""
        said: list[tuple[str, str]] = []
        if question.draft is not None and mentioned(text):
            said.append((privacy_words.report(), "still"))
        if self._reminds and question.draft is not None:
            said.append((privacy_words.reminder(), "quiet"))
        return [[(line, part)] for words, part in said for line in wrap(words, width)]


def _location(text: str, index: int) -> tuple[int, int]:
    """The row and the column of a letter."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
