"""What somebody types for the method's fields: FIELD=VALUE, with names, choices, days and numbers as people write them.

Names and choices are understood by their codes and by their words in both languages; a word's beginning is enough
where it is only one's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from board.context import near
from board.errors import Problem
from board.method import kinds
from board.method.kinds import Field, Kind
from board.swedish import loose_fold
from tui import method_words
from tui.cli.call import Call
from tui.text import LANGUAGES, _, language, set_language

_ASSIGNED = re.compile(r"\s*([^\W\d][\w-]*(?: [\w-]+){0,3})\s*([+-]?)=(.*)", re.S)
_YES = ("ja", "j", "yes", "y", "true", "1", "x")
_NO = ("nej", "n", "no", "false", "0")


class Typed(NamedTuple):
    """What is to be set, and the elements to put into sets and take out of them."""

    fields: dict[str, Any]
    add: dict[str, list[Any]]
    remove: dict[str, list[Any]]


def assigned(word: str) -> tuple[str, str, str] | None:
    """(name, `+` or `-` or nothing, value) of FIELD=VALUE, or None for any other word."""
    found = _ASSIGNED.fullmatch(word)
    return (found[1].strip(), found[2], found[3]) if found else None


def read(call: Call, kind: Kind, words: Sequence[str]) -> Typed:
    """Every word as FIELD=VALUE of a kind of part.

    Raises:
        Problem: `usage` for a word that is none, `unknown_field` with near names, and what `value` raises.
    """
    typed = Typed({}, {}, {})
    for word in words:
        found = assigned(word)
        if found is None:
            raise Problem("usage", message=_("”{given}” är inte FÄLT=VÄRDE").format(given=word[:40]))
        put(call, named(found[0], kind.fields, kind.name), found[1], found[2], typed)
    return typed


def text_and_fields(call: Call, kind: Kind, words: Sequence[str]) -> Typed:
    """Free text, which becomes the kind's first field, and FIELD=VALUE among its words.

    The first word is text unless it names a field of the kind, so that a text may hold a sign of equality; later
    words that look like FIELD=VALUE have to be one.

    Raises:
        Problem: as `read`.
    """
    text: list[str] = []
    fields: list[str] = []
    for place, word in enumerate(words):
        found = assigned(word) if "=" in word else None
        is_text = place == 0 or (found is not None and " " in found[0])
        if found is None or (is_text and _named(found[0], kind.fields, kind.name) is None):
            text.append(word)
        else:
            fields.append(word)
    typed = read(call, kind, fields)
    if text:
        lead = kind.field(kind.lead)
        typed.fields.setdefault(kind.lead, value(call, lead or Field(kind.lead), " ".join(text)))
    return typed


def put(call: Call, field: Field, sign: str, given: str, typed: Typed) -> None:
    """One assignment; `+=` and `-=` are for sets only.

    Raises:
        Problem: `usage` for += on a field that is no set, and what `value` raises.
    """
    if field.type not in kinds.SETS:
        if sign:
            told = _("{name} har ett värde: skriv {name}=").format(name=field.name)
            raise Problem("usage", message=told)
        typed.fields[field.name] = value(call, field, given)
        return
    elements = [
        _one(call.session.clock().date(), field, one.strip()) for one in given.split(",") if one.strip()
    ]
    if sign:
        (typed.add if sign == "+" else typed.remove).setdefault(field.name, []).extend(elements)
    else:
        typed.fields[field.name] = elements


def named(given: str, fields: Iterable[Field], kind: str | None, more: Iterable[str] = ()) -> Field:
    """The field of that name: its code, or what it is called in either language.

    Raises:
        Problem: `unknown_field` with near names; `more` are other names that may have been meant.
    """
    known = tuple(fields)
    found = _named(given, known, kind)
    if found is None:
        names = [*(field.name for field in known), *more]
        wanted = given.strip().lower().replace("-", "_")
        raise Problem("unknown_field", near(wanted, names) or tuple(names[:8]), field=given[:40])
    return found


def _named(given: str, fields: Iterable[Field], kind: str | None) -> Field | None:
    wanted = given.strip().lower().replace("-", "_")
    by_name = {field.name: field for field in fields}
    if wanted in by_name:
        return by_name[wanted]
    said = _plain(given)
    for name, field in by_name.items():
        if said in _said(lambda name=name: method_words.field(kind, name)):  # type: ignore[misc]  # its default
            return field
    return None


def value(call: Call, field: Field, given: str) -> Any:
    """A value as the commands of board.method.acts take it; nothing typed clears the field.

    Raises:
        Problem: `unknown` choice with the words there are, `bad_date`.
    """
    return value_on(call.session.clock().date(), field, given)


def value_on(today: date, field: Field, given: str) -> Any:
    """The same, for who is not at the command line."""
    if not given.strip():
        return [] if field.type in kinds.SETS else None
    if field.type in kinds.SETS:
        return [_one(today, field, one.strip()) for one in given.split(",") if one.strip()]
    return _one(today, field, given)


def _one(today: date, field: Field, given: str) -> Any:
    if field.type in (kinds.CHOICE, kinds.CHOICES):
        return _chosen(field, given)
    if field.type == kinds.FLAG:
        return _flag(field, given)
    if field.type == kinds.DAY:
        from board.method.days import day_of

        return day_of(field.name, given, today)
    return given.strip() if field.type in (kinds.NUMBER, kinds.SCALE, kinds.LINK, kinds.LINKS) else given


def _flag(field: Field, given: str) -> bool:
    said = _plain(given)
    if said in _YES or said in _NO:
        return said in _YES
    raise Problem("unknown", (_("ja"), _("nej")), what="choice", given=given[:40])


def _chosen(field: Field, given: str) -> str:
    said = _plain(given)
    for code in field.choices:
        if said == _plain(code):
            return code
    words = {
        code: _said(lambda code=code: method_words.choice(field.name, code))  # type: ignore[misc]  # its default
        for code in field.choices
    }
    for begins in (False, True):
        fit = [
            code
            for code, told in words.items()
            if any(said == one or (begins and len(said) >= 2 and one.startswith(said)) for one in told)
        ]
        if len(fit) == 1:
            return fit[0]
    told = tuple(method_words.choice(field.name, code) for code in field.choices)
    raise Problem("unknown", near(given, told) or told, what="choice", given=given[:40])


def day(call: Call, name: str, given: str) -> date:
    """A day as people write it, by what the field is about.

    Raises:
        Problem: `bad_date`.
    """
    from board.method.days import day_of

    return day_of(name, given, call.session.clock().date())


def _plain(text: str) -> str:
    return " ".join(loose_fold(text).replace("_", " ").replace("-", " ").strip(" ?:").split())


def _said(tell: Callable[[], str]) -> tuple[str, ...]:
    """What is told, in each language, as it is compared."""
    return tuple(map(_plain, _in_each_language(tell)))


def _in_each_language(tell: Callable[[], str]) -> tuple[str, ...]:
    spoken, found = language(), []
    try:
        for code in LANGUAGES:
            set_language(code)
            found.append(tell())
    finally:
        set_language(spoken)
    return tuple(found)


def called(name: str) -> tuple[str, ...]:
    """What one of a card's own fields is called on the screen, in each language."""
    from tui import words

    return _in_each_language(lambda: words.field(name))


def labels(kind: str | None, name: str) -> tuple[str, ...]:
    """What a field is called, in each language."""
    return _in_each_language(lambda: method_words.field(kind, name))
