"""The year's report as Markdown, web page and PDF: what the board says, what is missing, nobody's name, nothing run."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.cli.running import Tavla
from tui.story.blocks import Part as Chapter
from tui.story.blocks import Points, Story, Table, Words
from tui.story.forms import told_in

NASTY = r'#read("/etc/passwd") *fet* _lut_ $x$ \ @ref <etikett> = Rubrik //x'


def pages(data: bytes) -> str:
    """A PDF's words on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_a_report_tells_the_year_and_what_is_missing(tavla: Tavla, tmp_path: Path) -> None:
    empty = tavla.ok("report")
    assert empty.count("**Saknas:**") == 9
    tavla.ok("goal", "add", "Trygga besök", "perspective=citizens")
    tavla.ok("indicator", "add", "-", "Sena besök", "goal=Trygga", "better=lower", "target=5", "unit=st")
    for on, value in (("2025-12-01", "12"), ("2026-02-01", "9"), ("2026-11-01", "4")):
        tavla.ok("reading", "add", "-", value, "--on", on)
    card = tavla.add("Nycklarna", "--problem", "De försvinner", "--owner", "vera")
    tavla.ok("cause", "add", card, "Ingen krok", "status=confirmed")
    tavla.ok("move", card, "act", "--reason", "prövat")
    tavla.ok("set", card, "lesson=Märk kroken")
    tavla.ok("set", card, "decision=Vi märker allt")
    tavla.ok("finish", card, "routine")
    secret = tavla.add("Bara för oss")
    tavla.ok("set", secret, "internal=ja")
    tavla.ok("set", secret, "decision=Nej")
    tavla.ok("finish", secret, "drop", "--reason", "nu")
    tavla.ok("event", "add", "Ring Kalle om larmet", "severity=3", "probability=2")
    tavla.ok("event", "add", "Tack", "sort=view", "category=praise", "on=2025-11-20")
    tavla.ok("control", "add", "Vi dokumenterar", "theme=Dokumentation")
    tavla.ok("control-answer", "add", "nej", "control=1", "note=Inte alltid")
    tavla.ok("year-point", "add", "Färre samtal", "result=Hälften")
    tavla.ok("year-point", "add", "Lugnare kvällar", "year=2027")
    told = tavla.ok("report")
    for said in (
        "| Trygga besök | Sena besök | 12 st (2025) | 4 st | 5 st (nått) |", "#### Nycklarna",
        "**Orsaker:** Ingen krok",
        "Märk kroken", "| strul eller avvikelse | 0 | 1 |", "| synpunkt utifrån: positivt omdöme | 1 | 0 |",
        "1 risk är bedömd", "| 3 | 1 | 1 |", "| Vi dokumenterar | nej | Inte alltid |", "| Färre samtal | Hälften |",
        "- Lugnare kvällar", "**Saknas:** ingen redo-analys",
    ):  # fmt: skip
        assert said in told, said
    assert "Bara för oss" not in told, (
        "a card that the team keeps to itself is not in a report that all may read"
    )
    assert "Kalle" not in told, "events are counted and not told"
    assert "vera" not in told.lower()
    assert "vera" in tavla.ok("report", "--names").lower()
    before = tavla.json("report", "--year", "2025")
    assert "| Sena besök | – | 12 st | 5 st (inte nått) |" in before["text"]
    assert "Nycklarna" not in before["text"]
    assert tavla("report", "--year", "2199").code == 2
    page = tmp_path / "år.html"
    assert tavla.json("report", str(page)) == {**before, "year": 2026, "file": str(page), "format": "html",
                                               "text": None}  # fmt: skip
    ElementTree.fromstring(page.read_text("utf-8").partition("\n")[2])  # noqa: S314 - we wrote it
    file = tmp_path / "år.pdf"
    assert "Skrev årets berättelse" in tavla.ok("report", str(file)) + tavla("report", str(file)).err
    said = pages(file.read_bytes())
    assert "Resultat- och kvalitetsberättelse 2026" in said
    assert "Märk kroken" in said


def test_a_measure_is_told_from_where_it_began_and_the_heads_differ_in_both_languages(tavla: Tavla) -> None:
    tavla.ok("goal", "add", "Trygga besök", "perspective=citizens")
    tavla.ok("indicator", "add", "-", "Sena besök", "goal=Trygga", "unit=st")
    for on, value in (("2026-02-01", "9"), ("2026-11-01", "4")):
        tavla.ok("reading", "add", "-", value, "--on", on)
    told = tavla.ok("report")
    assert "| Mål | Mått | Utgångsläge | Senast 2026 | Målvärde |" in told
    assert "| 9 st (årets första) | 4 st |" in told
    english = tavla.ok("report", "--lang", "en")
    assert "| Goal | Indicator | Starting point | Latest in 2026 | Target |" in english


