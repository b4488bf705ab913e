"""One key per decision in a meeting: each is an act or a command that the board has outside meetings too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from board import commands
from board.errors import Problem
from board.events import to_card
from board.meeting.agenda import Thing
from board.method import acts
from board.method.kinds import FOLLOWED, IMPROVEMENTS
from board.method.lifts import lift_of
from board.ports import Commit
from tui.acts import deciding, fields
from tui.acts.asking import do, move, with_person
from tui.acts.lifts import answer_lift
from tui.acts.part_fields import edit
from tui.method_words import question
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell

Act = Callable[["Shell", Thing], None]


def decide(shell: Shell, point: str, thing: Thing, n: int) -> None:
    """What key `n` means for a thing at a point, as tui/meeting_words.py:decisions names it."""
    found = _ACTS.get(f"{point} {thing.kind}") or ()
    if n <= len(found):
        found[n - 1](shell, thing)


def _to(phase: str) -> Act:
    return lambda shell, thing: move(shell, thing.id, phase)


def _day(shell: Shell, thing: Thing) -> None:
    fields.edit(shell, thing.id, "due")


def _park(shell: Shell, thing: Thing) -> None:
    deciding.ask_aside(shell, thing.id)


def _verdict(code: str) -> Act:
    """Whether it got better. What has an answer goes on to Agera; what has none gets a new day."""

    def act(shell: Shell, thing: Thing) -> None:
        def then(outcome: Commit | Problem) -> None:
            if not shell.tell(outcome):
                return
            if code == "unclear":
                fields.edit(shell, thing.id, "due")
            else:
                move(shell, thing.id, "act")

        command = commands.edit(thing.id, {"improvement": code})
        with_person(shell, lambda: shell.tavla.live.do(command, then))

    return act


def _followed(answer: str) -> Act:
    """Whether a routine is followed; a yes asks when to look again."""

    def act(shell: Shell, thing: Thing) -> None:
        def then(outcome: Commit | Problem) -> None:
            if shell.tell(outcome, _("Sparat.")) and answer == "yes":
                edit(shell, "routine", thing.id, "review")

        command = acts.add("routine_check", thing.card or None, {"answer": answer, "routine": thing.id})
        with_person(shell, lambda: shell.tavla.live.do(command, then))

    return act


def _end(outcome: str) -> Act:
    return lambda shell, thing: with_person(shell, partial(deciding.end_in, shell, thing.id, outcome))


def _answer_lift(shell: Shell, thing: Thing) -> None:
    one = lift_of(shell.tavla.live.org, thing.id)
    if one is not None:
        ours = thing.why == "waits"
        answer_lift(shell, one, question("lift", "answer") if ours else _("Vad svarar ni?"))


def _done(shell: Shell, thing: Thing) -> None:
    command = acts.change("activity", thing.id, {"done": True})
    do(shell, command, _("Klart. Bra gjort."))


def _new_day(shell: Shell, thing: Thing) -> None:
    edit(shell, "activity", thing.id, "due")


def _event_card(shell: Shell, thing: Thing) -> None:
    said = _("Kortet ligger i Förslag.")
    do(shell, to_card((thing.id,)), said)


def _event_read(shell: Shell, thing: Thing) -> None:
    command = acts.change("event", thing.id, {"status": "noted"})
    do(shell, command, _("Läst. Händelsen finns kvar bland händelserna."))


_ACTS: Mapping[str, tuple[Act, ...]] = {
    "sort card": (_to("plan"), lambda shell, thing: deciding.answer_no(shell, thing.id)),
    "sort event": (_event_card, _event_read),
    "plan card": (_to("do"), _day, _park),
    "do card": (_to("check"), _day),
    "follow card": tuple(map(_verdict, IMPROVEMENTS)),
    "follow routine": tuple(map(_followed, FOLLOWED)),
    "decide card": (_end("routine"), _end("retry"), _end("drop")),
    "lifts lift": (_answer_lift,),
    "promises activity": (_done, _new_day),
}
