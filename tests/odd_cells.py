"""Cells as no program of ours writes them, in every field of what a board and the organisation hold."""

from __future__ import annotations

from typing import Any

from board.method.kinds import KINDS
from board.ports import Change

ODD: tuple[Any, ...] = (
    ["a"],
    {"1": ["a"]},
    2**63,
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
)
"""Of each sort that synchronisation lets in: none is what any of these fields should hold."""
_MEETING = (
    "form started created ended by since guests point ticking present spent places skipped added promised"
)
_RHYTHM = "meeting_rule meeting_start meeting_minutes meeting_place meeting_red meeting_but severity_names"
_CARD = "title phase state owner leader doers due since created by tags challenge cycle kind rank"
_TOLD = {"meetings": _MEETING, "meeting_notes": "meeting point text created by card"}


def changes(odd: Any, after: int = 0) -> dict[str, list[Change]]:
    """A document of every kind where one of its fields is odd, each field in turn, by where the kind lies (`org` or
    `board`). `after` tells the ids of several from each other."""
    made: dict[str, list[Change]] = {"org": [], "board": []}
    fields = {kind.table: ([field.name for field in kind.fields], kind.home) for kind in KINDS.values()}
    fields |= {table: (names.split(), "board") for table, names in _TOLD.items()}
    for number, (table, (names, home)) in enumerate(fields.items(), 1):
        for place, name in enumerate([*names, "card", "by", "created"]):
            sound = {"card": "1", "text": "Ord", "created": "2026-11-20T10:00:00+01:00", "meeting": "1"}
            cells = {key: value for key, value in sound.items() if key != name} | {name: odd}
            id = str(after + number * 100 + place + 1)
            made["org" if home == "org" else "board"].append(Change(table, id, cells))
    made["board"].append(Change("board", "1", dict.fromkeys(_RHYTHM.split(), odd)))
    for place, name in enumerate(("none", *_CARD.split())):
        cells = {"title": "Ett kort", "phase": "do", name: odd}
        made["board"].append(Change("cards", str(after + place + 1), cells))
    return made
