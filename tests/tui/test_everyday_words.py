"""The words that care staff use find what one can do, on the board and on a card, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.seat import put, sit_down
from tui.settings import Settings
from tui.text import set_language

Make = Callable[..., Path]

WORDS = {
    "sv": (
        "person personal medarbetare kollega chef vikarie nyckel nyckelperson roll ansvarig semester"
        " fisk fiskben orsak varför rotorsak åtgärd uppgift mått mäta siffror diagram resultat mål"
        " tidigare hist historik ändringar lyft lyfta chef beslut avvikelse klagomål synpunkter beröm fall"
        " möte apt protokoll dagordning kalender rutin arbetssätt instruktion hitta leta sök"
        " klart avsluta ta bort ångra skriv ut rapport excel importera språk engelska färger lösenord gdpr"
        " löst kommentera meddelande väggskärm tv utmaning idé förslag problem enheter flöde hjälp"
    ),
    "en": (
        "person staff colleague manager deputy key person role responsible holiday fishbone cause why"
        " root cause measure task readings numbers chart results goal earlier history changes lift decision"
        " incident complaint praise fall meeting agenda minutes calendar routine instruction find search"
        " done finish delete undo print report excel import language swedish colours password gdpr"
        " solved comment message wall screen tv challenge idea problem units flow help"
    ),
}
ON_THE_BOARD = {"förslag", "problem", "idé", "idea"}
"""What is noted is noted on the board: on a card there is nothing to offer."""


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("page", ["board", "card"])
async def test_each_everyday_word_finds_something(board: Make, language: str, page: str) -> None:
    set_language("en" if language == "en" else "sv")
    async with sit_down(board(put("Vi letar nycklar")), settings=Settings(language=language)) as seat:
        await seat.press(*(["enter"] if page == "card" else []), "ctrl+p", "x", "q", "x")
        nothing, question = seat.asked, seat.shell.prompt.question
        assert question is not None
        assert callable(question.options)
        missing = [
            word
            for word in WORDS[language].split()
            if not any(option.key for option in question.options(word))
        ]
        assert ("Inget heter så" in nothing) == (language == "sv"), "what is not there is said"
        assert set(missing) <= (ON_THE_BOARD if page == "card" else set())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("person", "Människor och roller"),
        ("medarbetare", "Människor och roller"),
        ("nyckel", "Människor och roller"),
        ("fisk", "Kortets orsaker"),
        ("orsak", "Kortets orsaker"),
        ("tidigare", "Kortets historik"),
        ("hist", "Kortets historik"),
        ("lyft", "Lyft vidare det ni inte råder över"),
    ],
)
async def test_a_word_finds_what_is_meant_on_a_card(board: Make, words: str, found: str) -> None:
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        await seat.press("enter", "ctrl+p")
        await seat.write(words)
        assert found in seat.asked


@pytest.mark.parametrize(
    ("words", "page", "told"),
    [("fisk", "section", "Orsaker"), ("åtgärd", "section", "Åtgärder"), ("historik", "card", "Historik")],
)
async def test_what_is_found_opens_from_the_board(board: Make, words: str, page: str, told: str) -> None:
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        await seat.press("ctrl+p")
        await seat.write(words, "enter")
        assert seat.page == page
        assert told in seat.text


async def test_a_lift_is_begun_from_the_list_of_everything_and_from_the_page_of_lifts(board: Make) -> None:
    async with sit_down(board(put("Schemat i mobilen")), size=(80, 24)) as seat:
        await seat.press("ctrl+p")
        await seat.write("lyft vidare", "enter")
        assert "Kortet: Schemat i mobilen" in seat.asked
        await seat.write("Vi når inte schemat", "enter")
        assert "förbättringsledare Anna Ek" in seat.asked
        await seat.press("escape", "L")
        assert "+ lyft" in seat.rows[-1]
        await seat.press("plus")
        assert "Vilket kort gäller det?" in seat.asked
        await seat.write("schemat", "enter")
        assert "Vad behöver någon annan ta sig an?" in seat.asked
