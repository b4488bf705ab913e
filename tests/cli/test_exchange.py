"""What comes in from files and what goes out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Tavla, checked

SAMPLE = ROOT / "tests/data/ensamhet_2018.csv"
PHASES = {"forslag": "inbox", "planera": "plan", "genomfora": "do", "folja_upp": "check", "agera": "act"}


def imported(tavla: Tavla, path: Path, *words: str) -> Any:
    return tavla.json("import", str(path), *words)


def written(tmp_path: Path, text: str | bytes, name: str = "kort.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_real_programme_is_all_there_cell_by_cell(tavla: Tavla) -> None:
    assert imported(tavla, SAMPLE)["created"] == 14
    cards = {card["title"]: card for card in tavla.cards()}
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        card = cards.pop(row["titel"])
        assert (card["phase"], card["state"], card["kind"]) == (PHASES[row["fas"]], "open", "delprojekt")
        kept = {"problem": row["problem"], "measure": row["atgard"], "outcome": row["utfall"]}
        assert {name: card[name] or "" for name in kept} == kept
        others = ("enhet", "matt", "matttyp", "mal", "lardom", "avslut")
        assert card["extra"] == {name: row[name] for name in others}
    assert not cards


def test_a_second_run_adds_nothing_and_one_undo_takes_it_all_back(tavla: Tavla) -> None:
    imported(tavla, SAMPLE)
    tavla.ok("set", tavla.cards()[0]["id"], "title=Ett annat namn")
    again = imported(tavla, SAMPLE)
    assert (again["created"], again["unchanged"]) == (0, 14)
    tavla.ok("undo")
    tavla.ok("undo")
    assert tavla.cards() == []
    assert imported(tavla, SAMPLE)["created"] == 14


def test_a_dry_run_shows_every_row_and_changes_nothing(tavla: Tavla) -> None:
    before = tavla.files()
    told = tavla.ok("import", str(SAMPLE), "--dry-run")
    assert "rad 2   Filosofikafé på äldreboende" in told
    assert "nytt i Agera" in told
    assert "Skulle läsa in 14 kort" in told
    assert imported(tavla, SAMPLE, "--dry-run")["created"] == 14
    assert tavla.files() == before


def test_bad_rows_are_told_by_line_and_good_rows_go_in(tavla: Tavla, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Rubrik;Fas;Ägare;Uppföljning\n"
        "Nycklar;Planera;vera;2026-12-01\n"
        ";Planera;;\n"
        "Larm;Himlen;;\n"
        "Kaffe;;Någon Okänd;\n"
        "Nycklar;Agera;;\n"
        "Tvätt;Förslag;;31 februari\n",
    )
    came = imported(tavla, path)
    assert (came["created"], [one["line"] for one in came["rejected"]]) == (2, [3, 4, 6, 7])
    assert "Rad" not in came["rejected"][0]["reason"]
    cards = {card["title"]: card for card in tavla.cards()}
    assert (cards["Nycklar"]["owner"], cards["Nycklar"]["due"]) == ("vera", "2026-12-01")
    assert (cards["Kaffe"]["owner"], cards["Kaffe"]["extra"]) == (None, {"Ägare": "Någon Okänd"})
    assert "Rad 3 är inte med" in tavla("import", str(path)).err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_file_is_read_as_spreadsheets_save_it(
    tavla: Tavla, tmp_path: Path, encoding: str, separator: str
) -> None:
    text = (
        separator.join(("Rubrik", "Åtgärd"))
        + "\r\n"
        + separator.join(("Få hittar rätt", "Skylt på dörren"))
        + "\r\n"
    )
    assert imported(tavla, written(tmp_path, text.encode(encoding)))["created"] == 1
    (card,) = tavla.cards()
    assert (card["title"], card["measure"]) == ("Få hittar rätt", "Skylt på dörren")


def test_what_the_board_has_no_place_for_is_told_by_name(tavla: Tavla, tmp_path: Path) -> None:
    path = written(
        tmp_path, "Rubrik;Typ;Vem;Datum;Färg\nLarmet;Problem;vera;2026-12-04;röd\nMaten;;Kalle;;\n"
    )
    said = tavla("import", str(path))
    told = " ".join((said.out + said.err).split())
    assert "Läste in 2 kort, 0 fanns redan." in told
    assert "Vem blev Ägare. Datum blev Följs upp." in told
    assert "Tavlan har ingen plats för: Färg. Det som stod där finns på korten, under Övrigt." in told
    assert "Kalle finns inte bland människorna här. Namnet finns på kortet, under Övrigt." in told
    cards = {card["title"]: card for card in tavla.cards()}
    assert (cards["Larmet"]["owner"], cards["Larmet"]["due"]) == ("vera", "2026-12-04")
    assert cards["Maten"]["extra"]["Vem"] == "Kalle"
    assert tavla.ok("import", str(path)) == "Läste in 0 kort, 2 fanns redan.\n", "nothing new"


def test_a_script_hears_the_same_of_the_columns(tavla: Tavla, tmp_path: Path) -> None:
    path = written(tmp_path, "Rubrik;Vem;Färg\nLarmet;vera;röd\nMaten;Kalle;\n")
    for words in (("--dry-run",), ()):
        came = imported(tavla, path, *words)
        assert came["columns"] == [
            {"column": "Rubrik", "field": "title"},
            {"column": "Vem", "field": "owner"},
            {"column": "Färg", "field": "extra"},
        ]
        assert (came["nobody"], came["unknown"]) == (["Kalle"], [])
    mapping = written(tmp_path, json.dumps({"Färg": None}), "karta.json")
    assert imported(tavla, path, "--map", str(mapping))["columns"][2] == {"column": "Färg", "field": None}


@pytest.mark.parametrize(
    ("headings", "title", "problem"),
    [
        ("Nr;Rubrik på problemet;Vad hände?", "Rubrik på problemet", "Vad hände?"),
        ("No;Title of the case;What happened?", "Title of the case", "What happened?"),
        ("Nr;Avdelning;Vad har hänt?", "Vad har hänt?", None),
        ("Nr;Kort rubrik;Problem", "Kort rubrik", "Problem"),
    ],
)
def test_a_heading_that_says_title_or_what_happened_in_more_words_is_understood(
    tavla: Tavla, tmp_path: Path, headings: str, title: str, problem: str | None
) -> None:
    path = written(tmp_path, f"{headings}\n1;Larmet;Det tystnade\n")
    fields = {one["field"]: one["column"] for one in imported(tavla, path)["columns"]}
    assert (fields["title"], fields.get("problem")) == (title, problem)


def test_two_headings_that_say_title_are_not_guessed_between(tavla: Tavla, tmp_path: Path) -> None:
    path = written(tmp_path, "Vår rubrik;Chefens rubrik\nLarmet;Lås\n")
    tavla.refused("no_title", "import", str(path))


def test_columns_are_matched_by_a_mapping_file(tavla: Tavla, tmp_path: Path) -> None:
    path = written(tmp_path, "Vad;Hur;Hemligt\nNycklar;Krok;x\n")
    tavla.refused("no_title", "import", str(path))
    mapping = written(tmp_path, json.dumps({"Vad": "title", "Hur": "measure", "Hemligt": None}), "karta.json")
    assert imported(tavla, path, "--map", str(mapping))["created"] == 1
    (card,) = tavla.cards()
    assert (card["measure"], card["extra"]) == ("Krok", {})
    bad = written(tmp_path, '{"Vad": "titel"}', "fel.json")
    assert "title" in tavla.refused("unknown_field", "import", str(path), "--map", str(bad))["hints"]
    tavla.refused("bad_mapping", "import", str(path), "--map", str(written(tmp_path, "[]", "lista.json")))


def test_a_file_that_is_no_table_is_refused(tavla: Tavla, tmp_path: Path) -> None:
    tavla.refused("no_file", "import", str(tmp_path / "finns-inte.csv"))
    tavla.refused("no_file", "import", "a\0b")
    tavla.refused("not_a_table", "import", str(written(tmp_path, "")))
    tavla.refused("not_a_table", "import", str(written(tmp_path, b"PK\x03\x04xxxx")))
    tavla.refused("file_failed", "import", str(tmp_path), exit_code=3)
    for broken in (
        "{",
        '{"a": 1}',
        '{"export": "x", "tables": {}}',
        '{"export": 1, "tables": {"cards": []}}',
        "{" * 9999,
    ):
        tavla.refused("invalid_file", "import", str(written(tmp_path, broken, "x.json")))
    newer = written(tmp_path, '{"export": 99, "tables": {}}', "x.json")
    tavla.refused("newer_format", "import", str(newer), exit_code=3)


def test_a_table_is_read_from_a_pipe(tavla: Tavla) -> None:
    tavla.stdin = "Rubrik\nFrån röret\n".encode()
    assert imported(tavla, Path("-"))["created"] == 1


def worked_on(tavla: Tavla) -> None:
    """A board with something of everything."""
    tavla.ok("people", "add", "Anna Ek")
    tavla.ok("board", "set", "purpose=Trygghet", "limit.plan=4")
    id = tavla.add("Nycklar", "--owner", "anna", "--tag", "natt", "--due", "fre", "--problem", "två\nrader")
    tavla.ok("set", id, "doers+=anna,vera", "measure=En krok", "outcome=Bra")
    tavla.ok("comment", id, "Under trappan", "--as", "anna")
    tavla.ok("move", id, "act", "--reason", "fort")
    tavla.ok("finish", id, "retry", "--reason", "större krok")
    tavla.ok("park", tavla.add("Kaffet"), "--reason", "till våren")
    tavla.ok("triage", tavla.add("Bullar"), "--reason", "nej")
    tavla.ok("import", str(SAMPLE))


def shown(tavla: Tavla, card: dict[str, Any]) -> Any:
    """All of a card that a person can see, but for when it came here."""
    whole = tavla.json("show", card["id"])
    kept = {name: value for name, value in whole["card"].items() if name not in ("board", "changed", "short")}
    return kept, [dict(one) for one in whole["comments"]], whole["cycles"]


def test_a_whole_board_comes_back_without_loss_into_an_empty_one(tavla: Tavla, tmp_path: Path) -> None:
    worked_on(tavla)
    path = tmp_path / "tavla.json"
    assert tavla.json("export", str(path), schema="export to a file")["cards"] == 17
    there = Tavla(tmp_path / "annan")
    there.ok("init", "Tom", LOGNAME="mia")
    assert checked(there("--json", "import", str(path), LOGNAME="mia"), "import")["created"] == 17
    assert [shown(there, card) for card in there.cards()] == [shown(tavla, card) for card in tavla.cards()]
    board, original = there.json("boards")["boards"][0], tavla.json("boards")["boards"][0]
    same = ("name", "purpose", "limits", "cards", "open")
    assert {name: board[name] for name in same} == {name: original[name] for name in same}
    assert {"anna": "Anna Ek", "vera": "vera"}.items() <= {
        one["id"]: one["name"] for one in there.json("people")["people"]
    }.items()
    again = checked(there("--json", "import", str(path), LOGNAME="mia"), "import")
    assert (again["created"], again["unchanged"]) == (0, 17)
    second, first = json.loads(there.ok("export")), json.loads(path.read_text("utf-8"))
    assert second["tables"]["cards"] == first["tables"]["cards"]
    there.ok("undo", LOGNAME="mia")
    assert there.cards() == []
    assert checked(there("--json", "import", str(path), LOGNAME="mia"), "import")["created"] == 17
    assert len(there.cards()) == 17


def test_an_export_that_was_tampered_with_is_cleaned_and_bad_cards_told(tavla: Tavla, tmp_path: Path) -> None:
    tavla.add("Nycklar")
    tavla.add("Kaffet")
    data = json.loads(tavla.ok("export"))
    first, second = data["tables"]["cards"].values()
    first["title"] = "Ny\x1b]0;x\x07ckel\u202e"
    first["a/b"] = "x"
    second["title"] = "\x1b[31mRöd\x1b[0m\u202e"
    path = written(tmp_path, json.dumps(data), "x.json")
    there = Tavla(tmp_path / "annan")
    there.ok("init", "Tom")
    came = imported(there, path)
    assert (came["created"], len(came["rejected"])) == (1, 1)
    assert [card["title"] for card in there.cards()] == ["Röd"]


def test_csv_is_safe_to_open_in_a_spreadsheet(tavla: Tavla, tmp_path: Path) -> None:
    titles = ["=cmd()", "+1", "-1", "@x", "vanlig; med semikolon"]
    for title in titles:
        tavla.ok("add", "--", title)
    path = tmp_path / "ut.csv"
    tavla.ok("export", str(path))
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row.values())
    assert sorted(row["title"].lstrip("'") for row in rows) == sorted(titles)
    there = Tavla(tmp_path / "annan")
    there.ok("init", "Tom")
    assert imported(there, path)["created"] == 5
    assert sorted(card["title"] for card in there.cards()) == sorted(titles)
    assert tavla.json("export", "--format", "csv", schema="export to a file")["text"] in text


def test_an_export_goes_to_stdout_whole_and_to_a_file_whole_or_not_at_all(
    tavla: Tavla, tmp_path: Path
) -> None:
    tavla.add("Nycklar")
    assert checked(tavla("export"), "export") == {**tavla.json("export"), "at": "2026-11-22T12:03:00+01:00"}
    tavla.refused("file_failed", "export", str(tmp_path / "finns" / "inte.json"), exit_code=3)
    (tmp_path / "mapp").mkdir()
    tavla("export", str(tmp_path / "mapp"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "mapp", "workspace"]


@pytest.mark.parametrize("words", [("export",), ("report",), ("export", "--format", "csv")])
def test_a_dash_is_stdout_and_no_file(
    tavla: Tavla, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tavla.ok("add", "Vi letar nycklar")
    monkeypatch.chdir(tmp_path)
    assert len(tavla.ok(*words, "-")) == len(tavla.ok(*words)) > 20
    assert not (tmp_path / "-").exists()
