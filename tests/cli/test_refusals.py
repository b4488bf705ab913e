"""What is refused says what really happened, in the reader's language, and as an object where one was asked for."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Tavla, checked, checked_error
from tui.reasons import WORDS, reason


def test_an_error_of_the_system_is_not_told_as_an_answer_that_could_not_be_written(
    tavla: Tavla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "borta"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    said = tavla("--workspace", "här", "list")
    told = " ".join(said.err.split())
    assert said.code == 3
    assert "Svaret kunde inte skrivas" not in told
    assert "finns inte" in told
    assert "Det som var sparat är kvar" in told
    error = checked_error(tavla("--json", "--workspace", "här", "list"))
    assert error["code"] == "system_failed"
    monkeypatch.chdir(tmp_path)


def test_an_answer_that_cannot_be_written_says_that_what_was_done_is_saved(tavla: Tavla) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "add", "Nycklar"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=tavla.environment({}),
            cwd=ROOT,
            timeout=30,
            check=False,
        )
    told = " ".join(done.stderr.decode().split())
    assert done.returncode == 3
    assert "Svaret kunde inte skrivas: disken är full" in told
    assert "sparat" in told
    assert [card["title"] for card in tavla.cards()] == ["Nycklar"]


def test_a_refusal_keeps_its_exit_code_where_nobody_can_read_it(tavla: Tavla) -> None:
    for where in ("2>/dev/full", "2>&1 >/dev/null | true", "2>&-"):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {sys.executable} -m tui show nosuch {where}"],
            capture_output=True,
            env=tavla.environment({}),
            cwd=ROOT,
            timeout=30,
            check=False,
        )
        assert done.returncode == 1, (where, done)


@pytest.mark.parametrize("option", ["--as", "--board", "--workspace", "--lang", "--wait"])
def test_an_option_without_its_value_does_not_hide_json(tavla: Tavla, option: str) -> None:
    for words in ((option, "--", "list", "--json"), ("list", option, "--json"), ("--json", "list", option)):
        said = tavla(*words)
        assert said.code == 2, (words, said)
        assert checked_error(said)["code"] == "usage"
        assert option in said.err
    said = tavla(f"{option}=--", "list", "--json")
    assert said.code in (0, 1, 2)
    assert json.loads(said.out)["schema"] == "tavla/1"


def test_a_file_that_never_ends_is_refused_at_once(tavla: Tavla, tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    table = tmp_path / "kort.csv"
    table.write_text("Rubrik\nNycklar\n")
    for path in (str(pipe), "/dev/zero", "/dev/null"):
        error = tavla.refused("not_a_file", "import", path)
        assert "vanlig fil" in error["message"]
        tavla.refused("not_a_file", "import", str(table), "--map", path)
    said = tavla.process("import", str(pipe))
    assert said.code == 1
    assert "tavla import -" in said.err
    (tmp_path / "länk.csv").symlink_to(table)
    assert tavla.json("import", str(tmp_path / "länk.csv"))["created"] == 1


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "9" * 5000])
def test_a_number_of_events_that_says_nothing_is_refused(tavla: Tavla, limit: str) -> None:
    said = tavla("history", f"--limit={limit}")
    assert (said.code, said.out) == (2, "")
    assert "Inget har hänt" not in said.err
    assert "1" in said.err
    assert "--limit" in said.err
    assert checked_error(tavla("--json", "history", f"--limit={limit}"))["code"] == "usage"


def test_the_latest_events_are_shown(tavla: Tavla) -> None:
    tavla.add("Nycklar")
    tavla.add("Larm")
    assert len(tavla.json("history", "--limit", "1")["events"]) == 1
    assert len(tavla.json("history", "--limit", "99")["events"]) == 3


def test_a_file_with_no_good_row_is_refused_with_every_reason(tavla: Tavla, tmp_path: Path) -> None:
    path = tmp_path / "kort.csv"
    path.write_text("Rubrik;Fas\nNycklar;Himlen\n;Planera\n")
    for dry in ((), ("--dry-run",)):
        error = tavla.refused("all_rejected", "import", str(path), *dry)
        assert [one["line"] for one in error["rejected"]] == [2, 3]
        assert "Himlen" in error["rejected"][0]["reason"]
        said = tavla("import", str(path), *dry)
        assert said.code == 1
        assert "Rad 2 är inte med" in said.err
        assert "Rad 3 är inte med" in said.err
        assert "Inget är ändrat" in said.err
    assert tavla.cards() == []
    path.write_text("Rubrik;Fas\nNycklar;Himlen\nLarm;Planera\n")
    assert tavla.json("import", str(path))["created"] == 1
    assert tavla.json("import", str(path))["unchanged"] == 1
    path.write_text("Rubrik;Fas\n")
    assert tavla.json("import", str(path))["created"] == 0


def test_a_whole_board_with_no_good_card_is_refused(tavla: Tavla, tmp_path: Path) -> None:
    tavla.add("Nycklar")
    data = json.loads(tavla.ok("export"))
    for doc in data["tables"]["cards"].values():
        doc["title"] = "\x1b"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    there = Tavla(tmp_path / "annan")
    there.ok("init", "Tom")
    assert there.refused("all_rejected", "import", str(path))["rejected"][0]["line"] == 1


@pytest.mark.parametrize(("lang", "words"), [("sv", "finns inte"), ("en", "does not exist")])
def test_the_systems_reasons_are_told_in_the_readers_language(
    tavla: Tavla, tmp_path: Path, lang: str, words: str
) -> None:
    said = tavla("export", str(tmp_path / "finns" / "inte.json"), "--lang", lang)
    told = " ".join(said.err.split())
    assert said.code == 3
    assert words in told
    assert "No such file" not in told
    assert "finns" in told.split(words)[0]


def test_a_folder_in_the_place_of_a_file_is_told(tavla: Tavla, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    for command in ("import", "export"):
        said = tavla(command, str(tmp_path / "mapp"))
        assert said.code == 3
        assert "är en mapp" in " ".join(said.err.split())
        assert "Is a directory" not in said.err


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_reason_has_words_and_none_is_the_systems_own(code: str) -> None:
    number = getattr(errno, code)
    told = reason(code)
    assert told
    assert told != os.strerror(number)
    assert told == reason(OSError(number, os.strerror(number)))


def test_a_reason_without_words_is_at_least_named() -> None:
    assert "ENOTTY" in reason(OSError(errno.ENOTTY, "x"))
    assert "ENOTTY" in reason("ENOTTY")
    assert reason(OSError("odd"))


def test_a_table_without_a_title_column_says_what_to_do(tavla: Tavla, tmp_path: Path) -> None:
    path = tmp_path / "kort.csv"
    path.write_text("Vad;Hur;Hemligt\nNycklar;Krok;x\n")
    told = " ".join(tavla("import", str(path)).err.split())
    assert "Menade du" not in told
    assert "Kolumnerna i filen: Vad, Hur, Hemligt" in told
    assert "Skriv Rubrik överst i den kolumn som säger vad det gäller, och läs in filen igen." in told
    assert "--map FIL" in told
    assert '{"Vad": "title"}' in told
    error = tavla.refused("no_title", "import", str(path))
    assert error["hints"] == ["Vad", "Hur", "Hemligt"]


@pytest.mark.parametrize(
    ("headings", "likely"),
    [
        ("Nr;Datum;Det som skaver;Ansvarig", "Det som skaver"),
        ("No;When;Details;Who", "Details"),
        ("Löpnr;Skapad av;Enhet;Text", "Text"),
        ("Nr;Avdelning", "Nr"),
    ],
)
def test_the_column_in_the_example_is_one_that_could_say_what_it_is_about(
    tavla: Tavla, tmp_path: Path, headings: str, likely: str
) -> None:
    path = tmp_path / "kort.csv"
    path.write_text(f"{headings}\n1;2026-11-01;x;y\n", "utf-8")
    told = " ".join(tavla("import", str(path)).err.split())
    assert f'{{"{likely}": "title"}}' in told


@pytest.mark.parametrize(
    "given", ["../oster", "./oster", "boards/oster", "/oster", "..oster", "oster/", ".oster"]
)
def test_a_path_is_never_a_boards_name(tavla: Tavla, given: str) -> None:
    error = tavla.refused("unknown", "--board", given, "list")
    assert error["hints"] == ["oster"]
    assert tavla("list", TAVLA_BOARD=given).code == 1


def test_a_board_may_be_named_as_it_is_said(tavla: Tavla) -> None:
    for given in ("oster", "Öster", " öster "):
        assert tavla("--board", given, "list").code == 0, given


def test_help_is_an_object_where_one_is_asked_for(tavla: Tavla) -> None:
    whole = checked(tavla("--help", "--json"), "help")
    assert whole["command"] is None
    assert whole["help"] == tavla.ok("--help").rstrip("\n")
    one = checked(tavla("--json", "people", "add", "-h"), "help")
    assert one["command"] == "people"
    assert one["help"] == tavla.ok("people", "add", "--help").rstrip("\n")
