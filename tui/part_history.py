"""What somebody did to a card's part, as a line of history: which part by what it says, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeAlias

from board.method.kinds import BY_TABLE, KINDS, SETS, Field, Kind
from tui import method_words, words

Change: TypeAlias = tuple[str, Any, Any]
Linked: TypeAlias = Callable[[str, Any], str]
"""What a part says first, by its kind and id."""

UNSAID = frozenset(
    {"card", "board", "created", "by", "cycle", "predicted", "value", "low", "high"}
    | {"decided_by", "decided_on", "answered_by", "answered_on"}
)
"""What a person does not need to be told of a change: who and when the line itself says."""
_LONGEST = 80


def is_part(do: str, table: str = "") -> bool:
    """Whether a line of history is about a part, by its table or (where that is not known) by what was done."""
    if table == "votes" or (not table and do == "vote"):
        return True
    return table in BY_TABLE or (not table and do.partition("_")[2] in KINDS)


def did(
    do: str,
    changes: Iterable[Change],
    person: Callable[[Any], str],
    table: str = "",
    id: str = "",
    linked: Linked | None = None,
    today: date | None = None,
) -> str:
    """What a line of history did to a part, to be said after the name of the one who did it."""
    listed = list(changes)
    tell = linked or (lambda _kind, _id: "")
    if table == "votes" or do == "vote":
        return _vote(do, listed, tell)
    kind = BY_TABLE.get(table) or KINDS[do.partition("_")[2]]
    if do == "add":
        # It came with a card that began with it, or was there and has led to the card.
        do = f"{'add' if any(name == kind.lead for name, _old, _new in listed) else 'set'}_{kind.name}"
    done = method_words.done(do) or f"{words.done(do)}: {method_words.kind(kind.name)}"
    said = _first(kind, listed, id, tell)
    shown = [told for change in listed if (told := _told(kind, change, person, tell, today))]
    told = f"{done} {method_words.quoted(said)}" if said else done
    return f"{told}: {' · '.join(shown)}" if shown else told


def _first(kind: Kind, changes: list[Change], id: str, linked: Linked) -> str:
    """What the part says first: what it was given now, else what it had."""
    for name, old, new in changes:
        if name == kind.lead and (new or old):
            return _cut(new if old is None else old or new)
    return _cut(linked(kind.name, id)) if id else ""


def _cut(given: Any) -> str:
    text = " ".join(str(given or "").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _told(
    kind: Kind, change: Change, person: Callable[[Any], str], linked: Linked, today: date | None
) -> str:
    name, old, new = change
    head, slash, element = name.partition("/")
    field = kind.field(head)
    if field is None or head in UNSAID or (head == kind.lead and old is None):
        return ""
    label = method_words.field(kind.name, head).lower()
    if slash:
        one = method_words.value(field, [element.replace("~1", "/").replace("~0", "~")], person, linked)
        return method_words.labelled(f"{'+' if new else '-'} {label}", one)
    if old is None and new is None:
        return ""
    now = _value(field, new, person, linked, today)
    return method_words.labelled(
        label, now if old is None else f"{_value(field, old, person, linked, today)} → {now}"
    )


def _value(field: Field, given: Any, person: Callable[[Any], str], linked: Linked, today: date | None) -> str:
    if field.name == "to_role" and given:
        from tui import lift_words

        return lift_words.role(str(given))
    if field.name == "bone" and given:
        return method_words.bone(str(given))
    return _cut(method_words.value(field, given, person, linked, today)) or "–"


def card_field(
    name: str,
    old: Any,
    new: Any,
    person: Callable[[Any], str],
    linked: Linked | None,
    today: date | None = None,
) -> str:
    """A change of a field that the method adds to a card, or nothing where it is no such field."""
    head, slash, element = name.partition("/")
    if head == "bones" and slash:
        was = str(old or "") or method_words.bone(element.replace("~1", "/").replace("~0", "~"))
        label = method_words.field(None, head).lower()
        return f"{label}: {was} → {new}" if new else f"- {label}: {was}"
    field = method_words.field_of("cards", head)
    if field is None:
        return ""
    tell = linked or (lambda _kind, id: str(id))
    label = method_words.field(None, head).lower()
    if slash and field.type in SETS:
        one = element.replace("~1", "/").replace("~0", "~")
        return method_words.labelled(f"{'+' if new else '-'} {label}", one)
    now = _value(field, new, person, tell, today)
    return method_words.labelled(
        label, now if old is None else f"{_value(field, old, person, tell, today)} → {now}"
    )


def _vote(do: str, changes: list[Change], linked: Linked) -> str:
    done = method_words.done("vote") or do
    if do != "vote":
        done = words.done(do)
    cells = {name: new for name, _old, new in changes}
    cause = _cut(linked("cause", cells["cause"])) if cells.get("cause") else ""
    points = f"{method_words.field(None, 'points').lower()}: {cells['points']}" if cells.get("points") else ""
    rest = " ".join(one for one in (method_words.quoted(cause) if cause else "", points) if one)
    return f"{done}: {rest}" if rest else done
