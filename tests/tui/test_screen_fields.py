"""Everything on a card, edited where it stands; and what happens when two write the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from board.commands import delete, edit
from tests.tui.seat import Clock, Seat, put, session_at, sit_down

Make = Callable[..., Path]


def name_of(seat: Seat, ref: Any) -> str:
    from board.model import people_of

    return people_of(seat.org)[str(ref)].name


async def row(seat: Seat, field: str) -> None:
    """Put the card page's cursor on a field."""
    await seat.press("home")
    page = seat.shell.pages[-1]
    for _ in range(40):
        if page.key == field:
            return
        await seat.press("down")
    raise AssertionError(f"{field} is not on the page:\n{seat.text}")


async def test_the_owner_is_picked_by_a_few_letters(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("o")
        assert "Vem ser till att det händer?" in seat.asked
        assert all(name in seat.asked for name in ("Anna Ek", "Bo Alm", "Mia Ås"))
        await seat.write("mi", "enter")
        assert name_of(seat, seat.card("Nycklarna")["owner"]) == "Mia Ås"
        assert "Mia ·" in seat.text
        await seat.press("o", "enter")
        assert name_of(seat, seat.card("Nycklarna")["owner"]) == "Anna Ek", "oneself is first"
        await seat.press("o")
        assert "ingen" in seat.asked
        await seat.press("up", "enter")


async def test_a_name_that_nobody_has_is_told(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("o")
        await seat.write("xyz", "enter")
        assert "Ska xyz läggas till?" in seat.asked
        assert seat.card("Nycklarna").get("owner") is None


async def test_a_day_is_typed_as_people_do_and_echoed(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("d")
        await seat.write("fre")
        assert "= fre 27 nov v. 48, om 5 dagar" in seat.asked
        await seat.press("enter")
        assert seat.card("Nycklarna")["due"] == "2026-11-27"
        assert "följs upp 27 nov" in seat.text


async def test_a_day_that_is_not_understood_is_told_with_examples_and_stays(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("d")
        await seat.write("snart", "enter")
        assert "går inte att förstå" in seat.asked
        assert "om 3 veckor" in seat.asked
        assert seat.written == "snart"
        await seat.rewrite("31/2", "enter")
        assert "dagen finns inte" in seat.asked
        await seat.rewrite("", "enter")
        assert seat.card("Nycklarna").get("due") is None


async def test_a_new_day_is_typed_over_the_old(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", due="2026-12-01"))) as seat:
        await seat.press("d")
        await seat.write("om 3 veckor", "enter")
        assert seat.card("Nycklarna")["due"] == "2026-12-13"


async def test_an_empty_day_takes_the_day_away(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", due="2026-12-01"))) as seat:
        await seat.press("d")
        await seat.rewrite("", "enter")
        assert seat.card("Nycklarna").get("due") is None


@pytest.mark.parametrize("field", ["problem", "why", "measure", "outcome", "decision"])
async def test_every_text_of_a_card_is_written_where_it_stands(board: Make, field: str) -> None:
    async with sit_down(board(put("Nycklarna", "act"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("enter")
        await row(seat, field)
        await seat.press("enter")
        await seat.write("Första raden", "ctrl+j")
        await seat.write("andra raden", "enter")
        assert seat.card("Nycklarna")[field] == "Första raden\nandra raden"
        assert "Första raden" in seat.text
        assert "andra raden" in seat.text
        await seat.press("enter")
        assert seat.written == "Första raden\nandra raden"


async def test_the_title_is_written_anew_on_the_card(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("enter", "home", "enter")
        assert seat.written == "Nycklarna"
        await seat.rewrite("", "enter")
        assert "Rubriken är tom" in seat.asked
        await seat.write("Nycklarna saknas", "enter")
        assert seat.titles == ["Nycklarna saknas"]
        assert "Nycklarna saknas" in seat.text


async def test_kind_leader_support_and_doers_are_chosen(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("enter")
        await row(seat, "kind")
        await seat.press("enter", "down", "enter")
        assert seat.card("Nycklarna")["kind"] == "forslag"
        for field, letters, name in (("leader", "an", "Anna Ek"), ("support", "bo", "Bo Alm")):
            await row(seat, field)
            await seat.press("enter")
            await seat.write(letters, "enter")
            assert name_of(seat, seat.card("Nycklarna")[field]) == name
        await row(seat, "doers")
        for letters in ("mia", "bo"):
            await seat.press("enter")
            await seat.write(letters, "enter")
        assert {name_of(seat, ref) for ref in seat.card("Nycklarna")["doers"]} == {"Mia Ås", "Bo Alm"}
        assert "Mia Ås" in seat.text
        await seat.press("enter")
        assert "✓" in seat.asked
        await seat.write("bo", "enter")
        assert [name_of(seat, ref) for ref in seat.card("Nycklarna")["doers"]] == ["Mia Ås"]


async def test_tags_are_words_with_commas(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("enter")
        await row(seat, "tags")
        await seat.press("enter")
        await seat.write("natt, #trygghet", "enter")
        assert sorted(seat.card("Nycklarna")["tags"]) == ["natt", "trygghet"]
        assert "#natt" in seat.text
        await seat.press("enter")
        await seat.rewrite("natt", "enter")
        assert seat.card("Nycklarna")["tags"] == ["natt"]


async def test_too_long_a_text_is_told_and_stays(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.paste("lång text " * 2100, "enter")
        assert "för långt" in seat.asked
        assert len(seat.written) > 20_000
        assert seat.card("Nycklarna").get("problem") is None


async def test_leaving_unsaved_text_asks(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", problem="Gammalt"))) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.write(" och nytt", "escape")
        assert "inte sparat" in seat.asked
        await seat.press("enter")
        assert seat.card("Nycklarna")["problem"] == "Gammalt och nytt"


async def test_history_tells_what_was_from_and_to(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", problem="Gammalt"))) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Nytt", "enter")
        await seat.press("end")
        assert "Anna" in seat.text
        assert "problem: Gammalt → Nytt" in seat.text


@pytest.mark.parametrize(("choice", "kept"), [((), "Mitt"), (("down",), "Bos")])
async def test_when_two_write_the_same_both_are_shown_and_the_person_chooses(
    board: Make, choice: tuple[str, ...], kept: str
) -> None:
    root = board(put("Nycklarna", problem="Gammalt"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Mitt")
        other.do(edit(seat.id("Nycklarna"), {"problem": "Bos"}))
        await seat.until(lambda: "Någon annan har just ändrat" in seat.asked, "the warning")
        assert seat.written == "Mitt", "what is being written stays"
        await seat.press("enter")
        assert "Bo har ändrat samma sak" in seat.asked
        assert "Bo skrev: Bos" in seat.asked
        assert "Du skrev: Mitt" in seat.asked
        assert seat.card("Nycklarna")["problem"] == "Bos", "nothing is decided yet"
        await seat.press(*choice, "enter")
        assert seat.card("Nycklarna")["problem"] == kept


async def test_two_texts_are_written_together_into_one(board: Make) -> None:
    root = board(put("Nycklarna", problem="Gammalt"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Mitt")
        other.do(edit(seat.id("Nycklarna"), {"problem": "Bos"}))
        await seat.until(lambda: "Någon annan har just ändrat" in seat.asked, "the warning")
        await seat.press("enter")
        assert "Skriv ihop dem till en" in seat.asked
        await seat.press("down", "down", "enter")
        assert "Det Bo skrev står först, sedan det du skrev." in seat.asked
        assert seat.written == "Bos\n\nMitt"
        await seat.rewrite("Bådas", "enter")
        assert seat.card("Nycklarna")["problem"] == "Bådas"
        await seat.press("enter")
        assert seat.written == "Bådas"


async def test_escape_from_two_texts_loses_neither(board: Make) -> None:
    root = board(put("Nycklarna", problem="Gammalt"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Mitt långa resonemang")
        other.do(edit(seat.id("Nycklarna"), {"problem": "Bos"}))
        await seat.until(lambda: "Någon annan har just ändrat" in seat.asked)
        await seat.press("enter", "escape")
        await seat.press("enter")
        assert seat.written == "Mitt långa resonemang", "still there to go on with"


async def test_another_field_changed_meanwhile_is_no_conflict(board: Make) -> None:
    root = board(put("Nycklarna", problem="Gammalt"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Mitt")
        other.do(edit(seat.id("Nycklarna"), {"why": "Bos skäl"}))
        await seat.until(lambda: seat.shell.cards[seat.id("Nycklarna")].get("why"))
        assert "Någon annan" not in seat.asked
        await seat.press("enter")
        card = seat.card("Nycklarna")
        assert (card["problem"], card["why"]) == ("Mitt", "Bos skäl")


async def test_a_card_deleted_by_another_while_open_says_so_and_keeps_the_text(board: Make) -> None:
    root = board(put("Nycklarna"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.write("Halvskrivet")
        other.do(delete(seat.id("Nycklarna")))
        await seat.until(lambda: "tagits bort" in seat.asked, "the word that it is gone")
        assert seat.written == "Halvskrivet"
        await seat.press("enter")
        assert seat.written == "Halvskrivet"
        assert "borttaget" in seat.asked
        await seat.press("escape", "escape")
        assert "Kortet har tagits bort" in seat.said
        await seat.press("escape")
        assert seat.page == "board"


async def test_a_sentence_typed_on_a_text_is_written_there_and_does_nothing_else(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.write("Uret är fel, en brukare undrar", "enter")
        assert seat.card("Nycklarna")["problem"] == "Uret är fel, en brukare undrar"
        assert "Nycklarna" in seat.text, "nothing was undone and no other page was opened"
        await row(seat, "comment")
        await seat.write("Samma här", "enter")
        assert "Samma här" in seat.text


async def test_small_letters_on_a_text_are_keys_as_everywhere(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("b")
        assert "Tavlor" in seat.text


async def test_the_cards_title_stays_in_sight_however_far_down_its_page_one_is(board: Make) -> None:
    async with sit_down(board(put("Nycklarna ligger på olika ställen", "act")), size=(80, 24)) as seat:
        await seat.go_to("Nycklarna ligger på olika ställen")
        await seat.press("enter", *["down"] * 4)
        for keys in (("end",), ("pageup",), ("down", "down")):
            await seat.press(*keys)
            assert "Nycklarna ligger på olika ställen" in "\n".join(seat.rows[:8])
        await seat.press("home")
        assert sum("Nycklarna ligger på olika ställen" in line for line in seat.rows) == 1
