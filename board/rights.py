"""Whose an action is: one table of rights and roles, asked by the commands themselves, so that no face goes around it.

Everyday things (note, comment, move, write, answer) are everybody's and have no right here. What has one is soft: who
does not hold the role is told whose it is and can do it with a reason, which history keeps. A board can make chosen
rights strict; then only its own roles do it, whoever asks. A board without a förbättringsledare lets anyone: nobody
is there to ask. At a terminal that several share, who somebody is rests on trust (Session.identity), and so do rights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from board.aliased import Aliased
from board.context import Command, Context
from board.errors import Problem
from board.model import all_roles
from board.ports import Doc, Draft, Snapshot
from board.rules import DECIDED
from board.same import same

DECIDE_MEASURES = "decide_measures"
INTRODUCE_ROUTINE = "introduce_routine"
CLOSE_ROUND = "close_round"
CHANGE_PEOPLE = "change_people"
CHANGE_SETTINGS = "change_settings"
CHANGE_STRICT = "change_strict"
DELETE = "delete"
FORGET = "forget"
ERASE = "erase"
JUDGE_AS_MANAGER = "judge_as_manager"
RESET_PIN = "reset_pin"

RIGHTS: Mapping[str, tuple[str, ...]] = {
    DECIDE_MEASURES: ("forbattringsledare",),
    INTRODUCE_ROUTINE: ("forbattringsledare",),
    CLOSE_ROUND: ("forbattringsledare", "nyckelperson", "ambassador", "specialist"),
    CHANGE_PEOPLE: ("forbattringsledare", "nyckelperson", "specialist"),
    CHANGE_SETTINGS: ("forbattringsledare", "nyckelperson"),
    CHANGE_STRICT: ("forbattringsledare",),
    DELETE: ("forbattringsledare", "nyckelperson"),
    FORGET: ("forbattringsledare", "nyckelperson", "specialist"),
    ERASE: ("forbattringsledare", "nyckelperson", "specialist"),
    JUDGE_AS_MANAGER: ("forbattringsledare",),
    RESET_PIN: ("forbattringsledare", "nyckelperson", "specialist"),
}
"""Which roles each right belongs to; whoever stands in for one counts as well. `change_strict` is saying what is
strict. What is in FIRM is refused to others even where it is not strict; so is taking away another's PIN, which no
reason opens (board.terminal)."""
FIRM = (CLOSE_ROUND, FORGET, ERASE)
"""What cannot be undone: no reason opens it for others, strict or not (board.readiness_rounds refuses a round itself).
Everybody may still be forgotten themselves, and erase what they wrote."""
CAN_BE_STRICT = (
    DECIDE_MEASURES,
    INTRODUCE_ROUTINE,
    CLOSE_ROUND,
    CHANGE_PEOPLE,
    CHANGE_SETTINGS,
    DELETE,
    FORGET,
    ERASE,
)
"""What a board can make strict; with any of them, `change_strict` is too."""
OWN_ROLES = ("forbattringsledare", "nyckelperson")
"""Roles held on the board itself: what is strict is theirs only, since others can be given away elsewhere."""
WORKSPACE = "_workspace"


class Answer(NamedTuple):
    """manner: allowed, soft (with a reason) or strict. whose: the roles it belongs to, persons: who holds them."""

    manner: str
    whose: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


ALLOWED = Answer("allowed")


def asked(board: Snapshot, org: Snapshot, here: str, person: str, right: str, today: date) -> Answer:
    """Whether a person may do what is in a right on a board (`here` its id), and how.

    Whoever started the board may do what it has not made strict: somebody has to set it up.
    """
    held = _held(org, here, today)
    if not any(role == "forbattringsledare" for _who, role in held):
        return ALLOWED
    strict = right in strict_of(board) or (right == CHANGE_STRICT and bool(strict_of(board)))
    whose = tuple(role for role in RIGHTS[right] if role in OWN_ROLES) if strict else RIGHTS[right]
    persons = tuple(dict.fromkeys(who for who, role in held if role in whose))
    started = (board.get("board", "1") or {}).get("by")
    if same(org, person) in persons or (
        not strict and started and same(org, str(started)) == same(org, person)
    ):
        return ALLOWED
    return Answer("strict" if strict or right in (FORGET, ERASE) else "soft", whose, persons)


def is_own(org: Snapshot, card: Doc, person: str | None) -> bool:
    """Whether a card is a person's own to take away: noted or owned by them, under any name that counts as theirs."""
    if person is None:
        return False
    return same(org, person) in {
        same(org, str(card.get(field))) for field in ("by", "owner") if card.get(field)
    }


