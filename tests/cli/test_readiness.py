"""`tavla readiness`: a round from the opening to the cards, by hand and in a script; nothing of who answered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Tavla

TWELVE = ["3"] * 12


class Unit:
    """Öster with Vera as nyckelperson, Anna and Bo; and what a round takes."""

    def __init__(self, tavla: Tavla) -> None:
        self.tavla = tavla
        tavla.ok("people", "add", "Anna Ek", "--id", "anna")
        tavla.ok("people", "add", "Bo Alm", "--id", "bo")
        tavla.ok("add", "Ett kort")  # Vera becomes a person
        tavla.ok("people", "role", "vera", "nyckelperson")

    def json(self, action: str, *words: str, schema: str = "readiness", **more: str) -> Any:
        return self.tavla.json("readiness", action, *words, schema=schema, **more)

    def refs(self) -> list[str]:
        """Everyone's reference, as the journals name people."""
        exported = self.tavla.json("export", schema="export")
        return [one["ref"] for one in exported["people"]]

    def answers(self, who: str, *words: str) -> Any:
        return self.json("answer", *words, schema="readiness answer", TAVLA_PERSON=who)

    def round(self, *ratings: int) -> dict[str, Any]:
        """A round that Vera, Anna and Bo have answered, closed."""
        self.json("open")
        for who, rating in zip(("vera", "anna", "bo"), ratings, strict=False):
            self.answers(who, *[str(rating)] * 12)
        found: dict[str, Any] = self.json("close")["round"]
        return found


@pytest.fixture
def unit(tavla: Tavla) -> Unit:
    return Unit(tavla)


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


