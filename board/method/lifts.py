"""Lifts: what a unit cannot settle itself and asks a board or a role to decide, and what was answered.

They lie with people and roles, so that every board of the workspace sees them: the receiver as what waits for an
answer, the sender as a mark on the card. Where there are none, nothing here costs anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from board import text
from board.codes import TEXT_LIMIT, TITLE_LIMIT
from board.commands import new_card
from board.context import Command, Context
from board.errors import Problem
from board.marks import Mark
from board.method.parts import parts_of
from board.model import all_roles, day_in, moment, text_in
from board.ports import Doc, Draft, Snapshot
from board.rules import is_open

ANSWERED_DAYS = 7
"""How many days an answer is told on the sender's board (ours)."""
TABLE = "lifts"
ORIGIN = "lift"
"""What the field `origin` says of a card that was made out of a lift."""


class Lift(NamedTuple):
    """`board` and `card` are the sender's. `to_role` is a role, `ambassador@AREA`, or whoever was written.

    answered_by and answered_on: who wrote the first answer, and when. by: who waits for the answer: the one who wrote
    the lift, or took it over.
    """

    id: str
    board: str
    card: str
    text: str
    to_board: str
    to_role: str
    asked: str
    answer_by: date | None
    answer: str
    answered_by: str
    answered_on: date | None
    by: str
    created: str

    @property
    def waits(self) -> bool:
        return not self.answer

    def asked_on(self) -> date | None:
        at = moment(self.created)
        return at.date() if at else None

    def age(self, today: date) -> int:
        """Whole days since it was asked; 0 where that is not known."""
        on = self.asked_on()
        return max((today - on).days, 0) if on else 0

    def late(self, today: date) -> int:
        """Days past the day an answer was asked for; 0 where it has come or is not due."""
        if not self.waits or self.answer_by is None:
            return 0
        return max((today - self.answer_by).days, 0)

    def is_news(self, today: date) -> bool:
        """Whether the answer came so lately that the sender is told of it."""
        if self.waits or self.answered_on is None:
            return False
        return (today - self.answered_on).days < ANSWERED_DAYS


_held: list[tuple[Mapping[str, Doc], tuple[Lift, ...]]] = []
"""The lifts last read, with the table they were read from: a table that has not changed is the same object."""


def lifts_of(org: Snapshot) -> tuple[Lift, ...]:
    """Every lift of the workspace, oldest first."""
    docs = org.table(TABLE)
    if not docs:
        return ()
    if not _held or _held[0][0] is not docs:
        found = sorted((_lift(id, doc) for id, doc in docs.items()), key=lambda one: (one.created, one.id))
        _held[:] = [(docs, tuple(found))]
    return _held[0][1]


def _lift(id: str, doc: Doc) -> Lift:
    def said(name: str) -> str:
        return text_in(doc, name) or ""

    return Lift(
        id,
        said("board"),
        said("card"),
        said("text"),
        said("to_board"),
        said("to_role"),
        said("asked"),
        day_in(doc, "answer_by"),
        said("answer"),
        said("answered_by"),
        day_in(doc, "answered_on"),
        said("keeper") or said("by"),
        said("created"),
    )


def lift_of(org: Snapshot, id: str) -> Lift | None:
    return next((one for one in lifts_of(org) if one.id == id), None)


def sent_by(org: Snapshot, board: str) -> list[Lift]:
    """What a board has lifted."""
    return [one for one in lifts_of(org) if one.board == board]


def of_card(org: Snapshot, card: str) -> list[Lift]:
    return [one for one in lifts_of(org) if one.card == card]


def sent_to(org: Snapshot, board: str, me: str | None, today: date) -> list[Lift]:
    """What is lifted to a board, or to a role that the person `me` holds today."""
    lifts = lifts_of(org)
    roles = _roles(org, me, today) if any(one.to_role for one in lifts) else frozenset()
    return [
        one
        for one in lifts
        if (one.to_board and one.to_board == board)
        or (one.to_role, "") in roles
        or (one.to_role, one.board) in roles
    ]


def _roles(org: Snapshot, me: str | None, today: date) -> frozenset[tuple[str, str]]:
    """What a lift may be addressed to for `me` to be asked: (role as written, the board it is held on or "")."""
    found: set[tuple[str, str]] = set()
    for held in all_roles(org):
        if not me or held.person != me or not held.holds(today):
            continue
        if held.board:
            found.add((held.role, held.board))
        elif held.area:
            found |= {(f"{held.role}@{held.area}", ""), (held.role, "")}
        else:
            found.add((held.role, ""))
    return frozenset(found)


