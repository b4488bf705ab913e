"""A terminal that several share: who has gone is signed out, and cards are noted without a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.ids import GUEST
from board.organisation import change_board
from tests.tui.seat import Clock, Seat, put, session_at, sit_down

Board = Callable[..., Path]


class Hours:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def after(seat: Seat, hours: Hours, minutes: float) -> None:
    """So long nobody touches a key."""
    hours.now += minutes * 60
    seat.app.idle.look(seat.shell)
    await seat.settled()


def timed(seat: Seat) -> Hours:
    hours = Hours()
    seat.app.idle.clock = hours
    seat.app.idle._last = 0.0
    return hours


async def test_who_has_gone_is_signed_out_and_the_wall_is_there(board: Board) -> None:
    root = board(put("Vi letar nycklar", owner="anna"), change_board({"idle": 5}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await seat.press("enter")
        assert seat.page == "card"
        await after(seat, hours, 4.9)
        assert seat.page == "card"
        await seat.press("down")
        await after(seat, hours, 4.9)
        assert seat.page == "card", "a key is somebody"
        await after(seat, hours, 0.2)
        assert seat.page == "wall"
        assert seat.app.live.me is None
        assert "Anna" not in seat.text


async def test_without_the_setting_nobody_is_signed_out(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root) as seat:
        await after(seat, timed(seat), 600)
        assert seat.page == "board"
        assert "Anna Ek" in seat.rows[0]


async def test_what_was_being_written_is_there_for_them_and_for_nobody_else(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await seat.press("c")
        await seat.write("Ring mig om det här")
        await after(seat, hours, 2)
        assert seat.page == "wall"
        assert "Ring mig" not in seat.text
        await seat.press("x")
        await seat.write("Bo", "enter")
        assert "Bo Alm" in seat.rows[0]
        assert not seat.shell.asking
        await seat.press("c")
        assert seat.written == ""
        await seat.press("escape")
        await after(seat, hours, 2)
        await seat.press("x")
        await seat.write("Anna", "enter")
        assert seat.written == "Ring mig om det här"
        await seat.press("enter")
        texts = [(doc["text"], doc["by"]) for doc in seat.disk().table("comments").values()]
        assert [text for text, _by in texts] == ["Ring mig om det här"]


async def test_a_question_that_nobody_answers_at_the_wall_goes_away(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1}))
    async with sit_down(root, wall=True) as seat:
        hours = timed(seat)
        await seat.press("x")
        assert seat.shell.asking
        await after(seat, hours, 2)
        assert seat.asked == ""
        assert seat.page == "wall"


async def test_a_guest_notes_a_card_and_no_line_says_who(board: Board) -> None:
    root = board(change_board({"guests": True}))
    async with sit_down(root, wall=True) as seat:
        await seat.press("x")
        assert "Gäst" in seat.asked
        await seat.write("gäst", "enter")
        await seat.write("Dörren till trapphuset går inte i lås", "enter")
        card = seat.card("Dörren")
        assert card["by"] == GUEST
        assert seat.page == "wall"
    store = session_at(root, Clock()).open("oster")
    assert [line.by for line in store.backwards() if line.do == "add"] == [GUEST]


async def test_guests_are_not_offered_where_the_board_has_not_said_so(board: Board) -> None:
    async with sit_down(board(), wall=True) as seat:
        await seat.press("x")
        assert "Gäst" not in seat.asked


async def test_what_was_typed_before_choosing_to_be_a_guest_is_the_card(board: Board) -> None:
    root = board(change_board({"guests": True}))
    async with sit_down(root) as seat:
        seat.app.live.me = None
        await seat.press("n")
        await seat.write("Hissen luktar rök", "enter")
        await seat.write("gäst", "enter")
        assert seat.card("Hissen")["by"] == GUEST
        assert "Noterat utan namn" in seat.text
        await seat.go_to("Hissen")
        assert "någon utan namn" in seat.text
        await seat.press("escape", "enter")
        assert "någon utan namn" in seat.said


async def test_a_proposal_without_a_name_where_the_team_allows_it(board: Board) -> None:
    root = board(change_board({"nameless": True}))
    async with sit_down(root) as seat:
        await seat.press("ctrl+p")
        await seat.write("utan namn", "enter")
        await seat.write("Vi pratar illa om varandra", "enter")
        assert seat.card("Vi pratar")["by"] == GUEST
        await seat.press("u")
        assert seat.titles == ["Vi pratar illa om varandra"], "nobody's to undo"


async def test_it_is_refused_where_the_team_has_not(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("ett kort utan namn", "enter")
        assert "Här noterar man med sitt namn" in seat.said
        assert not seat.shell.asking


async def test_who_does_not_lead_the_board_gives_a_reason_for_changing_it(board: Board) -> None:
    async with sit_down(board(), person="mia") as seat:
        await seat.press("ctrl+p")
        await seat.write("delad skärm", "enter", "end", "enter")
        assert "Skriv kort varför" in seat.asked
        await seat.write("Anna bad mig", "enter")
        assert (seat.disk().get("board", "1") or {})["wall_names"] is True


async def test_the_settings_have_a_page_with_words_for_each(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("delad skärm", "enter")
        assert seat.page == "shared"
        await seat.press("enter")
        await seat.write("5", "enter")
        assert "5 minuter" in seat.text
        await seat.press("enter")
        await seat.write("500", "enter")
        assert "från 1 till 240" in seat.said
        await seat.press("escape", "escape", "end", "enter")
        doc = seat.disk().get("board", "1") or {}
        assert doc["idle"] == 5
        assert doc["wall_names"] is True
