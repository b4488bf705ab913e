"""Readings from the command line: one in a few seconds, many at once, and what they say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tavla

FIRST = date(2026, 10, 1)


@pytest.fixture
def card(tavla: Tavla) -> str:
    """A card in Planera with one indicator."""
    id = tavla.add("Vi letar efter hjälpmedel")
    tavla.ok("move", id, "plan")
    tavla.ok("indicator", "add", id, "Letade", "unit=gånger", "better=lägre", "target=2")
    return id


def lines(*values: str) -> str:
    """A day and a value on each line, from FIRST on."""
    return "".join(f"{FIRST + timedelta(days=n)} {value}\n" for n, value in enumerate(values))


SHIFTED = lines(*"12 11 13 12 11 13 12 11 12 13".split(), *"5 4 6 5 4 5 6 4 5 4 5 4".split())
STEADY = lines(*"5 7 6 4 7 5 6 8 5 7 4 6 7 5 6 4".split())


def pasted(tavla: Tavla, card: str, text: str, *words: str) -> dict[str, object]:
    tavla.stdin = text.encode()
    told: dict[str, object] = tavla.json("reading", "import", card, "-", *words, schema="reading import")
    return told


def test_a_reading_is_a_value_and_its_only_indicator_is_meant(tavla: Tavla, card: str) -> None:
    [reading] = tavla.json("reading", "add", card, "12,5", "--on", "igår", "--note", "Lena räknade")["parts"]
    [indicator] = tavla.json("indicator", "list", card, schema="indicator list")["parts"]
    assert (reading["typed"], reading["value"], reading["on"]) == ("12,5", 12.5, "2026-11-21")
    assert (reading["note"], reading["indicator"]) == ("Lena räknade", indicator["id"])
    assert tavla.ok("reading", "add", card, "9").startswith("Sparat: mätvärde 2 · ")


@pytest.mark.parametrize(
    ("typed", "value", "sort"),
    [
        ("12.5", 12.5, "exact"),
        ("1 234,5", 1234.5, "exact"),
        ("-3", -3, "exact"),
        ("60–111", 85.5, "span"),
        ("cirka 40", 40, "about"),
        ("<5", 5, "below"),
    ],
)
def test_a_reading_is_kept_as_typed_with_what_was_understood(
    tavla: Tavla, card: str, typed: str, value: float, sort: str
) -> None:
    [reading] = tavla.json("reading", "add", card, typed)["parts"]
    assert (reading["typed"], reading["value"], reading["sort"]) == (typed, value, sort)
    assert typed in tavla.ok("show", card)


def test_what_a_reading_counts_as_is_told_where_it_is_another_number(tavla: Tavla, card: str) -> None:
    assert tavla.ok("reading", "add", card, "60–111").startswith(
        "Sparat: mätvärde 1, 60–111 (räknas som 85,5) · "
    )
    assert "räknas" not in tavla.ok("reading", "add", card, "1 234,5")
    assert "räknas" not in tavla.ok("reading", "add", card, "<5")
    assert "3 av 8 (räknas som 37,5)" in tavla.ok("reading", "add", card, "3 av 8")
    assert "60–111 (räknas som 85,5)" in tavla.ok("reading", "list", card)


@pytest.mark.parametrize("typed", ["", "  ", "hej", "NaN", "inf", "10^400"])
def test_what_is_no_reading_is_refused_with_why(tavla: Tavla, card: str, typed: str) -> None:
    error = tavla.refused("bad_reading" if typed.strip() else "empty_text", "reading", "add", card, typed)
    assert error["message"]


def test_a_reading_is_of_a_day_that_has_been(tavla: Tavla, card: str) -> None:
    tavla.refused("bad_date", "reading", "add", card, "5", "--on", "imorgon")
    [reading] = tavla.json("reading", "add", card, "5", "--on", "1/11")["parts"]
    assert reading["on"] == "2026-11-01"
    [reading] = tavla.json("reading", "add", card, "5", "--on", "v 46")["parts"]
    assert reading["on"] == "2026-11-09"


def test_of_several_indicators_one_is_named(tavla: Tavla, card: str) -> None:
    tavla.ok("indicator", "add", card, "Tid för morgonen", "balances=1")
    assert len(tavla.refused("which_indicator", "reading", "add", card, "5")["hints"]) == 2
    [reading] = tavla.json("reading", "add", card, "5", "--of", "tid")["parts"]
    [_first, second] = tavla.json("indicator", "list", card, schema="indicator list")["parts"]
    assert reading["indicator"] == second["id"]
    tavla.refused("which_indicator", "chart", card)
    assert tavla.json("chart", card, "--of", "2")["chart"]["indicator"]["id"] == second["id"]
    bare = tavla.add("Inget mått")
    tavla.refused("no_indicator", "reading", "add", bare, "5")


def test_many_are_taken_in_at_once_and_a_second_time_adds_none(tavla: Tavla, card: str) -> None:
    text = "2026-11-01 14\n1/11; 9\nv 45 7\n2/11 banan\n\nimorgon 3\n"
    assert pasted(tavla, card, text, "--dry-run")["created"] == 3
    assert tavla.json("reading", "list", card, schema="reading list")["parts"] == []
    came = pasted(tavla, card, text)
    assert came["created"] == 3
    assert [one["line"] for one in came["rejected"]] == [4, 6]  # type: ignore[attr-defined]
    again = pasted(tavla, card, text)
    assert (again["created"], again["unchanged"]) == (0, 3)
    listed = tavla.json("reading", "list", card, schema="reading list")["parts"]
    assert [(one["on"], one["value"]) for one in listed] == [
        ("2026-11-01", 14),
        ("2026-11-01", 9),
        ("2026-11-02", 7),
    ]
    tavla.ok("undo")
    assert tavla.json("reading", "list", card, schema="reading list")["parts"] == []


def test_two_alike_on_one_day_are_two(tavla: Tavla, card: str) -> None:
    tavla.ok("reading", "add", card, "5", "--on", "2026-11-01")
    came = pasted(tavla, card, "2026-11-01 5\n2026-11-01 5\n")
    assert (came["created"], came["unchanged"]) == (1, 1)


def test_a_file_from_a_spreadsheet_is_read_whatever_it_was_saved_as(
    tavla: Tavla, card: str, tmp_path: Path
) -> None:
    for n, encoding in enumerate(("utf-8-sig", "cp1252", "utf-16")):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(f"Datum;Värde\r\n2026-11-0{n + 1};1{n},5\r\n".encode(encoding))
        assert tavla.json("reading", "import", card, str(path), schema="reading import")["created"] == 1
    tavla.refused("no_file", "reading", "import", card, str(tmp_path / "ingen.csv"))


def test_nothing_good_in_a_file_is_a_refusal(tavla: Tavla, card: str) -> None:
    tavla.stdin = b"hej\nbanan\n"
    error = tavla.refused("all_rejected", "reading", "import", card, "-")
    assert [one["line"] for one in error["rejected"]] == [1, 2]
    tavla.stdin = b"\n"
    tavla.refused("not_a_table", "reading", "import", card, "-")


def test_many_readings_are_one_line_of_history(tavla: Tavla, card: str) -> None:
    pasted(tavla, card, STEADY)
    told = tavla.ok("history", card)
    assert "skrev till: mätvärde (16)" in told
    assert told.count("mätvärde") == 1


def test_a_change_is_told_with_what_it_was_derived_from(tavla: Tavla, card: str) -> None:
    pasted(tavla, card, SHIFTED)
    chart = tavla.json("chart", card)["chart"]
    assert (chart["rules"], chart["too_few"], chart["signal"]) == ("anhoj", False, True)
    run = next(one for one in chart["findings"] if one["rule"] == "longest_run")
    assert run["signal"]
    assert run["observed"] > run["most"]
    flagged = [n for n, point in enumerate(chart["points"]) if point["signal"]]
    assert flagged == sorted(point for group in run["groups"] for point in group["points"])
    told = tavla.ok("chart", card)
    assert f"{run['observed']}" in told
    assert "◆" in told
    assert max(map(len, told.splitlines())) <= 80
    derived = tavla.json("show", card)["derived"]
    assert [(one["signal"], one["too_few"]) for one in derived["charts"]] == [(True, False)]
    assert derived["aims"][0]["missing"] == ["baseline", "target_by", "for_whom"]


def test_vanlig_variation_is_told_as_such_and_few_readings_say_nothing(tavla: Tavla, card: str) -> None:
    pasted(tavla, card, "2026-11-01 5\n2026-11-02 6\n")
    assert tavla.json("chart", card)["chart"]["too_few"]
    assert "För få mätvärden" in tavla.ok("chart", card)
    pasted(tavla, card, STEADY)
    assert not tavla.json("chart", card)["chart"]["signal"]


def test_rules_are_chosen_for_the_chart_or_for_the_indicator(tavla: Tavla, card: str) -> None:
    pasted(tavla, card, SHIFTED)
    xmr = tavla.json("chart", card, "--rules", "xmr")["chart"]
    assert xmr["limits"]["low"] < xmr["centre"] < xmr["limits"]["high"]
    assert {point["class"] for point in xmr["points"]} >= {"improving"}
    assert {one["rule"] for one in tavla.json("chart", card, "--rules", "qi")["chart"]["findings"]} == {
        "shift", "trend", "runs",
    }  # fmt: skip
    tavla.ok("indicator", "set", card, "1", "rules=xmr")
    assert tavla.json("chart", card)["chart"]["rules"] == "xmr"
    tavla.refused("usage", "chart", card, "--rules", "sixsigma", exit_code=2)


def test_before_and_after_stand_beside_each_other(tavla: Tavla, card: str) -> None:
    pasted(tavla, card, SHIFTED)
    tavla.ok("experiment", "add", card, "Märkta hyllor", "start=2026-10-11")
    chart = tavla.json("chart", card)["chart"]
    assert chart["starts"] == [{"on": "2026-10-11", "experiment": 1}]
    assert (chart["before"]["number"], chart["after"]["number"]) == (10, 12)
    assert chart["baseline_until"] == "2026-10-10"
    assert "före" in tavla.ok("chart", card)


def test_the_method_measure_is_for_the_team_and_waits_for_enough_cards(tavla: Tavla, card: str) -> None:
    assert "Inget kort har prövats" in tavla.ok("method")
    tavla.ok("set", card, "prediction=Färre letar")
    tavla.ok("cause", "add", card, "Ingen vet var de står")
    tavla.ok("move", card, "do", "--reason", "prövar")
    shares = {one["feature"]: one for one in tavla.json("method")["method"]}
    assert shares["predicted_before"]["cards"] == [card]
    assert shares["predicted_before"]["share"] is None
    assert "1 av 1" in tavla.ok("method")
    for n in range(4):
        tavla.ok("move", tavla.add(f"Kort {n}"), "do", "--reason", "prövar")
    shares = {one["feature"]: one for one in tavla.json("method")["method"]}
    assert shares["predicted_before"]["share"] == 0.2
    assert "20 %" in tavla.ok("method")
    assert "vera" not in tavla.ok("method")


def test_the_method_measure_of_no_board_is_empty(empty: Tavla) -> None:
    assert empty.json("method")["method"][0]["of"] == []


def test_a_measure_of_the_unit_itself_needs_no_card(tavla: Tavla, card: str) -> None:
    tavla.refused("no_indicator", "reading", "add", "-", "4")
    words = ("indicator", "add", "-", "Korttidsfrånvaro", "unit=%", "better=lower", "perspective=employer")
    [own] = tavla.json(*words)["parts"]
    assert (own["card"], own["n"], own["perspective"]) == (None, 1, "employer")
    assert tavla.ok("reading", "add", "-", "4,5", "--on", "igår").startswith("Sparat: mätvärde 1")
    assert pasted(tavla, "-", "2026-11-01 5\n2026-11-08 6\n")["created"] == 2
    assert tavla.json("chart", "-")["chart"]["card"] is None
    assert "Korttidsfrånvaro" in tavla.ok("chart", "-")
    listed = tavla.ok("indicator", "list")
    assert listed.index("Enhetens egna") < listed.index("Korttidsfrånvaro") < listed.index("Letade")
    only = tavla.json("indicator", "list", "-", schema="indicator list")["parts"]
    assert [one["id"] for one in only] == [own["id"]]
    tavla.ok("indicator", "set", "-", "1", "for_whom=medarbetarna")
    tavla.refused("unknown_field", "indicator", "set", card, "1", "perspective=employer")
    assert "Korttidsfrånvaro" in tavla.ok("history")
    tavla.ok("indicator", "remove", "-", "kort")
    tavla.refused("unknown", "cause", "list", "-")
