"""Moving cards and deciding about them: gates advise and never trap, nothing just disappears, all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.organisation import change_board
from tests.tui.seat import put, sit_down

Make = Callable[..., Path]
WHOLE = {
    "problem": "Nycklarna ligger på olika ställen.",
    "why": "Tio minuter per pass.",
    "owner": "anna",
    "measure": "Ett skåp vid dörren.",
    "due": "2026-12-07",
}


@pytest.mark.parametrize(("forward", "back"), [(">", "<"), ("shift+right", "shift+left")])
async def test_a_card_goes_to_the_next_phase_and_back_by_key(board: Make, forward: str, back: str) -> None:
    async with sit_down(board(put("Nycklarna", "plan", **WHOLE))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(forward)
        assert seat.card("Nycklarna")["phase"] == "do"
        assert seat.selected == "Nycklarna", "the selection follows the card"
        assert seat.column("do") == ["Nycklarna"]
        assert "Flyttat till Genomföra" in seat.text
        await seat.press(back)
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_a_card_in_the_first_phase_stays_with_a_word(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("<")
        assert "redan i Förslag" in seat.text
        assert seat.card("Nycklarna")["phase"] == "inbox"


async def test_a_missing_step_is_told_with_why_and_a_reason_goes_through(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">")
        assert "Innan kortet går till Genomföra" in seat.asked
        assert "Vad är problemet?" in seat.asked
        assert "Vem håller i det?" in seat.asked
        assert seat.card("Nycklarna")["phase"] == "plan"
        await seat.press("down", "enter", "enter")
        assert "Skriv ett kort skäl" in seat.asked
        await seat.write("Brådskar inför helgen", "enter")
        card = seat.card("Nycklarna")
        assert card["phase"] == "do"
        assert card["skips"] == {"do": "Brådskar inför helgen"}
        assert "med en lucka" in seat.text
        await seat.press("enter")
        assert "gick till Genomföra utan att allt var ifyllt: Brådskar inför helgen" in seat.said


async def test_what_is_missing_is_asked_for_one_by_one_and_then_the_card_goes_on(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan", why="Det tar tid"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">", "enter")
        assert seat.asked.startswith("Problem (1 av 5)")
        await seat.write("De ligger överallt", "enter")
        assert "(2 av 5)" in seat.asked
        assert seat.card("Nycklarna")["phase"] == "plan"
        await seat.write("bo", "enter")
        await seat.write("En krok vid dörren", "enter")
        assert "(4 av 5)" in seat.asked
        await seat.write("om 2 veckor", "enter")
        assert "Vad väntar ni er att se" in seat.asked.partition("(5 av 5)")[0]
        assert seat.card("Nycklarna")["phase"] == "plan", "what is expected is asked before the test begins"
        await seat.write("Ingen letar mer än en minut", "enter")
        assert not seat.asked
        card = seat.card("Nycklarna")
        assert card["phase"] == "do"
        assert card["prediction"] == "Ingen letar mer än en minut"
        assert card["problem"] == "De ligger överallt"
        assert not card.get("skips")


async def test_leaving_a_question_unanswered_keeps_what_was_written_and_the_card(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan", owner="anna"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">", "enter")
        await seat.write("De ligger överallt", "enter")
        await seat.press("escape")
        assert not seat.asked
        assert seat.card("Nycklarna")["problem"] == "De ligger överallt"
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_letters_and_clicks_beside_a_question_do_nothing_to_the_board(board: Make) -> None:
    async with sit_down(board(put("Ett"), put("Två"))) as seat:
        selected = seat.shell.board_view.selected
        await seat.press("n")
        await seat.write("Ner")
        await seat.pilot.click(offset=(100, 20))
        await seat.press("tab")
        await seat.write("e")
        assert seat.shell.prompt.text == "Nere"
        assert seat.shell.board_view.selected == selected
        await seat.press("escape", "escape")
        assert not seat.asked


async def test_escape_leaves_the_card_where_it_is(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">", "escape")
        assert not seat.asked
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_past_a_limit_the_move_asks_and_goes_through(board: Make) -> None:
    root = board(change_board({"limits": {"do": 1}}), put("Ett", "do"), put("Två", "plan", **WHOLE))
    async with sit_down(root) as seat:
        assert "1 av 1" in seat.text
        await seat.go_to("Två")
        await seat.press(">")
        assert "Genomföra är full" in seat.asked
        assert "redan 1 kort" in seat.asked
        await seat.press("down", "enter")
        await seat.write("Det hänger ihop", "enter")
        assert seat.card("Två")["phase"] == "do"
        assert "▲ 2 av 1" in seat.text, "the column says it is past its limit with a sign"
        assert "▲ över gränsen" in seat.text


async def test_the_menu_takes_a_card_to_any_phase(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "do", **WHOLE))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("f")
        assert "Flytta kortet till" in seat.asked
        assert "Genomföra" not in seat.asked, "not to where it is"
        await seat.press("enter")
        assert seat.card("Nycklarna")["phase"] == "inbox"
        await seat.press("f", "down", "down", "down", "down", "enter")
        assert "Hur gör ni nu?" in seat.asked, "the last is to finish"


async def test_cards_change_place_within_a_column(board: Make) -> None:
    async with sit_down(board(put("Tre"), put("Två"), put("Ett"))) as seat:
        assert seat.column("inbox") == ["Ett", "Två", "Tre"]
        await seat.press("shift+down")
        assert seat.column("inbox") == ["Två", "Ett", "Tre"]
        assert seat.selected == "Ett"
        await seat.press("J")
        assert seat.column("inbox") == ["Två", "Tre", "Ett"]
        await seat.press("J")
        assert seat.column("inbox") == ["Två", "Tre", "Ett"], "already last"
        await seat.press("shift+up", "K", "K")
        assert seat.column("inbox") == ["Ett", "Två", "Tre"]


@pytest.mark.parametrize(
    ("down", "finish", "state", "phase"),
    [(0, "routine", "finished", "done"), (2, "drop", "finished", "done"), (1, None, "open", "plan")],
)
async def test_acting_ends_in_one_of_three_decisions(
    board: Make, down: int, finish: str | None, state: str, phase: str
) -> None:
    async with sit_down(board(put("Nycklarna", "act", **WHOLE, outcome="Bra"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">")
        assert "Införs som rutin" in seat.asked
        assert "Justeras och prövas igen" in seat.asked
        assert "Införs inte" in seat.asked
        await seat.press(*["down"] * down, "enter")
        assert "Vad bestämde ni" in seat.asked
        await seat.press("enter")
        assert seat.asked, "a decision is wanted"
        await seat.write("Skåpet får stå kvar", "enter")
        card = seat.card("Nycklarna")
        assert (card["state"], card["phase"]) == (state, phase)
        assert card.get("finish") == finish
        if finish is None:
            assert card["cycle"] == 2
            assert card["problem"] == WHOLE["problem"], "everything is kept"
            await seat.press("enter")
            assert "försök 2" in seat.text
            assert "Skåpet får stå kvar" in seat.text
        else:
            assert card["decision"] == "Skåpet får stå kvar"
            while "Får andra enheter läsa" not in seat.asked:
                assert seat.asked, "each question can be passed over"
                await seat.press("escape")
            await seat.press("escape", "e")
            assert "Nycklarna" in seat.text
            assert "Skåpet får stå kvar" in seat.text


async def test_triage_no_answers_the_one_who_noted_it(board: Make) -> None:
    async with sit_down(board(put("Kaffet är kallt"))) as seat:
        await seat.press("t")
        assert "Viktigt nog att gå vidare med?" in seat.asked
        assert "Kaffet är kallt" in seat.asked
        await seat.press("down", "enter")
        await seat.press("enter")
        assert "Skriv ett kort svar" in seat.asked
        await seat.write("Vi köper en termos direkt", "enter")
        card = seat.card("Kaffet är kallt")
        assert (card["state"], card["state_why"]) == ("archived", "Vi köper en termos direkt")
        await seat.press("e")
        assert "Kaffet är kallt" in seat.text
        assert "Vi köper en termos direkt" in seat.text


async def test_triage_yes_takes_the_card_on(board: Make) -> None:
    async with sit_down(board(put("Kaffet är kallt"))) as seat:
        await seat.press("t", "enter")
        assert seat.card("Kaffet är kallt")["phase"] == "plan"
        await seat.press("t")
        assert not seat.asked
        assert "Frågan ställs om kort i Förslag" in seat.text


@pytest.mark.parametrize(
    ("down", "state", "group"), [(0, "parked", "Parkerat"), (1, "archived", "Arkiverat")]
)
async def test_a_card_is_set_aside_and_taken_up_again(board: Make, down: int, state: str, group: str) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("p", *["down"] * down, "enter")
        await seat.write("Efter sommaren", "enter")
        card = seat.card("Nycklarna")
        assert (card["state"], card.get("state_why")) == (state, "Efter sommaren")
        assert seat.column("plan") == []
        await seat.press("e")
        assert f"{group} 1 kort" in seat.said
        await seat.press("enter")
        assert seat.page == "card"
        assert "Efter sommaren" in seat.text
        await seat.press("p")
        if seat.shell.asking:
            await seat.write("Nu har vi tid", "enter")
        card = seat.card("Nycklarna")
        assert (card["state"], card["phase"]) == ("open", "plan")


async def test_delete_asks_first_with_no_in_front_and_undo_brings_it_back(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("delete", "enter")
        assert seat.titles == ["Nycklarna"], "enter alone deletes nothing"
        await seat.press("delete", "down", "enter")
        assert seat.titles == []
        assert "Borttaget" in seat.text
        await seat.press("u")
        assert seat.titles == ["Nycklarna"]
        assert "Ångrat" in seat.text
        await seat.press("U")
        assert seat.titles == []


async def test_a_question_begins_at_its_first_choice_whatever_was_chosen_before(board: Make) -> None:
    """Yes is first when triaging and last when deleting: enter must not delete what was about to be let on."""
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("t", "escape", "delete", "enter")
        assert seat.titles == ["Nycklarna"]


async def test_undo_and_redo_go_many_steps(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan", **WHOLE))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press(">", "<", ">", "c")
        await seat.write("Ett ord", "enter")
        assert len(seat.disk().table("comments")) == 1
        await seat.press("u")
        assert len(seat.disk().table("comments")) == 0
        assert "kommentaren på ”Nycklarna”" in seat.text
        await seat.press("u", "u")
        assert seat.card("Nycklarna")["phase"] == "do"
        await seat.press("u")
        assert seat.card("Nycklarna")["phase"] == "plan"
        await seat.press("U", "U", "U", "U")
        assert seat.card("Nycklarna")["phase"] == "do"
        assert len(seat.disk().table("comments")) == 1


async def test_nothing_to_undo_is_said(board: Make) -> None:
    async with sit_down(board(), person="mia") as seat:
        await seat.press("u")
        assert "inget att ångra" in seat.text
        await seat.press("U")
        assert "inget att göra om" in seat.text


async def test_undo_is_the_persons_own_and_is_refused_where_another_has_changed_the_same(board: Make) -> None:
    from board.commands import edit
    from tests.tui.seat import Clock, session_at

    root = board(put("Nycklarna", "plan"))
    async with sit_down(root, person="mia") as seat:
        await seat.press("right", "enter")
        await seat.press("home", "enter")
        await seat.rewrite("Nycklarna saknas", "enter", "escape")
        other = session_at(root, Clock(), person="bo", board="oster")
        other.do(edit(seat.id("Nycklarna"), {"title": "Nycklarna igen"}))
        await seat.until(lambda: "Nycklarna igen" in seat.text, "Bo's title")
        await seat.press("u")
        assert "Bo" in seat.text
        assert "går inte att ångra" in seat.said
        assert seat.titles == ["Nycklarna igen"]


async def test_what_is_being_typed_is_not_replaced_by_the_question_of_a_move_before_it(board: Make) -> None:
    """The move's question comes when the rule has been asked, and by then somebody may be writing."""
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.write_ahead(">nVi letar handskar")
        assert seat.written == "Vi letar handskar"
        await seat.press("enter")
        assert "Vi letar handskar" in seat.titles
        assert "Innan kortet går till Genomföra" in seat.asked, "the question of the move comes after"
        await seat.press("down", "enter")
        await seat.write("Brådskar inför helgen", "enter")
        assert seat.card("Nycklarna")["phase"] == "do"


