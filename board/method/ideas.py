"""The idea bank: finished cards that a team lets others read, found across the workspace's boards and copied.

An idea shows what another team needs to judge whether it fits them: what the trouble was, what was tried, what came
of it, what was learned and under which conditions. Not-introduced ones are ideas too: they spare others the try.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from board import text
from board.codes import TEXT_LIMIT
from board.commands import new_card
from board.context import Command, Context
from board.errors import Problem
from board.method import series
from board.method.kinds import KINDS
from board.method.parts import ids_of, parts_of
from board.method.ramp import Try, ramp
from board.method.runs import median
from board.model import board_of, day_in, moment, text_in
from board.ports import Change, Doc, Draft, Snapshot
from board.rules import DECIDED, is_open
from board.swedish import fold

ORIGIN = "idea"
"""What the field `origin` says of a card that was copied from an idea."""


class Tried(NamedTuple):
    """A try of an idea, as written; empty where nothing is. did: what was tried in it, one line each.

    improvement: a code of kinds.IMPROVEMENTS, or empty. worked: whether it is what the team went on with.
    """

    number: int
    did: tuple[str, ...]
    expected: str
    seen: str
    noticed: str
    improvement: str
    worked: bool


class Measured(NamedTuple):
    """An indicator before the first try and since the latest began: medians of its readings, None where there are
    none. Where there are none before, its baseline as it was written."""

    text: str
    unit: str
    before: float | None
    after: float | None


class Idea(NamedTuple):
    """A shared card. `board` is the board's id, `place` its name, `when` the time stamp of its end.

    tried: what was tried, one line each. result, noticed, lesson, conditions: as written, empty where nothing is.
    finish: `routine` or `drop`. improvement: a code of kinds.IMPROVEMENTS, or empty. words: all of it, folded.
    tries: each of them, the first one first. measured: what was counted or measured, where there are readings.
    """

    board: str
    card: str
    place: str
    unit: str
    title: str
    problem: str
    tried: tuple[str, ...]
    result: str
    noticed: str
    improvement: str
    lesson: str
    conditions: str
    finish: str
    when: str
    made_up: bool
    words: str
    tries: tuple[Tried, ...] = ()
    measured: tuple[Measured, ...] = ()


def is_idea(card: Doc) -> bool:
    """Whether a card is one that others may read as an idea: finished, and marked for sharing."""
    return card.get("state") == "finished" and bool(card.get("share"))


def ideas_of(board: str, snapshot: Snapshot) -> list[Idea]:
    """The ideas of one board, latest first."""
    found = [_idea(board, snapshot, id, doc) for id, doc in snapshot.table("cards").items() if is_idea(doc)]
    return sorted(found, key=lambda idea: (idea.when, idea.card), reverse=True)


def _idea(board: str, snapshot: Snapshot, id: str, doc: Doc) -> Idea:
    info = board_of(snapshot)

    def said(name: str) -> str:
        return text_in(doc, name) or ""

    passes = ramp(snapshot, id)
    tries = tuple(_tried(snapshot, one, said("finish")) for one in passes)
    tried = tuple(dict.fromkeys(filter(None, (said("measure"), *_decided(snapshot, id)))))
    lesson = said("lesson") or said("decision")
    place = info.name or board
    texts = [said("title"), said("problem"), *tried, said("outcome"), said("noticed"), lesson]
    texts += [text for one in tries for text in (*one.did, one.expected, one.seen, one.noticed)]
    tags = doc.get("tags")
    return Idea(
        board,
        id,
        place,
        info.unit or "",
        said("title"),
        said("problem"),
        tried,
        said("outcome"),
        said("noticed"),
        said("improvement"),
        lesson,
        said("conditions"),
        said("finish"),
        said("since"),
        info.made_up,
        fold("\n".join((*texts, said("conditions"), place, info.unit or "", *_listed(tags)))),
        tries,
        tuple(_measured(snapshot, id, passes)),
    )


def idea_from_json(given: Sequence[Any]) -> Idea:
    """The idea that JSON was made of. Raises TypeError or ValueError where it is no such thing."""
    idea = Idea(*given)
    return idea._replace(
        tried=tuple(idea.tried),
        tries=tuple(Tried(*one)._replace(did=tuple(one[1])) for one in idea.tries),
        measured=tuple(Measured(*one) for one in idea.measured),
    )


def _tried(snapshot: Snapshot, one: Try, finish: str) -> Tried:
    docs = snapshot.table(KINDS["experiment"].table)
    did = (one.measure, *(text_in(docs[id], "text") or "" for id in one.experiments))
    return Tried(
        one.number,
        tuple(dict.fromkeys(filter(None, did))),
        one.prediction,
        one.outcome,
        one.said.get("noticed", ""),
        one.verdicts.get("improvement", ""),
        one.current and finish == "routine",
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _measured(snapshot: Snapshot, card: str, passes: Sequence[Try]) -> Iterator[Measured]:
    """What the readings were before the first try, and since the latest began."""
    experiments = snapshot.table(KINDS["experiment"].table)
    began = []
    for one in passes:
        days = [day for id in one.experiments if (day := day_in(experiments[id], "start"))]
        tested = moment(one.tested)
        began += [min(days)] if days else [tested.date()] if tested else []
    for id, doc in parts_of(snapshot, "indicator", card).items():
        points = [(day, value) for day, value, _id, _doc in series.points(snapshot, id)]
        before = [value for day, value in points if began and day < began[0]]
        after = [value for day, value in points if not began or day >= began[-1]]
        start = median(before) if before else _number(doc.get("baseline"))
        if points and (start is not None or after):
            end = median(after) if after else None
            yield Measured(text_in(doc, "text") or "", text_in(doc, "unit") or "", start, end)


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _decided(snapshot: Snapshot, card: str) -> Iterator[str]:
    """The measures that somebody decided on, and the experiments that were made."""
    for kind in ("action", "experiment"):
        docs = snapshot.table(KINDS[kind].table)
        for id in ids_of(snapshot, kind, card):
            if kind == "experiment" or docs[id].get("status") in DECIDED:
                yield text_in(docs[id], "text") or ""


def found(ideas: Iterable[Idea], asked: str) -> list[Idea]:
    """The ideas that have every word asked for, somewhere; those that have them in their title first."""
    words = fold(asked).split()
    matching = [idea for idea in ideas if all(word in idea.words for word in words)]
    return sorted(matching, key=lambda idea: not all(word in fold(idea.title) for word in words))


def copies_of(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """(board, card) of every idea that has an open card here."""
    return frozenset(
        (str(doc.get("origin_board") or ""), str(doc.get("origin_card") or ""))
        for doc in snapshot.table("cards").values()
        if doc.get("origin") == ORIGIN and is_open(doc)
    )


def copy(idea: Idea, lesson: str = "") -> Command:
    """A card in Förslag out of another board's idea, with where it came from; the team decides anew whether it matters.

    `lesson` is put on it as a fact whose source is the other board.

    Raises:
        Problem: `here_already` where an open card here is a copy of it already, or it is this board's own.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if context.board.get("cards", idea.card) is not None:
            raise Problem("here_already", title=idea.title)
        if (idea.board, idea.card) in copies_of(context.board):
            raise Problem("here_already", title=idea.title)
        fields = {"problem": idea.problem, "measure": "\n".join(idea.tried)[:TEXT_LIMIT]}
        card = new_card(context, idea.title, fields)
        card.cells.update(
            {
                "origin": ORIGIN,
                "origin_item": text.line(idea.place, "source"),
                "origin_board": idea.board,
                "origin_card": idea.card,
            }
        )
        changes = [card]
        said = text.body(lesson, "text")
        if said:
            fact = {
                "card": card.id,
                "text": said,
                "source": text.line(idea.place, "source"),
                "created": context.stamp,
                "by": context.me,
            }
            if idea.when:
                fact["on"] = idea.when[:10]
            changes.append(Change(KINDS["fact"].table, context.new_id(), fact))
        return [Draft("add", tuple(changes))]

    return decide
