"""What has a day on a board, to be told outside it: in a calendar that others subscribe to, in a mail.

Less than the board itself says: cards that the team keeps to itself (`internal`) are not there with anything on them,
and a text in which an identity number stands is left out, whoever has confirmed it to be something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from board.identity_numbers import stands_in
from board.method.dates import dates_of
from board.method.kinds import KINDS
from board.model import board_of, roles_of
from board.ports import Doc, Snapshot
from board.rules import is_open
from board.same import all_of

OWNING = ("owner", "leader", "support")
LEADING = ("forbattringsledare", "nyckelperson")


class Coming(NamedTuple):
    """A day that something has. `code`, `kind`, `id`, `card`, `late`: as board.method.dates has them.

    title: the card's. text: what the part itself says. Either is empty where there is none, or none that may be told.
    """

    day: date
    code: str
    kind: str
    id: str
    card: str
    late: bool
    title: str
    text: str

    @property
    def table(self) -> str:
        return KINDS[self.kind].table if self.kind else "cards"


def coming(
    board: Snapshot, org: Snapshot, here: str, today: date, person: str | None = None
) -> tuple[Coming, ...]:
    """Every day that may be told outside the board `here`, in time order: all, or those that are a person's."""
    cards = board.table("cards")
    mine = _mine(board, org, here, person, today) if person is not None else None
    found = []
    for one in dates_of(board, org, today, here):
        card = cards.get(one.card)
        doc = (org if one.kind == "lift" else board).get(KINDS[one.kind].table, one.id) if one.kind else card
        if (
            doc is None
            or (card or {}).get("internal")
            or (mine is not None and not mine(one.code, doc, card))
        ):
            continue
        text = str(doc.get(KINDS[one.kind].lead) or "") if one.kind else ""
        title = str((card or {}).get("title") or "")
        found.append(
            Coming(one.day, one.code, one.kind, one.id, one.card, one.late, _told(title), _told(text))
        )
    return tuple(found)


def is_of(board: Snapshot, org: Snapshot, here: str, person: str, today: date) -> bool:
    """Whether a person holds a role on a board, or owns or does an open card there."""
    me = all_of(org, person)
    held = roles_of(org, here, today, board_of(board).area)
    if any(role.person in me and (role.board or role.area) for role in held):
        return True
    return any(is_open(card) and me & set(_people_on(card)) for card in board.table("cards").values())


def _mine(
    board: Snapshot, org: Snapshot, here: str, person: str, today: date
) -> Callable[[str, Doc, Doc | None], bool]:
    """Whether a day is one person's: what they hold, do or have promised, and what their role on the board is asked."""
    me = all_of(org, person)
    held = roles_of(org, here, today, board_of(board).area)
    leads = any(
        role.role in LEADING and role.board and me & {role.person, role.stands_in(today)} for role in held
    )

    def check(code: str, doc: Doc, card: Doc | None) -> bool:
        named = {
            str(doc.get(name)) for name in ("who", "responsible", "coach", "collected_by") if doc.get(name)
        }
        several = (value for name in ("coached", "took_part") if isinstance(value := doc.get(name), list))
        named |= {str(ref) for value in several for ref in value}
        if me & named:
            return True
        if code in ("goal", "answer", "yearly") and leads:
            return True
        return not named and card is not None and bool(me & set(_people_on(card)))

    return check


def _people_on(card: Doc) -> Iterator[str]:
    doers = card.get("doers")
    yield from (str(card[name]) for name in OWNING if card.get(name))
    yield from (str(ref) for ref in (doers if isinstance(doers, list) else ()))


def _told(text: str) -> str:
    plain = " ".join(text.split())
    return "" if stands_in(plain) else plain
