"""Versions in words, for the screen and the command line: which thing, what each says, who wrote it and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from board.codes import PERSON_FIELDS
from board.model import moment
from board.ports import Snapshot
from board.versions import Choice, Version, card_of
from tui import words
from tui.text import _, dates

if TYPE_CHECKING:
    from board.method.shape import Kind

Name: TypeAlias = Callable[[Any], str]
"""A person's reference as a name."""


def label(choice: Choice, name: Name) -> str:
    """What the versions are of: "Rubrik", "Etiketter: natt", "Var kortet är", "Orsak: På vilket ben?"."""
    field = choice.field
    if (kind := _kind(choice)) is not None:
        from tui import method_words

        part, row = method_words.kind(kind.name), method_words.field(kind.name, field.partition("/")[0])
        part = f"{part[:1].upper()}{part[1:]}"
        return part if row == part else f"{part}: {row}"
    told = {"place": _("Var kortet är"), "deleted": _("Borttaget eller kvar")}
    if field in told:
        return told[field]
    head, slash, element = field.partition("/")
    if not slash:
        return words.field(head)
    element = element.replace("~1", "/").replace("~0", "~")
    of = {"doers": name, "limits": words.phase}.get(head)
    return f"{words.field(head)}: {of(element) if of else element}"


def _kind(choice: Choice) -> Kind | None:
    """The kind of part that the versions are of; None for a card and for the board."""
    if choice.table in ("cards", "board"):
        return None
    from board.method.kinds import BY_TABLE

    return BY_TABLE.get(choice.table)


def whose(choice: Choice, board: Snapshot) -> str:
    """The card that the versions are on, or the part of the unit that they are of."""
    if choice.table == "board":
        return str((board.get("board", choice.id) or {}).get("name") or "")
    card = board.get("cards", card_of(board, (choice.table, choice.id)))
    if card is not None:
        return str(card.get("title") or "")
    kind, doc = _kind(choice), board.get(choice.table, choice.id) or {}
    return " ".join(str(doc.get(kind.lead) or "").split()) if kind is not None else ""


def said(choice: Choice, value: Any, name: Name, today: date) -> str:
    """What a version says, in full."""
    field = choice.field
    if (kind := _kind(choice)) is not None:
        from tui import method_words

        head, slash, _element = field.partition("/")
        of = kind.field(head)
        if slash:
            return _("med") if value else _("inte med")
        told = method_words.value(of, value, name, lambda _kind, id: str(id), today) if of is not None else ""
        return told or _("tomt")
    if field == "place":
        return words.place(value)
    if field == "deleted":
        return _("Ta bort kortet") if value else _("Behåll kortet")
    head, slash, _element = field.partition("/")
    if slash and head in ("tags", "doers"):
        return _("med på kortet") if value else _("inte med på kortet")
    if value is None or value == "":
        return _("tomt")
    if head in PERSON_FIELDS:
        return name(value)
    if head == "due":
        try:
            return dates.day_week(date.fromisoformat(str(value)), today)
        except ValueError:
            return str(value)
    if head not in words.FIELDS:
        from tui import method_words

        if (of := method_words.field_of("cards", head)) is not None:
            return method_words.value(of, value, name, lambda _kind, id: str(id))
    return words.value(head, value, name) if head in ("kind", "archived") else str(value)


def who_when(version: Version, name: Name, now: datetime) -> str:
    """ "Bo i dag 14.03"."""
    at = moment(version.at)
    when = dates.stamp(at, now) if at else ""
    return f"{name(version.by) if version.by else _('någon')} {when}".strip()


def count(choice: Choice) -> str:
    """ "två versioner", "3 versioner"."""
    n = len(choice.versions)
    return _("två versioner") if n == 2 else _("{n} versioner").format(n=n)


def sentence(choice: Choice, name: Name, now: datetime) -> str:
    """That there are versions, who wrote them, when, and which one shows."""
    if choice.field == "deleted":
        kept, deleted = choice.versions[0], choice.versions[-1]
        return _("≠ Kortet togs bort ({deleted}) och ändrades sedan ({kept}). Därför är det kvar.").format(
            deleted=who_when(deleted, name, now), kept=who_when(kept, name, now)
        )
    each = [_version(choice, version, name, now) for version in choice.versions]
    return _("≠ {count}: {first} och {last}.").format(
        count=count(choice), first=", ".join(each[:-1]), last=each[-1]
    )


def _version(choice: Choice, version: Version, name: Name, now: datetime) -> str:
    told = who_when(version, name, now)
    if choice.field == "place":
        told = f"{words.place(version.value)}, {told}"
    return _("{version} (visas)").format(version=told) if version.stamp == choice.shown else told
