"""Page v by keys: the cycles of one's boards, what needs one first; asking, handing over, starting again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from board import commands, cycles
from board.method import acts
from board.organisation import change_board, give_role
from tests.tui.neighbours import at, neighbours
from tests.tui.seat import NOW, Clock, Seat, put, rising, session_at, sit_down
from tests.tui.test_screen_flow import a_year
from tui.settings import Settings
from tui.text import Language, set_language


def line(seat: Seat, words: str) -> str:
    """The screen's line that has the words, and the one under it."""
    at = next((y for y, row in enumerate(seat.rows) if words in row), len(seat.rows))
    return "\n".join(row.rstrip() for row in seat.rows[at : at + 2])


async def stand_on(seat: Seat, words: str) -> None:
    page = seat.shell.pages[-1]
    await seat.press("home")
    for _ in range(20):
        rows = next((item.rows for item in page.items if item.key == page.key), ())
        if any(words in "".join(text for text, _part in row) for row in rows):
            return
        await seat.press("down")
    raise AssertionError(words)


async def test_the_cycles_of_my_boards_are_on_one_screen_and_worked_from_there(tmp_path: Path) -> None:
    root = neighbours(
        tmp_path / "tavla",
        put("Larmet", "plan", owner="mia"),
        put("Nycklarna", "do", owner="bo", measure="Skåp", due=date(2026, 11, 22)),
        put("Ett förslag"),
    )
    vaster = at(root, "vaster", "anna")
    vaster.do(put("Vikarierna", "plan", owner="anna"))
    vaster.do(put("Bos på Väster", "plan", owner="bo"))
    async with sit_down(root, person="bo", board="oster", size=(110, 30)) as seat:
        await seat.press("v")
        await seat.until(lambda: "på 2 tavlor" in seat.text)
        titles = ("Nycklarna", "Bos på Väster", "Larmet", "Vikarierna")
        assert rising([seat.spot(title)[1] for title in titles]), "what needs one comes first"
        assert line(seat, "Nycklarna").startswith("▌")
        first = line(seat, "Nycklarna")
        assert all(
            told in first for told in ("●◉○○ Genomföra", "Hemtjänst Öster", "du · uppföljning", "i dag")
        )
        assert "Hemtjänst Öster: 1 förslag väntar på svar" in seat.text
        await stand_on(seat, "Larmet")
        other = session_at(root, Clock(), person="mia", board="oster")
        card = seat.id("Larmet")
        other.do(commands.edit(card, {"problem": "Det tystnar."}))
        await seat.until(lambda: "varför det är ett problem" in line(seat, "Larmet"))
        assert line(seat, "Larmet").startswith("▌"), "the cursor stays where it was"
        await seat.press("D")
        assert "nästa möte" in line(seat, "Larmet")
        await seat.press("p")
        assert "Fråga Mia hur det går" in seat.asked
        assert "Hur går det med det här? Behöver du hjälp med något?" in seat.asked, (
            "the whole question is seen"
        )
        await seat.press("enter")
        assert "Mia ser frågan på Min sida" in seat.text
        assert "frågat i dag" in seat.text
        assert seat.card("Larmet")["on_meeting"] is True
        asked = next(doc for doc in seat.disk().table("comments").values() if doc["card"] == card)
        assert len(asked["to"]) == 1
        mia = session_at(root, Clock(NOW + timedelta(minutes=1)), person="mia", board="oster")
        async with sit_down(root, person="mia", board="oster") as hers:
            await hers.until(lambda: "? 1 undrar: M" in hers.text)
        mia.do(commands.comment(card, "Jag ser efter i kväll"))
        await seat.until(lambda: "frågat i dag" not in seat.text, "an answer")
        await seat.press("o")
        await seat.write("anna", "enter")
        assert "Anna · " in line(seat, "Larmet")
        await stand_on(seat, "Vikarierna")
        await seat.press("c")
        await seat.write("Hör av er", "enter")
        assert "Hör av er" in str(seat.disk("vaster").table("comments").values())
        await seat.press("greater_than_sign")
        assert "en annan tavla" in seat.text
        await seat.press("enter")
        assert seat.page == "card"
        assert "Hemtjänst Väster" in seat.rows[0]
        await seat.press("escape")
        assert seat.page == "cycles"
        await seat.until(lambda: "Larmet" in seat.text)
        await seat.press("v")
        assert seat.page == "board"


