"""Work that a card with much on it may take: how many documents are looked at, counted, so that it gates."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from board.method import parts
from tests.bench.full_card import CAUSES, FULL, READINGS, both
from tests.tui.seat import Seat, sit_down, small_board
from tui import charting
from tui.pages.card import CardPage
from tui.pages.section import SectionPage
from tui.pages.section_views import VIEWS

STEPS = ["down"] * 5 + ["up"] * 3
VIEWED = [(section, view) for section, views in VIEWS.items() for view in views]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_board(tmp_path_factory.mktemp("full") / "oster", both())


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many documents of each table were taken up since it was cleared."""
    found: Counter[str] = Counter()
    ids_in = parts._ids_in

    def counted(snapshot: object, table: str, card: str) -> object:
        ids = ids_in(snapshot, table, card)  # type: ignore[arg-type]  # handed on as it came
        found[table] += len(ids)
        return ids

    monkeypatch.setattr(parts, "_ids_in", counted)
    return found


async def full_card(seat: Seat, looked_at: Counter[str]) -> str:
    id = seat.id(FULL)
    seat.shell.open_page(CardPage(id))
    await seat.settled()
    looked_at.clear()
    return id


async def test_a_step_on_a_full_card_looks_at_nothing(root: Path, looked_at: Counter[str]) -> None:
    async with sit_down(root) as seat:
        await full_card(seat, looked_at)
        await seat.press(*STEPS)
        assert looked_at == Counter()


@pytest.mark.parametrize(("section", "view"), VIEWED, ids=lambda name: str(name))
async def test_a_step_in_a_section_looks_at_what_is_drawn_and_at_no_reading(
    root: Path, looked_at: Counter[str], section: str, view: str
) -> None:
    async with sit_down(root) as seat:
        page = SectionPage(await full_card(seat, looked_at), section)
        seat.shell.open_page(page)
        await seat.settled()
        while page.view != view:
            await seat.press("right")
        looked_at.clear()
        await seat.press(*STEPS)
        assert looked_at["readings"] == 0
        assert looked_at.total() <= len(STEPS) * 3 * CAUSES


async def test_readings_are_read_as_a_chart_once_till_they_change(
    root: Path, monkeypatch: pytest.MonkeyPatch, looked_at: Counter[str]
) -> None:
    read: list[str] = []
    charted = charting._charted

    def counted(board: object, card: str, indicator: str, rules: str | None) -> charting.Charted:
        read.append(indicator)
        return charted(board, card, indicator, rules)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(charting, "_charted", counted)
    monkeypatch.setattr(charting, "_kept", {})
    async with sit_down(root) as seat:
        card = await full_card(seat, looked_at)
        await seat.press("escape")
        for section in ("result", "goal"):
            seat.shell.open_page(SectionPage(card, section))
            await seat.settled()
            await seat.press("escape")
        assert len(read) == 1


async def test_so_many_readings_are_listed_a_screen_or_some_at_a_time(
    root: Path, looked_at: Counter[str]
) -> None:
    async with sit_down(root) as seat:
        page = SectionPage(await full_card(seat, looked_at), "result")
        seat.shell.open_page(page)
        await seat.press("right")
        assert len(page.items) < 150
        await seat.press("end")
        assert f"Visa {READINGS - 100} till" in seat.text
        await seat.press("enter")
        assert len(page.items) > READINGS
