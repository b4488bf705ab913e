"""What is asked once a card has ended: the routine and its day of review, whom else it touches, what it taught.

One question at a time; the card is finished already. A routine's questions are several: they are counted, one is passed
over by enter without an answer, and escape leaves the rest for later. Who passes over the routine's name is asked no
more of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from board import commands
from board.context import Command
from board.errors import Problem
from board.ids import new_id
from board.method import acts
from board.method.dates import first_review
from board.method.kinds import FIELDS_OF_CARD, KINDS, Field
from board.ports import Commit, Doc
from tui import method_words as words
from tui.acts import values
from tui.acts.ideas import offer
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell

LONGEST = 100
"""Letters of what was tried that can be a routine's name."""
Step = Callable[[Callable[[], object]], None]


class Place(NamedTuple):
    """A question's place among those that are asked together. left: what goes on where the rest is left for later."""

    n: int
    of: int
    left: Callable[[], object]


def after(shell: Shell, id: str, outcome: str) -> None:
    """Ask what belongs to how it ended; a card that is tried again asks nothing."""
    last: Step = lambda go_on: offer(shell, id)  # noqa: E731  # the last of a list of steps
    if outcome == "routine":
        routine = new_id()
        doc = shell.cards.get(id) or {}
        of_card = [name for name in ("alike", "touches") if not doc.get(name)]
        many, left = 3 + len(of_card), lambda: offer(shell, id)
        _in_turn([
            _part(shell, id, routine, "text", _name(shell, id), Place(1, many, left)),
            _part(shell, id, routine, "responsible", None, Place(2, many, left)),
            _part(shell, id, routine, "review", first_review(shell.tavla.now.date()).isoformat(), Place(3, many, left)),
            *(_of_card(shell, id, name, routine, Place(4 + n, many, left)) for n, name in enumerate(of_card)),
            last,
        ])  # fmt: skip
    elif outcome == "drop":
        _in_turn([_of_card(shell, id, "conditions"), last])


def _name(shell: Shell, id: str) -> str:
    """What the routine may be called: what was tried. Else the card's title, where that tells of something good; a
    problem's name or a question is no routine."""
    doc: Doc = shell.cards.get(id) or {}
    title, tried = (" ".join(str(doc.get(name) or "").split()) for name in ("title", "measure"))
    if tried and len(tried) <= LONGEST:
        return tried
    return title if doc.get("kind") in ("forslag", "gott_exempel") and not title.endswith("?") else ""


def _in_turn(steps: Sequence[Step]) -> None:
    if steps:
        steps[0](lambda: _in_turn(steps[1:]))


def _ask(
    shell: Shell,
    kind: str | None,
    field: Field,
    now: Any,
    command_of: Callable[[Any], Command],
    go_on: Callable[[], object],
    place: Place | None = None,
) -> None:
    def heard(outcome: Commit | Problem) -> None:
        if shell.tell(outcome):
            go_on()

    def answer(value: Any) -> None:
        if value in (None, "", []):
            shell.answered()
            go_on()
        else:
            shell.tavla.live.do(command_of(value), heard)

    def leave() -> None:
        made = place is not None and place.n > 1
        shell.say(
            _("Rutinen är sparad. Resten kan ni skriva på kortet, under Rutin.")
            if made
            else _("Kortet är klart. Rutinen kan ni skriva på kortet, under Rutin.")
        )
        if place is not None:
            place.left()

    told = _("Kortet är klart. Svara på det ni vill.")
    if place is not None:
        told = f"{_('Fråga {n} av {total}').format(n=place.n, total=place.of)} · {told}"
    values.ask(
        shell,
        values.Asked(
            field,
            now,
            words.question(kind, field.name),
            answer,
            [(told, "quiet")],
            cancelled=leave if place is not None else go_on,
            leaves=place is not None,
        ),
    )


def _of_card(
    shell: Shell, id: str, name: str, routine: str | None = None, place: Place | None = None
) -> Step:
    """A field of the card that nobody has written yet; with `routine` only where that was made."""

    def step(go_on: Callable[[], object]) -> None:
        doc: Doc = shell.cards.get(id) or {}
        if doc.get(name) or (routine and shell.tavla.live.board.get("routines", routine) is None):
            go_on()
            return

        command_of = lambda value: commands.edit(id, {name: value})  # noqa: E731  # of the answer
        _ask(shell, None, FIELDS_OF_CARD[name], None, command_of, go_on, place)

    return step


def _part(shell: Shell, id: str, routine: str, name: str, now: Any, place: Place) -> Step:
    """A field of the card's new routine. Without a name there is no routine to ask more of."""

    def step(go_on: Callable[[], object]) -> None:
        made = shell.tavla.live.board.get("routines", routine) is not None
        if not made and name != "text":
            go_on()
            return

        def command_of(value: Any) -> Command:
            if made:
                return acts.change("routine", routine, {name: value})
            today = shell.tavla.now.date().isoformat()
            return acts.add("routine", id, {name: value, "valid_from": today}, id=routine)

        _ask(shell, "routine", KINDS["routine"].field(name) or Field(name), now, command_of, go_on, place)

    return step
