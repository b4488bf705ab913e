"""Överlämning: everything that a person owns, leads or has promised on a board, and giving it to somebody else.

For when somebody leaves or is away for long (method.md P9). It is about cards, never about how much anybody does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from board import text
from board.challenges import lying_with
from board.context import Command, Context, person
from board.errors import Problem
from board.ports import Change, Doc, Draft, Line, Snapshot
from board.same import aliases, all_of
from board.values import text_in

ON_CARDS = ("owner", "leader", "support")
GIVEN = (*ON_CARDS, "doer", "activity", "routine", "yearly", "lift")
"""What can be handed over, the heaviest first; a lift lies above the boards and goes by a change of its own."""
TOLD = ("challenge", "throw", "round", "role", "deputy")
"""What is told and goes on in other ways: a round is the board's, a role is given on the people page, what stands above
the boards on the page of challenges."""


class Held(NamedTuple):
    """One thing that a person has.

    what: one of GIVEN or TOLD. id: the document's, in its own table. card: the card's id, empty where there is none.
    text: what an activity, a routine, a lift, a challenge or a throw says, or the role. due: its day.
    """

    what: str
    id: str
    card: str
    text: str = ""
    due: str = ""

    @property
    def can_be_given(self) -> bool:
        return self.what in GIVEN


def held_by(board: Snapshot, org: Snapshot, here: str, ref: str, today: date) -> list[Held]:
    """All that a person has on a board (`here` its id): by card in the order they were made, then what is told.

    Cards that are open or parked count; what is done, answered or ended does not.
    """
    mine = all_of(org, ref)
    found = list(_on_cards(board, mine))
    found += _parts(board, "activities", "activity", "who", mine, lambda doc: not doc.get("done"))
    found += _parts(board, "routines", "routine", "responsible", mine, lambda doc: not doc.get("ended"))
    found += _parts(board, "yearlies", "yearly", "responsible", mine, lambda doc: not doc.get("ended"))
    found += _lifted(org, here, mine)
    found.sort(key=lambda one: (len(one.card), one.card, GIVEN.index(one.what)))
    for id, doc in org.table("challenges").items():
        if text_in(doc, "owner") in mine and not doc.get("ended"):
            found.append(Held("challenge", id, "", _said(doc), str(doc.get("until") or "")))
    found += [Held("throw", one.id, "", one.text) for one in lying_with(org, "", ref)]
    for id, doc in board.table("rounds").items():
        if text_in(doc, "by") in mine and not doc.get("closed"):
            found.append(Held("round", id, "", str(doc.get("form") or ""), str(doc.get("closes") or "")))
    return found + _roles(org, here, mine, today.isoformat())


def cards_held(board: Snapshot, org: Snapshot, here: str) -> Mapping[str, set[str]]:
    """The cards on which each person has something that can be handed over, as `held_by` finds them, in one reading of
    the board for all persons."""
    found: dict[str, set[str]] = {}
    joined = aliases(org)

    def has(ref: object, card: object) -> None:
        if ref and card:
            found.setdefault(joined.get(str(ref), str(ref)), set()).add(str(card))

    for id, doc in board.table("cards").items():
        if doc.get("state", "open") in ("open", "parked"):
            doers = doc.get("doers")
            for ref in (*map(doc.get, ON_CARDS), *(doers if isinstance(doers, list) else ())):
                has(ref, id)
    for table, field, ended in (
        ("activities", "who", "done"),
        ("routines", "responsible", "ended"),
        ("yearlies", "responsible", "ended"),
    ):
        for doc in board.table(table).values():
            if not doc.get(ended) and board.get("cards", str(doc.get("card") or "")):
                has(doc.get(field), doc.get("card"))
    for doc in org.table("lifts").values():
        if doc.get("board") == here and not doc.get("answer"):
            has(text_in(doc, "keeper") or text_in(doc, "by"), doc.get("card"))
    return found


def _lifted(org: Snapshot, here: str, mine: frozenset[str]) -> list[Held]:
    """The lifts of a board whose answer a person waits for."""
    return [
        Held("lift", id, str(doc.get("card") or ""), _said(doc), str(doc.get("answer_by") or ""))
        for id, doc in org.table("lifts").items()
        if doc.get("board") == here
        and (text_in(doc, "keeper") or text_in(doc, "by")) in mine
        and not doc.get("answer")
    ]


def _on_cards(board: Snapshot, mine: frozenset[str]) -> list[Held]:
    found = []
    for id, doc in board.table("cards").items():
        if doc.get("state", "open") in ("open", "parked"):
            due = str(doc.get("due") or "")
            found += [Held(field, id, id, "", due) for field in ON_CARDS if text_in(doc, field) in mine]
            doers = doc.get("doers")
            if isinstance(doers, list) and mine & {*map(str, doers)}:
                found.append(Held("doer", id, id, "", due))
    return found


def _parts(
    board: Snapshot, table: str, what: str, field: str, mine: frozenset[str], counts: Callable[[Doc], bool]
) -> list[Held]:
    day = {"activity": "due", "routine": "review"}.get(what, "")
    return [
        Held(what, id, str(doc.get("card") or ""), _said(doc), str(doc.get(day) or ""))
        for id, doc in board.table(table).items()
        if text_in(doc, field) in mine
        and counts(doc)
        and (not doc.get("card") or board.get("cards", str(doc["card"])))
    ]


def _roles(org: Snapshot, here: str, mine: frozenset[str], day: str) -> list[Held]:
    found = []
    for id, doc in sorted(org.table("roles").items(), key=lambda pair: (len(pair[0]), pair[0])):
        ended = doc.get("end") and str(doc["end"]) <= day
        if ended or doc.get("board") not in (None, here) or doc.get("role") == "utforare":
            continue
        for what, field in (("role", "person"), ("deputy", "deputy")):
            if text_in(doc, field) in mine:
                found.append(Held(what, id, "", str(doc.get("role") or ""), str(doc.get("end") or "")))
    return found


def _said(doc: Doc) -> str:
    return str(doc.get("text") or "")


def by_card(held: Sequence[Held]) -> Mapping[str, list[Held]]:
    """What can be handed over, by card; "" for what is the unit's own: routines, the year wheel."""
    found: dict[str, list[Held]] = {}
    for one in held:
        if one.can_be_given:
            found.setdefault(one.card, []).append(one)
    return found


