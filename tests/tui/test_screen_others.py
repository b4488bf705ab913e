"""Others at the same board, and a disk that says no: nothing typed is lost, and the screen tells how it is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from board.commands import comment, edit, move, note
from board.errors import Problem
from board.organisation import change_board
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tests.tui.test_screen_pages import row
from tui import live as live_module

Make = Callable[..., Path]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again soon what could not be saved."""
    monkeypatch.setattr(live_module, "RETRY_SECONDS", 0.1)


class Refusing:
    """A store that cannot be written for a while, and otherwise is the one it stands before."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.problem: Problem | None = None

    def commit(self, by: str, decide: Any) -> Any:
        if self.problem is not None:
            raise self.problem
        return self._store.commit(by, decide)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def refusing(seat: Seat, code: str) -> Refusing:
    store = Refusing(seat.app.live.store)
    seat.app.live.store = store
    store.problem = Problem(code)
    return store


async def test_a_change_of_another_session_appears_and_the_selection_stays(board: Make) -> None:
    cards = [put(f"Kort {number}") for number in range(9, 0, -1)]
    root = board(*cards)
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("down", "down")
        assert seat.selected == "Kort 3"
        other.do(note("Bos kort"))
        await seat.until(lambda: "Bos kort" in seat.text, "Bo's card")
        assert seat.selected == "Kort 3"
        other.do(move(seat.id("Kort 1"), "plan"))
        await seat.until(lambda: seat.column("plan") == ["Kort 1"], "the move")
        assert seat.selected == "Kort 3"
        other.do(edit(seat.id("Kort 3"), {"title": "Kort 3 med nytt namn"}))
        await seat.until(lambda: "med nytt namn" in seat.said, "the new name")
        assert seat.selected == "Kort 3 med nytt namn"
        other.do(comment(seat.id("Kort 2"), "hej"))
        other.do(change_board({"focus": "tryggare kvällar"}))
        await seat.until(lambda: "Just nu: tryggare kvällar" in seat.rows[0], "the focus")
        assert seat.selected == "Kort 3 med nytt namn"


async def test_the_scroll_stays_when_another_notes_a_card(board: Make) -> None:
    cards = [put(f"Kort {number:02}", "plan") for number in range(30, 0, -1)]
    root = board(*cards)
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("right", "end", "up", "up")
        before = [row for row in seat.rows if "Kort 28" in row]
        assert before
        other.do(note("Bos kort"))
        await seat.until(lambda: "Bos kort" in seat.text)
        assert seat.selected == "Kort 28"
        assert [row for row in seat.rows if "Kort 28" in row], "still in sight"
        other.do(edit(seat.id("Kort 01"), {"problem": "Något"}))
        await seat.until(lambda: seat.shell.cards[seat.id("Kort 01")].get("problem"))
        assert seat.selected == "Kort 28"


async def test_when_the_selected_card_is_moved_away_the_selection_stays_on_something(board: Make) -> None:
    root = board(put("Tre"), put("Två"), put("Ett"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        await seat.press("down")
        other.do(move(seat.id("Två"), "plan"))
        await seat.until(lambda: seat.column("plan") == ["Två"])
        assert seat.selected in ("Två", "Tre")
        from board.commands import delete

        for title in ("Ett", "Två", "Tre"):
            other.do(delete(seat.id(title)))
        await seat.until(lambda: not seat.shell.cards)
        assert "Tryck n och skriv" in seat.said
        await seat.press("enter", "escape", "down", "right", "o", "c", "t", "p", "f", ">", "delete")
        assert not seat.asked, "keys about a card do nothing where there is none"


async def test_a_full_disk_stays_told_until_it_is_solved_and_nothing_typed_is_lost(
    board: Make, impatient: None
) -> None:
    async with sit_down(board()) as seat:
        store = refusing(seat, "disk_full")
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter")
        assert "kan inte spara: disken är full" in seat.rows[0]
        assert "Disken är full" in seat.said
        assert seat.asked
        assert seat.written == "Vi letar nycklar"
        assert seat.titles == []
        store.problem = None
        await seat.until(lambda: "kan inte spara" not in seat.rows[0], "the end of the trouble")
        assert seat.titles == ["Vi letar nycklar"], "saved once, by itself"
        assert "sparat" in seat.rows[0]
        assert not seat.asked


async def test_a_second_enter_while_it_cannot_be_saved_makes_no_second_card(
    board: Make, impatient: None
) -> None:
    async with sit_down(board()) as seat:
        store = refusing(seat, "disk_full")
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter", "enter", "enter")
        store.problem = None
        await seat.until(lambda: "kan inte spara" not in seat.rows[0])
        await seat.settled()
        assert seat.titles == ["Vi letar nycklar"]


async def test_leaving_with_something_unsaved_is_asked_about(board: Make, impatient: None) -> None:
    async with sit_down(board(put("Ett kort", "plan", owner="anna"))) as seat:
        store = refusing(seat, "disk_full")
        await seat.go_to("Ett kort")
        await seat.press("<")
        assert "kan inte spara" in seat.rows[0]
        await seat.press("q")
        assert "Allt är inte sparat ännu" in seat.asked
        await seat.press("enter")
        assert not seat.asked
        store.problem = None
        await seat.until(lambda: "kan inte spara" not in seat.rows[0])
        assert seat.card("Ett kort")["phase"] == "inbox"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("no_permission", "rätten saknas"),
        ("read_only", "bara läsning"),
        ("newer_format", "nyare än programmet"),
        ("io_error", "kan inte spara just nu"),
    ],
)
async def test_every_kind_of_refusal_is_told_in_words(
    board: Make, impatient: None, code: str, told: str
) -> None:
    async with sit_down(board(put("Ett kort"))) as seat:
        store = refusing(seat, code)
        await seat.press(">")
        assert told in seat.rows[0]
        assert "Ett kort" in seat.text, "the board stays readable"
        store.problem = None
        await seat.until(lambda: told not in seat.rows[0])


@pytest.fixture
def held() -> Iterator[Callable[[Path, str], Callable[[], None]]]:
    """Holds a board's lock as another process would, with its note in it."""
    open_files: list[int] = []

    def hold(root: Path, person: str) -> Callable[[], None]:
        path = root / "boards" / "oster" / "board.lock"
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        open_files.append(fd)
        fcntl.flock(fd, fcntl.LOCK_EX)
        import json

        os.ftruncate(fd, 0)
        note = {"pid": os.getpid(), "person": person, "since": "2026-11-22T12:00:00+01:00"}
        os.pwrite(fd, json.dumps(note).encode(), 0)
        return lambda: fcntl.flock(fd, fcntl.LOCK_UN)

    yield hold
    for fd in open_files:
        os.close(fd)


