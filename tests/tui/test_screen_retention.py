"""Integritet on the screen: what is stored is told, and what is taken away for good is asked about with care."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from board.commands import comment
from board.context import Command, Context
from board.cycles import finish
from board.method.acts import add
from board.ports import Draft
from board.retention import keep, thin
from tests.tui.seat import NOW, Clock, put, session_at, sit_down
from tests.tui.test_pictures import FREEZE, FROZEN, same_demo
from tui import confined
from tui.settings import Settings
from tui.text import set_language

__all__ = ["same_demo"]
Make = Callable[..., Path]
SMALL = (80, 24)


def on(title: str, make: Callable[[str], Command]) -> Command:
    """A command about the card of that title."""

    def decide(context: Context) -> Sequence[Draft]:
        id = next(id for id, doc in context.board.table("cards").items() if doc["title"] == title)
        return make(id)(context)

    return decide


def finished(board: Make) -> Path:
    """A board with a card that was finished, and a comment on it and on one that is open."""
    said = [on(title, lambda id: comment(id, "Mia ringde om det")) for title in ("Gammalt", "Öppet")]
    return board(
        put("Gammalt"), put("Öppet"), *said, on("Gammalt", lambda id: finish(id, "drop", "blev inget"))
    )


def bytes_of(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


async def test_the_page_tells_what_is_here_and_how_long_is_set_there(board: Make) -> None:
    root = finished(board)
    async with sit_down(root, size=SMALL, person="bo") as seat:
        await seat.press("w", "end", "enter")
        assert seat.page == "privacy"
        assert "3 personer med namn" in seat.said
        assert "2 kort och 2 kommentarer" in seat.said
        assert f"i mappen {root}"[:40] in seat.said
        assert "inte kopplad till någon annan plats" in seat.said
        assert "de finns alltid kvar" in seat.said
        await seat.press("enter")
        await seat.write("tjugo", "enter")
        assert "antal månader" in seat.asked
        await seat.rewrite("24", "enter")
        assert not seat.asked
        assert "24 månader efter att kortet avslutades" in seat.said
        await seat.press("down", "enter")
        assert "Inget att gallra" in seat.said


async def test_whose_it_is_to_thin_is_reminded_and_it_is_told_before_it_is_done(board: Make) -> None:
    root = finished(board)
    later = Clock(NOW + timedelta(days=800))
    session_at(root, later, person="bo", board="oster").do(keep(24))
    async with sit_down(root, size=SMALL, clock=later, person="mia") as seat:
        assert "gallra" not in seat.text
    async with sit_down(root, size=SMALL, clock=later, person="bo") as seat:
        assert "○ gallra 1: G" in seat.text
        await seat.press("G", "enter")
        assert "Gallra 1 kommentar?" in seat.asked
        assert "för mer än 24 månader sedan" in seat.asked
        await seat.press("enter")
        assert bytes_of(root).count(b"Mia ringde om det") > 1
        await seat.press("enter", "down", "enter")
        assert "Borta, här och i historiken" in seat.said
        assert "inget att gallra; senast tis 30 jan, 1 togs bort" in seat.said
        assert "○ gallra" not in seat.text
        texts = sorted(doc["text"] for doc in seat.disk().table("comments").values())
        assert texts == ["Mia ringde om det", "[…]"]


async def test_what_a_power_cut_ended_halfway_is_gone_when_the_page_is_opened(board: Make) -> None:
    root = finished(board)
    later = Clock(NOW + timedelta(days=800))
    session = session_at(root, later, person="bo", board="oster")
    session.do(on("Öppet", lambda id: finish(id, "drop", "blev inget")))
    session.do(thin(1))
    session.do(keep(1))
    assert b"Mia ringde" in bytes_of(root)
    async with sit_down(root, size=SMALL, clock=later, person="bo") as seat:
        await seat.press("G")
        card = seat.disk().table("comments")
        assert sorted(doc["text"] for doc in card.values()) == ["Mia ringde om det", "[…]"]
        assert bytes_of(root / "boards" / "oster" / "journal").count(b"Mia ringde om det") == 1


async def test_a_person_is_forgotten_when_the_name_is_written_and_not_before(board: Make) -> None:
    root = board(put("Hissen"))
    session_at(root, Clock(), person="mia", board="oster").do(put("Mias kort", problem="det läcker"))
    async with sit_down(root, size=SMALL) as seat:
        await seat.press("G", "down", "down", "down", "enter")
        assert "Anna Ek anna du själv" in seat.asked, "oneself comes last"
        await seat.write("mia", "enter")
        assert "Hemtjänst Öster: 1 ändring, 2 texter människor och roller: 1 ändring Kvar" in seat.asked
        assert "att tavlan är densamma på alla datorer" in seat.asked
        assert "Det går inte att ångra" in seat.asked
        await seat.write("ja", "enter")
        assert "Skriv Mia Ås" in seat.asked
        assert b"det l\xc3\xa4cker" in bytes_of(root)
        await seat.rewrite("mia ås", "enter")
        assert not seat.asked
        assert "Personen är glömd här" in seat.said
        await seat.press("home", "pageup")
        assert "1 är glömd" in seat.said
        for words in ("Mia", "Mias kort", "läcker"):
            assert words.encode() not in bytes_of(root), words
        await seat.press("escape")
        assert "Mias kort" not in seat.text
        assert seat.titles == ["Hissen", "[…]"]


async def test_who_may_not_forget_others_is_told_whose_it_is_and_can_be_forgotten(board: Make) -> None:
    root = board(put("Hissen"))
    session_at(root, Clock(), person="mia", board="oster").do(put("Mias kort", problem="det läcker"))
    async with sit_down(root, size=SMALL, person="mia") as seat:
        await seat.press("G")
        await seat.press("down", "down")
        assert "Om dig" in seat.said
        assert "1 kort som du" in seat.said.replace("▌ ", "")
        assert "fråga Anna Ek eller Bo Alm" in seat.said
        await seat.press("down", "enter")
        assert "Andra glöms bara av den som är förbättringsledare" in seat.asked
        assert "Anna, Bo" in seat.asked
        assert "Mia Ås mia du själv" in seat.asked
        await seat.press("escape", "up", "enter")
        assert "Det är du själv" in seat.asked
        await seat.write("mia ås", "enter")
        assert not seat.asked
        assert "Du är glömd här" in seat.said
        assert b"Mia" not in bytes_of(root)
        assert b"l\xc3\xa4cker" not in bytes_of(root)
        assert seat.app.live.me is None


async def test_a_text_of_anothers_is_erased_by_those_with_the_role_and_nobody_is_asked_first(
    board: Make,
) -> None:
    root = board(put("Hissen", problem="den stannar"))
    async with sit_down(root, size=SMALL, person="mia") as seat:
        await seat.press("enter", "ctrl+p")
        await seat.write("radera en text", "enter")
        await seat.write("stannar", "enter")
        assert "Skriv radera" not in seat.asked
        assert "bara av den som är förbättringsledare" in seat.asked
        await seat.press("enter")
        assert b"den stannar" in bytes_of(root)


async def test_the_words_that_people_look_for_find_the_page(board: Make) -> None:
    async with sit_down(board(), size=SMALL) as seat:
        for words in ("glömd", "lagr", "om mig"):
            await seat.press("ctrl+p")
            await seat.write(words)
            assert "Integritet" in seat.asked, words
            await seat.press("escape", "escape")


async def test_one_comment_then_the_whole_card_is_erased_from_the_card(board: Make) -> None:
    root = board(put("Hissen", problem="den stannar"), on("Hissen", lambda id: comment(id, "Kalle i trean")))
    async with sit_down(root, size=SMALL) as seat:
        await seat.press("enter", "ctrl+p")
        await seat.write("radera en text", "enter")
        assert "Kommentar: Kalle i trean" in seat.asked
        await seat.write("kalle", "enter")
        assert "Kvar är kortet" in seat.asked
        await seat.write("radera", "enter")
        assert "Borta, här och i historiken" in seat.said
        assert b"Kalle" not in bytes_of(root)
        assert b"den stannar" in bytes_of(root)
        await seat.press("escape", "G", "end", "enter")
        await seat.write("hiss", "enter")
        await seat.write("hela", "enter")
        assert "Hela kortet ”Hissen”" in seat.asked
        await seat.write("radera", "enter")
        assert seat.titles == []
        for words in (b"Hissen", b"den stannar"):
            assert words not in bytes_of(root), words


async def test_the_cards_page_is_left_when_all_of_it_is_erased(board: Make) -> None:
    root = board()
    session_at(root, Clock(), person="mia", board="oster").do(put("Hissen"))
    async with sit_down(root, size=SMALL, person="mia") as seat:
        await seat.press("enter", "ctrl+p")
        await seat.write("radera en text", "enter")
        await seat.write("hela", "enter")
        await seat.write("radera", "enter")
        assert (seat.page, seat.titles) == ("board", [])
        assert "Borta, här och i historiken" in seat.said


KALLE = {"text": "Kalle i trean ramlade", "on": "2026-11-20", "answer": "Vi ringde hem"}


def on_disk(root: Path, words: str) -> bool:
    return words.encode() in bytes_of(root)


async def test_a_text_of_an_event_and_then_all_of_it_is_erased_where_it_stands(board: Make) -> None:
    root = board(put("Hissen"), add("event", None, KALLE))
    async with sit_down(root, size=SMALL) as seat:
        await seat.press("H", "right", "end", "ctrl+p")
        await seat.write("radera en text", "enter")
        assert "Vilken text ska raderas för alltid? Kalle i trean ramlade" in seat.asked
        await seat.write("ringde", "enter")
        assert "Vi ringde hem" in seat.asked
        assert "Kvar är händelsen, och vem som skrev och när." in seat.asked
        assert "Det går inte att ångra" in seat.asked
        await seat.press("enter")
        assert on_disk(root, "Vi ringde hem"), "the word is written first"
        await seat.write("radera", "enter")
        assert "Borta, här och i historiken" in seat.said
        assert not on_disk(root, "Vi ringde hem")
        assert on_disk(root, "Kalle i trean")
        await seat.press("ctrl+p")
        await seat.write("gdpr händelse", "enter")
        await seat.write("hela", "enter")
        assert "Hela händelsen ”Kalle i trean ramlade”" in seat.asked
        await seat.write("radera", "enter")
        assert seat.page == "events"
        assert "Borta, här och i historiken" in seat.said
        assert not seat.disk().table("events")
        assert not on_disk(root, "Kalle")
        assert seat.titles == ["Hissen"]


async def test_an_event_is_found_on_the_page_of_privacy_and_its_card_is_told_of(board: Make) -> None:
    root = board(put("Hissen"), add("event", None, KALLE))
    async with sit_down(root, size=SMALL) as seat:
        await seat.press("H", "right", "end", "n", "escape", "G", "end", "enter")
        assert "På vilket kort eller vilken händelse står texten?" in seat.asked
        await seat.write("händelse kalle", "enter")
        await seat.write("hela", "enter")
        assert "Det som skrevs av på kortet ”Kalle i trean ramlade” är kvar: radera det där." in seat.asked
        await seat.write("radera", "enter")
        assert not seat.disk().table("events")
        assert "Kalle i trean ramlade" in seat.titles


async def test_an_event_of_anothers_is_erased_only_by_those_with_the_role(board: Make) -> None:
    root = board(add("event", None, KALLE))
    async with sit_down(root, size=SMALL, person="mia") as seat:
        await seat.press("H", "right", "end", "ctrl+p")
        await seat.write("radera en text", "enter")
        await seat.write("kalle", "enter")
        assert "Skriv radera" not in seat.asked
        assert "bara av den som är förbättringsledare" in seat.asked
        await seat.press("enter")
        assert on_disk(root, "Kalle")
    session_at(root, Clock(), person="mia", board="oster").do(
        add("event", None, KALLE | {"text": "Mias egen"})
    )
    async with sit_down(root, size=SMALL, person="mia") as seat:
        await seat.press("G", "end", "enter")
        await seat.write("mias", "enter")
        await seat.write("mias", "enter")
        await seat.write("radera", "enter")
        assert not on_disk(root, "Mias egen"), "what one has written oneself may be anybody's to erase"


async def test_who_came_in_with_a_key_reads_no_path_and_rewrites_no_file(
    board: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = board(put("Hissen"))
    monkeypatch.setattr(confined, "_confined", True)
    async with sit_down(root, size=SMALL) as seat:
        await seat.press("G")
        assert str(root)[:12] not in seat.text
        assert "På datorn som du är inloggad på" in seat.said
        for rows in ((), ("down",)):
            await seat.press("end", *rows, "enter")
            assert not seat.asked
            assert "Säg till den som sköter den" in seat.said


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_page_is_as_it_was_frozen(
    same_demo: Path, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "tavla"
    shutil.copytree(same_demo, root)
    set_language("en" if language == "en" else "sv")
    async with sit_down(
        root, person=None, board="kaprifolen", size=SMALL, settings=Settings(language=language)
    ) as seat:
        monkeypatch.setattr(seat.session, "root", "/var/lib/tavla")
        await seat.press("G")
        shown = seat.text.rstrip() + "\n"
    file = FROZEN / f"privacy-80x24-{language}.txt"
    if FREEZE:
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
