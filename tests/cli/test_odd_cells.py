"""What another computer may have written of meetings, events, challenges and the year: no command breaks on it."""

from __future__ import annotations

from typing import Any

import pytest

from board.method.kinds import KINDS
from board.ports import Change, Draft
from tests.cli.running import Tavla
from tests.odd_cells import ODD, changes
from tui.compose import Session

COMMANDS = (
    "list", "mine", "cycles", "flow", "results", "events", "method", "history", "boards", "calendar", "report",
    "export", "readiness", "check", "meeting list", "meeting minutes", "meeting next", "meeting time", "digest",
    "digest --html", "digest --person vera", "overview", "search or", "handover vera", "story 1", "draw", "chart",
)  # fmt: skip


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