async def test_a_lock_that_another_holds_is_told_by_name_and_waited_for(
    board: Make, held: Callable[[Path, str], Callable[[], None]]
) -> None:
    root = board(put("Ett kort"))
    async with sit_down(root) as seat:
        bo = next(ref for ref, p in people(seat).items() if p == "Bo Alm")
        let_go = held(root, bo)
        seat._send(">")
        end = 0
        import asyncio

        while "väntar på Bo" not in seat.rows[0]:
            await asyncio.sleep(0.05)
            end += 1
            assert end < 200, seat.text
        assert seat.selected == "Ett kort", "the screen goes on meanwhile"
        let_go()
        await seat.until(lambda: "sparat" in seat.rows[0])
        assert seat.card("Ett kort")["phase"] == "plan"


def people(seat: Seat) -> dict[str, str]:
    from board.model import people_of

    return {ref: person.name for ref, person in people_of(seat.org).items()}


async def test_a_board_file_replaced_by_an_older_copy_while_open_loses_nothing(board: Make) -> None:
    import shutil

    root = board(put("Gammalt"))
    copy = root.parent / "kopia"
    shutil.copytree(root / "boards" / "oster", copy)
    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Nytt", "enter")
        for file in copy.rglob("board.json"):
            shutil.copy(file, root / "boards" / "oster" / "board.json")
        await seat.press("n")
        await seat.write("Ännu nyare", "enter")
        assert sorted(seat.titles) == ["Gammalt", "Nytt", "Ännu nyare"]
        assert "sparat" in seat.rows[0]


async def test_writing_on_while_it_cannot_be_saved_saves_what_stands_there_in_the_end(
    board: Make, impatient: None
) -> None:
    async with sit_down(board()) as seat:
        store = refusing(seat, "disk_full")
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter")
        await seat.write(" på natten")
        store.problem = None
        await seat.settled()
        assert seat.titles == []
        assert seat.written == "Vi letar nycklar på natten"
        await seat.press("enter")
        assert seat.titles == ["Vi letar nycklar på natten"]
        assert "kan inte spara" not in seat.rows[0]


async def test_what_was_thrown_away_while_it_could_not_be_saved_does_not_come_later(
    board: Make, impatient: None
) -> None:
    async with sit_down(board()) as seat:
        store = refusing(seat, "disk_full")
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter", "escape", "escape")
        store.problem = None
        await seat.until(lambda: "kan inte spara" not in seat.rows[0])
        assert seat.titles == []
        assert not seat.asked


async def test_enter_pressed_twice_in_a_hurry_notes_once(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write("Vi letar nycklar")
        for _ in range(3):
            seat._send("enter")
        await seat.settled()
        assert seat.titles == ["Vi letar nycklar"]


async def test_whose_text_is_written_over_is_told_by_whom_and_where_it_is_kept(board: Make) -> None:
    root = board(put("Nycklarna"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        card = seat.id("Nycklarna")
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Vi letar varje kväll", "enter")
        other.do(edit(card, {"problem": "Vi letar varje kväll, också på helgen"}))
        await seat.until(lambda: "helgen" in seat.text, "Bo's text")
        assert "har ändrat det du skrev" not in seat.said, "what one wrote is still there"
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Vi letar alla dagar", "enter")
        other.do(edit(card, {"problem": "Skåpet är fullt"}))
        await seat.until(lambda: "Bo har ändrat det du skrev" in seat.said, "that it was written over")
        assert "på ”Nycklarna”. Din text finns kvar i kortets historik. Esc stänger." in seat.said
        await seat.press("escape")
        assert seat.page == "card"
        assert "har ändrat det du skrev" not in seat.said
        assert "Skåpet är fullt" in seat.text
        other.do(edit(card, {"problem": "Skåpet är trångt"}))
        await seat.until(lambda: "trångt" in seat.text, "Bo's own text")
        assert "har ändrat det du skrev" not in seat.said, "Bo changes what Bo wrote"


async def test_what_was_written_over_is_told_to_nobody_who_comes_after(board: Make) -> None:
    root = board(put("Nycklarna"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        card = seat.id("Nycklarna")
        await seat.press("enter")
        await row(seat, "problem")
        await seat.press("enter")
        await seat.rewrite("Vi letar varje kväll", "enter")
        other.do(edit(card, {"problem": "Skåpet är fullt"}))
        await seat.until(lambda: "Bo har ändrat det du skrev" in seat.said, "that it was written over")
        await seat.press("i")
        await seat.write("mia", "enter")
        assert "Nu är det Mia Ås som skriver." in seat.said
        assert "har ändrat det du skrev" not in seat.said
