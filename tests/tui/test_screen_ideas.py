"""The idea bank on the screen: finding, reading and copying what others tried, and letting others read."""

from __future__ import annotations

from pathlib import Path

import pytest

from board import commands, cycles
from board.commands import new_card
from board.context import Context
from board.method import acts
from board.ports import Draft
from tests.tui.neighbours import at, neighbours, share
from tests.tui.seat import put, sit_down
from tests.tui.sections import stand_on
from tui.pages.section import SectionPage
from tui.text import set_language


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Väster shares two ideas."""
    root = neighbours(tmp_path / "work", put("Nycklarna försvinner"))
    share(
        root, "vaster", "Skåp för nycklarna", lesson="Alla måste veta var.", conditions="Ett rum som låses."
    )
    share(root, "vaster", "Färgade brickor", "drop", problem="Brickor förväxlas.", measure="Målade brickor.")
    return root


async def test_ideas_of_other_boards_are_listed_searched_read_and_copied(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        await seat.press("I")
        assert "2 idéer" in seat.text
        assert "Skåp för nycklarna" in seat.text
        assert "Hemtjänst Väster · införs inte" in seat.text, "what did not help is worth knowing too"
        await seat.press("/")
        await seat.write("skåp nyck")
        assert "1 av 2 för ”skåp nyck”" in seat.text
        assert "Färgade brickor" not in seat.text
        await seat.press("enter", "enter")
        assert seat.page == "idea"
        assert "Ett skåp vid dörren." in seat.text
        assert "Alla måste veta var." in seat.text
        assert "Ett rum som låses." in seat.text
        await seat.press("n")
        assert "Kortet ligger i Förslag på er tavla" in seat.said
        assert "✓ Idén finns på er tavla." in seat.text
        await seat.press("escape")
        assert "✓ på er tavla" in seat.text
        await seat.press("escape")
        assert "◇ idé från Hemtjänst Väster" in seat.text or "◇ Hemtjänst Väster" in seat.text
        card = seat.card("Skåp för nycklarna")
        assert (card["phase"], card["problem"]) == ("inbox", "Vi letar nycklar varje pass.")
        (fact,) = seat.disk().table("facts").values()
        assert fact["source"] == "Hemtjänst Väster"
        assert "Ett rum som låses." in fact["text"]
        await seat.press("u")
        assert seat.titles == ["Nycklarna försvinner"]


async def test_escape_in_the_search_shows_every_idea_again(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        await seat.press("I", "/")
        await seat.write("finns inte")
        assert "Ingen idé har de orden" in seat.text
        await seat.press("escape")
        assert "Färgade brickor" in seat.text
        assert seat.page == "ideas"


async def test_an_idea_that_is_on_the_board_is_not_copied_again(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        await seat.press("I", "n", "n")
        assert "finns redan på er tavla" in seat.said
        assert len(seat.titles) == 2


async def test_one_without_ideas_is_told_how_they_come(tmp_path: Path) -> None:
    async with sit_down(neighbours(tmp_path / "work"), board="oster") as seat:
        await seat.press("I")
        assert "Här är tomt än." in seat.said
        await seat.press("enter", "n", "I")
        assert seat.page == "board"


async def test_an_idea_that_sounds_the_same_is_shown_when_a_card_is_noted(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        await seat.press("n")
        await seat.write("Skåp till nycklarna")
        assert "idé: Skåp för nycklarna (Hemtjänst Väster)" in seat.asked
        await seat.press("down", "enter")
        assert seat.page == "idea"
        assert "Alla måste veta var." in seat.text


@pytest.mark.parametrize(
    ("answer", "shared"), [(("down", "enter"), True), (("enter",), None), (("escape",), None)]
)
async def test_who_finishes_a_card_is_asked_whether_others_may_read(
    tmp_path: Path, answer: tuple[str, ...], shared: bool | None
) -> None:
    root = neighbours(
        tmp_path / "work", put("Nycklarna", "act", outcome="Det gick bra", decision="Så gör vi")
    )
    async with sit_down(root, board="oster") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        while "Får andra enheter läsa hur ni gjorde?" not in seat.asked:
            assert seat.asked, "what else is asked can be left unanswered"
            assert "esc lämnar resten till senare" in seat.asked
            assert "esc avbryter" not in seat.asked, "escape means one thing"
            await seat.press("escape")
        await seat.press(*answer)
        assert not seat.asked
        assert seat.card("Nycklarna").get("share") == shared
        assert seat.card("Nycklarna")["state"] == "finished"


async def test_what_others_may_read_is_asked_in_the_same_way_from_the_card(tmp_path: Path) -> None:
    root = neighbours(
        tmp_path / "work", put("Nycklarna", "act", outcome="Det gick bra", decision="Så gör vi")
    )
    session = at(root, "oster", "anna")
    (card,) = session.store().snapshot.table("cards")
    session.do(cycles.finish(card, "routine", "Så gör vi"))
    async with sit_down(root, board="oster", size=(100, 40)) as seat:
        seat.shell.open_page(SectionPage(card, "spread"))
        await seat.settled()
        await stand_on(seat, "Får läsas av andra")
        await seat.press("enter")
        assert "Får andra enheter läsa hur ni gjorde?" in seat.asked
        assert "Se efter att ingen pekas ut." in seat.asked
        await seat.press("enter")
        assert not seat.card("Nycklarna").get("share"), "a bare enter lets nobody read it"
        await seat.press("enter", "down", "enter")
        assert "Andra kan nu läsa kortet i idébanken (I)." in seat.said
        assert seat.card("Nycklarna")["share"] is True
        await seat.press("enter")
        assert "Nu läser bara ni kortet." in seat.said
        assert not seat.card("Nycklarna").get("share")


async def test_an_idea_tells_of_each_try_and_of_what_was_measured(root: Path) -> None:
    session = at(root, "vaster")
    card = session.do(commands.note("Larmsvar på kvällen")).events[-1].id
    session.do(
        commands.edit(
            card, {"measure": "Två telefoner", "prediction": "Alla svarar", "outcome": "Ingen hann"}
        )
    )
    session.do(cycles.finish(card, "retry", "Vi prövar annat"))
    told = {"measure": "En egen larmtelefon", "prediction": "Svar på fem minuter", "outcome": "Sex minuter"}
    session.do(commands.edit(card, {**told, "noticed": "Hon slipper ringa igen"}))
    session.do(acts.add("indicator", card, {"text": "Väntetid", "unit": "minuter", "baseline": 15}))
    (indicator,) = (
        id for id, doc in session.store().snapshot.table("indicators").items() if doc["card"] == card
    )
    for day, typed in (("2026-11-20", "6"), ("2026-11-21", "8"), ("2026-11-22", "7")):
        session.do(acts.add("reading", card, {"typed": typed, "on": day, "indicator": indicator}))
    session.do(cycles.finish(card, "routine", "Så gör vi"))
    session.do(commands.edit(card, {"share": True}))
    async with sit_down(root, board="oster") as seat:
        await seat.press("I")
        await stand_on(seat, "Larmsvar på kvällen")
        await seat.press("enter")
        order = [seat.said.index(text) for text in (
            "Försök 1 Två telefoner", "De väntade sig: Alla svarar", "De såg: Ingen hann",
            "Försök 2 ✓ Det här gick de vidare med.", "En egen larmtelefon", "De såg: Sex minuter",
            "Brukaren märkte: Hon slipper ringa igen", "Väntetid: från 15 till 7 minuter",
        )]  # fmt: skip
        assert order == sorted(order)


async def test_nobody_is_asked_when_a_card_is_tried_again(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklarna", "act", outcome="Inte bra", decision="Om igen"))
    async with sit_down(root, board="oster") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "down", "enter")
        assert not seat.asked
        assert seat.card("Nycklarna")["cycle"] == 2


async def test_what_others_share_meanwhile_is_there_when_the_page_is_opened(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        await seat.press("I", "escape")
        share(root, "vaster", "Duschen först")
        await seat.press("I")
        assert "Duschen först" in seat.text


async def test_the_words_of_others_are_shown_as_they_are_written(root: Path) -> None:
    share(root, "vaster", "[red]Rött[/] $HOME", lesson="[@click=app.quit]tryck[/]")
    async with sit_down(root, board="oster") as seat:
        await seat.press("I")
        assert "[red]Rött[/] $HOME" in seat.text
        await seat.press("enter")
        assert "[@click=app.quit]tryck[/]" in seat.text


async def test_the_boards_page_leads_to_the_ideas_and_everything_is_in_english_too(root: Path) -> None:
    set_language("en")
    async with sit_down(root, board="oster", size=(80, 24), language="en") as seat:
        await seat.press("b", "end", "up", "enter")
        assert seat.page == "ideas"
        assert "2 ideas" in seat.text
        await seat.press("enter")
        assert (
            "Under which" in seat.text or "conditions" in seat.text.lower() or "n makes a card" in seat.said
        )


async def test_ones_own_idea_says_so(root: Path) -> None:
    async with sit_down(root, board="vaster") as seat:
        await seat.press("I")
        assert "er egen" in seat.text
        await seat.press("enter")
        assert "Det här är er egen idé." in seat.text


async def test_a_board_that_cannot_be_read_does_not_hide_the_others(root: Path) -> None:
    session = at(root, "vaster")
    session.new_board("norr")
    session.board = "norr"
    session.do(commands.note("Ett kort"))
    journal = next((root / "boards" / "norr").rglob("*.jsonl"))
    journal.write_bytes(b"\x00 not a journal\n" * 3)
    async with sit_down(root, board="oster") as seat:
        await seat.press("I")
        assert "Skåp för nycklarna" in seat.text


async def test_of_very_many_ideas_the_latest_are_listed_and_all_are_found(root: Path) -> None:
    session = at(root, "vaster")

    def many(context: Context) -> list[Draft]:
        changes = []
        for number in range(250):
            card = new_card(context, f"Gammal idé {number}", {})
            card.cells.update(
                {"phase": "done", "state": "finished", "share": True, "since": "2025-01-01T10:00:00+01:00"}
            )
            changes.append(card)
        return [Draft("import", tuple(changes))]

    session.do(many)
    async with sit_down(root, board="oster") as seat:
        await seat.press("I")
        assert "252 idéer" in seat.text
        assert "Skåp för nycklarna" in seat.text
        await seat.press("end", "pagedown", "pagedown")
        assert "och 52 till: sök med /" in seat.text
        await seat.press("/")
        await seat.write("idé 249")
        assert "Gammal idé 249" in seat.text