def test_a_person_reads_the_shared_view(unit: Unit) -> None:
    unit.round(1, 4, 4)
    told = unit.tavla.ok("readiness", "show")
    for words in (
        "Mellan idealtyperna",
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
    assert "12 kvar. Skriv: tavla readiness answer forandringstryck=3" in " ".join(told.split())
    assert max(len(line) for line in told.splitlines()) <= 80


def test_a_late_answer_is_kept_and_told(unit: Unit) -> None:
    closed = unit.json("open")["round"]
    unit.answers("anna", *TWELVE)
    unit.json("close")
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


def test_an_areas_round_is_in_the_organisation(unit: Unit) -> None:
    unit.tavla.ok("people", "role", "vera", "ambassador@Norr")
    area = ("--area", "Norr")
    opened = unit.json("open", *area, "anna", "bo")["round"]
    assert (opened["scope"], opened["area"], opened["board"]) == ("area", "Norr", None)
    unit.answers("anna", *area, *TWELVE)
    closed = unit.json("close", *area, "--competing", "no")["round"]
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


# --- paper

PAPER = """\
Förändringstryck;ägarkontroll;Ambitionsnivå;Fokus;fokus.time;5;6;7;8;9;10;11;12;Fokus kommentar
4;3;4;2;short;3;3;3;3;3;3;vet ej;3;"=cmd()|' /C calc'!A0"
2;2;2;2;båda;2;2;2;2;2;2;2;2;
5;2;2;2;;2;2;2;2;2;2;2;2;
;;;;;;;;;;;;;
"""


def test_answers_from_paper(unit: Unit, tmp_path: Path) -> None:
    file = tmp_path / "papper.csv"
    file.write_text(PAPER, "utf-8")
    unit.json("open")
    dry = unit.json("import", str(file), "--dry-run", schema="readiness import")
    assert (dry["created"], [one["line"] for one in dry["rejected"]]) == (2, [4])
    assert unit.json("status")["round"]["status"]["paper"] == 0
    done = unit.json("import", str(file), schema="readiness import")
    again = unit.json("import", str(file), schema="readiness import")
    assert (done["created"], again["created"], again["unchanged"]) == (2, 0, 2)
    unit.answers("bo", *TWELVE)
    closed = unit.json("close")["round"]
    items = {one["key"]: one for one in closed["items"]}
    assert items["uppdragsgivare"]["counts"] == [0, 1, 2, 0]
    assert items["engagemang"]["unsure"] == 1
    assert items["fokus"]["comments"] == ["=cmd()|' /C calc'!A0"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Namn;Svar\nAnna;3\n", "no_items"), ("Fokus\nmycket\n", "all_rejected"), ("", "not_a_table")],
)
def test_a_file_that_is_no_form_changes_nothing(unit: Unit, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "fel.csv"
    file.write_text(text, "utf-8")
    unit.json("open")
    unit.tavla.refused(code, "readiness", "import", str(file))


# --- written out


def test_a_round_is_written_out(unit: Unit, tmp_path: Path) -> None:
    unit.json("open")
    for who in ("vera", "anna", "bo"):
        unit.answers(
            who,
            *TWELVE,
        )
    unit.answers("bo", "fokus.comment=<script>alert(1)</script> | *fet* =1+1")
    unit.answers("anna", 'ledarskap.comment==HYPERLINK("http://a")')
    unit.tavla.refused("no_closed_round", "readiness", "export")
    unit.json("close")
    texts = {
        kind: unit.json("export", "--format", kind, schema="readiness export")["text"]
        for kind in ("md", "html", "csv")
    }
    for text in texts.values():
        assert "Metoden nämner faktorn men har inga egna frågor" in text
        assert "ägarkontroll" in text
        assert not re.search(r"\b(vera|anna|bo)\b", text, re.I)
    assert "<script" not in texts["html"]
    assert 'lang="sv"' in texts["html"]
    assert texts["html"].count('scope="row"') == 12
    assert "http-equiv" in texts["html"]
    assert "\\<script\\>alert(1)\\</script\\> \\| \\*fet\\*" in texts["md"]
    assert "\"'=HYPERLINK" in texts["csv"]
    file = tmp_path / "ut.html"
    assert unit.json("export", str(file), schema="readiness export")["format"] == "html"
    assert file.read_text("utf-8") == texts["html"]


# --- nobody sees whose


def test_before_it_closes_no_way_out_shows_an_answer_or_who_gave_it(unit: Unit) -> None:
    opened = unit.json("open")["round"]
    unit.answers(
        "bo",
        *["1"] * 12,
    )
    unit.answers("bo", "fokus.comment=Ordet som ingen ska se")
    short = opened["id"]
    for words in (
        ["history"], ["history", "--json"], ["list", "--json"], ["list", "--text", "Ordet"], ["export"],
        ["export", "--format", "csv"], ["boards", "--json"], ["readiness"], ["readiness", "status", "--json"],
        ["readiness", "show", "--round", short], ["readiness", "show", "--round", short, "--json"],
        ["people", "--json"], ["versions", "--json"], ["undo"], ["readiness", "compare", "--json"],
        ["readiness", "overview", "--json"], ["check", "--json"],
    ):  # fmt: skip
        said = unit.tavla(*words, TAVLA_PERSON="vera")
        told = said.out + said.err
        assert "Ordet som" not in told, words
        assert "sealed" not in told, words
        assert '"salt"' not in told, words
        assert "answer" not in told.replace('"answers"', "").replace('"answered"', "").replace(
            "tavla readiness answer", ""
        )
    journal = b"".join(unit.tavla.files().values()).decode()
    lines = [line for line in journal.splitlines() if '"do":"answer"' in line]
    assert len(lines) == 2
    assert "Ordet som" not in journal
    people = unit.refs()
    assert not [ref for line in lines for ref in people if ref in line]


def test_a_board_that_moves_takes_its_closed_rounds_and_no_open_answers(unit: Unit, tmp_path: Path) -> None:
    unit.round(1, 4)
    unit.json("open")
    unit.answers("bo", "1=1", "fokus.comment=Ordet som ingen ska se")
    was = unit.tavla.json("readiness", schema="readiness list")["rounds"]
    file = tmp_path / "oster.json"
    unit.tavla.ok("export", str(file))
    assert "Ordet" not in file.read_text("utf-8")
    there = Tavla(tmp_path / "annan")
    there.ok("init", "Öster")
    there.ok("import", str(file))
    now = there.json("readiness", schema="readiness list")["rounds"]
    assert [one["items"] for one in now] == [one["items"] for one in was]
    assert now[0]["verdict"] == was[0]["verdict"]
    assert now[0]["invited"] == ["anna", "bo", "vera"]
    assert now[1]["status"] == {"invited": 3, "answered": 0, "whole": 0, "paper": 0, "late": 0}
    there.json("readiness", "answer", "2", schema="readiness answer", TAVLA_PERSON="bo")


def test_history_tells_of_the_round_in_words(unit: Unit) -> None:
    unit.round(1, 4, 4)
    unit.json("card", "fokus", schema="readiness card")
    unit.tavla.ok("readiness", "remind", "6")
    told = unit.tavla.ok("history")
    for words in ("öppnade en omgång", "stängde omgången", "månader mellan omgångarna: 6"):
        assert words in " ".join(told.split()), told
    assert not re.search(r"round_|counts|origin|salt", told)
    happened = unit.tavla.json("history")["events"]
    fields = {change["field"] for event in happened for change in event["changes"]}
    assert not [field for field in fields if re.match(r"counts|said|salt|counted|sealed", field)]
    card = unit.tavla.cards()[-1]
    assert card["origin"]["item"] == "fokus"
    assert "Redo-analys: Fokus" in unit.tavla.ok("show", card["id"])


def test_two_persons_answer_at_once_from_two_processes(unit: Unit) -> None:
    from concurrent.futures import ThreadPoolExecutor

    unit.json("open")
    with ThreadPoolExecutor(3) as pool:
        done = pool.map(
            lambda who: unit.tavla.process("readiness", "answer", *TWELVE, TAVLA_PERSON=who),
            ("anna", "bo", "vera"),
        )
        assert [said.code for said in done] == [0, 0, 0]
    assert unit.json("status")["round"]["status"]["whole"] == 3
