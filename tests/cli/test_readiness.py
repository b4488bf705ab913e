"""`tavla readiness`: a round from the opening to the cards, by hand and in a script."""

from __future__ import annotations

import pytest

from tests.cli.assessing import TWELVE, Unit


def test_from_opening_to_a_card(unit: Unit) -> None:
    opened = unit.json("open", "--closes", "fre")["round"]
    assert opened["invited"] == ["anna", "bo", "vera"]
    assert (opened["items"], opened["answers"], opened["closes"]) == ([], None, "2026-11-27")
    unit.answers("anna", "fokus=2", "fokus.time=short", "fokus.comment=Vi drar åt olika håll", "5=?")
    mine = {one["key"]: one for one in unit.answers("anna", *["4"] * 12)["answer"]}
    assert mine["fokus"] == {
        "key": "fokus",
        "rating": 4,
        "comment": "Vi drar åt olika håll",
        "extra": {"time": "short", "direction": None},
    }
    unit.answers("bo", *["4"] * 12)
    unit.answers("vera", *["3"] * 4, *["2"] * 8)
    assert unit.json("status")["round"]["status"] == {
        "invited": 3, "answered": 3, "whole": 3, "paper": 0, "late": 0,
    }  # fmt: skip
    closed = unit.json("close")["round"]
    assert closed["verdict"]["category"] == "C"
    assert closed["baseline"] is True
    fokus = next(one for one in closed["items"] if one["key"] == "fokus")
    assert (fokus["counts"], fokus["comments"]) == ([0, 0, 1, 2], ["Vi drar åt olika håll"])
    agreed = unit.json("agree", "--item", "fokus", "Vi börjar med brukarna")["round"]
    assert [one["agreed"] for one in agreed["items"]].count("Vi börjar med brukarna") == 1
    ended = unit.json("end", "not_yet", "--reason", "Rollerna först")["round"]
    assert (ended["ending"], ended["ending_why"]) == ("not_yet", "Rollerna först")
    card = unit.json("card", "Ledningsarbete", "--owner", "bo", schema="readiness card")["card"]
    assert (card["phase"], card["owner"], card["title"]) == ("plan", "bo", "Göra oss redo: Ledningsarbete")
    assert unit.json("show")["round"]["cards"] == {card["id"]: "ledningsarbete"}


def test_the_last_day_can_be_changed_and_history_tells_from_what(unit: Unit) -> None:
    unit.json("open", "--closes", "fre")
    assert unit.json("last-day", "om 2 veckor")["round"]["closes"] == "2026-12-06"
    assert "sön 6 dec" in unit.tavla.ok("readiness", "last-day", "6/12")
    assert unit.json("last-day")["round"]["closes"] is None
    told = " ".join(unit.tavla.ok("history").split())
    assert "ändrade sista dagen att svara: fre 27 nov → sön 6 dec" in told
    assert "ändrade sista dagen att svara: sön 6 dec → –" in told


def test_a_last_day_that_has_just_been_is_said_and_not_taken_for_next_years(unit: Unit) -> None:
    error = unit.tavla.refused("bad_date", "readiness", "open", "--closes", "20/11")
    assert "”20/11” är 2026-11-20, och den dagen har redan varit." in error["message"]
    assert error["hints"] == ["2027-11-20"]
    assert unit.tavla.json("readiness", schema="readiness list")["rounds"] == []
    unit.json("open", "--closes", "2027-11-20")
    unit.tavla.refused("bad_date", "readiness", "last-day", "20/11")


def test_a_person_reads_the_shared_view(unit: Unit) -> None:
    unit.round(1, 4, 4)
    told = unit.tavla.ok("readiness", "show")
    for words in (
        "Mitt emellan",
        "Nära gränsen",
        "1 ●   2     3     4 ●●",
        "Gränserna är tavlans egna",
        "baslinje",
    ):
        assert words in told, told
    assert max(len(line) for line in told.splitlines()) <= 80
    english = unit.tavla.ok("--lang", "en", "readiness", "show")
    assert "Nära" not in english


