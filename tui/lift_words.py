"""A lift in words, the same wherever it is told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from board.history import Entry
from board.method.lifts import Lift
from tui import method_words, words
from tui.text import _, dates, ngettext


def role(to_role: str) -> str:
    """A role as a receiver: "specialist", "ambassadör för Norr", or whoever was written."""
    code, at, area = to_role.partition("@")
    if code not in words.ROLES:
        return to_role
    return _("{role} för {area}").format(role=words.role(code), area=area) if at else words.role(code)


def receiver(lift: Lift, boards: Mapping[str, str]) -> str:
    """Who is asked; `boards` are names by id."""
    if lift.to_board:
        board = boards.get(lift.to_board, lift.to_board)
        return f"{board}, {role(lift.to_role)}" if lift.to_role else board
    return role(lift.to_role) if lift.to_role else _("någon annan")


def is_by_hand(to_board: object, to_role: object) -> bool:
    """Whether whoever is asked has neither a board nor a role here, so that somebody has to say it and write down
    what they answer."""
    return bool(to_role) and not to_board and str(to_role).partition("@")[0] not in words.ROLES


def answer_by(lift: Lift, today: date) -> str:
    """When an answer is asked for, or for how long it has been late; empty where no day was given."""
    if lift.answer_by is None:
        return ""
    late = lift.late(today)
    day = dates.day(lift.answer_by, today)
    if late:
        told = ngettext(
            "! svar skulle ha kommit {day}, i går", "! svar skulle ha kommit {day}, för {n} dagar sedan", late
        )
        return told.format(day=day, n=late)
    return _("svar senast {day}").format(day=day)


def answered(lift: Lift, person: Callable[[Any], str], today: date) -> str:
    """Who answered, and when; empty where nobody has."""
    if lift.waits:
        return ""
    who = person(lift.answered_by) if lift.answered_by else ""
    day = dates.day(lift.answered_on, today) if lift.answered_on else ""
    return ", ".join(filter(None, (who, day)))


def also_answered(answer: str) -> str:
    """What somebody else answered without having seen the answer that shows: nothing is lost, and one can be made."""
    return _("≠ Också svarat, utan att ha sett det: {what}").format(what=" ".join(answer.split()))


def told(entry: Entry, person: Callable[[Any], str]) -> str:
    """What a line of history did to a lift."""
    new = {name: value for name, _old, value in entry.changes}
    if entry.do == "add_lift":
        return _("{who} lyfte det").format(who=person(entry.by))
    if entry.do == "set_lift" and new.get("answer"):
        first = any(name == "answer" and not old for name, old, _value in entry.changes)
        said = _("{who} svarade: {what}") if first else _("{who} ändrade svaret: {what}")
        return said.format(who=person(entry.by), what=" ".join(str(new["answer"]).split()))
    label = ", ".join(
        method_words.field("lift", name).lower() for name in new if not name.startswith("answered")
    )
    if entry.do in ("undo", "redo") or not label:
        return f"{person(entry.by)}: {method_words.done(entry.do) or words.did(entry.do, (), person)}"
    return _("{who} ändrade: {what}").format(who=person(entry.by), what=label)