async def test_how_cards_are_shared_and_starting_again_are_on_the_same_page(tmp_path: Path) -> None:
    root = neighbours(
        tmp_path / "tavla",
        *(put(title, "plan", owner="mia") for title in ("Ett", "Två", "Tre")),
        put("Litet", "do", owner="anna", measure="Skåp", due=date(2026, 12, 20)),
        put("Förslag"),
    )
    clock = Clock(NOW + timedelta(days=30))
    async with sit_down(root, person="bo", board="oster", size=(80, 24), clock=clock) as seat:
        await seat.resize(60, 24)
        await seat.press("v", "left")
        assert "● Balans" in seat.text, "the view that is shown is named in a narrow window, too"
        await seat.resize(80, 24)
        assert "Mia bär 3 av 4 kort: vem kan avlasta?" in seat.text
        assert "har ingen som kan rycka in" in seat.said
        await stand_on(seat, "Mia")
        await seat.press("enter")
        assert all(f"      {title}" in seat.text for title in ("Ett", "Två", "Tre"))
        await seat.press("right")
        assert "Tavlan har stått still i 4 veckor. a startar om med ett litet kort." in seat.said
        await seat.press("a")
        assert "Starta om: vilket kort börjar ni med?" in seat.asked
        assert seat.asked.index("Litet") < seat.asked.index("Tre"), "what has least left comes first"
        await seat.press("enter")
        assert "Parkera allt annat: 4 kort" in seat.asked
        assert "Parkera bara det som pågår: 3 kort" in seat.asked
        await seat.press("enter", "enter")
        assert "När är mötet?" in seat.asked
        await seat.write("tis 13.30", "enter")
        assert "Nästa möte: tis 29 dec 13.30" in seat.said
        parked = [doc["title"] for doc in seat.disk().table("cards").values() if doc["state"] == "parked"]
        assert sorted(parked) == ["Ett", "Förslag", "Tre", "Två"]
        assert seat.card("Litet")["on_meeting"] is True
        assert "Ett" not in seat.text
        await seat.press("escape", "u", "down", "enter", "u")
        assert "Ångrat: 4 kort är tillbaka på tavlan. U gör om." in seat.said
        assert "+ nytt" not in seat.text, "what has come back was noted long ago"
        await seat.press("U")
        assert "Gjort igen: 4 kort är undanlagda." in seat.said


async def test_after_starting_again_the_card_is_in_sight_and_what_may_harm_stays(tmp_path: Path) -> None:
    root = neighbours(
        tmp_path / "tavla",
        change_board({"meeting_rule": "FREQ=WEEKLY;BYDAY=TU", "meeting_start": "2026-11-24T13:30"}),
        *(put(f"Kort {n}") for n in range(10)),
        put("Litet", "do", owner="anna", measure="Skåp", due=date(2026, 12, 20)),
        put("Fallen"),
    )
    session = session_at(root, Clock(), person="anna", board="oster")
    id = next(i for i, doc in session.store().snapshot.table("cards").items() if doc["title"] == "Fallen")
    session.do(acts.add("risk", id, {"text": "Fall", "severity": 4, "probability": 3}))
    async with sit_down(root, person="bo", board="oster", size=(80, 24)) as seat:
        seat.shell.run_action_of("restart")
        await seat.settled()
        await seat.press("enter")
        assert "Parkera allt annat: 10 kort" in seat.asked
        assert "! 1 kort med en allvarlig risk ligger kvar." in seat.asked
        await seat.press("enter", "enter")
        assert seat.rows[-1].strip() == (
            "Ni har startat om. 10 kort är parkerade, u ångrar. Ni ses tis 24 nov 13.30."
        )
        assert seat.selected == "Litet"
        assert "Litet" in "\n".join(seat.rows[3:-1])
        assert seat.card("Fallen")["state"] == "open"