def test_under_three_answers_shows_no_spread_and_asks_the_chair(unit: Unit) -> None:
    closed = unit.round(1, 4)
    assert closed["verdict"]["code"] == "chair_asked"
    assert {one["counts"] for one in closed["items"]} == {None}
    assert closed["verdict"]["spread"] is None
    assert "●" not in unit.tavla.ok("readiness", "show")
    assert unit.json("close", "--competing", "yes")["round"]["verdict"]["code"] == "between_competing_high"


def test_closing_with_few_answers_warns_first(unit: Unit) -> None:
    unit.json("open")
    unit.answers("anna", *TWELVE)
    error = unit.tavla.refused("few_answers", "readiness", "close")
    assert "Bara 1 har svarat. Under 3 svar visas varken snitt, spridning" in error["message"]
    assert "tavla readiness close --few" in unit.tavla("readiness", "close").err
    assert unit.json("close", "--few")["round"]["answers"] == 1


def test_under_three_answers_nothing_stands_at_a_factor_that_would_point_at_a_person(unit: Unit) -> None:
    unit.json("open")
    unit.answers("anna", *["3"] * 11, "?")
    unit.answers("anna", "fokus.comment=Anna skrev om fokus", "kompetens.comment=Anna skrev om kompetens")
    unit.answers("bo", *["?"] * 12)
    unit.answers("bo", "fokus.comment=Bo skrev")
    closed = unit.json("close", "--few")["round"]
    seen = {(str(one["unsure"]), str(one["counts"]), str(one["comments"])) for one in closed["items"]}
    assert seen == {("None", "None", "[]")}, "every factor looks the same"
    assert sorted(closed["comments"]) == ["Anna skrev om fokus", "Anna skrev om kompetens", "Bo skrev"]
    told = unit.tavla.ok("readiness", "show")
    assert "vet ej 1" not in told
    assert told.index("Individuell uppföljning") < told.index("”Bo skrev”"), (
        "after the factors, by themselves"
    )
    assert "Färre än tre har svarat." in told
    markdown = unit.tavla.ok("readiness", "export")
    assert markdown.index("Individuell uppföljning") < markdown.index("## Det som skrevs")
    rows = [
        line.split("|")[5:] for line in markdown.splitlines() if line.startswith("| ") and "Vilja" in line
    ]
    assert len(rows) == 4
    assert all(row == rows[0] for row in rows), "every factor looks the same"
    csv = unit.tavla.ok("readiness", "export", "--format", "csv")
    assert csv.count("Bo skrev") == 1
    assert not any("Bo skrev" in line for line in csv.splitlines() if line.split(";")[0].isdigit())
    html = unit.tavla.ok("readiness", "export", "--format", "html")
    assert "<h2>Det som skrevs</h2>" in html
    whole = unit.tavla.json("export", schema="export")["tables"]["rounds"]
    [doc] = whole.values() if isinstance(whole, dict) else whole
    assert not any(".fokus." in name for name in doc["said"])
    assert not any(isinstance(kept, list) for kept in doc["counts"].values()), "none of it is read in passing"


