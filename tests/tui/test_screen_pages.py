"""The pages beside the board: boards, people, the board's own, who, language, colours, keys and everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.seat import Seat, put, sit_down
from tui.keys import ACTIONS, shown
from tui.settings import Settings

Make = Callable[..., Path]


async def row(seat: Seat, key: str) -> None:
    await seat.press("home")
    page = seat.shell.pages[-1]
    for _ in range(60):
        if page.key == key:
            return
        await seat.press("down")
    raise AssertionError(f"{key} is not on the page:\n{seat.text}")


# --- boards


async def test_boards_are_listed_with_their_pulse_and_switched(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen") as seat:
        await seat.press("b")
        assert "● Äldreboendet Kaprifolen" in seat.text
        assert "Mot ofrivillig ensamhet" in seat.text
        assert "Förslag 4 · Planera 2 · Genomföra 4 · Följa upp 2 · Agera 1" in seat.said
        assert "senast" in seat.text
        assert "påhittade exempel" in seat.text
        await row(seat, "ensamhet")
        await seat.press("enter")
        assert seat.page == "board"
        assert "Mot ofrivillig ensamhet" in seat.rows[0]


async def test_a_board_is_made_named_anew_and_put_away(board: Make) -> None:
    async with sit_down(board(put("Ett kort"))) as seat:
        await seat.press("b", "end", "enter")
        await seat.press("enter")
        assert "Skriv vad tavlan ska heta" in seat.asked
        await seat.write("Natt/Team ../../etc", "enter")
        assert seat.page == "about"
        assert "Natt/Team ../../etc" in seat.rows[0]
        boards = seat.app.desk.board_ids
        assert len(boards) == 2
        assert all(Path(id).name == id and not id.startswith(".") for id in boards)
        assert sorted(p.name for p in (Path(seat.session.root) / "boards").iterdir()) == sorted(boards)
        await seat.press("escape", "b")
        await row(seat, "oster")
        await seat.press("n")
        await seat.rewrite("Hemtjänst Väster", "enter")
        about = seat.disk("oster").get("board", "1")
        assert about is not None
        assert about["name"] == "Hemtjänst Väster"
        await seat.press("a")
        assert "Arkivera ”" in seat.asked, "a whole board is not put away by one key"
        await seat.press("enter")
        assert "arkiverad" not in seat.text
        await seat.press("a", "down", "enter")
        assert "arkiverad" in seat.text
        about = seat.disk("oster").get("board", "1")
        assert about is not None
        assert about["archived"] is True
        await seat.press("a")
        assert "arkiverad" not in seat.text.lower().replace("arkivera ", "")


async def test_two_boards_cannot_have_the_same_folder(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("b", "end", "enter")
        await seat.write("Öster", "enter")
        assert "finns redan" in seat.asked
        assert seat.written == "Öster"
        assert seat.app.desk.board_ids == ["oster"]


# --- people


async def test_the_people_page_warns_kindly_and_gives_roles_and_deputies(board: Make) -> None:
    cards = [put(f"Kort {number}", "plan", owner="bo") for number in range(4)]
    async with sit_down(board(*cards)) as seat:
        await seat.press("w")
        assert "Bo Alm äger 4 av 4 öppna kort som har en ägare. Kanske kan någon avlasta?" in seat.said
        [held] = [id for id, doc in seat.org.table("roles").items() if doc["role"] == "nyckelperson"]
        await row(seat, f"role:{held}")
        await seat.press("enter")
        await seat.write("mia", "enter")
        await seat.press("enter", "enter")
        assert "ställföreträdare Mia Ås" in seat.text
        await row(seat, f"role:{held}")
        await seat.press("delete")
        assert "ingen nyckelperson ännu" in seat.rows[1]
        assert "har ingen nyckelperson ännu" in seat.said
        await row(seat, "give:nyckelperson")
        await seat.press("enter")
        await seat.write("mia", "enter")
        assert "nyckelperson Mia Ås" in seat.rows[1]
        await seat.press("u")
        assert "ingen nyckelperson ännu" in seat.rows[1]


async def test_a_person_is_added_and_named_anew(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("w", "end", "up", "enter")
        await seat.press("enter")
        assert "Vad heter personen?" in seat.asked
        await seat.write("Åsa Öberg", "enter")
        assert "Åsa Öberg" in seat.text
        assert {doc["name"] for doc in seat.org.table("people").values()} >= {"Åsa Öberg"}
        ref = next(ref for ref, p in seat.shell.look().people.items() if p.name == "Åsa Öberg")
        await row(seat, f"person:{ref}")
        await seat.press("enter")
        await seat.rewrite("Åsa Lind", "enter")
        assert "Åsa Lind" in seat.text


# --- the board's own


async def test_the_boards_own_page_changes_its_words_and_limits(board: Make) -> None:
    async with sit_down(board(put("Ett", "do"))) as seat:
        await seat.press("s")
        await row(seat, "focus")
        await seat.press("enter")
        await seat.write("trygga kvällar", "enter")
        assert "Just nu: trygga kvällar" in seat.rows[0]
        await row(seat, "limits/do")
        await seat.press("enter")
        await seat.write("många", "enter")
        assert "Skriv ett tal" in seat.asked
        await seat.rewrite("3", "enter")
        assert "högst 3" in seat.text
        await seat.press("escape")
        assert "1 av 3" in seat.text
        await seat.press("s")
        await row(seat, "limits/do")
        await seat.press("enter")
        await seat.rewrite("", "enter")
        assert "ingen gräns" in seat.text
        await seat.press("escape")
        assert "1 av 3" not in seat.text


# --- who


async def test_who_is_at_the_keyboard_is_switched_in_a_few_keys(board: Make) -> None:
    async with sit_down(board()) as seat:
        assert "Anna Ek" in seat.rows[0]
        await seat.press("i")
        await seat.write("bo", "enter")
        assert "Bo Alm" in seat.rows[0]
        await seat.press("n")
        await seat.write("Bos kort", "enter")
        assert seat.shell.look().people[seat.card("Bos kort")["by"]].name == "Bo Alm"
        await seat.press("i")
        await seat.write("Åsa Öberg")
        assert "Lägg till Åsa Öberg" in seat.asked
        await seat.press("enter")
        assert "Är du ny här?" in seat.asked, "letters typed by mistake must not become a person"
        await seat.press("down", "enter")
        assert "Åsa Öberg" in seat.rows[0]
        await seat.press("u")
        assert "inget att ångra" in seat.text, "what Bo did is not hers to undo"
        assert seat.titles == ["Bos kort"]


async def test_the_next_start_proposes_the_one_who_sat_there(board: Make) -> None:
    root = board()
    async with sit_down(root, person=None) as seat:
        await seat.write("mia", "enter")
        assert "Mia Ås" in seat.rows[0]
    async with sit_down(root, person=None) as seat:
        if seat.asked:
            await seat.press("enter")
        assert "Mia Ås" in seat.rows[0]


# --- language and colours


async def test_language_is_switched_at_run_time_and_remembered(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        await palette(seat, "byt språk")
        assert "note" in seat.rows[-1]
        assert "Förslag" not in seat.text
        assert "Nycklarna" in seat.text
        await palette(seat, "language")
        assert "Förslag" in seat.text
        await palette(seat, "byt språk")
    async with sit_down(root) as seat:
        assert seat.app.settings.language == "en"


async def palette(seat: Seat, words: str) -> None:
    await seat.press("ctrl+p")
    await seat.write(words, "enter")


async def test_colours_are_switched_at_run_time_and_remembered(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        before = seat.app.screen._compositor.render_strips()[10]
        await palette(seat, "byt färger")
        await seat.press("down", "enter")
        after = seat.app.screen._compositor.render_strips()[10]
        assert [s.style for s in before] != [s.style for s in after]
        assert seat.app.palette == "light"
        assert seat.app.theme == "tavla-light"
    async with sit_down(root) as seat:
        assert seat.app.palette == "light"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "colourblind"])
async def test_every_theme_draws_every_page(demo: Path, theme: str) -> None:
    async with sit_down(demo, person=None, board="kaprifolen", settings=Settings(theme=theme)) as seat:
        for keys in ("enter", "escape", "n", "escape", "b", "escape", "w", "escape", "?"):
            await seat.press(keys)
            assert seat.text.strip()


async def test_wrong_settings_are_told_at_start(board: Make) -> None:
    settings = Settings(faults=(("setting", "keys.flyga"),))
    async with sit_down(board(), settings=settings) as seat:
        assert "Inställningen keys.flyga förstås inte" in seat.said


async def test_keys_can_be_changed_also_to_swedish_letters(board: Make) -> None:
    async with sit_down(board(), settings=Settings(keys={"note": "ö,f2"})) as seat:
        assert "ö notera" in seat.rows[-1]
        await seat.press("n")
        assert not seat.asked
        await seat.press("ö")
        assert "Vad vill du berätta?" in seat.asked
        await seat.press("escape", "f2")
        assert "Vad vill du berätta?" in seat.asked


async def test_what_is_said_of_a_key_names_the_one_that_is_set(board: Make) -> None:
    keys = {"undo": "ö", "redo": "Ö", "note": "ä"}
    async with sit_down(board(), settings=Settings(keys=keys)) as seat:
        assert "Tryck ä och skriv" in seat.text
        await seat.press("ä")
        await seat.write("Kaffet är kallt", "enter")
        await seat.press("delete", "down", "enter")
        assert "Borttaget. ö ångrar." in seat.said
        await seat.press("ö")
        assert "Ö gör om." in seat.said


# --- help and everything


async def test_help_lists_every_key_of_the_page_and_what_columns_are_for(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(120, 110)) as seat:
        await seat.press("?")
        for action in ACTIONS:
            if "board" in action.where.split(",") and action.keys:
                assert action.label in seat.text, action.id
                assert shown(action.keys.split(",")[0]) in seat.text
        for phase in ("Förslag", "Planera", "Genomföra", "Följa upp", "Agera"):
            assert phase in seat.text
        await seat.press("?")
        assert seat.page == "board"


async def test_help_scrolls_to_its_end(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(80, 24)) as seat:
        await seat.press("?")
        before = seat.text
        await seat.press("end")
        assert seat.text != before
        assert "Nytt de senaste två dagarna" in seat.text
        await seat.press("home")
        assert seat.text == before
        await seat.press("pagedown", "pageup", "down", "up")
        assert seat.text == before


async def test_everything_is_in_the_palette_and_runs_from_it(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("ctrl+p")
        assert "Vad vill du göra?" in seat.asked
        await seat.write("xyzzy", "enter")
        assert "Inget heter så här" in seat.asked
        await seat.rewrite("komment", "enter")
        assert "Skriv en kommentar" in seat.asked
        await seat.press("escape", "ctrl+p")
        await seat.write("färger", "enter")
        assert "Välj färger" in seat.asked
        await seat.press("escape", "enter", "ctrl+p")
        await seat.write("nästa fas", "enter")
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_q_quits_and_ctrl_c_says_how(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+c")
        assert "Tryck q för att avsluta" in seat.text
        await seat.press("q")
        assert seat.app._exit


async def test_a_page_opened_again_needs_one_escape(board: Make) -> None:
    async with sit_down(board(put("Ett kort"))) as seat:
        await seat.press("b", "w", "b")
        assert seat.page == "boards"
        await seat.press("escape")
        assert seat.page == "people"
        await seat.press("escape")
        assert seat.page == "board"
        await seat.press("enter", "e", "w", "e", "escape", "escape", "escape")
        assert seat.page == "board"


async def test_what_stands_on_a_card_in_few_signs_is_told_in_the_help_and_the_code_leads_to_it(
    board: Make,
) -> None:
    from board.ids import find

    async with sit_down(board(put("Ett kort", "plan")), size=(160, 45)) as seat:
        await seat.go_to("Ett kort")
        assert "0 av 5" in seat.text
        await seat.press("c")
        await seat.write("hej", "enter", "?")
        await seat.press("end")
        assert "fasen frågar efter är ifyllda" in seat.said
        assert "”2 Två kommentarer" in seat.said
        await seat.press("escape")
        assert "”1 0 av 5" in seat.text
        await seat.press("enter")
        code = seat.said.partition("kod ")[2].split()[0]
        assert find(code, seat.shell.cards) == seat.id("Ett kort")
