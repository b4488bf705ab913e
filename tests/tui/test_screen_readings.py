"""What is written on a card shows on the board: how readings go, what is there already, and that something happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from board.method import acts
from tests.tui.seat import NOW, Clock, put, session_at, sit_down
from tests.tui.sections import CARD, TITLE, here, into, stand_on

Make = Callable[..., Path]
TODAY = NOW.date()


async def test_readings_of_another_show_on_the_card_as_they_come(board: Make) -> None:
    root = board(put("Vi letar nycklar", "do", measure="Nyckelskåp", due="2026-12-01"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root, size=(120, 30)) as seat:
        card = seat.id("Vi letar nycklar")
        indicator = other.do(acts.add("indicator", card, {"text": "Minuter"})).events[0].id
        rows = [(TODAY - timedelta(days=4 - n), typed, None) for n, typed in enumerate(("9 min", "7", "5"))]
        other.do(acts.record(card, indicator, rows))
        await seat.until(lambda: "█▅▁ 9→5" in seat.text, "the readings")
        last = other.do(acts.record(card, indicator, [(TODAY, "3", None)])).events[0].id
        await seat.until(lambda: "█▆▃▁ 9→3" in seat.text, "one more")
        other.do(acts.remove("reading", last))
        await seat.until(lambda: "█▅▁ 9→5" in seat.text, "without it")
        await seat.resize(160, 45)
        assert "█▅▁ 9→5" in seat.text
        await seat.resize(80, 24)
        await seat.press("right", "right")
        assert "█▅▁ 9→5" in seat.text


async def test_one_reading_is_told_as_it_was_typed_with_what_it_comes_to(board: Make) -> None:
    root = board(CARD)
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root, size=(80, 24)) as seat:
        card = seat.id(TITLE)
        indicator = other.do(acts.add("indicator", card, {"text": "Boende som ätit"})).events[0].id
        other.do(acts.record(card, indicator, [(TODAY, "3 av 8", None)]))
        await seat.settled()
        await into(seat, "goal")
        await stand_on(seat, "Boende som ätit")
        assert "senast 3 av 8 (37,5 %), sön 22 nov" in here(seat)
        await seat.press("escape", "right", "enter")
        await stand_on(seat, "3 av 8")
        assert "3 av 8 (37,5 %) · för få mätvärden ännu" in seat.text


async def test_a_note_from_the_trial_ends_standing_still_and_causes_answer_why(board: Make) -> None:
    root = board(put("Vi letar nycklar", "plan", problem="De ligger överallt", owner=""))
    later = Clock(NOW + timedelta(days=30))
    other = session_at(root, later, person="bo", board="oster")
    async with sit_down(root, clock=later, size=(120, 30)) as seat:
        assert "‖ stått still 4 v" in seat.text
        assert "1 av 5" in seat.text
        card = seat.id("Vi letar nycklar")
        other.do(acts.add("cause", card, {"text": "Ingen bestämd plats"}))
        await seat.until(lambda: "2 av 5" in seat.text, "the answer to why")
        assert "stått still" not in seat.text
        await seat.press("/")
        await seat.write("stilla", "enter")
        assert seat.column("plan") == []


async def test_each_reading_that_is_saved_is_told_with_its_day(board: Make) -> None:
    root = board(CARD)
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root, size=(80, 24)) as seat:
        other.do(acts.add("indicator", seat.id(TITLE), {"text": "Kalla måltider"}))
        await seat.settled()
        await seat.go_to(TITLE)
        await seat.press("enter", "plus")
        await seat.write("5", "enter")
        assert "✓ sön 22 nov: 5" in seat.asked
        await seat.write("v 45 4", "enter")
        assert "✓ sön 22 nov: 5" in seat.asked
        assert "✓ mån 2 nov: 4" in seat.asked, "a week is its Monday"
        assert "2 sparade. Skriv nästa" in seat.asked
