"""The words: both languages, 80 columns, and a sentence for every refusal that the program can make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.codes import KINDS, OUTCOMES, PHASES, ROLES, STATES
from board.errors import STORAGE_CODES, Problem
from board.forgetting import MARK
from tests.cli.running import ROOT, Tavla
from tui import problems, words
from tui.cli import care
from tui.cli.output import cells, cut, fold, pad, table, wrap
from tui.text import Language, set_language

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


def findings() -> Iterator[str]:
    """Every code of a finding that storage/ can make, in check, in repair and where they take theirs from."""
    for name in ("check", "look", "repair", "journal", "checkpoint", "store"):
        for node in ast.walk(ast.parse((ROOT / f"storage/{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Assign) and "distrusted" in ast.unparse(node.targets[0]):
                made, before = node.value, ""
            elif isinstance(node, ast.Call) and node.args:
                called = ast.unparse(node.func)
                if called not in ("Finding", "Unusable", "self._fault"):
                    continue
                made, before = node.args[0], "journal_" if called == "self._fault" else ""
            else:
                continue
            for part in ast.walk(made):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value[-1] != "_":
                    yield before + part.value


FOUND = {"board": "oster", "replica": "k3f9ab", "segment": "000001.jsonl", "offset": 0, "n": 1, "length": 7,
    "name": "fil", "what": "oster", "table": "cards", "id": "1", "field": "title", "seconds": 200,
    "remote": False, "segments": 1, "values": 2}  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_finding_of_check_has_words(language: Language) -> None:
    set_language(language)
    made = set(findings())
    assert {"journal_fork", "journal_mended", "torn_tail", "checkpoint_changed", "repaired"} <= made
    assert made <= set(care.FINDINGS)
    for code in sorted({*made, *care.FINDINGS, "disk_full", "nosuch"}):
        for params in ({}, FOUND):
            found = {"code": code, "severity": "damage", **params}
            said = f"{care.finding_words(found)} {care._advice(found, False)} {care._advice(found, True)}"
            assert "{" not in said
            assert "_" not in code or code not in said
            if language == "en":
                assert not SWEDISH.search(said), said


def test_a_changed_byte_is_told_for_what_it_is(tavla: Tavla) -> None:
    tavla.ok("add", "Nycklar")
    (journal,) = (tavla.home / "boards" / "oster").rglob("*.jsonl")
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b"Nycklar", b"Nycklas"))
    said = tavla("check")
    assert said.code == 0
    assert " ".join(said.out.split()) == (
        "▲ oster: Disken hade fel tecken på ett ställe i historiken, men raden har lästs rätt. Inget saknas. "
        "Se till att det finns en säkerhetskopia: disken kan vara på väg att gå sönder. "
        "Laga: tavla check --repair Allt är helt."
    )
    assert "tavla check --repair" in said.out
    mended = tavla("check", "--repair")
    assert mended.code == 0
    assert "Laga:" not in mended.out
    assert journal.read_bytes() == whole


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


def test_everything_for_people_holds_in_eighty_columns(tavla: Tavla, monkeypatch: pytest.MonkeyPatch) -> None:
    id = worked_on(tavla)
    for columns in ("80", "60"):
        monkeypatch.setenv("COLUMNS", columns)
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
            for line in tavla.ok(*given).splitlines():
                assert cells(line) <= (80 if "--help" in given else int(columns)), (given, line)


def test_every_sentence_holds_in_the_terminals_width(empty: Tavla, monkeypatch: pytest.MonkeyPatch) -> None:
    tavla = empty
    for columns in (80, 60):
        monkeypatch.setenv("COLUMNS", str(columns))
        printed = [tavla("list"), tavla("init", "Hemtjänst Öster", "--id", f"o{columns}")]
        board = {"TAVLA_BOARD": f"o{columns}"}
        printed.append(tavla("list", **board))
        title = "Vi letar efter hjälpmedel som står på olika ställen när nattpersonalen ska åka iväg"
        id = tavla.add(title, **board)
        for given in (
            ("move", id, "do"), ("set", id, "nosuch=x"), ("set", id, "due=xx"), ("show", "nosuch"), ("triage", id),
            ("finish", id, "kanske"), ("comment", id, "hej"), ("park", id), ("reopen", id), ("undo",), ("list", "x"),
            ("import", "nosuch.csv"), ("people", "add", "Anna", "--role", "ambassador"), ("add",), ("delete", id),
            ("boards", "--as", "nosuch"), ("list", "--wait", "x"), ("check",), ("people",), ("delete", id, "--lang=en"),
        ):  # fmt: skip
            printed.append(tavla(*given, **board))
        for said in printed:
            for line in (said.out + said.err).splitlines():
                assert cells(line) <= columns, said


def test_what_is_to_be_pasted_stays_on_one_line_and_in_straight_quotes(
    empty: Tavla, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    pasted = 'tavla add "Det vi vill förbättra"'
    said = empty.ok("init", "Hemtjänst Öster").splitlines()
    assert said == ["Tavlan Hemtjänst Öster är startad.", "  Notera det första:", f"  {pasted}"]
    assert empty.ok("list").splitlines()[-1] == f"  {pasted}"
    assert 'tavla add "What we want to improve"' in empty.ok("list", "--lang", "en")
    for template in (*problems.AT_COMMAND_LINE.values(), pasted):
        assert not re.search("[”“]", template)


def test_lines_are_folded_between_words() -> None:
    assert fold("kort", 40) == ["kort"]
    assert fold("a1b2  " + "ord " * 12, 40) == ["a1b2  " + "ord " * 7 + "ord", "  ord ord ord ord"]
    assert fold("  · " + "ord " * 10, 30) == ["  · " + "ord " * 5 + "ord", "    ord ord ord ord"]
    assert fold("Laga det som är trasigt: tavla check --repair", 40) == [
        "Laga det som är trasigt:",
        "  tavla check --repair",
    ]
    path = "/" + "x" * 60
    assert fold(f"Skrev till {path}", 40) == ["Skrev till", f"  {path}"]
    assert fold("å" * 50, 40) == ["å" * 40, "  " + "å" * 10]
    assert fold("ett\n\n  två", 40) == ["ett", "", "  två"]


def test_a_finished_card_says_so_once(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.ok("finish", id, "routine", "--reason", "bra")
    assert tavla.ok("show", id).splitlines()[1] == "Avslutat · införs som rutin · problem · försök 1"
    tavla.ok("archive", id)
    assert "arkiverat" in tavla.ok("show", id).splitlines()[1]


def test_info_is_in_the_language_that_is_spoken(tavla: Tavla) -> None:
    def labels(*words: str) -> list[str]:
        lines = tavla.ok("info", *words).splitlines()
        return [line.split("  ")[1] for line in lines if line[2] != " "]

    assert labels("--lang", "en")[5] == "workspace exists"
    assert set(labels()) & set(labels("--lang", "en")) <= {"tavla", "Python", "terminal"}
    assert {"workspace", "boards"} <= set(tavla.json("info")["info"])


def test_a_title_is_quoted_as_the_language_quotes(tavla: Tavla) -> None:
    tavla.ok("add", "Nycklar")
    assert "”Nycklar”: noterade kortet" in tavla.ok("history")
    assert "“Nycklar”: " in tavla.ok("history", "--lang", "en")


def test_what_was_put_on_a_card_is_told_in_words_and_a_text_that_was_erased_as_that() -> None:
    def said(do: str, *changes: tuple[str, object, object]) -> str:
        return words.did(do, changes, str, "comments" if do == "comment" else "cards")

    assert said("add", ("tags/natt", None, True)) == "noterade kortet: etikett: natt"
    assert said("set", ("tags/kök", None, True), ("tags/natt", True, None)) == (
        "ändrade: etikett: kök · tog bort etikett: natt"
    )
    assert said("comment", ("text", None, MARK)) == "kommenterade: raderad text"
    assert said("set", ("problem", "Vi letar", MARK)) == "ändrade: problem: Vi letar → raderad text"


def test_a_mapping_file_is_told_as_the_json_it_is(tavla: Tavla) -> None:
    assert '{"Kolumn": "fält"}' in " ".join(tavla.ok("import", "--help").split())
    assert '{"Kolumn": "fält"}' in " ".join((ROOT / "docs/tavla.1").read_text("utf-8").split())


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
    contract += " history undo redo import export check sync demo"
    assert set(contract.split()) <= set(NAMES)


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


def test_what_is_to_be_written_is_in_the_language_spoken() -> None:
    """Placeholders too: nobody who reads English writes NAMN or /delad/mapp."""
    for code in problems.AT_COMMAND_LINE:
        set_language("sv")
        swedish = problems.at_command_line(Problem(code)) or ""
        set_language("en")
        english = problems.at_command_line(Problem(code)) or ""
        assert not re.search("NAMN|MAPP|FIL|KORT|delad|mapp", english), english
        if "NAMN" in swedish:
            assert "NAME" in english, english
