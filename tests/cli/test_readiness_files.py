"""Self-assessments in and out of files, side by side in processes, and nothing of who answered what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.assessing import TWELVE, Unit
from tests.cli.running import Tavla

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
