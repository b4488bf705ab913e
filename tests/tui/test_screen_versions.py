"""Two who changed the same without seeing each other: the screen shows both, and one key chooses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from board.commands import delete, edit, move
from board.cycles import finish
from board.ids import public_id
from board.method import acts
from tests.tui.apart import Elsewhere
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tests.tui.test_pictures import FREEZE, FROZEN
from tui.pages import versions
from tui.settings import Settings
from tui.text import set_language

Make = Callable[..., Path]


def frozen(name: str, shown: str) -> str:
    """The screen as it was frozen; see tests.tui.test_pictures."""
    file = FROZEN / f"{name}.txt"
    if FREEZE:
        file.write_text(shown, encoding="utf-8")
    return file.read_text(encoding="utf-8")


FULL: dict[str, Any] = {
    "problem": "Nycklarna ligger fel",
    "why": "Tio minuter per pass",
    "owner": "anna",
    "measure": "Ett skåp",
    "due": "2026-12-07",
}


class Two:
    """Anna here and Bo elsewhere, with a board of two cards that both have."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = Clock()
        self.clock.now -= timedelta(minutes=30)
        self.anna = session_at(root, self.clock, person="anna", board="oster")
        self.bo = Elsewhere(root, self.clock)

    def id(self, title: str) -> str:
        self.anna.store().refresh()
        cards = self.anna.store().snapshot.table("cards")
        return next(id for id, doc in cards.items() if str(doc["title"]).startswith(title))

    def do(self, session: Any, command: Any) -> None:
        self.clock.now += timedelta(minutes=1)
        session.do(command)

    def both(self, title: str, annas: Any, bos: Any) -> None:
        """Anna does one thing, Bo another a minute later, and they meet."""
        id = self.id(title)
        self.do(self.anna, annas(id))
        self.do(self.bo.session, bos(id))
        self.bo.meet()


@pytest.fixture
def two(board: Make) -> Two:
    return Two(board(put("Kaffet är kallt"), put("Vi letar nycklar", "plan", **FULL)))


def title(text: str) -> Any:
    return lambda id: edit(id, {"title": text})


def problem(text: str) -> Any:
    return lambda id: edit(id, {"problem": text})


async def marked(seat: Seat) -> None:
    await seat.until(lambda: "≠" in seat.text, "the mark")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_the_board_marks_the_card_in_words_and_counts_it(two: Two, size: tuple[int, int]) -> None:
    two.both("Kaffet", title("Kaffet är ljummet"), title("Kaffet är kallt på morgonen"))
    async with sit_down(two.root, size=size) as seat:
        await marked(seat)
        assert "≠ två versioner" in seat.text
        assert ("≠ 1 att välja" if size[0] == 80 else "≠ 1 med två versioner") in seat.rows[1]
        assert "Kaffet är kallt på" in seat.said, "the later shows"


async def test_it_comes_to_a_screen_that_is_open(two: Two) -> None:
    async with sit_down(two.root) as seat:
        assert "≠" not in seat.text
        two.both("Kaffet", title("Kaffet är ljummet"), title("Kaffet är kallt på morgonen"))
        await marked(seat)
        assert "≠ två versioner" in seat.text


async def test_the_card_tells_of_the_other_one_and_enter_shows_both(two: Two) -> None:
    long = "Det tar tid. " * 40 + "Slutet på Annas text."
    two.both("Vi letar", problem(long), problem("Bos text."))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.go_to("Vi letar")
        await seat.press("enter")
        await seat.until(lambda: "två versioner" in seat.text)
        assert "≠ två versioner: Bo i dag 11.32 (visas) och Anna i dag 11.31. Enter visar båda." in seat.said
        await seat.press("home", "down", "down", "down")
        assert seat.shell.pages[-1].key == "problem"
        await seat.press("enter")
        assert seat.page == "versions"
        assert "Bos text." in seat.said
        assert "Slutet på Annas text." in seat.said, "in full"
        assert "Bo Alm i dag 11.32 visas nu" in seat.said
        await seat.press("down", "enter")
        assert seat.page == "card", "nothing is left to choose here"
        assert seat.card("Vi letar")["problem"] == long.strip()
        assert "Valt: problem. u ångrar." in seat.said
        assert "≠" not in seat.text
        await seat.press("u")
        assert seat.card("Vi letar")["problem"] == "Bos text."


