"""A closed round's result as its document keeps it, and back.

What fewer than FEWEST_SHOWN gave is kept so that it is not read in passing, wherever the document is taken: in the
files and in an export. board.readiness_seal says what that is worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from board.readiness import FEWEST_SHOWN, Result, Tally, items_of, veiled
from board.readiness_seal import hidden, shown

LOOSE = "all"
"""In place of an item's key: comments that belong to no item."""


def stored(result: Result, id: str, count: str) -> dict[str, Any]:
    """The cells of the closed round `id` that hold its result.

    count: names this counting, so that of two that have not seen each other one holds, whole.
    """
    cells: dict[str, Any] = {"answered": result.answers, "count": count}
    items = items_of(result.form)
    for tally in result.tallies:
        counts = f"counts/{tally.key}"
        cells[counts] = _kept([*tally.counts, tally.unsure or 0], tally.ratings, f"{id} {counts}", result)
        for field, choices in items[tally.key].asks:
            chosen = tally.extra.get(field, (0,) * len(choices))
            more = f"{counts}.{field}"
            cells[more] = _kept(list(chosen), sum(chosen), f"{id} {more}", result)
        for place, said in enumerate(tally.comments, 1):
            cells[f"said/{count}.{tally.key}.{place:04}"] = said
    for place, said in enumerate(result.loose, 1):
        cells[f"said/{count}.{LOOSE}.{place:04}"] = said
    return cells


def _kept(numbers: Sequence[int], persons: int, key: str, result: Result) -> Any:
    few = result.few or 0 < persons < FEWEST_SHOWN
    return hidden(json.dumps(numbers), key) if few else list(numbers)


def result_in(doc: Mapping[str, Any], form: str, id: str) -> Result | None:
    """The result that the closed round `id` holds, or None. What cannot be read counts as nothing."""
    counts, said = doc.get("counts"), doc.get("said")
    if not isinstance(counts, dict):
        return None
    comments: dict[str, list[str]] = {}
    if isinstance(said, dict):
        for name in sorted(said):
            by, _, key = name.partition(".")
            if by == doc.get("count"):
                comments.setdefault(key.partition(".")[0], []).append(str(said[name]))
    tallies = []
    for item in items_of(form).values():
        one, two, three, four, unsure = _numbers(counts, item.key, 5, id)
        extra = {
            field: chosen
            for field, choices in item.asks
            if any(chosen := _numbers(counts, f"{item.key}.{field}", len(choices), id))
        }
        tallies.append(
            Tally(item.key, (one, two, three, four), unsure, tuple(comments.get(item.key, ())), extra)
        )
    answered = doc.get("answered")
    loose = tuple(comments.get(LOOSE, ()))
    found = Result(form, answered if isinstance(answered, int) else 0, tuple(tallies), loose)
    # One that was closed by an earlier version has its comments at the items; `loose` stays in the order it lies in.
    return veiled(found, id) if found.few and any(tally.comments for tally in tallies) else _unsaid(found)


def _unsaid(found: Result) -> Result:
    tallies = tuple(tally._replace(unsure=None) for tally in found.tallies)
    return found._replace(tallies=tallies) if found.few else found


def _numbers(counts: Mapping[str, Any], name: str, length: int, id: str) -> tuple[int, ...]:
    value = counts.get(name)
    if isinstance(value, str):
        try:
            value = json.loads(shown(value, f"{id} counts/{name}"))
        except ValueError:
            value = None
    if (
        isinstance(value, list)
        and len(value) == length
        and all(type(one) is int and 0 <= one < 1 << 31 for one in value)
    ):
        return tuple(value)
    return (0,) * length
