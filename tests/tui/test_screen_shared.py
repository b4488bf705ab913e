"""A terminal that several share: who has gone is signed out, and cards are noted without a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.ids import GUEST
from board.organisation import add_person, change_board
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui.text import set_language

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
    hours.now += 2


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


async def test_who_sat_there_is_signed_out_when_a_guest_is_chosen_and_the_new_card_is_marked(
    board: Board,
) -> None:
    root = board(put("Vi letar nycklar"), change_board({"guests": True}))
    async with sit_down(root) as seat:
        assert "Anna Ek" in seat.rows[0]
        await seat.press("i")
        await seat.write("gäst", "enter")
        await seat.write("Hissen luktar rök", "enter")
        assert seat.card("Hissen")["by"] == GUEST
        assert seat.app.live.me is None
        assert "Anna Ek" not in seat.rows[0]
        assert seat.selected == "Hissen luktar rök"
        await seat.press("c")
        await seat.write("Igen i dag", "enter")
        assert "Vem sitter vid tangenterna?" in seat.asked


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
        await seat.write("delad skärm", "enter", "end", "enter", "down", "enter")
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
        await seat.press("escape", "escape", "end", "enter", "down", "enter")
        doc = seat.disk().get("board", "1") or {}
        assert doc["idle"] == 5
        assert doc["wall_names"] is True


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_name_that_is_typed_is_chosen_and_never_the_guest(
    board: Board, size: tuple[int, int], language: str
) -> None:
    set_language("en" if language == "en" else "sv")
    root = board(change_board({"guests": True}))
    async with sit_down(root, wall=True, size=size) as seat:
        await seat.press("x")
        await seat.write("mi")
        chosen = seat.shell.prompt.listing
        assert chosen.items[chosen.cursor].rows[0][0][0] == "Mia Ås"
        assert chosen.top == 0
        assert "Mia Ås" in seat.asked
        await seat.press("enter")
        assert "Mia Ås" in seat.rows[0]


async def test_enter_alone_at_the_wall_is_nobody(board: Board) -> None:
    root = board(change_board({"guests": True}))
    async with sit_down(root, wall=True) as seat:
        await seat.press("x", "enter")
        assert "Vem sitter" in seat.asked
        assert "eller välj Gäst" in seat.asked
        await seat.press("down", "enter")
        assert "Vad vill du berätta?" in seat.asked


async def test_a_name_goes_before_the_guest_whatever_it_begins_with(board: Board) -> None:
    root = board(change_board({"guests": True}))
    async with sit_down(root) as seat:
        seat.app.live.organise(add_person("Gustav Ek", "gustav"), lambda _outcome: None)
        await seat.settled()
        await seat.press("i")
        await seat.write("g")
        listing = seat.shell.prompt.listing
        assert [item.rows[0][0][0] for item in listing.items] == ["Gustav Ek", "+ ", "Gäst", "Logga ut"]
        assert listing.cursor == 0


async def test_the_last_seconds_are_counted_in_sight(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1}))
    async with sit_down(root, size=(80, 24)) as seat:
        hours = timed(seat)
        await seat.press("c")
        await seat.write("Ring mig")
        hours.now += 46
        await after(seat, hours, 2 / 60)
        assert "Anna loggas ut om 12 s, tryck på en tangent" in seat.said
        await seat.press("space")
        await after(seat, hours, 0)
        assert "loggas ut" not in seat.said
        assert seat.written == "Ring mig "


async def test_what_is_typed_just_as_one_is_signed_out_chooses_nothing(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1, "guests": True}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        hours.now += 61
        seat.app.idle.look(seat.shell)
        await seat.settled()
        hours.now += 0.5
        await seat.write("Gäst vid dörren", "enter")
        assert "Vem sitter" in seat.asked
        assert seat.written == ""
        hours.now += 1.5
        await seat.write("Bo", "enter")
        assert "Bo Alm" in seat.rows[0]
        assert len(seat.titles) == 1


@pytest.mark.parametrize("draft", ["c", "n"])
async def test_what_comes_just_as_one_is_signed_out_is_kept_with_what_one_wrote(
    board: Board, draft: str
) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1, "guests": True}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await seat.press(draft)
        await seat.write("Ring")
        hours.now += 61
        seat.app.idle.look(seat.shell)
        await seat.settled()
        hours.now += 0.5
        await seat.write(" mig")
        await seat.paste(" om larmet")
        assert seat.written == "", "it lands in nobody's field"
        hours.now += 1.5
        await seat.write("Anna", "enter")
        assert seat.written == "Ring mig om larmet"


async def test_a_guests_card_gets_a_receipt_on_the_wall(board: Board) -> None:
    root = board(change_board({"guests": True}))
    async with sit_down(root, wall=True, size=(80, 24)) as seat:
        await seat.press("x")
        await seat.write("gäst", "enter")
        await seat.write("Dörren går inte i lås", "enter")
        assert seat.page == "wall"
        assert "Noterat. Det ligger i Förslag." in seat.said


@pytest.mark.parametrize("way", ["list", "palette"])
async def test_one_can_leave_the_screen_to_the_next(board: Board, way: str) -> None:
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        if way == "list":
            await seat.press("i", "end")
            assert "Logga ut" in seat.asked
            await seat.write("logga", "enter")
        else:
            await seat.press("ctrl+p")
            await seat.write("logga ut", "enter")
        assert seat.page == "wall"
        assert seat.app.live.me is None


async def test_undo_of_a_setting_says_which(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("delad skärm", "enter", "end", "enter", "down", "enter", "u")
        assert "Ångrat: tavlan." not in seat.said
        assert "på tavlan. U gör om" in seat.said


async def test_what_an_empty_number_means_is_said(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("delad skärm", "enter", "enter")
        assert "Tomt: ingen loggas ut." in seat.asked
        await seat.press("escape", "down", "enter")
        assert "Tomt: 20 sekunder." in seat.asked


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("logga ut", "Logga ut"),
        ("ställföreträdare", "Människor och roller"),
        ("dela", "Idébank"),
        ("namnlös", "Notera ett kort utan namn"),
        ("lämna", "Människor och roller"),
        ("terminal", "Delad skärm"),
        ("minuter", "Delad skärm"),
        ("tema", "Byt färger"),
        ("orsak", "Öppna kortet"),
        ("vikarie", "Människor och roller"),
    ],
)
async def test_everyday_words_find_what_one_can_do(board: Board, words: str, found: str) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write(words)
        assert found in seat.asked


async def test_a_word_that_finds_nothing_is_told_of_at_once(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("zzz")
        assert "Inget heter så här" in seat.asked
        await seat.press("enter")
        assert "Inget heter så här" in seat.asked
        assert seat.written == "zzz"


async def test_a_login_that_is_only_an_account_is_no_colleague(board: Board) -> None:
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        seat.app.live.organise(add_person("vera", "vera"), lambda _outcome: None)
        await seat.settled()
        await seat.press("o")
        assert "Bo Alm" in seat.asked
        assert "vera" not in seat.asked
        await seat.write("vera")
        assert "vera  vera" in seat.text


@pytest.mark.parametrize("page", ["s", "delad skärm"])
async def test_page_down_comes_to_the_last_row(board: Board, page: str) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("s" if page == "s" else "ctrl+p")
        if page != "s":
            await seat.write(page, "enter")
        await seat.press("pagedown", "pagedown", "pagedown", "pagedown")
        shown = seat.shell.pages[-1]
        assert shown.key == shown.keys[-1]
        await seat.press("pageup", "pageup", "pageup", "pageup")
        assert shown.key == shown.keys[0]
