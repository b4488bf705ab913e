"""The order of cards in the board's columns: ids only, kept in step with events."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from board.codes import COLUMNS
from board.ports import Doc, Event
from board.rules import follow_up

_Key = tuple[str, str]


class Columns:
    """Open cards' ids per column, by order key. A filter leaves out what it does not want.

    `open_counts` per column and `dues` per day of follow-up count all open cards, also those left out.
    """

    def __init__(self, cards: Mapping[str, Doc], wanted: Callable[[str, Doc], bool] | None = None) -> None:
        self._wanted = wanted
        self._keys: dict[str, list[_Key]] = {phase: [] for phase in COLUMNS}
        self.open_counts = dict.fromkeys(COLUMNS, 0)
        self.dues: Counter[str] = Counter()
        for id, card in cards.items():
            phase = str(card.get("phase"))
            if card.get("state", "open") == "open" and phase in self._keys:
                self.open_counts[phase] += 1
                if day := follow_up(card):
                    self.dues[day] += 1
                if wanted is None or wanted(id, card):
                    self._keys[phase].append((str(card.get("rank") or ""), id))
        for keys in self._keys.values():
            keys.sort()

    @property
    def filtered(self) -> bool:
        return self._wanted is not None

    @property
    def counts(self) -> Mapping[str, int]:
        """Open cards per column; those that are wanted, where a filter leaves others out."""
        return {phase: self.size(phase) for phase in COLUMNS} if self.filtered else self.open_counts

    def ids(self, phase: str) -> list[str]:
        """The ids shown in a column."""
        return [id for _rank, id in self._keys[phase]]

    def __len__(self) -> int:
        return sum(len(keys) for keys in self._keys.values())

    def size(self, phase: str) -> int:
        return len(self._keys[phase])

    def at(self, phase: str, index: int) -> str | None:
        """The id at a place of a column, or None outside it."""
        keys = self._keys[phase]
        return keys[index][1] if 0 <= index < len(keys) else None

    def find(self, id: str, card: Doc | None) -> tuple[str, int] | None:
        """(column, place) of a card as it is now, or None where the columns do not show it."""
        if card is None or card.get("phase") not in self._keys:
            return None
        phase = str(card["phase"])
        key = (str(card.get("rank") or ""), id)
        index = bisect_left(self._keys[phase], key)
        return (phase, index) if index < len(self._keys[phase]) and self._keys[phase][index] == key else None

    def take(self, events: Iterable[Event]) -> set[str]:
        """Follow what happened; the columns that changed."""
        touched: set[str] = set()
        for event in events:
            if event.table != "cards":
                continue
            for card, step in ((event.before, -1), (event.after, 1)):
                if card is None or card.get("state", "open") != "open" or card.get("phase") not in self._keys:
                    continue
                phase = str(card["phase"])
                self.open_counts[phase] += step
                if day := follow_up(card):
                    self.dues[day] += step
                self._place((str(card.get("rank") or ""), event.id), phase, card, step)
                touched.add(phase)
        return touched

    def _place(self, key: _Key, phase: str, card: Doc, step: int) -> None:
        keys = self._keys[phase]
        index = bisect_left(keys, key)
        there = index < len(keys) and keys[index] == key
        if step < 0 and there:
            del keys[index]
        elif step > 0 and not there and (self._wanted is None or self._wanted(key[1], card)):
            insort(keys, key)
