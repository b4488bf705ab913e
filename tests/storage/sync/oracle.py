"""What a set of lines must show, said as docs/merge.md says it and as slowly: from all lines at once, in no order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from storage.fields import DELETED, RESERVED, canonical, unescape
from storage.lines import Raw, changes_of

Key = tuple[str, str]


class Expected(NamedTuple):
    """Documents as "table id", heads by document and cell, conflicts to show, and what named each replaced stamp."""

    live: dict[str, dict[str, Any]]
    deleted: dict[str, dict[str, Any]]
    heads: dict[str, dict[str, dict[str, Any]]]
    conflicts: dict[str, dict[str, dict[str, Any]]]
    replaced_by: Mapping[tuple[Key, str, str], list[str]]


def expected(commands: Mapping[str, Sequence[Raw]]) -> Expected:
    """What hosts show that have these commands, each replica's in its order."""
    written: dict[Key, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    replaced_by: dict[tuple[Key, str, str], list[str]] = defaultdict(list)
    last: dict[Key, tuple[str, str, str]] = {}
    for found in commands.values():
        latest = ""
        for raw in found:
            stamp = raw["t"]
            if stamp <= latest:
                continue
            latest = stamp
            for table, id, cells, named in changes_of(raw):
                key = (table, id)
                for name, value in cells.items():
                    cell = canonical(name)
                    if cell in RESERVED or cell[:1] in ("/", ""):
                        continue
                    written[key][cell][stamp] = (True if value else None) if cell == DELETED else value
                    last[key] = max(last.get(key, ("", "", "")), (stamp, raw["at"], raw["by"]))
                    for other in named.get(name, ()):
                        if type(other) is str and other < stamp:
                            replaced_by[key, cell, other].append(stamp)
    result = Expected({}, {}, {}, {}, replaced_by)
    for key, cells_of in written.items():
        heads = {
            cell: {s: v for s, v in values.items() if (key, cell, s) not in replaced_by}
            for cell, values in cells_of.items()
        }
        name = " ".join(key)
        result.heads[name] = heads
        doc, dead = _document(heads)
        (result.deleted if dead else result.live)[name] = {**doc, "_at": last[key][1], "_by": last[key][2]}
        several = {cell: values for cell, values in heads.items() if _differ(list(values.values()))}
        if several:
            result.conflicts[name] = several
    return result


def _differ(values: list[Any]) -> bool:
    return any(type(value) is not type(values[0]) or value != values[0] for value in values)


def _document(heads: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], bool]:
    """What a document shows, and whether it is deleted."""
    shown = {cell: max(values.items(), key=lambda head: head[0]) for cell, values in heads.items()}
    deletion = shown.pop(DELETED, ("", None))
    dead = deletion[1] is True and all(stamp <= deletion[0] for stamp, _ in shown.values())
    doc: dict[str, Any] = {}
    elements: dict[str, dict[str, Any]] = defaultdict(dict)
    for cell, (_, value) in shown.items():
        field, slash, element = cell.partition("/")
        if value is not None and slash:
            elements[field][unescape(element)] = value
        elif value is not None:
            doc[field] = value
    for field, found in elements.items():
        doc[field] = sorted(found) if all(value is True for value in found.values()) else found
    return doc, dead
