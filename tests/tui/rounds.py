"""Rounds of a self-assessment on a test's board, opened, answered and closed by Anna, Bo and Mia."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from board.context import Command
from board.organisation import add_person, give_role
from board.ports import Snapshot
from board.readiness import Reply, items_of
from board.readiness_acts import answer, close, open_round
from board.readiness_rounds import Round, round_of, rounds_of
from tests.tui.seat import NOW, Clock, session_at
from tui.compose import Session

NAMES = ("anna", "bo", "mia")
Given = int | Sequence[int] | Mapping[str, Reply]
"""One rating of everything, a rating of each in order, or replies by item."""


def sitting(root: Path, person: str, clock: Callable[[], object] | None = None) -> Session:
    session = session_at(root, clock or Clock(), person=person, board="oster")  # type: ignore[arg-type]
    session.who()
    return session


def do(root: Path, person: str, command: Command, clock: Clock | None = None) -> None:
    sitting(root, person, clock).do(command)


def leads_since(root: Path, day: date, person: str = "anna") -> None:
    """Somebody has led the whole organisation for long: rounds of other years need a leader."""
    sitting(root, person).organise(give_role(person, "specialist", board=None, start=day))


def replies(given: Given, form: str = "readiness") -> dict[str, Reply]:
    keys = list(items_of(form))
    if isinstance(given, Mapping):
        return dict(given)
    ratings = [given] * len(keys) if isinstance(given, int) else list(given)
    return {key: Reply(rating) for key, rating in zip(keys, ratings, strict=False)}


def opened(
    root: Path,
    *given: Given,
    form: str = "readiness",
    invited: Sequence[str] = NAMES,
    days_ago: int = 0,
) -> str:
    """A round on the board with answers by Anna, Bo and Mia in turn; its id."""
    clock = Clock(NOW - timedelta(days=days_ago))
    do(root, "anna", open_round(form, invited, board="oster"), clock)
    [id] = [one.id for one in rounds_of(snapshot(root), form) if one.is_open]
    for name, replied in zip(NAMES, given, strict=False):
        do(root, name, answer(id, replies(replied, form)), clock)
    return id


def shut(root: Path, id: str, competing: bool | None = None, days_ago: int = 0) -> None:
    do(root, "anna", close(id, competing, board="oster"), Clock(NOW - timedelta(days=days_ago)))


def closed(
    root: Path, *given: Given, form: str = "readiness", competing: bool | None = None, days_ago: int = 0
) -> str:
    id = opened(root, *given, form=form, days_ago=days_ago)
    shut(root, id, competing, days_ago)
    return id


def snapshot(root: Path) -> Snapshot:
    return session_at(root, Clock()).open("oster").snapshot


def the_round(root: Path, id: str) -> Round:
    return round_of(id, snapshot(root).table("rounds")[id])


def newcomer(root: Path, name: str, handle: str) -> None:
    sitting(root, "anna").organise(add_person(name, handle))