def by_cause(lifts: Iterable[Lift]) -> list[tuple[str, list[Lift]]]:
    """Lifts together with others about the same, as (what it is about, lifts), the group with most first.

    Alike is what board.similar takes for doubles; a group is called what its oldest lift says.
    """
    from board.similar import similar

    groups: list[tuple[str, list[Lift]]] = []
    for one in lifts:
        named = [(str(place), name, None) for place, (name, _members) in enumerate(groups)]
        same = next((place for place, (name, _m) in enumerate(groups) if name == one.text), None)
        if same is None:
            alike = similar(one.text, named, 1)
            same = int(alike[0][0]) if alike else None
        if same is None:
            groups.append((one.text, [one]))
        else:
            groups[same][1].append(one)
    return sorted(groups, key=lambda group: -len(group[1]))


class Standing(NamedTuple):
    """How it is with lifts seen from a board: to it waiting for an answer and how many of them are past their day,
    and of its own how many are late and how many have just been answered."""

    waiting: int = 0
    overdue: int = 0
    late: int = 0
    answered: int = 0


def standing(org: Snapshot, board: str, me: str | None, today: date) -> Standing:
    if not org.table(TABLE):
        return Standing()
    to_us = [one for one in sent_to(org, board, me, today) if one.waits]
    ours = sent_by(org, board)
    return Standing(
        len(to_us),
        sum(1 for one in to_us if one.late(today)),
        sum(1 for one in ours if one.late(today)),
        sum(1 for one in ours if one.is_news(today)),
    )


def marks_of(org: Snapshot, board: str, today: date) -> dict[str, Mark]:
    """The mark of each card of a board that has a lift to tell of: an answer that is late, else one that came, else
    one that is waited for."""
    found: dict[str, Mark] = {}
    for one in sent_by(org, board) if org.table(TABLE) else ():
        late = one.late(today)
        if late and (one.card not in found or found[one.card].days < late):
            found[one.card] = Mark("lift_late", late)
        elif one.is_news(today) and found.get(one.card, Mark("")).code != "lift_late":
            found[one.card] = Mark("lift_answered")
        elif one.waits:
            found.setdefault(one.card, Mark("lift_waits"))
    return found


def roles_to_ask(org: Snapshot, board: str, area: str | None, today: date) -> Sequence[str]:
    """The roles that a board can lift to and that somebody holds, nearest first, as Lift.to_role has them."""
    held = [role for role in all_roles(org) if role.holds(today)]
    found = (
        ["forbattringsledare"]
        if any(r.role == "forbattringsledare" and r.board == board for r in held)
        else []
    )
    if area and any(r.role == "ambassador" and r.area == area for r in held):
        found.append(f"ambassador@{area}")
    if any(r.role == "specialist" for r in held):
        found.append("specialist")
    return found


def to_lift(board: Snapshot, org: Snapshot, card: str) -> list[tuple[str, str, str]]:
    """What a card has that somebody else decides and that is not lifted yet, as (kind, id, text): causes outside the
    unit's frame, and measures that it has only indirect influence on."""
    lifted = {doc.get(name) for doc in parts_of(org, "lift", card).values() for name in ("cause", "action")}
    found = []
    for kind, name, code in (("cause", "frame", "outside"), ("action", "influence", "indirect")):
        for id, doc in parts_of(board, kind, card).items():
            away = doc.get("status") in ("dismissed", "parked")
            if doc.get(name) == code and id not in lifted and not away and doc.get("text"):
                found.append((kind, id, str(doc["text"])))
    return found


def take_up(lift: Lift, place: str) -> Command:
    """A card in Förslag on the board that was asked, out of a lift; `place` is what the sender's board is called.

    Raises:
        Problem: `here_already` where an open card here came out of the same lift.
    """

    def decide(context: Context) -> Sequence[Draft]:
        for doc in context.board.table("cards").values():
            if doc.get("origin_lift") == lift.id and is_open(doc):
                raise Problem("here_already", title=str(doc.get("title") or ""))
        title = " ".join(lift.text.split())[:TITLE_LIMIT]
        rest = (lift.text if len(title) < len(" ".join(lift.text.split())) else "", lift.asked)
        card = new_card(context, title, {"problem": "\n".join(filter(None, rest))[:TEXT_LIMIT]})
        card.cells.update(
            {
                "origin": ORIGIN,
                "origin_item": text.line(place, "source"),
                "origin_board": lift.board,
                "origin_card": lift.card,
                "origin_lift": lift.id,
            }
        )
        return [Draft("add", (card,))]

    return decide
