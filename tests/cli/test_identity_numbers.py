"""A personal identity number stops what a command was to save, and is repeated nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tavla

NUMBER = "19121212-1212"


def on_disk(tavla: Tavla) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in tavla.home.rglob("*") if path.is_file())


def test_a_card_with_one_is_not_saved_and_the_number_is_not_said(tavla: Tavla) -> None:
    for words in (
        ("add", f"Hos {NUMBER} är hissen trasig"),
        ("add", "Hissen", "--problem", f"Anna\n{NUMBER} ramlade"),
        ("add", "Hissen", "--tag", "191212121212"),
        ("people", "add", f"Anna {NUMBER}"),
    ):
        said = tavla(*words)
        assert said.code == 1
        assert "personnummer" in said.err
        assert "--not-personnummer" in said.err
        assert "1212" not in said.err + said.out
    tavla.refused("identity_number", "add", "x", "--problem", f"en\ntvå {NUMBER}")
    assert tavla.json("list")["cards"] == []
    assert "1212-1212" not in on_disk(tavla)


def test_what_is_confirmed_is_saved_and_the_history_says_so(tavla: Tavla) -> None:
    assert tavla("add", f"Hiss {NUMBER}", "--not-personnummer").code == 0
    assert "skäl: bekräftat att det inte är ett personnummer" in tavla("history").out
    assert "confirmed not to be" in tavla("history", "--lang", "en").out
    assert tavla("comment", tavla.json("list")["cards"][0]["id"], NUMBER).code == 1


def test_rows_of_a_file_are_rejected_one_by_one(tavla: Tavla, tmp_path: Path) -> None:
    file = tmp_path / "kort.csv"
    file.write_text(f"Rubrik;Vem\nNycklar;Anna\nHiss;{NUMBER}\n", "utf-8")
    found = tavla.json("import", str(file))
    assert [row["line"] for row in found["rejected"]] == [3]
    assert "personnummer" in found["rejected"][0]["reason"]
    assert "1212" not in str(found)
    assert tavla.json("import", str(file), "--not-personnummer")["created"] == 1
    assert "bekräftat" in tavla("history").out


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_row_that_is_left_out_does_not_say_that_nothing_is_changed_nor_of_another_row(
    tavla: Tavla, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "kort.csv"
    file.write_text(f"Rubrik;Problem;Uppföljning\nNycklar;;\nHiss;Hos {NUMBER};\nLarm;;trettonde\n", "utf-8")
    said = tavla("import", str(file), "--lang", language).err
    assert "Inget är ändrat" not in said
    assert "Nothing " not in said
    assert ("Rad 3 är inte med: Problem:" if language == "sv" else "Row 3 is left out: Problem:") in said
    assert "rad 1" not in said
    assert "row 1" not in said
    assert "Rad 4" in said or "Row 4" in said


def test_a_long_text_says_on_which_of_its_lines_it_is(tavla: Tavla) -> None:
    assert "(rad 2 i texten, ord 1: 1912…)" in tavla("add", "Hissen", "--problem", f"Anna\n{NUMBER} föll").err
    assert "(ord 2: 1912…)" in tavla("add", f"Hos {NUMBER}").err


def test_a_board_from_a_file_is_guarded_as_any_door(tavla: Tavla, tmp_path: Path) -> None:
    tavla("add", "Hiss", "--problem", f"nummer {NUMBER}", "--not-personnummer")
    file = tmp_path / "tavla.json"
    tavla("export", str(file))
    other = Tavla(tmp_path / "annan")
    other("init", "Hemtjänst Väster")
    assert other("import", str(file)).code == 1
    assert other.json("list")["cards"] == []
    assert other("import", str(file), "--not-personnummer").code == 0
    assert [card["title"] for card in other.json("list")["cards"]] == ["Hiss"]


def test_words_of_the_statutory_system_bring_a_hint_and_stop_nothing(tavla: Tavla) -> None:
    assert "rapporteras i kommunens system" not in tavla("add", "Hissen").err
    said = tavla("add", "Hissen", "--problem", "Risk för vårdskada")
    assert said.code == 0
    assert "rapporteras i kommunens system" in said.err
    id = tavla.json("list")["cards"][0]["id"]
    assert "rapporteras" in tavla("comment", id, "Är det här lex Sarah?").err
    assert "rapporteras" not in tavla("list", "--text", "lex Sarah").err


def test_what_comes_from_an_older_tavla_is_taken_in_and_told(
    empty: Tavla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.ok("init", "Östergården")
    url = f"file:{tmp_path / 'delad'}"
    for words in (("add", "kontoret", url), ("init", "kontoret")):
        empty.ok("remote", *words)
    monkeypatch.setattr("board.text.guard", lambda *_given: None)
    empty.ok("add", f"Hiss {NUMBER}")
    monkeypatch.undo()
    empty.ok("add", f"Rum {NUMBER}", "--not-personnummer")
    empty.ok("sync")
    there = Tavla(tmp_path / "annan")
    there.ok("remote", "add", "kontoret", url)
    assert "ser det ut att stå ett personnummer" in " ".join(there.ok("sync").split())
    assert {card["title"] for card in there.cards()} == {f"Hiss {NUMBER}", f"Rum {NUMBER}"}
    found = there.json("check")
    told = [finding for finding in found["findings"] if finding["code"] == "identity_number"]
    assert found["ok"]
    assert [(finding["table"], finding["field"], finding["severity"]) for finding in told] == [
        ("cards", "title", "warning")
    ]
    assert "Rubrik (cards" in there.ok("check")
    assert NUMBER not in there.ok("check") + str(told)
