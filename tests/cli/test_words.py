"""The words: both languages, 80 columns, and a sentence for every refusal that the program can make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.codes import KINDS, OUTCOMES, PHASES, ROLES, STATES
from board.errors import STORAGE_CODES, Problem
from tests.cli.running import ROOT, Tavla
from tui import problems, words
from tui.cli import care
from tui.cli.output import cells, cut, pad, table, wrap
from tui.text import set_language

SWEDISH = re.compile("[åäöÅÄÖ]")


def refusals() -> Iterator[tuple[str, str]]:
    """Every code that is raised, with where."""
    for package in ("board", "storage", "tui"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
                    for code in ast.walk(node.args[0]):
                        if (
                            isinstance(code, ast.Constant)
                            and isinstance(code.value, str)
                            and code.value != "nothing_to_"
                        ):
                            yield code.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_refusal_has_words() -> None:
    missing = [where for code, where in refusals() if code not in problems.KNOWN]
    assert not missing
    assert not STORAGE_CODES - problems.KNOWN


@pytest.mark.parametrize("code", sorted(problems.KNOWN))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_refusal_without_its_parameters_is_still_a_sentence(code: str, language: str) -> None:
    set_language("en" if language == "en" else "sv")
    said = problems.message(Problem(code))
    assert said
    assert "{" not in said.replace('{"', "")
    if language == "en":
        assert not SWEDISH.search(said), said


def test_every_code_has_a_word_in_both_languages() -> None:
    for codes, said in (
        (PHASES, words.phase),
        (KINDS, words.kind),
        (ROLES, words.role),
        (STATES, words.state),
    ):
        for code in (*codes, "newer"):
            assert said(code)
    for code in OUTCOMES:
        assert words.outcome(code) != code
    set_language("en")
    for tables in (
        words.PHASES,
        words.AIMS,
        words.KINDS,
        words.ROLES,
        words.STATES,
        words.OUTCOMES,
        words.FIELDS,
        words.WANTED,
    ):
        for code in tables:
            text = words._looked_up(tables, code)
            assert not SWEDISH.search(text), text


def test_every_finding_of_check_has_words() -> None:
    for code in (*care.FINDINGS, "journal_fork", "checkpoint_changed", "disk_full", "nosuch"):
        assert "{" not in care.finding_words({"code": code, "severity": "damage"})


def worked_on(tavla: Tavla) -> str:
    long = "En mycket lång rubrik om nycklarna som aldrig hänger på sin krok när nattpersonalen ska åka " * 2
    tavla.ok("people", "add", "Anna Karin Elisabet Bengtsdotter af Långnamn")
    id = tavla.add(
        long.strip()[:200],
        "--owner",
        "anna",
        "--due",
        "imorgon",
        "--problem",
        "ord " * 300,
        "--tag",
        "å" * 40,
    )
    tavla.ok("comment", id, "x" * 300)
    tavla.ok("move", id, "do", "--reason", "fort " * 40)
    tavla.ok("add", "看護 nycklar 👩‍⚕️ " * 8)
    tavla.ok("import", str(ROOT / "tests/data/ensamhet_2018.csv"))
    return id


def test_everything_for_people_holds_in_eighty_columns(tavla: Tavla) -> None:
    id = worked_on(tavla)
    for columns in ("80", "60"):
        for given in (
            ["list"],
            ["show", id],
            ["history"],
            ["boards"],
            ["people"],
            [],
            ["check"],
            ["--help"],
            ["info"],
        ):
            for line in tavla.ok(*given, COLUMNS=columns).splitlines():
                assert cells(line) <= 80, (given, line)


def test_a_refusal_is_readable(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    said = tavla("move", id, "do")
    assert said.out == ""
    assert said.err.splitlines()[0] == "Något saknas före Genomföra:"
    assert "  · Ägare: Vem håller i det? Utan namn blir det ofta stående." in said.err
    assert said.err.splitlines()[-1] == 'Skriv: --reason "…"'


@pytest.mark.parametrize(
    "chosen", [{"words": ["--lang", "en"]}, {"LANG": "en_US.UTF-8"}, {"LC_ALL": "en_GB", "LANG": "sv_SE"}]
)
def test_english_all_the_way(empty: Tavla, chosen: dict[str, str | list[str]]) -> None:
    lang = list(chosen.get("words", []))
    more = {name: str(value) for name, value in chosen.items() if name != "words"}
    tavla = empty
    tavla.ok("init", "East")
    id = tavla.add("Keys")
    tavla.ok("move", id, "do", "--reason", "now")
    printed = [
        tavla(*lang, *given, **more)
        for given in (
            ["list"], ["show", id], ["history"], ["boards"], ["people"], ["check"], ["--help"], ["add", "--help"],
            ["people", "role", "--help"], ["move", id, "act"], ["nosuch"], ["add"], ["set", id, "due=xx"], ["undo"],
            ["board", "set", "limit.do=x"], ["list", "--owner", "xx"], ["export", "--format", "xml"],
        )
    ]  # fmt: skip
    for said in printed:
        assert not SWEDISH.search(said.out + said.err), said
    assert "Do" in printed[0].out


def test_swedish_is_spoken_where_nothing_is_said(tavla: Tavla) -> None:
    for more in ({}, {"LC_ALL": "C"}, {"LANG": "de_DE.UTF-8"}, {"LC_ALL": "sv_SE", "LANG": "en_US"}):
        assert "användning: tavla" in tavla.ok("--help", **more)
        assert "the following" not in tavla("add", **more).err


def test_widths_are_counted_in_cells() -> None:
    assert [cells(text) for text in ("abc", "åäö", "e\u0301", "看護", "👩‍⚕️", "👍🏽", "❤️", "")] == [
        3,
        3,
        1,
        4,
        2,
        2,
        2,
        0,
    ]
    assert cut("看護師", 5) == "看護…"
    assert pad("看護", 6) == "看護  "
    assert wrap("ett två tre", 7) == ["ett två", "tre"]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("", 10) == [""]
    assert table([["a", "", "bb"], ["aaa", "", "b"]], 0, 80) == ["a    bb", "aaa  b"]
    assert table([], 0, 80) == []


def test_the_table_of_contents_names_every_command() -> None:
    from tui.cli.table import NAMES

    contract = (
        "init boards board people add list show set move finish triage park archive reopen delete comment"
    )
    assert {*contract.split(), "history", "undo", "redo", "import", "export", "check", "demo"} <= set(NAMES)
    assert "sync" not in NAMES


def test_a_mapping_of_nothing_is_nothing(tmp_path: Path) -> None:
    from tui.remembered import recall, remember

    path = str(tmp_path / "a" / "b.json")
    assert recall(path, "x") is None
    remember(path, "x", "y")
    remember(path, "z", "å\udce5")
    assert (recall(path, "x"), recall(path, "z")) == ("y", "å\udce5")
    remember(path, "x", None)
    assert recall(path, "x") is None
    Path(path).write_text("{")
    assert recall(path, "z") is None
    remember("/proc/nosuch/x.json", "x", "y")
