"""The pictures of a card's story: any readings and any number of causes can be drawn and told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from board.ports import Snapshot
from tests.tui.test_story import TODAY, read, sharp_board
from tui.story import pictures
from tui.story.blocks import Fish
from tui.story.forms import written


def test_many_readings_are_told_month_by_month_and_drawn_as_a_line() -> None:
    board = sharp_board("Mått")
    day = date(2021, 1, 1)
    readings = {
        str(n): {
            "card": "1",
            "indicator": "7",
            "on": (day + timedelta(days=n % 2000)).isoformat(),
            "value": (n * 37) % 101,
            "typed": "x",
        }
        for n in range(2000)
    }
    text = written(Snapshot({**board.tables, "readings": readings}), Snapshot({}), "1", TODAY, "html")
    assert "Månad för månad" in text
    assert "<circle" not in text
    assert text.count("<tr>") < 120


@pytest.mark.parametrize("values", [(0,), (1, 1), (-3, 4), (1e300, -1e300), (1e-9, 2e-9), (5, 5, 900)])
def test_any_numbers_can_be_drawn(values: tuple[float, ...]) -> None:
    board = sharp_board("Mått")
    readings = {
        str(n): {"card": "1", "indicator": "7", "on": TODAY.isoformat(), "value": value, "typed": str(value)}
        for n, value in enumerate(values)
    }
    text = written(Snapshot({**board.tables, "readings": readings}), Snapshot({}), "1", TODAY, "html")
    assert not re.search(r"\b(nan|inf)\b", text)
    read(text)


def test_a_fishbone_with_more_than_it_has_room_for_counts_the_rest_and_stays_on_a_page() -> None:
    bones = tuple(
        (f"Ben {n}", tuple((f"Orsak {n}.{m} som är ganska lång att läsa", "") for m in range(20)))
        for n in range(8)
    )
    drawn = pictures.fish(Fish("Problemet", bones, "Fiskben."), "x")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - it is what the test has just made
    height = float(root.attrib["viewBox"].split()[3])
    assert height < 800
    shown = [str(found.text) for found in root.iter("text")]
    assert len([text for text in shown if text.startswith("Ben ")]) == 8
    more = sum(int(text[1:].split()[0]) for text in shown if text.startswith("+"))
    assert more + len([text for text in shown if text.startswith("– ")]) == 8 * 20
    assert all(0 < float(found.attrib["y"]) < height for found in root.iter("text"))
