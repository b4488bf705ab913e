"""Readings and results on the screen: typed one by one, pasted many, drawn as a chart, judged by what was foretold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from board import commands
from board.method import acts
from tests.tui.seat import NOW, Clock, session_at, sit_down
from tests.tui.sections import CARD, TITLE, card_of, docs, here, into, part, stand_on, texts
from tui.compose import Session

Make = Callable[..., Path]
TODAY = NOW.date()


@pytest.fixture
def root(board: Make) -> Path:
    return board(CARD)


@pytest.fixture
def anna(root: Path) -> Session:
    return session_at(root, Clock(), person="anna", board="oster")


async def test_readings_are_typed_one_after_the_other(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden")
    async with sit_down(root) as seat:
        await into(seat, "result")
        await seat.press("plus")
        assert "Antal letanden" in seat.asked
        await seat.write("12,5")
        assert "= sön 22 nov: 12,5" in seat.asked
        await seat.press("enter")
        assert "1 sparat." in seat.asked
        await seat.write("20/11 ca 40", "enter")
        await seat.write("många")
        assert "! rad 1: ”många” går inte att förstå" in seat.asked
        await seat.press("enter")
        assert seat.written == "många", "nothing is lost"
        await seat.rewrite("<5", "enter", "enter")
        assert texts(seat, "reading") == ["12,5", "ca 40", "<5"]
        assert docs(seat, "reading")[1]["on"] == "2026-11-20"


async def test_many_are_pasted_and_a_bad_line_loses_none_of_them(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden")
    rows = [f"{(TODAY - timedelta(days=n)).isoformat()}; {n % 7}" for n in range(30)]
    rows[11] = "2026-11-11; hej"
    async with sit_down(root) as seat:
        await into(seat, "result")
        await seat.press("plus")
        await seat.paste("\n".join(rows), "enter")
        assert "rad 12: ”hej” går inte att förstå" in seat.asked
        assert seat.written == "\n".join(rows)
        assert texts(seat, "reading") == []
        rows[11] = "2026-11-11; 4"
        seat.shell.prompt.field.select_all()
        await seat.paste("\n".join(rows), "enter")
        assert "30 sparade" in seat.asked
        await seat.press("enter")
        assert len(docs(seat, "reading")) == 30
        assert "median" in seat.text
        await seat.press("u")
        assert docs(seat, "reading") == [], "one undo takes them all back"


async def test_with_several_indicators_one_is_chosen(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden")
    second = part(anna, "indicator", text="Minuter per pass")
    async with sit_down(root) as seat:
        await into(seat, "result")
        await seat.press("n")
        assert "Vilket mått?" in seat.asked
        await seat.press("down", "enter")
        await seat.write("7", "enter", "enter")
        assert docs(seat, "reading")[0]["indicator"] == second
        await seat.press("right")
        await stand_on(seat, "7")
        assert "Minuter per pass" in here(seat)


async def test_without_an_indicator_one_is_asked_for_first(root: Path) -> None:
    async with sit_down(root) as seat:
        await into(seat, "result")
        await seat.press("plus")
        assert "Vad kan vi räkna eller mäta?" in seat.asked
        await seat.write("Antal letanden", "enter", "enter")
        assert texts(seat, "indicator") == ["Antal letanden"]


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (160, 45)], ids=str)
async def test_the_chart_says_too_few_and_then_what_it_saw(
    root: Path, anna: Session, size: tuple[int, int]
) -> None:
    id = part(anna, "indicator", text="Antal letanden", unit="st", target=3)
    card = card_of(anna)

    def measured(values: list[int]) -> None:
        first = TODAY - timedelta(days=len(values) + len(docs_of(anna)))
        anna.do(
            acts.record(card, id, [(first + timedelta(days=n), str(v), None) for n, v in enumerate(values)])
        )

    measured([9, 8, 9])
    async with sit_down(root, size=size) as seat:
        page = await into(seat, "result")

        def all_of_it() -> str:
            return " ".join(text for item in page.items for row in item.rows for text, _part in row)

        assert "För få mätvärden ännu" in all_of_it()
        measured([9, 9, 8, 9, 9, 9, 8, 9, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2])
        await seat.until(lambda: "Något annat än slumpen har hänt." in all_of_it(), "the signal")
        assert {cell_len(row) for row in seat.rows} == {size[0]}
        await seat.press("end", "pagedown", "home", "down")
        assert {cell_len(row) for row in seat.rows} == {size[0]}


def docs_of(session: Session) -> list[str]:
    return list(session.store().snapshot.table("readings"))


async def test_what_was_foretold_stands_beside_what_was_seen(root: Path, anna: Session) -> None:
    anna.do(commands.edit(card_of(anna), {"prediction": "Hälften så många", "outcome": "En tredjedel färre"}))
    part(
        anna, "experiment", text="Krok", prediction="Inga letanden", result="Två letanden", start="2026-11-20"
    )
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "result", "verdict")
        row = next(row for row in seat.rows if "Hälften så många" in row)
        assert "En tredjedel färre" in row
        row = next(row for row in seat.rows if "Inga letanden" in row)
        assert "Två letanden" in row
        await stand_on(seat, "Blev det bättre?")
        await seat.press("enter", "enter")
        assert "ja, en förbättring" in here(seat)
        assert "Sparat: blev det bättre." in seat.said, "a sentence has one end"
        assert seat.card(TITLE)["improvement"] == "improvement"


async def test_a_reading_is_changed_and_taken_away_where_it_is_listed(root: Path, anna: Session) -> None:
    id = part(anna, "indicator", text="Antal letanden")
    anna.do(acts.record(card_of(anna), id, [(TODAY, "125", None)]))
    async with sit_down(root) as seat:
        await into(seat, "result", "readings")
        await stand_on(seat, "125")
        await seat.press("enter", "down", "enter")
        await seat.rewrite("12,5", "enter")
        assert docs(seat, "reading")[0]["value"] == 12.5
        await seat.press("enter")
        await seat.rewrite("hej", "enter")
        assert "går inte att förstå" in seat.asked
        assert seat.written == "hej"
        await seat.press("escape", "escape", "up", "delete")
        assert docs(seat, "reading") == []


async def test_the_rules_are_chosen_where_the_chart_is_read(root: Path, anna: Session) -> None:
    id = part(anna, "indicator", text="Antal letanden")
    anna.do(acts.record(card_of(anna), id, [(TODAY - timedelta(days=n), str(n), None) for n in range(12)]))
    async with sit_down(root, size=(100, 40)) as seat:
        await into(seat, "result")
        assert seat.said.index("era anteckningar") < seat.said.index("Läst efter"), "what it says comes first"
        assert "Läst efter hur värdena ligger kring medianen. enter väljer andra" in here(seat)
        await seat.press("enter")
        assert "Vilka regler ska diagrammet läsas med?" in seat.asked
        await seat.press("down", "down", "enter")
        assert "Läst efter gränser kring medelvärdet (XmR)." in here(seat)
        assert docs(seat, "indicator")[0]["rules"] == "xmr"
        await seat.press("delete")
        assert texts(seat, "indicator") == ["Antal letanden"], "the row is of its rules, not of the indicator"


async def test_an_indicator_without_readings_says_how_to_write_one(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "result")
        assert "Antal letanden" in seat.text
        assert "Inga mätvärden än. + skriver ett." in seat.text
