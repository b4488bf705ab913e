"""Events in words: what sort one is, what has come of it, how many there are."""

from __future__ import annotations

from datetime import date

from board.events import OfRoutine, is_good, is_unsorted
from board.ports import Doc
from tui import method_words as words
from tui.lines import Piece
from tui.text import _, dates, ngettext

SIGNS = {"new": ("○", "accent"), "card": ("▪", "good"), "noted": ("✓", "quiet"), "example": ("★", "good")}
"""A sign for what has come of an event; the words stand beside it too."""


def sign(doc: Doc) -> Piece:
    return SIGNS["new"] if is_unsorted(doc) else SIGNS.get(str(doc.get("status")), ("·", "quiet"))


def sort(doc: Doc) -> str:
    """ "strul eller avvikelse", "synpunkt utifrån: klagomål"."""
    code = str(doc.get("sort") or "deviation")
    told = words.choice("sort", code)
    if code == "view" and doc.get("category"):
        return words.choice("category", doc["category"])
    return told


def status(doc: Doc) -> str:
    return words.choice("status", doc.get("status") or "new")


def day(doc: Doc, today: date) -> str:
    try:
        return dates.day(date.fromisoformat(str(doc.get("on"))), today)
    except ValueError:
        return ""


def count(number: int) -> str:
    return ngettext("{n} händelse", "{n} händelser", number).format(n=number)


def to_sort(number: int) -> str:
    return ngettext("{n} händelse att sortera", "{n} händelser att sortera", number).format(n=number)


def alarms(number: int) -> str:
    return ngettext("{n} allvarlig risk", "{n} allvarliga risker", number).format(n=number)


def of_routine(one: OfRoutine) -> str:
    """How many there are against a routine, those of the last three months first."""
    told = ngettext("{n} på 90 dagar", "{n} på 90 dagar", len(one.recent)).format(n=len(one.recent))
    whole = len(one.events)
    return told if whole == len(one.recent) else f"{told} · {_('{n} i allt').format(n=whole)}"


def ink(doc: Doc) -> str:
    return "text" if is_unsorted(doc) or not is_good(doc) else "good"