async def test_a_question_that_bounced_asks_why_on_its_card_and_says_so_on_the_page(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "tavla", put("Nycklarna", "act", owner="bo"))
    clock = Clock(NOW - timedelta(minutes=20))
    session = session_at(root, clock, person="anna", board="oster")
    card = next(iter(session.store().snapshot.table("cards")))
    session.do(cycles.finish(card, "drop", "Det räckte."))
    clock.now += timedelta(days=9)
    session.do(commands.reopen(card, "De är borta igen."))
    session.do(change_board({"meeting_rule": "FREQ=WEEKLY;BYDAY=TU", "meeting_start": "2026-11-24T13:30"}))
    session.organise(give_role("mia", "specialist", board=None))
    clock.now += timedelta(days=8)
    async with sit_down(root, person="bo", board="oster", clock=clock) as seat:
        assert "stått still 8 d" in seat.text, "the board goes by its own meetings"
        await seat.press("v")
        await seat.until(lambda: "1 varv" in seat.text)
        assert "‖" in line(seat, "Nycklarna")
        assert "Kom tillbaka efter 9 dagar. Varför, tror ni?" in seat.text
        await seat.press("enter")
        await seat.until(lambda: "Kom tillbaka efter 9 dagar" in seat.text)
        seat.shell.pages[-1].set_items(seat.shell.pages[-1].items, keep="came_back")
        await seat.press("enter")
        assert "Varför tror ni att frågan kom tillbaka?" in seat.asked
        await seat.press("down", "enter")
        assert seat.card("Nycklarna")["came_back"] == "symptom"
        await seat.press("escape")
        await seat.until(lambda: "gå tillbaka till orsakerna" in seat.text)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [(112, 36), (120, 36), (150, 36)])
async def test_what_an_age_and_a_wait_mean_is_never_cut_and_the_bars_are_told(
    tmp_path: Path, language: Language, size: tuple[int, int]
) -> None:
    root = a_year(tmp_path / "tavla")
    clock = Clock()
    session = session_at(root, clock, person="bo", board="oster")
    decided = session.store().snapshot.table("cards")
    oldest = next(id for id, doc in decided.items() if doc["title"] == "Nycklarna")
    session.do(commands.edit(oldest, {"owner": "mia", "measure": "Skåp", "due": date(2026, 11, 25)}))
    clock.now = NOW - timedelta(days=2)
    session.do(put("Duken", "do", owner="bo"))
    clock.now = NOW - timedelta(days=80)
    session.do(put("Vi hittar inte de nya rutinerna i pärmen när det brådskar", "act", owner="bo"))
    for day in range(70, 0, -7):
        clock.now = NOW - timedelta(days=day)
        for id, doc in session.store().snapshot.table("cards").items():
            if doc["state"] == "open":
                session.do(commands.comment(id, f"{day}"))
    set_language(language)
    async with sit_down(root, person="bo", board="oster", size=size, settings=Settings(language)) as seat:
        await seat.press("v")
        await seat.until(lambda: "Nycklarna" in seat.text)
        said = " ".join(seat.text.split())
        rows = [row for row in seat.rows if "…" in row]
        assert not rows, rows
        for told in (
            ("som de flesta", "äldre än 8 av 10", "äldst hittills", "▂ tar inte längre än de flesta")
            if language == "sv"
            else ("like most cards", "older than 8 of 10", "oldest so far", "▂ no longer than most")
        ):
            assert told in said, told
