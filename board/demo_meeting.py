"""The meetings that a made-up unit of the demo has held: what was decided in them is in its cards' own stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from board.context import Command, Context
from board.demo_steps import On, Step, on
from board.meeting import holding
from board.meeting.meetings import running
from board.method import acts
from board.ports import Draft


def _in_it(command: Callable[[str], Command]) -> Command:
    """A command on the meeting that runs."""

    def decide(context: Context) -> Sequence[Draft]:
        meeting = running(context.board)
        return command(meeting.id)(context) if meeting is not None else []

    return decide


def _begin(_id: str, _today: date) -> Command:
    return holding.start()


def _there(*who: str) -> tuple[Step, ...]:
    return tuple(
        lambda _id, _today, one=one: _in_it(lambda meeting: holding.present(meeting, one)) for one in who
    )


def _go(point: str) -> Step:
    return lambda _id, _today: _in_it(lambda meeting: holding.go_to(meeting, point))


def _note(point: str, words: str) -> Step:
    return lambda _id, _today: _in_it(lambda meeting: holding.note(meeting, point, words))


def _end(_id: str, _today: date) -> Command:
    return _in_it(holding.end)


def _promise(card: str, words: str, who: str, days: int) -> Step:
    """On a card, told by its first words; `days` from now."""

    def step(_id: str, today: date) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            cards = context.board.table("cards").items()
            of = next(id for id, doc in cards if str(doc.get("title")).startswith(card))
            due = today + timedelta(days=days)
            return _in_it(lambda meeting: holding.promise(meeting, words, who, due, of))(context)

        return decide

    return step


def _kept(words: str) -> Step:
    """What was promised is done."""

    def step(_id: str, _today: date) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            activities = context.board.table("activities").items()
            of = next(id for id, doc in activities if str(doc.get("text")).startswith(words))
            return acts.change("activity", of, {"done": True})(context)

        return decide

    return step


MEETINGS: Mapping[str, tuple[On, ...]] = {
    "kaprifolen": (
        on("42 13.30 sara", _begin, *_there("maria", "lena", "bo", "johan")),
        on("42 13.36 sara", _go("do")),
        on("42 14.05 sara", _end),
        on("21 13.30 sara", _begin, *_there("maria", "amir", "eva", "lena")),
        on("21 13.36 sara", _go("sort")),
        on("21 13.50 sara", _go("decide")),
        on(
            "21 14.00 sara",
            _go("reflection"),
            _note("reflection", "Vi frågar inte så ofta hur måltiden var. Det kan vi göra vid kaffet."),
        ),
        on(
            "21 14.06 sara",
            _go("promises"),
            _promise("Fler fall", "Räkna kvällens fall en vecka till", "amir", -14),
            _promise("Tvätten", "Prata med tvätteriet om påsarna", "eva", -16),
        ),
        on("21 14.12 sara", _end),
        on("17 15.20 eva", _kept("Prata med tvätteriet")),
        on("13 12.40 amir", _kept("Räkna kvällens")),
    ),
}
"""By board. Days ago, the time and who sits at the keys; every third week, as the unit meets."""
