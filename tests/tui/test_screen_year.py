"""The unit's year on the screen: a wheel begun and marked, the team's own checklist, points, and the year's report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.method.acts import add
from board.method.parts import parts_of
from board.year_acts import answer
from tests.tui.seat import Seat, put, sit_down
from tests.tui.sections import here
from tui.text import set_language

Make = Callable[..., Path]


def kept(seat: Seat, kind: str) -> list[dict[str, object]]:
    return [dict(doc) for doc in parts_of(seat.disk(), kind, "").values()]


async def test_a_wheel_begins_is_changed_and_marked(board: Make) -> None:
    async with sit_down(board(put("Nycklar")), size=(80, 24)) as seat:
        await seat.press("Y")
        assert "● Årshjul   ○ Egenkontroll   ○ Punkter att följa upp" in seat.text
        assert "Analys av året hittills" in seat.text
        await seat.press("enter")
        for said in ("Analysera", "Möjliggöra", "Genomföra", "Följa upp", "jan feb mar", "◆ Lokala mål"):
            assert said in seat.text
        assert "● gjort ◆ den här månaden ○ kommer ◇ inte markerad · inget skrivet" in " ".join(
            seat.text.split()
        )
        assert len(kept(seat, "yearly")) == 8
        await seat.press("home", "n")
        await seat.write("Brukarenkäten", "enter", "down", "down", "down", "enter", "escape")
        new = next(doc for doc in kept(seat, "yearly") if doc["text"] == "Brukarenkäten")
        assert (new["stage"], new["month"], new["every"]) == ("analyse", "4", "year")
        assert "Brukarenkäten" in here(seat)
        await seat.press("a")
        assert "Vilken dag gjordes det?" in seat.asked
        await seat.write("20 april 2026", "enter")
        assert "Gjort. Bra!" in seat.said
        assert [doc["on"] for doc in kept(seat, "yearly_done")] == ["2026-04-20"]
        assert "────●────" in here(seat)
        await seat.press("enter")
        assert "● april: gjort" in seat.text
        assert "Vem håller i det?" in seat.text
        await seat.press("enter", "a")
        assert kept(seat, "yearly_done") == []
        await seat.press("delete")
        assert "Brukarenkäten" not in seat.text
        await seat.press("end", "up", "enter")
        assert "Lokala mål" in here(seat)
        assert "◆ november: nu" in seat.text, "what is near opens where it stands in the year"
        await seat.press("enter", "end", "up", "delete")
        assert "Ställ dig på raden själv" in seat.said
        await seat.press("a")
        assert "Gjort. Bra!" in seat.said
        assert "◆ Lokala mål" not in seat.text
        await seat.press("less_than_sign")
        assert "2025" in seat.text
        set_language("en")
        await seat.press("greater_than_sign")
        assert "Year wheel" in seat.text
        assert "Enable" in seat.text
        assert "● done" in seat.text


async def test_the_checklist_is_written_answered_and_a_no_becomes_a_card(board: Make) -> None:
    before = [add("control", None, {"text": "Handsprit finns", "theme": "Basala hygienrutiner"}, id="9" * 12)]
    made = board(put("Nycklar"), *before, answer("9" * 12, 2025, "partly"))
    async with sit_down(made, size=(80, 24)) as seat:
        await seat.press("Y", "right")
        assert "inget är officiellt" in seat.text
        assert "0 av 1 rad besvarad" in seat.text
        assert "1 ja   2 delvis   3 nej   n ny" in seat.rows[-1], "at 80 cells, too"
        assert "2025      2026" in seat.text
        await seat.press("c")
        assert "Svara på raden först" in seat.said
        await seat.press("3")
        assert "c gör ett kort av det" in seat.said
        assert "◐ delvis ○ nej" in here(seat)
        await seat.press("c")
        assert "Egenkontroll: Handsprit finns" in seat.text
        (this_year,) = [doc for doc in kept(seat, "control_answer") if doc["year"] == 2026]
        assert this_year["led_to"] in seat.disk().table("cards")
        await seat.press("n")
        await seat.write("Sår läggs om rent", "enter", "enter")
        assert [doc["theme"] for doc in kept(seat, "control")] == ["Basala hygienrutiner"] * 2
        await seat.press("right", "end", "up", "enter")
        await seat.write("Färre sår", "enter")
        assert [doc["year"] for doc in kept(seat, "year_point")] == [2027]
        await seat.press("greater_than_sign", "greater_than_sign")
        assert "Punkter för 2027, och vad det blev" in seat.text
        await seat.press("home", "enter", "down", "down", "down", "enter")
        await seat.write("Hälften så många", "enter")
        assert "→ Hälften så många" in seat.text


async def test_the_years_report_is_written_to_a_file(board: Make) -> None:
    async with sit_down(board(put("Nycklar"))) as seat:
        await seat.press("Y", "f", "escape", "right", "right", "end", "enter")
        assert "Ett utkast för 2026" in seat.asked
        await seat.press("down", "enter")
        assert "Filen är sparad" in seat.asked
        await seat.press("enter", "ctrl+p")
        await seat.write("Excel-fil", "enter", "enter")
        assert "Filen är sparad" in seat.asked
        folder = Path(seat.app.desk.files_folder or "")
        assert (folder / "hemtjanst-oster.xlsx").read_bytes().startswith(b"PK")
        (file,) = folder.glob("*.pdf")
    assert file.name == "hemtjanst-oster-2026.pdf"
    assert file.read_bytes().startswith(b"%PDF")
