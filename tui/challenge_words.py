"""Challenges and throws in words, the same wherever they are told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from board.challenges import Challenge, Concern, Throw
from tui.text import _, ngettext


def whom(place: tuple[str, str], boards: Mapping[str, str], person: Callable[[Any], str]) -> str:
    """A board, or a person, by name; what nobody knows is someone."""
    board, ref = place
    if board:
        return boards.get(board, board)
    return person(ref) if ref else _("någon annan")


def to(one: Throw, boards: Mapping[str, str], person: Callable[[Any], str]) -> str:
    """Whom it was thrown to."""
    return whom((one.to_board, one.to_person), boards, person)


def since(days: int) -> str:
    """For how long it has lain: "sedan i dag", "sedan 12 dagar"."""
    return ngettext("sedan {n} dag", "sedan {n} dagar", days).format(n=days) if days else _("sedan i dag")


def lies(one: Throw, boards: Mapping[str, str], person: Callable[[Any], str], today: date) -> str:
    """Where an open throw lies and since when; how one that is done with ended."""
    if one.is_open:
        told = _("ligger hos {whom} {since}")
        return told.format(whom=whom(one.holder, boards, person), since=since(one.days(today)))
    if one.state == "agreed":
        return _("✓ överens")
    if one.state == "dropped":
        return _("tappat")
    return _("skickat vidare")


def holders(one: Challenge, boards: Mapping[str, str], person: Callable[[Any], str], today: date) -> str:
    """Where a challenge lies: the throw that has lain longest, and how many more there are."""
    lying = sorted(one.lying, key=lambda thrown: -thrown.days(today))
    if not lying:
        agreed = any(thrown.is_last and thrown.state == "agreed" for thrown in one.throws)
        return _("✓ överens") if agreed else ""
    told = lies(lying[0], boards, person, today)
    more = len(lying) - 1
    return told + (" " + ngettext("och {n} till", "och {n} till", more).format(n=more) if more else "")


def concern(found: Concern) -> str:
    """What is worth a thought, kindly."""
    if found.code == "unanswered":
        told = ngettext("en förfrågan har legat i {n} dag", "en förfrågan har legat i {n} dagar", found.days)
        return told.format(n=found.days)
    return {
        "no_owner": _("utmaning utan ägare"),
        "no_parent": _("det den var en del av gäller inte längre"),
        "past": _("tiden har gått ut: nådde ni dit?"),
        "too_long": _("mer än tre år är svårt att hålla i"),
        "too_short": _("mindre än ett år: är det ett vanligt förbättringskort?"),
    }.get(found.code, "")


def many(number: int) -> str:
    """That the challenges are many at a time; empty where they are few."""
    told = _("Ni har {n} utmaningar på en gång. Få är lättare att hålla i, och då blir fler av dem klara.")
    return told.format(n=number) if number else ""


def with_us(challenges: int, days: int, mine: bool, brief: bool = False) -> str:
    """For the top line: how many lie with the one who looks or a board of theirs (`mine`), else with the one in front,
    and since when the oldest request does."""
    if brief:
        return ngettext("◎ {n} utmaning", "◎ {n} utmaningar", challenges).format(n=challenges)
    told = ngettext("◎ {n} utmaning ligger hos er", "◎ {n} utmaningar ligger hos er", challenges)
    if not mine:
        told = ngettext("◎ {n} utmaning ligger hos tavlan", "◎ {n} utmaningar ligger hos tavlan", challenges)
    whole = _("{what} {since}") if challenges == 1 else _("{what}, den äldsta {since}")
    return whole.format(what=told.format(n=challenges), since=since(days))
