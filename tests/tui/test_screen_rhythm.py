"""When the board meets: asked for in plain words, always in sight, moved and cancelled, without a rule being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from board.meeting.rhythm_acts import move_meeting
from board.organisation import change_board
from board.ports import Change, Draft
from tests.tui.seat import Clock, put, sit_down
from tests.tui.test_screen_pages import row

Make = Callable[..., Path]
THIRD = {"meeting_rule": "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "meeting_start": "2026-11-24T13:30"}


async def test_a_board_gets_its_rhythm_step_by_step_and_it_is_always_in_sight(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(120, 36)) as seat:
        assert "möte" not in seat.rows[1]
        await seat.press("s")
        await row(seat, "meeting")
        assert "hur ofta möts ni, och när?" in seat.text
        await seat.press("enter", "down", "down", "enter")
        await seat.write("tis", "enter")
        assert "Vilken tid?" in seat.asked
        await seat.write("lunch", "enter")
        assert "går inte att förstå som en tid" in seat.asked
        await seat.rewrite("13.30–14.15", "enter")
        assert "= tis 24 nov, tis 15 dec, tis 5 jan 2027" in seat.asked
        await seat.write("1/12")
        assert "= tis 1 dec, tis 22 dec, tis 12 jan 2027" in seat.asked
        await seat.press("enter", "enter")
        assert "möte tis 1 dec 13.30, om 9 dagar" in seat.rows[1]
        assert "var tredje tis 13.30, 45 min, inte i juli, inte på röda dagar" in seat.text
        await seat.press("enter", "enter")
        await seat.write("ons 2/12 9.00")
        assert "= ons 2 dec v. 49 09.00, om 10 dagar" in seat.asked
        await seat.press("enter")
        assert "nästa: ons 2 dec 09.00, om 10 dagar (flyttat från tis 1 dec)" in seat.text
        await seat.press("enter", "down", "enter")
        assert "Mötet är inställt. u ångrar. Nästa möte: tis 22 dec 13.30." in seat.text
        await seat.press("u")
        assert "möte ons 2 dec 09.00" in seat.rows[1]


async def test_what_is_so_today_is_where_one_begins_and_july_is_changed_alone(board: Make) -> None:
    moved = move_meeting(date(2026, 11, 24), datetime.fromisoformat("2026-11-26T09:00"))
    async with sit_down(board(put("Nycklarna"), change_board(THIRD), moved), size=(80, 24)) as seat:
        await seat.press("m")
        await row(seat, "rhythm")
        await seat.press("enter", "down", "down", "down")
        assert "Röda dagar och juli" in seat.asked
        await seat.press("enter")
        assert "✓ Inga möten röda dagar eller aftnar" in seat.asked
        await seat.press("up", "enter")
        doc = seat.disk().get("board", "1") or {}
        assert "BYMONTH=1,2,3,4,5,6,8" in doc["meeting_rule"]
        assert doc["meeting_start"] == THIRD["meeting_start"]
        await row(seat, "rhythm")
        await seat.press("enter", "down", "down", "enter")
        assert "✓ var tredje vecka" in seat.asked
        await seat.press("enter")
        assert "✓ tis" in seat.asked
        await seat.press("enter", "enter")
        assert "= tis 24 nov, tis 15 dec" in seat.asked, "the same weeks as before"
        await seat.write("ons 2/12")
        await seat.press("enter")
        assert "✓ Inga möten röda dagar, aftnar eller i juli" in seat.asked
        await seat.press("enter")
        assert "Nästa möte: tors 26 nov 09.00" in seat.said, "one that was moved stays"
        assert (seat.disk().get("board", "1") or {})["meeting_start"] == "2026-12-08T13:30"


async def test_a_card_is_put_on_the_next_meeting_from_the_board_and_the_card(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"), put("Larmet"), change_board(THIRD)), size=(80, 24)) as seat:
        await seat.press("D")
        assert "Tas upp på mötet tis 24 nov 13.30." in seat.said
        wished = next(doc for doc in seat.disk().table("cards").values() if doc.get("on_meeting"))
        await seat.press("enter", "D")
        assert "Tas inte upp på nästa möte." in seat.said
        assert not seat.card(wished["title"]).get("on_meeting")


async def test_how_often_may_be_said_in_one_go(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(80, 24)) as seat:
        await seat.press("s")
        await row(seat, "meeting")
        await seat.press("enter")
        await seat.write("första tors i månaden 14")
        assert "= första tors i månaden 14.00" in seat.asked
        await seat.press("enter", "enter", "down", "enter")
        assert (seat.disk().get("board", "1") or {})["meeting_rule"] == "FREQ=MONTHLY;BYDAY=1TH"
        assert "möte tors 3 dec 14.00" in seat.rows[1]


async def test_the_top_line_goes_on_with_the_clock_and_a_rule_that_is_none_is_told(board: Make) -> None:
    clock = Clock()
    clock.now += timedelta(days=2, hours=2)
    async with sit_down(board(put("Nycklarna"), change_board(THIRD)), clock=clock, size=(120, 36)) as seat:
        assert "möte tis 24 nov 13.30, pågår" in seat.rows[1]
        await seat.pilot.click(offset=(seat.rows[1].index("möte") + 3, 1))
        await seat.settled()
        assert seat.shell.page == "meetings"
        await seat.press("M")
        assert "Nästa möte: tis 24 nov 13.30, pågår." in seat.text
        await seat.press("M")
        clock.now += timedelta(minutes=31)
        seat.shell._minute()
        await seat.settled()
        assert "möte tis 15 dec 13.30, om 3 veckor" in seat.rows[1]

        odd = Change("board", "1", {"meeting_rule": "FREQ=SECONDLY"})
        seat.app.live.do(lambda _context: [Draft("board", (odd,))], lambda _outcome: None)
        await seat.settled()
        await seat.press("s")
        assert "möte" not in seat.rows[1]
        assert "Mötesrytmen går inte att läsa, och räknas inte." in seat.text


async def test_time_is_planned_what_came_of_it_is_written_and_a_calendar_is_made(board: Make) -> None:
    clock = Clock()
    async with sit_down(board(put("Nycklarna", due="2026-12-01"), change_board(THIRD)), clock=clock) as seat:
        await seat.press("m")
        await row(seat, "rhythm")
        await seat.press("enter")
        await seat.write("", *["down"] * 6, "enter")
        await seat.write("Fiskbenet", "enter")
        await seat.write("tis")
        assert "= tis 24 nov v. 48, om 2 dagar" in seat.asked
        await seat.press("enter")
        assert seat.written == "60", "the meeting of that day is an hour"
        assert "Mötet den dagen är 1 h." in seat.asked
        await seat.write("en timme", "enter")
        assert "Skriv antalet minuter" in seat.asked
        await seat.rewrite("60", "enter")
        clock.now += timedelta(days=3)
        await row(seat, "rhythm")
        await seat.press("enter", *["down"] * 7, "enter")
        assert "tis 24 nov Fiskbenet" in seat.asked
        await seat.press("enter")
        assert seat.written == "60"
        assert "Planerat: 1 h." in seat.asked
        await seat.write("45", "enter")
        assert "planerat 1 h, blev 45 min" in seat.text
        await seat.press("escape", "ctrl+p")
        await seat.write("kalenderfil", "enter")
        assert "Vilken kalender?" in seat.asked
        await seat.press("enter")
        assert "Filen är sparad" in seat.asked
    (made,) = Path(seat.app.desk.files_folder or "").glob("*.ics")
    text = made.read_text("utf-8")
    made.unlink()
    assert "SUMMARY:Följ upp: Nycklarna" in text
    assert "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TU" in text


async def test_a_break_said_with_the_rhythm_is_asked_about_later_and_hinders_nothing(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(80, 24)) as seat:
        await seat.press("s")
        await row(seat, "meeting")
        await seat.press("enter")
        assert "Uppehåll, som juli, frågas det om längre fram" in seat.asked
        await seat.write("var tredje tisdag 13.30 utom juli")
        assert "= var tredje tis 13.30 uppehåll väljs sedan" in seat.asked
        await seat.press("enter", "enter")
        assert "juli" in seat.asked
