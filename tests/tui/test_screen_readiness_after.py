"""A closed round at the screen: what to talk about, what it came to, what it leads to, and how it has moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.organisation import change_board, start_board
from board.readiness import FACTORS, Reply
from board.readiness_acts import end, make_ready
from tests.tui.rounds import closed, do, leads_since, sitting, the_round
from tests.tui.seat import NOW, put, sit_down
from tui import readiness_words as words

Make = Callable[..., Path]
LONG_AGO = (NOW - timedelta(days=1200)).date()


def apart(key: str, *ratings: int) -> list[dict[str, Reply]]:
    """Three who agree on everything but one factor."""
    return [{**{item.key: Reply(3) for item in FACTORS}, key: Reply(rating)} for rating in ratings]


async def test_what_divides_most_is_first_and_the_order_can_be_changed(board: Make) -> None:
    root = board()
    closed(root, *apart("kompetens", 1, 4, 0))
    closed(root, *apart("kompetens", 1, 4, 2))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        first = seat.rows[9]
        assert first.startswith("▌ Kompetens")
        assert "2,3" in first
        assert first.split() == ["▌", "Kompetens", "2,3", "●", "●", "·", "●", "–"]
        await seat.press("o")
        assert "Ordning: som i formuläret" in seat.said
        assert seat.text.index("Förändringstryck") < seat.text.index("Kompetens")


async def test_where_all_agree_that_is_said_and_the_lowest_is_first(board: Make) -> None:
    root = board()
    closed(root, *apart("kompetens", 2, 2, 2))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert "Ni har svarat lika. Ordning: lägst snitt först." in seat.said
        assert "▌ Kompetens" in seat.text


async def test_under_three_ratings_of_a_factor_no_spread_is_shown(board: Make) -> None:
    root = board()
    closed(root, *apart("kompetens", 1, 4, 0))
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter")
        row = next(row for row in seat.rows if "Kompetens" in row)
        assert "visas inte under tre svar" in row
        assert "2,5" not in row, "of two, one's own and the mean are the other's"
        assert "●" not in row
        assert row.rstrip().endswith("1"), "one did not know"
        await seat.press("right")
        assert "Talen visas inte" in seat.said
        await seat.press("end")
        assert "Göra oss redo" in seat.text
        assert "Kompetens" not in seat.text


async def test_of_two_answers_nothing_stands_at_a_factor_and_what_was_written_stands_by_itself(
    board: Make,
) -> None:
    root = board()
    given = {item.key: Reply(3) for item in FACTORS}
    mine = {**given, "fokus": Reply(3, "Det är alltid något akut"), "kompetens": Reply(0)}
    closed(root, mine, {**given, "fokus": Reply(0), "kompetens": Reply(0)})
    async with sit_down(root, size=(80, 40)) as seat:
        await seat.press("r", "home", "enter")
        rows = [
            " ".join(row[len(words.NAMES[item.key]) + 2 :].split())
            for item in FACTORS
            for row in seat.rows
            if words.name(item.key) + "  " in row
        ]
        assert set(rows) == {"– visas inte under tre svar –"}, "two who did not know look as two who did"
        assert "Färre än tre har svarat." in seat.said
        at = seat.text.index("”")
        assert seat.text.index("Individuell uppföljning") < at
        assert "Det är alltid något akut" in seat.text[at:]
        await seat.press("end", "up", "enter")
        assert not seat.shell.asking, "it is there to be read"
        await seat.press("right")
        assert "Talen visas inte" in seat.said


@pytest.mark.parametrize("view", ["dialogue", "result", "time"])
async def test_help_opens_over_a_closed_round_and_closes_again(board: Make, view: str) -> None:
    root = board()
    closed(root, *apart("kompetens", 1, 4, 2))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", *["right"] * ["dialogue", "result", "time"].index(view))
        await seat.press("question_mark", "escape")
        assert seat.page == "round"
        assert "● " in seat.text


@pytest.mark.parametrize("width", [1, 10, 30, 60])
async def test_every_page_of_a_round_can_be_drawn_before_it_has_a_size(board: Make, width: int) -> None:
    from tui.pages.rating import RatingPage
    from tui.pages.readiness import RoundsPage
    from tui.pages.readiness_overview import OverviewPage
    from tui.pages.round import VIEWS, RoundPage

    root = board()
    leads_since(root, LONG_AGO)
    closed(root, *apart("kompetens", 1, 4, 2), days_ago=400)
    id = closed(root, *apart("kompetens", 1, 4, 2))
    async with sit_down(root, size=(80, 24)) as seat:
        for page in (
            *(RoundPage(id, "board", view) for view in VIEWS),
            RatingPage(id, "board"),
            RoundsPage(),
            OverviewPage(),
        ):
            seat.shell.open_page(page)
            await seat.settled()
            assert page.build(width)


async def test_two_hundred_answers_are_told_as_numbers(board: Make) -> None:
    from tui.pages.round_dialogue import dots

    assert dots(3, 7) == "●●●"
    assert dots(200, 7) == "●×200"
    assert dots(0, 7) == "·"


async def test_the_group_writes_what_it_agrees_on_and_can_undo_it(board: Make) -> None:
    root = board()
    id = closed(root, *apart("kompetens", 1, 4, 2))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "enter")
        assert "Det här är vi överens om: Kompetens" in seat.asked
        await seat.write("Vi lär av varandra", "enter")
        assert "överens:    Vi lär av varandra" in seat.text
        assert the_round(root, id).agreed == {"kompetens": "Vi lär av varandra"}
        await seat.press("u")
        assert "överens:" not in seat.text
        assert "Ångrat: redo-analysen" in seat.text
        await seat.press("end", "enter")
        await seat.write("Vi vill, men hinner inte", "enter")
        assert "Vi vill, men hinner inte" in seat.text
    assert the_round(root, id).conclusion == "Vi vill, men hinner inte"


async def test_comments_are_read_at_their_factor_without_names(board: Make) -> None:
    root = board()
    closed(root, *[{item.key: Reply(n, "Vi hinner inte [b]") for item in FACTORS} for n in (1, 2, 3)])
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert seat.text.count("” Vi hinner inte [b]") >= 9, "of each factor, not only of the one in front"
        assert "Bo Alm" not in "\n".join(seat.rows[2:])


async def test_a_factor_becomes_a_card_in_planera_that_says_where_it_came_from(board: Make) -> None:
    root = board()
    id = closed(root, *apart("ledningsarbete", 1, 2, 1))
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter", "n")
        assert "kommer ur Redo-analys: Ledningsarbete" in seat.asked
        await seat.press("enter")
        assert "Skriv vad ni behöver göra" in seat.asked
        await seat.write("Bestäm vem som beslutar", "enter")
        assert "Kortet ligger i Planera. u ångrar." in seat.text
        assert "◇ Bestäm vem som beslutar  Planera" in seat.text
        await seat.press("escape", "escape")
        assert seat.column("plan") == ["Bestäm vem som beslutar"]
        assert "◇ Ledningsarbete" in seat.text
        await seat.go_to("Bestäm")
        await seat.press("enter")
        assert "◇ redo-analys: Ledningsarbete" in seat.text
        card = seat.card("Bestäm")
    assert (card["origin_item"], card["origin_round"]) == ("ledningsarbete", id)


async def test_a_card_can_go_to_another_board_and_a_full_column_asks_why(board: Make) -> None:
    root = board(change_board({"limits": {"plan": 1}}), put("Redan här", phase="plan", owner="anna"))
    closed(root, 1, 2, 1)
    session = sitting(root, "anna")
    session.new_board("vaster")
    session.board = "vaster"
    session.do(start_board("Hemtjänst Väster"))
    async with sit_down(root, size=(120, 36), board="oster") as seat:
        await seat.press("r", "home", "enter", "n")
        await seat.write("Rita upp rollerna", "enter")
        assert "På vilken tavla?" in seat.asked
        await seat.press("enter")
        assert "redan 1 av högst 1" in seat.asked
        await seat.write("Det är viktigast", "enter")
        assert "Rita upp rollerna" in seat.titles
        await seat.press("n")
        await seat.write("Rita dem där också", "enter")
        await seat.write("väster", "enter")
        assert [doc["title"] for doc in seat.disk("vaster").table("cards").values()] == ["Rita dem där också"]


async def test_the_result_is_a_map_with_words_and_limits_of_the_tools_own(board: Make) -> None:
    root = board()
    closed(root, 2, 2, 3)
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter", "right")
        assert "Kategori B: svag vilja" in seat.text
        assert "Börja i liten skala" in seat.text
        assert "◉ nov 2026" in seat.text
        assert "förmåga" in seat.text
        assert "Viljan är 2,33 (svag eller oklar) och bygger på 4 av 4 faktorer." in seat.said
        assert "Gränserna är tavlans egna, metoden har inga" in seat.said
        assert "Nära gränsen" not in seat.text


async def test_that_a_limit_is_near_is_said(board: Make) -> None:
    root = board()
    closed(root, [3, 2, 3, 2, *[4] * 8], [3, 2, 3, 2, *[4] * 8], [3, 2, 2, 2, *[4] * 8])
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "right")
        assert "Kategori D: lyfter inte blicken" in seat.text
        assert "Nära gränsen: lite annan vilja hade gett Kategori C" in seat.said


async def test_competing_wills_are_a_mark_on_the_point_with_words(board: Make) -> None:
    root = board()
    closed(root, [1, 1, 4, 4, *[2] * 8], [4, 4, 1, 1, *[2] * 8], [1, 4, 1, 4, *[2] * 8], days_ago=0)
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter", "right")
        assert "Kategori A: viljorna drar åt olika håll" in seat.text
        assert "nov 2026 ↔" in seat.text
        assert "↔ viljorna drar åt olika håll" in seat.text


async def test_only_dont_know_comes_to_no_category(board: Make) -> None:
    root = board()
    closed(root, 0, 0, 0)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home")
        assert "Ingen kategori: för få faktorer är besvarade" in seat.text
        await seat.press("enter")
        assert "bara vet ej" in seat.text
        await seat.press("right")
        assert "minst 3 av 4" in seat.said
        await seat.press("right")
        assert "den första omgången" in seat.text


@pytest.mark.parametrize(("keys", "ending"), [(("enter",), "not_yet"), (("down", "enter"), "ready")])
async def test_ready_or_not_yet_is_decided_here(board: Make, keys: tuple[str, ...], ending: str) -> None:
    root = board()
    id = closed(root, 2, 2, 2)
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter", "right", "home", "down", "enter")
        assert "Är vi redo?" in seat.asked
        await seat.press(*keys)
        await seat.write("Först rollerna", "enter")
        assert "Beslutet är sparat. u ångrar." in seat.text
        assert "Först rollerna" in seat.text
        await seat.press("escape")
        assert words.ending(ending).lower() in seat.text
    assert (the_round(root, id).ending, the_round(root, id).ending_why) == (ending, "Först rollerna")


async def test_the_leader_says_afterwards_that_wills_compete_until_it_is_decided(board: Make) -> None:
    root = board()
    id = closed(root, 2, 2, 2)
    async with sit_down(root, size=(160, 45)) as seat:
        await seat.press("r", "home", "enter", "right", "home", "enter", "down", "enter")
        assert "Kategori A: viljorna drar åt olika håll" in seat.text
        assert "är ledarens ord" in seat.said
        do(root, "anna", end(id, "not_yet"))
        await seat.until(lambda: "○ Inte redo än" in seat.text, "the decision")
        await seat.press("home", "enter")
        assert "Drar viljorna" not in seat.asked, "it is locked"


async def test_rounds_over_time_have_arrows_words_and_a_story(board: Make) -> None:
    root = board()
    leads_since(root, LONG_AGO)
    closed(root, 1, 1, 2, days_ago=800)
    closed(root, 3, 2, 3, days_ago=400)
    id = closed(root, [2] * 4 + [4] * 8, [2] * 4 + [4] * 8, [2] * 4 + [4] * 8, days_ago=5)
    do(root, "anna", end(id, "ready", "Nu kör vi"))
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter", "left")
        row = next(row for row in seat.rows if "Ambitionsnivå" in row)
        assert "1,3 → 2,0" in row
        assert "↑ starkare" in row
        assert "↓ svagare" in row
        assert any(sign in row for sign in "▁▂▃▄▅▆▇█")
        assert "◎ " in seat.text
        assert "Nu kör vi" in seat.text
        await seat.press("left")
        for year in ("◉ nov 2026", "okt 2025", "sep 2024"):
            assert year in seat.text
        assert seat.text.count("vilja ") >= 3


async def test_the_climate_check_goes_the_same_way_without_a_category(board: Make) -> None:
    root = board()
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "down", "enter", "enter", "enter", "home", "enter")
        assert "Chefen frågar efter förbättringar" in seat.said
        await seat.press(*"323441", "enter", "down", "enter", "down", "enter", "right")
        assert "Snabbkollen ger ingen kategori" in seat.said
        assert "Arbetsklimatet" in seat.text
        assert "tillåtande" in seat.text
        assert "ifrågasättande" in seat.text
        assert "Kategori" not in seat.text.replace("ingen kategori", "")


async def test_a_card_that_came_elsewhere_shows_up_in_the_plan(board: Make) -> None:
    root = board()
    id = closed(root, 2, 2, 2)
    async with sit_down(root, size=(160, 45)) as seat:
        await seat.press("r", "home", "enter", "right")
        do(root, "bo", make_ready(id, "fokus", "Enas om fokus"))
        await seat.until(lambda: "◇ Enas om fokus" in seat.text, "the card")


async def test_the_tabs_can_be_clicked(board: Make) -> None:
    root = board()
    closed(root, 2, 2, 2)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        x, y = seat.spot("○ Resultat")
        await seat.pilot.click(offset=(x + 3, y))
        await seat.settled()
        assert "● Resultat" in seat.text


# --- as a file


@pytest.mark.parametrize(
    ("downs", "ending", "begins"),
    [(0, "html", "<!DOCTYPE html>"), (1, "md", "# Redo-analys"), (2, "csv", "\ufeff")],
)
async def test_a_closed_round_is_saved_as_a_file_that_says_where_it_lies(
    board: Make, downs: int, ending: str, begins: str
) -> None:
    root = board()
    closed(root, 3, 2, 4)
    folder = root.parent / "home" / "Dokument"
    folder.mkdir(parents=True)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "f")
        assert str(folder).replace(" ", "") in seat.asked.replace(" ", ""), "where it will lie is told first"
        await seat.press(*["down"] * downs, "enter")
        assert "Filen är sparad" in seat.asked
        file = folder / f"redo-analys-hemtjanst-oster-2026-11-22.{ending}"
        assert str(file).replace(" ", "") in seat.asked.replace(" ", "")
        assert file.read_text("utf-8").startswith(begins)
        before = file.read_bytes()
        await seat.press("enter", "f", *["down"] * downs, "enter", "enter")
        assert seat.page == "round"
        assert file.read_bytes() == before
        assert len(list(folder.iterdir())) == 2, "what was there stays; the second gets a number"


async def test_saving_as_a_file_is_in_the_list_of_all_that_can_be_done(board: Make) -> None:
    root = board()
    closed(root, 3, 2, 4)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "ctrl+p")
        await seat.write("som en fil", "enter")
        assert "Vilken sorts fil?" in seat.asked


async def test_a_file_that_cannot_be_written_is_told_in_words(board: Make) -> None:
    root = board()
    closed(root, 3, 2, 4)
    async with sit_down(root, size=(120, 30)) as seat:
        folder = root.parent / "home" / "Dokument"
        folder.mkdir(parents=True, exist_ok=True)
        await seat.press("r", "home", "enter", "f")
        folder.rmdir()
        await seat.press("enter")
        assert "finns inte" in seat.text
        assert seat.page == "round"


async def test_where_no_files_may_be_written_it_says_so(board: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.desk import Desk

    monkeypatch.setattr(Desk, "files_folder", property(lambda _desk: None))
    root = board()
    closed(root, 3, 2, 4)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "f")
        assert "går det inte att spara filer" in seat.text
        assert not seat.shell.asking
