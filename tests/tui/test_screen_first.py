"""What is in sight at once, at every size of window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.errors import Problem
from board.organisation import add_person, end_role
from tests.tui.seat import Clock as SetClock
from tests.tui.seat import columns_of, put, rising, session_at, sit_down
from tui.compose import Session
from tui.desk import Desk

Make = Callable[..., Path]
PHASES = ["Förslag", "Planera", "Genomföra", "Följa upp", "Agera"]


async def test_the_first_picture_says_where_who_saved_and_what_is_next(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen") as seat:
        top, second = seat.rows[0], seat.rows[1]
        assert "Äldreboendet Kaprifolen" in top
        assert "påhittade exempel" in top
        assert "Just nu: lugnare måltider" in top
        assert "sparat" in top
        assert "vera" in top
        assert "nyckelp. Sara · förb.ledare Maria · ! 1 allvarlig risk: H · möte 1/12 13.30" in second
        assert "● 1 i dag" in second
        assert "sön 22 nov v. 47" in second
        assert rising(columns_of(seat.rows, PHASES))
        assert "▲ 4 av 3" in seat.text
        assert "n notera" in seat.rows[-1]
        assert "? alla tangenter" in seat.rows[-1]


async def test_where_room_is_short_whose_it_is_stays_and_the_rest_is_a_number(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", size=(60, 16)) as seat:
        assert "nyckelp. Sara · ! 1 risk: H · 3 till: M" in seat.rows[1]
        await seat.resize(80, 24)
        assert "nyckelp. Sara · ! 1 risk: H · möte 1/12 13.30 · 3 till: M" in seat.rows[1]
        await seat.resize(160, 45)
        assert (
            "nyckelp. Sara · förb.ledare Maria · möte tis 1 dec 13.30 · ! 1 allvarlig risk: H" in seat.rows[1]
        )


async def test_a_card_says_what_whose_how_far_and_what_next(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", size=(160, 45)) as seat:
        for words in ("● följ upp i dag", "! följ upp", "‖ stått still", "▲ över gränsen", "med en lucka"):
            assert words in seat.text, words
        for words in ("+ nytt", "○ följs upp", "→ nästa:", "Bo · i dag"):
            assert words in seat.text, words


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 60)])
async def test_every_line_is_as_wide_as_the_window(demo: Path, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    async with sit_down(demo, person=None, board="kaprifolen", size=size) as seat:
        for keys in ([], ["right", "right", "down"], ["enter"], ["escape", "b"], ["w"], ["s"], ["?"]):
            await seat.press(*keys)
            assert len(seat.rows) == size[1]
            assert {cell_len(row) for row in seat.rows} == {size[0]}


async def test_eighty_columns_show_two_phases_and_the_rest_as_tabs_with_counts(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", size=(80, 24)) as seat:
        tabs = next(row for row in seat.rows if "Agera" in row)
        assert [word for word in PHASES if word in tabs] == PHASES
        assert "Förslag 4" in tabs
        assert "Nyckelskåpet" in seat.text
        await seat.press("right", "right")
        assert "Nyckelskåpet" not in seat.text
        assert "Fler fall på kvällen" in seat.text
        await seat.press("h", "h")
        assert "Nyckelskåpet" in seat.text
        x, y = seat.spot("Agera 1")
        await seat.pilot.click(offset=(x + 2, y))
        await seat.settled()
        assert "Syrenen har mycket" in seat.said


async def test_sixty_columns_show_one_phase(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", size=(60, 16)) as seat:
        assert "Nyckelskåpet" in seat.text
        assert "Handspriten" not in seat.text
        await seat.press("right")
        assert "Handspriten" in seat.text


@pytest.mark.parametrize(("width", "columns"), [(99, 2), (100, 5)])
async def test_five_columns_from_a_hundred_cells_on(demo: Path, width: int, columns: int) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", size=(width, 36)) as seat:
        assert len(seat.shell.board_view.grid.shown) == columns


async def test_too_small_says_so_and_waits_with_the_typing_kept(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("n")
        await seat.write("Halvvägs")
        await seat.resize(50, 12)
        assert "för litet för tavlan" in seat.said
        assert "60" in seat.text
        assert "16" in seat.text
        assert "Nycklarna" not in seat.text
        await seat.resize(120, 36)
        assert "för litet" not in seat.text
        assert seat.written == "Halvvägs"
        assert "Halvvägs" in seat.asked
        await seat.write(" till", "enter")
        assert "Halvvägs till" in seat.titles


async def test_keys_do_nothing_unseen_while_the_window_is_too_small(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(50, 12)) as seat:
        await seat.press(">", "delete", "down", "enter", "t", "enter")
        assert seat.card("Nycklarna")["phase"] == "inbox"
        await seat.resize(120, 36)
        assert "Nycklarna" in seat.text
        assert not seat.asked


async def test_a_board_without_roles_says_so_kindly(board: Make) -> None:
    root = board()
    session = session_at(root, SetClock(), person="anna", board="oster")
    for id in session.org.snapshot.table("roles"):
        session.organise(end_role(id))
    async with sit_down(root) as seat:
        assert "ingen nyckelperson ännu" in seat.rows[1]
        assert "ingen förbättringsledare ännu" in seat.rows[1]


async def test_arrows_and_letters_move_through_the_columns_and_stop_at_the_ends(board: Make) -> None:
    root = board(put("B"), put("A"), put("D", "plan"), put("C", "plan"), put("E", "act"))
    async with sit_down(root) as seat:
        seen = []
        for key in ("down", "right", "k", "l", "l", "l", "right", "left", "j", "h", "home", "end"):
            await seat.press(key)
            seen.append(seat.selected)
        assert seen == ["B", "C", "C", "", "", "E", "E", "", "", "", "", ""]


async def test_an_empty_workspace_makes_its_first_board_in_three_fields(tmp_path: Path) -> None:
    async with sit_down(tmp_path / "ny", person=None) as seat:
        assert seat.page == "start"
        assert "Den första tavlan" in seat.text
        assert not (tmp_path / "ny").exists(), "looking makes nothing"
        await seat.press("enter")
        await seat.write("Hemtjänst Norr", "enter")
        await seat.press("enter")
        await seat.write("Tryggare kvällar", "enter")
        await seat.press("enter")
        await seat.write("Mia Ås", "enter")
        await seat.press("enter")
        assert seat.page == "board"
        assert "Hemtjänst Norr" in seat.rows[0]
        assert "Mia Ås" in seat.rows[0]
        assert "Tryck n" in seat.said
        about = seat.disk("hemtjanst-norr").get("board", "1")
        assert about is not None
        assert (about["name"], about["purpose"]) == ("Hemtjänst Norr", "Tryggare kvällar")
        [person] = seat.org.table("people").values()
        assert person["name"] == "Mia Ås"
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter")
        [card] = seat.disk("hemtjanst-norr").table("cards").values()
        assert card["title"] == "Vi letar nycklar"


async def test_the_first_board_wants_a_name(tmp_path: Path) -> None:
    async with sit_down(tmp_path / "ny", person=None) as seat:
        await seat.press("down", "down", "down", "enter")
        assert seat.page == "start"
        assert "namn först" in seat.said
        assert not (tmp_path / "ny").exists()


async def test_the_start_page_leads_to_the_demo(tmp_path: Path) -> None:
    async with sit_down(tmp_path / "ny", person=None) as seat:
        await seat.press("end", "enter")
        assert seat.app.return_value == 90


async def test_keys_of_the_board_are_harmless_where_there_is_no_board(tmp_path: Path) -> None:
    async with sit_down(tmp_path / "ny", person=None) as seat:
        await seat.press("escape")
        for key in (
            "n",
            "/",
            "f",
            "c",
            "o",
            "d",
            "a",
            "t",
            "p",
            "delete",
            ">",
            "<",
            "u",
            "U",
            "w",
            "s",
            "e",
            "b",
            "i",
        ):
            await seat.press(key, "escape", "escape")
        assert not (tmp_path / "ny").exists()


async def test_several_boards_and_none_chosen_asks_which(demo: Path) -> None:
    async with sit_down(demo, person=None) as seat:
        assert seat.page == "boards"
        assert "Äldreboendet Kaprifolen" in seat.text
        await seat.press("m")
        assert "Välj en tavla här först, med pilarna och enter." in seat.said
        for key in ("g", "H", "Y", "R", "e"):
            await seat.press(key)
            assert seat.page == "boards", "a page about a board is not shown empty"
            assert "Välj en tavla här först, med pilarna och enter." in seat.said
        await seat.press("v")
        assert "går från Förslag till Planera. Öppna eller gör en tavla först: tryck b." in seat.said
        await seat.press("m")
        assert "Öppna eller gör en tavla först: tryck b." in seat.rows[-1]


@pytest.mark.parametrize("known", [True, False], ids=["a login of one's own", "a login that is shared"])
def test_the_board_that_was_open_is_opened_again_at_the_next_start(demo: Path, known: bool) -> None:
    env = {"HOME": str(demo.parent / "home"), "LOGNAME": "vera"}
    first = Session(str(demo), env=env)
    first.who()
    desk = Desk(first)
    if known:
        desk.remember_board("kaprifolen")
    desk.remember_person("sara")
    if not known:
        desk.remember_board("kaprifolen")
    again = Session(str(demo), env=env)
    again.person = "sara" if known else "vera"
    assert again.choose_board(anyones=True) == "kaprifolen"
    if not known:
        with pytest.raises(Problem):
            again.choose_board()  # a command of another person's writes on no board by guess


@pytest.mark.parametrize("name", ["Anna-Lena af Klinteberg-Söderström", "Li"])
async def test_long_names_leave_room_for_what_matters(board: Make, name: str) -> None:
    root = board()
    session = session_at(root, SetClock(), person="anna", board="oster")
    session.organise(add_person(name, "ny"))
    async with sit_down(root, person="ny", size=(60, 16)) as seat:
        assert "sparat" in seat.rows[0]
        assert "Hemtjänst Öster" in seat.rows[0]


async def test_letters_on_the_first_page_are_written_and_never_keys(tmp_path: Path) -> None:
    async with sit_down(tmp_path / "ny", person=None) as seat:
        assert seat.page == "start"
        await seat.write("quit bue", "enter")
        assert not seat.app._exit
        assert "Tavlans namn quit bue" in seat.said
        await seat.write("för w", "enter")
        assert "Vad är den till för? för w" in seat.said
        await seat.press("down", "down")
        await seat.write("Åsa", "enter")
        assert "Vad heter du? Åsa" in seat.said
        await seat.press("b", "escape", "escape")
        assert not (tmp_path / "ny").exists(), "nothing is written before the start"
        await seat.press("?")
        assert seat.page == "help"
        assert "Ångra" not in seat.text


async def test_no_column_is_scrolled_where_there_is_room_for_its_cards(board: Make) -> None:
    async with sit_down(
        board(*(put(f"Kort {n}") for n in range(5)), put("Prövas", "plan")), size=(120, 20)
    ) as seat:
        await seat.press("end", "right")
        assert "↑" in seat.text
        await seat.resize(120, 45)
        assert "↑" not in seat.text


async def test_nothing_in_the_demo_is_ones_own_to_undo(demo: Path) -> None:
    async with sit_down(demo, board="kaprifolen", person=None) as seat:
        await seat.press("u")
        assert not seat.asked
        assert "Du har inget att ångra här." in seat.said


async def test_titles_use_the_lines_that_would_stand_empty(board: Make) -> None:
    """At 100 cells the columns are narrow, and a title of some words is long."""
    title = "Tänk om vi fikar tillsammans klockan tre på altanen när det är sol"
    crowd = [put(f"Kort {n}") for n in range(8)]
    async with sit_down(board(*crowd, put("Annat", "check"), put(title, "check")), size=(100, 30)) as seat:
        found = " ".join(row[61:79].strip(" ▏▎│┃▌") for row in seat.rows)
        assert title in " ".join(found.split())
        assert "Förslag 8 " in seat.rows[3]
        assert "Följa upp 2 " in seat.rows[3], "a count stands by the name of its own column"
        await seat.press("right", "right", "right", "down")
        assert "▌" in next(row for row in seat.rows if "Annat" in row)
        await seat.press("up")
        assert "▌" in next(row for row in seat.rows if "Tänk om vi" in row)
        assert "▌" not in next(row for row in seat.rows if "Annat" in row)
