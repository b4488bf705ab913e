"""Starta om: a board that stood still begins again with one small card; the rest is parked kindly, in one change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from board import stall, text
from board.codes import COLUMNS
from board.context import Command, Context, card_doc
from board.errors import Problem
from board.method.parts import parts_of
from board.ports import Change, Doc, Draft, Snapshot
from board.risk import alarms
from board.rules import covered, is_open, progress


def small_first(board: Snapshot) -> list[str]:
    """The cards one could begin with: those under way with the least left to do first, then those in Förslag.

    A parked card can be begun with, too, and comes last.
    """
    instead = covered(board)

    def order(pair: tuple[str, Doc]) -> tuple[Any, ...]:
        id, doc = pair
        left = sum(1 for one in parts_of(board, "activity", id).values() if not one.get("done"))
        have, wanted = progress(doc, instead.get(id, ()))
        size = left + len(parts_of(board, "action", id)) + wanted - have
        return not is_open(doc), doc.get("phase") == "inbox", size, str(doc.get("since") or ""), id

    cards = board.table("cards").items()
    can = [pair for pair in cards if pair[1].get("state", "open") in ("open", "parked")]
    return [id for id, _doc in sorted(can, key=order)]


def rest_of(board: Snapshot, keep: str, *, proposals: bool = True) -> list[str]:
    """The other open cards, which would be parked; without `proposals` those in Förslag stay. One with a risk
    that gives an alarm always stays."""
    severe = severe_of(board, keep)
    return [
        id
        for id, doc in board.table("cards").items()
        if id != keep and id not in severe and is_open(doc) and (proposals or doc.get("phase") != COLUMNS[0])
    ]


def severe_of(board: Snapshot, keep: str) -> list[str]:
    """The other open cards with a risk that gives an alarm: what may harm somebody is not put away with the rest."""
    cards = board.table("cards")
    found = dict.fromkeys(one.card for one in alarms(board))
    return [id for id in found if id != keep and id in cards and is_open(cards[id])]


def restart(id: str, park: Sequence[str] = (), reason: str | None = None) -> Command:
    """Begin again with one card: it is on the next meeting, taken up if it was parked. `park` are set aside for one
    reason, all as one change; what has been closed meanwhile is let be.

    Raises:
        Problem: `not_open` for a card that has ended, `unknown` or `deleted`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card = card_doc(context, id)
        if card.get("state", "open") not in ("open", "parked"):
            raise Problem("not_open", state=card.get("state"))
        why = text.body(reason, "reason") if reason else None
        cells: dict[str, Any] = {} if card.get("on_meeting") else {"on_meeting": True}
        if not is_open(card):
            cells |= {"state": "open", "state_why": None, "since": context.stamp, "rank": context.landing}
        if cells:
            cells |= stall.quiet(card, context.stamp)
        changes = [Change("cards", id, cells)] if cells else []
        for other in park:
            doc = context.board.get("cards", other)
            if other == id or doc is None or not is_open(doc):
                continue
            aside: dict[str, Any] = {"state": "parked", "state_why": why or None, "since": context.stamp}
            if doc.get("on_meeting"):
                aside["on_meeting"] = None
            changes.append(Change("cards", other, aside | stall.quiet(doc, context.stamp)))
        return [Draft("restart", tuple(changes), why or None)] if changes else []

    return decide