async def test_one_key_keeps_what_shows(two: Two) -> None:
    two.both("Kaffet", title("A"), title("B"))
    async with sit_down(two.root, person="mia") as seat:
        await marked(seat)
        await seat.press("y")
        assert "Inget väntar" not in seat.said
        await seat.press("enter")
        assert seat.card("B")["title"] == "B"
        assert "Inget väntar på att någon väljer." in seat.said
        await seat.press("escape")
        assert "≠" not in seat.text
        await seat.press("enter")
        assert "valde bland två versioner: rubrik: B" in seat.said


async def test_both_are_written_together(two: Two) -> None:
    two.both("Vi letar", problem("Det saknas ett skåp."), problem("Det finns två nycklar."))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y", "down", "down", "enter")
        assert seat.written == "Det finns två nycklar.\n\nDet saknas ett skåp."
        await seat.rewrite("Två nycklar och inget skåp.", "enter")
        assert seat.card("Vi letar")["problem"] == "Två nycklar och inget skåp."
        assert "Inget väntar på att någon väljer." in seat.said


async def test_two_owners_and_a_third_is_chosen(two: Two) -> None:
    two.both("Kaffet", lambda id: edit(id, {"owner": "anna"}), lambda id: edit(id, {"owner": "bo"}))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y")
        assert "Ägare" in seat.text
        assert "○ Anna Ek" in seat.text
        await seat.press("down", "down", "enter")
        await seat.write("mia", "enter")
        assert seat.card("Kaffet")["owner"] not in (two.anna.person, two.bo.session.person)
        assert "Inget väntar" in seat.said


