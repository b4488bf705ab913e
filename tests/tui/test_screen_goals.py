"""The unit's goals and how the team works, on the screen: written, tied to cards, ended, and what the cards tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.commands import edit
from board.method import acts
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui.text import set_language

Make = Callable[..., Path]
TRIED = {"problem": "x", "why": "y", "owner": "anna", "measure": "z", "due": "2026-12-01"}


async def stand_on(seat: Seat, start: str) -> None:
    """Go to the row that begins with a text."""
    await seat.press("home")
    for _n in range(60):
        if any(row.startswith("▌") and row[1:].strip(" ·▫+").startswith(start) for row in seat.rows):
            return
        await seat.press("down")
    raise AssertionError(f"no row {start}:\n{seat.text}")


def goals(seat: Seat) -> dict[str, dict[str, object]]:
    return {str(doc["text"]): dict(doc) for doc in seat.app.live.board.table("goals").values()}


async def test_directions_and_goals_under_them_are_written_and_changed(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("s")
        assert "Skriv ett inriktningsmål: vad vill enheten uppnå?" in seat.text
        await seat.press("n")
        assert "Vad vill enheten uppnå?" in seat.asked
        await seat.write("Trygga [red]besök[/] 🙂", "enter")
        assert "Trygga [red]besök[/] 🙂" in seat.text
        await seat.press("n")
        assert "Hur märks det att ni är på väg?" in seat.asked
        assert "under ”Trygga [red]besök[/] 🙂”" in seat.asked
        await seat.write("Högst fem sena besök", "enter")
        found = goals(seat)
        top, under = found["Trygga [red]besök[/] 🙂"], found["Högst fem sena besök"]
        assert (top["form"], under["form"]) == ("direction", "measurable")
        assert under["parent"] in seat.app.live.board.table("goals")
        await seat.press("enter")
        await stand_on(seat, "Senast")
        await seat.press("enter")
        await seat.write("31/12", "enter")
        assert "till tors 31 dec" in seat.text
        await stand_on(seat, "Hör till")
        await seat.press("enter")
        assert "Trygga [red]besök[/] 🙂" in seat.asked
        assert "Högst fem" not in seat.asked, "a goal is not under itself"
        await seat.press("escape")
        await stand_on(seat, "ett inriktningsmål till")
        await seat.press("enter")
        await seat.write("Mat som smakar", "enter")
        assert goals(seat)["Mat som smakar"]["form"] == "direction"
        await seat.press("u")
        assert "Mat som smakar" not in goals(seat)


async def test_a_goal_shows_its_cards_and_cards_without_one_are_counted(board: Make) -> None:
    root = board(
        put("Vi letar nycklar", "plan"), put("Väntan", "do"), put("Eget", "do", local=True), put("Nytt")
    )
    session = session_at(root, Clock(), person="bo", board="oster")
    goal = session.do(acts.add("goal", None, {"text": "Trygga besök"})).events[0].id
    async with sit_down(root, size=(120, 40)) as seat:
        session.do(edit(seat.id("Vi letar nycklar"), {"goal": goal}))
        await seat.press("s")
        await seat.until(
            lambda: "1 kort som ni arbetar med hör inte till något mål än" in seat.text, "the count"
        )
        assert "1 kort har ett eget mål" in seat.text
        await stand_on(seat, "Trygga besök")
        await seat.press("enter")
        await stand_on(seat, "Vi letar nycklar")
        await seat.press("enter")
        assert (seat.page, seat.shell.card) == ("card", seat.id("Vi letar nycklar"))
        await seat.press("escape")
        await stand_on(seat, "1 kort som ni arbetar med")
        await seat.press("enter")
        await stand_on(seat, "Väntan")
        assert "Eget" not in seat.text
        session.do(acts.change("goal", goal, {"text": "Trygga kvällar"}))
        await seat.until(lambda: "Trygga kvällar" in seat.text, "the other's change")


async def test_a_goal_ends_and_stays_and_one_that_nobody_used_goes_away(board: Make) -> None:
    root = board(put("Vi letar nycklar", "plan"))
    session = session_at(root, Clock(), person="bo", board="oster")
    used, other = (
        session.do(acts.add("goal", None, {"text": text})).events[0].id for text in ("Trygga besök", "Skräp")
    )
    (card,) = session.store().snapshot.table("cards")
    session.do(edit(card, {"goal": used}))
    async with sit_down(root, size=(100, 40)) as seat:
        await seat.press("s", "delete")
        assert "Ställ dig på ett mål" in seat.text
        await stand_on(seat, "Trygga besök")
        await seat.press("delete")
        assert "gäller inte längre" in seat.said
        await stand_on(seat, "Skräp")
        await seat.press("delete")
        await stand_on(seat, "2 mål gäller inte längre")
        await seat.press("enter")
        await stand_on(seat, "Trygga besök")
        await seat.press("delete")
        assert "Kort eller mål hör till det" in seat.said
        await stand_on(seat, "Skräp")
        await seat.press("delete")
        assert other not in seat.app.live.board.table("goals")
        await seat.press("u")
        assert other in seat.app.live.board.table("goals")


async def test_many_goals_are_said_kindly_in_both_languages(board: Make) -> None:
    root = board()
    session = session_at(root, Clock(), person="bo", board="oster")
    for number in range(6):
        session.do(acts.add("goal", None, {"text": f"Mål {number} " + "långt " * 40}))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("s", "end")
        while not ("Ni har 6 mål" in seat.said or "Om tavlan" in seat.text):
            await seat.press("up")
        assert "Ni har 6 mål. Få mål är lättare att hålla i minnet." in seat.said
        set_language("en")
        seat.shell.redraw()
        await seat.settled()
        assert "You have 6 goals. Few goals are easier to keep in mind." in seat.said


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_how_the_team_works_shows_the_cards_behind_each_share(
    board: Make, size: tuple[int, int]
) -> None:
    root = board(*(put(f"Kort {n}", "do", **TRIED) for n in range(5)))
    session = session_at(root, Clock(), person="bo", board="oster")
    cards = {str(doc["title"]): id for id, doc in session.store().snapshot.table("cards").items()}
    for text in ("En kväll", "En vecka"):
        session.do(acts.add("experiment", cards["Kort 3"], {"text": text}))
    async with sit_down(root, size=size) as seat:
        await seat.press("s", "end", "enter")
        assert seat.page == "method"
        assert "Prövat mer än en gång" in seat.text
        assert "1 av 5 kort" in seat.text
        assert "För få kort" not in seat.text
        assert "anna" not in seat.text.split("Så arbetar ni", 1)[1].lower(), "never about persons"
        await seat.press("enter")
        assert "Räknas när ett kort har prövats i mer än ett varv" in seat.said
        assert seat.said.index("Kort 3") < seat.said.index("har det inte") < seat.said.index("Kort 1")
        await stand_on(seat, "Kort 3")
        await seat.press("enter")
        assert (seat.page, seat.shell.card) == ("card", cards["Kort 3"])
        await seat.press("escape", "escape")
        assert seat.page == "about"


async def test_fewer_than_five_tried_cards_are_too_few(board: Make) -> None:
    async with sit_down(board(*(put(f"Kort {n}", "do", **TRIED) for n in range(4)))) as seat:
        await seat.press("s", "end", "enter")
        assert "För få kort än: ni har prövat 4 kort. Andelar sägs från 5 kort." in seat.said
        assert "0 av 4 kort, för få för att säga något" in seat.said
