"""The terminal that a team shares: what the board allows at it, cards without a name, and that a PIN was set.

A PIN itself never comes here: the journal tells that one was set at a host and when, never what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from board.aliased import Aliased
from board.commands import new_card
from board.context import Command, Context, person
from board.errors import Problem
from board.ids import GUEST
from board.model import BOARD_ID, person_doc_id, roles_of
from board.ports import Change, Draft, Snapshot
from board.rights import RESET_PIN, RIGHTS

RANGES: Mapping[str, tuple[int, int]] = {"idle": (1, 240), "wall_seconds": (5, 600)}
"""Numbers that a board may set: minutes without a key till the person is signed out, seconds for a view of the wall."""
FLAGS = ("guests", "nameless", "wall_names")
FIELDS = (*RANGES, *FLAGS)
PACE = 20
"""Seconds for a view of the wall where the board says nothing."""


class Terminal(NamedTuple):
    """What a board allows. idle: minutes, 0 for never; wall_seconds: how long each view of the wall stands.

    guests: somebody without a name here may note a card. nameless: a person may note one without their name.
    wall_names: the wall shows who owns a card.
    """

    idle: int = 0
    wall_seconds: int = PACE
    guests: bool = False
    nameless: bool = False
    wall_names: bool = False


def terminal_of(board: Snapshot) -> Terminal:
    """What the board says; what is not a number in its range counts as not said."""
    doc = board.get("board", BOARD_ID) or {}

    def number(name: str, otherwise: int) -> int:
        value, (least, most) = doc.get(name), RANGES[name]
        whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return int(value) if whole and isinstance(value, int) else otherwise

    return Terminal(
        number("idle", 0),
        number("wall_seconds", PACE),
        bool(doc.get("guests")),
        bool(doc.get("nameless")),
        bool(doc.get("wall_names")),
    )


def checked(name: str, value: Any) -> Any:
    """A field of FIELDS as it may be stored; None is what the board does when nothing is said.

    Raises:
        Problem: `bad_number` with the range as `low` and `high`.
    """
    if name in FLAGS:
        return True if value in (True, 1, "1", "ja", "yes", "true") else None
    if value in (None, "", 0, "0"):
        return None
    least, most = RANGES[name]
    try:
        number = int(str(value).strip())
    except ValueError:
        number = 0
    if not least <= number <= most:
        raise Problem("bad_number", field=name, low=least, high=most)
    return number


# --- cards without a name


def note_without_name(title: str, *, guest: bool) -> Command:
    """A new card by nobody: neither the card nor the line in the journal says whose it is.

    guest: by somebody who has no name here, else by a person who leaves theirs out. Each is the board's to allow.

    Raises:
        Problem: `guests_off` or `nameless_off`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        allowed = terminal_of(context.board)
        if not (allowed.guests if guest else allowed.nameless):
            raise Problem("guests_off" if guest else "nameless_off")
        return [Draft("add", (new_card(context._replace(me=GUEST), title, {}),))]

    return Aliased(decide, lambda _snapshot, _me: GUEST)


# --- that a PIN was set


def mark_pin(ref: str, host: str) -> Command:
    """That a person set or changed their PIN at a host now."""

    def decide(context: Context) -> Sequence[Draft]:
        return [_pin_draft("pin", ref, host, context, context.stamp)]

    return decide


def unmark_pin(ref: str, host: str, board: str | None) -> Command:
    """That a PIN at a host was taken away: by its person, or by somebody whose role it is on the board.

    Raises:
        Problem: `pin_not_yours`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if ref != context.me and not may_reset(context.org, context.me, board, context):
            raise Problem("pin_not_yours")
        return [_pin_draft("pin_reset", ref, host, context, None)]

    return decide


def may_reset(org: Snapshot, me: str, board: str | None, context: Context) -> bool:
    """Whether a person, or one they stand in for, holds a role that may take away PINs."""
    today = context.now.date()
    held = roles_of(org, board or "", today)
    return any(role.role in RIGHTS[RESET_PIN] and me in (role.person, role.stands_in(today)) for role in held)


def _pin_draft(do: str, ref: str, host: str, context: Context, value: str | None) -> Draft:
    who = person(ref, context.org)
    return Draft(do, (Change("people", person_doc_id(who), {f"pins/{host}": value}),))


def has_pin(org: Snapshot, ref: str | None, host: str) -> bool:
    """Whether the journal says that a person has a PIN at a host."""
    pins = (org.get("people", person_doc_id(ref or "")) or {}).get("pins")
    return isinstance(pins, dict) and bool(pins.get(host))
