"""What is on its way on a board, or for a person, as a few lines to read in a mail: text and HTML of the same.

Nothing where nothing is due. Only what board.coming lets out: no person's name, nothing of a card that stays with its
team, no text with an identity number in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from board.coming import Coming, coming, is_of
from board.meeting.rhythm import Meeting, meetings_between, rhythm_of
from board.model import board_of
from board.ports import Snapshot
from board.retention import waits_for
from tui import calendar_words, rhythm_words
from tui.keys import key_of
from tui.story.blocks import Part, Points, Story, Words
from tui.text import _, dates, ngettext

DAYS = 7
"""Days ahead that are told where nothing else is asked for, today included."""


class Due(NamedTuple):
    """A day that is told, and the board that it is on."""

    board: str
    name: str
    one: Coming


class Held(NamedTuple):
    """A meeting that is told."""

    board: str
    name: str
    meeting: Meeting


class Thin(NamedTuple):
    """Comments of a board that are older than it keeps them, where it is the person's role to take them away."""

    board: str
    name: str
    comments: int


class Digest(NamedTuple):
    """What is told: `late` has passed and is still awaited. `thin` is told to a person only, whose duty it is."""

    late: tuple[Due, ...]
    today: tuple[Due, ...]
    soon: tuple[Due, ...]
    meetings: tuple[Held, ...]
    thin: tuple[Thin, ...] = ()

    @property
    def quiet(self) -> bool:
        return not any(self)


def collect(
    boards: Sequence[tuple[str, Snapshot]],
    org: Snapshot,
    now: datetime,
    days: int = DAYS,
    person: str | None = None,
) -> Digest:
    """Everything of the boards within `days` (1 is today only), or what is a person's, in time order."""
    today, here = now.date(), now.replace(tzinfo=None)
    last = today + timedelta(days=days - 1)
    due: list[Due] = []
    held: list[Held] = []
    thin: list[Thin] = []
    for id, snapshot in boards:
        name = board_of(snapshot).name or id
        due += [Due(id, name, one) for one in coming(snapshot, org, id, today, person) if one.day <= last]
        rhythm = rhythm_of(snapshot)
        if rhythm is not None and (person is None or is_of(snapshot, org, id, person, today)):
            held += [Held(id, name, one) for one in meetings_between(rhythm, today, last) if one.end > here]
        if person is not None and (number := waits_for(snapshot, org, id, person, today)):
            thin.append(Thin(id, name, number))
    due.sort(key=lambda one: (one.one.day, one.name))
    held.sort(key=lambda one: (one.meeting.start, one.name))
    return Digest(
        tuple(one for one in due if one.one.late),
        tuple(one for one in due if one.one.day == today),
        tuple(one for one in due if one.one.day > today),
        tuple(held),
        tuple(thin),
    )


def story(found: Digest, title: str, now: datetime, several: bool) -> Story:
    """What is told, under headings. `several`: it is of more than one board, so that each line says which."""
    today = now.date()

    def line(one: Due, when: str) -> str:
        told = calendar_words.about(one.one)
        where = f" · {one.name}" if several else ""
        return f"{told} ({when}){where}" if when else told + where

    def meeting(one: Held) -> str:
        told = f"{rhythm_words.when(one.meeting, now)}, {rhythm_words.ahead(one.meeting, now)}"
        place = f", {one.meeting.place}" if one.meeting.place else ""
        return told + place + (f" · {one.name}" if several else "")

    def older(one: Thin) -> str:
        told = ngettext(
            "{n} kommentar att gallra: {key} på tavlan, eller tavla thin",
            "{n} kommentarer att gallra: {key} på tavlan, eller tavla thin",
            one.comments,
        )
        return told.format(n=one.comments, key=key_of("privacy", {})) + (f" · {one.name}" if several else "")

    late = [*(line(one, _since(one.one.day, today)) for one in found.late), *map(older, found.thin)]
    parts = (
        ("meetings", _("Möte"), [meeting(one) for one in found.meetings]),
        ("late", _("Väntar"), late),
        ("today", _("I dag"), [line(one, "") for one in found.today]),
        ("soon", _("Närmast"), [line(one, dates.day(one.one.day, today)) for one in found.soon]),
    )
    told = tuple(Part(key, heading, (Points(tuple(rows)),)) for key, heading, rows in parts if rows)
    return Story(title, (dates.day_week(today),), told)


def _since(day: date, today: date) -> str:
    return _("sedan {day}").format(day=dates.day(day, today))


def subject(found: Digest, title: str) -> str:
    """What a mail is called: how much there is, and nothing of what it is."""
    count = len(found.late) + len(found.today) + len(found.soon) + len(found.thin)
    if not count:
        return _("{board}: möte").format(board=title)
    return ngettext("{board}: {n} på gång", "{board}: {n} på gång", count).format(board=title, n=count)


def plain(told: Story) -> str:
    """The same as text."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Story) -> Iterator[str]:
    yield told.title
    yield from told.about
    for part in told.parts:
        yield ""
        yield part.heading
        for block in part.blocks:
            if isinstance(block, Points):
                yield from (f"- {item}" for item in block.items)
            elif isinstance(block, Words):
                yield block.text
