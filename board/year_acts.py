"""What is written in the year besides its parts one by one: a wheel to begin with, answers to the checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from board.codes import TITLE_LIMIT
from board.commands import new_card
from board.context import Command, Context
from board.errors import Problem
from board.method import acts
from board.method.kinds import KINDS
from board.method.parts import parts_of
from board.ports import Change, Draft
from board.rules import is_open
from board.year import checklist


def begin(rows: Sequence[Mapping[str, Any]]) -> Command:
    """The rows in the wheel as one change, without those that it has already by name."""

    def decide(context: Context) -> Sequence[Draft]:
        there = {str(doc.get("text")) for doc in parts_of(context.board, "yearly", "").values()}
        return acts.add_many("yearly", None, [row for row in rows if row.get("text") not in there])(context)

    return decide


def answer(control: str, year: int, said: str) -> Command:
    """Answer a line of the checklist for a year; an answer that is there is changed.

    Raises:
        Problem: what acts.add and acts.change raise.
    """

    def decide(context: Context) -> Sequence[Draft]:
        found = next((one for one in checklist(context.board, year).lines if one.id == control), None)
        held = found.answers.get(year) if found is not None else None
        if held is not None:
            today = context.now.date().isoformat()
            return acts.change("control_answer", held[0], {"answer": said, "on": today})(context)
        return acts.add("control_answer", None, {"answer": said, "control": control, "year": year})(context)

    return decide


def to_card(control: str, year: int, title: str = "") -> Command:
    """A card in Förslag of a line that was answered, tied to the answer; one undo takes both back.

    `title` is the card's, with the line's words in it or without them; else it is the line's words.

    Raises:
        Problem: `unknown` where the line has no answer that year, `here_already` where an open card works with it.
    """

    def decide(context: Context) -> Sequence[Draft]:
        found = next((one for one in checklist(context.board, year).lines if one.id == control), None)
        held = found.answers.get(year) if found is not None else None
        if found is None or held is None:
            raise Problem("unknown", what="control_answer", given=str(year))
        id, doc = held
        at = context.board.get("cards", str(doc.get("led_to") or ""))
        if at is not None and is_open(at):
            raise Problem("here_already", title=str(at.get("title") or ""))
        said = " ".join(str(found.doc.get("text") or "").split())
        name = (title or said)[:TITLE_LIMIT]
        about = ["" if said in name else said, str(doc.get("note") or "")]
        card = new_card(context, name, {"problem": "\n".join(filter(None, about))})
        return [Draft("add", (card, Change(KINDS["control_answer"].table, id, {"led_to": card.id})))]

    return decide
