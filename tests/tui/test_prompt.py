"""The question over the page: nothing that decides is cut away, and what the hint says can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.commands import edit
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui.lines import Row, shared
from tui.widgets.prompt_parts import choice_rows
from tui.widgets.question import Option, Question

Make = Callable[..., Path]


def test_long_texts_give_way_alike_and_short_ones_are_whole() -> None:
    texts = [("kort", "quiet"), ("ord " * 40, "text"), ("sak " * 40, "text")]
    rows, more = shared(texts, 20, 7)
    assert more
    told = [row[0][0] for row in rows]
    assert told[0] == "kort"
    assert [line.startswith("ord") for line in told].count(True) == 3
    assert [line.startswith("sak") for line in told].count(True) == 3
    assert told[3].endswith("…")
    assert told[6].endswith("…")
    assert shared(texts[:1], 20, 3) == ([[("kort", "quiet")]], False)
    assert len(shared(texts, 20)[0]) == 17


async def two_texts(seat: Seat, root: Path, theirs: str, mine: str) -> None:
    """Both write the same field, and the second is asked."""
    other = session_at(root, Clock(), person="bo", board="oster")
    await seat.press("enter", "home")
    while seat.shell.pages[-1].key != "problem":
        await seat.press("down")
    await seat.press("enter")
    await seat.paste(mine)
    other.do(edit(seat.id("Nycklarna"), {"problem": theirs}))
    await seat.until(lambda: "Någon annan har just ändrat" in seat.asked)
    await seat.press("enter")


def test_a_row_to_choose_takes_more_lines_where_it_must_and_stands_in_under_what_it_belongs_to() -> None:
    def drawn(row: Row, width: int) -> list[str]:
        return ["".join(text for text, _part in line).rstrip() for line in choice_rows(row, width, 3)]

    assert drawn([("Ja", "text"), ("  går att ångra", "quiet")], 30) == ["Ja  går att ångra"]
    long = [("  ctrl+p  ", "key"), ("Starta om med ett litet kort och parkera resten", "text")]
    assert drawn(long, 40) == ["  ctrl+p  Starta om med ett litet kort", "          och parkera resten"]
    split = [("Införs som rutin", "text"), ("  det blev bättre, så här gör vi nu", "quiet")]
    assert drawn(split, 36) == ["Införs som rutin  det blev bättre,", "  så här gör vi nu"]
    assert drawn([("x" * 50, "text")], 20)[-1].endswith("…"), "a word that no line holds says that it is cut"


async def test_a_question_and_what_it_lets_one_choose_are_read_whole(board: Make) -> None:
    title = "Till och med vilken dag är Emil Stenhav ställföreträdare för Anna Rönnås?"
    told = "Alla. Den som inte är förbättringsledare eller nyckelperson skriver kort varför"
    async with sit_down(board(), size=(80, 24)) as seat:
        seat.shell.ask(Question(title, lambda *_: None, text="2026-12-01"))
        await seat.settled()
        assert title in seat.asked
        await seat.press("escape")
        options = [Option("a", [("✓ ", "good"), (told, "text")]), Option("b", [("Ingen", "text")])]
        seat.shell.ask(Question(title, lambda *_: None, text=None, options=options, pick=True))
        await seat.settled()
        assert title in seat.asked
        assert told in seat.asked.replace("▌", "").replace("  ", " ").replace("  ", " ")
        await seat.press("down")
        assert "▌ Ingen" in seat.asked


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36)])
async def test_both_long_texts_and_both_choices_are_in_sight_and_can_be_read_whole(
    board: Make, size: tuple[int, int]
) -> None:
    root = board(put("Nycklarna"))
    theirs = "Bos början " + "vi letar efter nycklarna varje kväll " * 60 + "Bos slut"
    mine = "Min början " + "de ligger aldrig i skåpet när de behövs " * 60 + "Mitt slut"
    async with sit_down(root, size=size) as seat:
        await two_texts(seat, root, theirs, mine)
        asked = seat.asked
        for words in ("Bo skrev:", "Bos början", "Du skrev:", "Min början", "Behåll det jag skrev"):
            assert words in asked, words
        for words in ("Behåll det Bo skrev", "pgdn visar allt", "enter väljer"):
            assert words in asked, words
        seen = asked
        for _ in range(30):
            await seat.press("pagedown")
            seen += seat.asked
            assert "Behåll det jag skrev" in seat.asked
            if "Mitt slut" in seat.asked:
                break
        assert "Bos slut" in seen
        assert "Mitt slut" in seen
        await seat.press("down", "enter")
        assert seat.card("Nycklarna")["problem"] == theirs.strip()


async def test_what_the_hint_says_can_be_clicked(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write("Vi letar nycklar")
        await click(seat, "enter sparar", 7)
        assert seat.titles == ["Vi letar nycklar"]
        assert not seat.asked
        await seat.press("n")
        await click(seat, "esc avbryter", 5)
        assert not seat.asked


async def test_a_new_line_can_be_clicked_and_words_that_are_no_key_do_nothing(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(60, 16)) as seat:
        await seat.press("c")
        await seat.write("ett")
        await click(seat, "ny rad")
        await seat.write("två")
        assert seat.written == "ett\ntvå"
        await seat.press("escape")
        await click(seat, "är inte sparat")
        assert seat.asked
        assert seat.written == "ett\ntvå"


async def click(seat: Seat, words: str, further: int = 0) -> None:
    x, y = seat.spot(words)
    await seat.pilot.click(offset=(x + further, y))
    await seat.settled()


def in_a_list(seat: Seat, saved: list[str | None], *names: str) -> Question:
    """A short list put to the one who sits there, of which what is chosen is told."""

    def answer(text: str, key: str | None) -> None:
        saved.append(key)
        seat.shell.answered()

    options = [Option(name, [("  ", "good"), (name, "text")]) for name in names]
    return Question("Vilket område?", answer, text=None, options=options, pick=True)


async def test_what_is_typed_in_a_short_list_picks_its_row_narrows_it_or_is_told_and_never_saves_the_first(
    board: Make,
) -> None:
    saved: list[str | None] = []
    scale = ("1  försumbar", "2  lindrig", "3  allvarlig", "4  mycket allvarlig")
    areas = ("Trygghet", "Måltider", "Läkemedel")
    async with sit_down(board()) as seat:
        seat.shell.ask(in_a_list(seat, saved, *scale))
        await seat.settled()
        await seat.write("3", "enter")
        assert saved.pop() == scale[2]
        seat.shell.ask(in_a_list(seat, saved, *areas))
        await seat.settled()
        await seat.write("2", "enter")
        assert saved.pop() == "Måltider", "a row without a number of its own is picked by its place"
        seat.shell.ask(in_a_list(seat, saved, *areas))
        await seat.settled()
        await seat.write("läk")
        assert "Måltider" not in seat.asked
        await seat.press("enter")
        assert saved.pop() == "Läkemedel"
        seat.shell.ask(in_a_list(seat, saved, *areas))
        await seat.settled()
        await seat.write("Vi letar nycklar", "enter")
        assert not saved
        assert "Inget i listan passar" in seat.asked
        assert seat.written == "Vi letar nycklar"
        assert "Måltider" in seat.asked, "what there is to choose is still in sight"
        await seat.press("escape")
        assert "inte sparat" in seat.asked, "a sentence is not thrown away unasked"
        await seat.press("down", "down", "enter")
        assert saved.pop() == "Måltider"
        seat.shell.ask(Question("Varför?", lambda *_: None))
        await seat.settled()
        assert seat.written == "Vi letar nycklar", "the text is there where a text is asked for next"
        assert "skrev du i listan" in seat.asked
        await seat.press("escape", "escape")
        seat.shell.ask(in_a_list(seat, saved, *areas))
        await seat.settled()
        assert not seat.written
        await seat.paste("mål")
        await seat.press("enter")
        assert saved.pop() == "Måltider"
        seat.shell.ask(in_a_list(seat, saved, *scale))
        await seat.settled()
        await seat.write("9", "enter")
        assert not saved, "there is no ninth"
        await seat.press("backspace", "4", "enter")
        assert saved.pop() == scale[3]


@pytest.mark.parametrize("typed", ["iSarab", "Sara Bergz", "11"])
async def test_what_looks_like_a_choice_in_a_list_stands_in_no_text_asked_for_next(
    board: Make, typed: str
) -> None:
    def then(_text: str, _key: str | None) -> None:
        seat.shell.answered()
        seat.shell.ask(Question("Vad vill du att de tar sig an?", lambda *_: None))

    async with sit_down(board()) as seat:
        options = [Option("person", [("Sara Berg", "text")]), Option("board", [("Tavlan", "text")])]
        seat.shell.ask(Question("Vem kastar?", then, text=None, options=options, pick=True))
        await seat.settled()
        await seat.write(typed, "enter")
        assert "Inget i listan passar" in seat.asked
        await seat.press("down", "enter")
        assert "Vad vill du att de tar sig an?" in seat.asked
        assert seat.written == ""


async def test_a_sentence_typed_in_a_list_turns_up_in_no_question_that_is_asked_later(board: Make) -> None:
    saved: list[str | None] = []
    async with sit_down(board(put("Nycklarna"))) as seat:
        seat.shell.ask(in_a_list(seat, saved, "Trygghet", "Måltider"))
        await seat.settled()
        await seat.write("Vi letar nycklar", "enter")
        await seat.press("down", "enter")
        assert saved == ["Trygghet"]
        await seat.press("c")
        assert "Skriv en kommentar" in seat.asked
        assert not seat.written, "a comment is another thing than what was asked before"
        await seat.press("escape")
        seat.shell.ask(in_a_list(seat, saved, "Trygghet", "Måltider"))
        await seat.settled()
        await seat.write("Vi letar nycklar", "enter")
        await seat.press("down", "enter")
        await click(seat, "notera")
        assert "Vad vill du berätta?" in seat.asked
        assert not seat.written


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_long_text_that_follows_a_list_is_seen_whole(board: Make, size: tuple[int, int]) -> None:
    def then(_text: str, _key: str | None) -> None:
        seat.shell.answered()
        text = "Vi börjar om. " + "ord " * 40 + "Inget är bortglömt."
        seat.shell.ask(Question("Vad säger ni?", lambda *_: None, text=text, many=True, renew=True))

    async with sit_down(board(), size=size) as seat:
        options = [Option("all", [("Allt", "text")])]
        seat.shell.ask(Question("Vad gör ni?", then, text=None, options=options, pick=True))
        await seat.settled()
        await seat.press("enter")
        assert "Vi börjar om." in seat.asked
        assert "Inget är bortglömt." in seat.asked


async def test_a_list_opens_at_its_top_after_a_search_and_a_long_text_at_its_beginning(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("ctrl+p")
        await seat.press(*["down"] * 30)
        await seat.write("qqqq")
        await seat.press("escape", "ctrl+p")
        assert seat.shell.prompt.listing.row_of_cursor == 0
        assert "Notera ett nytt kort" in seat.asked
        await seat.press("escape")
        seat.shell.ask(Question("Text", lambda *_: None, text="\n".join("abcde"), many=True))
        await seat.settled()
        assert "a b c d e" in seat.asked


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_long_line_is_seen_whole_with_its_reminder_after_one_of_its_lists(
    board: Make, size: tuple[int, int]
) -> None:
    line = (
        "Dottern säger att ingen svarar på kvällen, och att hon har sagt det flera gånger utan att något blev "
        "annorlunda sedan i somras, fast hon ringer och ringer på kvällen"
    )
    async with sit_down(board(), size=size) as seat:
        await seat.press("x")
        await seat.write(line)
        assert line in seat.asked
        assert "Skriv så att ingen" in seat.asked
        for _again in range(2):
            await seat.press("tab", "enter", "down", "down", "enter")
            assert line in seat.asked
            assert "Skriv så att ingen" in seat.asked, "as long as the same line is written"
        await seat.press("enter", "x")
        assert "Skriv så att ingen" not in seat.asked, "it has been said"
