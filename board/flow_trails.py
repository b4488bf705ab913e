"""The way of each card through the phases: on which day it came where. Read from the history, not from the card, which
knows only its latest move.

What somebody took back with undo never happened. A day is that of whoever wrote, in their own time zone; one that is
earlier than the one before it, as where a clock was wrong, counts as that one. Deleted cards have no trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from board.codes import PHASES, STATES
from board.ports import Doc, Line, Store

CELLS = ("phase", "state")
"""The fields of a card that say where it is."""
_IMPORT = "import"


class Step(NamedTuple):
    """A card came here on this day. `phase` one of PHASES; `state` one of STATES."""

    day: date
    phase: str
    state: str


class Trail(NamedTuple):
    """One card's way.

    steps: oldest first, each another phase or state than the one before it; at least one.
    started: the day that it first left Förslag (`inbox`), or None: it never has, or came by an import from somewhere
        later than Förslag, so that nobody here knows.
    finished: the day of the last end with an outcome, whichever it was, if it has not been taken up again since.
    """

    card: str
    steps: tuple[Step, ...]
    started: date | None
    finished: date | None

    @property
    def now(self) -> Step:
        """Where it is."""
        return self.steps[-1]

    @property
    def under_way(self) -> bool:
        """Whether it counts as work in progress: open, out of Förslag. Parked and put back in Förslag is not."""
        return is_under_way(self.now)


def is_under_way(step: Step) -> bool:
    """Whether a card in this place is being worked on."""
    return step.state == "open" and step.phase != PHASES[0]


class _Written(NamedTuple):
    """What a line said of where a card is; None where it said nothing of that."""

    stamp: str
    day: str
    do: str
    phase: str | None
    state: str | None


class _Turn(NamedTuple):
    """An undo or a redo, and the line that it takes back."""

    do: str
    undoes: str


class Trails:
    """The trails of one board, kept in step with its lines."""

    def __init__(self) -> None:
        self.latest: dict[str, str] = {}
        """The latest stamp that is known of each journal."""
        self._found: Mapping[str, Trail] = {}
        self._written: dict[str, list[_Written]] = {}
        self._turns: dict[str, _Turn] = {}
        self._cards: Mapping[str, Doc] | None = None
        self._stale: set[str] = set()

    def add(self, lines: Iterable[Line]) -> None:
        """Take in lines, in any order, none of them twice; `follow` then gives the trails."""
        touched: set[str] = set()
        for line in lines:
            self._take(line, touched)
        for id in touched:
            self._written[id].sort(key=itemgetter(0))
        self._stale |= touched

    def _take(self, line: Line, touched: set[str]) -> None:
        journal = line.stamp.rpartition(".")[2]
        if line.stamp > self.latest.get(journal, ""):
            self.latest[journal] = line.stamp
        is_turn = line.undoes is not None and line.do in ("undo", "redo")
        for change in line.changes:
            if change.table != "cards":
                continue
            phase, state = change.cells.get("phase"), change.cells.get("state")
            if phase is None and state is None:
                continue
            touched.add(change.id)
            kept = self._written.setdefault(change.id, [])
            kept.append(
                _Written(line.stamp, line.at[:10], line.do, _known(phase, PHASES), _known(state, STATES))
            )
            if is_turn:
                self._turns[line.stamp] = _Turn(line.do, line.undoes or "")

    def follow(self, cards: Mapping[str, Doc]) -> Mapping[str, Trail]:
        """The trail of every card there is."""
        if cards is self._cards and not self._stale:
            return self._found
        void = self._void()
        found = {}
        for id, doc in cards.items():
            trail = None if id in self._stale else self._found.get(id)
            if trail is None or not _is_here(trail.now, doc):
                trail = _trail(id, self._written.get(id, ()), void, doc)
            found[id] = trail
        self._found, self._cards = found, cards
        self._stale.clear()
        return found

    def _void(self) -> frozenset[str]:
        """The stamps of lines that were taken back, and of what took them back."""
        void: set[str] = set()
        undone: set[str] = set()
        for stamp in sorted(self._turns, reverse=True):
            turn = self._turns[stamp]
            # One undo may be several lines, and a redo that names one of them does all of them again.
            if stamp not in void and turn.undoes not in undone:
                void.add(turn.undoes)
                if turn.do == "redo" and turn.undoes in self._turns:
                    undone.add(self._turns[turn.undoes].undoes)
            void.add(stamp)
        return frozenset(void)


def trails(lines: Iterable[Line], cards: Mapping[str, Doc]) -> Mapping[str, Trail]:
    """The trail of each of a board's `cards` by id, from the lines of its history in any order."""
    found = Trails()
    found.add(lines)
    return found.follow(cards)


_kept: WeakKeyDictionary[Store, Trails] = WeakKeyDictionary()


def trails_of(store: Store) -> Mapping[str, Trail]:
    """The trail of every card of a board by id. Reads journals: all the first time, then what has come since.

    A screen asks in the storage thread (`Live.ask`). Raises Problem, as any reading of the store.
    """
    kept = _kept.setdefault(store, Trails())
    cards = store.snapshot.table("cards")
    kept.add(store.backwards(CELLS, dict(kept.latest)))
    return kept.follow(cards)


def _known(value: object, codes: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in codes else None


def _is_here(step: Step, card: Doc) -> bool:
    return step.phase == card.get("phase") and step.state == card.get("state")


def _trail(id: str, written: Iterable[_Written], void: frozenset[str], card: Doc) -> Trail:
    steps: list[Step] = []
    latest = date.min
    phase, state = PHASES[0], STATES[0]
    came_late = False
    for one in written:
        if one.stamp in void:
            continue
        phase, state = one.phase or phase, one.state or state
        latest = max(_day(one.day), latest)
        came_late = came_late or (not steps and one.do == _IMPORT and phase != PHASES[0])
        _add(steps, Step(latest, phase, state))
    if not steps or not _is_here(steps[-1], card):
        # The history was erased or damaged, or two wrote at once: what the board says counts.
        came_late = came_late or (not steps and card.get("phase") != PHASES[0])
        latest = max(_day(str(card.get("since") or card.get("created") or "")[:10]), latest)
        here = _known(card.get("phase"), PHASES) or phase, _known(card.get("state"), STATES) or state
        _add(steps, Step(latest, *here))
    started = None if came_late else next((step.day for step in steps if step.phase != PHASES[0]), None)
    return Trail(id, tuple(steps), started, _finished(steps))


def _add(steps: list[Step], step: Step) -> None:
    if not steps or steps[-1][1:] != step[1:]:
        steps.append(step)


def _finished(steps: list[Step]) -> date | None:
    for step in reversed(steps):
        if step.state == "finished":
            return step.day
        if step.state != "archived":  # a finished card may be put in the archive
            return None
    return None


_days: dict[str, date] = {}


def _day(text: str) -> date:
    """The day of a time as it is written; one that cannot be read is before all others."""
    found = _days.get(text)
    if found is None:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = date.min
        if len(_days) > 20_000:
            _days.clear()
        _days[text] = found
    return found
