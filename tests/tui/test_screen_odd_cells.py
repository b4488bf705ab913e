"""What another computer may have written of cards, meetings, events and the year: every page opens."""

from __future__ import annotations

from pathlib import Path

from board.ports import Change, Draft
from tests.odd_cells import ODD, changes
from tests.tui.seat import Clock, put, session_at, sit_down, small_board

PAGES = {
    "v": "Varv", "g": "Resultattavla", "H": "Händelser", "A": "Alla tavlor", "T": "Utmaningar", "Y": "Enhetens år",
    "M": "Min sida", "R": "Rutiner",
}  # fmt: skip
HELD = {"form": "full", "started": "2026-11-22T11:50:00+01:00", "by": "anna", "point": "sort"}


async def test_whatever_another_program_wrote_every_page_opens(tmp_path: Path) -> None:
    root = small_board(tmp_path / "workspace", put("Nycklarna", "do"))
    session = session_at(root, Clock(), person="anna")
    session.board = "oster"
    ended = []
    for number, odd in enumerate((*ODD, -(2**63), "ord", True)):
        for where, made in changes(odd, number * 10_000).items():
            ended += [
                Change("meetings", one.id, {"ended": HELD["started"]})
                for one in made
                if one.table == "meetings"
            ]
            store, draft = session.org if where == "org" else session.store(), Draft("set", tuple(made))
            store.commit("anna", lambda _snapshot, draft=draft: [draft])  # type: ignore[misc]
    spent = {**HELD, "spent/sort": -(2**63), "guests": 2**63, "ticking": "2026-11-22T11:50:00+01:00"}
    session.store().commit("anna", lambda _: [Draft("set", (*ended, Change("meetings", "7", spent)))])
    async with sit_down(root) as seat:
        assert "Ett kort" in seat.text
        for key, name in PAGES.items():
            await seat.press(key)
            assert name in seat.text, key
            await seat.press("right", "down", "enter", "escape", "escape")
        await seat.press("m")
        assert "Sortera" in seat.text
        await seat.press("right", "right")
        assert "Genomföra" in seat.text
