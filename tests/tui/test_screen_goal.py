"""Goal and prediction on the screen: what was foretold stands, a new target has a reason, advice follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board import commands, cycles
from board.history import entries
from board.method import acts
from tests.tui.seat import Clock, session_at, sit_down
from tests.tui.sections import CARD, TITLE, card_of, docs, here, into, part, stand_on, texts
from tui.compose import Session
from tui.text import set_language

Make = Callable[..., Path]
FORETOLD = "Hälften så många letanden"


@pytest.fixture
def root(board: Make) -> Path:
    return board(CARD)


@pytest.fixture
def anna(root: Path) -> Session:
    return session_at(root, Clock(), person="anna", board="oster")


async def test_what_was_foretold_is_added_to_and_not_rewritten_once_the_test_has_begun(
    root: Path, anna: Session
) -> None:
    async with sit_down(root) as seat:
        await into(seat, "goal")
        await stand_on(seat, "Vi väntar oss")
        await seat.press("enter")
        await seat.write(FORETOLD, "enter")
        assert FORETOLD in here(seat)
        part(anna, "experiment", text="Krok hos en", start="2026-11-22")
        await seat.until(lambda: seat.card(TITLE).get("tested"), "the beginning")
        await stand_on(seat, "Vi väntar oss")
        await seat.press("enter")
        assert "det ni skrev då står kvar" in seat.asked
        assert FORETOLD in seat.asked
        await seat.write("En tredjedel räcker", "enter")
        assert seat.card(TITLE)["prediction"] == FORETOLD
        assert texts(seat, "amendment") == ["En tredjedel räcker"]
        assert "En tredjedel räcker det vi väntar oss" in seat.said, "what it is about is told"
        await stand_on(seat, "En tredjedel räcker")
        await seat.press("delete")
        assert texts(seat, "amendment") == ["En tredjedel räcker"], "it is not taken away"
        await stand_on(seat, "Vi tror att")
        await seat.press("enter")
        await seat.write("Krokar hjälper", "enter")
        assert seat.card(TITLE)["assumption"] == "Krokar hjälper", "what was empty may be written"


async def test_an_experiments_own_prediction_is_closed_when_it_has_begun(root: Path, anna: Session) -> None:
    part(anna, "experiment", text="Krok hos en", start="2026-11-20", prediction=FORETOLD)
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "trial")
        await stand_on(seat, "Krok hos en")
        await seat.press("enter")
        await stand_on(seat, "Vi väntar oss")
        await seat.press("enter")
        await seat.rewrite("Något annat", "enter")
        assert seat.written == "Något annat"
        assert docs(seat, "experiment")[0]["prediction"] == FORETOLD
        assert "det skrevs innan ni började pröva" in seat.asked


async def test_a_target_is_revised_with_a_reason_that_history_keeps(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden", unit="st", target=2)
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "goal")
        await stand_on(seat, "Antal letanden")
        await seat.press("enter")
        await stand_on(seat, "Vilket värde" if "Vilket värde" in seat.text else "Mål 2")
        await seat.press("enter")
        await seat.rewrite("3,5", "enter")
        assert "Varför ändras målet?" in seat.asked
        await seat.press("enter")
        assert "Skriv ett kort skäl." in seat.asked
        assert docs(seat, "indicator")[0]["target"] == 2
        await seat.write("Vi blev fler", "enter")
        assert docs(seat, "indicator")[0]["target"] == 3.5
        assert not seat.asked
        told = [entry.why for entry in entries(anna.store(), card_of(anna)) if entry.do == "set_indicator"]
        assert told == ["Vi blev fler"]


async def test_a_number_that_is_none_is_refused_with_what_was_typed(root: Path, anna: Session) -> None:
    part(anna, "indicator", text="Antal letanden")
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "goal")
        await stand_on(seat, "Antal letanden")
        await seat.press("enter")
        await stand_on(seat, "Utgångsläge")
        await seat.press("enter")
        await seat.write("många", "enter")
        assert seat.written == "många"
        assert "baseline" not in docs(seat, "indicator")[0]
        await seat.rewrite("1 200,5", "enter")
        assert docs(seat, "indicator")[0]["baseline"] == 1200.5


async def test_the_try_before_is_in_sight_when_a_new_one_has_begun(root: Path, anna: Session) -> None:
    card = card_of(anna)
    anna.do(commands.edit(card, {"prediction": FORETOLD, "measure": "Krok", "outcome": "Lika många"}))
    anna.do(commands.edit(card, {"assumption_held": "no"}))
    anna.do(cycles.finish(card, "retry", "Fel ställe"))
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "goal")
        assert "Förra försöket (1)" in seat.text
        assert f"väntade oss {FORETOLD}" in seat.said
        assert "det blev Lika många" in seat.said
        assert "stämde det vi trodde? nej" in seat.said


async def test_whether_it_can_be_evaluated_is_told_with_what_it_follows_from(
    root: Path, anna: Session
) -> None:
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "goal")
        assert "Går det att utvärdera?" in seat.text
        assert "○ Målet går att mäta inget mått än" in seat.said
        assert "○ Om–så är skrivet saknas: vi tror att, vi väntar oss" in seat.said
        set_language("en")
        await seat.press("down", "up")
        seat.shell.pages[-1].fill()
        await seat.settled()
        assert "○ Something to compare with no indicator yet" in seat.said, "whole where there is room"
        set_language("sv")
        part(anna, "indicator", text="Antal letanden", unit="st", target=2, baseline=9)
        part(anna, "action", text="Fast plats", resources="Krokar")
        anna.do(commands.edit(card_of(anna), {"assumption": "Om krok", "prediction": FORETOLD}))
        await seat.until(lambda: "✓ Om–så är skrivet" in seat.text, "that it is written")
        assert "✓ Målet går att mäta Antal letanden" in seat.said
        assert "✓ Något att jämföra med Antal letanden" in seat.said
        assert "✓ Det som behövs finns med Fast plats" in seat.said


async def test_advice_follows_from_what_is_written_and_goes_when_it_is_mended(
    root: Path, anna: Session
) -> None:
    indicator = part(
        anna, "indicator", text="Antal krokar", goal_type="activity", view="inside_out", target=9
    )
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "goal")
        for told in (
            "Måtten följer bara vad ni gör.",
            "Alla mått är sedda inifrån er.",
            "Inget mått visar vad det ger den enskilde.",
            "Ett målvärde säger inte varifrån det kommer. Det gäller ”Antal krokar”.",
            "Kortet hör inte till något mål.",
        ):
            assert told in seat.said
        mended = {"goal_type": "outcome", "view": "outside_in", "values": ["individual"]}
        anna.do(acts.change("indicator", indicator, {**mended, "target_origin": "own"}))
        anna.do(commands.edit(card_of(anna), {"local": True}))
        await seat.until(lambda: "Kortet hör inte till något mål." not in seat.said, "the goal")
        assert "Måtten följer bara" not in seat.said
        assert "Inget mått visar" not in seat.said


async def test_those_who_were_not_heard_are_remembered(root: Path, anna: Session) -> None:
    part(anna, "involvement", text="Karin från brukarrådet", who="user")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "involvement")
        assert "Vilka kom inte till tals? Tänk på språk, kön, hälsa och ork." in seat.said


async def test_parts_of_an_earlier_try_are_read_and_not_changed(root: Path, anna: Session) -> None:
    part(anna, "log", text="Karin var nöjd")
    anna.do(cycles.finish(card_of(anna), "retry", "En gång till"))
    async with sit_down(root) as seat:
        await into(seat, "trial")
        await stand_on(seat, "Karin var nöjd")
        assert "försök 1, läses bara" in here(seat)
        await seat.press("delete")
        assert "försök 1, som är slut" in seat.said
        await seat.press("enter", "down", "enter")
        await seat.rewrite("Karin var arg", "enter")
        assert texts(seat, "log") == ["Karin var nöjd"]
        assert seat.written == "Karin var arg"
