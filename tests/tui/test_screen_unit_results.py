"""The unit's results on the screen: measures without a card written, read and changed, and what has been done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.context import Command, Context
from board.method import acts
from board.ports import Draft
from tests.tui.seat import Clock, put, session_at, sit_down

Make = Callable[..., Path]


def routine(title: str, **fields: object) -> Command:
    """A card that became a routine."""

    def decide(context: Context) -> list[Draft]:
        drafts = put(title, "done", **fields)(context)
        drafts[0].changes[0].cells.update(state="finished", finish="routine")
        return list(drafts)

    return decide


async def test_a_measure_of_the_unit_is_written_and_read_on_the_results_page(board: Make) -> None:
    root = board()
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("g")
        assert "Här ser ni hur det går" in seat.text
        await seat.press("n", "enter")
        await seat.write("Korttidsfrånvaro [b]", "enter")
        assert "Vilket perspektiv" in seat.asked
        await seat.press(*4 * ["down"], "enter")  # the fifth: Arbetsgivaren
        await seat.write("%", "enter")
        assert "vet inte än" in seat.asked, "neither way is better until somebody says so"
        await seat.press("down", "down", "enter")  # lower is better
        await seat.write("5", "enter")
        assert "Arbetsgivaren" in seat.text
        assert "Korttidsfrånvaro [b]" in seat.text
        assert "Inget mått än: Hållbart samhälle, Medborgarna, Verksamheten, Ekonomi" in seat.text
        await seat.press("plus")
        await seat.write("6,5", "enter")
        await seat.paste("1/10 8\n1/11 7", "enter")
        await seat.press("enter")
        assert "8 → 6,5 %" in seat.text
        assert "○ målet är 5 %" in seat.text
        assert "för få mätvärden än" in seat.text
        [kept] = seat.disk().table("indicators").values()
        assert (kept["perspective"], kept["better"], kept["target"], "card" in kept) == (
            "employer", "lower", 5, False,
        )  # fmt: skip
        # Somebody else writes another measure above it: the cursor stays where it was.
        here = seat.shell.pages[-1].key
        other = session_at(root, Clock(), person="bo", board="oster")
        other.do(acts.add("indicator", None, {"text": "Trygghet", "perspective": "citizens"}))
        await seat.until(lambda: "Trygghet" in seat.text)
        assert seat.shell.pages[-1].key == here
        await seat.press("enter")
        assert "För få mätvärden ännu: 8 till behövs" in seat.text
        await seat.press("pagedown", "pagedown", "end", "delete")
        assert len(seat.disk().table("readings")) == 2
        await seat.press("u", "escape", "delete")
        assert "Korttidsfrånvaro" not in seat.text
        await seat.press("u")
        assert "Korttidsfrånvaro" in seat.text


async def test_figures_open_to_the_cards_behind_them_in_every_view(board: Make) -> None:
    root = board(
        routine("Nyckelskåp", freed=90, freed_for="promenader", lesson="Fråga först"),
        routine("Listor", freed=-15),
        acts.add("routine", None, {"text": "Larm inom fem minuter"}),
    )
    session = session_at(root, Clock(), person="bo", board="oster")
    [larm] = session.store().snapshot.table("routines")
    for day in ("2026-11-01", "2026-11-10", "2026-11-20"):
        session.do(acts.add("event", None, {"text": "Larmet dröjde", "routine": larm, "on": day}))
    praise = {"text": "Tack för festen", "sort": "view", "category": "praise"}
    session.do(acts.add("event", None, praise))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("g", "right")
        for words in (
            "2 förbättringar blev rutin",
            "Frigjord tid: ungefär 75 minuter i veckan",
            "90 minuter i veckan till promenader",
            "tar 15 minuter mer i veckan än förut",
            "Vi lärde oss: Fråga först",
            "Tack för festen",
        ):
            assert words in seat.text
        await seat.press("enter", "down")
        assert seat.text.count("Nyckelskåp") == 3
        await seat.press("enter")
        assert seat.page == "card"
        await seat.press("escape")
        await seat.pilot.click(offset=seat.spot("Händelser"))
        await seat.settled()
        assert "3 på 90 dagar" in seat.text
        assert "ett förslag på vad ni kan ta tag i" in seat.text
        await seat.press("enter")
        assert seat.text.count("Larmet dröjde") == 3
        await seat.press("down", "enter")
        assert seat.page == "events"
        await seat.press("escape")
        await seat.resize(60, 16)
        assert "Larm inom fem minuter" in seat.text
