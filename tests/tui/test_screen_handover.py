"""The people page: days of a role; and överlämning of what a person has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from board.method.acts import add_many
from board.organisation import name_deputy
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tests.tui.test_screen_pages import row

Make = Callable[..., Path]


def ref(seat: Seat, name: str) -> str:
    return next(ref for ref, one in seat.shell.look().people.items() if one.name == name)


async def test_what_a_person_has_goes_to_another_all_at_once_and_is_taken_back(board: Make) -> None:
    cards = [put("Nycklarna", "plan", owner="bo"), put("Larmen", "do", owner="bo", support="mia")]
    async with sit_down(board(*cards)) as seat:
        await seat.press("w")
        await row(seat, f"person:{ref(seat, 'Bo Alm')}")
        await seat.press("o")
        assert "Det Bo Alm har på tavlan" in seat.text
        assert "äger" in seat.text
        assert "är nyckelperson" in seat.text
        await row(seat, "all")
        await seat.press("enter")
        assert "Allt som Bo Alm har här: 2 kort" in seat.asked
        await seat.write("mia", "enter")
        assert "Ge allt till Mia Ås?" in seat.asked
        await seat.press("enter")
        assert seat.card("Nycklarna")["owner"] == ref(seat, "Bo Alm"), "one enter too many gives nothing away"
        await seat.press("enter")
        await seat.write("mia", "enter")
        await seat.press("down", "enter")
        assert "2 kort är överlämnade till Mia Ås" in seat.said
        assert seat.card("Nycklarna")["owner"] == seat.card("Larmen")["owner"] == ref(seat, "Mia Ås")
        comments = [doc["text"] for doc in seat.disk().table("comments").values()]
        assert all(text.startswith("Överlämnat från Bo Alm till Mia Ås: äger.") for text in comments)
        await seat.press("u")
        assert seat.card("Nycklarna")["owner"] == ref(seat, "Bo Alm")
        assert "Nycklarna" in seat.text


async def test_a_handover_with_lifts_is_one_deed_to_undo_and_to_do_again(board: Make) -> None:
    root = board(put("Nycklarna", "plan", owner="bo"), put("Larmen", "do", owner="bo"))
    session = session_at(root, Clock(), person="bo", board="oster")
    session.choose_board()
    cards = session.store().snapshot.table("cards")
    larmen = next(id for id, doc in cards.items() if doc["title"] == "Larmen")
    lift = {"text": "Nytt lås", "to_role": "chefen", "asked": "Pengar"}
    session.organise(add_many("lift", larmen, [lift], board="oster"))
    async with sit_down(root) as seat:
        mia, bo = ref(seat, "Mia Ås"), ref(seat, "Bo Alm")

        def held() -> set[str]:
            owners = {str(doc["owner"]) for doc in seat.disk().table("cards").values()}
            return owners | {str(doc.get("keeper") or doc["by"]) for doc in seat.org.table("lifts").values()}

        await seat.press("w")
        await row(seat, f"person:{bo}")
        await seat.press("o")
        await row(seat, "all")
        await seat.press("enter")
        await seat.write("mia", "enter")
        await seat.press("down", "enter")
        assert "2 kort och 1 lyft är överlämnade till Mia Ås. u ångrar." in seat.said
        assert held() == {mia}
        await seat.press("u")
        assert "Ångrat: överlämningen av 2 kort, 1 lyft. U gör om." in seat.said
        assert held() == {bo}
        assert "har lyft, väntar på svar: Nytt lås" in seat.said, "the page tells that it is Bo's again"
        await seat.press("U")
        assert "Gjort igen: överlämningen av 2 kort, 1 lyft." in seat.said
        assert held() == {mia}
        await seat.press("escape", "escape", "u")
        assert held() == {bo}


async def test_card_by_card(board: Make) -> None:
    cards = [put("Nycklarna", "plan", owner="bo"), put("Larmen", "do", owner="bo")]
    async with sit_down(board(*cards), size=(80, 24)) as seat:
        await seat.press("w")
        await row(seat, f"person:{ref(seat, 'Bo Alm')}")
        await seat.press("o")
        await row(seat, f"card/{seat.id('Larmen')}")
        await seat.press("enter")
        assert "Vem tar över? Larmen" in seat.asked
        await seat.write("anna", "enter")
        assert seat.card("Larmen")["owner"] == ref(seat, "Anna Ek")
        assert seat.card("Nycklarna")["owner"] == ref(seat, "Bo Alm")


async def test_a_role_has_a_first_and_a_last_day(board: Make) -> None:
    async with sit_down(board(put("Ett"))) as seat:
        await seat.press("w")
        [held] = [id for id, doc in seat.org.table("roles").items() if doc["role"] == "nyckelperson"]
        await row(seat, f"role:{held}")
        await seat.press("d")
        await seat.write("2026-11-01", "enter")
        await seat.write("31/12", "enter")
        doc = seat.org.get("roles", held) or {}
        assert (doc["start"], doc["end"]) == ("2026-11-01", "2027-01-01")
        assert "till och med tors 31 dec" in seat.text
        await seat.press("d")
        await seat.press("enter", "enter")
        assert "end" not in (seat.org.get("roles", held) or {})


async def test_two_that_are_one_person_are_joined_on_the_people_page(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan", owner="mia"))) as seat:
        mia = ref(seat, "Mia Ås")
        await seat.press("w")
        await row(seat, f"person:{mia}")
        await seat.press("J")
        assert "Vem är samma person som Mia Ås?" in seat.asked
        await seat.write("bo", "enter")
        assert "Nu är det en person: Bo Alm" in seat.said
        assert "Mia Ås" not in seat.text
        await seat.press("escape")
        assert "Bo" in seat.text
        await seat.press("w", "u")
        assert "Mia Ås" in seat.text


async def role_of_bo(seat: Seat) -> str:
    [held] = [id for id, doc in seat.org.table("roles").items() if doc["role"] == "nyckelperson"]
    await row(seat, f"role:{held}")
    return held


async def test_who_stands_in_has_days_of_their_own_and_the_roles_stay(board: Make) -> None:
    async with sit_down(board(), size=(120, 40)) as seat:
        await seat.press("w")
        held = await role_of_bo(seat)
        before = seat.org.get("roles", held) or {}
        await seat.press("enter")
        await seat.write("mia", "enter")
        assert "Från vilken dag är Mia Ås ställföreträdare?" in seat.asked
        await seat.write("30/11", "enter")
        assert "Till och med vilken dag är Mia Ås ställföreträdare?" in seat.asked
        await seat.write("4/12", "enter")
        assert "ställföreträdare Mia Ås från mån 30 nov till och med fre 4 dec" in seat.said
        after = seat.org.get("roles", held) or {}
        assert (after["start"], after.get("end")) == (before["start"], before.get("end"))
        await role_of_bo(seat)
        await seat.press("enter")
        await seat.write("anna", "enter")
        assert "Anna Ek kommer i stället för Mia Ås från mån 30 nov" in seat.asked
        await seat.press("enter", "enter")
        assert "Anna Ek i stället för Mia Ås. u ångrar." in seat.said
        await role_of_bo(seat)
        await seat.press("enter")
        await seat.write("mia", "enter")
        assert "Börjar Mia Ås senare är Anna Ek ställföreträdare till dess." in seat.asked
        await seat.write("30/11", "enter")
        await seat.press("enter")
        assert "Mia tar över mån 30 nov, Anna är ställföreträdare till dess. u ångrar." in seat.said
        assert "ställföreträdare Anna Ek, Mia Ås från mån 30 nov" in seat.said
        await seat.press("u")
        assert "ställföreträdare Anna Ek" in seat.said
        await seat.press("u")
        assert "ställföreträdare Mia Ås från mån 30 nov till och med fre 4 dec" in seat.said


async def test_days_are_changed_once_it_is_said_whose(board: Make) -> None:
    async with sit_down(board(), size=(120, 40)) as seat:
        await seat.press("w")
        held = await role_of_bo(seat)
        await seat.press("enter")
        await seat.write("mia", "enter")
        await seat.press("enter", "enter")
        await role_of_bo(seat)
        await seat.press("d")
        assert "Vems dagar ska ändras?" in seat.asked
        assert "Mia Ås, som är ställföreträdare Bo Alm, som är nyckelperson" in seat.asked
        await seat.press("enter")
        await seat.press("enter")
        await seat.write("4/12", "enter")
        assert (seat.org.get("roles", held) or {})["deputy_end"] == "2026-12-05"
        assert "ställföreträdare Mia Ås till och med fre 4 dec" in seat.said


async def test_a_role_is_not_taken_away_today_by_a_first_day_to_come(board: Make) -> None:
    async with sit_down(board(), size=(120, 40)) as seat:
        await seat.press("w")
        held = await role_of_bo(seat)
        await seat.press("d")
        assert "Från vilken dag är Bo Alm nyckelperson?" in seat.asked
        await seat.write("30/11", "enter")
        assert "Bo Alm har rollen i dag, och har den då inte förrän mån 30 nov." in seat.asked
        await seat.press("enter")
        assert "Inget är ändrat." in seat.text
        assert (seat.org.get("roles", held) or {})["start"] == "2026-11-22"


async def test_who_stands_in_sees_for_whom_and_how_long_on_their_own_page(board: Make) -> None:
    root = board()
    session = session_at(root, Clock(), person="anna", board="oster")
    [id] = [id for id, doc in session.org_snapshot.table("roles").items() if doc["role"] == "nyckelperson"]
    session.organise(name_deputy(id, "mia", end=date(2026, 12, 5)))
    async with sit_down(root, person="mia", size=(100, 30)) as seat:
        await seat.press("M")
        assert "Som ställföreträdare för Bo Alm, nyckelperson (till och med fre 4 dec)" in seat.text


async def test_a_late_card_of_ones_own_is_to_do(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "do", owner="mia", due="2026-11-10")), person="mia") as seat:
        await seat.press("M")
        assert "Du har inget att göra här." not in seat.text
        to_do = seat.text.split("Att göra")[1].split("Mina kort")[0]
        assert "Nycklarna" in to_do
        assert "12 dagar efter" in to_do


async def test_a_role_that_is_left_goes_to_whoever_took_over(board: Make) -> None:
    clock = Clock()
    async with sit_down(board(put("Nycklarna", "plan", owner="bo")), size=(100, 30), clock=clock) as seat:
        await seat.press("w")
        await row(seat, f"person:{ref(seat, 'Bo Alm')}")
        await seat.press("o")
        await row(seat, "all")
        await seat.press("enter")
        await seat.write("mia", "enter")
        await seat.press("down", "enter")
        assert "Alla kort är överlämnade. Det här är kvar:" in seat.said
        [held] = [id for id, doc in seat.org.table("roles").items() if doc["role"] == "nyckelperson"]
        await row(seat, f"role/{held}")
        await seat.press("enter")
        assert "Bo Alm är nyckelperson. Vad ska hända med rollen?" in seat.asked
        assert "Ge den till Mia Ås" in seat.asked
        clock.now += timedelta(minutes=1)
        await seat.press("enter")
        assert "Mia Ås är nu nyckelperson. u ångrar." in seat.said
        assert "Allt är överlämnat." in seat.text
        await seat.press("u")
        assert "är nyckelperson" in seat.text


async def test_all_that_is_said_of_a_role_is_in_sight_in_a_narrow_window(board: Make) -> None:
    root = board()
    session = session_at(root, Clock(), person="anna", board="oster")
    [id] = [id for id, doc in session.org_snapshot.table("roles").items() if doc["role"] == "nyckelperson"]
    session.organise(name_deputy(id, "anna"))
    session.organise(name_deputy(id, "mia", start=date(2026, 11, 30), end=date(2026, 12, 5)))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("w")
        assert "Anna Ek, Mia Ås från mån 30 nov till och med fre 4 dec" in " ".join(
            seat.text.replace("▌", " ").split()
        )


async def test_who_stands_in_is_first_to_take_over_cards_and_the_role(board: Make) -> None:
    root = board(put("Nycklarna", "plan", owner="bo"))
    session = session_at(root, Clock(), person="anna", board="oster")
    [id] = [id for id, doc in session.org_snapshot.table("roles").items() if doc["role"] == "nyckelperson"]
    session.organise(name_deputy(id, "mia", start=date(2026, 11, 30)))
    async with sit_down(root, size=(100, 30)) as seat:
        await seat.press("w")
        await row(seat, f"person:{ref(seat, 'Bo Alm')}")
        await seat.press("o")
        await row(seat, f"role/{id}")
        await seat.press("enter")
        assert "Ge den till Mia Ås som är ställföreträdare från mån 30 nov Ge den till Anna Ek" in seat.asked
        await seat.press("escape")
        await row(seat, "all")
        await seat.press("enter", "enter")
        assert "Ge allt till Mia Ås?" in seat.asked


async def test_who_is_to_stand_in_sees_it_on_their_own_page_before_the_day(board: Make) -> None:
    root = board()
    session = session_at(root, Clock(), person="anna", board="oster")
    [id] = [id for id, doc in session.org_snapshot.table("roles").items() if doc["role"] == "nyckelperson"]
    session.organise(name_deputy(id, "mia", start=date(2026, 11, 30), end=date(2026, 12, 5)))
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("M")
        told = "Från mån 30 nov till och med fre 4 dec: ställföreträdare för Bo Alm, nyckelperson"
        assert told in seat.said
    async with sit_down(root, person="anna", size=(80, 24)) as seat:
        await seat.press("M")
        assert "ställföreträdare för Bo" not in seat.said


async def test_who_is_on_a_card_without_owning_it_is_seen_before_they_leave(board: Make) -> None:
    cards = [put("Nycklarna", "plan", owner="anna", support="bo"), put("Larmen", owner="mia")]
    async with sit_down(board(*cards), size=(80, 24)) as seat:
        await seat.press("w")
        await row(seat, f"person:{ref(seat, 'Bo Alm')}")
        assert "Bo Alm bo · med på 1 kort" in seat.said
        await seat.press("o")
        assert "Lämna över allt till … 1 kort" in seat.said