def test_what_became_routine_and_what_was_let_go_stand_apart_and_what_is_missing_is_said_once(
    tavla: Tavla,
) -> None:
    for title, how in (("Nycklarna", "routine"), ("Kaffet", "drop"), ("Larmet", "routine")):
        card = tavla.add(title, "--problem", "Det strular")
        tavla.ok("move", card, "act", "--reason", "prövat")
        tavla.ok("set", card, "decision=Så blev det")
        tavla.ok("finish", card, how, *(("--reason", "gav inget") if how == "drop" else ()))
    told = tavla.ok("report").partition("## Förbättringar")[2].partition("\n## ")[0]
    heads = [line for line in told.splitlines() if line.startswith("#")]
    assert heads == ["### Blev rutin (2)", "#### Nycklarna", "#### Larmet", "### Släpptes (1)", "#### Kaffet"]
    assert "Saknas" not in told
    assert told.count("**Inte skrivet än:**") == 1
    assert "orsaker (3 av 3 kort), det ni prövade (3 av 3)" in told
    assert "Det som skrivs på kortet kommer med här." in told


def test_a_report_says_the_same_of_redo_and_of_the_checklist_wherever_it_says_it(tavla: Tavla) -> None:
    tavla.ok("yearly", "add", "Redo-analys", "month=september")
    tavla.ok("yearly-done", "add", "2026-09-20", "yearly=Redo-analys")
    tavla.ok("yearly", "add", "Egenkontroll", "stage=följa upp", "month=maj")
    tavla.ok("yearly", "add", "Enkäten", "month=april")
    tavla.ok("control", "add", "Handsprit finns")
    tavla.ok("control", "add", "Vi dokumenterar")
    tavla.ok("control-answer", "add", "delvis", "control=1")
    told = tavla.ok("report")
    assert "ingen redo-analys" not in told
    assert "Årshjulet säger att redo-analysen är gjord (september)." in told
    assert "**Saknas:** svaren och vad ni kom fram till. De är inte skrivna på tavlan." in told
    assert "| Egenkontroll | maj | 1 av 2 rader besvarade |" in told
    assert "| Enkäten | april | kom i årshjulet senare |" in told
    assert "inget skrivet" not in told


def test_what_people_wrote_is_never_run_in_a_pdf() -> None:
    """Everywhere that a text can stand: typst has files and programs in its language."""
    table = Table(NASTY, (NASTY, "b"), ((NASTY, "x\n\n#panic()"),))
    part = Chapter("x", NASTY, (Words(NASTY, NASTY), Points((NASTY, "- #sys.version"), NASTY), table))
    data = told_in(Story(NASTY, (NASTY,), (part, Chapter("tom", "Tom", ()))), "pdf")
    said = pages(data)
    assert "root:" not in said
    plain = re.sub(r"[\s\u00ad]+", "", said)
    assert plain.count(re.sub(r"\s+", "", NASTY)) >= 8
    assert "#panic()" in said
    assert "#sys.version" in said
    assert PdfReader(io.BytesIO(data)).metadata["/Title"] == NASTY  # type: ignore[index]


def test_a_letter_that_no_font_has_costs_only_itself() -> None:
    said = pages(
        told_in(Story("Ord", (), (Chapter("x", "Del", (Words("Bra \U0001f9e0 ភាសា gjort"),)),)), "pdf")
    )
    assert "Bra" in said
    assert "gjort" in said


def test_without_what_writes_pdf_it_is_told_how_to_get_it(
    tavla: Tavla, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert "tavla-board[pdf]" in tavla.refused("pdf_missing", "report", "--format", "pdf")["message"]
    assert tavla.json("report", "--format", "html")["format"] == "html"


def test_the_year_is_told_as_it_stands_and_with_every_id_for_a_script(tavla: Tavla) -> None:
    empty = " ".join(tavla.ok("year").split())
    assert "Inget årshjul än" in empty
    assert "Inga punkter är skrivna." in empty
    tavla.ok("yearly", "add", "Egenkontroll", "stage=följa upp", "month=maj", "responsible=vera")
    tavla.ok(
        "yearly", "add", "Enkäten", "stage=analysera", "month=oktober", "every=vartannat år", "from_year=2027"
    )
    tavla.ok("yearly", "add", "Lokala mål", "month=november")
    tavla.ok("yearly-done", "add", "2026-05-20", "yearly=Egenkontroll")
    tavla.ok("control", "add", "Handsprit finns", "theme=Hygien")
    tavla.ok("control", "add", "Vi dokumenterar")
    tavla.ok("control-answer", "add", "delvis", "control=1")
    tavla.ok("year-point", "add", "Lugnare kvällar", "year=2026")
    told = " ".join(tavla.ok("year").split())
    for said in (
        "Årshjul 2026", "Analysera Enkäten oktober, vartannat år nästa oktober 2027", "Egenkontroll maj gjort",
        "Nu: Lokala mål", "1 av 2 rader besvarade", "Handsprit finns delvis", "· Lugnare kvällar",
    ):  # fmt: skip
        assert said in told, said
    found = tavla.json("year")
    assert [(one["text"], one["every"], one["near"]) for one in found["wheel"]] == [
        ("Enkäten", "two_years", False), ("Egenkontroll", "year", False), ("Lokala mål", "year", True),
    ]  # fmt: skip
    assert found["wheel"][0]["months"] == []
    assert found["wheel"][0]["next"] == {"year": 2027, "month": 10}
    assert found["wheel"][1]["months"][0]["state"] == "done"
    assert found["wheel"][1]["responsible"] == "vera"
    assert [(one["theme"], one["answer"]) for one in found["control"]] == [("Hygien", "partly"), (None, None)]
    assert tavla.json("year", "2027")["wheel"][0]["months"] == [{"month": 10, "state": "ahead", "done": []}]
    assert tavla("year", "99").code == 2
