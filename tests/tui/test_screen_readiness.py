"""Redo-analys at the screen: opening, answering alone, closing, talking, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.readiness import FACTORS, Reply
from board.readiness_acts import answer, close, open_round
from board.readiness_rounds import own_answer, rounds_of
from tests.tui.seat import Clock, session_at, sit_down

Make = Callable[..., Path]


def ask_all(root: Path, *ratings: int, form: str = "readiness", clock: Clock | None = None) -> str:
    """A round that everybody on the board is asked in, answered by anna, bo, mia … with one rating each."""
    at = clock or Clock()
    names = ("anna", "bo", "mia")
    session = session_at(root, at, person="anna", board="oster")
    session.who()
    session.do(open_round(form, names, board="oster"))
    [id] = [one.id for one in rounds_of(session.open("oster").snapshot) if one.is_open]
    for name, rating in zip(names, ratings, strict=False):
        one = session_at(root, at, person=name, board="oster")
        one.who()
        one.do(answer(id, {item.key: Reply(rating) for item in FACTORS}))
    return id


def shut(root: Path, id: str, competing: bool | None = None, clock: Clock | None = None) -> None:
    session = session_at(root, clock or Clock(), person="anna", board="oster")
    session.who()
    session.do(close(id, competing, board="oster"))


async def rate(root: Path, person: str, *keys: str, size: tuple[int, int] = (80, 24)) -> None:
    """Somebody sits down, opens the round with the first row and presses keys."""
    async with sit_down(root, person=person, size=size) as seat:
        await seat.press("r", "home", "enter", *keys)


async def test_the_whole_way_from_opening_to_the_result(board: Make) -> None:
    root = board()
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "enter", "enter", "enter")
        assert "Pågår" in seat.text
        assert "0 av 3 har svarat" in seat.text
    for person in ("anna", "bo", "mia"):
        await rate(root, person, *"3334123333333333")
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home")
        assert "3 av 3 har svarat" in seat.text
        await seat.press("down", "enter")
        assert "3 av 3 har svarat" in seat.asked
        await seat.press("down", "enter")
        assert seat.page == "round"
        assert "● Samtal" in seat.text
        assert "●●●" in seat.text
        await seat.press("right")
        assert "Kategori C: gemensam vilja och förmåga" in seat.text
    [one] = rounds_of(session_at(root, Clock()).open("oster").snapshot)
    assert one.result is not None
    assert one.result.answers == 3
    assert one.baseline


async def test_a_digit_answers_and_goes_on(board: Make) -> None:
    root = board()
    id = ask_all(root)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter")
        assert "Förändringstryck" in seat.text
        assert "Ingen ser vad du svarar" in seat.text
        await seat.press("3")
        assert "Uppdragsgivarnas vilja" in seat.text
        assert "1 av 12" in seat.text
        await seat.press("v", "left")
        assert "● v vet ej" in seat.text
    given = own_answer(seat.disk(), id, seat.app.live.me or "")
    assert [given[key].rating for key in ("forandringstryck", "uppdragsgivare")] == [3, 0]
