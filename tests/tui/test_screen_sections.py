"""The sections of a card: every one can be reached, written in and read, whatever is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from board import commands
from board.method import acts, kinds
from board.method.kinds import CARD_FIELDS, KINDS, SECTIONS, Field
from board.text import clean
from tests.tui.seat import Clock, Seat, session_at, sit_down
from tests.tui.sections import CARD, TITLE, docs, here, into, part, stand_on, texts
from tui import method_words as words
from tui.pages.section_items import ASKED_ELSEWHERE
from tui.text import set_language

Make = Callable[..., Path]
ODD = "[red]x[/] 👩‍⚕️ e\u0301 "
LONG = clean(ODD + "å" * 165)
WRITTEN = [
    kind.name
    for kind in KINDS.values()
    if kind.home == "card" and kind.lead == "text" and kind.name not in ("amendment",)
]
"""Kinds whose parts are written one after the other."""
VIEW_OF = {"step": "steps", "activity": "todo", "cause": "points", "risk": "risk"}


async def write_field(seat: Seat, field: Field) -> None:
    """Answer the question about a field, whatever its type."""
    if field.name in ("bone", "better"):
        await seat.write("2", "enter")
    elif field.type in (kinds.LINE, kinds.TEXT, kinds.WORDS):
        await seat.paste(LONG, "enter")
    elif field.type == kinds.NUMBER:
        await seat.write("12,5", "enter")
    elif field.type == kinds.DAY:
        await seat.write("20/11", "enter")
    elif field.type == kinds.PERSON:
        await seat.write("bo", "enter")
    elif field.type in (kinds.CHOICES, kinds.PEOPLE, kinds.LINKS):
        await seat.press("enter", "escape")
    elif field.name == "share":
        await seat.press("down", "enter")
    elif field.type != kinds.FLAG:
        await seat.press("enter")


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)], ids=str)
async def test_every_section_is_opened_from_the_card_and_says_what_it_is_for(
    board: Make, section: str, size: tuple[int, int]
) -> None:
    async with sit_down(board(CARD), size=size) as seat:
        await seat.go_to(TITLE)
        await seat.press("enter")
        assert seat.page == "card"
        page = await into(seat, section)
        assert words.section(section) in seat.rows[3]
        assert {cell_len(row) for row in seat.rows} == {size[0]}
        if page.keys:
            assert "▌" in "".join(row[0] for row in seat.rows), "the row of the cursor is in sight"
        await seat.press("escape")
        assert seat.page == "card"


@pytest.mark.parametrize("kind", WRITTEN)
async def test_parts_are_written_one_after_the_other_and_undone(board: Make, kind: str) -> None:
    async with sit_down(board(CARD), size=(80, 24)) as seat:
        await into(seat, KINDS[kind].section, VIEW_OF.get(kind, ""))
        label = words.kind(kind, many=True)
        await stand_on(seat, label[:1].upper() + label[1:])
        await seat.press("n")
        assert words.lead_question(kind) in seat.asked
        await seat.paste(LONG, "enter")
        assert "1 sparad. Skriv nästa" in seat.asked
        await seat.write("Nummer två", "enter")
        assert "2 sparade" in seat.asked
        await seat.press("enter")
        assert not seat.asked
        assert texts(seat, kind) == [LONG, "Nummer två"]
        assert "Nummer två" in here(seat), "the cursor stands on what was written last"
        await seat.press("up")
        assert "[red]x[/]" in seat.text
        await stand_on(seat, "Nummer två")
        assert {cell_len(row) for row in seat.rows} == {80}
        await seat.press("delete")
        assert "Borttaget. u ångrar." in seat.text
        assert texts(seat, kind) == [LONG]
        await seat.press("u")
        assert texts(seat, kind) == [LONG, "Nummer två"]
        await seat.press("u")
        assert texts(seat, kind) == [LONG]


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind != "routine_check"])
async def test_every_field_of_a_part_is_written_on_its_row(board: Make, kind: str) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="anna", board="oster")
    for other in ("cause", "step", "action", "indicator", "experiment", "routine"):
        part(session, other, text=f"Redan {other}")
    id = part(session, kind, text="Den här")
    async with sit_down(root, size=(120, 45)) as seat:
        page = await into(seat, KINDS[kind].section, VIEW_OF.get(kind, ""))
        await stand_on(seat, "Den här")
        await seat.press("enter")
        for field in KINDS[kind].asked("card"):
            if (kind, field.name) in {("experiment", "start"), ("experiment", "end")}:
                continue  # a test that has begun closes its prediction: test_screen_goal.py
            await seat.press("down")
            assert page.key is not None
            assert page.key.endswith(f"/{field.name}"), field.name
            await seat.press("enter")
            await write_field(seat, field)
            assert not seat.asked, f"{field.name}: {seat.asked}"
            mine = seat.disk().get(KINDS[kind].table, id) or {}
            assert mine.get(field.name), field.name
            assert {cell_len(row) for row in seat.rows} == {120}
            if kind == "experiment" and field.name == "prediction":
                break


@pytest.mark.parametrize("section", CARD_FIELDS)
async def test_every_field_of_the_card_is_written_and_taken_away(board: Make, section: str) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="anna", board="oster")
    session.do(acts.add("goal", None, {"text": "Färre steg"}))
    session.organise(acts.add("challenge", None, {"text": "Trygg hemgång"}))
    async with sit_down(root, size=(120, 45)) as seat:
        page = await into(seat, section, {"result": "verdict"}.get(section, ""))
        fields = [field for field in CARD_FIELDS[section] if field.name not in ASKED_ELSEWHERE]
        for field in fields:
            page.set_items(page.items, keep=f"card/{field.name}")
            await seat.press("enter")
            await write_field(seat, field)
            assert not seat.asked, f"{field.name}: {seat.asked}"
            assert seat.card(TITLE).get(field.name), field.name
        await seat.press("u")
        assert not seat.card(TITLE).get(fields[-1].name)
        assert len(fields) == 1 or seat.card(TITLE).get(fields[0].name)


@pytest.mark.parametrize(("choice", "kept"), [("enter", "Tretton av tjugo"), ("down", "Elva av tjugo")])
async def test_what_another_changes_meanwhile_is_told_and_one_chooses(
    board: Make, choice: str, kept: str
) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    id = part(bo, "fact", text="Tolv av tjugo")
    async with sit_down(root) as seat:
        await into(seat, "understand")
        await stand_on(seat, "Tolv av tjugo")
        await seat.press("enter", "down", "enter")
        await seat.rewrite("Tretton av tjugo")
        bo.do(acts.change("fact", id, {"text": "Elva av tjugo"}))
        await seat.until(lambda: "När du sparar får du välja." in seat.asked, "the news")
        assert seat.written == "Tretton av tjugo"
        await seat.press("enter")
        assert "Bo skrev: Elva av tjugo Du skrev: Tretton av tjugo" in seat.asked
        assert texts(seat, "fact") == ["Elva av tjugo"]
        await seat.press(choice, *(["enter"] if choice == "down" else []))
        assert not seat.asked
        assert texts(seat, "fact") == [kept]


async def test_what_another_writes_on_the_card_meanwhile_is_told_and_one_chooses(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await into(seat, "value")
        await seat.press("enter")
        await seat.write("Tryggare kvällar")
        bo.do(commands.edit(seat.id(TITLE), {"value_politics": "Trygg omsorg"}))
        await seat.until(lambda: "När du sparar får du välja." in seat.asked, "the news")
        await seat.press("enter")
        assert "Bo skrev: Trygg omsorg" in seat.asked
        assert seat.card(TITLE)["value_politics"] == "Trygg omsorg"
        await seat.press("escape")
        assert seat.card(TITLE)["value_politics"] == "Trygg omsorg"


async def test_what_another_takes_away_meanwhile_is_told_and_the_text_stays(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    id = part(bo, "fact", text="Tolv av tjugo")
    async with sit_down(root) as seat:
        await into(seat, "understand")
        await stand_on(seat, "Tolv av tjugo")
        await seat.press("enter", "down", "enter")
        await seat.write(" pass")
        bo.do(acts.remove("fact", id))
        await seat.until(lambda: "Någon annan har tagit bort det." in seat.asked, "the news")
        await seat.press("enter")
        assert "borttag" in seat.asked
        assert seat.written == "Tolv av tjugo pass"


async def test_several_are_chosen_one_at_a_time_and_escape_keeps_them(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="anna", board="oster")
    first, second = (part(session, "cause", text=text) for text in ("Ett", "Två"))
    part(session, "action", text="Fast plats")
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "measures")
        await stand_on(seat, "Fast plats")
        await seat.press("enter")
        await stand_on(seat, "Orsaker den tar sikte på")
        await seat.press("enter", "enter", "down", "enter", "enter", "enter")
        assert "✓ Ett" in seat.asked
        assert "✓ Två" in seat.asked
        assert "esc när det är klart" in seat.asked
        await seat.press("escape")
        assert docs(seat, "action")[0]["causes"] == sorted([first, second])
        assert "Ett, Två" in here(seat)


async def test_what_another_adds_appears_and_the_cursor_stays(board: Make) -> None:
    root = board(CARD)
    bo = session_at(root, Clock(), person="bo", board="oster")
    first = part(bo, "fact", text="Tolv av tjugo pass")
    async with sit_down(root) as seat:
        await into(seat, "understand")
        await stand_on(seat, "Tolv av tjugo")
        part(bo, "fact", text="Mest på natten")
        await seat.until(lambda: "Mest på natten" in seat.text, "Bo's fact")
        assert "Tolv av tjugo" in here(seat)
        bo.do(acts.remove("fact", first))
        await seat.until(lambda: "Tolv av tjugo" not in seat.text, "it is gone")
        await seat.press("delete")
        assert len(docs(seat, "fact")) <= 1


async def test_the_bottom_line_tells_only_of_keys_that_do_something_there(board: Make) -> None:
    async with sit_down(board(CARD), size=(120, 40)) as seat:
        page = await into(seat, "causes")
        assert "f gå vidare" in seat.rows[-1]
        assert "vyer" in seat.rows[-1]
        await into(seat, "measures")
        assert "f besluta" in seat.rows[-1], "the key is called what it does there"
        await into(seat, "measures", "todo")
        assert "f gjort" in seat.rows[-1]
        await into(seat, "result", "readings")
        assert " f " not in seat.rows[-1]
        await into(seat, "learning")
        assert "märk" not in seat.rows[-1]
        assert "skriv ny" not in seat.rows[-1]
        assert "vyer" not in seat.rows[-1]
        assert page.section == "causes"


async def test_a_card_that_is_taken_away_says_so_and_keys_do_nothing(board: Make) -> None:
    root = board(CARD)
    async with sit_down(root) as seat:
        await into(seat, "causes")
        session_at(root, Clock(), person="bo", board="oster").do(commands.delete(seat.id(TITLE)))
        await seat.until(lambda: "Kortet har tagits bort." in seat.text, "that it is gone")
        await seat.press("f", "1", "delete", "shift+up", "enter", "right", "left")
        assert not seat.asked
        assert "Kortet har tagits bort." in seat.text


async def test_an_empty_section_says_what_to_do_in_both_languages(board: Make) -> None:
    root = board(CARD)
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "coaching")
        assert "n börjar ett samtal: en fråga i taget" in seat.said
        await into(seat, "lift")
        assert "n lyfter något till den som kan bestämma" in seat.said
        await into(seat, "result")
        assert "Inget mått än. Lägg till ett under Mål och mått." in seat.said
        assert "Skriv så att ingen brukare eller närstående går att känna igen." in seat.said
    set_language("en")
    async with sit_down(root, size=(80, 24), language="en") as seat:
        await into(seat, "lift")
        assert "n lifts something to whoever can decide" in seat.said
        assert "Write so that no service user or relative can be recognised." in seat.said
        await into(seat, "causes")
        assert "enter on a bone renames it" in seat.said


async def test_the_sections_fit_the_smallest_window_and_any_other(board: Make) -> None:
    root = board(CARD)
    session = session_at(root, Clock(), person="anna", board="oster")
    for n in range(12):
        part(session, "cause", text=f"Orsak {n} " + "mycket lång " * 6, bone="rutiner")
        part(session, "action", text=f"Åtgärd {n}", effect=n % 4 + 1, feasibility=4)
    async with sit_down(root, size=(60, 16)) as seat:
        for section, view in (("causes", "bones"), ("causes", "whys"), ("measures", "field")):
            await into(seat, section, view)
            for size in ((60, 16), (80, 24), (160, 45), (60, 16)):
                await seat.resize(*size)
                await seat.press("end", "up", "up")
                assert here(seat), f"{section} {view} {size}:\n{seat.text}"
                assert {cell_len(row) for row in seat.rows} == {size[0]}
                await seat.press("home")
                assert here(seat), f"{section} {view} {size}:\n{seat.text}"


@pytest.mark.parametrize(
    ("section", "view", "row", "kind"),
    [
        ("measures", "list", "Åtgärder", "action"),
        ("causes", "points", "Orsaker", "cause"),
        ("understand", "", "Uppgifter om nuläget", "fact"),
    ],
)
async def test_a_sentence_typed_on_a_row_that_asks_for_it_is_written_there(
    board: Make, section: str, view: str, row: str, kind: str
) -> None:
    async with sit_down(board(CARD), size=(100, 30)) as seat:
        await into(seat, section, view)
        await stand_on(seat, row)
        await seat.write("Ingen vet var listan ligger", "enter")
        assert texts(seat, kind) == ["Ingen vet var listan ligger"]
        assert "1 sparad" in seat.asked


async def test_a_sentence_typed_on_a_field_or_a_bone_is_written_there(board: Make) -> None:
    async with sit_down(board(CARD), size=(100, 40)) as seat:
        await into(seat, "causes", "bones")
        await stand_on(seat, "Rutiner")
        await seat.write("Listan saknas", "enter")
        assert texts(seat, "cause") == ["Listan saknas"]
        assert docs(seat, "cause")[0].get("bone"), "it hangs on the bone that one stood on"
        await seat.press("enter")
        page = await into(seat, "goal")
        field = next(f for f in CARD_FIELDS["goal"] if f.type == kinds.TEXT)
        page.set_items(page.items, keep=f"card/{field.name}")
        await seat.write("Alla hittar", "enter")
        assert (seat.disk().table("cards")[page.card or ""] or {})[field.name] == "Alla hittar"


async def test_a_sentence_typed_on_a_part_that_is_there_does_nothing_else_and_is_kept(board: Make) -> None:
    root = board(CARD)
    part(session_at(root, Clock(), person="bo", board="oster"), "fact", text="Det finns ett skåp")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "understand")
        await stand_on(seat, "Det finns ett skåp")
        await seat.write("Lås finns")
        assert seat.page == "section", "L would lead to the lifts"
        assert "Skriver du något?" in seat.asked
        assert seat.written == "Lås finns"
        await seat.press("enter")
        assert seat.written == "Lås finns", "it stands where a new one is written"
        await seat.press("enter", "enter")
        assert texts(seat, "fact") == ["Det finns ett skåp", "Lås finns"]
        await stand_on(seat, "Det finns ett skåp")
        await seat.press("L")
        assert "Lyft till oss och från oss" in seat.asked
        await seat.press("enter")
        assert seat.page == "lifts", "one letter alone is the key"
