"""The merge with one rule broken: the histories must find each of these, or they would not find a real mistake."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import pytest

from storage import cells, checkpoint, clock, compose
from storage.cells import Cells, Heads, Key
from storage.clock import HybridClock
from storage.fields import DELETED, RESERVED, Entry, latest_of, unescape
from storage.lines import Raw
from tests.storage.sync.histories import Diverged, first_failing, history, play

HISTORIES = 150
"""A broken rule must show within so many."""

Patch = pytest.MonkeyPatch
_merged, _change, _place, _apply, _write = (
    Cells._merged,
    Cells._change,
    Cells._place,
    Cells.apply,
    Cells._write,
)


def wall_clock_alone(patch: Patch) -> None:
    """A stamp is what the clock on the wall says, whatever has been seen."""
    patch.setattr(HybridClock, "observe", lambda _self, _stamp: None)


def clock_forgets_itself(patch: Patch) -> None:
    """Two stamps of one host may be the same."""
    tick = HybridClock.tick

    def mutant(self: HybridClock, replica: str) -> tuple[str, str]:
        last = self._last
        found = tick(self, replica)
        self._last = last
        return found

    patch.setattr(HybridClock, "tick", mutant)


def counter_does_not_carry(patch: Patch) -> None:
    """The counter that is full begins anew in the same millisecond."""
    tick = HybridClock.tick

    def mutant(self: HybridClock, replica: str) -> tuple[str, str]:
        before = self._last
        stamp, at = tick(self, replica)
        if before.endswith(".zz") and stamp[9:12] == ".00":
            stamp = before[:9] + stamp[9:]
            self._last = stamp[:12]
        return stamp, at

    patch.setattr(HybridClock, "tick", mutant)


def _latest(patch: Patch, choose: Callable[[Heads], str]) -> None:
    """Let another head than the latest show."""

    def mutant(first: Any, *others: Any, **options: Any) -> Any:
        return choose(first) if type(first) is dict else builtins.max(first, *others, **options)

    patch.setattr(cells, "max", mutant, raising=False)


def earlier_wins(patch: Patch) -> None:
    """Of two who did not see each other the earlier one shows."""
    _latest(patch, min)


def last_to_arrive_wins(patch: Patch) -> None:
    """What shows is what came last."""
    _latest(patch, lambda heads: list(heads)[-1])


def tie_broken_by_arrival(patch: Patch) -> None:
    """At the same moment the first to arrive shows, and the replica's name decides nothing."""
    _latest(patch, lambda heads: builtins.max(heads, key=lambda stamp: stamp[:12]))


def later_drops_the_other(patch: Patch) -> None:
    """The later write alone is kept: the loser is silently gone."""

    def mutant(self: Cells, *given: Any) -> Heads:
        heads = _merged(self, *given)
        return {max(heads): heads[max(heads)]}

    patch.setattr(Cells, "_merged", mutant)


def replaced_is_ignored(patch: Patch) -> None:
    """What a line says it replaces stays."""

    def mutant(self: Cells, key: Key, cell: str, heads: Heads, value: Any, stamp: str, named: Any) -> Heads:
        return _merged(self, key, cell, heads, value, stamp, ())

    patch.setattr(Cells, "_merged", mutant)
    patch.setattr(Cells, "_plainly", lambda *_given: False)


def a_line_replaces_all(patch: Patch) -> None:
    """A line replaces every head that is there, whether its writer had seen it or not."""

    def mutant(self: Cells, key: Key, cell: str, heads: Heads, value: Any, stamp: str, named: Any) -> Heads:
        return _merged(self, key, cell, heads, value, stamp, [*named, *heads])

    patch.setattr(Cells, "_merged", mutant)


def awaited_is_ignored(patch: Patch) -> None:
    """A line that comes before the one it replaces does not replace it."""

    def mutant(self: Cells, *given: Any) -> Heads:
        heads = _merged(self, *given)
        self.awaited.clear()
        return heads

    patch.setattr(Cells, "_merged", mutant)


def awaited_once_a_line(patch: Patch) -> None:
    """A cell that a line names twice is awaited only the first time (a mistake that was made)."""

    def mutant(self: Cells, key: Key, cell: str, heads: Heads, value: Any, stamp: str, named: Any) -> Heads:
        heads = _merged(self, key, cell, heads, value, stamp, named)
        self._await_no_more(stamp)
        return heads

    patch.setattr(Cells, "_merged", mutant)


