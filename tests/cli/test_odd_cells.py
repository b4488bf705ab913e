"""What another computer may have written of meetings, events, challenges and the year: no command breaks on it."""

from __future__ import annotations

from typing import Any

import pytest

from board.method.kinds import KINDS
from board.ports import Change, Draft
from tests.cli.running import Tavla
from tui.compose import Session

ODD: tuple[Any, ...] = (
    ["a"],
    {"1": ["a"]},
    2**63,
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
)
"""Of each sort that synchronisation lets in: none is what any of these fields should hold."""
COMMANDS = (
    "list", "mine", "cycles", "flow", "results", "events", "method", "history", "boards", "calendar", "report",
    "export", "readiness", "check", "meeting list", "meeting minutes", "meeting next", "meeting time", "digest",
    "digest --html", "digest --person vera", "overview", "search or", "handover vera", "story 1", "draw", "chart",
)  # fmt: skip
MEETING = (
    "form",
    "started",
    "created",
    "ended",
    "by",
    "since",
    "guests",
    "point",
    "ticking",
    "present",
    "spent",
)
MEETING_TOO = ("places", "skipped", "added", "promised")
RHYTHM = ("meeting_rule", "meeting_start", "meeting_minutes", "meeting_place", "meeting_red", "meeting_but")
CARD = (
    "title",
    "phase",
    "state",
    "owner",
    "leader",
    "doers",
    "due",
    "since",
    "created",
    "by",
    "tags",
    "challenge",
)
TOLD = {
    "meetings": (*MEETING, *MEETING_TOO),
    "meeting_notes": ("meeting", "point", "text", "created", "by", "card"),
}


def changes(odd: Any) -> dict[str, list[Change]]:
    """A document of every kind where one of its fields is odd, each field in turn, by where the kind lies."""
    made: dict[str, list[Change]] = {"org": [], "board": []}
    fields = {kind.table: ([field.name for field in kind.fields], kind.home) for kind in KINDS.values()}
    fields |= {table: (list(names), "board") for table, names in TOLD.items()}
    for number, (table, (names, home)) in enumerate(fields.items(), 1):
        for place, name in enumerate([*names, "card", "by", "created"]):
            sound = {"card": "1", "text": "Ord", "created": "2026-11-20T10:00:00+01:00", "meeting": "1"}
            cells = {key: value for key, value in sound.items() if key != name} | {name: odd}
            made["org" if home == "org" else "board"].append(
                Change(table, str(number * 100 + place + 1), cells)
            )
    made["board"].append(Change("board", "1", dict.fromkeys((*RHYTHM, "severity_names"), odd)))
    made["board"] += [
        Change("cards", str(place + 1), {"title": "Ett kort", "phase": "do", name: odd})
        for place, name in enumerate(("none", *CARD))
    ]
    return made


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: str(odd)[:25])
def test_whatever_another_program_wrote_every_command_answers(tavla: Tavla, odd: Any) -> None:
    session = Session(str(tavla.home), env={}, clock=tavla.clock, board="oster", person="vera")
    for where, made in changes(odd).items():
        store = session.org if where == "org" else session.store()
        draft = Draft("set", tuple(made))
        store.commit("vera", lambda _snapshot, draft=draft: [draft])  # type: ignore[misc]
    lists = [f"{name.replace('_', '-')} list" for name in KINDS]
    broken = []
    for number, command in enumerate((*COMMANDS, *lists)):
        said = tavla(*(["--json"] if number % 2 else []), *command.split(), TAVLA_BOARD="oster")
        if said.code == 3:
            broken.append(f"{command}: {said.err}")
    assert not broken, "\n".join(broken)


def test_a_document_whose_name_is_no_number_is_listed(tavla: Tavla) -> None:
    session = Session(str(tavla.home), env={}, clock=tavla.clock, board="oster", person="vera")
    card = Change("cards", "kort-7", {"title": "Från ett annat program"})
    note = Change("routines", "rutin", {"text": "Morgon", "card": "kort-7", "review": "2026-11-20"})
    session.store().commit("vera", lambda _snapshot: [Draft("add", (card, note))])
    for command in (
        "list",
        "mine",
        "events",
        "calendar",
        "digest",
        "routine list",
        "overview",
        "search annat",
    ):
        assert tavla(*command.split()).code == 0, command
    assert "Från ett annat program" in tavla.ok("list")