async def test_a_move_s_question_comes_also_when_what_was_typed_is_given_up(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.write_ahead(">nVi")
        await seat.press("escape", "escape")
        assert "Innan kortet går till Genomföra" in seat.asked


async def test_a_new_routine_is_asked_for_by_name_keeper_and_day_of_review(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "act", outcome="Bra", decision="Kroken hänger kvar"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        assert "Vad heter rutinen?" in seat.asked
        assert "Nycklarna" not in seat.written, "the problem's name is no routine"
        await seat.write("Nycklarna på kroken", "enter")
        assert "Vem ser till att rutinen hålls aktuell? Fråga 2 av 5" in seat.asked
        await seat.write("bo", "enter")
        assert "Vilken dag ser ni efter om rutinen följs?" in seat.asked
        assert "mån 22 feb 2027 = mån 22 feb 2027 v. 8" in seat.asked, "as days are told everywhere"
        await seat.press("enter")
        assert "Behöver alla göra lika här?" in seat.asked
        await seat.press("enter")
        assert "Vilka andra enheter märker av det?" in seat.asked
        await seat.write("Hemtjänst Väster", "enter")
        assert "Får andra enheter läsa" in seat.asked
        await seat.press("escape")
        (routine,) = seat.app.live.board.table("routines").values()
        assert routine["text"] == "Nycklarna på kroken"
        assert routine["review"] == "2027-02-22", "ninety days ahead is a Saturday: the Monday after"
        assert routine["responsible"]
        card = seat.card("Nycklarna")
        assert (card["alike"], card["touches"]) == ("all", ["Hemtjänst Väster"])


async def test_the_rest_of_a_routines_questions_is_left_for_later_by_one_key(board: Make) -> None:
    made = put("Varför letar vi?", "act", outcome="Bra", decision="Kroken", measure="En krok i köket")
    async with sit_down(board(made), size=(80, 24)) as seat:
        await seat.go_to("Varför letar vi?")
        await seat.press("a", "enter")
        assert "En krok i köket" in seat.asked, "a question is no name"
        await seat.press("enter")
        assert "hoppa över frågan" in seat.asked
        await seat.press("escape")
        assert "Får andra enheter läsa" in seat.asked
        assert "Rutinen är sparad. Resten kan ni skriva på kortet, under Rutin." in seat.said
        (routine,) = seat.disk().table("routines").values()
        assert routine["text"] == "En krok i köket"


async def test_a_new_try_begins_with_what_was_expected_and_seen_in_sight(board: Make) -> None:
    made = put("Nycklarna", "act", outcome="De letade ändå", measure="En krok", prediction="Ingen letar")
    async with sit_down(board(made), size=(100, 30)) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "down", "enter")
        await seat.write("Kroken satt för högt", "enter", "enter")
        assert "✓ Försök 1" in seat.text
        assert "vi väntade oss: Ingen letar · vi såg: De letade ändå" in seat.text
        card = seat.card("Nycklarna")
        assert "prediction" not in card or card["prediction"] is None


async def test_ending_without_having_seen_anything_says_so_and_asks_for_it_first(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "check"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        assert "Vad såg vi? Annars vet vi inte om det blev bättre." in seat.asked
        await seat.press("enter")
        assert "Det vi såg (1 av 2)" in seat.asked
        await seat.write("Ingen letade", "enter")
        assert "Det vi beslutade (2 av 2)" in seat.asked
        await seat.write("Kroken hänger kvar", "enter")
        card = seat.card("Nycklarna")
        assert (card["outcome"], card["decision"], card["state"]) == (
            "Ingen letade",
            "Kroken hänger kvar",
            "finished",
        )
        assert not card.get("skips")
