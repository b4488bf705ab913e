"""Somebody who is not here yet is added where a person is chosen, and is then the one who was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.errors import Problem
from board.ids import public_id
from board.model import people_of
from board.organisation import add_person
from board.ports import Commit
from board.swedish import fold
from tui.acts.asking import with_person
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

NEW = "+"
"""The key of the row that adds the one whose name is typed."""


def or_new(shell: Shell, question: Question) -> Question:
    """A question of who, where the last row adds the name that is typed if nobody has it."""
    listed, chosen = question.options, question.answer

    def options(text: str) -> list[Option]:
        found = list(listed(text) if callable(listed) else listed)
        name = " ".join(text.split())
        if name and all(
            fold(person.name) != fold(name) for person in people_of(shell.tavla.live.org).values()
        ):
            found.append(Option(NEW, [("+ ", "accent"), (_("Lägg till {name}").format(name=name), "text")]))
        return found

    def answer(text: str, key: str | None) -> None:
        if key == NEW:
            confirm(" ".join(text.split()))
        else:
            chosen(text, key)

    def add(name: str) -> None:
        def then(outcome: Commit | Problem) -> None:
            if isinstance(outcome, Problem):
                shell.tell(outcome)
                return
            new = next((e.id for e in outcome.events if e.table == "people" and e.before is None), None)
            if new is not None:
                chosen(name, public_id(new))

        with_person(shell, lambda: shell.tavla.live.organise(add_person(name), then))

    def confirm(name: str) -> None:
        """Letters typed by mistake must not become a person."""

        def back() -> None:
            question.text = name
            shell.ask(question)

        def sure(text: str, key: str | None) -> None:
            shell.answered()
            if key == "yes":
                add(name)
            else:
                back()

        choices = [
            Option("no", [(_("Nej, det blev fel"), "text")]),
            Option("yes", [(_("Ja, lägg till {name}").format(name=name), "text")]),
        ]
        title = _("Ska {name} läggas till?").format(name=name)
        shell.ask(Question(title, sure, text=None, options=choices, pick=True, cancelled=back))

    question.options, question.answer = options, answer
    question.nothing = _("Det finns ingen annan att välja än. Skriv ett namn, så kan du lägga till personen.")
    return question
