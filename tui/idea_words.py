"""An idea of the idea bank in words, the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from board.method.ideas import Idea, Measured, Tried
from board.model import moment
from tui import method_words, unit_words, words
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
    told = [(words.field("problem"), idea.problem), *_tries(idea)]
    told += [
        (_("Det de mätte"), "\n".join(map(measured, idea.measured))),
        (_("Det de lärde sig"), idea.lesson),
        (method_words.field(None, "conditions"), idea.conditions),
    ]
    return [(label, text) for label, text in told if text]


def _tries(idea: Idea) -> list[tuple[str, str]]:
    """What was tried and how it went, a try at a time where there were several."""
    if len(idea.tries) < 2:
        expected = idea.tries[0].expected if idea.tries else ""
        return [
            (_("Det de prövade"), "\n".join(idea.tried)),
            (_("Det de väntade sig"), expected),
            (_("Det de såg"), idea.result),
            (method_words.field(None, "noticed"), idea.noticed),
        ]
    return [(_("Försök {n}").format(n=one.number), "\n".join(_tried(one))) for one in idea.tries]


def _tried(one: Tried) -> Iterator[str]:
    if one.worked:
        yield _("✓ Det här gick de vidare med.")
    yield from one.did
    for told, text in (
        (_("De väntade sig: {text}"), one.expected),
        (_("De såg: {text}"), one.seen),
        (_("Brukaren märkte: {text}"), one.noticed),
        (
            _("Blev det bättre? {text}"),
            method_words.choice("improvement", one.improvement) if one.improvement else "",
        ),
    ):
        if text:
            yield told.format(text=text)


def measured(one: Measured) -> str:
    """What was measured: "väntetid: från 12 till 5 minuter"."""
    last = one.before if one.after is None else one.after
    unit = f" {unit_words.unit(one.unit, last)}" if one.unit else ""
    before, after = (method_words.number(value) for value in (one.before or 0, one.after or 0))
    if one.before is None:
        return f"{one.text}: {after}{unit}"
    if one.after is None:
        return f"{one.text}: {before}{unit}"
    told = _("{text}: från {before} till {after}{unit}")
    return told.format(text=one.text, before=before, after=after, unit=unit)


def lesson(idea: Idea) -> str:
    """What was learned, with the conditions it was learned under: a fact for those who take the idea up."""
    if not idea.lesson or not idea.conditions:
        return idea.lesson
    return f"{idea.lesson}\n{method_words.field(None, 'conditions')}: {idea.conditions}"
