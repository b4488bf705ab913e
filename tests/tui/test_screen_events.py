"""Events on the screen: noted in seconds, sorted, counted, and a risk seen where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.method.acts import add
from board.method.parts import parts_of
from tests.tui.seat import NOW, Seat, put, sit_down
from tests.tui.sections import here, stand_on
from tui.text import set_language

Make = Callable[..., Path]
PRAISE = {"text": "Tack för bemötandet", "sort": "view", "category": "praise", "on": "2026-11-20"}


def noted(seat: Seat) -> dict[str, dict[str, object]]:
    """The events by what they say."""
    return {str(doc["text"]): dict(doc) for doc in parts_of(seat.disk(), "event", "").values()}


async def test_a_line_is_noted_at_once_and_its_sort_routine_and_day_by_tab(board: Make) -> None:
    async with sit_down(board(put("Nycklar"), add("routine", None, {"text": "Nyckelskåpet"}))) as seat:
        await seat.press("x")
        assert "tab: slag, rutin, dag" in seat.asked
        await seat.write("Larmet gick två gånger", "enter")
        assert "Noterat. Det sorteras på sidan Händelser (H)." in seat.said
        assert noted(seat)["Larmet gick två gånger"]["sort"] == "deviation"
        await seat.press("x")
        await seat.write("Ni ringer aldrig tillbaka", "tab", "enter", "down", "down", "enter")
        await seat.press("tab", "down", "enter", "enter", "tab", "down", "down", "enter", "down", "enter")
        assert "klagomål" in seat.asked
        assert "Nyckelskåpet" in seat.asked
        assert "i går" in seat.asked
        await seat.press("enter")
        doc = noted(seat)["Ni ringer aldrig tillbaka"]
        assert (doc["sort"], doc["category"], doc["on"]) == ("view", "complaint", "2026-11-21")
        assert doc["routine"] in seat.disk().table("routines")
        assert "2 händelser att sortera: H" in seat.text
        await seat.press("x")
        await seat.write("Lex Sarah ska anmälas")
        assert "Tavlan ersätter inte det" in seat.asked, "the statutory report is made elsewhere"
        await seat.write(" av 19121212-1212", "enter")
        assert "personnummer" in seat.asked
        assert len(noted(seat)) == 2


async def test_events_are_sorted_with_a_key_each_and_tied_both_ways(board: Make) -> None:
    made = [
        add("event", None, {"text": text, "on": f"2026-11-1{n}"})
        for n, text in enumerate(("Ett", "Två", "Tre"))
    ]
    async with sit_down(board(put("Nycklar"), *made, add("event", None, PRAISE))) as seat:
        await seat.press("H")
        assert "4 händelser att sortera" in seat.text
        assert "Ett" in here(seat)
        await seat.press("n", "f")
        assert "Vilket kort hör det till? Två" in seat.asked
        await seat.write("nyck", "enter")
        await seat.press("a")
        await seat.write("Kroken är märkt nu", "enter")
        assert "Tack för bemötandet" in here(seat)
        await seat.press("p")
        assert "allt är sorterat" in seat.text
        states = {text: doc["status"] for text, doc in noted(seat).items()}
        assert states == {"Ett": "card", "Två": "card", "Tre": "noted", PRAISE["text"]: "example"}
        await seat.press("u")
        assert "1 händelse att sortera" in seat.text
        await seat.press("escape")
        await seat.go_to("Nycklar")
        await seat.press("enter")
        assert "kommer av 1 händelse" in seat.text
        await seat.press("up", "up", "up", "up", "home", "down", "enter", "down", "enter")
        assert seat.page == "events"
        assert "Två" in here(seat)


async def test_many_on_one_routine_become_one_card_and_every_number_opens_what_is_behind(board: Make) -> None:
    made = [
        add("event", None, {"text": f"Nyckel {n}", "on": f"2026-11-{n:02}", "routine": "Nyckelskåpet"})
        for n in (3, 10, 18)
    ]
    async with sit_down(board(add("routine", None, {"text": "Nyckelskåpet"}), *made)) as seat:
        await seat.press("H", "right")
        assert "v. 47" in seat.text
        await seat.press("down", "enter")
        assert seat.text.count("Nyckel 3") == 2, "in its week and in the list"
        await seat.press("right")
        assert "3 på 90 dagar" in seat.text
        assert "n gör rutinen till ett förbättringsområde" in seat.text
        await seat.press("n")
        (title,) = seat.titles
        assert title == "Rutinen Nyckelskåpet: 3 händelser på 90 dagar"
        assert "förbättringsområde" not in seat.text
        await seat.press("R", "o")
        assert "händelser: 3 på 90 dagar" in seat.text
        assert "Nyckel 18" in seat.text
        await seat.press("n")
        await seat.write("Ordning i förrådet", "enter")
        await seat.write("om 3 månader", "enter")
        assert "Ordning i förrådet" in here(seat)


async def test_a_risk_is_judged_by_two_told_by_its_cell_and_its_steps_are_renamed(board: Make) -> None:
    risky = {
        "text": "Fel dos",
        "severity": 3,
        "probability": 2,
        "manager_severity": 2,
        "manager_probability": 4,
    }
    other = {"text": "Fall", "severity": 3, "probability": 1}
    made = board(
        put("Nycklar"), put("I dag", due=NOW.date()), add("event", None, risky), add("event", None, other)
    )
    async with sit_down(made, size=(80, 24)) as seat:
        assert "! 1 allvarlig risk: H" in seat.rows[1]
        await seat.press("H")
        assert "● risk 6 poäng, allvarlig" in seat.text, "said where there is no legend"
        assert "◆ förbättringsledaren 8 poäng" in seat.text, "whole, on a line of its own where it must"
        await seat.press("left")
        assert "● 6 poäng !  ◆ 8 poäng" in seat.text
        assert "siffran är poäng · 1×: 1 risk ligger där" in " ".join(seat.text.split())
        rows = [row for row in seat.rows if "betydande" in row or "måttlig" in row]
        assert "1×" in rows[0], "another risk that nobody has handled stays in the picture"
        assert "●" in rows[0]
        assert "◆" in rows[1]
        await seat.press("enter", "down", "down", "down", "enter")
        assert "Förbättringsledaren: allvarlighet" in seat.asked
        assert "chefen" not in seat.text.casefold(), "one name for one person, the one of the role"
        await seat.press("down", "down", "enter")
        assert "◆ 12 poäng !" in seat.text
        await seat.press("end", "enter", "down", "enter")
        await seat.write("obetydlig", "enter")
        assert "1 obetydlig" in seat.text
        await seat.press("left", "left", "left")
        await stand_on(seat, "Fel dos")
        await seat.press("n", "escape")
        await seat.go_to("Fel dos")
        await seat.press("p")
        assert "På kortet finns ! 1 allvarlig risk kvar." in seat.asked
        await seat.press("enter", "enter")
        assert "! 1 allvarlig risk: H" in seat.rows[1], "a risk is not handled by being put away"
        await seat.press("H", "left")
        set_language("en")
        await seat.press("left")
        await seat.press("right")
        assert "Severity" in seat.text
        assert "the improvement lead" in seat.text


async def test_a_day_typed_in_the_list_of_days_is_the_day_and_comes_not_into_the_text(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("x")
        await seat.write("Hissen stod", "tab", "down", "enter")
        await seat.write("20/11")
        assert "fre 20 nov" in seat.asked
        await seat.press("enter")
        assert seat.written == "Hissen stod"
        await seat.press("enter")
        assert "Noterat för fre 20 nov" in seat.said
        assert noted(seat)["Hissen stod"]["on"] == "2026-11-20"
        await seat.press("x")
        await seat.write("Dörren stod öppen", "tab", "down", "enter")
        await seat.write("igår", "enter", "enter")
        assert "Noterat för i går" in seat.said
        assert noted(seat)["Dörren stod öppen"]["on"] == "2026-11-21"
        await seat.press("x")
        await seat.write("Larmet tjöt", "tab", "down", "enter")
        await seat.write("igårkväll nånstans", "enter")
        assert "Inget att välja" in seat.asked
        assert set(noted(seat)) == {"Hissen stod", "Dörren stod öppen"}, "nothing is saved"
        await seat.press("escape")
        assert seat.written == "Larmet tjöt", "escape leaves the list, and the line is as it was"


async def test_a_day_said_in_the_line_is_the_day_that_is_noted_and_told(board: Make) -> None:
    async with sit_down(board(put("Nycklar")), size=(80, 24)) as seat:
        await seat.press("x")
        assert "Dag: i dag, sön" in seat.asked
        await seat.write("larmknappen var trasig i går")
        assert "Dag: i går, lör ur det du skrev" in seat.asked
        await seat.press("enter")
        assert "Noterat för i går" in seat.said
        assert noted(seat)["larmknappen var trasig i går"]["on"] == "2026-11-21"
        await seat.press("x")
        await seat.write("vi talade i går om larmet", "tab", "down", "enter", "home", "up", "up", "enter")
        assert "Dag: i dag, sön" in seat.asked, "what is chosen goes before what is read"
        assert "ur det du skrev" not in seat.asked
        await seat.press("enter")
        assert noted(seat)["vi talade i går om larmet"]["on"] == "2026-11-22"


async def test_a_complaint_is_not_closed_by_an_empty_answer_alone(board: Make) -> None:
    complaint = {"text": "Ni ringer aldrig", "sort": "view", "category": "complaint", "on": "2026-11-20"}
    made = [add("event", None, complaint), add("event", None, {"text": "Larmet", "on": "2026-11-21"})]
    async with sit_down(board(put("Nycklar"), *made)) as seat:
        await seat.press("H")
        assert "Ni ringer" in here(seat)
        await seat.press("a", "enter")
        assert "Skriv vad ni svarade eller gjorde. Enter en gång till: läst, utan svar." in seat.asked
        assert noted(seat)["Ni ringer aldrig"].get("status") != "noted"
        await seat.press("enter")
        assert "Sparat: läst, utan svar." in seat.said
        assert noted(seat)["Ni ringer aldrig"]["status"] == "noted"
        await seat.press("a", "enter")
        assert "Sparat: läst, utan svar." in seat.said, "what is no complaint needs no answer"
        assert noted(seat)["Larmet"]["status"] == "noted"


async def test_the_boards_search_finds_events_too_and_opens_one_where_it_stands(board: Make) -> None:
    made = [add("event", None, {"text": f"Larmet tyst på {room}"}) for room in ("rum 3", "rum 4")]
    async with sit_down(board(put("Larmet"), put("Nycklar"), *made, add("event", None, PRAISE))) as seat:
        await seat.press("/")
        await seat.write("larmet")
        assert "Händelse sön 22 nov Larmet tyst på rum 4" in seat.asked
        assert "Tack" not in seat.asked
        await seat.press("enter")
        assert "2 händelser har det: / och ↓." in seat.said
        assert "Nycklar" not in seat.text
        await seat.press("/", "down", "down", "enter")
        assert seat.page == "events"
        assert "Larmet tyst på rum" in here(seat)
        await seat.press("escape")
        assert "Nycklar" in seat.text, "and the board is whole again"
        await seat.press("/")
        await seat.write("typ:synpunkt")
        assert "Synpunkt fre 20 nov Tack" in seat.asked
        await seat.press("down", "enter")
        assert "Tack för bemötandet" in here(seat)
