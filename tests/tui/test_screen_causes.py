"""Causes on the screen: the fishbone and its bones, why after why, the work's steps, and the team's points."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.method import acts
from board.ports import Change, Draft
from tests.tui.seat import Clock, session_at, sit_down
from tests.tui.sections import CARD, card_of, docs, here, into, part, stand_on, texts

Make = Callable[..., Path]


async def test_causes_are_written_on_the_bone_where_one_stands_and_drawn_on_the_fish(board: Make) -> None:
    async with sit_down(board(CARD), size=(120, 40)) as seat:
        await into(seat, "causes")
        await stand_on(seat, "Rutiner")
        await seat.press("n")
        assert "Rutiner" in seat.asked, "which bone it will hang on is told"
        await seat.write("Ingen fast plats", "enter")
        await seat.write("Ingen läser listan", "enter", "enter")
        assert [(doc["text"], doc["bone"]) for doc in docs(seat, "cause")] == [
            ("Ingen fast plats", "rutiner"),
            ("Ingen läser listan", "rutiner"),
        ]
        drawn = next(row for row in seat.rows if "Ingen fast plats ─" in row)
        assert drawn.index("Ingen fast plats") > 0
        assert "▸Ingen läser listan" in seat.text, "the fish points at the one that the cursor stands on"
        await seat.press("up")
        assert "▸Ingen fast plats" in seat.text
        await seat.press("n")
        await seat.write("Nya vet inte", "enter", "enter")
        assert docs(seat, "cause")[-1]["bone"] == "rutiner", "under a bone is on it, too"


async def test_a_bone_is_renamed_added_and_taken_off_when_nothing_hangs_on_it(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "cause", text="Skåpet kärvar", bone="utrustning")
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "causes")
        await stand_on(seat, "Kompetens")
        await seat.press("enter")
        await seat.rewrite("Det vi kan", "enter")
        assert "Det vi kan" in seat.text
        assert "Kompetens" not in seat.text
        await stand_on(seat, "Ett ben till")
        await seat.press("enter")
        await seat.write("Lokalen", "enter")
        await stand_on(seat, "Lokalen")
        await seat.press("n")
        await seat.write("Trångt i hallen", "enter", "enter")
        assert docs(seat, "cause")[-1]["bone"] == "Lokalen"
        await stand_on(seat, "Utrustning")
        await seat.press("enter")
        await seat.rewrite("", "enter")
        assert "Flytta dem först. Inget är ändrat." in seat.said, "a cause hangs on it"
        await seat.press("escape", "escape")
        await stand_on(seat, "Teknik/metod")
        await seat.press("enter")
        await seat.rewrite("", "enter")
        assert "Teknik/metod" not in seat.text
        await seat.press("u")
        assert "Teknik/metod" in seat.text


async def test_causes_on_no_bone_stand_in_the_rows_and_the_fish_stays_whole(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    for n in range(6):
        part(session, "cause", text=f"Orsak {n}")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "causes")
        assert "┅" not in seat.text, "one length of spine"
        await stand_on(seat, "Inte på något ben än")
        await seat.press("down")
        assert "Orsak 0" in here(seat)


async def test_whys_are_answered_one_after_the_other_and_branch(board: Make) -> None:
    async with sit_down(board(CARD), size=(80, 24)) as seat:
        await into(seat, "causes", "whys")
        assert "Varför ”Vi letar nycklar varje pass”?" in here(seat)
        await seat.press("n")
        assert "Varför? ”Vi letar nycklar varje pass”" in seat.asked
        await seat.write("Ingen fast plats", "enter")
        assert "Varför? ”Ingen fast plats”" in seat.asked, "each answer becomes the next question"
        await seat.write("Vi har inte bestämt", "enter")
        await seat.write("Vi har inte talats vid.", "enter")
        assert "Varför? ”Vi har inte talats vid”" in seat.asked
        await seat.press("enter")
        assert "Vi har inte talats vid." in here(seat)
        await seat.press("f")
        assert "◆ Vi har inte talats vid." in seat.text
        assert "Rotorsak" in seat.text
        await stand_on(seat, "Ingen fast plats")
        await seat.press("n")
        await seat.write("Hallen är trång", "enter", "enter")
        await stand_on(seat, "Vi letar nycklar")
        await seat.press("n")
        await seat.write("Nya vet inte", "enter", "enter")
        found = {doc["text"]: doc for doc in docs(seat, "cause")}
        ids = {doc["text"]: id for id, doc in seat.disk().table("causes").items()}
        assert found["Hallen är trång"]["parent"] == ids["Ingen fast plats"]
        assert found["Vi har inte bestämt"]["parent"] == ids["Ingen fast plats"]
        assert "parent" not in found["Nya vet inte"]
        assert found["Vi har inte talats vid."]["root"] is True
        order = [seat.text.index(text) for text in ("├─ 1 Ingen fast", "│  └─ 2 Hallen", "└─ 1 Nya vet")]
        assert order == sorted(order), seat.text


async def test_one_may_stop_asking_early_with_a_note(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "cause", text="Bilarna delas")
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "causes", "whys")
        await stand_on(seat, "Bilarna delas")
        await seat.press("enter")
        await stand_on(seat, "Vi slutade fråga för att")
        await seat.press("enter")
        await seat.write("det bestäms av andra", "enter")
        assert "Vi stannade här: det bestäms av andra" in seat.text


async def test_causes_that_two_people_hung_on_each_other_are_all_shown(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    one = part(session, "cause", text="Ett")
    two = part(session, "cause", text="Två", parent=one)
    ring = Draft("set_cause", (Change("causes", one, {"parent": two}),))  # as a merge may leave it
    session.do(lambda _context: [ring])
    async with sit_down(root) as seat:
        await into(seat, "causes", "whys")
        assert "1 Ett" in seat.text
        assert "2 Två" in seat.text


async def test_a_step_of_the_work_is_marked_where_it_goes_wrong(board: Make) -> None:
    async with sit_down(board(CARD)) as seat:
        await into(seat, "causes", "steps")
        await seat.press("n")
        await seat.write("Hämta nyckeln", "enter")
        await seat.write("Kör till brukaren", "enter", "enter")
        assert texts(seat, "step") == ["Hämta nyckeln", "Kör till brukaren"]
        await stand_on(seat, "Hämta nyckeln")
        await seat.press("f")
        assert "här går det fel" in here(seat)
        assert docs(seat, "step")[0]["trouble"] is True
        await seat.press("f")
        assert "här går det fel" not in here(seat)


async def test_points_are_given_by_digits_taken_back_and_kept_within_fifteen(board: Make) -> None:
    root = board(CARD)
    mia = session_at(root, Clock(), person="mia", board="oster")
    causes = [part(mia, "cause", text=f"Orsak {n}") for n in range(4)]
    card = card_of(mia)
    mia.do(acts.vote(card, {causes[3]: 5}))
    async with sit_down(root) as seat:
        await into(seat, "causes", "points")
        assert "1 av 4 orsaker står för 100 % av poängen." in seat.text
        assert "du har 15 av 15 kvar" in seat.text
        await stand_on(seat, "· Orsak 0")
        assert here(seat).startswith("· Orsak 0"), "a number beside it would be taken for points"
        await seat.press("5", "down", "4")
        assert "du har 6 av 15 kvar" in seat.text
        assert "6 poäng kvar att ge." in seat.text
        await seat.press("down", "5", "down")
        assert "1 poäng kvar att ge." in seat.text
        await seat.press("2")
        assert "Högst 5 poäng till en orsak, och högst 15 i allt." in seat.said
        await seat.press("1")
        assert "dina poäng: 1 · tillsammans: 6" in here(seat)
        await seat.press("0")
        assert "dina poäng" not in here(seat)
        await seat.press("f")
        assert "vi går vidare med den" in here(seat).lower()
        assert docs(seat, "cause")[3]["prioritised"] is True
        assert sum(doc["points"] for doc in seat.disk().table("votes").values()) == 5 + 4 + 5 + 5


async def test_points_to_a_cause_that_was_taken_away_are_free_to_give_again(board: Make) -> None:
    root = board(CARD)
    async with sit_down(root) as seat:
        anna = session_at(root, Clock(), person="anna", board="oster")
        first, _second = part(anna, "cause", text="Ett"), part(anna, "cause", text="Två")
        anna.do(acts.vote(card_of(anna), {first: 5}))
        anna.do(acts.remove("cause", first))
        await into(seat, "causes", "points")
        await stand_on(seat, "Två")
        await seat.press("3")
        assert "12 poäng kvar att ge." in seat.text
        assert "dina poäng: 3 · tillsammans: 3" in here(seat)


async def test_digits_and_marks_do_nothing_where_they_mean_nothing(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    part(bo, "cause", text="Ett")
    async with sit_down(root) as seat:
        await into(seat, "causes")
        await seat.press("3", "f", "delete", "shift+up")
        assert texts(seat, "cause") == ["Ett"]
        await stand_on(seat, "Ett")
        await seat.press("3", "shift+right")
        assert "effect" not in docs(seat, "cause")[0]
        await seat.press("f")
        assert "vi går vidare med den" in seat.said.lower()


async def test_the_views_are_chosen_by_click_and_by_arrows(board: Make) -> None:
    async with sit_down(board(CARD), size=(80, 24)) as seat:
        page = await into(seat, "causes")
        await seat.pilot.click(offset=seat.spot("○ Arbetets steg"))
        await seat.settled()
        assert page.view == "steps"
        assert "● Arbetets steg" in seat.text
        await seat.press("left")
        assert page.view == "whys"
        await seat.press("left", "left")
        assert page.view == "points"


async def test_an_answer_to_why_goes_with_the_cause_that_it_answers(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    first = part(bo, "cause", text="Ingen fast plats", bone="rutiner")
    loose = part(bo, "cause", text="Bilarna delas")
    answer = part(bo, "cause", text="Vi har inte bestämt", parent=first)
    part(bo, "cause", text="Vi har inte talats vid", parent=answer, root=True)
    part(bo, "cause", text="Få bilar", parent=loose)
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "causes")
        told = [seat.text.rindex(text) for text in (
            "Rutiner", "Ingen fast plats", "└ · Vi har inte bestämt", "└ · Vi har inte talats vid",
            "Inte på något ben än", "Bilarna delas", "└ · Få bilar",
        )]  # fmt: skip
        assert told == sorted(told), seat.text
        fish = seat.text
        assert "◆ Vi har inte talats vid ─" in fish
        assert "Vi har inte bestämt ─" not in fish, "it goes with the one that it answers"
        await stand_on(seat, "Vi har inte bestämt")
        assert "▸Vi har inte bestämt ─" in seat.text
        await into(seat, "causes", "points")
        assert "└ · Vi har inte bestämt" in seat.text


async def test_fifty_causes_scroll_under_their_fish(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    for n in range(50):
        part(bo, "cause", text=f"Orsak {n:02}", bone=("kompetens", "rutiner", "teknik", "utrustning")[n % 4])
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "causes")
        await stand_on(seat, "Orsak 49")
        assert "Orsak 49" in here(seat)
        assert "┥" in seat.text, "the fish is still in sight"
        assert "● Fiskben" in seat.text
        await seat.press("home")
        assert "Kompetens" in here(seat)
        assert "till" in seat.text


async def test_a_cause_is_hung_on_another_bone_by_the_name_that_the_team_gave_it(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    session.do(acts.bones(card_of(session), "rutiner", "Så gör vi"))
    part(session, "cause", text="Skåpet kärvar", bone="utrustning")
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "causes")
        await stand_on(seat, "Skåpet kärvar")
        await seat.press("enter")
        await stand_on(seat, "Ben Utrustning")
        await seat.press("enter")
        assert "Så gör vi" in seat.asked
        await seat.press("down", "enter")
        assert docs(seat, "cause")[0]["bone"] == "rutiner"
        assert "Ben Så gör vi" in " ".join(seat.text.split())


async def test_where_there_is_nothing_to_point_at_it_says_what_to_write_first(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "cause", text="Skåpet kärvar")
    async with sit_down(root, size=(120, 45)) as seat:
        await into(seat, "causes")
        await stand_on(seat, "Skåpet kärvar")
        await seat.press("enter")
        await stand_on(seat, "I steget")
        await seat.press("enter")
        assert "Det finns inget att välja än. Skriv steg i arbetet först." in seat.text
        await stand_on(seat, "Svar på varför till")
        await seat.press("enter")
        assert "Skriv orsaker först." in seat.text, "it is no answer to itself"
        await into(seat, "goal")
        await stand_on(seat, "Mål för enheten")
        await seat.press("enter")
        assert "Enheten har inga mål än. s öppnar sidan där de skrivs." in seat.text
