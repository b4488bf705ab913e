"""Challenges above the boards: few, for one to three years, thrown to boards and persons and back until it is agreed.

They lie with people and roles, so that every board of the workspace sees them. A throw that is answered lies with the
one who threw it; one that is answered with a new throw (its `previous`) is done with. Where there are none, nothing
here costs anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from board.context import Command
from board.method import acts
from board.model import all_roles, moment
from board.ports import Doc, Snapshot
from board.rules import is_open
from board.same import all_of
from board.values import day_in, text_in

FEW = 5
"""More challenges at a time than this are hard to keep in mind (ours)."""
UNANSWERED_DAYS = 21
"""How many days a throw lies before somebody is reminded of it (ours: the usual time between meetings)."""
TABLE = "challenges"
THROWS = "throws"


class Throw(NamedTuple):
    """`board` and `by` are the one who threw. state: sent, answered (with a view), agreed or dropped.

    is_last: nobody has thrown on from it.
    """

    id: str
    challenge: str
    text: str
    board: str
    by: str
    to_board: str
    to_person: str
    state: str
    answer: str
    answered_by: str
    answered_on: date | None
    previous: str
    created: str
    is_last: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it lies with somebody."""
        return self.is_last and self.state in ("sent", "answered")

    @property
    def holder(self) -> tuple[str, str]:
        """(board, person) that it lies with; empty where it lies with nobody."""
        if not self.is_open:
            return "", ""
        return (self.to_board, self.to_person) if self.state == "sent" else (self.board, self.by)

    def thrown_on(self) -> date | None:
        at = moment(self.created)
        return at.date() if at else None

    def days(self, today: date) -> int:
        """Whole days since it came to where it lies; 0 where that is not known."""
        on = self.thrown_on() if self.state == "sent" else self.answered_on or self.thrown_on()
        return max((today - on).days, 0) if on else 0

    def waits_long(self, today: date) -> bool:
        return self.is_open and self.days(today) >= UNANSWERED_DAYS


class Challenge(NamedTuple):
    """A challenge with what stands under it. throws: oldest first. depth: how many stand above it."""

    id: str
    doc: Doc
    depth: int
    throws: tuple[Throw, ...]

    @property
    def text(self) -> str:
        return text_in(self.doc, "text") or ""

    @property
    def lying(self) -> tuple[Throw, ...]:
        """The throws that lie with somebody."""
        return tuple(one for one in self.throws if one.is_open)


class Concern(NamedTuple):
    """Something worth a thought. code: no_owner, no_parent (what it stood under has gone or ended), unanswered (`days`
    for the throw `throw`), past (its time is over, `days` ago), too_long or too_short a time."""

    code: str
    days: int = 0
    throw: str = ""


class Lying(NamedTuple):
    """What lies with somebody, oldest first. mine: with the person, or a board where the person has a role or stands
    in. here: the rest, with the board in front."""

    mine: tuple[Throw, ...]
    here: tuple[Throw, ...]

    @property
    def all(self) -> tuple[Throw, ...]:
        return self.mine + self.here


_held: list[tuple[Mapping[str, Doc], tuple[Throw, ...]]] = []
"""The throws last read, with the table they were read from: a table that has not changed is the same object."""


def throws_of(org: Snapshot) -> tuple[Throw, ...]:
    """Every throw of the workspace, oldest first."""
    docs = org.table(THROWS)
    if not docs:
        return ()
    if not _held or _held[0][0] is not docs:
        thrown_on = {str(doc.get("previous")) for doc in docs.values() if doc.get("previous")}
        found = sorted(
            (_throw(id, doc, id not in thrown_on) for id, doc in docs.items()),
            key=lambda one: (one.created, one.id),
        )
        _held[:] = [(docs, tuple(found))]
    return _held[0][1]


def _throw(id: str, doc: Doc, is_last: bool) -> Throw:
    def said(name: str) -> str:
        return text_in(doc, name) or ""

    return Throw(
        id,
        said("challenge"),
        said("text"),
        said("board"),
        said("by"),
        said("to_board"),
        said("to_person"),
        said("state") or "sent",
        said("answer"),
        said("answered_by"),
        day_in(doc, "answered_on"),
        said("previous"),
        said("created"),
        is_last,
    )


def challenges_of(org: Snapshot, ended: bool = False) -> list[Challenge]:
    """The challenges that hold (or have `ended`), as a tree: each followed by those under it, oldest first.

    One whose parent has ended, is gone, or turns back on itself stands by itself.
    """
    docs = org.table(TABLE)
    if not docs:
        return []
    holding = {
        id: docs[id]
        for id in sorted(docs, key=lambda id: (len(id), id))
        if bool(docs[id].get("ended")) == ended
    }
    throws: dict[str, list[Throw]] = {}
    for one in throws_of(org):
        throws.setdefault(one.challenge, []).append(one)
    under: dict[str, list[str]] = {}
    for id, parent in _above(holding).items():
        under.setdefault(parent, []).append(id)
    found: list[Challenge] = []
    waiting = [(id, 0) for id in reversed(under.get("", ()))]
    while waiting:
        id, depth = waiting.pop()
        found.append(Challenge(id, holding[id], depth, tuple(throws.get(id, ()))))
        waiting += [(one, depth + 1) for one in reversed(under.get(id, ()))]
    return found


