"""A part of a card or of the unit, as the minutes tell it: what it is, what it says, who and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from board.meeting.minutes import Done
from board.method import kinds
from board.method.kinds import BY_TABLE, SETS, Field, Kind
from tui import method_words
from tui.part_history import UNSAID
from tui.text import _

Cells: TypeAlias = Mapping[str, Any]
Person: TypeAlias = Callable[[Any], str]
Linked: TypeAlias = Callable[[str, Any], str]

_BY_ITSELF = "status"
"""A field that is filled in by itself: told of what is new only where somebody has set it since."""


def is_new(one: Done) -> bool:
    """Whether it made the part."""
    lead = BY_TABLE[one.table].lead
    return any(name == "created" or (name == lead and old is None) for name, old, _new in one.changes)


def part(steps: Sequence[Done], held: date, person: Person, linked: Linked, today: date) -> str:
    """What came of a part under a point: "Att göra: Köp krok. Vem: Bo Alm, klart: tis 8 dec."

    steps: what was done to it there, the first first. held: the meeting's day, which is not told of what is new.
    linked: what a part says first, by its kind and id.
    """
    kind = BY_TABLE[steps[0].table]
    if any(name == "_deleted" and new for name, _old, new in steps[-1].changes):
        said = linked(kind.name, steps[0].id)
        what = f"{method_words.kind(kind.name)} {method_words.quoted(said) if said else ''}".rstrip()
        return _("Tog bort: {what}.").format(what=what)
    new = is_new(steps[0])
    now = {name: given for one in steps for name, _old, given in one.changes}
    if new:
        by_itself = {name: given for name, _old, given in steps[0].changes if name == _BY_ITSELF}
        now = {n: g for n, g in now.items() if g != held.isoformat() and (n, g) not in by_itself.items()}
    lead = kind.field(kind.lead)
    said = ""
    if now.get(kind.lead) and lead is not None:
        said = _one_line(method_words.value(lead, now[kind.lead], person, linked, today))
    said = said or linked(kind.name, steps[0].id)
    name = method_words.kind(kind.name)
    head = f"{name[:1].upper()}{name[1:]}: {said}".rstrip(": ")
    told = ", ".join(_facts(kind, now, person, linked, today))
    told = f"{told[:1].upper()}{told[1:]}" if told else ""
    why = " ".join((steps[-1].why or "").split())
    sentences = [head, *([told] if told else []), *([why] if why else [])]
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in sentences)


def _facts(kind: Kind, now: Cells, person: Person, linked: Linked, today: date) -> list[str]:
    """Everything else that was said of it, in the order of its fields."""
    found = []
    for field in kind.fields:
        if field.name == kind.lead or field.name in UNSAID:
            continue
        if field.type in SETS:
            given = [
                _element(name) for name, there in now.items() if name.startswith(f"{field.name}/") and there
            ]
            told = method_words.value(field, given, person, linked, today) if given else ""
        else:
            told = _one_line(method_words.value(field, now.get(field.name), person, linked, today))
        if told:
            found.append(_fact(kind, field, told))
    return found


def _fact(kind: Kind, field: Field, told: str) -> str:
    label = method_words.field(kind.name, field.name).lower()
    if field.type == kinds.FLAG:
        return label.rstrip("?")
    return (
        told if field.type == kinds.CHOICE and not label.endswith("?") else method_words.labelled(label, told)
    )


def _element(cell: str) -> str:
    return cell.partition("/")[2].replace("~1", "/").replace("~0", "~")


def _one_line(text: str) -> str:
    return " ".join(text.split())
