"""Lifts on the screen: asking another board or a role, being asked, answering, and seeing that an answer came."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from board import commands
from board.method import acts
from board.organisation import change_board, give_role
from tests.tui.neighbours import at, lift, neighbours
from tests.tui.seat import NOW, Clock, Seat, put, sit_down
from tests.tui.sections import here
from tui.acts.lifts import lift as ask
from tui.text import set_language

LATE = (NOW - timedelta(days=3)).date().isoformat()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return neighbours(tmp_path / "work", put("Larm på natten"))


def lifts(seat: Seat) -> list[dict[str, object]]:
    return [dict(doc) for doc in seat.org.table("lifts").values()]


async def test_a_cause_is_lifted_to_another_board_with_the_decision_and_the_day(root: Path) -> None:
    session = at(root, "oster", "anna")
    (card,) = session.store().snapshot.table("cards")
    cause = session.do(acts.add("cause", card, {"text": "Larmet når inte fram"})).events[-1].id
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, card, cause_id=cause)
        await seat.settled()
        assert "Vem behöver ta sig an det? Larmet når inte fram" in seat.asked
        await seat.write("väster", "enter")
        assert "Till Hemtjänst Väster" in seat.asked
        await seat.press("enter")
        assert "Skriv vad ni vill ha bestämt" in seat.asked
        await seat.write("Byt larm på avdelningen", "enter")
        await seat.write("om 2 veckor")
        assert "= sön 6 dec" in seat.asked
        await seat.press("enter")
        assert "Lyft till Hemtjänst Väster. Svaret syns på kortet" in seat.said
        (doc,) = lifts(seat)
        assert (doc["text"], doc["to_board"], doc["asked"], doc["answer_by"]) == (
            "Larmet når inte fram", "vaster", "Byt larm på avdelningen", "2026-12-06",
        )  # fmt: skip
        assert (doc["board"], doc["card"], doc["cause"]) == ("oster", card, cause)
        await seat.press("L")
        assert "till Hemtjänst Väster · ”Larm på natten”" in seat.text
        assert "svar senast sön 6 dec" in seat.text
        await seat.press("enter")
        assert seat.page == "card"
        await seat.press("u")
        assert "Ångrat: lyft: ”Larmet når inte fram”" in seat.said
        assert not lifts(seat)


async def test_without_a_cause_it_is_asked_what_it_is_about_and_the_day_may_be_left_out(root: Path) -> None:
    session = at(root, "oster", "anna")
    session.organise(give_role("mia", "specialist", board=None))
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        await seat.press("enter")
        assert "Skriv kort vad det gäller" in seat.asked
        await seat.write("Larmet", "enter")
        await seat.write("spec", "enter")
        await seat.write("Byt", "enter", "enter")
        (doc,) = lifts(seat)
        assert (doc["text"], doc["to_role"], doc.get("answer_by")) == ("Larmet", "specialist", None)


async def test_escape_at_the_day_lifts_nothing_and_a_row_lifts_without_one(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        await seat.write("Larmet", "enter")
        await seat.write("väster", "enter")
        await seat.write("Byt", "enter")
        assert "Lyft utan dag" in seat.asked
        await seat.press("escape")
        assert "Inget lyftes. Det du skrev finns kvar till nästa gång." in seat.said
        assert not lifts(seat)
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        assert seat.written == "Larmet"
        await seat.press("enter")
        await seat.write("väster", "enter")
        await seat.press("enter", "enter")
        assert "Svaret syns på kortet när det kommer" in seat.said
        (doc,) = lifts(seat)
        assert (doc["text"], doc["asked"], doc.get("answer_by")) == ("Larmet", "Byt", None)


async def test_escape_before_it_is_lifted_keeps_what_was_written(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        await seat.write("Larmet når inte fram", "enter", "escape")
        assert "Inget lyftes. Det du skrev finns kvar" in seat.said
        assert not lifts(seat)
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        assert seat.written == "Larmet når inte fram"


async def test_what_a_team_does_not_decide_is_offered_once_to_be_lifted(root: Path) -> None:
    session = at(root, "oster", "anna")
    (card,) = session.store().snapshot.table("cards")
    session.do(acts.add("cause", card, {"text": "Larmet når inte fram", "frame": "outside"}))
    session.do(acts.add("cause", card, {"text": "Vi glömmer", "frame": "inside"}))
    session.do(acts.add("action", card, {"text": "Byt lås", "influence": "indirect"}))
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, card)
        await seat.settled()
        assert "orsak: Larmet når inte fram" in seat.asked
        assert "åtgärd: Byt lås" in seat.asked
        assert "Vi glömmer" not in seat.asked
        await seat.press("down", "down", "enter")
        await seat.write("väster", "enter")
        await seat.write("Ett nytt lås", "enter", "enter")
        (doc,) = lifts(seat)
        assert doc["text"] == "Byt lås"
        assert doc["action"]
        ask(seat.shell, card)
        await seat.settled()
        assert "orsak: Larmet når inte fram" in seat.asked
        assert "Byt lås" not in seat.asked


async def test_one_without_a_board_is_asked_by_name_and_the_answer_is_written_in(root: Path) -> None:
    async with sit_down(root, board="oster") as seat:
        ask(seat.shell, seat.id("Larm"))
        await seat.settled()
        await seat.write("Låset", "enter")
        await seat.write("fastighetschefen")
        assert "fastighetschefen, som inte har någon tavla här" in seat.asked
        await seat.press("enter")
        await seat.write("Nytt lås", "enter", "enter")
        assert "Fastighetschefen har ingen tavla här. Säg det själv, och skriv in svaret här (L)" in seat.said
        await seat.press("L")
        assert "väntar på svar · a skriver in svaret när ni fått det" in seat.text
        await seat.press("enter")
        assert seat.page == "card"
        assert here(seat).startswith("▸ Lyft")
        assert "1 lyft · ^ väntar på svar, skriv in det här" in here(seat)
        await seat.press("escape", "a")
        await seat.write("Det kommer i maj", "enter")
        (doc,) = lifts(seat)
        assert (doc["to_role"], doc["answer"]) == ("fastighetschefen", "Det kommer i maj")


async def test_the_board_that_is_asked_is_told_and_answers_and_the_sender_sees_it(root: Path) -> None:
    clock = Clock()
    card, _id = lift(
        root, "vaster", "Larm i Väster", "Larmet når inte fram", to_board="oster", answer_by=LATE
    )
    async with (
        sit_down(root, board="oster", clock=clock) as asked,
        sit_down(root, board="vaster", person="bo", clock=clock) as asker,
    ):
        assert "^ 1 lyft väntar på svar: L" in asked.rows[1]
        assert "^ 1 lyft utan svar i tid: L" in asker.rows[1]
        assert "^ svar dröjer" in "\n".join(asker.rows[2:]), "on the card"
        await asked.press("L")
        assert "Lyft till oss 1 väntar på svar" in asked.said
        assert "Hemtjänst Väster · Bo · ”Larm i Väster”" in asked.text
        assert "Ber om: Byt larm på avdelningen" in asked.text
        assert "! svar skulle ha kommit tors 19 nov, för 3 dagar sedan" in asked.text
        await asked.press("enter")
        assert "Bo lyfte det" in asked.asked
        await asked.press("enter")
        assert "Ett nej är också ett svar" in asked.asked
        await asked.write("Nytt larm i maj", "enter")
        assert "Svaret är sparat, och syns på kortet" in asked.said
        assert "Svar: Nytt larm i maj" in asked.text
        assert "Anna, sön 22 nov" in asked.text
        assert "lyft väntar" not in asked.rows[1]
        await asker.until(lambda: "svar på lyft" in asker.rows[1], "the answer")
        assert "^ svar på lyft" in "\n".join(asker.rows[2:]), "on the card"
        await asker.press("L")
        assert "Svar: Nytt larm i maj" in asker.text
        assert "Anna, sön 22 nov" in asker.text
        await asker.press("enter")
        assert asker.page == "card"
        assert asker.shell.card == card
        await asker.press("end")
        assert "svar: Nytt larm i maj" in asker.said, "history tells who asked, who answered and when"
        clock.now += timedelta(days=8)
        asker.shell._minute()
        await asker.press("escape", "escape")
        assert "svar på lyft" not in asker.text, "what was told for a week is known"


async def test_what_was_lifted_is_seen_on_the_card_and_in_the_meeting_until_it_is_answered(
    root: Path,
) -> None:
    lift(root, "oster", "Schemat i mobilen", "Vi når inte schemat", "anna", to_role="forbattringsledare")
    async with sit_down(root, board="oster", size=(80, 24)) as seat:
        assert "^ lyft, väntar på svar" in seat.text
        await seat.press("m", "enter", "enter", *["right"] * 6)
        assert "^ lyft härifrån, väntar på svar" in seat.said
        assert "till ▌ förbättringsledare" in seat.said
        assert "1 skriv in svaret" in seat.text
        await seat.press("1")
        await seat.write("Ja, från måndag", "enter")
        assert lifts(seat)[0]["answer"] == "Ja, från måndag"
        assert "^ svar har kommit" in seat.text


async def test_a_lift_to_a_role_reaches_whoever_holds_it_wherever_they_sit(root: Path) -> None:
    lift(root, "vaster", "Larm", "Larmet", to_role="ambassador@Norr")
    session = at(root, "oster", "anna")
    session.do(change_board({"area": "Norr"}))
    async with sit_down(root, board="oster") as seat:
        assert "lyft väntar" not in seat.rows[1]
        session.organise(give_role("anna", "ambassador", board=None, area="Norr"))
        await seat.until(lambda: "^ 1 lyft väntar på svar" in seat.rows[1])
        await seat.press("L")
        assert "till ambassadör för Norr" in seat.text


async def test_those_who_lift_the_same_are_seen_together(root: Path) -> None:
    lift(root, "vaster", "Ett", "Låset kärvar", to_board="oster")
    lift(root, "vaster", "Två", "Larmet når inte fram på natten", to_board="oster")
    lift(root, "vaster", "Tre", "Larm når inte fram nattetid", to_board="oster")
    async with sit_down(root, board="oster") as seat:
        await seat.press("L")
        assert "2 lyft om samma sak: Larmet når inte fram på natten" in seat.text
        assert seat.text.index("Larm når inte fram nattetid") < seat.text.index("Låset kärvar")


async def test_two_who_answer_at_once_see_each_other(root: Path) -> None:
    _card, id = lift(root, "vaster", "Larm", "Larmet", to_board="oster")
    async with sit_down(root, board="oster") as seat:
        await seat.press("L", "enter")
        at(root, "oster", "mia", Clock()).organise(acts.change("lift", id, {"answer": "Nej tyvärr"}))
        await seat.write("Ja i maj", "enter")
        assert "Mia har just svarat: ”Nej tyvärr”" in seat.asked
        assert seat.written == "Ja i maj"
        await seat.press("enter")
        assert lifts(seat)[0]["answer"] == "Ja i maj"
        await seat.press("enter")
        assert "Redan besvarat. Vill du ändra svaret?" in seat.asked
        await seat.press("down", "enter")
        assert "Mia svarade: Nej tyvärr" in seat.asked, "who has answered, and when, is not forgotten"
        assert "Anna ändrade svaret: Ja i maj" in seat.asked


async def test_an_answer_is_not_added_to_unawares(root: Path) -> None:
    _card, id = lift(root, "vaster", "Larm", "Larmet når inte fram", to_board="oster")
    at(root, "oster", "mia", Clock()).organise(
        acts.change("lift", id, {"answer": "Jag tar upp det på tisdag."})
    )
    async with sit_down(root, board="oster") as seat:
        await seat.press("L", "a")
        assert "Redan besvarat. Vill du ändra svaret? Larmet når inte fram" in seat.asked
        assert "Svar: Jag tar upp det på tisdag." in seat.asked
        assert "Mia, sön 22 nov" in seat.asked
        await seat.write("Nej inte i år", "enter")
        assert lifts(seat)[0]["answer"] == "Jag tar upp det på tisdag."
        await seat.press("escape", "escape", "a", "enter")
        assert not seat.asked, "the answer stands"
        await seat.press("a", "down", "enter")
        assert seat.written == "Jag tar upp det på tisdag."
        assert "Börja gärna med ja, nej eller inte än" in seat.asked
        await seat.rewrite("Nej inte i år", "enter")
        assert lifts(seat)[0]["answer"] == "Nej inte i år"


async def test_a_lift_becomes_a_card_of_our_own(root: Path) -> None:
    lift(root, "vaster", "Larm i Väster", "Larmet når inte fram", to_board="oster")
    async with sit_down(root, board="oster") as seat:
        await seat.press("L", "n")
        assert "Kortet ligger i Förslag på er tavla" in seat.said
        card = seat.card("Larmet når inte fram")
        assert (card["origin"], card["origin_item"]) == ("lift", "Hemtjänst Väster")
        await seat.press("n")
        assert "”Larmet når inte fram” finns redan på er tavla" in seat.said


async def test_lifts_whose_card_is_gone_can_still_be_read(root: Path) -> None:
    card, _id = lift(root, "vaster", "Larm i Väster", "Larmet", to_board="oster")
    at(root, "vaster").do(commands.delete(card))
    async with sit_down(root, board="oster") as seat:
        await seat.press("L")
        assert "Larmet" in seat.text
    async with sit_down(root, board="vaster", person="bo") as seat:
        await seat.press("L", "enter")
        assert "Vad blev svaret?" in seat.asked


async def test_no_lifts_say_what_they_are_for_in_both_languages(root: Path) -> None:
    async with sit_down(root, board="oster", size=(80, 24)) as seat:
        await seat.press("L")
        assert "Ingen har lyft något hit." in seat.text
        assert "Inget är lyft härifrån." in seat.said
        await seat.press("enter", "a", "n")
        assert seat.page == "lifts"
        assert not seat.asked
    set_language("en")
    async with sit_down(root, board="oster", size=(80, 24), language="en") as seat:
        await seat.press("L")
        assert "Nobody has lifted anything here." in seat.text
