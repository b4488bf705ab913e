"""`tavla flow`: figures in words and as series, with what is counted from where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.running import Tavla
from tests.contracts.tree import ROOT


def flow(tavla: Tavla, *words: str) -> Any:
    return tavla.json("flow", *words)["flow"]


def finished(tavla: Tavla, days: int) -> str:
    """A card that is started now and finished so many days later, counting both."""
    id = tavla.add("Kort")
    tavla.ok("move", id, "plan", "--reason", "nu")
    tavla.now += timedelta(days=days - 1)
    tavla.ok("finish", id, "drop", "--reason", "klart")
    return id


@pytest.fixture
def ten(tavla: Tavla) -> Tavla:
    """Ten finished cards, that took 1 to 10 days."""
    for days in range(1, 11):
        finished(tavla, days)
    return tavla


def test_the_figures_of_finished_cards(ten: Tavla) -> None:
    found = flow(ten)
    assert found["percentiles"] == {"50": 5, "85": 9, "95": 10}
    assert [card["days"] for card in found["finished"]] == list(range(1, 11))
    assert (found["wip"], found["from"], found["to"]) == (0, "2026-11-22", "2027-01-06")
    assert found["weeks"][0] == {"week": "2026-W47", "monday": "2026-11-16", "finished": 1}
    assert sum(week["finished"] for week in found["weeks"]) + found["this_week"] == 10
    assert found["cumulative"]["done"][-1] == 10
    assert len(found["cumulative"]["done"]) == 46
    assert found["red_days"] == ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06"]
    told = ten.ok("flow")
    assert "85 av 100 tog" in told
    assert "högst 9 dagar, 1 kort tog längre" in told
    assert "Ett kort räknas från dagen det först lämnar Förslag" in told


def test_a_phase_that_cards_pass_in_a_day_is_told_in_words_and_not_as_nought_days(tavla: Tavla) -> None:
    for days in (*[1] * 8, 4, 5):
        finished(tavla, days)
    assert "I Planera            hälften gick vidare samma dag, 85 av 100 låg högst 3 dagar" in tavla.ok(
        "flow"
    )
    assert "moved on the same day" in tavla.ok("flow", "--lang", "en")
    for _more in range(4):
        finished(tavla, 1)
    assert "I Planera            85 av 100 gick vidare samma dag" in tavla.ok("flow")


def test_an_age_beside_the_finished_cards_and_what_is_left_out(ten: Tavla) -> None:
    going, waiting = ten.add("Pågår"), ten.add("Väntar")
    for id in (going, waiting):
        ten.ok("move", id, "do", "--reason", "nu")
    ten.ok("park", waiting)
    ten.now += timedelta(days=7)
    found = flow(ten)
    (card,) = found["under_way"]
    assert (card["id"], card["age"], card["older_than"], card["pace"]) == (
        going,
        8,
        {"cards": 7, "of": 10},
        "slow",
    )
    assert [(card["id"], card["age"]) for card in found["waiting"]] == [(waiting, 8)]
    assert [card["days"] for card in flow(ten, "--since", "2026-12-20")["finished"]] == [8, 9, 10]


def test_the_pictures_and_what_they_refuse(ten: Tavla) -> None:
    assert "▒ Avslutade 10" in ten.ok("flow", "over-time")
    assert "85 av 100 tog högst 9 dagar" in ten.ok("flow", "days")
    assert "● en vecka" in ten.ok("flow", "weeks")
    assert ten("flow", "pie").code == 2
    ten.refused("bad_date", "flow", "--since", "i morgon")


def test_without_a_board_there_is_no_flow(empty: Tavla) -> None:
    assert flow(empty)["board"] is None
    assert "tavla init" in empty("flow").err


def test_cards_that_an_import_brought_have_no_known_start(tavla: Tavla) -> None:
    tavla.ok("import", str(ROOT / "tests/data/ensamhet_2018.csv"))
    found = flow(tavla)
    assert found["wip"] == len(found["under_way"]) > 0
    assert {card["started"] for card in found["under_way"]} == {None}
    assert "kom med en import" in tavla.ok("flow")


def test_the_figures_follow_a_whole_board_to_another_place_and_back_by_undo(ten: Tavla) -> None:
    before = flow(ten)
    path = str(ten.home.parent / "hel.json")
    ten.ok("export", path)
    ten.ok("init", "Norr")
    ten.env["TAVLA_BOARD"] = "norr"
    ten.ok("import", path)
    same = ("percentiles", "weeks", "cumulative", "from", "phases")
    assert [flow(ten)[name] for name in same] == [before[name] for name in same]
    ten.ok("undo")
    assert flow(ten)["finished"] == []
    ten.ok("redo")
    assert [flow(ten)[name] for name in same] == [before[name] for name in same]
