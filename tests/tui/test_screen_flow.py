"""The flow of a board as views of page v: every figure opens to its cards, and what others do is drawn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from board import commands, cycles
from tests.tui.seat import NOW, Clock, Seat, put, session_at, sit_down, small_board


def a_year(root: Path) -> Path:
    """Ten cards that took 1 to 10 days, a week apart; one under way since nine days, and one in Förslag."""
    small_board(root)
    clock = Clock()
    session = session_at(root, clock, person="bo", board="oster")
    for days in range(1, 11):
        clock.now = NOW - timedelta(days=200 - 7 * days)
        card = session.do(commands.note(f"Klart {days}")).events[-1].id
        session.do(commands.move(card, "do", "nu"))
        clock.now += timedelta(days=days - 1)
        session.do(cycles.finish(card, "drop", "klart"))
    clock.now = NOW - timedelta(days=8)
    session.do(put("Nycklarna", "do"))
    session.do(put("Larmet"))
    return root


def under_cursor(seat: Seat) -> str:
    return next((row.removeprefix("▌").strip() for row in seat.rows if row.startswith("▌")), "")


async def go_to(seat: Seat, words: str) -> None:
    """Put the cursor on the row that begins with the words."""
    await seat.press("home")
    for _ in range(30):
        if under_cursor(seat).startswith(words):
            return
        await seat.press("down")
    raise AssertionError(words)


async def test_the_views_of_flow_by_keys(tmp_path: Path) -> None:
    root = a_year(tmp_path / "tavla")
    async with sit_down(root, person="bo", board="oster") as seat:
        await seat.press("v", "right")
        await seat.until(lambda: "85 av 100 tog" in seat.text)
        for told in (
            "1 kort, det äldsta 9 dagar sedan start",
            "högst 9 dagar, 1 kort tog längre",
            "Ett kort räknas från dagen",
        ):
            assert told in seat.text
        await go_to(seat, "85 av 100")
        await seat.press("enter")
        assert "▫ Klart 10" in seat.text
        await seat.press("enter")
        assert "▫ Klart 10" not in seat.text
        await go_to(seat, "I Genomföra")
        await seat.press("enter", "down")
        assert under_cursor(seat).endswith("9 dagar"), "the days there, from coming to leaving"
        await go_to(seat, "85 av 100")
        other = session_at(root, Clock(), person="anna", board="oster")
        other.do(commands.move(seat.id("Larmet"), "do", "nu"))
        await seat.until(lambda: "2 kort, det äldsta 9 dagar sedan start" in seat.text)
        assert under_cursor(seat).startswith("85 av 100"), "the cursor stays where it was"
        await go_to(seat, "Genomföra")
        await seat.press("enter", "down", "enter")
        assert seat.page == "card"
        assert "Nycklarna" in seat.text
        await seat.press("escape", "right")
        assert "▓ Genomföra 2" in seat.text
        assert "▒ Avslutade 10" in seat.text
        await seat.press("right")
        assert "85 av 100 tog högst 9 dagar" in seat.text
        await seat.press("right")
        assert "● en vecka" in seat.text
        await go_to(seat, "Avslutade kort räknas det senaste året")
        await seat.press("enter")
        await seat.until(lambda: "de senaste tre månaderna" in seat.text)
        await seat.press("left")
        await seat.until(lambda: "Inga avslutade kort än" in seat.text)


async def test_what_few_cards_took_is_told_one_by_one_and_the_picture_in_a_sentence(tmp_path: Path) -> None:
    root = small_board(tmp_path / "tavla")
    clock = Clock()
    session = session_at(root, clock, person="bo", board="oster")
    for days in (12, 3):
        clock.now = NOW - timedelta(days=40)
        card = session.do(commands.note(f"Klart {days}")).events[-1].id
        session.do(commands.move(card, "do", "nu"))
        clock.now += timedelta(days=days - 1)
        session.do(cycles.finish(card, "drop", "klart"))
    clock.now = NOW - timedelta(days=8)
    session.do(put("Nycklarna", "do"))
    async with sit_down(root, person="bo", board="oster", size=(80, 24)) as seat:
        await seat.press("v", "right")
        await seat.until(lambda: "Dagar per kort" in seat.text)
        assert "2 kort: 3 och 12 dagar. Från 10 kort visas hur länge de flesta tar." in seat.said
        await go_to(seat, "Dagar per kort")
        await seat.press("enter")
        assert "▫ Klart 12" in seat.text
        await seat.press("right")
        assert "Under tiden har 2 kort avslutats." in seat.said
        assert "kort som pågår" in seat.said


async def test_a_picture_fits_the_window(tmp_path: Path) -> None:
    root = a_year(tmp_path / "tavla")
    for size in ((60, 16), (160, 45)):
        async with sit_down(root, person="bo", board="oster", size=size) as seat:
            await seat.press("v", "right", "right")
            await seat.until(lambda: "▒ Avslutade 10" in seat.text)
            assert any(row.strip().startswith("0 └") for row in seat.rows)