def test_who_may_not_is_told_who_may(unit: Unit) -> None:
    error = unit.tavla.refused("not_allowed", "readiness", "open", TAVLA_PERSON="bo")
    assert "nyckelperson" in error["message"]
    unit.json("open")
    unit.tavla.refused("not_allowed", "readiness", "close", TAVLA_PERSON="bo")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["answer", "fokuss=3"], "unknown"),
        (["answer", "fokus=5"], "unknown"),
        (["answer", "fokus.time=ibland"], "unknown"),
        (["answer", *["3"] * 13], "unknown"),
        (["answer", "fokus=3", "4"], "bad_field"),
        (["answer", "fokus.comment=" + "x" * 501], "too_long"),
        (["open"], "round_open"),
        (["close"], "nobody_answered"),
        (["show"], "no_closed_round"),
        (["compare", "--form", "climate"], "unused"),
        (["export"], "no_closed_round"),
        (["card", "fokus"], "no_closed_round"),
        (["agree", "Nej"], "no_closed_round"),
        (["remind", "99"], "bad_months"),
        (["open", "--organisation", "bo"], "not_allowed"),
        (["status", "--round", "zzzz"], "unknown"),
    ],
    ids=lambda given: " ".join(given)[:40] if isinstance(given, list) else given,
)
def test_what_cannot_be_done_changes_nothing(unit: Unit, words: list[str], code: str) -> None:
    unit.json("open")
    if code == "unused":
        found = unit.json(*words, schema="readiness compare")["comparison"]
        assert found == {"baseline": None, "rounds": [], "groups": [], "items": []}
        assert unit.tavla("readiness", *words).code == 1
    else:
        unit.tavla.refused(code, "readiness", *words)


def test_without_a_round_it_says_how_to_begin(unit: Unit) -> None:
    said = unit.tavla("readiness")
    assert (said.code, said.out) == (0, "")
    assert "tavla readiness open" in said.err
    unit.tavla.refused("no_open_round", "readiness", "answer", "3")
    unit.tavla.refused("no_round", "readiness", "status")
    assert unit.tavla.json("readiness", schema="readiness list")["rounds"] == []


def test_answering_without_an_answer_shows_the_questions(unit: Unit) -> None:
    unit.json("open")
    told = unit.tavla.ok("readiness", "answer")
    assert "Metoden nämner faktorn men har inga egna frågor" in " ".join(told.split())
    assert "(ägarkontroll)" in told
    assert "(kunskapskällan)" in told
    assert "12 kvar. Skriv: tavla readiness answer 1=3" in " ".join(told.split())
    assert max(len(line) for line in told.splitlines()) <= 80


def test_a_late_answer_is_kept_and_told(unit: Unit) -> None:
    closed = unit.json("open")["round"]
    unit.answers("anna", *TWELVE)
    unit.json("close", "--few")
    late = unit.answers("bo", *["1"] * 12, "--round", closed["id"])
    assert late["late"] is True
    assert {one["rating"] for one in late["answer"]} == {1}
    assert "är inte med i resultatet" in " ".join(
        unit.tavla.ok("readiness", "answer", "1", "--round", closed["id"], TAVLA_PERSON="bo").split()
    )
    shown = unit.json("show")["round"]
    assert (shown["answers"], shown["status"]["late"]) == (1, 1)
    unit.tavla.refused("late_too_few", "readiness", "close", "--late")


def test_rounds_compare_over_time(unit: Unit) -> None:
    first = unit.round(1, 1, 2)
    unit.tavla.now = unit.tavla.now.replace(year=2027, month=11, day=25)
    assert "Dags för en ny omgång" in unit.tavla.ok("readiness")
    unit.round(3, 3, 3)
    found = unit.json("compare", schema="readiness compare")["comparison"]
    assert found["baseline"] == first["id"]
    assert found["groups"][0] == {
        "key": "will", "means": [1.333, 3.0], "since_first": "up", "since_last": "up",
    }  # fmt: skip
    told = unit.tavla.ok("readiness", "compare")
    assert "1,3 → 3,0" in told
    assert "↑ starkare" in told


def test_the_climate_has_its_own_form(unit: Unit) -> None:
    unit.json("open", "--form", "climate")
    for who in ("anna", "bo", "vera"):
        unit.answers(who, "--form", "climate", "4", "3", "4", "2", "3", "?")
    closed = unit.json("close", "--form", "climate")["round"]
    assert closed["verdict"] is None
    assert [one["mean"] for one in closed["items"]] == [4, 3, 4, 2, 3, None]
    assert unit.tavla.json("readiness", schema="readiness list")["rounds"] == []


