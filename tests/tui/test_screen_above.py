"""Challenges and programmes on the screen: thrown from one board, answered at another, agreed; and a final report."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from board.challenges import throw
from board.commands import edit
from board.ids import new_id
from board.method import acts
from board.organisation import add_person, give_role
from board.programmes import take_in
from tests.tui.neighbours import at, neighbours
from tests.tui.seat import NOW, Clock, Seat, put, sit_down
from tests.tui.sections import here, stand_on


async def open_above(seat: Seat, *then: str) -> None:
    """Open the page, and wait till every board has been read."""
    await seat.press("T")
    await seat.until(lambda: "Tavlorna läses" not in seat.text, "the boards")
    await seat.press(*then)


async def test_a_challenge_is_thrown_answered_thrown_back_and_agreed_by_two_boards(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Vi ringer före hemgång", "plan"))
    at(root, "vaster", "anna").organise(give_role("mia", "forbattringsledare", board="vaster"))
    async with sit_down(root, board="oster", clock=Clock(NOW - timedelta(days=12))) as seat:
        await open_above(seat)
        assert "Skriv en utmaning" in here(seat)
        await seat.press("n")
        await seat.write("Trygg hemgång samma dag", "enter")
        assert "Vem håller i det? En utmaning utan ägare blir lätt ingens." in seat.asked
        await seat.write("anna", "enter")
        assert "Anna Ek" in here(seat)
        await stand_on(seat, "en del av utmaningen")
        await seat.press("enter")
        assert "Vilken del av utmaningen tar ni?" in seat.asked
        await seat.write("Läkemedel är med", "enter", "escape")
        await stand_on(seat, "Läkemedel är med")
        assert "utmaning utan ägare" in here(seat)
        await seat.press("n")  # a challenge of its own, wherever one stands
        assert "Vilken del" not in seat.asked
        await seat.press("escape")
        await seat.press("t")
        assert "Vem ska ta emot utmaningen?" in seat.asked
        await seat.write("väster", "enter")
        await seat.press("enter")
        assert "Skriv kort vad du vill" in seat.asked
        await seat.write("Kan ni ta kvällarna?", "enter")
        assert "Skickat till Hemtjänst Väster" in seat.said
        assert "ligger hos Hemtjänst Väster sedan i dag" in here(seat)
    async with sit_down(root, board="vaster", person="mia", size=(160, 45)) as seat:
        assert "◎ 1 utmaning ligger hos er sedan 12 dagar: T" in seat.text
        await seat.press("M")
        assert "ligger här sedan 12 dagar" in seat.text
        await seat.press("M")
        await open_above(seat)
        assert "Hemtjänst Öster till Hemtjänst Väster: Kan ni ta kvällarna?" in here(seat)
        await seat.press("enter")
        assert "Vad vill ni göra?" in seat.asked
        await seat.press("enter")
        await seat.write("Bara vardagar", "enter")
        assert "ligger hos den som skickade" in seat.said
        assert "ligger hos er" not in seat.text
        assert "Läkemedel är med" in here(seat)
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        assert "Svar från Mia Ås: Bara vardagar" in here(seat)
        await seat.press("a")
        assert "Redan besvarat. Vill du ändra svaret? Kan ni ta kvällarna? Svar: Bara vardagar" in seat.asked
        await seat.press("enter")
        await seat.press("t")
        assert "Hemtjänst Väster" in seat.asked
        await seat.write("väster", "enter")
        assert "De svarade: Bara vardagar" in seat.asked
        await seat.write("Vardagar räcker", "enter")
        await stand_on(seat, "Bara vardagar")
        assert "skickat vidare" in here(seat)
        await stand_on(seat, "Vardagar räcker")
        await seat.press("o")
        assert "Det ligger hos Hemtjänst Väster." in seat.asked, "those it lies with say so, or both"
        await seat.press("enter")
        assert "ligger hos Hemtjänst Väster" in here(seat)
        await seat.press("o", "down", "enter")
        assert "Överens." in seat.said
        assert "✓ överens" in here(seat)
        await seat.press("u")
        assert "ligger hos Hemtjänst Väster sedan i dag" in seat.text
        # A card that belongs to it is found under it, and opens.
        (challenge,) = (id for id, doc in seat.org.table("challenges").items() if doc.get("parent"))
        assert {doc["state"] for doc in seat.org.table("throws").values()} == {"answered", "sent"}
        session = at(root, "oster", "anna")
        session.do(edit(seat.id("Vi ringer"), {"challenge": challenge}))
        seat.app.live.look_again()
        await seat.until(lambda: "▫ Vi ringer före hemgång" in seat.text)
        await stand_on(seat, "▫ Vi ringer")
        await seat.press("enter")
        assert seat.page == "card"
        assert "utmaning: Läkemedel är med" in seat.text


async def test_who_looks_across_boards_throws_as_oneself_or_for_the_board(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "vaster", "anna")
    session.organise(give_role("anna", "ambassador", board=None, area="Öst"))
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        await stand_on(seat, "Trygg hemgång")
        await seat.press("t")
        await seat.write("väster", "enter")
        assert "Vem skickar?" in seat.asked
        await seat.press("enter")
        await seat.write("Kan ni ta kvällarna?", "enter")
        assert "Anna Ek till Hemtjänst Väster" in here(seat)
        (thrown,) = seat.org.table("throws").values()
        assert not thrown.get("board")


async def test_the_board_one_stands_on_can_be_asked_too(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "vaster", "anna")
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        await stand_on(seat, "Trygg hemgång")
        assert "t skicka" in seat.rows[-1]
        await seat.press("t")
        await seat.write("öster", "enter")
        await seat.write("Kan vi ta kvällarna?", "enter")
        assert "Anna Ek till Hemtjänst Öster: Kan vi ta kvällarna?" in here(seat)
        assert "ligger hos Hemtjänst Öster sedan i dag" in here(seat)
        (thrown,) = seat.org.table("throws").values()
        assert (thrown.get("board") or "", thrown["to_board"]) == ("", "oster")


async def test_a_programme_of_cards_on_two_boards_is_told_part_by_part_and_written_to_a_file(
    tmp_path: Path,
) -> None:
    root = neighbours(tmp_path / "work", put("Filosofikafé", "act", outcome="6", measure="Ett kafé"))
    west = at(root, "vaster", "bo")
    west.do(put("Hembesök", "check", outcome="cirka 40"))
    ((card, _doc),) = west.store().snapshot.table("cards").items()
    id = new_id()
    west.organise(acts.add("programme", None, {"text": "Mot ensamhet"}, id=id))
    west.organise(take_in(id, [("vaster", card, "Hembesök")]))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat, "right")
        assert "1 del, 1 har ett resultat skrivet" in here(seat)
        await seat.press("enter", "n")
        await seat.write("filo", "enter")
        await stand_on(seat, "2. Filosofikafé")
        assert "resultat: 6 · Agera" in here(seat)
        await seat.press("enter")
        await stand_on(seat, "Genomförande")
        assert "Ett kafé (från kortet)" in here(seat)
        await seat.press("enter")
        await seat.rewrite("Två kaféer", "enter")
        assert "Två kaféer" in here(seat)
        await seat.press("f")
        assert "Slutrapport" in seat.asked
        await seat.press("down", "enter")
        assert "Filen är sparad" in seat.asked
    (file,) = (tmp_path / "home").rglob("mot-ensamhet*.md")
    text = file.read_text("utf-8")
    assert "cirka 40" in text
    assert "**Genomförande:** Två kaféer" in text


async def test_a_challenge_goes_to_one_after_another_and_nobodys_request_is_taken_away(
    tmp_path: Path,
) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "vaster", "anna")
    session.organise(give_role("anna", "ambassador", board=None, area="Öst"))
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        await stand_on(seat, "Trygg hemgång")
        await seat.press("t")
        await seat.write("öster", "enter")
        await seat.write("Kan ni ta kvällarna?", "enter")
        assert "Kan ni ta kvällarna?" in here(seat), "one stands on what has just been sent"
        await seat.press("t")
        assert "Vem ska ta emot utmaningen?" in seat.asked
        await seat.write("väster", "enter")
        assert "Vem skickar?" in seat.asked
        await seat.press("enter")
        await seat.write("Kan ni ta helgerna?", "enter")
        assert "Skickat till Hemtjänst Väster" in seat.said
        assert "Anna Ek till Hemtjänst Väster: Kan ni ta helgerna?" in here(seat)
        assert "Anna Ek till Hemtjänst Öster: Kan ni ta kvällarna? ligger hos Hemtjänst Öster" in seat.said
        assert "skickat vidare" not in seat.said


async def test_sending_on_says_whose_request_goes_on_and_in_whose_name(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "oster", "anna")
    session.organise(give_role("anna", "ambassador", board=None, area="Öst"))
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        await stand_on(seat, "Trygg hemgång")
        await seat.press("t")
        await seat.write("öster", "enter")
        await seat.write("Kan ni ta kvällarna?", "enter")
        await seat.press("enter", "down", "down", "enter")
        assert "Vem ska förfrågan gå vidare till?" in seat.asked
        assert "Kan ni ta kvällarna?" in seat.asked
        assert "Den ligger inte längre hos Hemtjänst Öster när den är skickad." in seat.asked
        await seat.write("väster", "enter")
        assert "Vem skickar?" in seat.asked, "it was Anna who asked, not the board she stands on"
        await seat.press("enter")
        await seat.write("Ta ni dem", "enter")
        said = "Skickat vidare till Hemtjänst Väster. Förfrågan ligger inte längre hos Hemtjänst Öster. u ångrar."
        assert said in seat.said
        assert "Anna Ek till Hemtjänst Väster: Ta ni dem" in here(seat)


async def test_an_account_that_is_nobodys_name_is_not_offered_as_receiver(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "vaster", "anna")
    session.organise(
        add_person("vera", "vera")
    )  # what the login at the machine is called, as somebody becomes by writing
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}))
    async with sit_down(root, board="oster") as seat:
        await open_above(seat)
        await stand_on(seat, "Trygg hemgång")
        await seat.press("t")
        assert "Mia Ås person" in seat.asked
        assert "vera" not in seat.asked


async def test_what_lies_with_oneself_is_told_on_every_board_and_apart_from_what_lies_with_the_one_in_front(
    tmp_path: Path,
) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    session = at(root, "vaster", "anna", Clock(NOW - timedelta(days=12)))
    session.organise(give_role("mia", "nyckelperson", board="vaster"))
    challenge = new_id()
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång", "owner": "anna"}, id=challenge))
    session.organise(throw(challenge, "Kan ni ta helgerna?", "oster", to_board="vaster"))
    later = at(root, "vaster", "anna")
    later.organise(throw(challenge, "Kan ni ta kvällarna?", "vaster", to_board="oster"))
    async with sit_down(root, board="oster", person="mia", size=(160, 45)) as seat:
        assert "◎ 1 utmaning ligger hos er sedan 12 dagar: T" in seat.text
        await open_above(seat)
        own, others = seat.said.split("Ligger hos dig eller din tavla")[1].split("Ligger hos Hemtjänst Öster")
        assert "Hemtjänst Öster till Hemtjänst Väster: Kan ni ta helgerna?" in own
        assert "Kan ni ta kvällarna?" not in own
        assert "Hemtjänst Väster till Hemtjänst Öster: Kan ni ta kvällarna?" in others
        await stand_on(seat, "Kan ni ta helgerna?")
        await seat.press("t")
        assert "Den ligger inte längre hos Hemtjänst Väster när den är skickad." in seat.asked
        await seat.write("bo", "enter")
        await seat.write("Kan du?", "enter")
        assert "Hemtjänst Väster till Bo Alm: Kan du?" in here(seat), "in the name of the board it lay with"
        assert "◎ 1 utmaning ligger hos tavlan sedan i dag: T" in seat.text


async def test_of_several_the_oldest_is_told_with_its_days(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklar"))
    for title, days in (("Trygg hemgång", 12), ("Fler som stannar", 0)):
        session = at(root, "vaster", "anna", Clock(NOW - timedelta(days=days)))
        id = new_id()
        session.organise(acts.add("challenge", None, {"text": title, "owner": "anna"}, id=id))
        session.organise(throw(id, "Kan ni?", "vaster", to_board="oster"))
    async with sit_down(root, board="oster", size=(160, 45)) as seat:
        assert "◎ 2 utmaningar ligger hos er, den äldsta sedan 12 dagar: T" in seat.text
