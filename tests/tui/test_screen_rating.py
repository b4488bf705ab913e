"""Rating at the screen: a digit answers and goes on, one factor a screen or all twelve, alone and unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.readiness import FACTORS, Reply
from board.readiness_acts import answer, invite
from board.readiness_rounds import own_answer
from tests.tui.rounds import do, opened
from tests.tui.seat import Seat, sit_down
from tui import readiness_words as words

Make = Callable[..., Path]
ALL = "3334123333333333"
"""A digit for each of the twelve, and for what Fokus and Ledarskap ask besides."""


def mine(seat: Seat, id: str) -> dict[str, Reply]:
    return dict(own_answer(seat.disk(), id, seat.app.live.me or ""))


async def click(seat: Seat, said: str, x: int = 1) -> None:
    at = seat.spot(said)
    await seat.pilot.click(offset=(at[0] + x, at[1]))
    await seat.settled()


async def test_a_digit_answers_and_goes_on(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert "Förändringstryck" in seat.text
        assert words.anonymity() in seat.said
        await seat.press("3")
        assert "Uppdragsgivarnas vilja" in seat.text
        assert "ägarkontroll" in seat.text, "both names"
        assert "1 av 12" in seat.text
        await seat.press("v", "left")
        assert "● v vet ej" in seat.text
        assert [mine(seat, id)[key].rating for key in ("forandringstryck", "uppdragsgivare")] == [3, 0]
        await seat.press("4", "up", "down", "left", "0")
        assert mine(seat, id)["uppdragsgivare"].rating == 0


@pytest.mark.parametrize("item", FACTORS, ids=lambda item: item.key)
async def test_each_factor_has_a_small_screen_to_itself(board: Make, item: object) -> None:
    assert isinstance(item, type(FACTORS[0]))
    root = board()
    opened(root)
    stops = [key for factor in FACTORS for key in (factor.key, *(None for _ in factor.asks))]
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", *["right"] * stops.index(item.key))
        assert words.name(item.key) in seat.text
        assert all(prompt in seat.said for prompt in words.prompts(item.key))
        for value in (1, 2, 3, 4):
            assert f"○ {value} {words.rating('readiness', value)}" in seat.text
        assert "○ v vet ej" in seat.text
        assert words.note(item) in seat.said
        assert all(words.ask(field) in seat.text for field, _choices in item.asks)


@pytest.mark.parametrize("item", FACTORS, ids=lambda item: item.key)
async def test_in_the_smallest_window_every_step_of_the_scale_is_in_sight(board: Make, item: object) -> None:
    assert isinstance(item, type(FACTORS[0]))
    root = board()
    opened(root)
    stops = [key for factor in FACTORS for key in (factor.key, *(None for _ in factor.asks))]
    async with sit_down(root, person="mia", size=(60, 16)) as seat:
        await seat.press("r", "home", "enter", *["right"] * stops.index(item.key))
        for said in (words.name(item.key), words.plain(item.key), *words.SCALES["readiness"], "vet ej"):
            assert said in seat.said, said
        await seat.press("pagedown")
        assert words.prompts(item.key)[0] in seat.said.replace("· ", ""), (
            "the questions to think with come after it"
        )
        await seat.press("3", "left")
        assert seat.page == "rating"
        assert "● 3 ganska väl" in seat.text


async def test_only_the_chosen_answer_has_the_bar(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        [row] = [row for row in seat.rows if row.startswith("▌")]
        assert "Hur väl bär det här" in row, "nothing is chosen before somebody chooses"
        await seat.press("3", "left")
        [row] = [row for row in seat.rows if row.startswith("▌")]
        assert "● 3 ganska väl" in row


async def test_who_has_answered_all_is_told_what_happens_next_with_their_own_keys(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        seat.app.settings.keys["readiness"] = "Z"
        seat.shell.top.update()
        await seat.settled()
        assert "● svara: Z" in seat.text
        await seat.press("Z", "home", "enter", *ALL)
        assert "Tack! Du har svarat på allt, och allt är sparat." in seat.said
        assert "När den som leder omgången stänger den ser alla resultatet samtidigt" in seat.said
        assert "och Z visar redo-analysen igen" in seat.said


async def test_all_twelve_are_on_one_large_screen(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=(160, 45)) as seat:
        await seat.press("r", "home", "enter")
        assert all(words.name(item.key) in seat.text for item in FACTORS)
        assert "↓ mer" not in seat.text
        assert "Klar: tillbaka" in seat.text
        await seat.press(*ALL)
        assert "12 av 12" in seat.text
        assert seat.text.count("●") == 12 + 12 + 3, "progress, ratings, what is asked besides"
        await seat.press("enter")
        assert seat.page == "readiness"
        assert "Tack! Dina svar är sparade." in seat.text
        given = mine(seat, id)
    assert given["fokus"] == Reply(4, "", {"time": "short", "direction": "outward"})
    assert given["ledarskap"].extra == {"place": "3"}


async def test_leaving_is_a_pause_and_the_answers_are_there_next_time(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "3", "2", "escape")
        assert "Pausat. Dina svar är sparade, 2 av 12." in seat.text
        assert "Fortsätt svara" in seat.text
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert "Ambitionsnivå" in seat.text
        await seat.press("left")
        assert "● 2 lite" in seat.text


async def test_a_comment_is_kept_beside_the_answer(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "2", "left", "c")
        assert "utan namn" in seat.asked
        await seat.write("För lite tid [b]", "enter")
        assert "För lite tid [b]" in seat.text
        assert mine(seat, id)["forandringstryck"] == Reply(2, "För lite tid [b]")


async def test_a_comment_typed_at_once_after_the_answer_is_kept(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        await seat.write("32cTid saknas", "enter")
        assert mine(seat, id)["ambitionsniva"].comment == "Tid saknas"
        assert [mine(seat, id)[key].rating for key in ("forandringstryck", "uppdragsgivare")] == [3, 2]


async def test_what_is_too_long_is_told_and_stays_written(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "c")
        await seat.paste("o" * 600, "enter")
        assert "500" in seat.asked
        assert len(seat.written) == 600


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_scale_can_be_clicked(board: Make, size: tuple[int, int]) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=size) as seat:
        await seat.press("r", "home", "enter")
        await click(seat, "3 ganska väl")
        assert mine(seat, id)["forandringstryck"].rating == 3
        await seat.press("home", "down", "down", "down")
        await click(seat, "2 lång sikt")
        assert mine(seat, id)["fokus"].extra == {"time": "long"}


async def test_who_skips_something_is_told_what_and_may(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "right", *ALL[1:])
        assert "1 är inte besvarad: Förändringstryck." in seat.said
        await seat.press("enter")
        assert seat.page == "readiness"
        assert "11 av 12" in seat.text


async def test_undo_does_not_reach_from_the_answers_to_the_board(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("n")
        await seat.write("Nycklarna", "enter")
        await seat.press("r", "home", "enter", "3", "u", "escape", "u")
        assert "”Nycklarna”" in seat.asked, (
            "the answer is no change to take back, and the card was noted elsewhere"
        )
        await seat.press("down", "enter")
        assert "”Nycklarna” är borttaget" in seat.text, "the answer is no change to take back"


async def test_nothing_of_an_answer_is_on_anybody_elses_screen_before_the_round_is_closed(
    board: Make,
) -> None:
    root = board()
    opened(root, 1, {"fokus": Reply(4, "HEMLIGT"), "ledarskap": Reply(1, "HEMLIGT")})
    async with sit_down(root, size=(160, 45)) as seat:
        for keys in (["r"], ["home", "enter"], ["escape", "escape", "e"], ["escape", "w"], ["escape", "y"]):
            await seat.press(*keys)
            assert "HEMLIGT" not in seat.text
        await seat.press("escape", "/")
        await seat.write("hemligt", "enter")
        assert "HEMLIGT" not in seat.text
        await seat.press("escape", "r", "home", "down", "enter")
        assert "1 klar, 1 har börjat av 3" in seat.asked
        assert "Bo" not in seat.asked


async def test_another_at_the_keyboard_sees_their_own_answers(board: Make) -> None:
    root = board()
    opened(root, 1, 4)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert "● 1 inte alls" in seat.text
        await seat.press("i")
        await seat.write("mia", "enter")
        assert "0 av 12" in seat.text
        assert "● 1 inte alls" not in seat.text


async def test_the_same_person_at_two_screens_has_one_answer(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root, person="mia", size=(80, 24)) as one, sit_down(root, person="mia") as other:
        await one.press("r", "home", "enter", "3")
        await other.press("r", "home", "enter")
        await other.until(lambda: "1 av 12" in other.text, "the other's answer")
        await other.press("home", "right", "2")
        await one.until(lambda: "2 av 12" in one.text, "the answer")
        await one.press("left", "left", "4")
        given = mine(one, id)
    assert (given["forandringstryck"].rating, given["uppdragsgivare"].rating) == (4, 2)


async def test_the_board_says_that_a_round_waits_for_my_answer_till_i_have_begun(board: Make) -> None:
    root = board()
    async with sit_down(root, person="mia", size=(120, 36)) as seat:
        assert "väntar på ditt svar" not in seat.text
        id = opened(root, 3, form="climate", invited=("anna", "mia"))
        await seat.until(lambda: "snabbkoll väntar på ditt svar · r" in seat.rows[1], "the news")
        do(root, "mia", answer(id, {"chefen": Reply(2)}))
        await seat.until(lambda: "väntar på ditt svar" not in seat.text, "the answer")
        opened(root, 3)
        await seat.until(lambda: "redo-analys väntar på ditt svar · r" in seat.rows[1], "the news")
    async with sit_down(root, person="anna", size=(120, 36)) as seat:
        assert "väntar på ditt svar" not in seat.text


async def test_who_has_begun_and_who_is_done_are_counted_apart(board: Make) -> None:
    root = board()
    opened(root, 3, {"fokus": Reply(2)})
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home")
        assert "1 klar, 1 har börjat av 3" in seat.text


async def test_one_who_is_asked_no_longer_is_told_kindly(board: Make) -> None:
    root = board()
    id = opened(root, 3)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        do(root, "anna", invite(id, remove=["mia"], board="oster"))
        await seat.press("3")
        assert "Omgången frågar inte dig just nu" in seat.text
