"""An idea of the idea bank in words, the same on the screen and on the command line."""

from __future__ import annotations

from datetime import date

from board.method.ideas import Idea
from board.model import moment
from tui import method_words, words
from tui.text import _, dates


def where(idea: Idea) -> str:
    """Whose it is: "Hemtjänst Öster · Norra området"."""
    return f"{idea.place} · {idea.unit}" if idea.unit and idea.unit != idea.place else idea.place


def when(idea: Idea, today: date) -> str:
    """The day it was finished; empty where that is not known."""
    at = moment(idea.when)
    return dates.day(at.date(), today) if at else ""


def came_to(idea: Idea) -> str:
    """How it ended: "införs som rutin · ja, en förbättring"."""
    told = [words.outcome(idea.finish)] if idea.finish else []
    if idea.improvement:
        told.append(method_words.choice("improvement", idea.improvement))
    return " · ".join(told)


def gist(idea: Idea) -> str:
    """What there is to gain from it, in one line."""
    return " ".join((idea.lesson or idea.result or "; ".join(idea.tried) or idea.problem).split())


def fields(idea: Idea) -> list[tuple[str, str]]:
    """Everything there is to read, as (label, text), without what is empty."""
    told = [
        (words.field("problem"), idea.problem),
        (_("Det de prövade"), "\n".join(idea.tried)),
        (_("Det de såg"), idea.result),
        (method_words.field(None, "noticed"), idea.noticed),
        (_("Det de lärde sig"), idea.lesson),
        (method_words.field(None, "conditions"), idea.conditions),
    ]
    return [(label, text) for label, text in told if text]


def lesson(idea: Idea) -> str:
    """What was learned, with the conditions it was learned under: a fact for those who take the idea up."""
    if not idea.lesson or not idea.conditions:
        return idea.lesson
    return f"{idea.lesson}\n{method_words.field(None, 'conditions')}: {idea.conditions}"
