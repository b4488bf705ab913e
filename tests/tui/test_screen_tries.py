"""Earlier tries on the card's page, and what was added to a prediction once its test had begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board import commands, cycles
from board.method import acts
from tests.tui.seat import Clock, session_at, sit_down
from tests.tui.sections import CARD, TITLE, card_of, into, part, stand_on
from tui.compose import Session

Make = Callable[..., Path]


@pytest.fixture
def root(board: Make) -> Path:
    return board(CARD)


@pytest.fixture
def anna(root: Path) -> Session:
    return session_at(root, Clock(), person="anna", board="oster")


async def test_an_earlier_try_is_opened_with_all_that_was_written_in_it(root: Path, anna: Session) -> None:
    card = card_of(anna)
    anna.do(commands.edit(card, {"measure": "Krok vid dörren", "prediction": "Alla hittar"}))
    part(anna, "experiment", text="Krok hos en brukare", start="2026-11-10", result="Två av tre")
    part(anna, "log", text="Kroken föll ner", on="2026-11-11")
    part(anna, "amendment", text="Räknar bara kvällar", about="prediction")
    anna.do(cycles.finish(card, "retry", "Pröva ett skåp"))
    async with sit_down(root, size=(120, 60)) as seat:
        await seat.go_to(TITLE)
        await seat.press("enter")
        await stand_on(seat, "✓ Försök 1")
        await seat.press("enter")
        for told in ("Krok hos en brukare", "blev: Två av tre", "Kroken föll ner", "Räknar bara kvällar"):
            assert told in seat.said


async def test_what_was_added_stands_beside_what_was_expected(root: Path, anna: Session) -> None:
    card = card_of(anna)
    anna.do(commands.edit(card, {"prediction": "Alla hittar"}))
    part(anna, "experiment", text="Krok", start="2026-11-10")
    anna.do(acts.add("amendment", card, {"text": "Räknar bara kvällar", "about": "prediction"}))
    told = "tillagt sedan försöket började: Räknar bara kvällar"
    async with sit_down(root, size=(120, 60)) as seat:
        await seat.go_to(TITLE)
        await seat.press("enter")
        assert told in seat.said
        await into(seat, "result", "verdict")
        assert told in seat.said