Tell = Callable[[Snapshot, str, Sequence[Held]], str]
"""(board, card, what is handed over on it) -> the story so far, in the words of the language that is spoken."""


def hand_over(ref: str, to: str, tell: Tell, *, card: str | None = None) -> Command:
    """Give all that a person has on the board to another, or what is on one card (its document id), as one change.

    Each card gets a note with the story so far. What is not open any more, or has another's name by now, stays.

    Raises:
        Problem: `unknown` person, `same_person`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        giver, taker = person(ref, context.org), person(to, context.org)
        if giver == taker:
            raise Problem("same_person")
        mine = all_of(context.org, giver)
        found = held_by(context.board, context.org, context.here, giver, context.now.date())
        changes: list[Change] = []
        for id, held in by_card(found).items():
            if card in (None, id):
                changes += _given(context.board, id, held, mine, taker)
                if not context.board.get("cards", id):
                    continue
                said = {"card": id, "text": text.body(tell(context.board, id, held), "comment")}
                said |= {"created": context.stamp, "by": context.me}
                changes.append(Change("comments", context.new_id(), said))
        return [Draft("handover", tuple(changes))] if changes else []

    return decide


def hand_over_lifts(ref: str, to: str, board: str, *, card: str | None = None) -> Command:
    """Give the lifts of a board whose answer a person waits for to another, or those of one card; one change of people
    and roles.

    Raises:
        Problem: `unknown` person, `same_person`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        giver, taker = person(ref, context.org), person(to, context.org)
        if giver == taker:
            raise Problem("same_person")
        found = _lifted(context.org, board, all_of(context.org, giver))
        changes = [Change("lifts", one.id, {"keeper": taker}) for one in found if card in (None, one.card)]
        return [Draft("handover", tuple(changes))] if changes else []

    return decide


def one_deed(given: Line, lifted: Line, org: Snapshot) -> bool:
    """Whether a line of a board and one of people and roles are the halves of one handover: the lifts went last, by the
    same person, and a card of theirs got its note."""
    told = {str(change.cells.get("card")) for change in given.changes if change.table == "comments"}
    lifts = [org.get("lifts", change.id) or {} for change in lifted.changes]
    halves = given.do == lifted.do == "handover" and given.by == lifted.by and given.at <= lifted.at
    return halves and any(str(doc.get("card")) in told for doc in lifts)


def _given(
    board: Snapshot, card: str, held: Sequence[Held], mine: frozenset[str], taker: str
) -> list[Change]:
    cells: dict[str, Any] = {one.what: taker for one in held if one.what in ON_CARDS}
    if any(one.what == "doer" for one in held):
        doers = (board.get("cards", card) or {}).get("doers") or ()
        cells |= {f"doers/{one}": None for one in map(str, doers) if one in mine}
        cells[f"doers/{taker}"] = True
    changes = [Change("cards", card, cells)] if cells else []
    changes += [Change("activities", one.id, {"who": taker}) for one in held if one.what == "activity"]
    of_unit = {"routine": "routines", "yearly": "yearlies"}
    return changes + [
        Change(of_unit[one.what], one.id, {"responsible": taker}) for one in held if one.what in of_unit
    ]