def test_the_specialist_sees_how_the_units_stand(unit: Unit) -> None:
    unit.tavla.ok("people", "role", "vera", "nyckelperson", "specialist")
    unit.round(2, 2, 2)
    unit.tavla.ok("init", "Väster")
    unit.tavla.ok("--board", "vaster", "board", "set", "area=Norr")
    found = unit.json("overview", schema="readiness overview")["overview"]
    assert [(one["board"], one["overdue"]) for one in found["units"]] == [("oster", False), ("vaster", True)]
    assert found["categories"] == {"B": 1}
    assert found["overdue"] == ["vaster"]
    norr = unit.json("overview", "--area", "Norr", schema="readiness overview")["overview"]
    assert [one["board"] for one in norr["units"]] == ["vaster"]
    told = unit.tavla.ok("readiness", "overview")
    assert "Kategori B" in told
    assert "ingen omgång än" in told


def test_an_ambassador_sees_the_boards_of_the_area_and_others_are_told_whose_it_is(unit: Unit) -> None:
    unit.round(2, 2, 2)
    unit.tavla.ok("board", "set", "area=Norr")
    unit.tavla.ok("init", "Väster")
    unit.tavla.ok("people", "role", "anna", "ambassador@Norr")
    error = unit.tavla.refused("overview_not_yours", "readiness", "overview", TAVLA_PERSON="bo")
    assert error["message"].startswith(
        "Var enheterna står ses av den som är ambassadör eller specialist: Anna Ek."
    )
    for more in ((), ("--area", "Norr")):
        found = unit.json("overview", *more, schema="readiness overview", TAVLA_PERSON="anna")["overview"]
        assert [one["board"] for one in found["units"]] == ["oster"]
    other = unit.json("overview", "--area", "Syd", schema="readiness overview", TAVLA_PERSON="anna")[
        "overview"
    ]
    assert other["units"] == []


def test_an_areas_round_is_in_the_organisation(unit: Unit) -> None:
    unit.tavla.ok("people", "role", "vera", "ambassador@Norr")
    area = ("--area", "Norr")
    opened = unit.json("open", *area, "anna", "bo")["round"]
    assert (opened["scope"], opened["area"], opened["board"]) == ("area", "Norr", None)
    unit.answers("anna", *area, *TWELVE)
    closed = unit.json("close", *area, "--competing", "no", "--few")["round"]
    assert closed["verdict"]["category"] == "C"
    unit.json("end", *area, "ready")
    card = unit.json("card", *area, "fokus", schema="readiness card")["card"]
    assert card["board"] == "oster"
    assert unit.tavla.json("readiness", schema="readiness list")["rounds"] == []


def test_the_reminder_can_be_set(unit: Unit) -> None:
    assert unit.json("remind", "6", schema="readiness remind") == {"schema": "tavla/1", "months": 6}


def test_a_round_opened_by_mistake_is_withdrawn(unit: Unit) -> None:
    unit.json("open")
    unit.json("withdraw")
    assert unit.tavla.json("readiness", schema="readiness list")["rounds"] == []


def test_a_card_says_where_it_comes_from(unit: Unit) -> None:
    unit.round(2, 2, 2)
    unit.json("card", "fokus", "Vad är vårt fokus?", schema="readiness card")
    assert "Vad är vårt fokus? (Fokus)" in unit.tavla.ok("readiness", "show")


def test_an_item_is_answered_by_its_number_its_word_for_scripts_or_its_name_in_the_language_spoken(
    unit: Unit,
) -> None:
    unit.json("open")
    told = unit.tavla.ok("readiness", "answer", "--as", "bo", "--lang", "en")
    assert "12 left. Write: tavla readiness answer 1=3" in " ".join(told.split())
    assert "4.time=" in told
    said = unit.tavla.ok(
        "readiness", "answer", "Focus=2", "fokus.comment=x", "9=3", "--as", "bo", "--lang", "en"
    )
    assert "10 left. Write: tavla readiness answer 1=3" in " ".join(said.split())
    unit.answers("bo", "Kompetens=4")
