"""A text that was changed is read whole in the card's history, and can hold again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.commands import edit
from board.forgetting import erase
from tests.tui.seat import Clock, put, session_at, sit_down

Make = Callable[..., Path]
LONG = "Maten är kall tre dagar av fem, mest på plan två. " * 6


def with_history(board: Make) -> Path:
    """A board whose card's problem said something else before."""
    root = board(put("Maten", "plan", problem=LONG.strip()))
    session = session_at(root, Clock(), person="mia", board="oster")
    (card,) = session.store().snapshot.table("cards")
    session.do(edit(card, {"problem": "Helt annan text"}))
    return root


async def test_an_earlier_text_is_shown_whole_and_holds_again(board: Make) -> None:
    async with sit_down(with_history(board), size=(80, 40)) as seat:
        await seat.go_to("Maten")
        await seat.press("enter", "end")
        assert "↶ " in seat.text
        assert "Enter på en ändrad text" in seat.text
        await seat.press("enter")
        assert "Så står det nu:" in seat.asked
        assert "Helt annan text" in seat.asked
        assert LONG.strip() in " ".join(seat.asked.split())
        await seat.press("enter")
        assert seat.card("Maten")["problem"] == "Helt annan text", "enter lets it stand"
        await seat.press("enter", "down", "enter")
        assert seat.card("Maten")["problem"] == LONG.strip()
        assert "Den texten gäller igen. u ångrar." in seat.said
        await seat.press("u")
        assert seat.card("Maten")["problem"] == "Helt annan text"


async def test_an_erased_text_is_refused_kindly(board: Make) -> None:
    root = with_history(board)
    session = session_at(root, Clock(), person="anna", board="oster")
    (card,) = session.store().snapshot.table("cards")
    async with sit_down(root, size=(80, 40)) as seat:
        await seat.go_to("Maten")
        await seat.press("enter", "end")
        session.do(erase("cards", {card: "problem"}))
        session.forget()
        await seat.press("enter")
        assert not seat.asked
        assert "Låt det stå" not in seat.text
        session.do(edit(card, {"problem": "Skrivet efteråt"}))
        await seat.until(lambda: "Skrivet efteråt" in seat.text)
        await seat.press("end", "enter")
        assert "går inte att få tillbaka" in seat.said
        assert seat.card("Maten")["problem"] == "Skrivet efteråt"
