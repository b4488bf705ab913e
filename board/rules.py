"""The rules of the board: what a phase wants before the next, how much a column takes. They advise and never trap.

Each is a pure function over documents, asked by the screen, the command line and sync alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from board.codes import COLUMNS, PHASES, SPREAD_LIMIT
from board.ports import Doc, Snapshot

WANTED: Mapping[str, tuple[str, ...]] = {
    "inbox": (),
    "plan": ("problem", "why", "owner", "measure", "due"),
    "do": ("measure", "due"),
    "check": ("outcome",),
    "act": ("decision",),
    "done": (),
}
"""What each phase wants before the next. Planning includes how it will be followed up (method.md 1.3): the date
is set before the trial begins."""


def covered(board: Snapshot) -> Mapping[str, frozenset[str]]:
    """The wanted fields that a card has in another form, by card: causes say why, a decided measure what is tried.

    Kept for the last board asked about: a table that has not changed is the same object.
    """
    causes, actions = board.table("causes"), board.table("actions")
    if not causes and not actions:
        return {}
    if _covered and _covered[0][0] is causes and _covered[0][1] is actions:
        return _covered[0][2]
    why = {str(doc.get("card")) for doc in causes.values() if doc.get("status") != "dismissed"}
    tried = {str(doc.get("card")) for doc in actions.values() if doc.get("status") in DECIDED}
    found = {
        card: frozenset(("why",) * (card in why) + ("measure",) * (card in tried)) for card in why | tried
    }
    _covered[:] = [(causes, actions, found)]
    return found


_covered: list[tuple[Mapping[str, Doc], Mapping[str, Doc], Mapping[str, frozenset[str]]]] = []
DECIDED = ("decided", "running", "done", "followed_up", "evaluated")
"""States of a measure that somebody has decided on."""
_ALSO = {"outcome": ("improvement", "solved")}
"""A verdict of the follow-up says what was seen."""


def has(card: Doc, field: str, instead: Collection[str] = ()) -> bool:
    """Whether a card has what a phase wants, in that field or (`instead`, see `covered`) in another form."""
    return bool(card.get(field)) or field in instead or any(card.get(name) for name in _ALSO.get(field, ()))


def missing_for(card: Doc, target: str, instead: Collection[str] = ()) -> tuple[str, ...]:
    """The fields that the phases left behind want, when `card` goes to `target`. Empty on the way back."""
    start, end = PHASES.index(str(card.get("phase") or "inbox")), PHASES.index(target)
    wanted = [field for phase in PHASES[start:end] for field in WANTED[phase]]
    return tuple(field for field in dict.fromkeys(wanted) if not has(card, field, instead))


def progress(card: Doc, instead: Collection[str] = ()) -> tuple[int, int]:
    """How much of what its phase wants a card has: (have, wanted)."""
    wanted = WANTED.get(str(card.get("phase") or "inbox"), ())
    return sum(1 for field in wanted if has(card, field, instead)), len(wanted)


def next_wanted(card: Doc, instead: Collection[str] = ()) -> str | None:
    """The first thing that the card's phase still wants."""
    phase = str(card.get("phase") or "inbox")
    return next((field for field in WANTED.get(phase, ()) if not has(card, field, instead)), None)


def is_open(card: Doc) -> bool:
    return bool(card.get("state", "open") == "open")


def follow_up(card: Doc) -> str:
    """The day a card is to be followed up, as it is written. Empty where there is none, and in Agera where what was
    seen is there: the day that was followed up (see `answered`), or is before the card came there, has had its answer,
    and another one is new."""
    day = str(card.get("due") or "")
    if card.get("phase") != "act" or not _seen(card):
        return day
    return "" if day == card.get("followed") or day <= str(card.get("since") or "9")[:10] else day


def answered(card: Doc, cells: Mapping[str, object]) -> dict[str, object]:
    """The cell `followed` of a card that comes to Agera, or is told there what was seen: the day that has its answer,
    which may come before the day does. Nothing where that is no news."""
    after = {**card, **cells}
    if after.get("phase") != "act" or ("phase" not in cells and _seen(card)):
        return {}
    day = after.get("due") if _seen(after) else None
    return {} if day == card.get("followed") else {"followed": day}


def _seen(card: Doc) -> bool:
    return card.get("improvement") != "unclear" and has(card, "outcome")


def column_counts(board: Snapshot) -> dict[str, int]:
    """Open cards per column."""
    counts = Counter(str(card.get("phase")) for card in board.table("cards").values() if is_open(card))
    return {phase: counts.get(phase, 0) for phase in COLUMNS}


def limit_of(board: Snapshot, phase: str) -> int | None:
    """The team's own limit of cards in a column, or None."""
    limits = (board.get("board", "1") or {}).get("limits")
    value = limits.get(phase) if isinstance(limits, dict) else None
    return value if isinstance(value, int) and value > 0 else None


def over_limit(board: Snapshot, phase: str, moving: str) -> tuple[int, int] | None:
    """(cards there already, limit) where one more would pass the column's limit."""
    limit = limit_of(board, phase)
    if limit is None:
        return None
    there = sum(
        1
        for id, card in board.table("cards").items()
        if id != moving and card.get("phase") == phase and is_open(card)
    )
    return (there, limit) if there >= limit else None


def owner_spread(board: Snapshot, joined: Mapping[str, str] | None = None) -> tuple[str, int, int] | None:
    """(person, their open cards, all owned open cards) where one person owns more than half of at least four.

    `joined` are those who went into another: see board.same.
    """
    owners = Counter(
        (joined or {}).get(str(card["owner"]), str(card["owner"]))
        for card in board.table("cards").values()
        if is_open(card) and card.get("owner")
    )
    total = owners.total()
    if total < 4:
        return None
    person, count = owners.most_common(1)[0]
    return (person, count, total) if count > total * SPREAD_LIMIT else None


def roles_lacking(org: Snapshot, board: str, today: date) -> tuple[str, ...]:
    """Which of nyckelperson and förbättringsledare nobody holds on the board today (source: one in each unit)."""
    held = set()
    for role in org.table("roles").values():
        start, end = str(role.get("start") or ""), str(role.get("end") or "")
        if role.get("board") == board and start <= today.isoformat() and (not end or today.isoformat() < end):
            held.add(role.get("role"))
    return tuple(role for role in ("nyckelperson", "forbattringsledare") if role not in held)
