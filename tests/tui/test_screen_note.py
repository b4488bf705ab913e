"""Noting a card: one key, a line, enter. Fifteen seconds between two visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from board.commands import comment, note
from tests.tui.seat import Clock, put, session_at, sit_down

Make = Callable[..., Path]


async def test_a_line_and_enter_is_on_disk_under_the_persons_name(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        assert "Vad vill du berätta?" in seat.asked
        await seat.write("Vi letar nycklar varje kväll", "enter")
        card = seat.card("Vi letar nycklar varje kväll")
        assert (card["phase"], card["state"]) == ("inbox", "open")
        assert card["by"] == seat.app.live.me
        assert not seat.asked
        assert seat.selected == "Vi letar nycklar varje kväll"
        assert "Noterat" in seat.text
        assert "sparat" in seat.rows[0]


async def test_keys_that_come_faster_than_the_screen_are_not_lost(board: Make) -> None:
    """Over a slow line a whole sentence can arrive at once; none of its letters may be taken for a command."""
    async with sit_down(board(put("Ett kort"))) as seat:
        for key in [*"nDet saknas handskar", "enter", *"nOch tvål", "enter", "c", *"Ja", "enter", "enter"]:
            seat._send(key)
        await seat.settled()
        assert seat.titles == ["Ett kort", "Det saknas handskar", "Och tvål"]
        [said] = seat.disk().table("comments").values()
        assert said["text"] == "Ja"
        assert seat.page == "card"


async def test_keys_that_come_at_once_mend_what_was_typed_in_their_order(board: Make) -> None:
    """A letter or an enter after a backspace must not overtake it."""
    async with sit_down(board(put("Ett kort"))) as seat:
        keys = [*"nHandX", "backspace", *"skar", "home", *"O ", "left", "backspace", "v", "end", *"!!"]
        for key in [*keys, "backspace", "enter"]:
            seat._send(key)
        await seat.settled()
        assert seat.titles == ["Ett kort", "v Handskar!"]


async def test_likely_doubles_are_offered_while_typing_and_opened_by_arrow_and_enter(board: Make) -> None:
    async with sit_down(board(put("Vi hittar inte hjälpmedlen", "plan"), put("Kaffet är kallt"))) as seat:
        await seat.press("n")
        await seat.write("letar hjälpmedel")
        assert "liknar: Vi hittar inte hjälpmedlen (Planera)" in seat.asked
        assert "Kaffet" not in seat.asked
        await seat.press("down", "enter")
        assert seat.page == "card"
        assert "Vi hittar inte hjälpmedlen" in seat.text
        assert len(seat.titles) == 2, "nothing was noted"


async def test_a_double_on_another_board_is_named_with_its_board(demo: Path) -> None:
    async with sit_down(demo, person=None, board="ensamhet") as seat:
        await seat.press("n")
        await seat.write("larmet hördes inte i matsalen")
        assert "liknar: Larmet hördes inte i matsalen under mid… (Äldreboendet" in seat.asked
        await seat.press("down", "enter")
        assert "finns på tavlan Äldreboendet Kaprifolen" in seat.said


async def test_an_empty_title_keeps_the_question_with_words(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n", "enter")
        assert "Rubriken är tom" in seat.asked
        await seat.write("   ", "enter")
        assert "Rubriken är tom" in seat.asked
        assert seat.titles == []
        await seat.write("Nu så", "enter")
        assert seat.titles == ["Nu så"]


async def test_one_letter_is_a_title(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write("X", "enter")
        assert seat.titles == ["X"]


async def test_too_long_a_title_is_told_with_both_numbers_and_stays(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.paste("å" * 201, "enter")
        assert "201" in seat.asked
        assert "200" in seat.asked
        assert seat.written == "å" * 201
        assert seat.titles == []
        await seat.press("backspace", "enter")
        assert seat.titles == ["å" * 200]


async def test_a_hundred_thousand_characters_are_told_and_stay(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.paste("x" * 100_000, "enter")
        assert "för långt" in seat.asked
        assert len(seat.written) == 100_000
        assert seat.titles == []


async def test_escape_asks_once_before_what_is_written_is_thrown_away(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write("Halvt skriv", "escape")
        assert "inte sparat" in seat.asked
        assert seat.written == "Halvt skriv"
        await seat.write("et")
        await seat.press("escape")
        assert seat.asked, "writing on takes the question back"
        await seat.press("escape")
        assert not seat.asked
        assert seat.titles == []
        await seat.press("n")
        assert seat.written == ""


async def test_escape_closes_at_once_where_nothing_is_written(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n", "escape")
        assert not seat.asked


async def test_what_is_pasted_is_one_clean_line(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.paste("Vi letar\nefter \x1b[31mnycklar\x07\u202e", "enter")
        assert seat.titles == ["Vi letar efter nycklar"]


async def test_the_first_card_lies_first_and_the_empty_board_said_how(board: Make) -> None:
    clock = Clock()
    async with sit_down(board(), clock=clock) as seat:
        assert "Tryck n och skriv" in seat.said
        await seat.press("enter")
        assert "Vad vill du berätta?" in seat.asked, "enter on an empty board notes"
        await seat.write("Ett", "enter")
        clock.now += timedelta(minutes=1)
        await seat.press("n")
        await seat.write("Två", "enter")
        assert seat.column("inbox") == ["Två", "Ett"], "the newest on top"


async def test_someone_unknown_is_asked_who_they_are_and_the_line_is_kept(board: Make) -> None:
    async with sit_down(board(), person=None) as seat:
        assert "Vem sitter vid tangenterna?" in seat.asked
        await seat.press("escape", "n")
        await seat.write("Vi letar nycklar", "enter")
        assert "Vem sitter vid tangenterna?" in seat.asked
        await seat.write("mi", "enter")
        card = seat.card("Vi letar nycklar")
        mia = next(doc for doc in seat.org.table("people").values() if doc["name"] == "Mia Ås")
        assert mia["handle"] == "mia"
        assert card["by"] == seat.app.live.me
        assert "Mia Ås" in seat.rows[0]


async def test_one_who_will_not_say_who_they_are_keeps_the_line(board: Make) -> None:
    async with sit_down(board(), person=None) as seat:
        await seat.press("escape", "n")
        await seat.write("Vi letar nycklar", "enter", "escape")
        assert "Vad vill du berätta?" in seat.asked
        assert seat.written == "Vi letar nycklar"
        await seat.press("escape")
        assert "inte sparat" in seat.asked
        await seat.press("enter")
        await seat.write("bo", "enter")
        assert seat.titles == ["Vi letar nycklar"]
        assert not seat.asked


async def test_an_unsaved_line_is_offered_the_next_time(board: Make) -> None:
    root = board()
    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Halvvägs när skärmen sl")
        seat.app.exit()
    async with sit_down(root) as seat:
        assert "inte hann sparas" in seat.said
        await seat.press("n")
        assert seat.written == "Halvvägs när skärmen sl"
        await seat.write("äcktes", "enter")
        assert seat.titles == ["Halvvägs när skärmen släcktes"]
    async with sit_down(root) as seat:
        assert "inte hann sparas" not in seat.said
        await seat.press("n")
        assert seat.written == ""


async def test_a_saved_line_is_not_offered_again(board: Make) -> None:
    root = board()
    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Sparad rad")
        seat.shell.prompt.keep_draft()
        await seat.press("enter", "n")
        assert seat.written == ""


async def test_comments_are_noted_on_the_selected_card(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("c")
        assert "Nycklarna" in seat.asked
        await seat.press("enter")
        assert "tom" in seat.asked.lower()
        await seat.write("Samma sak hos oss", "ctrl+j")
        await seat.write("varje kväll", "enter")
        [said] = seat.disk().table("comments").values()
        assert said["text"] == "Samma sak hos oss\nvarje kväll"
        await seat.press("enter")
        assert "Samma sak hos oss" in seat.text
        assert "varje kväll" in seat.text


async def test_many_are_offered_but_never_more_than_fit(board: Make) -> None:
    cards = [put(f"Vi letar nycklar på plats {number}") for number in range(30)]
    async with sit_down(board(*cards), size=(80, 24)) as seat:
        await seat.press("n")
        await seat.write("letar nycklar")
        region = seat.shell.prompt.region
        assert region.y >= 0
        assert region.bottom <= 24
        assert "enter sparar" in seat.asked


async def test_another_noting_at_the_same_time_disturbs_no_letter(board: Make) -> None:
    root = board(put("Ett kort"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Vi letar ny")
        other.do(note("Bos kort"))
        await seat.until(lambda: "Bos kort" in seat.column("inbox"), "Bo's card")
        other.do(comment(seat.id("Ett kort"), "hej"))
        await seat.write("cklar", "enter")
        assert "Vi letar nycklar" in seat.titles


async def test_what_is_written_before_the_move_is_saved_is_not_closed_by_it(board: Make) -> None:
    """Over a slow line the keys after a move come before the store has answered."""
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.write(">nTvätten", "enter")
        assert sorted(seat.titles) == ["Nycklarna", "Tvätten"]
        assert seat.card("Nycklarna")["phase"] == "plan"
        assert seat.page == "board"


async def test_what_is_being_written_is_all_there_when_the_window_has_been_made_smaller_and_larger(
    board: Make,
) -> None:
    text = "Jag skriver en lång kommentar som handlar om matlådan och värmeväskan i bilen"
    async with sit_down(board(put("Kort")), size=(160, 45)) as seat:
        await seat.press("c")
        await seat.write(text)
        for size in ((60, 16), (100, 30), (60, 20), (160, 45)):
            await seat.resize(*size)
            assert text in seat.asked, f"{size}:\n{seat.text}"