async def test_everything_that_waits_is_in_one_list_and_can_be_searched_for(two: Two) -> None:
    two.both("Kaffet", title("Kaffe A"), title("Kaffe B"))
    two.both("Vi letar", problem("Ett"), problem("Två"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        assert "≠ 2 med två versioner" in seat.rows[1]
        await seat.press("ctrl+p")
        await seat.write("versioner", "enter")
        assert seat.page == "versions"
        assert "Kaffe B" in seat.text
        assert "Vi letar nycklar" in seat.text
        await seat.press("home", "enter")
        assert seat.page == "card"
        await seat.press("escape", "y")
        assert seat.page == "board"
        await seat.press("/")
        await seat.write("versioner", "enter")
        assert seat.column("inbox") == ["Kaffe B"]
        assert seat.column("plan") == ["Vi letar nycklar"]


async def test_an_enter_too_many_chooses_nothing_else(two: Two) -> None:
    two.both("Kaffet", title("Kaffe A"), title("Kaffe B"))
    two.both("Vi letar", problem("Ett"), problem("Två"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y", "down", "enter", "enter")
        assert seat.card("Kaffe")["title"] == "Kaffe A"
        assert seat.page == "card", "the next one is opened, and still has both"
        assert "≠ två versioner" in seat.text


async def test_of_very_many_some_are_shown_at_a_time(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST", 1)
    two.both("Kaffet", title("Kaffe A"), title("Kaffe B"))
    two.both("Vi letar", problem("Ett"), problem("Två"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y")
        assert "Kaffe A" in seat.text
        assert "och 1 till" in seat.text
        await seat.press("enter")
        assert "Två" in seat.text
        assert "och 1 till" not in seat.text


async def test_moved_to_two_places(two: Two) -> None:
    two.both("Vi letar", lambda id: move(id, "do"), lambda id: move(id, "inbox"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        assert seat.column("inbox")[0] == "Vi letar nycklar", "the later one"
        await seat.go_to("Vi letar")
        await seat.press("enter")
        await seat.until(lambda: "≠" in seat.text)
        assert "Förslag, Bo i dag 11.32 (visas) och Genomföra, Anna i dag 11.31" in seat.said
        await seat.press("home", "down")
        assert seat.shell.pages[-1].key == "place"
        await seat.press("enter", "down", "enter", "escape")
        assert seat.column("do") == ["Vi letar nycklar"]


async def test_finished_by_one_and_moved_by_the_other(two: Two) -> None:
    two.both("Vi letar", lambda id: finish(id, "routine", "Skåpet"), lambda id: move(id, "do"))
    async with sit_down(two.root) as seat:
        await seat.until(lambda: "≠ 1 med" in seat.rows[1])
        await seat.press("e")
        assert "≠ två versioner" in seat.text
        await seat.press("y")
        assert "Avslutat: införs som rutin" in seat.said
        assert "Genomföra" in seat.said
        await seat.press("enter", "escape", "escape")
        assert seat.column("do") == ["Vi letar nycklar"]


async def test_deleted_by_one_and_changed_by_the_other(two: Two) -> None:
    two.both("Vi letar", delete, problem("En timmes anteckningar"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.go_to("Vi letar")
        await seat.press("enter")
        await seat.until(lambda: "togs bort" in seat.said)
        assert (
            "togs bort (Anna i dag 11.31) och ändrades sedan (Bo i dag 11.32). Därför är det kvar."
            in seat.said
        )
        await seat.press("home", "down", "enter")
        assert "Behåll kortet" in seat.said
        assert "Ta bort kortet" in seat.said
        await seat.press("enter")
        assert seat.page == "card"
        await seat.until(lambda: "togs bort (" not in seat.said)
        assert "valde bland två versioner: kortet är kvar" in seat.said


async def test_a_choice_undone_is_asked_again_and_said(two: Two) -> None:
    two.both("Vi letar", lambda id: move(id, "do"), lambda id: move(id, "check"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y", "down", "enter")
        await seat.until(lambda: "Inget väntar" in seat.said)
        await seat.press("escape", "u")
        await marked(seat)
        assert "Ångrat: ”Vi letar nycklar” har flera versioner igen (var kortet är)." in seat.said
        assert seat.card("Vi letar")["phase"] == "check"
        await seat.press("U")
        await seat.until(lambda: "≠" not in seat.text)
        assert "Gjort igen: ”Vi letar nycklar” är i Genomföra." in seat.said
        await seat.press("u", "y")
        await marked(seat)
        assert "Bo" in seat.said, "by those who put it there"
        await seat.press("enter", "escape", "u", "U")
        assert "Gjort igen: ”Vi letar nycklar”." in seat.said


async def test_somebody_else_chooses_meanwhile(two: Two) -> None:
    two.both("Kaffet", title("A"), title("B"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y", "down")
        two.do(two.anna, edit(two.id("B"), {"title": "C"}))
        await seat.until(lambda: "Inget väntar" in seat.said)
        await seat.press("enter")
        assert seat.card("C")["title"] == "C"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("page", "keys"), [("versions", ("y",)), ("two-on-a-card", ("right", "enter"))])
async def test_it_looks_as_it_was_frozen(two: Two, page: str, keys: tuple[str, ...], language: str) -> None:
    long = (
        "Varje morgon går tio minuter till att leta efter nycklar till läkemedelsskåp, bilar och hyresgäster."
    )
    two.both("Vi letar", problem(long), problem("Nycklarna hängs inte tillbaka."))
    two.both("Kaffet", delete, lambda id: edit(id, {"owner": "bo"}))
    set_language("en" if language == "en" else "sv")
    async with sit_down(two.root, size=(80, 24), settings=Settings(language=language)) as seat:
        await marked(seat)
        await seat.press(*keys)
        await seat.until(lambda: "Bo" in seat.text and "≠" in seat.text)
        code = public_id(two.id("Vi letar"))[:6]
        shown = re.sub(rf" +\S* ?{code}$", " ······", seat.text.rstrip() + "\n", flags=re.M)
    assert frozen(f"{page}-80x24-{language}", shown) == shown


async def test_no_word_blames_anyone(two: Two) -> None:
    two.both("Kaffet", title("A"), title("B"))
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.press("y")
        for word in ("konflikt", "merge", "krock", "fel"):
            assert word not in seat.said.lower()


async def test_a_part_that_two_changed_is_told_on_the_card_and_chosen(two: Two) -> None:
    id = two.id("Vi letar")
    two.do(two.anna, acts.add("cause", id, {"text": "Vi hinner inte"}, id="77"))
    two.bo.meet()
    two.do(two.anna, acts.change("cause", "77", {"text": "Tiden räcker inte"}))
    two.do(two.bo.session, acts.change("cause", "77", {"text": "Nycklarna saknar plats"}))
    two.bo.meet()
    async with sit_down(two.root) as seat:
        await marked(seat)
        await seat.go_to("Vi letar")
        await seat.press("enter")
        await seat.until(lambda: "≠ två versioner" in seat.text)
        assert "Orsak: ≠ två versioner: Bo" in seat.said
        await seat.press("home")
        while seat.shell.pages[-1].key != "causes 77 text":
            await seat.press("down")
        await seat.press("enter")
        assert seat.page == "versions"
        assert "Skriv ihop dem till en" in seat.said
        await seat.press("down", "enter")
        assert seat.session.store().snapshot.table("causes")["77"]["text"] == "Tiden räcker inte"
        assert "≠" not in seat.text
