"""By mouse: choose, open, drag to another column or another place, and click the lines above and below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.tui.seat import Seat, put, sit_down

Make = Callable[..., Path]


async def click(seat: Seat, words: str, times: int = 1) -> None:
    await seat.pilot.click(offset=seat.spot(words), times=times)
    await seat.settled()


async def grab(seat: Seat, words: str) -> None:
    await seat.pilot.mouse_down(offset=seat.spot(words))


async def drag(seat: Seat, x: int, y: int) -> None:
    """Move the mouse with its button down."""
    from textual.events import MouseMove

    await seat.pilot._post_mouse_events([MouseMove], offset=(x, y), button=1)
    await seat.settled()


async def drop(seat: Seat, x: int, y: int) -> None:
    await seat.pilot.mouse_up(offset=(x, y))
    await seat.settled()


async def test_a_click_chooses_and_two_open(board: Make) -> None:
    async with sit_down(board(put("Tre"), put("Två"), put("Ett"), put("Fyra", "do"))) as seat:
        await click(seat, "Tre")
        assert seat.selected == "Tre"
        await click(seat, "Fyra")
        assert seat.selected == "Fyra"
        await click(seat, "Två", times=2)
        assert seat.page == "card"
        assert "Två" in seat.text


async def test_cards_of_different_heights_are_where_they_are_seen(board: Make) -> None:
    long = "En lång mening om allt som skaver när kvällen lämnar över till natten och ingen hinner läsa vad som hänt"
    async with sit_down(
        board(put("Nederst"), put("Mellan"), put(long), put("Överst"), put("Kaffet", "plan"))
    ) as seat:
        x, top = seat.spot("Överst")
        starts = [seat.spot(words)[1] - top for words in ("En lång", "Mellan", "Nederst")]
        assert starts == [6, 15, 21], "a card that needs more has more, and the others follow it"
        for words in ("Nederst", "En lång", "hinner läsa", "Mellan"):
            await click(seat, words)
        assert seat.selected == "Mellan"
        await grab(seat, "Kaffet")
        await drag(seat, x, top + 16)
        assert seat.spot("släpp här")[1] == top + 14, "under the long card, above the one pointed at"
        await drop(seat, x, top + 16)
        assert seat.column("inbox") == ["Överst", long, "Kaffet", "Mellan", "Nederst"]


async def test_a_card_is_dragged_to_another_column_with_a_place_to_drop_shown(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"), put("Kaffet", "plan"))) as seat:
        x, y = seat.spot("Kaffet")
        await grab(seat, "Nycklarna")
        await drag(seat, x, y)
        assert "släpp här" in seat.text
        assert seat.card("Nycklarna")["phase"] == "inbox"
        await drop(seat, x, y)
        assert "släpp här" not in seat.text
        assert seat.card("Nycklarna")["phase"] == "plan"
        assert seat.selected == "Nycklarna"


async def test_a_card_is_dragged_to_an_empty_column(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        x, y = seat.spot("Planera")
        await grab(seat, "Nycklarna")
        await drag(seat, x + 3, y + 4)
        assert "släpp här" in seat.text
        await drop(seat, x + 3, y + 4)
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_dropping_within_the_column_changes_the_order(board: Make) -> None:
    async with sit_down(board(put("Tre"), put("Två"), put("Ett"))) as seat:
        x, y = seat.spot("Två")
        await grab(seat, "Ett")
        await drag(seat, x, y + 20)
        assert "släpp här" in seat.text
        await drop(seat, x, y + 20)
        assert seat.column("inbox") == ["Två", "Tre", "Ett"]
        x, y = seat.spot("Två")
        await grab(seat, "Ett")
        await drag(seat, x, y)
        await drop(seat, x, y)
        assert seat.column("inbox") == ["Ett", "Två", "Tre"]


async def test_a_drop_that_misses_a_step_asks_as_a_key_does(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"), put("Kaffet", "do"))) as seat:
        x, y = seat.spot("Kaffet")
        await grab(seat, "Nycklarna")
        await drag(seat, x, y)
        await drop(seat, x, y)
        assert "Innan kortet går till Genomföra" in seat.asked
        await seat.press("escape")
        assert seat.card("Nycklarna")["phase"] == "plan"


async def test_escape_ends_a_drag_and_a_shaky_hand_moves_nothing(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"), put("Kaffet", "plan"))) as seat:
        x, y = seat.spot("Kaffet")
        await grab(seat, "Nycklarna")
        await drag(seat, x, y)
        await seat.press("escape")
        assert "släpp här" not in seat.text
        await drop(seat, x, y)
        assert seat.card("Nycklarna")["phase"] == "inbox"
        x, y = seat.spot("Nycklarna")
        await grab(seat, "Nycklarna")
        await drag(seat, x + 1, y)
        await drop(seat, x + 1, y)
        assert seat.card("Nycklarna")["phase"] == "inbox"
        assert seat.selected == "Nycklarna"


async def test_the_bottom_line_and_the_names_at_the_top_can_be_clicked(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await click(seat, "n notera")
        assert "Vad vill du berätta?" in seat.asked
        await seat.press("escape")
        await click(seat, "Hemtjänst Öster ▾")
        assert seat.page == "boards"
        await seat.press("escape")
        await click(seat, "Anna Ek ▾")
        assert "Vem sitter vid tangenterna?" in seat.asked
        await seat.press("escape")
        await click(seat, "nyckelperson Bo")
        assert seat.page == "people"
        await seat.press("escape")
        await click(seat, "? alla tangenter")
        assert seat.page == "help"


async def test_choices_can_be_clicked_and_pages_opened(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("o")
        await click(seat, "Mia Ås")
        assert seat.card("Nycklarna")["owner"]
        await seat.press("s")
        await click(seat, "vad arbetar ni särskilt")
        await click(seat, "vad arbetar ni särskilt")
        assert "Just nu" in seat.asked


async def test_the_wheel_scrolls_the_column_under_it_and_moves_no_selection(board: Make) -> None:
    from textual.events import MouseScrollDown

    cards = [put(f"Kort {number:02}", "plan") for number in range(30, 0, -1)]
    async with sit_down(board(put("Nycklarna"), *cards)) as seat:
        assert "Kort 01" in seat.text
        await seat.pilot._post_mouse_events([MouseScrollDown] * 3, offset=seat.spot("Kort 01"))
        await seat.settled()
        assert "Kort 01" not in seat.text
        assert "Kort 04" in seat.text
        assert seat.selected == "Nycklarna"
