"""Planning time for improvement work, and writing what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.context import Command
from board.errors import Problem
from board.meeting.improvement_time import MOST, WEEKS, in_rhythm, planned_minutes, standing, waiting
from board.method import acts
from board.ports import Commit
from board.when import parse_ahead
from tui import method_words, rhythm_words
from tui.acts import days
from tui.acts.asking import with_person
from tui.lines import Piece
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def plan(shell: Shell) -> None:
    """What for, which day, how long; who is in it can be written at the command line."""

    def what(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad tiden är till för."), "still")
            return
        shell.answered()
        _ask_time_day(shell, text)

    shell.ask(Question(method_words.lead_question("time"), what))


def _ask_time_day(shell: Shell, text: str) -> None:
    today = shell.tavla.now.date()

    def echo(said: str) -> list[Option]:
        return days.echo(days.understood(parse_ahead, said, today), today) if said.strip() else []

    def answer(said: str, key: str | None) -> None:
        day = days.understood(parse_ahead, said, today)
        if isinstance(day, Problem):
            shell.prompt.say(shell.words_for(day))
            return
        shell.answered()
        held = in_rhythm(shell.tavla.live.board, day)
        told = _("Mötet den dagen är {time}.").format(time=rhythm_words.hours(held)) if held else ""
        _ask_minutes(
            shell,
            "minutes",
            held,
            told,
            lambda minutes: acts.add(
                "time",
                None,
                {
                    "text": text,
                    "day": day.isoformat(),
                    "minutes": minutes,
                },
            ),
        )

    shell.ask(Question(method_words.question("time", "day"), answer, options=echo))


def got(shell: Shell) -> None:
    """What came of a planned time, of which nobody has said it yet."""
    board, today = shell.tavla.live.board, shell.tavla.now.date()
    found = waiting(board, today)

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        shell.answered()
        planned = planned_minutes(board, key)
        told = _("Planerat: {planned}.").format(planned=rhythm_words.hours(planned)) if planned else ""
        _ask_minutes(shell, "got", planned, told, lambda minutes: acts.change("time", key, {"got": minutes}))

    options = [
        Option(
            id,
            [
                (f"{dates.day(day, today)}  ", "quiet"),
                (str(board.table("times")[id].get("text") or ""), "text"),
            ],
        )
        for day, id in found
    ]
    shell.ask(Question(_("Vilken tid?"), answer, text=None, options=options, pick=True))


def _ask_minutes(
    shell: Shell, field: str, usual: int | None, told: str, command: Callable[[str], Command]
) -> None:
    """How many minutes; `usual` stand there to begin with, and `told` says where they come from."""
    live = shell.tavla.live

    def then(outcome: Commit | Problem) -> None:
        board, today = live.board, shell.tavla.now.date()
        found = standing(board, today)
        since = _("De senaste {n} veckorna: planerat {planned}, blev {got}.").format(
            n=WEEKS, planned=rhythm_words.hours(found.planned), got=rhythm_words.hours(found.got)
        )
        shell.tell(outcome, since if field == "got" else shell.keyed(_("Sparat. {undo} ångrar.")))

    def answer(text: str, key: str | None) -> None:
        if not text.strip().isdecimal() or not int(text) <= MOST:
            shell.prompt.say(_("Skriv antalet minuter, till exempel 30."), "still")
            return
        with_person(shell, lambda: live.do(command(text.strip()), then))

    explain: list[Piece] = [(told, "quiet")] if told else []
    text = str(usual or "")
    shell.ask(Question(method_words.question("time", field), answer, explain=explain, text=text, renew=True))