def _above(holding: Mapping[str, Doc]) -> dict[str, str]:
    """The challenge that each stands under, "" for one that stands by itself, as each of a circle does and each that
    leads into one. Every challenge is walked past once, however long a chain is."""
    parents = {id: str(doc.get("parent") or "") for id, doc in holding.items()}
    circles: dict[str, bool] = {}
    for id in holding:
        path: dict[str, None] = {}
        at = id
        while at in parents and at not in circles and at not in path:
            path[at] = None
            at = parents[at]
        circles |= dict.fromkeys(path, at in path or circles.get(at, False))
    return {id: parent if parent in parents and not circles[id] else "" for id, parent in parents.items()}


def concerns(one: Challenge, org: Snapshot, today: date) -> list[Concern]:
    """What is worth a thought about a challenge that holds; nobody is stopped by it."""
    found = []
    if not one.doc.get("owner"):
        found.append(Concern("no_owner"))
    parent = str(one.doc.get("parent") or "")
    if parent:
        above = org.get(TABLE, parent)
        if above is None or above.get("ended"):
            found.append(Concern("no_parent"))
    begins, ends = day_in(one.doc, "from"), day_in(one.doc, "until")
    if ends is not None and ends < today:
        found.append(Concern("past", (today - ends).days))
    elif begins is not None and ends is not None and not one.depth:
        years = (ends - begins).days / 365.25
        if years > 3.05:
            found.append(Concern("too_long"))
        elif years < 0.95:
            found.append(Concern("too_short"))
    found += [
        Concern("unanswered", thrown.days(today), thrown.id)
        for thrown in one.lying
        if thrown.waits_long(today)
    ]
    return found


def are_many(found: Iterable[Challenge]) -> int:
    """How many stand by themselves at a time, where they are more than can be kept in mind; else 0."""
    number = sum(1 for one in found if not one.depth)
    return number if number > FEW else 0


def lying_with(org: Snapshot, board: str, me: str | None) -> list[Throw]:
    """The throws that lie with a board, or with the person `me`, oldest first."""
    if not org.table(THROWS):
        return []
    mine = all_of(org, me) if me else frozenset()
    holding = org.table(TABLE)
    return [
        one
        for one in throws_of(org)
        if one.is_open and not (holding.get(one.challenge) or {}).get("ended") and _is_with(one, board, mine)
    ]


def lying_around(org: Snapshot, here: str, me: str | None, today: date) -> Lying:
    """What lies with the person `me`, whichever board is in front, and what else lies with that board (`here`)."""
    if not org.table(THROWS):
        return Lying((), ())
    boards = boards_of(org, me, today) if me else frozenset()
    with_me = {one.id for board in ("", *boards) for one in lying_with(org, board, me)}
    mine = tuple(one for one in throws_of(org) if one.id in with_me)
    return Lying(mine, tuple(one for one in lying_with(org, here, None) if one.id not in with_me))


def boards_of(org: Snapshot, me: str, today: date) -> frozenset[str]:
    """The boards on which a person has a role, or stands in for somebody who has."""
    mine = all_of(org, me)
    held = [one for one in all_roles(org) if one.board and one.holds(today)]
    return frozenset(one.board or "" for one in held if mine & {one.person, one.stands_in(today)})


def _is_with(one: Throw, board: str, mine: Iterable[str]) -> bool:
    where, who = one.holder
    return bool(where and where == board) or (bool(who) and who in mine)


def tied_cards(board: Snapshot, challenge: str) -> tuple[str, ...]:
    """The cards of a board that say that they belong to a challenge, those still on the board first."""
    cards = board.table("cards")
    found = [id for id, doc in cards.items() if doc.get("challenge") == challenge]
    return tuple(sorted(found, key=lambda id: (not is_open(cards[id]), len(id), id)))


def throw(
    challenge: str,
    text: str,
    board: str,
    *,
    to_board: str = "",
    to_person: str = "",
    previous: str = "",
    id: str | None = None,
) -> Command:
    """Throw a challenge to a board or a person, or (with `previous`) back to where it came from; for organise.

    Raises:
        Problem: `empty_text`, `unknown`.
    """
    fields = {
        "text": text,
        "challenge": challenge,
        "to_board": to_board or None,
        "to_person": to_person or None,
        "previous": previous or None,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    return acts.add_many("throw", None, (given,), ids=(id,) if id else (), board=board)
