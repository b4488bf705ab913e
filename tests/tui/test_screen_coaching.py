"""The coach's eight questions, and a lift, from the card's sections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.seat import Clock, session_at, sit_down
from tests.tui.sections import CARD, docs, here, into, part, stand_on
from tui.compose import Session

Make = Callable[..., Path]


@pytest.fixture
def root(board: Make) -> Path:
    return board(CARD)


@pytest.fixture
def anna(root: Path) -> Session:
    return session_at(root, Clock(), person="anna", board="oster")


async def test_the_eight_questions_come_one_at_a_time_and_three_are_filled_in(
    root: Path, anna: Session
) -> None:
    tried = part(
        anna,
        "experiment",
        text="Krok hos en",
        start="2026-11-20",
        result="Hon hittade",
        learned="Höjden är viktig",
    )
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "coaching")
        await seat.press("n")
        assert "Fråga 1 av 8" in seat.asked
        assert "För att lära, inte för att kontrollera." in seat.asked
        await seat.write("Nycklarna", "enter")
        await seat.write("Alla hittar direkt", "enter")
        assert "Vad prövade ni senast?" in seat.asked
        assert seat.written == "Krok hos en"
        await seat.press("enter")
        assert seat.written == "Hon hittade"
        await seat.press("enter")
        assert seat.written == "Höjden är viktig"
        await seat.press("enter")
        await seat.write("Krok hos fem", "enter")
        assert "Vad tror ni händer" in seat.asked
        await seat.write("Fyra av fem hittar", "enter")
        assert "När kan jag komma och titta?" in seat.asked
        await seat.write("1 dec", "enter")
        assert not seat.asked
        assert "Klart. Samtalet finns på kortet." in seat.text
        (doc,) = docs(seat, "dialogue")
        assert doc["experiment"] == tried
        assert [doc[name] for name in ("challenge", "latest", "result", "expected", "visit")] == [
            "Nycklarna", "Krok hos en", "Hon hittade", "Fyra av fem hittar", "2026-12-01",
        ]  # fmt: skip
        await stand_on(seat, "Nycklarna")
        assert "väntade oss: Fyra av fem hittar" in seat.said
        assert "besök tis 1 dec" in seat.said


async def test_one_may_stop_at_any_question_and_what_was_said_is_kept(root: Path) -> None:
    async with sit_down(root) as seat:
        await into(seat, "coaching")
        await seat.press("n", "enter")
        assert "Börja med att skriva vilken utmaning det gäller." in seat.asked
        await seat.write("Nycklarna", "enter")
        await seat.press("enter")
        assert "Fråga 3 av 8" in seat.asked, "a question may be left empty"
        await seat.press("escape")
        assert not seat.asked
        (doc,) = docs(seat, "dialogue")
        assert doc["challenge"] == "Nycklarna"
        assert "target" not in doc
        await stand_on(seat, "Nycklarna")
        await seat.press("enter")
        await stand_on(seat, "Dit ni vill")
        await seat.press("enter")
        await seat.write("Alla hittar", "enter")
        assert docs(seat, "dialogue")[0]["target"] == "Alla hittar", "and filled in later"


async def test_a_new_conversation_stands_over_the_earlier_ones(root: Path, anna: Session) -> None:
    part(anna, "dialogue", challenge="Den första", on="2026-11-01")
    async with sit_down(root) as seat:
        await into(seat, "coaching")
        await seat.press("n")
        await seat.write("Den andra", "enter", "escape")
        assert seat.text.index("Den andra") < seat.text.index("Den första")


async def test_a_lift_begins_in_its_section(root: Path) -> None:
    async with sit_down(root) as seat:
        await into(seat, "lift")
        await seat.press("n")
        await seat.write("Larmet når inte fram", "enter")
        assert "Vem behöver ta sig an det?" in seat.asked
        await seat.write("Fastighetschefen", "enter")
        await seat.write("Byt larm", "enter", "enter")
        (doc,) = docs(seat, "lift")
        assert (doc["text"], doc["asked"]) == ("Larmet når inte fram", "Byt larm")
        await stand_on(seat, "Larmet når inte fram")
        assert "Fastighetschefen" in here(seat)