def writer_names_what_it_shows(patch: Patch) -> None:
    """A line names only the head that shows, so that nothing is ever settled."""
    named = compose._named

    def mutant(*given: Any) -> dict[str, list[str]]:
        return {cell: stamps[-1:] for cell, stamps in named(*given).items()}

    patch.setattr(compose, "_named", mutant)


def writer_forgets_itself(patch: Patch) -> None:
    """Two commands of one commit do not know of each other."""
    named = compose._named
    patch.setattr(compose, "_named", lambda found, change, _mine, left: named(found, change, {}, left))


def deletion_always_wins(patch: Patch) -> None:
    """What is deleted stays deleted, whatever is written after it."""

    def mutant(self: Cells, key: Key, doc: dict[str, Any], entry: dict[str, str]) -> None:
        if self._heads(key, doc, entry, DELETED)[entry[DELETED]] is True:
            entry = dict.fromkeys(entry, entry[DELETED])
        _place(self, key, doc, entry)

    patch.setattr(Cells, "_place", mutant)


def edit_revives_whenever_it_comes(patch: Patch) -> None:
    """An edit brings a deleted document back also where it was made before the deletion."""

    def mutant(self: Cells, stamp: str, at: str, by: str, key: Key, changed: Any, named: Any) -> None:
        _change(self, stamp, at, by, key, changed, named)
        if key in self.deleted and DELETED not in changed and set(changed) - RESERVED:
            self.tables[key[0]][key[1]] = self.deleted.pop(key)

    patch.setattr(Cells, "_change", mutant)


def a_set_is_one_value(patch: Patch) -> None:
    """Whoever writes an element last decides the whole set."""

    def mutant(
        self: Cells,
        key: Key,
        doc: dict[str, Any],
        entry: Entry | None,
        cell: str,
        value: Any,
        stamp: str,
        named: Any,
    ) -> Entry:
        before = latest_of(entry)
        entry = _write(self, key, doc, entry, cell, value, stamp, named)
        field, slash, element = cell.partition("/")
        if slash and value is True and stamp > before and type(doc.get(field)) is list:
            doc[field] = [unescape(element)]
        return entry

    patch.setattr(Cells, "_write", mutant)


def not_idempotent(patch: Patch) -> None:
    """A line counts each time it is read."""

    def mutant(self: Cells, raw: Raw, touched: Any = None) -> bool:
        self.seen.pop(clock.replica_of(raw["t"]), None)
        return _apply(self, raw, touched)

    patch.setattr(Cells, "apply", mutant)


def an_empty_change_signs(patch: Patch) -> None:
    """A change that sets nothing says who touched the document last (a mistake that was made)."""

    def mutant(self: Cells, stamp: str, at: str, by: str, key: Key, changed: Any, named: Any) -> None:
        _change(self, stamp, at, by, key, changed, named)
        doc = self._doc(key)
        if not changed and type(doc) is dict:
            doc["_at"] = at

    patch.setattr(Cells, "_change", mutant)


def _forgotten(what: str) -> Callable[[Patch], None]:
    load = checkpoint.load

    def forget(patch: Patch) -> None:
        def mutant(data: bytes) -> checkpoint.Checkpoint:
            found = load(data)
            found.cells.load_rest()
            getattr(found.cells, what).clear()
            return found

        patch.setattr(checkpoint, "load", mutant)

    forget.__name__ = f"checkpoint_without_{what}"
    return forget


MUTANTS = (
    wall_clock_alone,
    clock_forgets_itself,
    counter_does_not_carry,
    earlier_wins,
    last_to_arrive_wins,
    tie_broken_by_arrival,
    later_drops_the_other,
    replaced_is_ignored,
    a_line_replaces_all,
    awaited_is_ignored,
    awaited_once_a_line,
    writer_names_what_it_shows,
    writer_forgets_itself,
    deletion_always_wins,
    edit_revives_whenever_it_comes,
    a_set_is_one_value,
    not_idempotent,
    an_empty_change_signs,
    _forgotten("seen"),
    _forgotten("awaited"),
    _forgotten("extra"),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_rule_is_found(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    mutant(monkeypatch)
    seed = first_failing(range(HISTORIES))
    assert seed is not None
    with pytest.raises(Diverged):
        play(history(seed))