def used(table: str, cells: Mapping[str, Any]) -> frozenset[str]:
    """The rights that a change already written has made use of, as far as its cells alone can tell."""
    found = set()
    if table == "cards":
        found |= {DELETE} if cells.get("_deleted") is True else set()
        found |= {INTRODUCE_ROUTINE} if cells.get("finish") == "routine" else set()
    elif table == "actions" and cells.get("status") in DECIDED:
        found.add(DECIDE_MEASURES)
    elif table == "rounds" and cells.get("closed"):
        found.add(CLOSE_ROUND)
    elif table == "roles" and cells.get("role", "utforare") != "utforare":
        found.add(CHANGE_PEOPLE)
    elif table == "board":
        strict = any(name.startswith("strict/") for name in cells)
        found |= {CHANGE_STRICT} if strict else {CHANGE_SETTINGS}
    return frozenset(found)


def strict_of(board: Snapshot) -> frozenset[str]:
    """The rights that a board has made strict."""
    found = (board.get("board", "1") or {}).get("strict")
    return frozenset(one for one in found if one in CAN_BE_STRICT) if isinstance(found, list) else frozenset()


def _held(org: Snapshot, here: str, today: date) -> list[tuple[str, str]]:
    """(person, role) of all who hold one on the board or in the whole organisation, and of those who stand in. Of the
    workspace itself that is whoever holds one anywhere."""
    found = []
    for one in all_roles(org):
        near = here in (one.board, WORKSPACE) or one.role == "specialist"
        if near and one.holds(today):
            found += [(who, one.role) for who in (one.person, one.stands_in(today)) if who]
    return found


def check(context: Context, right: str, reason: str | None = None, *, soft: bool = True) -> str | None:
    """Let a command go on, or refuse it. Gives the reason to write beside the change where one was needed.

    soft: whether who does not hold the role needs a reason at all where the right is not strict.

    Raises:
        Problem: `not_yours` (right, roles, persons) where a reason would do, `only_theirs` where none does.
    """
    today = context.now.date()
    answer = asked(context.board, context.org, context.here, context.me, right, today)
    if answer.manner == "allowed" or (answer.manner == "soft" and not soft):
        return None
    if answer.manner == "strict":
        raise Problem("only_theirs", right=right, roles=answer.whose, persons=answer.persons)
    why = (reason or context.reason or "").strip()
    if not why:
        raise Problem("not_yours", right=right, roles=answer.whose, persons=answer.persons)
    from board import text

    return text.body(why, "reason")


def because(command: Command, reason: str | None) -> Command:
    """The same command with a reason at hand; it is written beside the change where that is another's to make."""
    if not reason:
        return command

    def decide(context: Context) -> Sequence[Draft]:
        return command(context._replace(reason=reason))

    return Aliased(decide, command.alias) if isinstance(command, Aliased) else decide


def strict_cells(board: Snapshot, given: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that make rights strict or soft again, of {right: whether}.

    Raises:
        Problem: `unknown` right.
    """
    now, cells = strict_of(board), {}
    for right, wanted in given.items():
        if right not in CAN_BE_STRICT:
            raise Problem("unknown", CAN_BE_STRICT, what="right", given=str(right)[:40])
        if bool(wanted) != (right in now):
            cells[f"strict/{right}"] = True if wanted else None
    return cells
